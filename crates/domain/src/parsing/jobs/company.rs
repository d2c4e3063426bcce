//! Who hires: behind a label, in the header, or in what the company tells of itself.

use crate::characters::{is_han, position};
use crate::cities;
use crate::parsing::degrees;
use crate::parsing::header;
use crate::parsing::history::parts;
use crate::parsing::labels::{Kind, Label};
use crate::parsing::layout::{Line, Piece};
use crate::parsing::sections::{self, Section, without_number};
use crate::parsing::titles::{company_end, company_likelihood, is_industry, position_likelihood};

use super::Reading;
use super::title::{dashed, is_generic};

mod told;

/// How many lines from the top a company may stand without a label.
const EARLY: usize = 10;

impl Reading<'_> {
    pub(super) fn read_company(&mut self) {
        let labelled = self.labelled(Label::Company).into_iter().find(|value| value.len() <= 100);
        let found = labelled
            .map(|value| (self.company_alone(value), 0.97))
            .or_else(|| self.company_of_header())
            .or_else(|| self.company_of_sentence())
            .or_else(|| self.company_by_exclusion())
            .or_else(|| self.company_anywhere());
        if let Some((piece, confidence)) = found {
            self.saw("company_name", piece, confidence);
            self.fields.company_name = Some(self.layout.value(piece).chars().take(200).collect());
        }
    }

    /// 重庆山海数字科技有限公司（B轮，200人）: without what is said of it.
    fn company_alone(&self, value: Piece) -> Piece {
        let cell = *self.layout.cells(value).first().unwrap_or(&value);
        // `Cedar Foods, Inc.` is one name, 某某有限公司，A股上市公司 is a name and what is said of it.
        let first = *parts(&self.layout, cell).first().unwrap_or(&cell);
        let clause = if self.layout.folded(cell).iter().any(|c| is_han(*c)) { first } else { cell };
        let text = self.layout.folded(clause);
        let end = company_end(text).filter(|end| *end >= 4).unwrap_or(text.len());
        let end = without_remark(&text[..end]);
        self.layout.trimmed(Piece { start: clause.start, end: clause.start + end })
    }

    /// The first cell of the first lines that is surely a company: hires, has a legal form, or looks like one.
    fn company_of_header(&self) -> Option<(Piece, f32)> {
        let mut likely = None;
        for line in
            self.layout.lines.iter().take(EARLY).filter(|line| line.piece.len() <= 120 && !line.bullet)
        {
            if sections::heading(&self.layout, line.piece, Kind::Job).is_some() {
                continue;
            }
            if let Some(name) = self.introduced_chinese(line.piece) {
                return Some((name, 0.9));
            }
            for cell in self.small_cells(line.piece) {
                let words = self.layout.folded_string(cell);
                if let Some(hiring) = self.before_hiring(cell) {
                    return Some((hiring, 0.9));
                }
                let end = company_end_without_bracket(self.layout.folded(cell));
                if let Some(end) = end.filter(|end| *end >= 4 && is_own_name(&words)) {
                    // 品牌方：某某有限公司, 我们团队（某某有限公司，…: the name alone.
                    let label = name_start(&self.layout.folded(cell)[..end]);
                    return Some((Piece { start: cell.start + label, end: cell.start + end }, 0.93));
                }
                let company = company_likelihood(&words);
                if company >= 0.6
                    && company > position_likelihood(&words)
                    && !self.is_title(cell)
                    && cell.len() <= 60
                    && is_own_name(&words)
                {
                    likely = likely.or(Some((cell, 0.88)));
                }
            }
        }
        likely
    }

    fn small_cells(&self, line: Piece) -> Vec<Piece> {
        let cells = self.layout.cells(line);
        let dashed = cells.iter().flat_map(|cell| dashed(&self.layout, *cell));
        dashed.flat_map(|cell| parts(&self.layout, cell)).collect()
    }

    fn is_title(&self, cell: Piece) -> bool {
        self.notes.evidence.get("title").is_some_and(|places| {
            let own = self.layout.evidence(cell, 1.0);
            places.iter().any(|place| place.start < own.end && own.start < place.end)
        })
    }

    /// `Larkspur Robotics · Boston, MA · Full-time`: among cities, salaries and kinds of work, the other cell.
    fn company_by_exclusion(&self) -> Option<(Piece, f32)> {
        let lines =
            self.layout.lines.iter().take(EARLY).filter(|line| line.piece.len() <= 120 && !line.bullet);
        let bracketed = self.company_in_brackets();
        let beside =
            lines.into_iter().find_map(|line| self.company_beside_facts(&self.small_cells(line.piece)));
        bracketed.or(beside).or_else(|| self.company_above_title()).map(|piece| (piece, 0.65))
    }

    /// 【观夏香氛】品牌公关经理
    fn company_in_brackets(&self) -> Option<Piece> {
        const SAID: &[&str] = &[
            "招", "聘", "急", "热", "猎头", "职位", "岗位", "内推", "远程", "福利", "薪", "届", "校园",
            "社会", "实习", "hc", "base", "remote", "高端",
        ];
        let line = self.layout.lines.first()?.piece;
        let text = self.layout.folded(line);
        let close =
            text.iter().position(|c| matches!(c, '】' | ']')).filter(|_| matches!(text[0], '【' | '['))?;
        let inside = self.layout.trimmed(Piece { start: line.start + 1, end: line.start + close });
        let behind = Piece { start: line.start + close + 1, end: line.end };
        let words = self.layout.folded_string(inside);
        let own = !SAID.iter().any(|word| words.contains(word))
            && header::cities_in(&self.layout, inside).is_empty();
        (own && self.is_title(behind) && self.may_be_company(inside)).then_some(inside)
    }

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
                || is_industry(words.trim())
                || is_stage(&words)
                || !header::cities_in(&self.layout, *cell).is_empty()
                || crate::salary::find(&words).is_some()
                || self.is_title(*cell)
        };
        let first = cells.iter().find(|cell| !is_fact(cell))?;
        let known = cells.iter().any(is_fact);
        let leads = cells.first() == Some(first) || cells.first().is_some_and(|cell| self.is_title(*cell));
        (known && leads && self.may_be_company(*first)).then_some(*first)
    }

    /// A line of few words right above or below the title that is nothing else.
    fn company_above_title(&self) -> Option<Piece> {
        const NEAR: usize = 4;
        let lines = &self.layout.lines;
        let titled = (0..lines.len().min(NEAR)).find(|index| self.is_title(lines[*index].piece))?;
        let beside = [titled.checked_sub(1), Some(titled + 1)].into_iter().flatten();
        beside.filter_map(|index| lines.get(index)).filter(|line| !line.bullet).map(|line| line.piece).find(
            |piece| {
                let written = self.layout.value(*piece);
                let capitals =
                    written.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase()));
                let latin = written.is_ascii() && capitals;
                (latin || is_plain_name(&written)) && self.may_be_company(*piece)
            },
        )
    }

    fn may_be_company(&self, cell: Piece) -> bool {
        let text = self.layout.folded(cell);
        let words: String = text.iter().collect();
        (3..=40).contains(&text.len())
            && text.iter().filter(|c| c.is_alphabetic()).count() * 2 > text.len()
            && !text.iter().any(|c| matches!(c, ':' | '。' | '!' | '?' | '@') || c.is_ascii_digit())
            && words.split_whitespace().count() <= 5
            && position_likelihood(&words) < 0.6
            && !is_generic(&words)
            && !words.ends_with(['部', '组', '科', '室', '岗', '级', '届'])
            && degrees::find(&self.layout, cell, degrees::Among::Education).is_empty()
            && sections::heading(&self.layout, cell, Kind::Job).is_none()
            && is_own_name(&words)
    }

    /// `Lumen Skincare (China) is hiring`, `Tanager — Careers`, 重庆两江商业银行2027届校园招聘.
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
            ": open positions",
            ": open roles",
            ": careers",
            " open positions",
            " vacancies",
            " job openings",
        ];
        const CHINESE: &[&str] = &[
            "公开招聘",
            "校园招聘",
            "社会招聘",
            "招聘",
            "诚聘",
            "诚招",
            "急招",
            "急聘",
            "招人",
            "招募",
            "社招",
            "校招",
            "人才引进",
            "岗位需求",
            "职位需求",
            "用人需求",
            "人才需求",
            "在招职位",
            "热招职位",
            "招贤",
            "岗位汇总",
            "职位汇总",
        ];
        let text = self.layout.folded(cell);
        let english = PHRASES.iter().find_map(|phrase| position(text, phrase)).filter(|end| *end >= 2);
        let chinese =
            CHINESE.iter().filter_map(|phrase| position(text, phrase)).min().filter(|end| *end >= 4);
        let year = chinese.map(|end| {
            text[..end].iter().position(|c| c.is_ascii_digit()).filter(|at| *at >= 4).unwrap_or(end)
        });
        let piece = self.layout.trimmed(Piece { start: cell.start, end: cell.start + english.or(year)? });
        let piece = self.without_place(piece);
        let words = self.layout.folded_string(piece);
        let known = (english.is_some() || company_likelihood(&words) > 0.0) && !words.contains([':', '@']);
        (known && piece.len() <= 60 && is_own_name(&words)).then_some(piece)
    }

    /// `Hotel Bellariva in Lugano`
    fn without_place(&self, piece: Piece) -> Piece {
        match position(self.layout.folded(piece), " in ") {
            Some(at) if at >= 3 => self.layout.trimmed(Piece { start: piece.start, end: piece.start + at }),
            _ => piece,
        }
    }

    /// 某某有限公司 anywhere, as in 公司信息 at the end.
    fn company_anywhere(&self) -> Option<(Piece, f32)> {
        use Section::{Duties, NiceToHave, Requirement};
        const FAR: usize = 200;
        // What is asked of people names companies of others.
        let asked =
            self.parts.iter().filter(|part| matches!(part.section, Duties | Requirement | NiceToHave));
        let asked: Vec<Piece> = asked.map(Self::extent).collect();
        let own = |line: &&Line| {
            let bulleted = line.bullet || without_number(&self.layout, line.piece) != line.piece;
            !bulleted
                || !asked.iter().any(|part| part.start <= line.piece.start && line.piece.end <= part.end)
        };
        self.layout.lines.iter().take(FAR).filter(own).find_map(|line| {
            let text = self.layout.folded(line.piece);
            let end = position(text, "公司").map(|at| at + 2).filter(|end| *end <= 60)?;
            let start = name_start(&text[..end]);
            let name = Piece { start: line.piece.start + start, end: line.piece.start + end };
            let legal = self.layout.folded_string(name).ends_with("有限公司")
                || self.layout.folded_string(name).ends_with("责任公司");
            (legal && (6..=40).contains(&name.len())).then_some((name, 0.7))
        })
    }
}

