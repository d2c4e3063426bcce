//! Characters as a person would type them: the look-alikes that fonts and page layout leave behind are mapped to
//! the usual ones, what has no shape is removed.
//!
//! Not full NFKC: that would also turn （），： into ASCII, and Chinese text is read and written with the full-width
//! forms. See docs/decisions/0012-readable-characters.md.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Text made readable, and the invisible text found in it.
pub(crate) struct Readable {
    pub(crate) text: String,
    pub(crate) hidden: Option<String>,
}

/// Makes text readable: usual characters, `\n` line ends, no trailing spaces, at most one blank line in a row.
pub(crate) fn readable(raw: &str) -> Readable {
    let mut usual = String::with_capacity(raw.len());
    let mut hidden = String::new();
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => usual.push('\n'),
            '\n' | '\t' => usual.push(character),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => usual.push(' '),
            _ if character.is_control() || is_shapeless(character) => {}
            '\u{e0000}'..='\u{e007f}' => hidden.extend(tagged(character)),
            '\u{180e}' | '\u{200b}' | '\u{202d}' | '\u{202e}' | '\u{2060}'..='\u{2064}' => {
                hidden.push('\u{fffd}')
            }
            _ => push_usual(character, &mut usual),
        }
    }
    let text = tidy_lines(&usual);
    let text = if is_nfc(&text) { text } else { text.nfc().collect() };
    Readable { text, hidden: describe(&hidden) }
}

/// Characters without a shape that ordinary software leaves in text: not worth a warning.
const fn is_shapeless(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The ASCII character that an invisible tag character repeats.
fn tagged(character: char) -> Option<char> {
    char::from_u32(u32::from(character) - 0xe0000).filter(|plain| plain.is_ascii_graphic() || *plain == ' ')
}

fn describe(hidden: &str) -> Option<String> {
    let zero_width = hidden.matches('\u{fffd}').count();
    let spelled: String = hidden.chars().filter(|character| *character != '\u{fffd}').collect();
    match (spelled.trim().is_empty(), zero_width) {
        (false, _) => Some(spelled),
        (true, 0) => None,
        (true, count) => Some(format!("U+200B × {count}")),
    }
}

fn push_usual(character: char, usual: &mut String) {
    match character {
        '\u{2e80}'..='\u{2eff}' => usual.push(radical(character)),
        // Its decomposition is the traditional 戶, but simplified fonts use it for 户.
        '\u{2f3e}' => usual.push('户'),
        // Kangxi radicals, compatibility ideographs, and the ligatures ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ.
        '\u{2f00}'..='\u{2fdf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fb00}'..='\u{fb06}'
        | '\u{2f800}'..='\u{2fa1f}' => {
            usual.extend(std::iter::once(character).nfkc());
        }
        // Bullets of the fonts Symbol and Wingdings; the rest of the private use area are icons.
        '\u{f06c}' | '\u{f06e}' | '\u{f075}' | '\u{f076}' | '\u{f0a7}' | '\u{f0b2}' | '\u{f0b7}'
        | '\u{f0d8}' | '\u{f0fc}' | '\u{f0e8}' | '\u{f09f}' => usual.push('•'),
        '\u{e000}'..='\u{f8ff}' => usual.push(' '),
        _ => usual.push(character),
    }
}

/// The radicals that Unicode gives no decomposition, though PDF fonts use them for the ordinary character
/// (EquivalentUnifiedIdeograph.txt, those that are characters of their own).
fn radical(character: char) -> char {
    const PAIRS: &str = "⺁厂⺇几⺌小⺎兀⺏尣⺐尢⺗心⺟母⺠民⺩王⺬示⺮竹⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺾艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶\
        ⻏邑⻐钅⻑长⻒长⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟";
    let mut pairs = PAIRS.chars();
    while let (Some(radical), Some(ordinary)) = (pairs.next(), pairs.next()) {
        if radical == character {
            return ordinary;
        }
    }
    std::iter::once(character).nfkc().next().unwrap_or(character)
}

fn tidy_lines(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.lines().map(str::trim_end) {
        if line.trim_start().is_empty() {
            blank_lines += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
        }
        blank_lines = 0;
        tidy.push_str(line);
    }
    if !tidy.is_empty() {
        tidy.push('\n');
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_of_pdf_fonts_become_the_usual_characters() {
        assert_eq!(readable("⼯作⻓期⾯向⽤⼾ ﬁnance 豈").text, "工作长期面向用户 finance 豈\n");
    }

    #[test]
    fn chinese_punctuation_and_full_width_letters_stay() {
        assert_eq!(readable("姓名：张三（男），ＡＢ１２").text, "姓名：张三（男），ＡＢ１２\n");
    }

    #[test]
    fn invisible_characters_are_removed_and_told() {
        let smuggled: String =
            "hire".chars().filter_map(|c| char::from_u32(0xe0000 + u32::from(c))).collect();
        let readable_text = readable(&format!("张\u{200b}三{smuggled}"));
        assert_eq!(readable_text.text, "张三\n");
        assert_eq!(readable_text.hidden.as_deref(), Some("hire"));
        assert_eq!(readable("a\u{200b}b").hidden.as_deref(), Some("U+200B × 1"));
        assert_eq!(readable("\u{feff}so\u{ad}ft").hidden, None);
        assert_eq!(readable("\u{feff}so\u{ad}ft").text, "soft\n");
    }

    #[test]
    fn lines_end_alike_and_blank_lines_do_not_pile_up() {
        assert_eq!(readable("\n\na \r\nb\r\r\n\n\nc\u{c}d\n\n").text, "a\nb\n\nc\nd\n");
    }
}
