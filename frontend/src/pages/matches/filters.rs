//! What narrows a ranking.

use api::matches::{CandidateMatchQuery, JobMatchQuery};
use leptos::prelude::*;

use crate::i18n::t;
use crate::pages::candidates::group_choices;
use crate::ui::{Choice, FilterSelect, FilterWords, Icon, ListState, Suggest, lu};

const SCORES: [u32; 4] = [40, 60, 75, 90];
const YEARS: [u32; 5] = [1, 3, 5, 8, 10];
const DAYS: [u32; 4] = [7, 30, 90, 180];

/// What the address asks for of the candidates for a job.
pub fn candidates_wanted(list: ListState) -> CandidateMatchQuery {
    let number = |name| list.filter(name).and_then(|number| number.parse().ok());
    CandidateMatchQuery {
        page: list.page(),
        per_page: list.per_page(),
        location: list.parsed("location").unwrap_or_default(),
        min_years: number("min_years"),
        max_years: None,
        group_id: list.parsed("group_id"),
        not_contacted_days: list.filter("not_contacted_days").and_then(|days| days.parse().ok()),
        min_score: number("min_score"),
    }
}

/// What the address asks for of the jobs for a candidate.
pub fn jobs_wanted(list: ListState) -> JobMatchQuery {
    JobMatchQuery {
        page: list.page(),
        per_page: list.per_page(),
        location: list.parsed("location").unwrap_or_default(),
        company_id: list.parsed("company_id"),
        min_score: list.filter("min_score").and_then(|score| score.parse().ok()),
    }
}

/// Filters for candidates.
pub fn candidate_filters(list: ListState) -> AnyView {
    let years = Signal::derive(|| {
        let choice = |years: u32| Choice::new(years.to_string(), move || t::candidates::years_from(years));
        YEARS.map(choice).to_vec()
    });
    let days = Signal::derive(|| {
        let choice =
            |days: u32| Choice::new(days.to_string(), move || t::matches::not_contacted_for(u64::from(days)));
        DAYS.map(choice).to_vec()
    });
    bar(
        list,
        view! {
            {common(list)}
            <FilterSelect list name="min_years" label=t::candidates::all_years options=years />
            <FilterSelect list name="group_id" label=t::candidates::all_groups options=group_choices() />
            <FilterSelect list name="not_contacted_days" label=t::matches::contacted_or_not options=days />
        }
        .into_any(),
    )
}

/// Filters for jobs.
pub fn job_filters(list: ListState) -> AnyView {
    bar(list, common(list))
}

fn common(list: ListState) -> AnyView {
    let scores = Signal::derive(|| {
        let choice = |score: u32| Choice::new(score.to_string(), move || t::matches::score_from(score));
        SCORES.map(choice).to_vec()
    });
    view! {
        <FilterSelect list name="min_score" label=t::matches::all_scores options=scores />
        <FilterWords list name="location" label=t::candidates::location_filter suggest=Suggest::nothing() />
    }
    .into_any()
}

fn bar(list: ListState, filters: AnyView) -> AnyView {
    let clear = move || {
        list.is_filtered().then(|| {
            view! {
                <button type="button" class="btn btn-ghost btn-sm" on:click={move |_| list.clear()}>
                    <Icon icon=lu::LuX class="size-3.5" />
                    {t::common::clear_filters}
                </button>
            }
        })
    };
    view! {
        <search class="grid grid-cols-2 items-center gap-2 border-b border-line px-4 py-3 sm:flex sm:flex-wrap sm:px-5">
            {filters}
            {clear}
        </search>
    }
    .into_any()
}
