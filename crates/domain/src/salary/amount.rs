//! Amounts, units, currencies, periods: the words of the salary grammar.

use crate::characters::{past_spaces, position, stands, word_at};
use crate::jobs::SalaryPeriod;

/// What a bare number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    One,
    Thousand,
    TenThousand,
    Million,
}

/// A number and its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) value: f64,
    pub(super) unit: Unit,
}

/// Which bounds a range gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Both,
    AtLeast,
    AtMost,
}

/// One amount, or two with a dash between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) low: Amount,
    pub(super) high: Option<Amount>,
    pub(super) bound: Bound,
    pub(super) currency: Option<&'static str>,
    pub(super) period: Option<SalaryPeriod>,
    /// Whether 元 or 块 stands behind an amount.
    pub(super) is_money: bool,
}

impl Range {
    /// The range that begins at `at`, which must be the beginning of a number or of its currency.
    pub(super) fn at(text: &[char], at: usize) -> Option<Self> {
        let before = at.checked_sub(1).map(|at| text[at]);
        if text.get(at) == Some(&' ')
            || before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
            || (before == Some(',') && at > 1 && text[at - 2].is_ascii_digit())
        {
            return None;
        }
        let (currency, from) = currency_at(text, at).map_or((None, at), |(code, end)| (Some(code), end));
        let mut reader = Reader { text, at: past_spaces(text, from), currency, is_money: false };
        let low = reader.amount()?;
        let mut period = reader.period();
        let mut end = reader.at;
        let mut high = None;
        if let Some(next) = after_dash(text, reader.at) {
            reader.at = next;
            if let Some(amount) = reader.prefixed_amount() {
                high = Some(amount);
                period = reader.period().or(period);
                end = reader.at;
            }
        }
        let currency = reader.currency;
        let is_money = reader.is_money;
        Some(Self {
            start: at,
            end,
            low,
            high,
            bound: bound(text, at, end, high),
            currency,
            period,
            is_money,
        })
    }

    /// The unit of both amounts: in 20-40K it is only said behind the second.
    pub(super) fn unit(&self) -> Unit {
        match self.high.map_or(Unit::One, |high| high.unit) {
            Unit::One => self.low.unit,
            unit => unit,
        }
    }

    /// Whether the amounts can be a salary at all. In a field of its own a bare number of four digits is one.
    pub(super) fn is_salary(&self, own_field: bool) -> bool {
        let said =
            self.currency.is_some() || self.unit() != Unit::One || self.is_money || self.period.is_some();
        let largest = self.high.map_or(self.low.value, |high| high.value.max(self.low.value));
        let likely = largest < 1e8 && (said || (own_field && largest >= 1000.0));
        likely && largest > 0.0 && self.low.value >= 0.0
    }
}

struct Reader<'a> {
    text: &'a [char],
    at: usize,
    currency: Option<&'static str>,
    is_money: bool,
}

impl Reader<'_> {
    /// A number, its unit, and the currency behind it.
    fn amount(&mut self) -> Option<Amount> {
        let (value, end) = number(self.text, self.at)?;
        self.at = end;
        let unit = self.unit();
        if let Some(end) = word_at(self.text, past_spaces(self.text, self.at), &["元", "块"]) {
            self.at = end;
            self.is_money = true;
        } else if let Some((code, end)) = currency_at(self.text, past_spaces(self.text, self.at)) {
            // The sign before the second amount of `$120k $150k` is not behind the first.
            if number(self.text, past_spaces(self.text, end)).is_none() {
                self.currency = self.currency.or(Some(code));
                self.at = end;
            }
        }
        Some(Amount { value, unit })
    }

    fn prefixed_amount(&mut self) -> Option<Amount> {
        if let Some((code, end)) = currency_at(self.text, self.at) {
            self.currency = self.currency.or(Some(code));
            self.at = past_spaces(self.text, end);
        }
        self.amount()
    }

    fn unit(&mut self) -> Unit {
        const UNITS: &[(&str, Unit)] = &[
            ("百万", Unit::Million),
            ("k", Unit::Thousand),
            ("千", Unit::Thousand),
            ("w", Unit::TenThousand),
            ("万", Unit::TenThousand),
            ("萬", Unit::TenThousand),
            ("m", Unit::Million),
        ];
        let at = past_spaces(self.text, self.at);
        for (word, unit) in UNITS {
            if let Some(end) = word_at(self.text, at, &[word]) {
                self.at = end;
                return *unit;
            }
        }
        Unit::One
    }

    fn period(&mut self) -> Option<SalaryPeriod> {
        let at = past_spaces(self.text, self.at);
        let (period, end) = PERIODS.iter().find_map(|(words, period)| {
            let slash = word_at(self.text, at, &["/", "每", "per ", "a ", "an ", "/ "])?;
            word_at(self.text, past_spaces(self.text, slash), words).map(|end| (*period, end))
        })?;
        self.at = end;
        Some(period)
    }
}

