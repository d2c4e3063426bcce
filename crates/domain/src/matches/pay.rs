//! Salaries of whatever currency and period, made comparable: yuan a year.

use crate::jobs::{Salary, SalaryPeriod};

/// Yuan for one unit of a currency. Fixed with the policy, because a score must not move with the exchange; they only
/// have to be near enough to tell whether two salaries meet.
const YUAN: &[(&str, f64)] = &[
    ("CNY", 1.0),
    ("USD", 7.1),
    ("EUR", 8.2),
    ("GBP", 9.5),
    ("HKD", 0.91),
    ("SGD", 5.5),
    ("TWD", 0.23),
    ("MOP", 0.88),
    ("JPY", 0.047),
    ("KRW", 0.005),
    ("AUD", 4.7),
    ("NZD", 4.2),
    ("CAD", 5.1),
    ("CHF", 8.9),
    ("AED", 1.93),
    ("INR", 0.081),
    ("MYR", 1.7),
    ("THB", 0.22),
    ("VND", 0.00027),
    ("IDR", 0.00043),
    ("PHP", 0.12),
    ("SEK", 0.75),
    ("NOK", 0.7),
    ("DKK", 1.1),
    ("PLN", 1.95),
];

/// Working hours of a year, and working days.
const HOURS: f64 = 2000.0;
const DAYS: f64 = 250.0;
const MONTHS: i32 = 12;

/// The most that is paid: the upper bound, or the lower one when there is no other.
pub(super) fn most(salary: &Salary) -> Option<i64> {
    yearly(salary.max.or(salary.min)?, salary)
}

/// The least that is expected: the lower bound, or the upper one when there is no other.
pub(super) fn least(salary: &Salary) -> Option<i64> {
    yearly(salary.min.or(salary.max)?, salary)
}

/// Nothing for a currency that is not known, and nothing for nothing.
fn yearly(amount: i64, salary: &Salary) -> Option<i64> {
    let currency = salary.currency.as_deref().unwrap_or("CNY");
    let (_, rate) = YUAN.iter().find(|(code, _)| *code == currency)?;
    let times = match salary.period.unwrap_or(SalaryPeriod::Month) {
        SalaryPeriod::Hour => HOURS,
        SalaryPeriod::Day => DAYS,
        SalaryPeriod::Month => f64::from(salary.months.unwrap_or(MONTHS)),
        SalaryPeriod::Year => 1.0,
    };
    Some((amount as f64 * times * rate).round() as i64).filter(|yuan| *yuan > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::salary;

    #[test]
    fn salaries_of_any_kind_can_be_compared() {
        for (written, from, to) in [
            ("20-40K·16薪", 320_000, 640_000),
            ("年薪50-80万", 500_000, 800_000),
            ("$120k–150k", 852_000, 1_065_000),
            ("800-1000元/天", 200_000, 250_000),
            ("HK$40,000-50,000 per month", 436_800, 546_000),
        ] {
            let salary = salary::parse(written).expect(written);
            assert_eq!((least(&salary), most(&salary)), (Some(from), Some(to)), "{written}");
        }
    }

    #[test]
    fn one_bound_stands_for_both_and_an_unknown_currency_for_nothing() {
        let from = Salary { min: Some(30_000), period: Some(SalaryPeriod::Month), ..Salary::default() };
        assert_eq!((least(&from), most(&from)), (Some(360_000), Some(360_000)));
        let strange = Salary { currency: Some("XAU".into()), ..from };
        assert_eq!((least(&strange), most(&strange)), (None, None));
        assert_eq!(most(&Salary::default()), None);
    }
}
