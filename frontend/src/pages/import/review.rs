//! The review: the document beside the fields, and what is decided about each record.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::batch::{Batch, Record};
use super::decide::{Decision, Standing};
use super::document::document_pane;
use super::duplicates::duplicates_panel;
use super::evidence::{doubtful, words};
use super::kind::Importable;
use super::rail::{rail, standing_icon};
use crate::engines::engine_name;
use crate::i18n::t;
use crate::ui::feedback::error_text;
use crate::ui::{Icon, Notice, Segments, Tone, lu};

/// The rail, the present record, and the bar that saves.
pub fn review<F: Importable>(batch: Batch<F>) -> AnyView {
    let present = Memo::new(move |_| batch.current.get());
    let alone = Memo::new(move |_| batch.documents.with(Vec::len) == 1 && batch.records.with(Vec::len) <= 1);
    let record = move || match present.get().and_then(|_| batch.present()) {
        Some(record) => record_view(batch, record, alone.get()),
        None => super::document::failed_document(batch),
    };
    view! {
        <div class="grid gap-4" class=("xl:grid-cols-[15rem_minmax(0,1fr)]", move || !alone.get())>
            {move || (!alone.get()).then(|| rail(batch))}
            <div class="min-w-0">{record}</div>
        </div>
        {save_bar(batch, alone)}
    }
    .into_any()
}

fn record_view<F: Importable>(batch: Batch<F>, record: Record<F>, alone: bool) -> AnyView {
    let active = RwSignal::new(None::<String>);
    let state = record.form.state;
    // A click on a span leads to its field, also where the fields are behind the text on a phone.
    let side = RwSignal::new("fields".to_owned());
    let choose = Callback::new(move |field: String| {
        side.set("fields".to_owned());
        request_animation_frame(move || state.focus(&format!("/{}", F::control(&field))));
    });
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| light(root.get(), active.get().as_deref().map(F::control)));
    let options = vec![("fields", t::import::fields.into()), ("text", t::import::text.into())];
    let show = Callback::new(move |wanted: &'static str| side.set(wanted.to_owned()));
    let at = move |event: web_sys::Event| {
        if let Some(control) = control_of(&event) {
            let known = record
                .parsed
                .with_value(|item| item.evidence.keys().find(|field| F::control(field) == control).cloned());
            active.set(Some(known.unwrap_or(control)));
        }
    };
    view! {
        <div class="pb-3 lg:hidden"><Segments label=t::import::view options value=side choose=show /></div>
        <div class="grid items-start gap-4 lg:grid-cols-2">
            <div class="min-w-0" class=("max-lg:hidden", move || side.get() != "text")>
                {document_pane(batch, record, active, choose)}
            </div>
            <div
                node_ref=root
                class="panel min-w-0"
                class=("max-lg:hidden", move || side.get() != "fields")
                on:focusin={move |event| at(event.into())}
                on:mouseover={move |event| at(event.into())}
            >
                {fields(batch, record, alone)}
            </div>
        </div>
    }
    .into_any()
}

fn fields<F: Importable>(batch: Batch<F>, record: Record<F>, alone: bool) -> AnyView {
    let item = record.parsed.get_value();
    let name = move || record.form.draft.with(|fields| fields.heading().0);
    let submit = Callback::new(move |()| {
        if record.confirm() {
            if alone { batch.save() } else { batch.advance() }
        }
    });
    let confidence = item.confidence;
    let documents = batch.documents;
    let engine =
        documents.with_untracked(|all| all.get(record.document).map(|found| found.head.engine.clone()));
    view! {
        <header class="panel-head sticky top-14 z-10 rounded-t-box bg-base-100">
            <div class="min-w-0 flex-1 basis-32">
                <h2 class="panel-title truncate">{name}</h2>
                <p class="text-xs text-muted">
                    {move || t::import::record_confidence(words(confidence))}
                    {engine.map(|engine| view! { <span>" · " <span>{move || engine_name(&engine, &engine)}</span></span> })}
                </p>
            </div>
            {(!alone).then(|| standing_pill(record))}
            <div class="flex items-center gap-1.5">{decisions(batch, record, alone)}</div>
        </header>
        <div class="panel-body">
            {looks(record)}
            {duplicates_panel(record)}
            <div class="flat-panels">{F::form(record.form, submit)}</div>
        </div>
    }
    .into_any()
}

