//! The documents and records of one import, and what is done with them.

use std::sync::Arc;

use api::jobs::{BulkAction, BulkItem, BulkRequest, BulkResponse, MAX_BULK_ITEMS};
use api::parse::{ParseResponse, ParseTextRequest, ParsedDocument, ParsedItem};
use api::{ApiError, FilePart};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::decide::{Decision, Standing, next_to_review, sort_faults};
use super::duplicates::{POINTER, group_name};
use super::kind::Importable;
use crate::i18n::t;
use crate::ui::{Form, toast};
use crate::upload::Watch;

/// Files of one request at most; more go in several requests.
const FILES_A_REQUEST: usize = 20;

/// A document as it was read, without its records.
#[derive(Clone)]
pub struct Document {
    /// What the server knows it by.
    pub id: Option<Uuid>,
    /// As in the answer, with `items` empty.
    pub head: Arc<ParsedDocument<()>>,
    /// What it was read from, kept where it gave nothing, so that it can be tried again.
    pub source: Option<Arc<Source>>,
    /// Whether it was tried again meanwhile and is shown no more.
    pub is_superseded: bool,
}

/// What a document is read from.
pub enum Source {
    File(FilePart),
    Text(String),
}

/// A record under review. Copy it freely.
pub struct Record<F: Importable> {
    /// Its place in the batch.
    pub index: usize,
    /// The place of its document.
    pub document: usize,
    /// The fields as they are edited.
    pub form: Form<F>,
    /// As it was parsed.
    pub parsed: StoredValue<Arc<ParsedItem<F>>>,
    /// What was decided.
    pub decision: RwSignal<Decision>,
    /// What to do where the record may be there already; open until the person says so.
    pub action: RwSignal<Option<BulkAction>>,
    /// The record to merge into.
    pub merge_into: RwSignal<Option<Uuid>>,
}

impl<F: Importable> Clone for Record<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Importable> Copy for Record<F> {}

impl<F: Importable> Record<F> {
    fn new(index: usize, document: usize, item: ParsedItem<F>) -> Self {
        let action = item.duplicates.is_empty().then_some(BulkAction::Create);
        Self {
            index,
            document,
            form: Form::new(item.fields.clone()),
            action: RwSignal::new(action),
            merge_into: RwSignal::new(item.duplicates.first().map(|other| other.id)),
            parsed: StoredValue::new(Arc::new(item)),
            decision: RwSignal::new(Decision::Open),
        }
    }

    /// Where it stands, followed.
    pub fn standing(self) -> Standing {
        Standing::of(self.decision.get(), self.form.state.has_faults())
    }

    /// Confirms it if nothing is wrong with it; shows what is otherwise.
    pub fn confirm(self) -> bool {
        let fine = self.form.state.check(&self.form.draft.get_untracked());
        let decided = self.action.get_untracked().is_some();
        if !decided {
            let words = t::import::decide_first().to_owned();
            self.form.state.tell([(POINTER.to_owned(), words)]);
            focus_choice(self);
        }
        if fine && decided {
            self.decision.set(Decision::Confirmed);
        }
        fine && decided
    }

    fn to_save(self, documents: &[Document]) -> BulkItem<F> {
        let action = self.action.get_untracked().unwrap_or_default();
        BulkItem {
            fields: self.form.draft.get_untracked(),
            action,
            merge_into: self.merge_into.get_untracked().filter(|_| action == BulkAction::Merge),
            document_id: documents.get(self.document).and_then(|document| document.id),
        }
    }
}

/// One import. Copy it freely; it lives as long as the desk it lies on.
pub struct Batch<F: Importable> {
    /// In the order in which they were read.
    pub documents: RwSignal<Vec<Document>>,
    /// In the order of their documents.
    pub records: RwSignal<Vec<Record<F>>>,
    /// The record that is looked at.
    pub current: RwSignal<Option<usize>>,
    /// The upload that is on its way.
    pub watch: Watch,
    /// A text that is being read.
    pub reading: RwSignal<bool>,
    /// Whether records are being saved.
    pub saving: RwSignal<bool>,
    /// What went wrong that belongs to no record.
    pub failure: RwSignal<Option<ApiError>>,
    owner: StoredValue<Owner>,
}

