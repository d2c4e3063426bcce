//! Who a candidate is.

use api::candidates::{BulkCandidateAction, Candidate};
use domain::Permission;
use domain::jobs::NamedRef;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::act;
use super::words::{consent_tone, consent_words, salary_of, salutation_words};
use crate::format::date;
use crate::i18n::t;
use crate::load::Query;
use crate::pages::jobs::words::{education_words, salary_numbers, source_words};
use crate::pages::keywords::KeywordChips;
use crate::session::may;
use crate::transport::client;
use crate::ui::{CopyButton, DownloadButton, EmptyState, Fact, Icon, Panel, Pill, lu};

/// Skills and story at the left, contact and facts at the right.
#[component]
pub fn CandidateOverview(candidate: Candidate, of: Query<Candidate>, changed: Callback<()>) -> AnyView {
    view! {
        <div class="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div class="grid min-w-0 gap-5">
                {abilities(&candidate)}
                {story(&candidate)}
            </div>
            <div class="grid min-w-0 gap-5 max-lg:row-start-1">
                {contact(&candidate)}
                {groups(&candidate, of, changed)}
                {facts(&candidate)}
            </div>
        </div>
    }
    .into_any()
}

fn abilities(candidate: &Candidate) -> AnyView {
    let codes = candidate.keywords.clone();
    let content = if codes.is_empty() {
        view! { <p class="text-muted">{t::candidates::no_keywords}</p> }.into_any()
    } else {
        view! { <KeywordChips codes most=30 foldable=true /> }.into_any()
    };
    view! { <Panel title=t::candidates::keywords>{content}</Panel> }.into_any()
}

fn story(candidate: &Candidate) -> AnyView {
    let text = |label: fn() -> &'static str, text: &Option<String>| {
        text.clone().filter(|text| !text.trim().is_empty()).map(|text| {
            view! {
                <section>
                    <h3 class="pb-1.5 text-[13px] font-semibold text-muted">{label}</h3>
                    <p class="leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>
                </section>
            }
        })
    };
    let texts = [
        text(t::candidates::summary, &candidate.summary),
        text(t::candidates::skills, &candidate.skills),
        text(t::candidates::education, &candidate.education),
    ];
    let content = if texts.iter().all(Option::is_none) {
        let href = format!("/candidates/{}/edit", candidate.id);
        view! {
            <EmptyState icon=lu::LuFileText title=t::candidates::no_summary_title text=t::candidates::no_summary_text>
                <a class="btn btn-sm btn-quiet" href=href>{t::candidates::edit}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <div class="grid gap-6">{texts.into_iter().collect_view()}</div> }.into_any()
    };
    view! { <Panel title=t::candidates::abilities>{content}</Panel> }.into_any()
}

fn contact(candidate: &Candidate) -> AnyView {
    let line = |icon, shown: AnyView, copied: String, label: String| {
        view! {
            <li class="flex items-center gap-2.5">
                <span class="text-muted"><Icon icon /></span>
                <span class="min-w-0 flex-1 truncate">{shown}</span>
                <CopyButton text={Signal::derive(move || copied.clone())} label />
            </li>
        }
    };
    let emails = candidate.emails.iter().map(move |email| {
        let label = t::candidates::copy_email(email);
        line(lu::LuMail, email.clone().into_any(), email.clone(), label)
    });
    let emails = emails.collect_view();
    let phone = candidate.phone.clone().map(|phone| {
        let href = format!("tel:{phone}");
        let shown = view! { <a class="hover:text-primary tabular-nums" href=href>{phone.clone()}</a> };
        line(lu::LuPhone, shown.into_any(), phone, t::candidates::copy_phone().to_owned())
    });
    let none = (candidate.emails.is_empty() && candidate.phone.is_none())
        .then(|| view! { <li class="text-muted">{t::candidates::no_email}</li> });
    let consent = candidate.consent_status;
    let stop = candidate
        .do_not_contact
        .then(|| view! { <p class="pt-3 text-[13px] text-error">{t::candidates::cannot_be_mailed}</p> });
    view! {
        <Panel title=t::candidates::contact>
            <ul class="grid gap-2">{emails} {phone} {none}</ul>
            <p class="flex items-center justify-between gap-3 pt-3.5 text-[13px] text-muted">
                {t::candidates::consent_status}
                <Pill tone=consent_tone(consent) text={move || consent_words(consent)} />
            </p>
            {stop}
        </Panel>
    }
    .into_any()
}

