//! The title of a job, which a job description names early, often without a label and seldom alone.

use crate::characters::{is_han, position};
use crate::parsing::ParseWarning;
use crate::parsing::history::parts;
use crate::parsing::labels::{Kind, Label};
use crate::parsing::layout::{Layout, Piece};
use crate::parsing::sections::{self, Section, without_number};
use crate::parsing::titles::{company_likelihood, position_likelihood};
use crate::{cities, salary};

use super::Reading;

/// How many lines from the top a title may stand.
const EARLY: usize = 12;

impl Reading<'_> {
    pub(super) fn read_title(&mut self) {
        let found =
            self.labelled_title().or_else(|| self.title_of_lines()).or_else(|| self.title_of_sentence());
        let Some((piece, confidence)) = found.or_else(|| self.plain_title()) else {
            self.notes.warnings.push(ParseWarning::TitleMissing);
            return;
        };
        self.saw("title", piece, confidence);
        self.fields.title = self.layout.value(piece).chars().take(200).collect();
    }

    /// Behind 职位 or Title it is the title, but for what is said of it: `Finance Director – Manchester – £110k`.
    fn labelled_title(&self) -> Option<(Piece, f32)> {
        let value = self.labelled(Label::Title).into_iter().find(|value| value.len() <= 100)?;
        let title = bare_title(&self.layout, value);
        let likely = |piece: &Piece| position_likelihood(&self.layout.folded_string(*piece)) >= 0.9;
        let part = || dashed(&self.layout, title).into_iter().find(likely);
        Some((if likely(&title) { title } else { part().unwrap_or(title) }, 0.98))
    }

    /// Of the cells of the first lines the one that most looks like a title: by its words, and by standing early,
    /// alone, and outside of what the company tells of the work.
    fn title_of_lines(&self) -> Option<(Piece, f32)> {
        let mut best: Option<(Piece, f32)> = None;
        for (index, line) in self.layout.lines.iter().enumerate().take(EARLY) {
            if line.piece.len() > 120
                || self.layout.folded(line.piece).contains(&'。')
                || self.is_told(line.piece)
            {
                continue;
            }
            for cell in self.layout.cells(line.piece) {
                let likelihood = self.likelihood(cell);
                let place = 1.0 - 0.03 * index as f32 - if line.bullet { 0.4 } else { 0.0 };
                let score = likelihood.1 * place;
                if score > 0.0 && best.is_none_or(|(_, other)| score > other + 0.02) {
                    best = Some((likelihood.0, score));
                }
            }
        }
        best.map(|(piece, score)| (piece, score.clamp(0.5, 0.95)))
    }

    /// The title in a cell, and how likely it is one.
    fn likelihood(&self, cell: Piece) -> (Piece, f32) {
        let whole = bare_title(&self.layout, cell);
        let pieces =
            std::iter::once(whole).chain(dashed(&self.layout, whole)).chain(parts(&self.layout, whole));
        let scored = pieces.enumerate().map(|(number, piece)| {
            let piece = bare_title(&self.layout, piece);
            let words = self.layout.folded_string(piece);
            let likelihood = position_likelihood(&words);
            let other = company_likelihood(&words) > likelihood
                || words.contains(':')
                || is_generic(&words)
                || is_sentence(&words);
            (piece, if other { 0.0 } else { likelihood * if number == 0 { 1.0 } else { 0.9 } })
        });
        scored.fold((whole, 0.0), |best, next| if next.1 > best.1 { next } else { best })
    }

    /// Duties and requirements speak of other positions; a heading is none.
    fn is_told(&self, piece: Piece) -> bool {
        use Section::{About, Apply, Benefits, Duties, NiceToHave, Requirement};
        let told = [Duties, Requirement, NiceToHave, Benefits, About, Apply];
        sections::heading(&self.layout, piece, Kind::Job).is_some()
            || self.parts.iter().filter(|part| told.contains(&part.section)).any(|part| {
                let extent = Self::extent(part);
                extent.start <= piece.start && piece.end <= extent.end && part.section != About
            })
    }

    /// 现诚聘酒店收益经理1名, `We are hiring a Product Designer to …`.
    fn title_of_sentence(&self) -> Option<(Piece, f32)> {
        const CHINESE: &[&str] =
            &["诚聘", "招聘", "急招", "急聘", "诚招", "在招", "诚邀", "寻访", "寻找", "招募"];
        const ENGLISH: &[&str] = &[
            "hiring ",
            "looking for ",
            "seeking ",
            "needs ",
            "need ",
            "recruiting ",
            "search for ",
            "as our ",
            "searching for ",
        ];
        const FAR: usize = 20;
        let lines = self.layout.lines.iter().take(FAR).filter(|line| !line.bullet);
        lines.into_iter().find_map(|line| {
            let text = self.layout.folded(line.piece);
            CHINESE.iter().chain(ENGLISH).find_map(|verb| {
                let from = position(text, verb)? + verb.chars().count();
                let title = self.title_from(line.piece, from)?;
                Some((title, 0.75))
            })
        })
    }

    /// The title that begins right here in a sentence and ends where something else is said.
    fn title_from(&self, line: Piece, from: usize) -> Option<Piece> {
        const ARTICLES: &[&str] =
            &["an experienced ", "a talented ", "an ", "a ", "our ", "the ", "one ", "以下"];
        const ENDS: &[&str] = &[" to ", " who ", " for ", " in ", " with ", " at ", " based ", " that "];
        let text = self.layout.folded(line);
        let article = ARTICLES.iter().find(|word| crate::characters::stands(text, from, word));
        let from = from + article.map_or(0, |word| word.chars().count());
        let rest = text.get(from..)?;
        let mark = rest
            .iter()
            .position(|c| matches!(c, ',' | '。' | '.' | '!' | ';' | '(' | ':') || c.is_ascii_digit());
        let word = ENDS.iter().filter_map(|end| position(rest, end)).min();
        let end = from + mark.unwrap_or(rest.len()).min(word.unwrap_or(rest.len()));
        let piece = bare_title(&self.layout, Piece { start: line.start + from, end: line.start + end });
        let likely = position_likelihood(&self.layout.folded_string(piece)) >= 0.9;
        (likely && (2..=40).contains(&piece.len())).then_some(piece)
    }

    /// Where nothing looks like a title, the first line that is nothing else.
    fn plain_title(&self) -> Option<(Piece, f32)> {
        let lines =
            self.layout.lines.iter().take(EARLY).filter(|line| !line.bullet && line.piece.len() <= 90);
        let cells =
            lines.flat_map(|line| self.layout.cells(line.piece)).map(|cell| bare_title(&self.layout, cell));
        cells.into_iter().find(|cell| self.may_be_title(*cell)).map(|cell| (cell, 0.5))
    }

    fn may_be_title(&self, cell: Piece) -> bool {
        let words = self.layout.folded_string(cell);
        (2..=60).contains(&cell.len())
            && !is_generic(&words)
            && !words.contains([':', '@', '。', '!', '?', ','])
            && words.split_whitespace().count() <= 8
            && company_likelihood(&words) == 0.0
            && cities::normalize(words.trim()).is_none()
            && salary::find(&words).is_none()
            && !self.is_told(cell)
            && !is_sentence(&words)
    }
}

