//! The fields of a salary, which jobs and candidates share: as written, and in numbers.

use domain::jobs::SalaryPeriod;
use domain::salary;
use leptos::prelude::*;

use super::jobs::words::{choices, period_words, salary_numbers};
use crate::i18n::t;
use crate::ui::{BareSelect, Bound, Choice, RangeField, TextField};

/// Currencies to choose from; others can be read from the text.
const CURRENCIES: [&str; 8] = ["CNY", "USD", "HKD", "TWD", "SGD", "EUR", "GBP", "JPY"];

/// A salary as people write it, and how it is understood.
#[component]
pub fn SalaryText(field: Bound<String>, #[prop(into)] label: TextProp) -> AnyView {
    let hint = move || {
        let written = field.value.get();
        if salary::is_open(&written) {
            return t::jobs::salary_open().to_owned();
        }
        let read = salary::parse(&written).and_then(|salary| salary_numbers(&salary));
        read.map(t::jobs::salary_read).unwrap_or_default()
    };
    view! { <TextField field label hint placeholder=t::jobs::salary_example /> }.into_any()
}

/// The numbers, folded: they follow from the text.
pub fn salary_fields(
    min: Bound<String>,
    max: Bound<String>,
    currency: Bound<String>,
    period: Bound<String>,
    months: Bound<String>,
) -> AnyView {
    let currencies = Signal::derive(move || {
        let mut all = vec![Choice::new("", t::jobs::salary_currency)];
        all.extend(CURRENCIES.map(|code| Choice::new(code, code)));
        let own = currency.value.get();
        if !own.is_empty() && !CURRENCIES.contains(&own.as_str()) {
            all.push(Choice::new(own.clone(), own));
        }
        all
    });
    let periods = Signal::derive(|| {
        let mut all = vec![Choice::new("", t::jobs::salary_period)];
        all.extend(choices::<SalaryPeriod>(period_words));
        all
    });
    view! {
        <details class="fold">
            <summary>{t::jobs::salary_numbers}</summary>
            <div class="pt-3">
                <RangeField min max label=t::jobs::salary_numbers hint=t::jobs::salary_numbers_hint>
                    <BareSelect field=currency label=t::jobs::salary_currency options=currencies />
                    <BareSelect field=period label=t::jobs::salary_period options=periods />
                </RangeField>
                <div class="max-w-48">
                    <TextField field=months label=t::jobs::salary_months kind="number" unit=t::jobs::months_unit />
                </div>
            </div>
        </details>
    }
    .into_any()
}
