//! The grammar of salaries as people write them: `20-40K·16薪`, `年薪50-80万`, `$120k–150k`, `800-1000元/天`, `面议`.

mod amount;

use crate::characters::{folded, position};
use crate::jobs::{Salary, SalaryPeriod};
use amount::{Amount, Range, Unit};

/// A salary found in running text, at Unicode scalar offsets.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where the amounts begin.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
    /// The numbers.
    pub salary: Salary,
}

/// The numbers of a salary written as a field of its own. `None` when it has none (面议, competitive) or none that
/// can be a salary.
pub fn parse(text: &str) -> Option<Salary> {
    let text = folded(text);
    let range = (0..text.len()).find_map(|at| Range::at(&text, at).filter(|range| range.is_salary(true)))?;
    Some(salary_of(&text, &range))
}

/// The first amount of a running text that is surely a salary: a range with a unit or currency, or an amount with
/// currency and period.
pub fn find(text: &str) -> Option<Found> {
    let text = folded(text);
    let mut at = 0;
    while at < text.len() {
        let Some(range) = Range::at(&text, at) else {
            at += 1;
            continue;
        };
        let context = around(&text, &range);
        if range.is_salary(false) && is_surely_pay(&range, &context) {
            return Some(Found { start: range.start, end: range.end, salary: salary_of(&text, &range) });
        }
        at = range.end.max(at + 1);
    }
    None
}

/// Whether the text says that the salary is open: 面议, negotiable, competitive.
pub fn is_open(text: &str) -> bool {
    const WORDS: &[&str] =
        &["面议", "面谈", "待定", "negotiable", "competitive", "doe", "to be discussed", "tbd", "open"];
    let text = folded(text);
    WORDS.iter().any(|word| position(&text, word).is_some())
}

fn is_surely_pay(range: &Range, context: &[char]) -> bool {
    let paid = range.period.is_some()
        || amount::months_in(context).is_some()
        || amount::period_in(context).is_some()
        || ["薪", "salary", "package", "compensation", "base", "ote"]
            .iter()
            .any(|word| position(context, word).is_some());
    let ranged = range.high.is_some();
    let currency = range.currency.is_some();
    match range.unit() {
        Unit::Thousand => ranged || (currency && paid),
        Unit::TenThousand => (ranged || currency) && paid,
        Unit::One => {
            (currency && (paid || ranged && range.low.value >= 10_000.0))
                || ((ranged || range.period.is_some()) && paid && range.is_money)
        }
        Unit::Million => currency && paid,
    }
}

/// What stands beside the amounts on the same line, where period and months are said.
fn around(text: &[char], range: &Range) -> Vec<char> {
    const BEFORE: usize = 14;
    const AFTER: usize = 16;
    let stops = |c: &char| matches!(c, '\n' | '|' | ';' | '。');
    let mut before: Vec<char> =
        text[..range.start].iter().rev().take(BEFORE).take_while(|c| !stops(c)).copied().collect();
    before.reverse();
    let mut after: Vec<char> =
        text[range.end..].iter().take(AFTER).take_while(|c| !stops(c)).copied().collect();
    before.push('\u{0}');
    before.append(&mut after);
    before
}

fn salary_of(text: &[char], range: &Range) -> Salary {
    let context = around(text, range);
    let unit = range.unit();
    let low = range.low.in_units(unit);
    let high = range.high.map_or(low, |high| high.in_units(unit));
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let (min, max) = match range.bound {
        amount::Bound::Both => (Some(low), Some(high)),
        amount::Bound::AtLeast => (Some(low), None),
        amount::Bound::AtMost => (None, Some(high)),
    };
    let currency = range.currency.or_else(|| amount::currency_in(&context)).unwrap_or("CNY");
    let months = amount::months_in(&context);
    let period = range
        .period
        .or_else(|| amount::period_in(&context))
        .or_else(|| months.map(|_| SalaryPeriod::Month))
        .unwrap_or_else(|| likely_period(currency, high.max(low), unit));
    Salary { min, max, currency: Some(currency.to_owned()), period: Some(period), months }
}

/// The period when none is said: Chinese salaries are monthly below ten 万, others yearly from five digits on.
fn likely_period(currency: &str, amount: i64, unit: Unit) -> SalaryPeriod {
    let yearly_from = match currency {
        "CNY" if unit == Unit::TenThousand => 100_000,
        "CNY" | "HKD" | "TWD" => 200_000,
        "JPY" | "KRW" | "INR" => 1_500_000,
        "SGD" | "MYR" => 25_000,
        _ => 15_000,
    };
    let hourly_below = match currency {
        "CNY" | "HKD" | "TWD" | "JPY" | "KRW" | "INR" => 100,
        _ => 300,
    };
    match amount {
        n if n >= yearly_from => SalaryPeriod::Year,
        n if n < hourly_below => SalaryPeriod::Hour,
        n if currency == "CNY" && n < 1000 => SalaryPeriod::Day,
        _ => SalaryPeriod::Month,
    }
}

