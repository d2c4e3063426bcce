//! Joins the lines of a paragraph that a page was too narrow for, where that is certain.

/// Joins lines. Certain means: a latin word cut by a hyphen or a sentence that goes on in lower case after a long
/// line; or a Chinese line as wide as the widest around it, ending in the middle of a sentence.
pub(super) fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.split(['\n', '\u{c}']).map(str::trim).collect();
    let widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
    let mut whole = String::with_capacity(text.len());
    for (index, line) in lines.iter().enumerate() {
        whole.push_str(line);
        let Some(next) = lines.get(index + 1) else { break };
        match join(line, next, &widths, index) {
            Join::Seamless => {}
            Join::Space => whole.push(' '),
            Join::Hyphen => {
                whole.pop();
            }
            Join::Not => whole.push('\n'),
        }
    }
    whole
}

enum Join {
    Not,
    Seamless,
    Space,
    Hyphen,
}

fn join(line: &str, next: &str, widths: &[usize], index: usize) -> Join {
    // Narrower columns hold lists of skills and dates as often as sentences.
    const NARROWEST: usize = 44;
    let (Some(last), Some(first)) = (line.chars().last(), next.chars().next()) else { return Join::Not };
    if is_broken_address(line, next) {
        return Join::Seamless;
    }
    if widths[index] < NARROWEST || is_item(next) {
        return Join::Not;
    }
    let before_last = line.chars().rev().nth(1);
    if last == '-' && before_last.is_some_and(|it| it.is_ascii_lowercase()) && first.is_ascii_lowercase() {
        return Join::Hyphen;
    }
    let in_a_sentence = (last.is_ascii_lowercase() || last == ',') && first.is_ascii_lowercase();
    if in_a_sentence && has_no_room_for(next, widths, index) {
        return Join::Space;
    }
    let goes_on = is_chinese(last)
        || matches!(last, '，' | '、')
        || (last.is_ascii_alphanumeric() && is_chinese(first));
    let is_rest = is_chinese(first) || first.is_ascii_alphabetic() || "，。、；）".contains(first);
    if goes_on && is_rest && is_full(widths, index) {
        return Join::Seamless;
    }
    Join::Not
}

/// An e-mail address cut in two by a narrow column: its server has no dot yet, and the next line has nothing else.
fn is_broken_address(line: &str, next: &str) -> bool {
    let Some((_, server)) = line.rsplit_once('@') else { return false };
    let is_of_address =
        |text: &str| text.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '.');
    let is_cut = !server.contains('.') || server.ends_with(['-', '.']);
    is_cut && !server.is_empty() && is_of_address(server) && is_of_address(next) && next.contains('.')
}

/// Whether the first word of the next line would have made this line wider than any around it, so that the writer
/// need not have ended it here. The width of a letter is not known, hence the allowance.
fn has_no_room_for(next: &str, widths: &[usize], index: usize) -> bool {
    const ALLOWANCE: usize = 8;
    let word = next.split_whitespace().next().map_or(0, width);
    let widest = near(widths, index).max().unwrap_or(0);
    widths[index] + 1 + word + ALLOWANCE >= widest
}

/// Whether a line fills its column: none around it is wider, and another one is as wide, in the same paragraph or,
/// for a line as long as a page is wide, anywhere in the document.
fn is_full(widths: &[usize], index: usize) -> bool {
    const PAGE: usize = 80;
    let width = widths[index];
    let is_as_wide = |other: usize| other.abs_diff(width) <= 4;
    let in_the_document = || width >= PAGE && widths.iter().filter(|other| is_as_wide(**other)).count() > 1;
    near(widths, index).all(|other| other <= width + 4)
        && (near(widths, index).any(is_as_wide) || in_the_document())
}

/// The widths of the lines around, up to the next blank ones.
fn near(widths: &[usize], index: usize) -> impl Iterator<Item = usize> {
    const NEAR: usize = 6;
    let before = widths[..index].iter().rev().take(NEAR).take_while(|width| **width > 0);
    let after = widths[index + 1..].iter().take(NEAR).take_while(|width| **width > 0);
    before.chain(after).copied()
}

/// Whether a line begins an item of a list, a labelled line or a date: never the rest of a sentence.
fn is_item(line: &str) -> bool {
    let start: String = line.chars().take(12).collect();
    let first = start.chars().next();
    let bulleted = first.is_some_and(|it| "•●○■□◆◇▪▸►➢–—-*·①②③④⑤⑥⑦⑧⑨（(【".contains(it));
    let numbered = first.is_some_and(|it| it.is_ascii_digit() || "一二三四五六七八九十".contains(it))
        && start.contains(['.', '、', '．', '/', '-', '年', ')', '）']);
    bulleted || numbered || start.contains(['：', ':'])
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

/// Width in halves of a Chinese character.
fn width(line: &str) -> usize {
    line.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_over_full_lines_is_joined() {
        let full = "负责公司核心交易系统的架构设计与开发工作，带领八人团队完成微服务拆分，将系统可用性提升到百分之九十九点";
        let text = format!("{full}\n{full}\n九，得到好评。\n熟悉分布式");
        assert_eq!(joined(&text), format!("{full}{full}九，得到好评。\n熟悉分布式"));
    }

    #[test]
    fn english_goes_on_in_lower_case() {
        let text = "Designed and built the settlement platform that handles all of the pay-\nments of the group, and \
            moved it to\nKubernetes.\nLed a team of eight engineers across three offices and two time zones,\nwith care.";
        let expected = "Designed and built the settlement platform that handles all of the payments of the group, and \
            moved it to\nKubernetes.\nLed a team of eight engineers across three offices and two time zones, with care.";
        assert_eq!(joined(text), expected);
    }

    #[test]
    fn an_address_cut_by_a_narrow_column_is_whole_again() {
        assert_eq!(
            joined("amelia@hartwell-\ndesign.example\nFigma"),
            "amelia@hartwell-design.example\nFigma"
        );
        assert_eq!(joined("me@example.com\nwww.example.com"), "me@example.com\nwww.example.com");
    }

    #[test]
    fn short_lines_items_and_labels_stay_apart() {
        for text in [
            "designed the settlement platform of the group\nwrote the billing service of the very same group in Go and moved it",
            "张三\n男\n北京",
            "技能：Java\n电话：138",
            "熟悉分布式\n精通微服务",
        ] {
            assert_eq!(joined(text), text);
        }
    }
}
