//! Long documents in pieces that fit into a model: text cut between paragraphs with some overlap, spreadsheets between
//! rows.

use domain::parsing::{Source, SourceRow};

/// Rows of a spreadsheet in one piece at most: each becomes a record, and answers are bounded too.
const ROWS: usize = 20;

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the document, in Unicode scalar values.
    pub(super) start: usize,
}

/// The pieces of a document, each of about `tokens` at most.
pub(super) fn of<'a>(source: &Source<'a>, tokens: usize) -> Vec<Chunk<'a>> {
    match source.rows {
        Some(rows) if !rows.is_empty() => by_rows(source.text, rows, tokens),
        _ => by_paragraphs(source.text, tokens),
    }
}

fn by_rows<'a>(text: &'a str, rows: &[SourceRow<'_>], tokens: usize) -> Vec<Chunk<'a>> {
    let bytes = ByteOffsets::new(text);
    let mut chunks = Vec::new();
    let mut first = 0;
    while first < rows.len() {
        let slice = |last: usize| &text[bytes.of(rows[first].start)..bytes.of(rows[last].end)];
        let fits = |last: &usize| last - first < ROWS && estimate(slice(*last)) <= tokens;
        // A row that is too long alone goes alone.
        let last = (first + 1..rows.len()).take_while(fits).last().unwrap_or(first);
        chunks.push(Chunk { text: slice(last), start: rows[first].start });
        first = last + 1;
    }
    chunks
}

fn by_paragraphs(text: &str, tokens: usize) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::new();
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .scan(0, |byte, line| {
            let start = *byte;
            *byte += line.len();
            Some((start, line))
        })
        .collect();
    let mut first = 0;
    while first < lines.len() {
        let end = end_of_chunk(&lines, first, tokens);
        let (from, to) = (lines[first].0, lines.get(end).map_or(text.len(), |(start, _)| *start));
        chunks.push(Chunk { text: &text[from..to], start: text[..from].chars().count() });
        if end >= lines.len() {
            break;
        }
        first = start_of_next(&lines, first, end, tokens / 10);
    }
    chunks
}

/// Past the last line that fits; before it, at a blank line in the last third where there is one.
fn end_of_chunk(lines: &[(usize, &str)], first: usize, tokens: usize) -> usize {
    let mut used = 0;
    let mut end = first;
    let mut border = None;
    while end < lines.len() {
        used += estimate(lines[end].1);
        if used > tokens && end > first {
            return border.unwrap_or(end);
        }
        end += 1;
        if used * 3 > tokens * 2 && lines[end - 1].1.trim().is_empty() {
            border = Some(end);
        }
    }
    end
}

/// A few lines before the end of the last piece, so that what was cut is whole in one of the two.
fn start_of_next(lines: &[(usize, &str)], first: usize, end: usize, overlap: usize) -> usize {
    let mut start = end;
    let mut used = 0;
    while start > first + 1 {
        used += estimate(lines[start - 1].1);
        if used > overlap {
            break;
        }
        start -= 1;
    }
    start
}

/// About how many tokens a text takes: one for a Chinese character, one for three others.
pub(super) fn estimate(text: &str) -> usize {
    let (han, others) = text
        .chars()
        .fold((0, 0), |(han, others), c| if c >= '\u{2e80}' { (han + 1, others) } else { (han, others + 1) });
    han + others / 3 + 1
}

/// Turns character offsets into byte offsets.
struct ByteOffsets {
    bytes: Vec<usize>,
    len: usize,
}

impl ByteOffsets {
    fn new(text: &str) -> Self {
        Self { bytes: text.char_indices().map(|(byte, _)| byte).collect(), len: text.len() }
    }

    fn of(&self, at: usize) -> usize {
        self.bytes.get(at).copied().unwrap_or(self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_piece() {
        let source = Source { text: "李思远\nJava", ..Source::default() };
        assert_eq!(of(&source, 1000), [Chunk { text: "李思远\nJava", start: 0 }]);
    }

    #[test]
    fn a_long_text_is_cut_between_paragraphs_and_nothing_is_left_out() {
        let paragraph = "负责后端系统的设计与开发\n带领团队\n\n";
        let text = paragraph.repeat(200);
        let source = Source { text: &text, ..Source::default() };
        let chunks = of(&source, 500);
        assert!(chunks.len() > 5);
        let mut reached = 0;
        for chunk in &chunks {
            assert!(estimate(chunk.text) <= 600);
            assert!(chunk.start <= reached, "a gap before {}", chunk.start);
            assert!(text.chars().skip(chunk.start).zip(chunk.text.chars()).all(|(one, other)| one == other));
            reached = chunk.start + chunk.text.chars().count();
        }
        assert_eq!(reached, text.chars().count());
        assert!(chunks[..chunks.len() - 1].iter().all(|chunk| chunk.text.ends_with("\n\n")));
    }

    #[test]
    fn a_line_that_is_too_long_goes_alone() {
        let text = format!("甲\n{}\n乙", "长".repeat(3000));
        let source = Source { text: &text, ..Source::default() };
        let chunks = of(&source, 500);
        assert!(chunks.len() >= 3);
        assert!(chunks.last().is_some_and(|chunk| chunk.text.ends_with('乙')));
    }

    #[test]
    fn a_spreadsheet_is_cut_between_rows() {
        let row = "姓名: 李思远\n城市: 上海\n\n";
        let text = row.repeat(45);
        let length = row.chars().count();
        let (header, cells) =
            (["姓名".to_owned(), "城市".to_owned()], ["李思远".to_owned(), "上海".to_owned()]);
        let rows: Vec<SourceRow> = (0..45)
            .map(|at| SourceRow {
                header: &header,
                cells: &cells,
                start: at * length,
                end: (at + 1) * length - 2,
            })
            .collect();
        let source = Source { text: &text, rows: Some(&rows), file_name: None };
        let chunks = of(&source, 100_000);
        assert_eq!(chunks.iter().map(|chunk| chunk.start / length).collect::<Vec<_>>(), [0, 20, 40]);
        assert!(chunks.iter().all(|chunk| chunk.text.starts_with("姓名") && chunk.text.ends_with("上海")));
    }
}