const PERIODS: &[(&[&str], SalaryPeriod)] = &[
    (&["年", "year", "yr", "annum", "y"], SalaryPeriod::Year),
    (&["月", "month", "mo", "mth", "m"], SalaryPeriod::Month),
    (&["天", "日", "day", "d"], SalaryPeriod::Day),
    (&["小时", "时", "hour", "hr", "h"], SalaryPeriod::Hour),
];

/// The period that the words around the amounts name.
pub(super) fn period_in(text: &[char]) -> Option<SalaryPeriod> {
    const WORDS: &[(&str, SalaryPeriod)] = &[
        ("年薪", SalaryPeriod::Year),
        ("年包", SalaryPeriod::Year),
        ("/年", SalaryPeriod::Year),
        ("每年", SalaryPeriod::Year),
        ("per annum", SalaryPeriod::Year),
        ("p.a", SalaryPeriod::Year),
        ("per year", SalaryPeriod::Year),
        ("a year", SalaryPeriod::Year),
        ("/year", SalaryPeriod::Year),
        ("/yr", SalaryPeriod::Year),
        ("annual", SalaryPeriod::Year),
        ("yearly", SalaryPeriod::Year),
        ("月薪", SalaryPeriod::Month),
        ("/月", SalaryPeriod::Month),
        ("每月", SalaryPeriod::Month),
        ("per month", SalaryPeriod::Month),
        ("a month", SalaryPeriod::Month),
        ("/month", SalaryPeriod::Month),
        ("/mo", SalaryPeriod::Month),
        ("monthly", SalaryPeriod::Month),
        ("日薪", SalaryPeriod::Day),
        ("/天", SalaryPeriod::Day),
        ("/日", SalaryPeriod::Day),
        ("per day", SalaryPeriod::Day),
        ("/day", SalaryPeriod::Day),
        ("daily", SalaryPeriod::Day),
        ("时薪", SalaryPeriod::Hour),
        ("/小时", SalaryPeriod::Hour),
        ("per hour", SalaryPeriod::Hour),
        ("an hour", SalaryPeriod::Hour),
        ("/hour", SalaryPeriod::Hour),
        ("/hr", SalaryPeriod::Hour),
        ("hourly", SalaryPeriod::Hour),
    ];
    WORDS.iter().find(|(word, _)| position(text, word).is_some()).map(|(_, period)| *period)
}

/// The months paid a year: 16薪, x 13 months, and ×16 behind the amounts.
pub(super) fn months_in(text: &[char]) -> Option<i32> {
    let at = (0..text.len()).find(|at| {
        text[*at].is_ascii_digit()
            && !at.checked_sub(1).is_some_and(|at| text[at].is_ascii_digit() || text[at] == '.')
    });
    let mut next = at;
    while let Some(at) = next {
        let digits = text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let value = text[at..at + digits.min(3)].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
        let end = past_spaces(text, at + digits);
        let times =
            text[..at].iter().rev().find(|c| **c != ' ').is_some_and(|c| matches!(c, '×' | '*' | 'x'));
        let named =
            times || word_at(text, end, &["薪", "个月", "months", "month salary", "th month"]).is_some();
        if named && (12..=36).contains(&value) {
            return i32::try_from(value).ok();
        }
        next = (at + digits..text.len()).find(|at| text[*at].is_ascii_digit());
    }
    None
}

