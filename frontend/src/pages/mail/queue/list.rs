//! The table of mails, live while anything is on its way.

use std::time::Duration;

use api::CommaList;
use api::email_logs::{EmailCounts, EmailLog, EmailLogQuery};
use domain::Coded;
use domain::emails::EmailStatus;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions;
use super::detail::MailDrawer;
use crate::format::now;
use crate::i18n::t;
use crate::load::{Query, query};
use crate::pages::mail::words::{status, status_tone};
use crate::transport::client;
use crate::ui::{
    Column, DataTable, EmptyState, FilterBar, Icon, ListState, PageHeader, Pill, Selection, Time, lu,
    use_list,
};

/// How often is looked while something is on its way.
const LOOK_AGAIN: Duration = Duration::from_millis(2500);

/// The page.
#[component]
pub fn Queue() -> AnyView {
    let list = use_list();
    let logs = query(move || {
        let wanted = wanted(list);
        async move { client().list_email_logs(&wanted).await }
    });
    let counts = query(|| async { client().count_email_logs().await });
    // A scheduled mail may wait for days; only what is due now is worth asking for again and again.
    counts.poll(LOOK_AGAIN, |counts| counts.queued + counts.sending > 0);
    let moving = Memo::new(move |_| counts.with(|counts| counts.clone()));
    Effect::new(move |before: Option<Option<EmailCounts>>| {
        let now = moving.get();
        if before.is_some_and(|before| before.is_some() && before != now) {
            logs.reload();
        }
        now
    });
    let changed = Callback::new(move |()| {
        logs.reload();
        counts.reload();
    });
    let shown = RwSignal::new(None::<Uuid>);
    let selection = Selection::new();
    let bulk = move || {
        let cancel = move |_| {
            actions::cancel_all(selection.ids(), changed);
            selection.clear();
        };
        view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click=cancel>
                <Icon icon=lu::LuBan />
                {t::mail::cancel_mail}
            </button>
        }
    };
    let empty = || {
        view! {
            <EmptyState icon=lu::LuSend title=t::mail::no_mail_title text=t::mail::no_mail_text>
                <a class="btn btn-primary btn-sm" href="/mail/compose">{t::mail::compose_title}</a>
            </EmptyState>
        }
    };
    view! {
        <PageHeader title=t::mail::queue_title subtitle=t::mail::queue_subtitle>
            <a class="btn btn-primary" href="/mail/compose"><Icon icon=lu::LuPenLine /> {t::mail::compose_title}</a>
        </PageHeader>
        <section class="panel">
            {status_tabs(list, counts)}
            <DataTable
                name="mails"
                label=t::mail::queue_title
                query=logs
                list
                columns=columns(shown, changed)
                id={|log: &EmailLog| log.id}
                selection
                bulk
                empty
            >
                <FilterBar list placeholder=t::mail::search_mails>{campaign_chip(list)}</FilterBar>
            </DataTable>
        </section>
        <MailDrawer shown changed />
    }
    .into_any()
}

fn wanted(list: ListState) -> EmailLogQuery {
    EmailLogQuery {
        page: list.page(),
        per_page: list.per_page(),
        sort: list.sort(),
        q: list.q(),
        status: CommaList(
            list.filter("status").and_then(|code| EmailStatus::from_code(&code)).into_iter().collect(),
        ),
        candidate_id: list.parsed("candidate_id"),
        job_id: list.parsed("job_id"),
        campaign_id: list.parsed("campaign_id"),
        from_account_id: list.parsed("from_account_id"),
        created_from: list.parsed("created_from"),
    }
}

