//! Where documents come in: dropped, chosen, or pasted as text.

use api::FilePart;
use api::parse::ParseTextRequest;
use domain::models::Purpose;
use leptos::prelude::*;

use super::batch::Batch;
use super::kind::{Importable, Kind};
use crate::engines::{EngineChoice, EngineSelect};
use crate::i18n::t;
use crate::ui::{DropZone, Form, FormView, Notice, TextArea, Tone, error_text};

const ACCEPT: &str = ".pdf,.docx,.doc,.xlsx,.xls,.csv,.txt,.md";

/// Drop zone, text and engine. In a dialog, `open` is closed once something was read.
pub fn intake<F: Importable>(batch: Batch<F>, open: Option<RwSignal<bool>>) -> AnyView {
    let engine = EngineChoice::of(Purpose::Parse);
    let take = Callback::new(move |files: Vec<FilePart>| batch.read_files(files, engine.get()));
    let before = batch.documents.with_untracked(Vec::len);
    Effect::new(move |_| {
        if let Some(open) = open.filter(|_| batch.documents.with(Vec::len) > before) {
            open.set(false);
        }
    });
    let failure = move || {
        let error = batch.failure.get()?;
        Some(view! { <div class="pb-4"><Notice tone=Tone::Error text={move || error_text(&error)} /></div> })
    };
    let title = match F::KIND {
        Kind::Candidates => t::import::drop_candidates,
        Kind::Jobs => t::import::drop_jobs,
    };
    view! {
        <div class="panel-body">
            {failure}
            <div class="grid gap-x-6 gap-y-5 lg:grid-cols-2">
                <div class="grid content-start gap-4">
                    <DropZone title hint=t::import::drop_hint accept=ACCEPT watch=batch.watch take />
                    <EngineSelect choice=engine label=t::import::engine hint=t::import::engine_hint />
                </div>
                {pasted(batch, engine)}
            </div>
        </div>
    }
    .into_any()
}

fn pasted<F: Importable>(batch: Batch<F>, engine: EngineChoice) -> AnyView {
    let form = Form::new(ParseTextRequest::default());
    let submit = Callback::new(move |()| {
        let draft = form.draft.get_untracked();
        if !batch.reading.get_untracked() && form.state.check(&draft) {
            batch.read_text(draft.text, engine.get(), move || form.reset(ParseTextRequest::default()));
        }
    });
    let placeholder = match F::KIND {
        Kind::Candidates => t::import::paste_candidates,
        Kind::Jobs => t::import::paste_jobs,
    };
    view! {
        <FormView state=form.state submit>
            <TextArea field=form.text("/text", |draft| &mut draft.text) label=t::import::paste placeholder rows=10 />
            <div class="flex justify-end">
                <button type="submit" class="btn btn-primary" disabled={move || batch.reading.get()}>
                    {move || {
                        batch.reading.get().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })
                    }}
                    {t::import::read_text}
                </button>
            </div>
        </FormView>
    }
    .into_any()
}