fn standing_pill<F: Importable>(record: Record<F>) -> AnyView {
    (move || {
        let (icon, tone, text) = standing_icon(record.standing());
        view! {
            <span class="inline-flex items-center gap-1.5 text-[13px] font-medium text-muted">
                <span class=tone.text()><Icon icon /></span>
                {text}
            </span>
        }
    })
    .into_any()
}

/// What a person should look at: warnings, and the fields the engine is least sure of. Each leads to its field.
fn looks<F: Importable>(record: Record<F>) -> AnyView {
    let item = record.parsed.get_value();
    let state = record.form.state;
    let go = move |field: String| move |_| state.focus(&format!("/{}", F::control(&field)));
    let unknown: Vec<String> = item
        .warnings
        .iter()
        .filter(|warning| warning.code == "unknown_keyword")
        .map(|warning| warning.message.clone())
        .collect();
    let shown = item
        .warnings
        .iter()
        .filter(|warning| !["unknown_keyword", "duplicate_of"].contains(&warning.code.as_str()));
    let warnings = shown.map(|warning| {
        let message = warning.message.clone();
        let text = match field_of_warning(&warning.code, F::label("title").is_some()) {
            Some(field) => view! {
                <button type="button" class="cursor-pointer text-left underline-offset-4 hover:underline" on:click=go(field.to_owned())>{message}</button>
            }
            .into_any(),
            None => message.into_any(),
        };
        view! { <li class="flex items-start gap-2"><span class="mt-0.5 text-warning"><Icon icon=lu::LuTriangleAlert class="size-3.5" /></span>{text}</li> }
    });
    let warnings = warnings.collect_view();
    let doubts = doubtful(&item).into_iter().filter_map(|field| {
        let label = F::label(&field)?;
        Some(view! { <button type="button" class="chip cursor-pointer hover:border-primary" on:click=go(field)>{label}</button> })
    });
    let doubts: Vec<_> = doubts.collect();
    let any_doubt = !doubts.is_empty();
    let count = unknown.len() as u64;
    view! {
        <ul class="grid gap-1.5 pb-4 text-[13px] empty:hidden">
            {warnings}
            {any_doubt.then(|| view! { <li class="flex flex-wrap items-center gap-1.5"><span class="text-muted">{t::import::please_check}</span>{doubts}</li> })}
            {(count > 0).then(|| view! {
                <li>
                    <details>
                        <summary class="cursor-pointer text-muted">{move || t::import::unknown_words(count)}</summary>
                        <ul class="grid gap-0.5 pt-1.5 pl-5">{unknown.into_iter().map(|word| view! { <li>{word}</li> }).collect_view()}</ul>
                    </details>
                </li>
            })}
        </ul>
    }
    .into_any()
}

fn field_of_warning(code: &str, of_job: bool) -> Option<&'static str> {
    Some(match code {
        "email_missing" => "emails",
        "phone_missing" | "phone_masked" => "phone",
        "name_uncertain" => "name",
        "title_missing" => "title",
        "company_missing" => "company_name",
        "salary_unreadable" if of_job => "salary_range",
        "salary_unreadable" => "expected_salary",
        "years_disagree" => "experience_years",
        _ => return None,
    })
}

