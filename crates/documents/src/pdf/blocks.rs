//! Lines that were written later than their neighbours, put to their place.
//!
//! Most programs write a page as it is read, but some write the bullets of a list, or whole items, after everything
//! else. The page falls into blocks in which each line is lower than the one before; a block whose lines lie between
//! those of an earlier one belongs into it.

use super::layout::{self, Line};

/// The lines with those of late blocks at their place.
pub(super) fn in_place(lines: Vec<Line>) -> Vec<Line> {
    let mut placed: Vec<Vec<Line>> = Vec::new();
    for block in with_dates(blocks(lines)) {
        match placed.iter_mut().rev().find(|home| lies_between(&block, home)) {
            Some(home) => {
                merge(home, block);
            }
            None => {
                let below = placed.iter().position(|home| lies_above(&block, home)).unwrap_or(placed.len());
                placed.insert(below, block);
            }
        }
    }
    placed.into_iter().flatten().collect()
}

fn merge(home: &mut Vec<Line>, block: Vec<Line>) {
    home.extend(block);
    home.sort_by(|one, other| other.bottom().total_cmp(&one.bottom()));
    let pieces: Vec<_> = home.drain(..).flat_map(Line::into_pieces).collect();
    *home = layout::lines(pieces);
}

/// The blocks, with each column of dates in the block whose lines it stands beside.
fn with_dates(mut blocks: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let mut index = 0;
    while index < blocks.len() {
        let is_home =
            |home: &&[Line]| blocks[index].iter().all(|line| home.iter().any(|other| line.is_level(other)));
        let larger = |home: &usize| *home != index && blocks[*home].len() > blocks[index].len();
        let home = is_dates(&blocks[index])
            .then(|| (0..blocks.len()).filter(larger).find(|home| is_home(&blocks[*home].as_slice())))
            .flatten();
        match home {
            Some(home) => {
                let block = blocks.remove(index);
                merge(&mut blocks[if home > index { home - 1 } else { home }], block);
            }
            None => index += 1,
        }
    }
    blocks
}

/// Whether a block is a column of dates and places: short lines, most of them with a year.
fn is_dates(block: &[Line]) -> bool {
    const LONGEST: usize = 32;
    let short = block.iter().all(|line| line.length() <= LONGEST);
    let dated = block.iter().filter(|line| line.has_year()).count();
    short && dated * 2 >= block.len() && dated > 0
}

fn blocks(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block)
                if block.last().is_some_and(|above| line.bottom() <= above.bottom() + above.size() * 0.5) =>
            {
                block.push(line);
            }
            _ => blocks.push(vec![line]),
        }
    }
    blocks
}

/// Whether a block is among the lines of another: in their column, and level with some of them or between two.
fn lies_between(block: &[Line], home: &[Line]) -> bool {
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return false };
    let size = first.size();
    let (top, bottom) = (first.bottom() + size * 0.5, last.bottom() - size * 0.5);
    let mut level: Vec<&Line> = home.iter().filter(|line| (bottom..=top).contains(&line.bottom())).collect();
    if level.is_empty() {
        let above = home.iter().rfind(|line| line.bottom() > top && line.bottom() < top + size * 3.0);
        let below = home.iter().find(|line| line.bottom() < bottom && line.bottom() > bottom - size * 3.0);
        let (Some(above), Some(below)) = (above, below) else { return false };
        level = vec![above, below];
    }
    if level.iter().any(|line| block.iter().any(|own| line.touches(own))) {
        return true;
    }
    // A bullet stands to the left of the text it belongs to.
    let (left, right) = sides(level);
    share_a_column((left - size * 1.5, right), sides(block))
}

/// Whether a block is wholly above another and in its column: a name drawn after what stands below it.
fn lies_above(block: &[Line], home: &[Line]) -> bool {
    let (Some(last), Some(first)) = (block.last(), home.first()) else { return false };
    last.bottom() > first.bottom() && share_a_column(sides(home), sides(block))
}

fn sides<'a>(lines: impl IntoIterator<Item = &'a Line>) -> (f32, f32) {
    let wider = |(left, right): (f32, f32), line: &Line| (left.min(line.left()), right.max(line.right()));
    lines.into_iter().fold((f32::MAX, f32::MIN), wider)
}

fn share_a_column(one: (f32, f32), other: (f32, f32)) -> bool {
    let shared = one.1.min(other.1) - one.0.max(other.0);
    shared >= (one.1 - one.0).min(other.1 - other.0) * 0.5
}

#[cfg(test)]
mod tests {
    use super::super::layout::{Piece, lines, written};
    use super::*;

    fn page(pieces: &[(&str, f32, f32, f32)]) -> String {
        let piece = |(text, left, right, bottom): &(&str, f32, f32, f32)| Piece {
            text: (*text).to_owned(),
            left: *left,
            right: *right,
            bottom: *bottom,
            size: 10.0,
        };
        written(&in_place(lines(pieces.iter().map(piece))))
    }

    #[test]
    fn bullets_written_last_go_before_their_items() {
        let pieces = [
            ("要求", 45.0, 65.0, 100.0),
            ("熟悉 Java", 75.0, 120.0, 85.0),
            ("精通 Go", 75.0, 110.0, 70.0),
            ("联系人", 45.0, 75.0, 55.0),
            ("• ", 67.0, 75.0, 85.0),
            ("• ", 67.0, 75.0, 70.0),
        ];
        assert_eq!(page(&pieces), "要求\n• 熟悉 Java\n• 精通 Go\n联系人");
    }

    #[test]
    fn items_written_last_go_between_their_headings() {
        let pieces = [
            ("Skills", 10.0, 60.0, 100.0),
            ("Figma", 10.0, 60.0, 70.0),
            ("Northbeam Studio", 200.0, 320.0, 100.0),
            ("Wayfarer Travel", 200.0, 310.0, 70.0),
            ("• Led a team", 215.0, 330.0, 85.0),
        ];
        assert_eq!(page(&pieces), "Skills\n\nFigma\n\nNorthbeam Studio\n• Led a team\nWayfarer Travel");
    }

    #[test]
    fn a_name_written_last_goes_above_its_column() {
        let pieces = [
            ("经历", 10.0, 60.0, 100.0),
            ("网易", 10.0, 60.0, 85.0),
            ("联系", 100.0, 130.0, 95.0),
            ("北京", 100.0, 130.0, 80.0),
            ("易安", 100.0, 130.0, 110.0),
        ];
        assert_eq!(page(&pieces), "经历\n网易\n\n易安\n联系\n北京");
    }

    #[test]
    fn dates_written_first_go_beside_their_lines() {
        let pieces = [
            ("2022 – 至今", 200.0, 260.0, 85.0),
            ("2019 – 2022", 200.0, 260.0, 40.0),
            ("经历", 10.0, 60.0, 100.0),
            ("网易", 10.0, 60.0, 85.0),
            ("产品经理", 10.0, 60.0, 70.0),
            ("搜狐", 10.0, 60.0, 40.0),
        ];
        assert_eq!(page(&pieces), "经历\n网易\t2022 – 至今\n产品经理\n\n搜狐\t2019 – 2022");
    }

    #[test]
    fn a_second_column_is_not_put_into_the_first() {
        let pieces = [
            ("一", 10.0, 60.0, 100.0),
            ("二", 10.0, 60.0, 85.0),
            ("三", 10.0, 60.0, 70.0),
            ("甲", 100.0, 160.0, 92.0),
            ("乙", 100.0, 160.0, 77.0),
        ];
        assert_eq!(page(&pieces), "一\n二\n三\n\n甲\n乙");
    }
}
