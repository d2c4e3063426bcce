//! One operation, with what was asked and what was answered.

use api::operation_logs::OperationLogDetail;
use domain::text::indented;
use leptos::prelude::*;
use uuid::Uuid;

use super::operations::{name_of, status_pill, user_of};
use crate::format::{date_time, number};
use crate::i18n::t;
use crate::load::query;
use crate::transport::client;
use crate::ui::{CopyButton, Drawer, Fact, Icon, ListState, Loaded, lu};

/// Opens when an operation is chosen.
#[component]
pub fn OperationDrawer(shown: RwSignal<Option<Uuid>>, list: ListState) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(shown.get().is_some()));
    Effect::new(move |_| {
        if !open.get() && shown.get_untracked().is_some() {
            shown.set(None);
        }
    });
    view! {
        <Drawer open title=t::operation_logs::operation>
            {move || shown.get().map(|id| content(id, shown, list))}
        </Drawer>
    }
    .into_any()
}

fn content(id: Uuid, shown: RwSignal<Option<Uuid>>, list: ListState) -> AnyView {
    let detail = query(move || async move { client().get_operation_log(id).await });
    view! { <Loaded query=detail let:detail>{draw(detail, shown, list)}</Loaded> }.into_any()
}

fn draw(detail: OperationLogDetail, shown: RwSignal<Option<Uuid>>, list: ListState) -> AnyView {
    let OperationLogDetail { log, request_params, response_head } = detail;
    let (at, took) = (log.created_at, log.duration_ms as f64);
    let (user, module) = (user_of(&log), name_of(&log.module));
    let only = log.user_id.map(|user| {
        let narrow = move |_| {
            shown.set(None);
            list.set("user_id", Some(user.to_string()));
        };
        view! {
            <button type="button" class="btn btn-quiet btn-sm" on:click=narrow>
                <Icon icon=lu::LuListFilter />
                {t::operation_logs::only_this_user}
            </button>
        }
    });
    view! {
        <div class="grid gap-4">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
                <p class="font-semibold">{name_of(&log.action)}</p>
                {status_pill(&log)}
                <span class="flex-1"></span>
                {only}
            </div>
            <dl class="grid gap-x-6 gap-y-3 sm:grid-cols-2">
                <Fact label=t::operation_logs::user>{user}</Fact>
                <Fact label=t::operation_logs::module>{module}</Fact>
                <Fact label=t::operation_logs::when>{move || date_time(at)}</Fact>
                <Fact label=t::operation_logs::duration>
                    {move || t::operation_logs::milliseconds(number(took))}
                </Fact>
                <Fact label=t::operation_logs::request>
                    <code class="font-mono text-[13px]">{log.method} " " {log.path}</code>
                </Fact>
                <Fact label=t::operation_logs::ip>{log.ip}</Fact>
                <Fact label=t::operation_logs::client>{log.user_agent}</Fact>
                <Fact label=t::operation_logs::request_id>
                    <code class="font-mono text-[13px]">{log.request_id}</code>
                </Fact>
            </dl>
            {block(t::operation_logs::parameters, &request_params)}
            {block(t::operation_logs::answer, &response_head)}
            <p class="text-xs text-muted">{t::operation_logs::masked}</p>
        </div>
    }
    .into_any()
}

fn block(title: fn() -> &'static str, json: &str) -> AnyView {
    let text = indented(json);
    let content = if text.is_empty() {
        view! { <p class="text-[13px] text-muted">{t::operation_logs::nothing}</p> }.into_any()
    } else {
        view! {
            <pre class="rounded-field border border-line bg-base-200/60 p-3 font-mono text-xs/5 whitespace-pre-wrap wrap-anywhere">
                {text.clone()}
            </pre>
        }
        .into_any()
    };
    let copy = (!text.is_empty()).then(|| {
        view! { <CopyButton text=Signal::stored(text) label=t::operation_logs::copy /> }
    });
    view! {
        <section class="grid gap-1.5">
            <header class="flex items-center justify-between gap-2">
                <h3 class="text-[13px] font-medium">{title}</h3>
                {copy}
            </header>
            {content}
        </section>
    }
    .into_any()
}
