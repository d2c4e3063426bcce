//! The candidates for a job, the best first.

use api::Page;
use api::matches::{CandidateBrief, CandidateMatch};
use leptos::prelude::*;
use uuid::Uuid;

use super::filters::{candidate_filters, candidates_wanted};
use super::row::{Line, match_line};
use crate::i18n::t;
use crate::load::{Load, Query, query};
use crate::pages::candidates::CandidateBulk;
use crate::pages::candidates::words::{current_job, years_words};
use crate::transport::client;
use crate::ui::{EmptyState, ErrorState, Icon, ListState, Pager, Selection, Skeleton, bulk_bar, lu};

/// The ranking with its filters; those who are chosen can be written to.
#[component]
pub fn JobMatches(id: Uuid, list: ListState) -> AnyView {
    let matches = query(move || {
        let wanted = candidates_wanted(list);
        async move { client().list_job_matches(id, &wanted).await }
    });
    let selection = Selection::new();
    let changed = Callback::new(move |()| {
        selection.clear();
        matches.reload();
    });
    let bulk = move || view! { <CandidateBulk selection changed job=id /> };
    let edit = format!("/jobs/{id}/edit");
    let empty = move || {
        let edit = edit.clone();
        view! {
            <EmptyState icon=lu::LuTarget title=t::matches::no_candidates_title text=t::matches::no_candidates_text>
                <a class="btn btn-sm btn-quiet" href=edit>{t::matches::edit_job}</a>
            </EmptyState>
        }
        .into_any()
    };
    let filters = candidate_filters(list);
    let label: fn() -> &'static str = t::matches::ranked_candidates;
    ranking(
        matches,
        list,
        filters,
        label,
        Some((selection, bulk.into())),
        empty,
        move |row: CandidateMatch, open| match_line(line(row.candidate), row.result, Some(selection), open),
    )
}

fn line(candidate: CandidateBrief) -> Line {
    let CandidateBrief {
        id,
        name,
        current_company,
        current_position,
        experience_years,
        locations,
        can_be_mailed,
    } = candidate;
    let now = current_job(current_position.as_deref(), current_company.as_deref());
    let beside = move || {
        let place = locations.first().cloned().unwrap_or_default();
        let facts = [years_words(experience_years).unwrap_or_default(), place];
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let mark = (!can_be_mailed).then(|| {
        view! {
            <span class="text-muted" title=t::candidates::cannot_be_mailed>
                <Icon icon=lu::LuMailX />
                <span class="sr-only">{t::candidates::cannot_be_mailed}</span>
            </span>
        }
        .into_any()
    });
    let link = view! { <a class="font-medium hover:text-primary" href=format!("/candidates/{id}")>{name.clone()}</a> };
    Line { id, name: link.into_any(), beside: beside.into_any(), about: now.into_any(), mark, label: name }
}

/// A ranking in its panel: filters, lines, pages, and what stands there when there is none.
pub(super) fn ranking<T: Clone + Send + Sync + 'static>(
    matches: Query<Page<T>>,
    list: ListState,
    filters: AnyView,
    label: fn() -> &'static str,
    chosen: Option<(Selection, ViewFn)>,
    empty: impl Fn() -> AnyView + Send + Sync + 'static,
    draw: impl Fn(T, bool) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let total = Signal::derive(move || matches.with(|page| page.total).flatten().unwrap_or_default());
    let retry = Callback::new(move |()| matches.reload());
    let body = move || match matches.state().get() {
        Load::Loading => view! { <div class="panel-body"><Skeleton lines=8 /></div> }.into_any(),
        Load::Failed(error) => view! { <ErrorState error retry /> }.into_any(),
        Load::Ready(page) if page.items.is_empty() && list.is_filtered() => nothing_fits(list),
        Load::Ready(page) if page.items.is_empty() => empty(),
        Load::Ready(page) => {
            // The best one says why at once.
            let first = page.page.unwrap_or(1) == 1;
            let rows = page.items.into_iter().enumerate().map(|(at, row)| draw(row, first && at == 0));
            view! { <ol aria-label=label>{rows.collect_view()}</ol> }.into_any()
        }
    };
    let bar = chosen.map(|(selection, bulk)| bulk_bar(selection, Some(bulk)));
    view! {
        <section class="panel overflow-clip" aria-busy={move || matches.asking().to_string()}>
            {filters}
            {bar}
            <div class="transition-opacity" class=("opacity-60", move || matches.asking() && total.get() > 0)>{body}</div>
            <Pager list total />
        </section>
    }
    .into_any()
}

fn nothing_fits(list: ListState) -> AnyView {
    view! {
        <EmptyState icon=lu::LuSearchX title=t::common::no_match_title text=t::common::no_match_text>
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| list.clear()}>
                {t::common::clear_filters}
            </button>
        </EmptyState>
    }
    .into_any()
}
