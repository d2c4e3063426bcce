//! The page: a span and what it is cut into, in the address; figures, course and tables.

use api::statistics::{Bucket, Statistics, StatisticsExport, StatisticsQuery, StatisticsTable};
use chrono::{Days, NaiveDate};
use domain::{Coded, Permission};
use leptos::prelude::*;

use super::course::CoursePanel;
use super::figures::FigureCards;
use super::tables::{AiPanel, MailsPanel, RoutesPanel, TasksPanel};
use crate::format::now;
use crate::i18n::t;
use crate::load::query;
use crate::session::may;
use crate::transport::client;
use crate::ui::{ExportMenu, ListState, Loaded, PageHeader, Segments, use_list};

/// The spans to choose from, in days.
const SPANS: [(&str, u64); 4] = [("7", 7), ("30", 30), ("90", 90), ("365", 365)];
const SPAN: &str = "30";

/// The page.
#[component]
pub fn StatisticsPage() -> AnyView {
    let list = use_list();
    let statistics = query(move || {
        let wanted = StatisticsQuery { from: from(list), to: None, bucket: bucket(list) };
        async move { client().get_statistics(&wanted).await }
    });
    let export = may(Permission::StatisticsExport).then(|| {
        let take = move |format| {
            let wanted = StatisticsExport {
                from: untrack(|| from(list)),
                to: None,
                bucket: untrack(|| bucket(list)),
                table: StatisticsTable::Course,
            };
            async move { client().export_statistics(&wanted, format).await }
        };
        view! { <ExportMenu label=t::statistics::export name="statistics" take /> }
    });
    view! {
        <PageHeader title=t::statistics::title subtitle=t::statistics::subtitle>{export}</PageHeader>
        {choices(list)}
        <Loaded query=statistics let:found>{draw(found, list)}</Loaded>
    }
    .into_any()
}

fn draw(found: Statistics, list: ListState) -> AnyView {
    let span = Signal::derive(move || from(list));
    view! {
        <div class="grid gap-5">
            <FigureCards found=found.clone() />
            <CoursePanel course=found.course />
            <div class="grid items-start gap-5 lg:grid-cols-2">
                <MailsPanel mails=found.mails />
                <TasksPanel tasks=found.tasks />
            </div>
            <AiPanel usage=found.ai.usage span />
            <RoutesPanel routes=found.requests.routes span />
        </div>
    }
    .into_any()
}

fn choices(list: ListState) -> AnyView {
    let spans = vec![
        ("7", t::statistics::week.into()),
        ("30", t::statistics::month.into()),
        ("90", t::statistics::quarter.into()),
        ("365", t::statistics::year.into()),
    ];
    let buckets = vec![
        (Bucket::Day.code(), t::statistics::by_day.into()),
        (Bucket::Week.code(), t::statistics::by_week.into()),
        (Bucket::Month.code(), t::statistics::by_month.into()),
    ];
    let span = Signal::derive(move || list.filter("days").unwrap_or_else(|| SPAN.to_owned()));
    let cut = Signal::derive(move || bucket(list).code().to_owned());
    let choose_span = Callback::new(move |days: &'static str| list.set("days", Some(days.to_owned())));
    let choose_bucket = Callback::new(move |code: &'static str| list.set("bucket", Some(code.to_owned())));
    view! {
        <div class="flex flex-wrap gap-3 pb-5">
            <Segments label=t::statistics::span options=spans value=span choose=choose_span />
            <Segments label=t::statistics::cut options=buckets value=cut choose=choose_bucket />
        </div>
    }
    .into_any()
}

/// The first day of the chosen span; the usual one is left to the server, which knows what day it is where the
/// organization is.
fn from(list: ListState) -> Option<NaiveDate> {
    let chosen = list.filter("days")?;
    let (_, days) = SPANS.into_iter().find(|(word, _)| *word == chosen && *word != SPAN)?;
    now().date_naive().checked_sub_days(Days::new(days - 1))
}

/// What the chosen span is cut into; a year, unless told otherwise, into months.
fn bucket(list: ListState) -> Bucket {
    let usual = match list.filter("days").as_deref() {
        Some("365") => Bucket::Month,
        Some("90") => Bucket::Week,
        _ => Bucket::Day,
    };
    list.filter("bucket").and_then(|code| Bucket::from_code(&code)).unwrap_or(usual)
}