/// 我院拟面向社会招聘实验室管理员 is a sentence about the title.
fn is_sentence(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "我们",
        "我院",
        "我司",
        "我校",
        "本公司",
        "在招",
        "拟招",
        "面向社会",
        "欢迎",
        "诚聘",
        "诚邀",
        "急招",
        "因业务",
        "因工作",
        "招聘岗",
        "招人",
    ];
    WORDS.iter().any(|word| words.contains(word))
}

/// What heads any job and names none.
pub(super) fn is_generic(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "招聘启事",
        "招聘",
        "职位说明书",
        "岗位说明书",
        "职位描述",
        "急招",
        "招聘需求表",
        "招聘公告",
        "诚聘",
        "诚聘英才",
        "job description",
        "we are hiring",
        "vacancy",
        "careers",
        "招聘信息",
        "职位信息",
        "岗位信息",
        "招聘简章",
        "招贤纳士",
        "jd",
        "猎头",
        "猎头职位",
        "vacancy announcement",
        "career opportunity",
        "job posting",
        "open position",
        "open positions",
        "live roles",
        "招聘会",
        "职位推荐",
        "position description",
    ];
    let compact: String = words.split_whitespace().collect();
    WORDS.contains(&words.trim()) || WORDS.contains(&compact.as_str())
}

