//! One figure over time, by choice.

use api::statistics::Course;
use chrono::NaiveTime;
use leptos::prelude::*;

use crate::format::short_date;
use crate::i18n::t;
use crate::ui::{AreaChart, Panel, Segments};

/// A figure: its word, its name, and how it is read.
type Figure = (&'static str, fn() -> &'static str, fn(&Course) -> u64);

const FIGURES: [Figure; 4] = [
    ("requests", t::statistics::requests, |at| at.requests),
    ("sign_ins", t::statistics::sign_ins, |at| at.sign_ins),
    ("mails", t::statistics::mails, |at| at.mails_sent),
    ("ai_calls", t::statistics::ai_calls, |at| at.ai_calls),
];

/// The chart with its choice.
#[component]
pub fn CoursePanel(course: Vec<Course>) -> AnyView {
    let chosen = RwSignal::new(0_usize);
    let points = Signal::derive(move || {
        let (_, _, read) = FIGURES[chosen.get()];
        course.iter().map(|at| (day_words(at), read(at) as f64)).collect::<Vec<_>>()
    });
    let label = move || FIGURES[chosen.get()].1();
    let actions = move || {
        let options = FIGURES.iter().map(|(word, name, _)| (*word, (*name).into())).collect();
        let value = Signal::derive(move || FIGURES[chosen.get()].0.to_owned());
        let choose = Callback::new(move |word: &'static str| {
            chosen.set(FIGURES.iter().position(|(known, ..)| *known == word).unwrap_or_default());
        });
        view! { <Segments label=t::statistics::figure options value choose /> }
    };
    view! { <Panel title=t::statistics::course actions><AreaChart label points height=280.0 width=1000.0 /></Panel> }
        .into_any()
}

/// The middle of the day, so that no time zone turns it into another one.
fn day_words(at: &Course) -> String {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    short_date(at.start.and_time(noon).and_utc())
}
