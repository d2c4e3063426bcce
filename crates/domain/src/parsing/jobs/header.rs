//! Title and company, which a job description names first and often without a label.

use crate::cities;
use crate::parsing::history::parts;
use crate::parsing::labels::Label;
use crate::parsing::layout::Piece;
use crate::parsing::sections::{Section, without_number};
use crate::parsing::titles::{company_end, company_likelihood, position_likelihood};
use crate::parsing::{ParseWarning, header};

use super::Reading;

/// How many lines from the top a title may stand.
const EARLY: usize = 8;

impl Reading<'_> {
    pub(super) fn read_title(&mut self) {
        let labelled = self
            .labelled(Label::Title)
            .into_iter()
            .find(|value| value.len() <= 100)
            .map(|value| (value, 0.98));
        let Some((piece, confidence)) = labelled.or_else(|| self.title_of_header()) else {
            self.notes.warnings.push(ParseWarning::TitleMissing);
            return;
        };
        self.saw("title", piece, confidence);
        self.fields.title = self.layout.value(piece).chars().take(200).collect();
    }

    /// The first cell that is a position; else the first line that is neither a company nor a phrase of its kind.
    fn title_of_header(&self) -> Option<(Piece, f32)> {
        let cells: Vec<Piece> = self
            .layout
            .lines
            .iter()
            .take(EARLY)
            .filter(|line| line.piece.len() <= 90 && !self.layout.folded(line.piece).contains(&'。'))
            .flat_map(|line| self.layout.cells(line.piece))
            .map(|cell| self.bare_title(cell))
            .collect();
        let likelihood = |cell: &Piece| {
            let words = self.layout.folded_string(*cell);
            let position = position_likelihood(&words);
            if company_likelihood(&words) > position || words.contains(':') { 0.0 } else { position }
        };
        let best = cells
            .iter()
            .copied()
            .find(|cell| likelihood(cell) >= 0.9)
            .or_else(|| cells.iter().copied().find(|cell| likelihood(cell) > 0.0));
        best.map(|cell| (cell, 0.9)).or_else(|| {
            let plain = cells.into_iter().find(|cell| self.may_be_title(*cell))?;
            Some((plain, 0.5))
        })
    }

    fn may_be_title(&self, cell: Piece) -> bool {
        const GENERIC: &[&str] = &[
            "招聘启事",
            "招聘",
            "职位说明书",
            "岗位说明书",
            "职位描述",
            "急招",
            "job description",
            "we are hiring",
            "vacancy",
            "careers",
        ];
        let words = self.layout.folded_string(cell);
        (2..=60).contains(&cell.len())
            && !GENERIC.contains(&words.trim())
            && !words.contains([':', '@'])
            && company_likelihood(&words) == 0.0
            && cities::normalize(words.trim()).is_none()
            && crate::salary::find(&words).is_none()
            && crate::parsing::sections::heading(&self.layout, cell).is_none()
    }

    /// 【急招】前端开发工程师, 诚聘产品经理, Hiring: Data Engineer, 一、产品经理: the title alone.
    fn bare_title(&self, cell: Piece) -> Piece {
        const BEFORE: &[&str] = &[
            "急招",
            "急聘",
            "诚聘",
            "招聘",
            "高薪诚聘",
            "招",
            "热招",
            "直招",
            "we are hiring",
            "we're hiring",
            "now hiring",
            "hiring",
            "vacancy",
            "job title",
            "for",
        ];
        let mut cell = without_number(&self.layout, cell);
        let text = self.layout.folded(cell);
        if matches!(text.first(), Some('【' | '[' | '《'))
            && let Some(close) = text.iter().position(|c| matches!(c, '】' | ']' | '》'))
        {
            let rest = self.layout.trimmed(Piece { start: cell.start + close + 1, end: cell.end });
            let inside = self.layout.trimmed(Piece { start: cell.start + 1, end: cell.start + close });
            cell = if rest.len() > 1 { rest } else { inside };
        }
        let words = self.layout.folded_string(cell);
        if let Some(lead) =
            BEFORE.iter().filter(|lead| words.starts_with(**lead)).max_by_key(|lead| lead.len())
        {
            let rest = self.layout.trimmed(Piece { start: cell.start + lead.chars().count(), end: cell.end });
            let rest_words = self.layout.folded_string(rest);
            if position_likelihood(&rest_words) >= 0.9
                && rest_words != "专员"
                && rest_words != "主管"
                && rest_words != "经理"
            {
                return rest;
            }
        }
        cell
    }

    pub(super) fn read_company(&mut self) {
        let labelled = self.labelled(Label::Company).into_iter().find(|value| value.len() <= 100);
        let found = labelled
            .map(|value| (self.company_alone(value), 0.97))
            .or_else(|| self.company_of_header())
            .or_else(|| self.company_of_sentence());
        if let Some((piece, confidence)) = found {
            self.saw("company_name", piece, confidence);
            self.fields.company_name = Some(self.layout.value(piece).chars().take(200).collect());
        }
    }

    /// 重庆山海数字科技有限公司（B轮，200人）: without what is said of it.
    fn company_alone(&self, value: Piece) -> Piece {
        let text = self.layout.folded(value);
        match company_end_without_bracket(text) {
            Some(end) if end >= 4 => Piece { start: value.start, end: value.start + end },
            _ => *self.layout.cells(value).first().unwrap_or(&value),
        }
    }

    fn company_of_header(&self) -> Option<(Piece, f32)> {
        let lines = self.layout.lines.iter().take(EARLY).filter(|line| line.piece.len() <= 120);
        let mut by_exclusion = None;
        for line in lines {
            let cells: Vec<Piece> =
                self.layout.cells(line.piece).iter().flat_map(|cell| parts(&self.layout, *cell)).collect();
            for cell in &cells {
                let words = self.layout.folded_string(*cell);
                if let Some(hiring) = self.before_hiring(*cell) {
                    return Some((hiring, 0.9));
                }
                if let Some(end) =
                    company_end_without_bracket(self.layout.folded(*cell)).filter(|end| *end >= 4)
                {
                    return Some((Piece { start: cell.start, end: cell.start + end }, 0.93));
                }
                if company_likelihood(&words) >= 0.6
                    && company_likelihood(&words) > position_likelihood(&words)
                    && !self.is_title(*cell)
                {
                    return Some((*cell, 0.88));
                }
            }
            by_exclusion = by_exclusion.or_else(|| self.company_beside_facts(&cells));
        }
        by_exclusion.map(|piece| (piece, 0.65))
    }

    fn is_title(&self, cell: Piece) -> bool {
        self.notes.evidence.get("title").is_some_and(|places| {
            let own = self.layout.evidence(cell, 1.0);
            places.iter().any(|place| place.start < own.end && own.start < place.end)
        })
    }

    /// `Larkspur Robotics · Boston, MA · Full-time`: among cities, salaries and kinds of work, the other cell.
    fn company_beside_facts(&self, cells: &[Piece]) -> Option<Piece> {
        const KINDS: &[&str] = &[
            "full-time",
            "part-time",
            "contract",
            "permanent",
            "remote",
            "hybrid",
            "on-site",
            "全职",
            "兼职",
            "实习",
        ];
        let is_fact = |cell: &Piece| {
            let words = self.layout.folded_string(*cell);
            KINDS.contains(&words.trim())
                || !header::cities_in(&self.layout, *cell).is_empty()
                || crate::salary::find(&words).is_some()
        };
        let others: Vec<Piece> =
            cells.iter().filter(|cell| !is_fact(cell) && !self.is_title(**cell)).copied().collect();
        let first = others.first().copied()?;
        let text = self.layout.folded(first);
        let name = (3..=40).contains(&text.len())
            && text.iter().filter(|c| c.is_alphabetic()).count() * 2 > text.len()
            && !text.contains(&':');
        (cells.len() > others.len() && name && cells.first() == Some(&first)).then_some(first)
    }

    /// `Lumen Skincare (China) is hiring`, `Tanager — Careers`, 某某公司招聘.
    fn before_hiring(&self, cell: Piece) -> Option<Piece> {
        const PHRASES: &[&str] = &[
            " is hiring",
            " are hiring",
            " is looking for",
            " is seeking",
            " is recruiting",
            " seeks ",
            " careers",
            " jobs",
        ];
        let words = self.layout.folded(cell);
        let end = PHRASES
            .iter()
            .find_map(|phrase| crate::characters::position(words, phrase))
            .filter(|end| *end >= 2)?;
        let piece = self.layout.trimmed(Piece { start: cell.start, end: cell.start + end });
        let own = self.layout.folded_string(piece);
        (!matches!(own.as_str(), "we" | "our client" | "my client" | "our team" | "who" | "the company")
            && piece.len() <= 60)
            .then_some(piece)
    }

    /// 某某有限公司因业务发展需要…, `About Larkspur Robotics`, `At Larkspur, we …`.
    fn company_of_sentence(&self) -> Option<(Piece, f32)> {
        let about = self.parts.iter().filter(|part| part.section == Section::About).map(Self::extent);
        for piece in self.layout.lines.iter().map(|line| line.piece).chain(about) {
            let text = self.layout.folded(piece);
            for lead in ["about ", "join ", "at ", "关于"] {
                let Some(after) = crate::characters::word_at(text, 0, &[lead]) else { continue };
                let end = text[after..]
                    .iter()
                    .position(|c| matches!(c, ',' | '.' | ':' | '\n' | '!' | '?'))
                    .map_or(text.len(), |n| after + n);
                let name = self.layout.trimmed(Piece { start: piece.start + after, end: piece.start + end });
                let written = self.layout.value(name);
                let own = (3..=40).contains(&name.len()) && written.split_whitespace().count() <= 5;
                let proper =
                    written.split_whitespace().all(|word| word.starts_with(|c: char| !c.is_lowercase()));
                let generic = matches!(
                    self.layout.folded_string(name).as_str(),
                    "us" | "you" | "me" | "our client" | "我们" | "公司" | "你"
                );
                if own && proper && !generic {
                    return Some((name, 0.7));
                }
            }
            if let Some(end) = company_end_without_bracket(text).filter(|end| (6..=40).contains(end)) {
                let start = text[..end]
                    .iter()
                    .rposition(|c| matches!(c, ',' | '。' | ' ' | ':' | '\n' | '"'))
                    .map_or(0, |at| at + 1);
                let name = Piece { start: piece.start + start, end: piece.start + end };
                if name.len() >= 6 {
                    return Some((name, 0.7));
                }
            }
        }
        None
    }
}

/// Where the legal form of a Chinese company ends, its bracket with facts about it left out.
fn company_end_without_bracket(text: &[char]) -> Option<usize> {
    let end = company_end(text)?;
    let open = text[..end].iter().rposition(|c| *c == '(').filter(|_| text[end - 1] == ')');
    Some(open.unwrap_or(end))
}
