//! The figures at the top.

use api::statistics::{Course, Statistics};
use leptos::prelude::*;

use crate::format::{bytes, compact, decimal, number};
use crate::i18n::t;
use crate::ui::{Icon, Sparkline, Tone, lu};

/// Users, sign-ins, requests, mails, AI, storage.
#[component]
pub fn FigureCards(found: Statistics) -> AnyView {
    let sent: u64 = found.course.iter().map(|at| at.mails_sent).sum();
    let failed: u64 = found.course.iter().map(|at| at.mails_failed).sum();
    let tokens = (found.ai.prompt_tokens + found.ai.completion_tokens) as f64;
    let (online, joined) = (found.users.online, found.users.joined);
    let (refused, errors) = (found.sign_ins.failed, found.requests.errors);
    let (files, size, cost) = (found.storage.files, found.storage.bytes as f64, found.ai.cost);
    let course = |of: fn(&Course) -> u64| found.course.iter().map(|at| of(at) as f64).collect::<Vec<_>>();
    view! {
        <ul class="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-3">
            {card(
                t::statistics::users,
                lu::LuUsers,
                move || number(found.users.total as f64),
                course(|at| at.joined),
                move || format!("{} · {}", t::statistics::online(online), t::statistics::joined(joined)),
            )}
            {card(
                t::statistics::sign_ins,
                lu::LuLogIn,
                move || number(found.sign_ins.succeeded as f64),
                course(|at| at.sign_ins),
                move || t::statistics::failed(refused),
            )}
            {card(
                t::statistics::requests,
                lu::LuActivity,
                move || compact(found.requests.count as f64),
                course(|at| at.requests),
                move || t::statistics::errors(errors),
            )}
            {card(
                t::statistics::mails,
                lu::LuSend,
                move || number(sent as f64),
                course(|at| at.mails_sent),
                move || t::statistics::failed(failed),
            )}
            {card(
                t::statistics::ai_calls,
                lu::LuSparkles,
                move || number(found.ai.calls as f64),
                course(|at| at.ai_calls),
                move || match cost {
                    Some(cost) => format!("{} · {}", t::statistics::tokens(compact(tokens)), t::statistics::cost(decimal(cost))),
                    None => t::statistics::tokens(compact(tokens)),
                },
            )}
            {card(
                t::statistics::storage,
                lu::LuHardDrive,
                move || bytes(size),
                Vec::new(),
                move || t::statistics::files(files),
            )}
        </ul>
    }
    .into_any()
}

fn card(
    label: fn() -> &'static str,
    icon: icondata_core::Icon,
    value: impl Fn() -> String + Send + 'static,
    course: Vec<f64>,
    note: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let course = course.iter().any(|value| *value > 0.0).then(|| {
        view! { <span class="max-sm:hidden"><Sparkline values={Signal::stored(course)} tone=Tone::Primary /></span> }
    });
    view! {
        <li class="panel p-4 sm:px-5">
            <div class="flex h-6 items-center justify-between gap-3">
                <span class="inline-flex items-center gap-2 text-[13px] text-muted"><Icon icon class="size-4" /> {label}</span>
                {course}
            </div>
            <p class="pt-2 text-[26px]/8 font-semibold tracking-tight tabular-nums">{value}</p>
            <p class="pt-1 text-[13px] text-muted">{note}</p>
        </li>
    }
    .into_any()
}