fn groups(candidate: &Candidate, of: Query<Candidate>, changed: Callback<()>) -> AnyView {
    let id = candidate.id;
    let may_change = may(Permission::GroupUpdate) && may(Permission::CandidateUpdate);
    let chip = move |group: NamedRef| {
        let label = t::candidates::remove_from(&group.name);
        let leave = move |_| leave(id, group.id, of, changed);
        let button = may_change.then(|| {
            view! {
                <button
                    type="button"
                    class="grid size-4.5 cursor-pointer place-items-center rounded-sm text-muted hover:bg-base-300 hover:text-base-content"
                    aria-label=label
                    on:click=leave
                >
                    <Icon icon=lu::LuX class="size-3" />
                </button>
            }
        });
        let href = format!("/groups/{}", group.id);
        view! {
            <li class="chip">
                <a class="truncate hover:text-primary" href=href>{group.name}</a>
                {button}
            </li>
        }
    };
    let content = if candidate.groups.is_empty() {
        view! { <p class="text-muted">{t::candidates::no_groups}</p> }.into_any()
    } else {
        let chips = candidate.groups.iter().cloned().map(chip).collect_view();
        view! { <ul class="flex flex-wrap gap-1.5">{chips}</ul> }.into_any()
    };
    view! { <Panel title=t::candidates::groups>{content}</Panel> }.into_any()
}

/// Gone at once; the server's answer brings the truth.
fn leave(id: Uuid, group_id: Uuid, of: Query<Candidate>, changed: Callback<()>) {
    of.update(|candidate| candidate.groups.retain(|group| group.id != group_id));
    let action = BulkCandidateAction::RemoveFromGroup { candidate_ids: vec![id], group_id };
    act(action, t::candidates::removed_from_group, changed);
}

fn facts(candidate: &Candidate) -> AnyView {
    let fact = |label: fn() -> &'static str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <Fact label=label>{value}</Fact> })
    };
    let (written, numbers) = (candidate.expected_salary.clone(), salary_of(candidate));
    let numbers_known = numbers.min.is_some() || numbers.max.is_some();
    let salary = (written.is_some() || numbers_known).then(|| {
        view! {
            <Fact label=t::candidates::expected_salary>
                {written}
                {numbers_known
                    .then(|| view! { <span class="block text-xs text-muted">{move || salary_numbers(&numbers)}</span> })}
            </Fact>
        }
    });
    let education = candidate.education_level.map(|level| {
        view! { <Fact label=t::candidates::education_level>{move || education_words(level)}</Fact> }
    });
    let salutation = candidate.salutation_title.map(|title| {
        view! { <Fact label=t::candidates::salutation_title>{move || salutation_words(title)}</Fact> }
    });
    let document = candidate.document.clone().map(document);
    let level = fact(t::candidates::level, candidate.level.clone());
    let zone = fact(t::candidates::time_zone, candidate.time_zone.clone());
    let external_id = fact(t::candidates::external_id, candidate.external_id.clone());
    let owner = fact(t::candidates::owner, candidate.owner.clone().map(|user| user.name));
    let (source, created_at, updated_at) = (candidate.source, candidate.created_at, candidate.updated_at);
    view! {
        <Panel title=t::candidates::basics>
            <dl class="grid grid-cols-2 gap-x-5 gap-y-3.5 sm:grid-cols-3 lg:grid-cols-2">
                {salary}
                {level}
                {education}
                {salutation}
                {zone}
                {external_id}
                {document}
                {owner}
                <Fact label=t::candidates::source>{move || source_words(source)}</Fact>
                <Fact label=t::candidates::created_at>{move || date(created_at)}</Fact>
                <Fact label=t::candidates::updated_at>{move || date(updated_at)}</Fact>
            </dl>
        </Panel>
    }
    .into_any()
}

fn document(document: NamedRef) -> AnyView {
    let id = document.id;
    let take = move || async move { client().get_document_file(id).await };
    view! {
        <Fact label=t::candidates::document>
            <DownloadButton
                label=document.name.clone()
                name=document.name
                take
                class="link-plain inline-flex max-w-full cursor-pointer items-center gap-1.5 text-left"
            />
        </Fact>
    }
    .into_any()
}