/// 【急招】前端开发工程师（2名）, 诚聘产品经理！, 一、产品经理 18-25K: the title alone.
pub(crate) fn bare_title(layout: &Layout, cell: Piece) -> Piece {
    let cell = without_number(layout, cell);
    if is_generic(&layout.folded_string(cell)) {
        return cell;
    }
    let cell = without_brackets_before(layout, cell);
    let cell = without_remark(layout, cell);
    let cell = without_pay(layout, cell);
    let cell = without_lead(layout, cell);
    let cell = without_tail(layout, cell);
    without_remark(layout, cell)
}

/// What stands in brackets before the title is said of it, unless nothing stands behind.
fn without_brackets_before(layout: &Layout, cell: Piece) -> Piece {
    let text = layout.folded(cell);
    let opened = text.first().is_some_and(|c| matches!(c, '【' | '[' | '《' | '「'));
    // “茶小鹿”门店店长: trimming took the first mark.
    let closes = |c: &char| if opened { matches!(c, '】' | ']' | '》' | '」') } else { *c == '"' };
    let Some(close) = text.iter().position(closes).filter(|close| opened || *close >= 2) else {
        return cell;
    };
    let behind = layout.trimmed(Piece { start: cell.start + close + 1, end: cell.end });
    let inside = layout.trimmed(Piece { start: cell.start + usize::from(opened), end: cell.start + close });
    let title = |piece: Piece| position_likelihood(&layout.folded_string(piece)) >= 0.9;
    if behind.len() > 1 && (title(behind) || !title(inside)) { behind } else { inside }
}

fn without_pay(layout: &Layout, cell: Piece) -> Piece {
    match salary::find(&layout.spaced(cell)) {
        Some(pay) if pay.start >= 2 => {
            layout.trimmed(Piece { start: cell.start, end: cell.start + pay.start })
        }
        _ => cell,
    }
}

fn without_lead(layout: &Layout, cell: Piece) -> Piece {
    const LEADS: &[&str] = &[
        "急招",
        "急聘",
        "诚聘",
        "招聘",
        "高薪诚聘",
        "高薪急聘",
        "招",
        "热招",
        "直招",
        "诚招",
        "聘",
        "岗位",
        "职位",
        "推荐",
        "内推",
        "社招",
        "校招",
        "we are hiring",
        "we're hiring",
        "now hiring",
        "hiring",
        "vacancy",
        "job title",
        "position title",
        "for",
        "wanted",
        "opening",
        "job description",
        "职位推荐",
        "岗位推荐",
        "招聘岗位",
        "招聘职位",
    ];
    let words = layout.folded_string(cell);
    let Some(lead) = LEADS.iter().filter(|lead| words.starts_with(**lead)).max_by_key(|lead| lead.len())
    else {
        return cell;
    };
    let rest = layout.trimmed(Piece { start: cell.start + lead.chars().count(), end: cell.end });
    let words = layout.folded_string(rest);
    // 招聘专员 is a title of its own.
    let own = ["专员", "主管", "经理", "总监", "顾问", "助理", "实习生", "官", "manager", "specialist"]
        .contains(&words.as_str());
    let likely = position_likelihood(words.trim_end_matches(['!', '?', ' '])) >= 0.6;
    if likely && !own { rest } else { cell }
}

