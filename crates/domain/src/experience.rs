//! Years of experience: dates and spans as résumés write them, and what they add up to.

mod dates;

use chrono::{Datelike, NaiveDate};

use crate::characters::{folded, past_spaces, position, small_number, word_at};
pub use dates::{Month, Span};

/// Years said in words, at Unicode scalar offsets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// Where the number begins.
    pub start: usize,
    /// Where the words end, exclusive.
    pub end: usize,
    /// The years, the lower bound of a range.
    pub min: f64,
    /// The upper bound of a range.
    pub max: Option<f64>,
}

/// All spans of time in a text: `2018.03-至今`, `Mar 2019 – Present`, `2018年3月至2021年6月`.
pub fn spans(text: &str) -> Vec<(usize, usize, Span)> {
    dates::spans(&folded(text))
}

/// All spans of an already folded text.
pub(crate) fn spans_in(text: &[char]) -> Vec<(usize, usize, Span)> {
    dates::spans(text)
}

/// The years that spans cover together, overlaps counted once, to one decimal.
pub fn total(spans: &[Span], today: NaiveDate) -> f64 {
    let today = today.year() * 12 + today.month0() as i32;
    let mut months: Vec<(i32, i32)> = spans.iter().filter_map(|span| span.months(today)).collect();
    months.sort_unstable();
    let mut covered = 0;
    let mut until = i32::MIN;
    for (from, to) in months {
        covered += (to - from.max(until)).max(0);
        until = until.max(to);
    }
    (f64::from(covered) / 12.0 * 10.0).round() / 10.0
}

/// Every number of years in a text: `8年`, `3-5年`, `五年以上`, `10+ years`, `two years`. Dates are not years.
pub fn stated(text: &str) -> Vec<Stated> {
    stated_in(&folded(text))
}

