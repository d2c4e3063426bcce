//! Testing a mailbox, step by step.

use std::future::Future;
use std::pin::Pin;

use api::ApiError;
use api::email_accounts::{TestReport, TestRequest};
use domain::email_accounts::{TestOutcome, TestStep, TestStepName};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::pages::mail::words;
use crate::ui::{Icon, Modal, Notice, Tone, error_text, lu};

const STEPS: [TestStepName; 5] = [
    TestStepName::Dns,
    TestStepName::Connect,
    TestStepName::Tls,
    TestStepName::Authenticate,
    TestStepName::Send,
];

/// What is known of the test that runs or ran.
#[derive(Clone)]
enum Run {
    Running,
    Done(TestReport),
    Failed(ApiError),
}

/// The answer to a test, to wait for.
pub type TestAnswer = Pin<Box<dyn Future<Output = Result<TestReport, ApiError>>>>;

/// Begins to test as soon as it opens; sending a mail to oneself is a step of its own.
#[component]
pub fn TestDialog(
    open: RwSignal<bool>,
    /// The address of the mailbox.
    address: Signal<String>,
    /// Tests it.
    ask: Callback<TestRequest, TestAnswer>,
    /// Hears that a test has ended, whatever it found.
    done: Callback<()>,
) -> AnyView {
    let run = RwSignal::new(Run::Running);
    let start = move |send: bool| {
        run.set(Run::Running);
        let answer = ask.run(TestRequest { send });
        spawn_local(async move {
            let answer = answer.await;
            run.try_set(answer.map_or_else(Run::Failed, Run::Done));
            done.run(());
        });
    };
    Effect::new(move |_| {
        if open.get() {
            start(false);
        }
    });
    let busy = Memo::new(move |_| run.with(|run| matches!(run, Run::Running)));
    let passed = Memo::new(move |_| run.with(|run| matches!(run, Run::Done(report) if report.ok)));
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" disabled={move || busy.get()} on:click={move |_| start(false)}>
                {t::mail::test_again}
            </button>
            <button type="button" class="btn btn-primary" disabled={move || !passed.get()} on:click={move |_| start(true)}>
                <Icon icon=lu::LuSend />
                {t::mail::test_send}
            </button>
        }
    };
    let body = move || match run.get() {
        Run::Running => STEPS.iter().map(|name| waiting(*name)).collect_view().into_any(),
        Run::Done(report) => {
            let rows = STEPS.iter().map(|name| {
                let found = report.steps.iter().find(|step| step.name == *name);
                found.map_or_else(|| not_taken(*name), |step| taken(step.clone()))
            });
            rows.collect_view().into_any()
        }
        Run::Failed(error) => {
            view! { <li><Notice tone=Tone::Error text={move || error_text(&error)} /></li> }.into_any()
        }
    };
    let verdict = move || {
        run.with(|run| match run {
            Run::Done(report) if report.ok => Some((Tone::Success, t::mail::test_ok as fn() -> &'static str)),
            Run::Done(_) => Some((Tone::Error, t::mail::test_failed as fn() -> &'static str)),
            _ => None,
        })
    };
    view! {
        <Modal open title=t::mail::test_title description={move || address.get()} footer>
            <ol class="grid gap-1 pb-3" aria-live="polite">{body}</ol>
            {move || verdict().map(|(tone, text)| view! { <Notice tone text /> })}
        </Modal>
    }
    .into_any()
}

fn line(sign: AnyView, name: TestStepName, detail: Option<String>, time: Option<String>) -> AnyView {
    view! {
        <li class="flex items-start gap-3 rounded-field px-2 py-2">
            <span class="mt-0.5 grid size-5 place-items-center">{sign}</span>
            <div class="min-w-0 flex-1">
                <p class="font-medium">{move || words::step(name)}</p>
                {detail.map(|detail| view! { <p class="text-[13px] wrap-anywhere text-muted">{detail}</p> })}
            </div>
            {time.map(|time| view! { <span class="text-xs text-muted tabular-nums">{time}</span> })}
        </li>
    }
    .into_any()
}

fn waiting(name: TestStepName) -> AnyView {
    let sign = if name == TestStepName::Send {
        view! { <span class="text-faint"><Icon icon=lu::LuMinus /></span> }.into_any()
    } else {
        view! { <span class="loading loading-spinner loading-xs text-primary"></span> }.into_any()
    };
    line(sign, name, None, None)
}

fn not_taken(name: TestStepName) -> AnyView {
    line(view! { <span class="text-faint"><Icon icon=lu::LuMinus /></span> }.into_any(), name, None, None)
}

fn taken(step: TestStep) -> AnyView {
    let (tone, icon, words): (_, _, fn() -> &'static str) = match step.outcome {
        TestOutcome::Ok => (Tone::Success, lu::LuCircleCheck, t::mail::outcome_ok),
        TestOutcome::Failed => (Tone::Error, lu::LuCircleX, t::mail::outcome_failed),
        TestOutcome::Skipped => (Tone::Neutral, lu::LuMinus, t::mail::outcome_skipped),
    };
    let sign = view! { <span class=tone.text()><Icon icon class="size-4.5" /></span><span class="sr-only">{words}</span> };
    let time = (step.outcome != TestOutcome::Skipped).then(|| format!("{} ms", step.elapsed_ms));
    line(sign.into_any(), step.name, Some(step.detail).filter(|detail| !detail.is_empty()), time)
}