/// A Chinese word of the length of a name, without the words of slogans, benefits and kinds of work.
fn is_plain_name(text: &str) -> bool {
    const SAID: &[&str] = &[
        "我", "你", "的", "一起", "加入", "福利", "双休", "包", "招", "聘", "薪", "经验", "以上", "期待",
        "欢迎", "全职", "兼职", "急", "未来", "推荐", "描述", "信息", "说明", "要求", "职责", "简介", "介绍",
        "地点", "专业", "学历", "周末", "五险", "年底", "补贴",
    ];
    let length = text.chars().count();
    (4..=16).contains(&length) && text.chars().all(is_han) && !SAID.iter().any(|word| text.contains(word))
}

/// Words by which a company speaks of itself, or of what it pays, are no name.
fn is_own_name(words: &str) -> bool {
    const GENERIC: &[&str] = &[
        "we",
        "our client",
        "my client",
        "our team",
        "who",
        "the company",
        "us",
        "you",
        "me",
        "our",
        "this",
        "the",
        "it",
        "as",
        "a",
        "an",
        "in",
        "i",
        "公司",
        "我们",
        "我司",
        "本公司",
        "你",
        "该公司",
        "they",
        "my",
        "job",
        "role",
        "your",
        "the role",
        "this role",
        "the team",
        "the position",
        "location",
        "salary",
        "大家好",
        "各位",
        "您好",
        "你好",
        "各位顾问",
        "hi all",
        "dear all",
        "apply",
        "contact",
        "pay",
        "benefits",
        "关于我们",
    ];
    const INSURED: &[&str] = &[
        "医疗保险",
        "社会保险",
        "商业保险",
        "补充保险",
        "意外险",
        "养老保险",
        "一金",
        "五险",
        "六险",
        "公积金",
        "上市公司股",
    ];
    const STARTS: &[&str] = &[
        "我",
        "本公司",
        "该",
        "客户",
        "委托",
        "团队",
        "岗位",
        "职位",
        "our ",
        "my ",
        "this ",
        "the role",
        "the successful",
        "your ",
        "you ",
        "we ",
    ];
    let words = words.trim();
    words.chars().count() >= 2
        && !GENERIC.contains(&words)
        && !INSURED.iter().any(|word| words.contains(word))
        && !STARTS.iter().any(|start| words.starts_with(start))
}