/// The same of an already folded text.
pub(crate) fn stated_in(text: &[char]) -> Vec<Stated> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match stated_at(text, at) {
            Some(stated) => {
                at = stated.end;
                found.push(stated);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the words right before or after years say that they are years of work.
pub(crate) fn is_of_work(text: &[char], stated: &Stated) -> bool {
    const AFTER: &[&str] =
        &["经验", "工作", "从业", "工龄", "经历", "资历", "experience", "professional", "in the industry"];
    const BEFORE: &[&str] = &["工作", "经验", "从业", "工龄", "experience"];
    let line = |c: &&char| !matches!(**c, '\n' | '。' | ';' | ',' | '|');
    let after: Vec<char> = text[stated.end..].iter().take(28).take_while(line).copied().collect();
    let mut before: Vec<char> =
        text[..stated.start].iter().rev().take(10).take_while(line).copied().collect();
    before.reverse();
    // `Twelve years in retail`, `5 years as a buyer`.
    let spent = [" in ", " as ", " of ", " with ", " turning ", " working ", " leading ", " building "];
    let years: String = after.iter().collect();
    let english = text[..stated.end].ends_with(&['s']) || text[..stated.end].ends_with(&['r']);
    (english && spent.iter().any(|word| years.starts_with(word)))
        || AFTER.iter().any(|word| position(&after, word).is_some())
        || BEFORE.iter().any(|word| position(&before, word).is_some())
}

fn stated_at(text: &[char], at: usize) -> Option<Stated> {
    let part_of_more = at.checked_sub(1).is_some_and(|before| {
        text[before].is_ascii_alphanumeric() || matches!(text[before], '.' | '-' | '/' | '第' | '¥' | '$')
    });
    if part_of_more {
        return None;
    }
    let (min, mut end) = quantity(text, at)?;
    // `five (5) years`
    let bracket = past_spaces(text, end);
    if text.get(bracket) == Some(&'(')
        && let Some((again, after)) = quantity(text, bracket + 1)
        && again == min
        && text.get(after) == Some(&')')
    {
        end = after + 1;
    }
    let mut max = None;
    if let Some(dash) = word_at(text, past_spaces(text, end), &["-", "~", "至", "到", "to "])
        && let Some((upper, after)) = quantity(text, past_spaces(text, dash))
    {
        (max, end) = (Some(upper), after);
    }
    end = word_at(text, past_spaces(text, end), &["+", "多", "余", "or more"]).unwrap_or(end);
    let unit = past_spaces(text, end);
    let unit = if text.get(unit) == Some(&'-') { unit + 1 } else { unit };
    let end = word_at(text, unit, &["年", "years", "year", "yrs", "yr"])?;
    let dated = text
        .get(end)
        .is_some_and(|c| c.is_ascii_digit() || matches!(c, '月' | '级' | '度' | '薪' | '制' | '终'));
    let plausible = min <= 60.0 && max.is_none_or(|max| (min..=60.0).contains(&max));
    (plausible && !dated).then_some(Stated { start: at, end, min, max })
}

/// A number, perhaps with one decimal, or 半, or an English number word.
fn quantity(text: &[char], at: usize) -> Option<(f64, usize)> {
    const WORDS: &[(&str, f64)] = &[
        ("half a", 0.5),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("半", 0.5),
    ];
    if let Some((value, end)) = small_number(text, at) {
        let tenth = text.get(end + 1).and_then(|c| c.to_digit(10)).filter(|_| text[end] == '.');
        return match tenth {
            Some(tenth) => Some((f64::from(value) + f64::from(tenth) / 10.0, end + 2)),
            None => Some((f64::from(value), end)),
        };
    }
    WORDS.iter().find_map(|(word, value)| word_at(text, at, &[word]).map(|end| (*value, end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
    }

    #[test]
    fn spans_become_years() {
        for (written, years) in [
            ("2018.03-至今", 8.7),
            ("2018.03 - 2021.02", 3.0),
            ("2018/03~2021/02", 3.0),
            ("2018-03 - 2021-02", 3.0),
            ("2018年3月至2021年2月", 3.0),
            ("２０１８年３月至２０２１年２月", 3.0),
            ("2018年3月—至今", 8.7),
            ("2021.09 至今", 5.2),
            ("Mar 2019 – Present", 7.7),
            ("March 2020 - February 2021, San Francisco", 1.0),
            ("03/2018 – 02/2021", 3.0),
            ("02/2020–Present", 6.8),
            ("2019 – Present", 7.8),
            ("2011 - 2019", 8.0),
            ("201803-202102", 3.0),
            ("2018.03.15-2021.02.28", 3.0),
            ("Since March 2020", 6.7),
            ("2016.07 - 2022.07，2020.01-2023.06", 7.0),
            ("2018.07 - 2021.03 / 2021.04 - 至今", 8.3),
            ("Aug 2021 - now", 5.3),
            ("Sept. 2019 to Aug. 2020", 1.0),
            ("Controls Engineer (April 2023–)", 3.6),
            ("23年5月～至今", 3.5),
            ("21年7月-23年4月", 1.8),
            ("2010年8月起在某公司工作", 16.3),
        ] {
            let found: Vec<Span> = spans(written).into_iter().map(|(_, _, span)| span).collect();
            assert_eq!(total(&found, today()), years, "{written}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates_are_no_spans() {
        for text in ["13800138000", "150-500人", "20-40K", "2000-3000元", "1990.05", "3-5年"] {
            assert_eq!(spans(text), [], "{text}");
        }
    }

    #[test]
    fn years_are_read_from_words() {
        let years = |text: &str| stated(text).iter().map(|s| (s.min, s.max)).collect::<Vec<_>>();
        for (written, read) in [
            ("8年工作经验", vec![(8.0, None)]),
            ("3-5年", vec![(3.0, Some(5.0))]),
            ("五年以上", vec![(5.0, None)]),
            ("十五年以上财务经验，其中5年以上管理", vec![(15.0, None), (5.0, None)]),
            ("10+ years of experience", vec![(10.0, None)]),
            ("5 to 8 years", vec![(5.0, Some(8.0))]),
            ("at least two years", vec![(2.0, None)]),
            ("at least five (5) years", vec![(5.0, None)]),
            ("1.5年", vec![(1.5, None)]),
            ("半年", vec![(0.5, None)]),
            ("11年", vec![(11.0, None)]),
            ("2018年3月", vec![]),
            ("1995年6月生", vec![]),
            ("23年度", vec![]),
        ] {
            assert_eq!(years(written), read, "{written}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9.年月/ -]{0,24}|(Mar|至今|present|[0-9]| |-){0,12}|\\PC{0,30}") {
            let found: Vec<Span> = spans(&text).into_iter().map(|(_, _, span)| span).collect();
            let years = total(&found, today());
            prop_assert!((0.0..=80.0).contains(&years) || found.len() > 1);
            let _ = stated(&text);
        }
    }
}
