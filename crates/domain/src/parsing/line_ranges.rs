//! Long fields by line numbers: a model is shown numbered lines and answers with ranges, the program copies the text.

use serde::{Deserialize, Serialize};

/// Lines of a numbered text, the first being 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct LineRange {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

impl From<[usize; 2]> for LineRange {
    fn from([first, last]: [usize; 2]) -> Self {
        Self { first, last }
    }
}

impl From<LineRange> for [usize; 2] {
    fn from(range: LineRange) -> Self {
        [range.first, range.last]
    }
}

/// The text with each line's number before it: `12: …`.
pub fn number_lines(text: &str) -> String {
    let mut numbered = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in (1..).zip(text.lines()) {
        numbered.push_str(&format!("{number}: {line}\n"));
    }
    numbered
}

/// The lines of the ranges as they stand in the text, each line at most once and in the order of the text. Ranges
/// beyond the text or turned around give nothing.
pub fn copy_lines(text: &str, ranges: &[LineRange]) -> String {
    let wanted = |number: usize| ranges.iter().any(|range| (range.first..=range.last).contains(&number));
    let lines: Vec<&str> = (1..)
        .zip(text.lines())
        .filter(|(number, _)| wanted(*number))
        .map(|(_, line)| line.trim_end())
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_copied_and_never_made_up() {
        let text = "职责\n1. 写代码\n2. 评审\n\n要求\n3年";
        assert_eq!(number_lines(text).lines().nth(1), Some("2: 1. 写代码"));
        let range = |first, last| LineRange { first, last };
        assert_eq!(copy_lines(text, &[range(2, 3)]), "1. 写代码\n2. 评审");
        assert_eq!(copy_lines(text, &[range(6, 6), range(1, 2), range(2, 2)]), "职责\n1. 写代码\n3年");
        assert_eq!(copy_lines(text, &[range(7, 99), range(3, 1), range(0, 0)]), "");
        let read: Vec<LineRange> = serde_json::from_str("[[2,3]]").unwrap();
        assert_eq!(read, [range(2, 3)]);
    }
}
