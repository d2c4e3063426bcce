//! Records that may be the same person, beside the one that is looked at.

use std::sync::Arc;

use api::candidates::{Candidate, DuplicateReason, PossibleDuplicate};
use api::jobs::Duplicates as Found;
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::logs::{field_name, value_words};
use crate::session::may;
use crate::transport::client;
use crate::ui::{Avatar, Chip, EmptyState, Icon, Loaded, Modal, Question, Tone, ask, lu, toast};

/// The fields that are compared, in order.
const FIELDS: [&str; 13] = [
    "name",
    "emails",
    "phone",
    "current_company",
    "current_position",
    "experience_years",
    "education_level",
    "expected_salary",
    "locations",
    "keywords",
    "external_id",
    "skills",
    "summary",
];

/// Each with why, a comparison, and a way to make one of both.
#[component]
pub fn Duplicates(of: Candidate, found: Query<Found>, candidate: Query<Candidate>) -> AnyView {
    let of = StoredValue::new(of);
    view! {
        <section class="panel">
            <Loaded query=found let:found>
                {if found.items.is_empty() {
                    view! {
                        <EmptyState
                            icon=lu::LuCircleCheck
                            title=t::candidates::no_duplicates_title
                            text=t::candidates::no_duplicates_text
                        />
                    }
                        .into_any()
                } else {
                    let rows = found.items.into_iter().map(|one| row(one, of, candidate)).collect_view();
                    view! { <ul class="divide-y divide-line/70">{rows}</ul> }.into_any()
                }}
            </Loaded>
        </section>
    }
    .into_any()
}

fn row(one: PossibleDuplicate, of: StoredValue<Candidate>, candidate: Query<Candidate>) -> AnyView {
    let PossibleDuplicate { id, name, reason } = one;
    let comparing = RwSignal::new(false);
    let href = format!("/candidates/{id}");
    let other = name.clone();
    let merge = move || ask_to_merge(of.with_value(|of| of.id), id, &other, candidate);
    let merge = StoredValue::new(merge);
    let may_merge = may(Permission::CandidateUpdate);
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| comparing.set(false)}>{t::common::close}</button>
            {may_merge
                .then(|| {
                    let run = move |_| {
                        comparing.set(false);
                        merge.with_value(|merge| merge());
                    };
                    view! { <button type="button" class="btn btn-primary" on:click=run>{t::candidates::merge}</button> }
                })}
        }
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
            <Avatar name=name.clone() />
            <a class="min-w-24 flex-1 font-medium hover:text-primary" href=href>{name}</a>
            <Chip text={move || reason_words(reason)} tone=Tone::Warning />
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| comparing.set(true)}>
                <Icon icon=lu::LuColumns2 />
                {t::candidates::compare}
            </button>
            <Modal open=comparing title=t::candidates::compare wide=true footer>
                <Comparison of=of.get_value() with=id />
            </Modal>
        </li>
    }
    .into_any()
}

fn reason_words(reason: DuplicateReason) -> &'static str {
    match reason {
        DuplicateReason::ExternalId => t::candidates::reason_external_id(),
        DuplicateReason::Email => t::candidates::reason_email(),
        DuplicateReason::Phone => t::candidates::reason_phone(),
        DuplicateReason::NameAndCompany => t::candidates::reason_name_and_company(),
    }
}

fn ask_to_merge(kept: uuid::Uuid, other: uuid::Uuid, name: &str, candidate: Query<Candidate>) {
    ask(Question {
        title: t::candidates::merge_title().to_owned(),
        text: t::candidates::merge_text(name),
        action: t::candidates::merge_action().to_owned(),
        dangerous: false,
        then: Arc::new(move || {
            spawn_local(async move {
                match client().merge_candidate(kept, other).await {
                    Ok(merged) => {
                        toast::success(t::candidates::merged());
                        candidate.put(merged);
                    }
                    Err(error) => toast::error(&error),
                }
            });
        }),
    });
}

#[component]
fn Comparison(of: Candidate, with: uuid::Uuid) -> AnyView {
    let other = query(move || async move { client().get_candidate(with).await });
    let own = StoredValue::new(serde_json::to_value(&of).unwrap_or_default());
    view! { <Loaded query=other let:other>{own.with_value(|own| table(own, &other))}</Loaded> }.into_any()
}

fn table(own: &Value, other: &Candidate) -> AnyView {
    let other = serde_json::to_value(other).unwrap_or_default();
    let is_nothing = |value: &Value| value.is_null() || *value == Value::Array(Vec::new());
    let row = |field: &'static str| {
        let (mine, theirs) = (own[field].clone(), other[field].clone());
        if is_nothing(&mine) && is_nothing(&theirs) {
            return None;
        }
        let cell = |value: Value, class: &'static str| {
            view! { <td class=format!("px-3 py-2 align-top wrap-anywhere {class}")><span class="line-clamp-6">{move || value_words(field, &value)}</span></td> }
        };
        let mark = if mine == theirs { "" } else { "bg-warning/8" };
        Some(view! {
            <tr class="border-t border-line/70">
                <th scope="row" class="px-3 py-2 align-top text-[13px] font-normal text-muted">{move || field_name(field)}</th>
                {cell(mine, mark)}
                {cell(theirs, mark)}
            </tr>
        })
    };
    let rows = FIELDS.into_iter().filter_map(row).collect_view();
    view! {
        <div class="-mx-3">
            <table class="w-full table-fixed text-left">
                <thead>
                    <tr class="text-xs text-muted">
                        <th scope="col" class="w-24 px-3 py-2 font-medium sm:w-32">{t::candidates::field}</th>
                        <th scope="col" class="px-3 py-2 font-medium">{t::candidates::this_record}</th>
                        <th scope="col" class="px-3 py-2 font-medium">{t::candidates::other_record}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