/// Cuts 若干名, 2人, 岗位说明书, 招聘 and marks of joy behind the title.
fn without_tail(layout: &Layout, cell: Piece) -> Piece {
    const TAILS: &[&str] = &[
        "岗位说明书",
        "职位说明书",
        "岗位说明",
        "职位说明",
        "招聘启事",
        "职位描述",
        "岗位描述",
        "招聘",
        "岗位",
        "职位",
        "jd",
        "若干",
        "job description",
        "招募令",
        "招贤令",
        "招聘令",
        "招聘计划",
        "招聘简章",
        "招聘公告",
        "招聘信息",
        "招募",
        "急聘",
        "急招",
        "内推",
        "热招",
    ];
    let mut cell = cell;
    loop {
        let text = layout.folded(cell);
        let noise = |c: &char| matches!(c, '!' | '?' | '~' | '-' | ' ' | ',' | '、' | '.');
        let quiet = text.len() - text.iter().rev().take_while(|c| noise(c)).count();
        let words: String = text[..quiet].iter().collect();
        let heads = headcount(&text[..quiet]);
        let tail = TAILS.iter().find(|tail| words.ends_with(**tail)).map_or(0, |tail| tail.chars().count());
        let cut = heads.max(tail);
        let kept = quiet - cut.min(quiet);
        if kept < 2 || kept == text.len() {
            return cell;
        }
        cell = layout.trimmed(Piece { start: cell.start, end: cell.start + kept });
    }
}

/// How many characters at the end say how many are wanted: 2名, 若干人.
fn headcount(text: &[char]) -> usize {
    let Some(unit) = text.last().filter(|c| matches!(c, '名' | '人' | '位')) else { return 0 };
    let counted = text[..text.len() - 1]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十两若干数 -".contains(**c));
    let counted = counted.count();
    if counted == 0 || (*unit == '人' && text.ends_with(&['工', '人'])) { 0 } else { counted + 1 }
}

/// A bracket behind the title that says where, how many or on what level is cut; one that says of what is kept.
fn without_remark(layout: &Layout, cell: Piece) -> Piece {
    let text = layout.folded(cell);
    let Some(open) = text.iter().rposition(|c| *c == '(').filter(|_| text.last() == Some(&')')) else {
        return cell;
    };
    let inside = &text[open + 1..text.len() - 1];
    let words: String = inside.iter().collect();
    let graded = inside.iter().any(char::is_ascii_digit)
        && inside.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '~' | '/' | '+' | ' '));
    let urgent = ["急", "热招", "hc", "可远程", "名", "base", "全职", "兼职", "双休", "remote", "hybrid"]
        .iter()
        .any(|word| words.contains(word));
    let paid = salary::find(&words).is_some() || words.contains('薪');
    let remark = paid || graded || headcount(inside) > 0 || urgent || !cities::find(&words).is_empty();
    let kept = layout.trimmed(Piece { start: cell.start, end: cell.start + open });
    if remark && kept.len() >= 2 { kept } else { cell }
}

/// `Finance Director – Manchester – £110k`, 小鹿出行-用户研究专家-北京 at their dashes.
pub(super) fn dashed(layout: &Layout, piece: Piece) -> Vec<Piece> {
    let text = layout.folded(piece);
    let beside = |at: usize| (at.checked_sub(1).map(|at| text[at]), text.get(at + 1).copied());
    let parts = |at: usize| match beside(at) {
        (Some(before), Some(after)) => (before == ' ' && after == ' ') || (is_han(before) && is_han(after)),
        _ => false,
    };
    layout.split(piece, |at| usize::from(text[at - piece.start] == '-' && parts(at - piece.start)))
}
