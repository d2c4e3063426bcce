//! Pieces of text with their places on a page, put together to lines as a person reads them.

/// A piece of text in one font, and its place in points; `bottom` grows upwards as PDF counts.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    pub(super) size: f32,
}

/// Pieces beside each other.
#[derive(Debug)]
pub(super) struct Line {
    pieces: Vec<Piece>,
}

/// Puts pieces that follow each other together to lines.
pub(super) fn lines(pieces: impl IntoIterator<Item = Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.takes(&piece) => line.pieces.push(piece),
            _ => lines.push(Line { pieces: vec![piece] }),
        }
    }
    for line in &mut lines {
        line.pieces.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    lines
}

/// Whether the lines follow each other as they would be read: down a column, then up to the next one on the right.
/// Most programs write pages in that order, and then it says more than any guess from the places.
pub(super) fn is_in_reading_order(lines: &[Line]) -> bool {
    let goes_back = |pair: &[Line]| {
        let size = pair[0].size();
        pair[1].bottom() > pair[0].bottom() + size && pair[1].left() < pair[0].left() + size
    };
    // A heading, a page number, a box drawn last.
    let expected = 2 + lines.len() / 10;
    lines.windows(2).filter(|pair| goes_back(pair)).count() <= expected
}

/// Writes lines as text, with a blank line where there is a wider gap or a new column.
pub(super) fn written(lines: &[Line]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(above) = index.checked_sub(1).and_then(|index| lines.get(index)) {
            let down = above.bottom() - line.bottom();
            let apart = down < 0.0 || down > above.size().max(line.size()) * 2.0;
            text.push_str(if apart { "\n\n" } else { "\n" });
        }
        line.write(&mut text);
    }
    text
}

impl Line {
    /// Whether a piece stands beside this line: on its height and over none of its pieces.
    fn takes(&self, piece: &Piece) -> bool {
        let Some(last) = self.pieces.last() else { return true };
        let top = (last.bottom + last.size).min(piece.bottom + piece.size);
        let shared = top - last.bottom.max(piece.bottom);
        let is_beside = |other: &Piece| {
            let over = other.right.min(piece.right) - other.left.max(piece.left);
            over <= other.size.min(piece.size) * 0.5
        };
        shared >= last.size.min(piece.size) * 0.5 && self.pieces.iter().all(is_beside)
    }

    /// Whether another line stands on the same height.
    pub(super) fn is_level(&self, other: &Self) -> bool {
        (self.bottom() - other.bottom()).abs() < self.size().min(other.size()) * 0.3
    }

    /// Whether a year is named.
    pub(super) fn has_year(&self) -> bool {
        self.pieces.iter().any(|piece| {
            let mut runs = piece.text.split(|c: char| !c.is_ascii_digit());
            runs.any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
        })
    }

    /// How many characters there are.
    pub(super) fn length(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.chars().count()).sum()
    }

    /// Whether another line runs on from this one, or this one from it.
    pub(super) fn touches(&self, other: &Self) -> bool {
        let size = self.size().min(other.size());
        let is_level = (self.bottom() - other.bottom()).abs() < size * 0.5;
        let gap = (other.left() - self.right()).max(self.left() - other.right());
        is_level && gap.abs() < size
    }

    fn write(&self, text: &mut String) {
        let mut before: Option<&Piece> = None;
        for piece in &self.pieces {
            if let Some(before) = before {
                let separator = separator(before, piece);
                if separator == "\t" {
                    text.truncate(text.trim_end_matches(' ').len());
                    text.push_str(separator);
                    text.push_str(piece.text.trim_start());
                } else {
                    text.push_str(separator);
                    text.push_str(&piece.text);
                }
            } else {
                text.push_str(&piece.text);
            }
            before = Some(piece);
        }
    }

    pub(super) fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }

    pub(super) fn left(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min)
    }

    pub(super) fn right(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max)
    }

    pub(super) fn bottom(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.bottom)
    }

    pub(super) fn size(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.size).fold(0.0, f32::max)
    }
}

/// What stands between two pieces of a line: nothing, a space, or the tab between two cells.
fn separator(before: &Piece, piece: &Piece) -> &'static str {
    let (smaller, larger) = (before.size.min(piece.size).max(1.0), before.size.max(piece.size));
    let gap = (piece.left - before.right) / smaller;
    // A name in large letters and the age behind it are never one word.
    let is_other_size = larger > smaller * 1.2;
    let is_spaced = before.text.ends_with(char::is_whitespace) || piece.text.starts_with(char::is_whitespace);
    let is_wide = |character: Option<char>| character.is_some_and(|it| u32::from(it) >= 0x2e80);
    let both_wide = is_wide(before.text.chars().last()) && is_wide(piece.text.chars().next());
    match gap {
        _ if gap > 1.1 => "\t",
        _ if is_spaced => "",
        _ if gap > 0.25 || is_other_size || (gap > 0.15 && !both_wide) => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, bottom: f32) -> Piece {
        let width = text.chars().map(|character| if character.is_ascii() { 5.0 } else { 10.0 }).sum::<f32>();
        Piece { text: text.to_owned(), left, right: left + width, bottom, size: 10.0 }
    }

    #[test]
    fn cells_of_a_row_are_parted_by_tabs_and_words_by_spaces() {
        let row = [
            piece("姓名", 0.0, 50.0),
            piece("张三", 40.0, 50.0),
            piece("Java", 62.0, 50.0),
            piece("师", 83.0, 50.0),
        ];
        assert_eq!(written(&lines(row)), "姓名\t张三 Java师");
    }

    #[test]
    fn a_date_drawn_first_stands_at_its_place_on_the_right() {
        let row = [piece("2019", 200.0, 50.0), piece("网易", 0.0, 50.0), piece("下一行", 0.0, 35.0)];
        assert_eq!(written(&lines(row)), "网易\t2019\n下一行");
    }

    #[test]
    fn a_column_after_the_other_is_in_reading_order_and_a_shuffle_is_not() {
        let column = |left: f32| (0..10).map(move |row| piece("行", left, 200.0 - 15.0 * row as f32));
        let both: Vec<Piece> = column(0.0).chain(column(100.0)).collect();
        assert!(is_in_reading_order(&lines(both.clone())));
        let shuffled = (0..20).map(|index| both[index * 7 % 20].clone());
        assert!(!is_in_reading_order(&lines(shuffled)));
        assert!(written(&lines(both)).contains("行\n\n行"), "a new column begins after a blank line");
    }
}
