//! One line of a timeline, in words.

use api::jobs::JobStatus;
use api::logs::TimelineEntry;
use domain::Coded;
use domain::logs::{SubjectType, Verb};
use leptos::prelude::*;
use serde_json::Value;

use super::fields::{field_name, is_untold, value_words};
use crate::i18n::t;
use crate::pages::jobs::words::status_words;
use crate::ui::{Icon, Time, Tone, lu};

/// Changes shown of one line; more than that were a rewrite.
const CHANGES: usize = 8;
/// Lines of what happened last.
const RECENT: usize = 8;
/// Seconds within which the same thing done again is the same act.
const TOGETHER: i64 = 120;

/// A line of the timeline of one record.
pub fn timeline_entry(entry: TimelineEntry) -> AnyView {
    let TimelineEntry { user, verb, summary, changes, created_at, .. } = entry;
    let tells_more = !matches!(
        verb,
        Verb::Created
            | Verb::Updated
            | Verb::StatusChanged
            | Verb::Archived
            | Verb::Restored
            | Verb::Deleted
            | Verb::Erased
    );
    let about = (tells_more && !summary.is_empty())
        .then(|| view! { <span class="min-w-0 text-muted wrap-anywhere">{summary}</span> });
    let who = move || user.as_ref().map_or_else(|| t::logs::program().to_owned(), |user| user.name.clone());
    let changes = changes.into_iter().take(CHANGES).map(|(field, [old, new])| change(field, old, new));
    let changes = changes.collect_view();
    view! {
        <li class="relative flex gap-3.5 pb-5 last:pb-0 before:absolute before:top-8 before:bottom-0 before:left-[0.9375rem] before:w-px before:bg-line last:before:hidden">
            <span class=format!("grid size-8 shrink-0 place-items-center rounded-full bg-base-content/6 {}", tone(verb).text())>
                <Icon icon=icon(verb) class="size-4" />
            </span>
            <div class="min-w-0 flex-1 pt-1">
                <p class="flex flex-wrap items-baseline gap-x-2">
                    <span class="font-medium">{move || verb_words(verb)}</span>
                    {about}
                </p>
                <p class="text-xs text-muted">{who} " · " <Time at=created_at /></p>
                <ul class="grid gap-1 pt-1.5 empty:hidden">{changes}</ul>
            </div>
        </li>
    }
    .into_any()
}

/// One field with what it was and what it is.
pub fn change(field: String, old: Value, new: Value) -> AnyView {
    let (code, untold) = (field.clone(), is_untold(&field, &old) || is_untold(&field, &new));
    let label = move || field_name(&field);
    if untold {
        return view! { <li class="text-[13px] text-muted">{move || t::logs::rewritten(label())}</li> }
            .into_any();
    }
    let words = move |value: &Value| {
        let status = (code == "status").then(|| value.as_str().and_then(JobStatus::from_code)).flatten();
        status.map_or_else(|| value_words(&code, value), |status| status_words(status).to_owned())
    };
    let before = words.clone();
    view! {
        <li class="flex flex-wrap items-baseline gap-x-2 text-[13px]">
            <span class="text-muted">{label}</span>
            <span class="text-muted line-through decoration-base-content/30">{move || before(&old)}</span>
            <Icon icon=lu::LuArrowRight class="size-3 self-center text-muted" />
            <span class="wrap-anywhere">{move || words(&new)}</span>
        </li>
    }
    .into_any()
}

/// What happened last in the organization; the same thing done to several at once is one line.
#[component]
pub fn RecentList(entries: Vec<TimelineEntry>) -> AnyView {
    let rows = runs(entries).into_iter().take(RECENT).map(|(entry, times)| recent_row(entry, times));
    view! { <ul class="divide-y divide-line/70">{rows.collect_view()}</ul> }.into_any()
}

/// Neighbours that say the same of the same kind of thing, with their number.
fn runs(entries: Vec<TimelineEntry>) -> Vec<(TimelineEntry, u64)> {
    let mut runs: Vec<(TimelineEntry, u64)> = Vec::new();
    for entry in entries {
        let goes_on = |last: &TimelineEntry| {
            let same =
                last.verb == entry.verb && last.subject_type == entry.subject_type && last.user == entry.user;
            same && (last.created_at - entry.created_at).num_seconds().abs() < TOGETHER
        };
        match runs.last_mut() {
            Some((last, times)) if goes_on(last) => *times += 1,
            _ => runs.push((entry, 1)),
        }
    }
    runs
}