impl<F: Importable> Clone for Batch<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Importable> Copy for Batch<F> {}

impl<F: Importable> Batch<F> {
    /// An empty batch that belongs to the present owner.
    pub fn new() -> Self {
        let owner = Owner::new();
        owner.with(|| Self {
            documents: RwSignal::new(Vec::new()),
            records: RwSignal::new(Vec::new()),
            current: RwSignal::new(None),
            watch: Watch::new(),
            reading: RwSignal::new(false),
            saving: RwSignal::new(false),
            failure: RwSignal::new(None),
            owner: StoredValue::new(owner.clone()),
        })
    }

    /// Frees what it holds, once nothing shows it any more.
    pub fn dispose(self) {
        self.watch.cancel();
        let Some(owner) = self.owner.try_get_value() else { return };
        request_animation_frame(move || owner.cleanup());
    }

    /// Whether nothing has been read yet.
    pub fn is_empty(self) -> bool {
        self.documents.with(Vec::is_empty)
    }

    /// Whether there are records that are neither saved nor skipped.
    pub fn has_unsaved(self) -> bool {
        self.records.with(|records| records.iter().any(|record| record.decision.get().is_unsaved()))
    }

    /// Where each record stands, followed.
    pub fn standings(self) -> Vec<Standing> {
        self.records.with(|records| records.iter().map(|record| record.standing()).collect())
    }

    /// The record that is looked at.
    pub fn present(self) -> Option<Record<F>> {
        let current = self.current.get()?;
        self.records.with(|records| records.get(current).copied())
    }

    /// Goes on to the next record that needs a look.
    pub fn advance(self) {
        let from = self.current.get_untracked().unwrap_or_default();
        if let Some(next) = next_to_review(&untrack(|| self.standings()), from) {
            self.current.set(Some(next));
        }
    }

    /// Confirms every record that nothing speaks against, and shows the first of those that need a look.
    pub fn confirm_all(self) {
        let records = self.records.get_untracked();
        let open = records.iter().filter(|record| record.decision.get_untracked() == Decision::Open);
        let refused: Vec<Record<F>> = open.filter(|record| !record.confirm()).copied().collect();
        if let Some(first) = refused.first() {
            self.show_fault(*first);
        }
    }

    /// Uploads files and adds what they give.
    pub fn read_files(self, mut files: Vec<FilePart>, engine: Option<String>) {
        self.failure.set(None);
        spawn_local(async move {
            while !files.is_empty() {
                let later = files.split_off(files.len().min(FILES_A_REQUEST));
                let now = std::mem::replace(&mut files, later);
                let answer = F::parse_files(self.watch, now.clone(), engine.clone()).await;
                if !self.take(answer, now.into_iter().map(Source::File).collect()) {
                    return;
                }
            }
        });
    }

    /// Tries a document again that gave nothing, perhaps with another engine.
    pub fn try_again(self, place: usize, engine: Option<String>) {
        let source =
            self.documents.with_untracked(|all| all.get(place).and_then(|found| found.source.clone()));
        let Some(source) = source.filter(|_| !self.is_busy()) else { return };
        self.documents
            .update(|all| all.iter_mut().skip(place).take(1).for_each(|found| found.is_superseded = true));
        match &*source {
            Source::File(file) => self.read_files(vec![file.clone()], engine),
            Source::Text(text) => self.read_text(text.clone(), engine, || ()),
        }
    }

    /// Whether something is being read.
    pub fn is_busy(self) -> bool {
        self.reading.get() || self.watch.progress.get().is_some()
    }

    /// Reads a text and adds what it gives; `done` hears that there was an answer.
    pub fn read_text(self, text: String, engine: Option<String>, done: impl Fn() + 'static) {
        self.failure.set(None);
        self.reading.set(true);
        spawn_local(async move {
            let answer = F::parse_text(ParseTextRequest { text: text.clone(), engine }).await;
            if self.reading.try_set(false).is_none() && self.take(answer, vec![Source::Text(text)]) {
                done();
            }
        });
    }