const CURRENCIES: &[(&str, &str)] = &[
    ("hk$", "HKD"),
    ("hkd", "HKD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("nt$", "TWD"),
    ("twd", "TWD"),
    ("台币", "TWD"),
    ("us$", "USD"),
    ("usd", "USD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("s$", "SGD"),
    ("sgd", "SGD"),
    ("新币", "SGD"),
    ("a$", "AUD"),
    ("aud", "AUD"),
    ("c$", "CAD"),
    ("cad", "CAD"),
    ("chf", "CHF"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("人民币", "CNY"),
    ("jpy", "JPY"),
    ("日元", "JPY"),
    ("krw", "KRW"),
    ("inr", "INR"),
    ("rs.", "INR"),
    ("aed", "AED"),
    ("dhs", "AED"),
    ("迪拉姆", "AED"),
    ("sar", "SAR"),
    ("qar", "QAR"),
    ("thb", "THB"),
    ("泰铢", "THB"),
    ("฿", "THB"),
    ("idr", "IDR"),
    ("vnd", "VND"),
    ("php", "PHP"),
    ("nzd", "NZD"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("brl", "BRL"),
    ("mxn", "MXN"),
    ("zar", "ZAR"),
    ("mop", "MOP"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("瑞郎", "CHF"),
    ("韩元", "KRW"),
    ("myr", "MYR"),
    ("eur", "EUR"),
    ("欧元", "EUR"),
    ("gbp", "GBP"),
    ("英镑", "GBP"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "CNY"),
    ("₹", "INR"),
    ("$", "USD"),
];

fn currency_at(text: &[char], at: usize) -> Option<(&'static str, usize)> {
    CURRENCIES.iter().find_map(|(word, code)| word_at(text, at, &[word]).map(|end| (*code, end)))
}

/// The currency that the words around the amounts name.
pub(super) fn currency_in(text: &[char]) -> Option<&'static str> {
    (0..text.len())
        .filter(|at| !at.checked_sub(1).is_some_and(|before| text[before].is_ascii_alphabetic()))
        .find_map(|at| currency_at(text, at).map(|(code, _)| code))
}

/// A number with thousands separators of either custom: 120,000 and 80.000 are thousands, 1.5 is not.
fn number(text: &[char], at: usize) -> Option<(f64, usize)> {
    let mut digits = String::new();
    let mut end = at;
    while let Some(c) = text.get(end) {
        let group =
            |from: usize| text.get(from..from + 3).is_some_and(|next| next.iter().all(char::is_ascii_digit));
        // 18,00,000 is grouped as in India.
        let indian = || {
            let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
            *c == ',' && digit(end + 1) && digit(end + 2) && text.get(end + 3) == Some(&',') && group(end + 4)
        };
        let thousands = || group(end + 1) && !text.get(end + 4).is_some_and(char::is_ascii_digit);
        let grouped = || thousands() || indian();
        match c {
            '0'..='9' if digits.len() < 13 => digits.push(*c),
            '0'..='9' => return None,
            ',' | '.' | '\'' if !digits.is_empty() && !digits.contains('.') && grouped() && digits != "0" => {
            }
            '.' if text.get(end + 1).is_some_and(char::is_ascii_digit) && !digits.is_empty() => {
                if digits.contains('.') {
                    return None;
                }
                digits.push('.');
            }
            _ => break,
        }
        end += 1;
    }
    digits.parse().ok().map(|value| (value, end))
}

fn after_dash(text: &[char], at: usize) -> Option<usize> {
    let at = past_spaces(text, at);
    let end = word_at(text, at, &["--", "-", "~", "至", "到", "to ", "and "])?;
    Some(past_spaces(text, end))
}

fn bound(text: &[char], start: usize, end: usize, high: Option<Amount>) -> Bound {
    if high.is_some() {
        return Bound::Both;
    }
    let after = past_spaces(text, end);
    let before =
        |word: &str| start >= word.chars().count() && stands(text, start - word.chars().count(), word);
    if word_at(text, after, &["以上", "起", "+", "or above", "and above"]).is_some()
        || before("from ")
        || before("不低于")
    {
        Bound::AtLeast
    } else if word_at(text, after, &["以下", "以内", "封顶"]).is_some() || before("up to ") || before("最高")
    {
        Bound::AtMost
    } else {
        Bound::Both
    }
}