impl Amount {
    fn in_units(self, unit: Unit) -> i64 {
        let factor = match if self.unit == Unit::One { unit } else { self.unit } {
            Unit::One => 1.0,
            Unit::Thousand => 1e3,
            Unit::TenThousand => 1e4,
            Unit::Million => 1e6,
        };
        // Thirteen digits fit; a larger amount is no salary and was refused.
        (self.value * factor).round().clamp(0.0, 1e12) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coded;
    use proptest::prelude::*;

    fn numbers(text: &str) -> String {
        let Some(salary) = parse(text) else { return "none".to_owned() };
        let bound = |bound: Option<i64>| bound.map_or("?".to_owned(), |n| n.to_string());
        let months = salary.months.map_or(String::new(), |n| format!(" x{n}"));
        let (currency, period) = (salary.currency.unwrap(), salary.period.unwrap().code());
        format!("{}-{} {currency}/{period}{months}", bound(salary.min), bound(salary.max))
    }

    #[test]
    fn salaries_become_numbers() {
        for (written, read) in [
            ("20-40K·16薪", "20000-40000 CNY/month x16"),
            ("20-40K", "20000-40000 CNY/month"),
            ("18k-28k*14薪", "18000-28000 CNY/month x14"),
            ("15K-20K/月", "15000-20000 CNY/month"),
            ("年薪50-80万", "500000-800000 CNY/year"),
            ("50w-80w", "500000-800000 CNY/year"),
            ("50万～80万", "500000-800000 CNY/year"),
            ("40-60万/年", "400000-600000 CNY/year"),
            ("150-200万 + 股权", "1500000-2000000 CNY/year"),
            ("月薪2万-3万", "20000-30000 CNY/month"),
            ("1.8万-3万", "18000-30000 CNY/month"),
            ("1.5-2.5万/月", "15000-25000 CNY/month"),
            ("15000-25000元/月，13薪，另有提成", "15000-25000 CNY/month x13"),
            ("15000-20000", "15000-20000 CNY/month"),
            ("800-1000元/天", "800-1000 CNY/day"),
            ("时薪 50-80元", "50-80 CNY/hour"),
            ("8千-1.2万", "8000-12000 CNY/month"),
            ("30K以上", "30000-? CNY/month"),
            ("年薪100万以上", "1000000-? CNY/year"),
            ("$120k–150k", "120000-150000 USD/year"),
            ("$120,000 - $150,000 per year", "120000-150000 USD/year"),
            ("£70,000 - £85,000 per annum", "70000-85000 GBP/year"),
            ("£70,000 - £85,000 base + OTE", "70000-85000 GBP/year"),
            ("€80,000 – €95,000 p.a.", "80000-95000 EUR/year"),
            ("80.000 - 95.000 EUR", "80000-95000 EUR/year"),
            ("25k-35k/month", "25000-35000 CNY/month"),
            ("RMB 25k-35k/month", "25000-35000 CNY/month"),
            ("RMB 40k-50k per month", "40000-50000 CNY/month"),
            ("USD 130,000 per annum", "130000-130000 USD/year"),
            ("INR 18,00,000 - 24,00,000 per annum", "1800000-2400000 INR/year"),
            ("CHF 4,500 - 5,200 x 13 months", "4500-5200 CHF/month x13"),
            ("AED 30,000 - 38,000 per month", "30000-38000 AED/month"),
            ("25-40K × 16", "25000-40000 CNY/month x16"),
            ("$45–$60 per hour", "45-60 USD/hour"),
            ("HK$40,000-50,000 per month", "40000-50000 HKD/month"),
            ("S$8,000 - S$10,000", "8000-10000 SGD/month"),
            ("up to $180k", "?-180000 USD/year"),
            ("from £60k", "60000-? GBP/year"),
            ("２０－３０Ｋ", "20000-30000 CNY/month"),
            ("80-50万", "500000-800000 CNY/year"),
            ("110万", "1100000-1100000 CNY/year"),
            ("薪资面议", "none"),
            ("Competitive", "none"),
            ("五险一金", "none"),
        ] {
            assert_eq!(numbers(written), read, "{written}");
        }
    }

    #[test]
    fn only_pay_is_found_in_running_text() {
        let text = "服务1000万用户，GMV 1.2亿。3-5年 | 20-40K·16薪 | 500-1000人";
        let found = find(text).unwrap();
        assert_eq!(
            text.chars().skip(found.start).take(found.end - found.start).collect::<String>(),
            "20-40K"
        );
        for none in [
            "2018-2021",
            "from $10M to $250M ARR",
            "150-500人",
            "24k followers",
            "管理1200人",
            "3-5年",
            "50-100万用户",
        ] {
            assert_eq!(find(none), None, "{none}");
        }
        assert!(find("Base：无锡 年薪40-70万 经验3年以上").is_some());
    }

    proptest! {
        #[test]
        fn bounds_are_in_order_and_nothing_panics(text in "[0-9kKwW万千元年月薪$£€.,/~-]{0,24}|\\PC{0,30}") {
            for salary in parse(&text).into_iter().chain(find(&text).map(|found| found.salary)) {
                if let (Some(min), Some(max)) = (salary.min, salary.max) {
                    prop_assert!(min <= max);
                }
                prop_assert!(salary.min.unwrap_or(0) >= 0);
                prop_assert!(salary.months.is_none_or(|n| (1..=36).contains(&n)));
            }
        }
    }
}
