//! Dates and spans in the forms of résumés.

use crate::characters::{past_spaces, word_at};

/// A month, or a whole year where only the year is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u32>,
}

/// A span of time; open when it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first month.
    pub from: Month,
    /// Its last month; `None` when it lasts (至今, Present).
    pub to: Option<Month>,
}

impl Span {
    /// Counted in months: the first, and the one after the last. `None` when the span ends before it begins.
    pub(super) fn months(&self, today: i32) -> Option<(i32, i32)> {
        let from = self.from.first();
        let to = self.to.map_or(today, Month::after).min(today.max(from));
        (to >= from).then_some((from, to))
    }

    /// A key by which later spans are larger: the lasting ones first, then by their end, then by their beginning.
    pub fn recency(&self) -> (bool, i32, i32) {
        (self.to.is_none(), self.to.map_or(0, Month::after), self.from.first())
    }
}

impl Month {
    fn first(self) -> i32 {
        self.year * 12 + self.month.map_or(0, |month| month as i32 - 1)
    }

    /// The month after this one; for a year alone its own beginning, so that 2015–2018 are three years.
    fn after(self) -> i32 {
        self.first() + i32::from(self.month.is_some())
    }
}

/// All spans of a folded text.
pub(super) fn spans(text: &[char]) -> Vec<(usize, usize, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match span_at(text, at) {
            Some((end, span)) => {
                found.push((at, end, span));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn span_at(text: &[char], at: usize) -> Option<(usize, Span)> {
    if at
        .checked_sub(1)
        .is_some_and(|before| text[before].is_ascii_alphanumeric() || matches!(text[before], '.' | '/'))
    {
        return None;
    }
    if let Some(since) = word_at(text, at, &["since ", "自", "from "])
        && let Some((from, end)) = date_at(text, past_spaces(text, since))
    {
        if let Some(found) = rest_of_span(text, from, end) {
            return Some(found);
        }
        return (text[at] == 's').then_some((end, Span { from, to: None }));
    }
    let (from, end) = date_at(text, at)?;
    rest_of_span(text, from, end).or_else(|| {
        // 2010年8月起在…工作
        let end = word_at(text, past_spaces(text, end), &["起至今", "起,至今", "起", "以来", "开始"])?;
        from.month.map(|_| (end, Span { from, to: None }))
    })
}

fn rest_of_span(text: &[char], from: Month, end: usize) -> Option<(usize, Span)> {
    let mut next = past_spaces(text, end);
    // A span may stand over two lines in a narrow column, but only behind its dash.
    let dash = next;
    while let Some(after) = word_at(text, next, &["-", "~", "到", "to ", "until ", "till ", "→", "–", ">"])
    {
        next = past_spaces(text, after);
    }
    if let Some(after) = word_at(text, next, &["至"]).filter(|_| word_at(text, next, &["至今"]).is_none())
    {
        next = past_spaces(text, after);
    }
    let dashed = next > dash;
    if let Some(end) = present_at(text, next) {
        return Some((end, Span { from, to: None }));
    }
    // `(April 2023–)`
    if dashed && from.month.is_some() && text.get(next) == Some(&')') {
        return Some((next, Span { from, to: None }));
    }
    let (to, end) = dashed.then(|| date_at(text, next)).flatten()?;
    let in_order = (to.year, to.month.unwrap_or(12)) >= (from.year, from.month.unwrap_or(1));
    // 2018-03 is also 2018 and 03; a span of years has both in full.
    (in_order && !is_amount(text, end)).then_some((end, Span { from, to: Some(to) }))
}

/// 2000-3000元 are no years.
fn is_amount(text: &[char], end: usize) -> bool {
    word_at(text, end, &["元", "人", "万", "k", "块", "名", "家", "台"]).is_some()
}

fn present_at(text: &[char], at: usize) -> Option<usize> {
    const WORDS: &[&str] = &[
        "至今", "迄今", "目前", "现在", "今", "present", "now", "current", "today", "ongoing", "date",
        "till now",
    ];
    word_at(text, at, WORDS)
}

/// A date that begins at `at`, and where it ends.
pub(super) fn date_at(text: &[char], at: usize) -> Option<(Month, usize)> {
    named_month(text, at).or_else(|| year_first(text, at)).or_else(|| month_first(text, at))
}

fn digits(text: &[char], at: usize) -> Option<(u32, usize)> {
    let length = text.get(at..)?.iter().take(9).take_while(|c| c.is_ascii_digit()).count();
    let value = text[at..at + length].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
    (1..=8).contains(&length).then_some((value, length))
}

const fn is_year(value: u32) -> bool {
    value >= 1950 && value <= 2060
}

fn valid(year: u32, month: Option<u32>) -> Option<Month> {
    let month_ok = month.is_none_or(|month| (1..=12).contains(&month));
    (is_year(year) && month_ok).then(|| Month { year: year.cast_signed(), month })
}

/// 2018.03, 2018-3, 2018/03/15, 2018年3月, 2018年, 201803, 2018.
fn year_first(text: &[char], at: usize) -> Option<(Month, usize)> {
    let (value, length) = digits(text, at)?;
    let end = at + length;
    match length {
        2 => return short_year(text, value, end),
        4 => {}
        6 => return valid(value / 100, Some(value % 100)).map(|date| (date, end)),
        8 => return valid(value / 10_000, Some(value / 100 % 100)).map(|date| (date, end)),
        _ => return None,
    }
    let year = valid(value, None)?;
    if let Some(end) = word_at(text, past_spaces(text, end), &["年"]) {
        let from = past_spaces(text, end);
        let month = digits(text, from).filter(|(_, length)| *length <= 2);
        return match month.and_then(|(month, length)| Some((valid(value, Some(month))?, from + length))) {
            Some((date, end)) if word_at(text, end, &["月"]).is_some() => {
                Some((date, past_day(text, end + 1, "日")))
            }
            _ => Some((year, end)),
        };
    }
    let separator = text.get(end).filter(|c| matches!(c, '.' | '-' | '/'));
    let month = separator.and_then(|_| digits(text, end + 1)).filter(|(_, length)| *length <= 2);
    match (separator, month.and_then(|(month, length)| Some((valid(value, Some(month))?, end + 1 + length))))
    {
        (Some(separator), Some((date, end))) => {
            let day = text.get(end) == Some(separator)
                && digits(text, end + 1).is_some_and(|(day, length)| length <= 2 && day <= 31);
            Some((
                date,
                if day { end + 1 + digits(text, end + 1).map_or(0, |(_, length)| length) } else { end },
            ))
        }
        _ => Some((year, end)),
    }
}

/// 23年5月: two digits are a year only before a month.
fn short_year(text: &[char], value: u32, end: usize) -> Option<(Month, usize)> {
    let year = word_at(text, end, &["年"])?;
    let (month, length) = digits(text, year).filter(|(_, length)| *length <= 2)?;
    let end = word_at(text, year + length, &["月"])?;
    let century = if value < 60 { 2000 } else { 1900 };
    valid(century + value, Some(month)).map(|date| (date, past_day(text, end, "日")))
}

/// Skips 15日 after 2018年3月.
fn past_day(text: &[char], at: usize, mark: &str) -> usize {
    digits(text, at)
        .filter(|(day, length)| *length <= 2 && *day <= 31)
        .and_then(|(_, length)| word_at(text, at + length, &[mark]))
        .unwrap_or(at)
}

/// 03/2018, 3.2018.
fn month_first(text: &[char], at: usize) -> Option<(Month, usize)> {
    let (month, length) = digits(text, at)?;
    let separator = at + length;
    if length > 2 || !text.get(separator).is_some_and(|c| matches!(c, '/' | '.' | '-')) {
        return None;
    }
    let (year, length) = digits(text, separator + 1)?;
    (length == 4).then_some(())?;
    valid(year, Some(month)).map(|date| (date, separator + 1 + length))
}

/// Mar 2019, March, 2019, Sept. 2019, Mar '19.
fn named_month(text: &[char], at: usize) -> Option<(Month, usize)> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    let (month, mut end) =
        (1..).zip(MONTHS).find_map(|(month, names)| word_at(text, at, names).map(|end| (month, end)))?;
    while text.get(end).is_some_and(|c| matches!(c, '.' | ',' | ' ' | '-' | '/')) && end < at + 12 {
        end += 1;
    }
    let short = text.get(end) == Some(&'\'');
    let (year, length) = digits(text, end + usize::from(short))?;
    let end = end + usize::from(short) + length;
    match length {
        4 => valid(year, Some(month)).map(|date| (date, end)),
        2 if short => {
            valid(if year < 60 { 2000 + year } else { 1900 + year }, Some(month)).map(|date| (date, end))
        }
        _ => None,
    }
}
