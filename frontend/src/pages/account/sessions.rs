//! The devices on which one is signed in.

use std::sync::Arc;

use api::auth::sessions::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::load::{Query, query};
use crate::session;
use crate::transport::client;
use crate::ui::{Icon, Loaded, Panel, Pill, Question, Time, Tone, ask, lu, toast};

/// Lists them; each can be signed out, and all at once.
#[component]
pub fn SessionsPanel() -> AnyView {
    let found = query(|| async { client().list_sessions().await });
    let all = move || {
        view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click={move |_| ask_to_end_all()}>
                {t::security::sign_out_all}
            </button>
        }
    };
    let rows =
        move |sessions: Vec<Session>| sessions.into_iter().map(|session| row(session, found)).collect_view();
    view! {
        <Panel title=t::security::sessions actions=all>
            <p class="max-w-prose pb-2 text-pretty text-muted">{t::security::sessions_text}</p>
            <Loaded query=found let:sessions><ul class="divide-y divide-line">{rows(sessions)}</ul></Loaded>
        </Panel>
    }
    .into_any()
}

fn row(session: Session, found: Query<Vec<Session>>) -> AnyView {
    let (id, is_current) = (session.id, session.is_current);
    let device = session.device.clone();
    let name =
        move || if device.is_empty() { t::security::unknown_device().to_owned() } else { device.clone() };
    let asked = name.clone();
    let end = move |_| ask_to_end(asked(), id, found);
    let is_small = ["iPhone", "Android", "HarmonyOS"].iter().any(|system| session.device.contains(system));
    let icon = if is_small { lu::LuSmartphone } else { lu::LuMonitor };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <span class="grid size-9 shrink-0 place-items-center rounded-full bg-base-content/6 text-muted">
                <Icon icon class="size-4.5" />
            </span>
            <div class="min-w-0 flex-1 basis-52">
                <p class="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium" title=session.user_agent>
                    {name}
                    {is_current.then(|| view! { <Pill tone=Tone::Success text=t::security::this_device /> })}
                </p>
                <p class="text-xs text-muted">
                    {session.ip} " · " {t::security::signed_in_at} " " <Time at=session.started_at /> " · "
                    {t::security::last_used} " " <Time at=session.last_used_at />
                </p>
            </div>
            {(!is_current)
                .then(|| {
                    view! {
                        <button type="button" class="btn btn-sm btn-quiet" on:click=end>{t::security::sign_out}</button>
                    }
                })}
        </li>
    }
    .into_any()
}

fn ask_to_end(device: String, id: uuid::Uuid, found: Query<Vec<Session>>) {
    let end = move || {
        spawn_local(async move {
            match client().delete_session(id).await {
                Ok(()) => toast::success(t::security::signed_out()),
                Err(error) => toast::error(&error),
            }
            found.reload();
        });
    };
    ask(Question {
        title: t::security::sign_out_title(&device),
        text: t::security::sign_out_text().to_owned(),
        action: t::security::sign_out().to_owned(),
        dangerous: true,
        then: Arc::new(end),
    });
}

fn ask_to_end_all() {
    let end = || {
        spawn_local(async {
            match client().logout_all().await {
                Ok(()) => session::end().await,
                Err(error) => toast::error(&error),
            }
        });
    };
    ask(Question {
        title: t::security::sign_out_all_title().to_owned(),
        text: t::security::sign_out_all_text().to_owned(),
        action: t::security::sign_out_all().to_owned(),
        dangerous: true,
        then: Arc::new(end),
    });
}
