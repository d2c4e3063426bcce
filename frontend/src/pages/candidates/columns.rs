//! The columns of a table of candidates.

use api::candidates::Candidate;
use leptos::prelude::*;

use super::words::{current_job, years_words};
use crate::i18n::t;
use crate::pages::keywords::KeywordChips;
use crate::ui::{Avatar, Column, Icon, Time, lu};

/// Name, place, experience, skills, contact, time.
pub fn candidate_columns() -> Vec<Column<Candidate>> {
    vec![
        Column::new("name", t::candidates::name, name).main().sortable("name"),
        Column::new("years", t::candidates::experience_years, |candidate: &Candidate| {
            let years = candidate.experience_years;
            view! { <span class="whitespace-nowrap">{move || years_words(years)}</span> }
        })
        .sortable("experience_years")
        .not_on_phones(),
        Column::new("locations", t::candidates::location_filter, |candidate: &Candidate| {
            let places = candidate.locations.join(t::logs::list_separator());
            view! { <span class="block max-w-28 truncate">{places}</span> }
        })
        .not_on_phones(),
        Column::new("keywords", t::candidates::keywords, |candidate: &Candidate| {
            let codes = candidate.keywords.clone();
            (!codes.is_empty()).then(|| view! { <KeywordChips codes most=2 one_line=true /> })
        })
        .not_on_phones(),
        Column::new("contact", t::candidates::contact, contact).mark(),
        Column::new("updated_at", t::candidates::updated_at, |candidate: &Candidate| {
            view! { <Time at=candidate.updated_at /> }
        })
        .sortable("updated_at")
        .at_end()
        .wide_only(),
    ]
}

fn name(candidate: &Candidate) -> AnyView {
    let name = candidate.name.clone();
    let now = current_job(candidate.current_position.as_deref(), candidate.current_company.as_deref());
    let (years, places) = (candidate.experience_years, candidate.locations.clone());
    let facts = move || {
        let parts = [years_words(years).unwrap_or_default(), places.join(t::logs::list_separator())];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <span class="flex items-center gap-3">
            <Avatar name=name.clone() />
            <span class="block max-w-60 min-w-0">
                <a class="row-link block truncate" href=format!("/candidates/{}", candidate.id)>{name}</a>
                <span class="block truncate text-xs text-muted empty:hidden">{now}</span>
                <span class="block truncate text-xs text-muted empty:hidden md:hidden">{facts}</span>
            </span>
        </span>
    }
    .into_any()
}

/// Which ways there are to reach somebody, in signs that say it in words too.
fn contact(candidate: &Candidate) -> AnyView {
    let sign = |icon, words: fn() -> &'static str, class: &'static str| {
        view! {
            <span class=class title=words>
                <Icon icon class="size-4" />
                <span class="sr-only">{words}</span>
            </span>
        }
    };
    if candidate.do_not_contact {
        return sign(lu::LuBellOff, t::candidates::do_not_contact, "text-error").into_any();
    }
    let mail =
        (!candidate.emails.is_empty()).then(|| sign(lu::LuMail, t::candidates::with_email, "text-muted"));
    let phone = candidate.phone.as_ref().map(|_| sign(lu::LuPhone, t::candidates::phone, "text-muted"));
    view! { <span class="inline-flex items-center gap-2">{mail} {phone}</span> }.into_any()
}