fn recent_row(entry: TimelineEntry, times: u64) -> AnyView {
    let TimelineEntry { user, verb, subject_type, subject_id, summary, created_at, .. } = entry;
    let name = user.map(|user| user.name);
    let who = move || name.clone().unwrap_or_else(|| t::logs::program().to_owned());
    let subject = match address(subject_type, verb) {
        Some(base) if !summary.is_empty() => {
            let href = format!("{base}/{subject_id}");
            view! { <a class="row-link" href=href>{summary}</a> }.into_any()
        }
        _ => view! { <span class="font-medium">{summary}</span> }.into_any(),
    };
    let more = (times > 1).then(|| {
        view! { <span class="text-[13px] text-muted">" " {move || t::logs::and_more(times - 1)}</span> }
    });
    view! {
        <li class="relative flex items-center gap-3 px-4 py-2.5 hover:bg-base-200/60 sm:px-5">
            <span class=format!("grid size-8 shrink-0 place-items-center rounded-full bg-base-content/6 {}", tone(verb).text())>
                <Icon icon=icon(verb) class="size-4" />
            </span>
            <div class="min-w-0 flex-1">
                <p class="truncate">{subject} {more}</p>
                <p class="truncate text-xs text-muted">
                    {move || subject_words(subject_type)} " · " {move || verb_words(verb)} " · " {who}
                </p>
            </div>
            <span class="text-xs text-muted"><Time at=created_at /></span>
        </li>
    }
    .into_any()
}

/// Where the thing can be seen, unless it is gone.
pub fn address(subject: SubjectType, verb: Verb) -> Option<&'static str> {
    if matches!(verb, Verb::Deleted | Verb::Erased) {
        return None;
    }
    match subject {
        SubjectType::Company => Some("/companies"),
        SubjectType::Job => Some("/jobs"),
        SubjectType::Candidate => Some("/candidates"),
        SubjectType::CandidateGroup => Some("/groups"),
        SubjectType::EmailTemplate => Some("/mail/templates"),
        _ => None,
    }
}

/// What happened, in words.
pub fn verb_words(verb: Verb) -> &'static str {
    match verb {
        Verb::Created => t::logs::created(),
        Verb::Updated => t::logs::updated(),
        Verb::StatusChanged => t::logs::status_changed(),
        Verb::Archived => t::logs::archived(),
        Verb::Restored => t::logs::restored(),
        Verb::Deleted => t::logs::deleted(),
        Verb::Erased => t::logs::erased(),
        Verb::Merged => t::logs::merged(),
        Verb::AddedToGroup => t::logs::added_to_group(),
        Verb::RemovedFromGroup => t::logs::removed_from_group(),
        Verb::MailQueued => t::logs::mail_queued(),
        Verb::MailSent => t::logs::mail_sent(),
        Verb::MailFailed => t::logs::mail_failed(),
        Verb::MailCancelled => t::logs::mail_cancelled(),
        Verb::MailRetried => t::logs::mail_retried(),
    }
}

/// What kind of thing it happened to, in words.
pub fn subject_words(subject: SubjectType) -> &'static str {
    match subject {
        SubjectType::Company => t::logs::company(),
        SubjectType::Job => t::logs::job(),
        SubjectType::Candidate => t::logs::candidate(),
        SubjectType::CandidateGroup => t::logs::candidate_group(),
        SubjectType::EmailLog => t::logs::email_log(),
        SubjectType::EmailTemplate => t::logs::email_template(),
        SubjectType::EmailAccount => t::logs::email_account(),
        SubjectType::ModelConfig => t::logs::model_config(),
        SubjectType::ApiKey => t::logs::api_key(),
        SubjectType::Organization => t::logs::organization(),
        SubjectType::User => t::logs::user(),
        SubjectType::Role => t::logs::role(),
        SubjectType::Team => t::logs::team(),
    }
}

/// The picture of what happened.
pub fn icon(verb: Verb) -> icondata_core::Icon {
    match verb {
        Verb::Created => lu::LuPlus,
        Verb::Updated => lu::LuPencil,
        Verb::StatusChanged => lu::LuArrowLeftRight,
        Verb::Archived => lu::LuArchive,
        Verb::Restored => lu::LuArchiveRestore,
        Verb::Deleted | Verb::Erased => lu::LuTrash2,
        Verb::Merged => lu::LuGitMerge,
        Verb::AddedToGroup => lu::LuFolderPlus,
        Verb::RemovedFromGroup => lu::LuFolderMinus,
        Verb::MailQueued | Verb::MailRetried => lu::LuClock,
        Verb::MailSent => lu::LuSend,
        Verb::MailFailed => lu::LuCircleAlert,
        Verb::MailCancelled => lu::LuCircleSlash,
    }
}

/// Its colour.
pub fn tone(verb: Verb) -> Tone {
    match verb {
        Verb::Created | Verb::Restored => Tone::Success,
        Verb::StatusChanged | Verb::MailSent => Tone::Primary,
        Verb::Deleted | Verb::Erased | Verb::MailFailed => Tone::Error,
        _ => Tone::Neutral,
    }
}
