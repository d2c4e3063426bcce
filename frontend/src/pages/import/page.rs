//! The import page: first a place for documents, then their review, then what came of it.

use std::sync::Arc;

use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use leptos::prelude::*;

use super::batch::Batch;
use super::desk::{Desk, present_person};
use super::done::done;
use super::intake::intake;
use super::kind::{Importable, Kind};
use super::review::review;
use crate::i18n::t;
use crate::session::may;
use crate::ui::{Icon, ListState, Modal, PageHeader, Question, Segments, ask, lu, use_list};

/// What lies on the desk of the kind that the address names.
#[component]
pub fn ImportPage() -> AnyView {
    let list = use_list();
    let desk = use_context::<Desk>().unwrap_or_default();
    let kind = Memo::new(move |_| present_kind(list));
    (move || match kind.get() {
        Kind::Candidates => workbench::<CandidateFields>(desk, list),
        Kind::Jobs => workbench::<JobFields>(desk, list),
    })
    .into_any()
}

fn present_kind(list: ListState) -> Kind {
    let wanted =
        if list.filter("kind").as_deref() == Some(Kind::Jobs.word()) { Kind::Jobs } else { Kind::Candidates };
    if wanted == Kind::Candidates && !may(wanted.permission()) && may(Kind::Jobs.permission()) {
        return Kind::Jobs;
    }
    wanted
}

fn workbench<F: Importable>(desk: Desk, list: ListState) -> AnyView {
    let slot = F::slot(desk);
    let batch = RwSignal::new(on_desk::<F>(desk));
    let start_again = Callback::new(move |()| {
        let old = batch.get_untracked();
        slot.set(None);
        batch.set(on_desk::<F>(desk));
        old.dispose();
    });
    let empty = Memo::new(move |_| batch.get().is_empty());
    let finished = Memo::new(move |_| !batch.get().records.with(Vec::is_empty) && !batch.get().has_unsaved());
    view! {
        <PageHeader title={title::<F>} subtitle={subtitle::<F>}>
            {move || empty.get().then(|| kind_switch::<F>(list))}
            {move || (!empty.get() && !finished.get()).then(|| actions(batch.get(), start_again))}
        </PageHeader>
        {move || {
            let present = batch.get();
            match (empty.get(), finished.get()) {
                (true, _) => view! { <section class="panel">{intake(present, None)}</section> }.into_any(),
                (_, true) => done(present, start_again),
                _ => review(present),
            }
        }}
    }
    .into_any()
}

/// The batch that lies there, or an empty one. What another person left is not this person's to see.
fn on_desk<F: Importable>(desk: Desk) -> Batch<F> {
    let slot = F::slot(desk);
    let person = present_person();
    if let Some((owner, batch)) = slot.get_untracked() {
        if owner == person {
            return batch;
        }
        batch.dispose();
    }
    let batch = desk.keep(Batch::new);
    slot.set(Some((person, batch)));
    batch
}

fn title<F: Importable>() -> &'static str {
    match F::KIND {
        Kind::Candidates => t::import::candidates_title(),
        Kind::Jobs => t::import::jobs_title(),
    }
}

fn subtitle<F: Importable>() -> &'static str {
    match F::KIND {
        Kind::Candidates => t::import::candidates_subtitle(),
        Kind::Jobs => t::import::jobs_subtitle(),
    }
}

fn kind_switch<F: Importable>(list: ListState) -> Option<AnyView> {
    if !may(Kind::Candidates.permission()) || !may(Kind::Jobs.permission()) {
        return None;
    }
    let options = vec![
        (Kind::Candidates.word(), t::import::kind_candidates.into()),
        (Kind::Jobs.word(), t::import::kind_jobs.into()),
    ];
    let choose = Callback::new(move |kind: &'static str| list.set("kind", Some(kind.to_owned())));
    let value = Signal::stored(F::KIND.word().to_owned());
    Some(view! { <Segments label=t::import::kind options value choose /> }.into_any())
}

fn actions<F: Importable>(batch: Batch<F>, start_again: Callback<()>) -> AnyView {
    let adding = RwSignal::new(false);
    let discard = move |_| {
        ask(Question {
            title: t::import::discard_title().to_owned(),
            text: t::import::discard_text().to_owned(),
            action: t::import::discard().to_owned(),
            dangerous: true,
            then: Arc::new(move || start_again.run(())),
        });
    };
    view! {
        <button type="button" class="btn btn-ghost" on:click=discard>{t::import::discard}</button>
        <button type="button" class="btn btn-quiet" on:click={move |_| adding.set(true)}>
            <Icon icon=lu::LuPlus />
            {t::import::add_files}
        </button>
        <Modal open=adding wide=true title=t::import::add_files>
            {intake(batch, Some(adding))}
        </Modal>
    }
    .into_any()
}