    /// Adds what an answer gave. `false` where there is no going on.
    fn take(self, answer: Result<ParseResponse<F>, ApiError>, sources: Vec<Source>) -> bool {
        let Some(owner) = self.owner.try_get_value() else { return false };
        match answer {
            Ok(response) => owner.with(|| self.add(response, sources)),
            Err(_) if self.watch.was_cancelled() => return false,
            Err(error) => {
                self.failure.set(Some(error));
                return false;
            }
        }
        true
    }

    fn add(self, response: ParseResponse<F>, sources: Vec<Source>) {
        let first_new = self.records.with_untracked(Vec::len);
        let mut sources = sources.into_iter();
        for mut document in response.documents {
            let source = sources.next().filter(|_| document.error.is_some());
            let items = std::mem::take(&mut document.items);
            let place = self.documents.with_untracked(Vec::len);
            let start = self.records.with_untracked(Vec::len);
            let records = items.into_iter().enumerate();
            let records: Vec<_> = records.map(|(at, item)| Record::new(start + at, place, item)).collect();
            self.records.update(|all| all.extend(records));
            self.documents.update(|all| all.push(Document::new(document, source)));
        }
        if self.records.with_untracked(|records| records.len() > first_new) {
            self.current.set(Some(first_new));
        }
    }

    /// Saves what is confirmed: all of it, or nothing and the faults at their fields.
    pub fn save(self) {
        let records = self.records.get_untracked();
        let chosen: Vec<Record<F>> = records
            .into_iter()
            .filter(|record| record.decision.get_untracked() == Decision::Confirmed)
            .collect();
        // What was edited after it was confirmed is checked again.
        if let Some(faulty) = chosen.iter().find(|record| !record.confirm()) {
            return self.show_fault(*faulty);
        }
        self.failure.set(None);
        self.saving.set(true);
        spawn_local(async move {
            let mut saved = 0;
            for part in chosen.chunks(MAX_BULK_ITEMS) {
                let items =
                    self.documents.with_untracked(|all| part.iter().map(|r| r.to_save(all)).collect());
                match F::save(BulkRequest { items }).await {
                    Ok(answer) => saved += note_saved(part, &answer),
                    Err(error) => {
                        self.refused(part, error);
                        break;
                    }
                }
            }
            self.saving.try_set(false);
            // At the end, the page says so itself.
            if saved > 0 && untrack(|| self.has_unsaved()) {
                toast::success(t::import::saved(saved));
                self.advance();
            }
        });
    }

    fn refused(self, part: &[Record<F>], error: ApiError) {
        let ApiError::Problem(problem) = &error else { return self.failure.set(Some(error)) };
        let (faults, stray) = sort_faults(&problem.errors);
        let mut first = None;
        for fault in faults {
            if let Some(record) = part.get(fault.item) {
                record.form.state.tell([(fault.pointer, fault.message)]);
                first = first.or(Some(*record));
            }
        }
        if !stray.is_empty() || problem.errors.is_empty() {
            self.failure.set(Some(error));
        }
        if let Some(record) = first {
            self.show_fault(record);
        }
    }

    fn show_fault(self, record: Record<F>) {
        self.current.set(Some(record.index));
        // Drawn in this turn, focused in the next.
        request_animation_frame(move || record.form.state.focus_first());
    }
}

/// Leads to the choice that is still open, once it is drawn.
fn focus_choice<F: Importable>(record: Record<F>) {
    let selector = format!("input[name={}]", group_name(record));
    request_animation_frame(move || {
        let first = document().query_selector(&selector).ok().flatten();
        if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}

fn note_saved<F: Importable>(part: &[Record<F>], answer: &BulkResponse) -> u64 {
    for (record, result) in part.iter().zip(&answer.items) {
        let decision = result.id.map_or(Decision::Skipped, |id| Decision::Saved(id, result.action));
        record.decision.set(decision);
    }
    part.len() as u64
}

impl Document {
    fn new<F>(document: ParsedDocument<F>, source: Option<Source>) -> Self {
        let ParsedDocument { document_id, file_name, media_type, engine, text, warnings, error, .. } =
            document;
        let head = ParsedDocument {
            document_id,
            file_name,
            media_type,
            engine,
            text,
            warnings,
            items: Vec::new(),
            error,
        };
        Self { id: document_id, head: Arc::new(head), source: source.map(Arc::new), is_superseded: false }
    }
}