fn decisions<F: Importable>(batch: Batch<F>, record: Record<F>, alone: bool) -> AnyView {
    let skip = move |_| {
        record.decision.set(Decision::Skipped);
        record.form.state.clear();
        batch.advance();
    };
    let reopen = move |_| record.decision.set(Decision::Open);
    (move || match record.decision.get() {
        Decision::Saved(id, _) => {
            view! { <a class="btn btn-sm btn-quiet" href=F::address(id)>{t::import::open_record}</a> }.into_any()
        }
        Decision::Skipped => view! {
            <button type="button" class="btn btn-sm btn-quiet" on:click=reopen>{t::import::take_back}</button>
        }
        .into_any(),
        decision => view! {
            <button type="button" class="btn btn-sm btn-ghost" on:click=skip>{t::import::skip}</button>
            {if alone {
                ().into_any()
            } else if decision == Decision::Confirmed {
                view! { <button type="button" class="btn btn-sm btn-quiet" on:click=reopen>{t::import::unconfirm}</button> }.into_any()
            } else {
                view! {
                    <button type="submit" form=record.form.state.element_id() class="btn btn-sm btn-soft-primary">
                        <Icon icon=lu::LuCheck />
                        {t::import::confirm}
                    </button>
                }
                .into_any()
            }}
        }
        .into_any(),
    })
    .into_any()
}

/// How far the review is, and the button that saves; always in sight.
fn save_bar<F: Importable>(batch: Batch<F>, alone: Memo<bool>) -> AnyView {
    let count = move |wanted: Standing| {
        batch.standings().into_iter().filter(|standing| *standing == wanted).count() as u64
    };
    let confirmed = Memo::new(move |_| count(Standing::Confirmed));
    let open = Memo::new(move |_| count(Standing::ToReview) + count(Standing::Faulty));
    let failure = move || {
        let error = batch.failure.get()?;
        Some(view! { <div class="pb-2"><Notice tone=Tone::Error text={move || error_text(&error)} /></div> })
    };
    let confirm_all = move |_| batch.confirm_all();
    // With one record, confirming and saving are one step.
    let save = move |_| match batch.present().filter(|_| alone.get_untracked()) {
        Some(record) if !record.confirm() => {}
        _ => batch.save(),
    };
    let nothing = move || if alone.get() { open.get() + confirmed.get() == 0 } else { confirmed.get() == 0 };
    let label = move || {
        if alone.get() { t::import::confirm_and_save().to_owned() } else { t::import::save(confirmed.get()) }
    };
    view! {
        <div class="sticky bottom-0 z-20 mt-4 pb-3">
            {failure}
            <div class="panel flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 shadow-lg sm:px-5">
                <p class="flex-1 text-[13px] text-muted tabular-nums" role="status">
                    {move || t::import::progress(confirmed.get(), open.get())}
                </p>
                <button type="button" class="btn btn-quiet" hidden={move || alone.get() || open.get() == 0} on:click=confirm_all>
                    {t::import::confirm_all}
                </button>
                <button
                    type="button"
                    class="btn btn-primary"
                    disabled={move || nothing() || batch.saving.get()}
                    on:click=save
                >
                    {move || {
                        batch.saving.get().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })
                    }}
                    {label}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The name of the control that an event happened in.
fn control_of(event: &web_sys::Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let pointer = target.closest("[data-pointer]").ok()??.get_attribute("data-pointer")?;
    pointer.strip_prefix('/').map(str::to_owned)
}

/// Marks the field that belongs to the active span.
fn light(root: Option<web_sys::HtmlDivElement>, active: Option<&str>) {
    let Some(root) = root else { return };
    let Ok(fields) = root.query_selector_all("[data-pointer]") else { return };
    for element in (0..fields.length()).filter_map(|at| fields.get(at)?.dyn_into::<Element>().ok()) {
        let pointer = element.get_attribute("data-pointer");
        let lit = active.is_some() && pointer.as_deref().and_then(|p| p.strip_prefix('/')) == active;
        drop(element.toggle_attribute_with_force("data-lit", lit));
    }
}