/// B轮, 已上市, 100-499人: how large and old a company is.
fn is_stage(words: &str) -> bool {
    let sized = words.ends_with('人') && words.contains(|c: char| c.is_ascii_digit());
    sized
        || ["轮", "融资", "上市", "国企", "央企", "外资", "合资", "民营"]
            .iter()
            .any(|word| words.contains(word))
}

/// Where a name that ends a text begins: behind the last mark, or behind a bracket that is still open.
fn name_start(text: &[char]) -> usize {
    let mut depth = 0;
    let mark = text.iter().rposition(|c| {
        depth += i32::from(*c == ')') - i32::from(*c == '(');
        matches!(c, ',' | '。' | ':' | '"' | '、' | ' ' | ';') && depth <= 0 || depth < 0
    });
    mark.map_or(0, |at| at + 1)
}

/// Where the legal form of a Chinese company ends, its bracket with facts about it left out.
fn company_end_without_bracket(text: &[char]) -> Option<usize> {
    company_end(text).map(|end| without_remark(&text[..end]))
}

/// How long a name is without a bracket at its end, unless that says which part of the company is meant: `(China)`,
/// （特殊普通合伙）.
fn without_remark(text: &[char]) -> usize {
    let Some(open) =
        text.iter().rposition(|c| *c == '(').filter(|open| text.last() == Some(&')') && *open >= 2)
    else {
        return text.len();
    };
    let inside: String = text[open + 1..text.len() - 1].iter().collect();
    let region = [
        "中国",
        "亚太",
        "大中华区",
        "集团",
        "china",
        "asia",
        "apac",
        "emea",
        "uk",
        "us",
        "usa",
        "hk",
        "greater china",
    ];
    let kept =
        inside.contains("合伙") || region.contains(&inside.as_str()) || cities::normalize(&inside).is_some();
    if kept { text.len() } else { open }
}
