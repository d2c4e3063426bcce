//! A text as a reader sees it: characters at their places, lines, bullets, and the gaps that make columns.

use crate::characters::{folded, is_han, narrow};

use super::{Evidence, Range};

/// A text, or one record of a larger one; every place is a character of it.
pub(crate) struct Layout {
    base: usize,
    raw: Vec<char>,
    /// Folded to usual characters and lower case; markup is blank.
    text: Vec<char>,
    pub(crate) lines: Vec<Line>,
}

/// From the first to past the last character, without the spaces around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A line that says something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// What it says, without its bullet.
    pub(crate) piece: Piece,
    pub(crate) bullet: bool,
    pub(crate) after_blank: bool,
}

impl Piece {
    pub(crate) const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

impl Layout {
    /// `hidden` is blanked out: text that must not become part of any field.
    pub(crate) fn new(text: &str, base: usize, hidden: &[Range]) -> Self {
        let raw: Vec<char> = text.chars().collect();
        let mut layout = Self { base, text: folded(text), raw, lines: Vec::new() };
        layout.blank_markup();
        for range in hidden {
            let (start, end) = (range.start.saturating_sub(base), range.end.saturating_sub(base));
            for at in start..end.min(layout.raw.len()) {
                if layout.raw[at] != '\n' {
                    layout.raw[at] = ' ';
                    layout.text[at] = ' ';
                }
            }
        }
        layout.lines = layout.read_lines();
        layout
    }

    pub(crate) fn whole(&self) -> Piece {
        Piece { start: 0, end: self.text.len() }
    }

    /// The folded characters of a piece.
    pub(crate) fn folded(&self, piece: Piece) -> &[char] {
        &self.text[piece.start..piece.end]
    }

    pub(crate) fn folded_string(&self, piece: Piece) -> String {
        self.folded(piece).iter().collect()
    }

    /// The piece with its letters as written and one character for one: widths folded, markup and hidden text blank.
    pub(crate) fn spaced(&self, piece: Piece) -> String {
        let places = piece.start..piece.end;
        places.map(|at| if self.text[at] == ' ' { ' ' } else { narrow(self.raw[at]) }).collect()
    }

    /// The folded text without any space, by which labels and headings are known.
    pub(crate) fn compact(&self, piece: Piece) -> String {
        self.folded(piece).iter().filter(|c| !c.is_whitespace()).collect()
    }

    /// The piece as a person would copy it: digits and letters in their usual width, single spaces.
    pub(crate) fn value(&self, piece: Piece) -> String {
        let mut value = String::with_capacity(piece.len() * 3);
        for at in piece.start..piece.end {
            let c = if narrow(self.raw[at]).is_ascii_alphanumeric() {
                narrow(self.raw[at])
            } else {
                self.raw[at]
            };
            let blank = c.is_whitespace() || (self.text[at] == ' ' && c != ' ');
            if !blank {
                value.push(c);
            } else if !value.ends_with(' ') && !value.is_empty() {
                value.push(' ');
            }
        }
        value.trim_end().to_owned()
    }

    /// Several lines as they stand, with their bullets.
    pub(crate) fn block(&self, piece: Piece) -> String {
        let text: String = self.raw[piece.start..piece.end].iter().collect();
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    pub(crate) fn evidence(&self, piece: Piece, confidence: f32) -> Evidence {
        Evidence { start: self.base + piece.start, end: self.base + piece.end, confidence }
    }

    /// The piece without spaces, bullets and stray punctuation at its ends.
    pub(crate) fn trimmed(&self, piece: Piece) -> Piece {
        let stray = |c: char| {
            c.is_whitespace()
                || is_bullet(c)
                || matches!(c, '|' | ':' | ',' | ';' | '、' | '。' | '"' | '~' | '-')
        };
        let mut piece = Piece { start: piece.start, end: piece.end.min(self.text.len()) };
        while piece.start < piece.end && stray(self.text[piece.start]) {
            piece.start += 1;
        }
        while piece.end > piece.start && stray(self.text[piece.end - 1]) {
            piece.end -= 1;
        }
        piece
    }

    /// The cells of a line: what tabs, bars, wide gaps, middle dots and spaced slashes keep apart.
    pub(crate) fn cells(&self, piece: Piece) -> Vec<Piece> {
        self.split(piece, |at| self.cell_gap(piece, at))
    }

    /// Splits at the gaps that `gap` finds: at a place, how many characters it takes.
    pub(crate) fn split(&self, piece: Piece, gap: impl Fn(usize) -> usize) -> Vec<Piece> {
        let mut parts = Vec::new();
        let mut start = piece.start;
        let mut at = piece.start;
        while at < piece.end {
            match gap(at) {
                0 => at += 1,
                length => {
                    parts.push(Piece { start, end: at });
                    at += length;
                    start = at;
                }
            }
        }
        parts.push(Piece { start, end: piece.end });
        parts.iter().map(|part| self.trimmed(*part)).filter(|part| part.len() > 0).collect()
    }

    pub(crate) fn cell_gap(&self, piece: Piece, at: usize) -> usize {
        let c = self.text[at];
        let beside = |at: Option<usize>| {
            at.and_then(|at| self.text[piece.start..piece.end].get(at.wrapping_sub(piece.start))).copied()
        };
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let spaced = before == Some(' ') && after.is_none_or(|c| c == ' ');
        let han = before.is_some_and(is_han) && after.is_some_and(is_han);
        usize::from(
            match c {
                '\t' | '|' | '•' | '●' | '※' | '☎' | '✉' | '\u{1f4f1}' | '\u{1f517}' => true,
                ' ' => after == Some(' '),
                '·' => spaced || before == Some(' ') || after == Some(' '),
                '/' => spaced,
                _ => false,
            } && !(c == '·' && han),
        )
    }

    /// Blanks what is markup and not text: `**bold**`, `` `code` ``, `# heading`. A star between digits hides some.
    fn blank_markup(&mut self) {
        let mut line_begins = true;
        let mut at = 0;
        while at < self.text.len() {
            let c = self.text[at];
            let run = self.text[at..].iter().take_while(|other| **other == c).count();
            let beside = |at: Option<usize>| {
                at.and_then(|at| self.text.get(at)).is_some_and(char::is_ascii_alphanumeric)
            };
            let markup = match c {
                '#' | '>' => line_begins,
                '*' => !(beside(at.checked_sub(1)) && beside(Some(at + run))),
                '`' => true,
                '_' => line_begins && run > 1,
                _ => false,
            };
            if markup {
                self.text[at..at + run].fill(' ');
            }
            line_begins = c == '\n' || (line_begins && (markup || c == ' '));
            at += run;
        }
    }

    fn read_lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut after_blank = true;
        for at in 0..=self.text.len() {
            if at < self.text.len() && self.text[at] != '\n' {
                continue;
            }
            let piece = self.trimmed(Piece { start, end: at });
            let begins = self.raw[start..at].iter().find(|c| !c.is_whitespace());
            let bullet = begins.is_some_and(|c| is_bullet(*c) || matches!(c, '-' | '*' | '–'));
            if piece.len() > 0 {
                lines.push(Line { piece, bullet, after_blank });
                after_blank = false;
            } else {
                after_blank = true;
            }
            start = at + 1;
        }
        lines
    }
}

pub(crate) const fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '●'
            | '○'
            | '◦'
            | '▪'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '★'
            | '☆'
            | '➢'
            | '►'
            | '▶'
            | '▸'
            | '✓'
            | '✔'
            | '·'
            | '※'
            | '❖'
            | '☎'
            | '✉'
            | '➤'
    ) || matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}')
}