/// One button a state, with its number.
fn status_tabs(list: ListState, counts: Query<EmailCounts>) -> AnyView {
    let count_of = |counts: &EmailCounts, status: EmailStatus| match status {
        EmailStatus::Queued => counts.queued,
        EmailStatus::Sending => counts.sending,
        EmailStatus::Sent => counts.sent,
        EmailStatus::Failed => counts.failed,
        EmailStatus::Cancelled => counts.cancelled,
        EmailStatus::Bounced => counts.bounced,
        EmailStatus::Draft => 0,
    };
    let tab = move |state: Option<EmailStatus>| {
        let code = state.map(EmailStatus::code);
        let chosen = Memo::new(move |_| list.filter("status").as_deref() == code);
        let number = move || {
            let number = counts.with(|counts| match state {
                Some(state) => count_of(counts, state),
                None => EmailStatus::ALL.iter().map(|state| count_of(counts, *state)).sum(),
            });
            number.map(|number| crate::format::number(number as f64))
        };
        view! {
            <button
                type="button"
                class="inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-field px-2.5 text-[13px] font-medium whitespace-nowrap text-muted hover:bg-base-200 hover:text-base-content aria-pressed:bg-primary/10 aria-pressed:text-primary"
                aria-pressed={move || chosen.get().to_string()}
                on:click={move |_| list.set("status", code.map(str::to_owned))}
            >
                {move || state.map_or_else(t::mail::all_mails, status)}
                <span class="text-xs tabular-nums">{number}</span>
            </button>
        }
    };
    let states = [
        None,
        Some(EmailStatus::Queued),
        Some(EmailStatus::Sending),
        Some(EmailStatus::Sent),
        Some(EmailStatus::Failed),
        Some(EmailStatus::Bounced),
        Some(EmailStatus::Cancelled),
    ];
    view! {
        <div class="flex gap-1 overflow-x-auto border-b border-line px-3 py-2 sm:px-4" role="group" aria-label=t::mail::state>
            {states.into_iter().map(tab).collect_view()}
        </div>
    }
    .into_any()
}

/// Says that only one send is shown; the filter bar clears it.
fn campaign_chip(list: ListState) -> AnyView {
    (move || list.filter("campaign_id").map(|_| view! { <span class="chip">{t::mail::one_campaign}</span> }))
        .into_any()
}

fn columns(shown: RwSignal<Option<Uuid>>, changed: Callback<()>) -> Vec<Column<EmailLog>> {
    vec![
        Column::new("to", t::mail::recipient, move |log: &EmailLog| {
            let id = log.id;
            let name = log.candidate.as_ref().map(|candidate| candidate.name.clone());
            let address = log.to_email.clone();
            view! {
                <button
                    type="button"
                    class="row-link block max-w-full cursor-pointer truncate text-left"
                    on:click={move |_| shown.set(Some(id))}
                >
                    {name.clone().unwrap_or_else(|| address.clone())}
                </button>
                <span class="block truncate text-xs text-muted">{name.map(|_| address)}</span>
            }
        })
        .main()
        .sortable("to_email"),
        Column::new("subject", t::mail::subject, |log: &EmailLog| {
            let failure = log.failure_reason.clone();
            view! {
                <span class="line-clamp-1">{log.subject.clone()}</span>
                {failure.map(|words| view! { <span class="line-clamp-1 text-xs text-error" title=words.clone()>{words.clone()}</span> })}
            }
        }),
        Column::new("status", t::mail::state, |log: &EmailLog| {
            let state = log.status;
            view! { <Pill tone=status_tone(state) text={move || status(state)} /> }
        })
        .mark()
        .sortable("status"),
        Column::new("job", t::mail::job, |log: &EmailLog| {
            log.job.as_ref().map(|job| view! { <span class="line-clamp-1">{job.name.clone()}</span> })
        })
        .wide_only(),
        Column::new("when", t::mail::when, |log: &EmailLog| when(log)).sortable("created_at").at_end(),
        Column::new("actions", t::mail::actions, move |log: &EmailLog| {
            view! { <span class="relative z-10 inline-flex gap-1">{actions::buttons(log, changed)}</span> }
        })
        .at_end()
        .wide_only(),
    ]
}

/// The time that says most about its state.
pub fn when(log: &EmailLog) -> AnyView {
    let waits = log.status == EmailStatus::Queued;
    let now = now();
    if waits && log.retry_count > 0 && log.next_attempt_at.is_some_and(|next| next <= now) {
        return t::mail::tries_now.into_any();
    }
    let (at, words): (_, Option<fn() -> &'static str>) =
        match (log.sent_at, log.next_attempt_at, log.scheduled_at) {
            (Some(sent), _, _) => (sent, None),
            (None, Some(next), _) if waits && log.retry_count > 0 => (next, Some(t::mail::tries_again)),
            (None, _, Some(scheduled)) if waits => (scheduled, Some(t::mail::goes_out)),
            _ => (log.created_at, None),
        };
    view! {
        {words.map(|words| view! { <span class="block text-xs text-muted">{words}</span> })}
        <Time at />
    }
    .into_any()
}
