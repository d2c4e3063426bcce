//! The first steps of a new organization.

use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::session::{may, with_profile};
use crate::transport::client;
use crate::ui::{Icon, PageHeader, lu, toast};

/// Three steps, and the offer to look around with sample data first.
#[component]
pub fn Welcome(
    /// Runs when the sample data is there.
    loaded: Callback<()>,
) -> AnyView {
    let title = || with_profile(|profile| t::dashboard::welcome(&profile.display_name)).unwrap_or_default();
    let sample = may(Permission::OrganizationUpdate).then(|| sample_panel(loaded));
    view! {
        <div class="mx-auto max-w-4xl">
            <PageHeader title subtitle=t::dashboard::welcome_text />
            <ol class="grid gap-4 md:grid-cols-3">
                {step(1, lu::LuBriefcase, t::dashboard::step_jobs, t::dashboard::step_jobs_text, t::dashboard::step_jobs_action, "/import?kind=jobs")}
                {step(2, lu::LuUsers, t::dashboard::step_candidates, t::dashboard::step_candidates_text, t::dashboard::step_candidates_action, "/import")}
                {step(3, lu::LuSend, t::dashboard::step_mail, t::dashboard::step_mail_text, t::dashboard::step_mail_action, "/mail/accounts")}
            </ol>
            {sample}
        </div>
    }
    .into_any()
}

fn step(
    number: u32,
    icon: icondata_core::Icon,
    title: fn() -> &'static str,
    text: fn() -> &'static str,
    action: fn() -> &'static str,
    href: &'static str,
) -> AnyView {
    view! {
        <li class="panel flex flex-col p-5">
            <div class="flex items-center justify-between">
                <span class="grid size-10 place-items-center rounded-full bg-primary/10 text-primary">
                    <Icon icon class="size-5" />
                </span>
                <span class="text-2xl font-semibold text-faint tabular-nums" aria-hidden="true">{number}</span>
            </div>
            <h2 class="pt-4 text-[15px] font-semibold">{title}</h2>
            <p class="flex-1 pt-1 text-pretty text-muted">{text}</p>
            <p class="pt-4"><a class="btn btn-sm btn-quiet" href=href>{action}<Icon icon=lu::LuArrowRight /></a></p>
        </li>
    }
    .into_any()
}

fn sample_panel(loaded: Callback<()>) -> AnyView {
    let busy = RwSignal::new(false);
    let load = move |_| {
        busy.set(true);
        spawn_local(async move {
            let answer = client().load_sample_data().await;
            busy.try_set(false);
            match answer {
                Ok(made) => {
                    toast::success(t::dashboard::sample_loaded(made.jobs, made.candidates));
                    loaded.try_run(());
                }
                Err(error) => toast::error(&error),
            }
        });
    };
    view! {
        <section class="panel mt-5 flex flex-wrap items-center gap-x-6 gap-y-4 border-primary/25 bg-primary/5 p-5 sm:p-6">
            <div class="min-w-60 flex-1">
                <h2 class="text-[15px] font-semibold">{t::dashboard::sample_title}</h2>
                <p class="pt-1 text-pretty text-muted">{t::dashboard::sample_text}</p>
            </div>
            <button type="button" class="btn btn-primary" disabled={move || busy.get()} on:click=load>
                {move || {
                    if busy.get() {
                        view! { <span class="loading loading-spinner loading-xs"></span> }.into_any()
                    } else {
                        view! { <Icon icon=lu::LuSparkles /> }.into_any()
                    }
                }}
                {t::dashboard::sample_action}
            </button>
        </section>
    }
    .into_any()
}
