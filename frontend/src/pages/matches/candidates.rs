//! The jobs for a candidate, the best first.

use api::matches::{JobBrief, JobMatch};
use leptos::prelude::*;
use uuid::Uuid;

use super::filters::{job_filters, jobs_wanted};
use super::jobs::ranking;
use super::row::{Line, match_line};
use crate::i18n::t;
use crate::load::query;
use crate::pages::jobs::words::{status_tone, status_words};
use crate::transport::client;
use crate::ui::{EmptyState, ListState, Pill, lu};

/// The ranking with its filters.
#[component]
pub fn CandidateMatches(id: Uuid, list: ListState) -> AnyView {
    let matches = query(move || {
        let wanted = jobs_wanted(list);
        async move { client().list_candidate_matches(id, &wanted).await }
    });
    let edit = format!("/candidates/{id}/edit");
    let empty = move || {
        let edit = edit.clone();
        view! {
            <EmptyState icon=lu::LuTarget title=t::matches::no_jobs_title text=t::matches::no_jobs_text>
                <a class="btn btn-sm btn-quiet" href=edit>{t::matches::edit_candidate}</a>
            </EmptyState>
        }
        .into_any()
    };
    let label: fn() -> &'static str = t::matches::ranked_jobs;
    ranking(matches, list, job_filters(list), label, None, empty, |row: JobMatch, open| {
        match_line(line(row.job), row.result, None, open)
    })
}

fn line(job: JobBrief) -> Line {
    let JobBrief { id, title, company, locations, salary_range, status } = job;
    let company = company.map(|company| company.name);
    let about = move || {
        let places = Some(locations.join(t::logs::list_separator())).filter(|places| !places.is_empty());
        let facts = [company.clone(), places, salary_range.clone()];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let mark = view! { <Pill tone=status_tone(status) text={move || status_words(status)} /> };
    let link =
        view! { <a class="font-medium hover:text-primary" href=format!("/jobs/{id}")>{title.clone()}</a> };
    Line {
        id,
        name: link.into_any(),
        beside: ().into_any(),
        about: about.into_any(),
        mark: Some(mark.into_any()),
        label: title,
    }
}
