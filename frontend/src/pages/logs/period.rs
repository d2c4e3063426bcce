//! The filter by time: how far one looks back.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use crate::format::now;
use crate::i18n::t;
use crate::ui::{Choice, FilterSelect, ListState};

const NAME: &str = "period";

/// A choice of spans up to now.
#[component]
pub fn PeriodFilter(list: ListState) -> AnyView {
    let options = Signal::derive(|| {
        vec![
            Choice::new("hour", t::operation_logs::last_hour),
            Choice::new("day", t::operation_logs::last_day),
            Choice::new("week", t::operation_logs::last_week),
            Choice::new("month", t::operation_logs::last_month),
        ]
    });
    view! { <FilterSelect list name=NAME label=t::operation_logs::any_time options /> }.into_any()
}

/// When the chosen span began.
pub fn since(list: ListState) -> Option<DateTime<Utc>> {
    let span = match list.filter(NAME)?.as_str() {
        "hour" => TimeDelta::hours(1),
        "day" => TimeDelta::days(1),
        "week" => TimeDelta::days(7),
        "month" => TimeDelta::days(30),
        _ => return None,
    };
    Some(now() - span)
}
