//! Documents into records that a person reviews: taken in, read in a process of their own, parsed by an engine, and
//! compared with what is there. Nothing is saved but the documents themselves.

mod answers;
mod by_model;
mod chunks;
mod intake;
mod later;
mod records;

use domain::candidates::PossibleDuplicate;
use domain::models::{OFFLINE, Purpose};
use domain::parsing::{Context, ParseWarning, ParsedItem, Source, SourceRow};
use domain::{Actor, Code, Error, Result};
use futures_util::{StreamExt as _, stream};

use crate::App;
use crate::keywords::{OrganizationVocabulary, vocabulary};
use crate::models::engines::{self, Outcome, Plan};

pub use answers::answer;
pub use intake::{Taken, Upload, describe, file, take};
pub use later::{Deferred, Given, Order, ParseCandidates, ParseJobs, later};
pub use records::Record;

/// Documents of one request that are given to models at once.
const AT_ONCE: usize = 4;

/// What one document gave.
#[derive(Debug)]
pub struct Parsed<R> {
    /// The document as it was taken in.
    pub document: Taken,
    /// `offline`, or provider and model.
    pub engine: String,
    /// The records found in it, each with the records that may be the same.
    pub items: Vec<(ParsedItem<R>, Vec<PossibleDuplicate>)>,
    /// What is odd about the work itself.
    pub warnings: Vec<ParseWarning>,
    /// Why the document gave nothing.
    pub error: Option<Error>,
}

/// Parses documents that were taken in. One bad document never spoils the others.
pub async fn parse<R: Record>(
    app: &App,
    actor: &Actor,
    documents: Vec<Taken>,
    engine: Option<&str>,
) -> Result<Vec<Parsed<R>>> {
    let (plan, vocabulary) = app
        .db
        .read(actor, R::PERMISSION, async |scope| {
            let plan = engines::plan(app, scope, Purpose::Parse, engine).await?;
            Ok((plan, vocabulary(app, scope).await?))
        })
        .await?;
    let work = Work { app, actor, plan: &plan, vocabulary: &vocabulary };
    let parsed = stream::iter(documents).map(|document| work.document::<R>(document));
    let mut parsed: Vec<Parsed<R>> = parsed.buffered(AT_ONCE).collect().await;
    compare(app, actor, &mut parsed).await?;
    Ok(parsed)
}

/// What all documents of a request are parsed with.
#[derive(Clone, Copy)]
struct Work<'a> {
    app: &'a App,
    actor: &'a Actor,
    plan: &'a Plan,
    vocabulary: &'a OrganizationVocabulary,
}

impl Work<'_> {
    async fn document<R: Record>(&self, mut document: Taken) -> Parsed<R> {
        let error = document.error.take();
        let mut parsed = Parsed {
            engine: self.plan.routes.first().map_or(OFFLINE.to_owned(), |route| route.endpoint.name()),
            document,
            items: Vec::new(),
            warnings: Vec::new(),
            error,
        };
        if parsed.error.is_some() {
            return parsed;
        }
        match self.records::<R>(&mut parsed).await {
            Ok(items) if items.is_empty() => parsed.error = Some(Error::Rule(Code::DocumentNoRecords)),
            Ok(items) => parsed.items = items.into_iter().map(|item| (item, Vec::new())).collect(),
            Err(error) => parsed.error = Some(error),
        }
        parsed
    }

    async fn records<R: Record>(&self, parsed: &mut Parsed<R>) -> Result<Vec<ParsedItem<R>>> {
        let document = &parsed.document;
        let outcome = self.plan.run(async |route| by_model::parse::<R>(self, route, document).await).await?;
        let (items, instead) = match outcome {
            Outcome::Model { value, engine, instead } => {
                parsed.engine = engine;
                (value, instead)
            }
            Outcome::Offline { instead } => {
                parsed.engine = OFFLINE.to_owned();
                (self.offline::<R>(document).await?, instead)
            }
        };
        if let Some(reason) = instead {
            parsed.warnings.push(ParseWarning::EngineFallback { reason, engine: parsed.engine.clone() });
        }
        Ok(items)
    }

    /// By rules; off the async threads, because a long document takes a while.
    async fn offline<R: Record>(&self, document: &Taken) -> Result<Vec<ParsedItem<R>>> {
        let (document, vocabulary) = (document.clone_content(), self.vocabulary.clone());
        let today = self.app.db.clock().now().date_naive();
        let work = move || {
            let rows = rows(&document);
            let source =
                Source { text: &document.text, rows: Some(&rows), file_name: Some(&document.file_name) };
            R::offline(&source, &Context { today, vocabulary: &vocabulary })
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

/// The rows of a spreadsheet.
fn rows(document: &Taken) -> Vec<SourceRow<'_>> {
    let rows = document.sheets.iter().flat_map(|sheet| {
        sheet.rows.iter().map(|row| SourceRow {
            header: &sheet.header,
            cells: &row.cells,
            start: row.start,
            end: row.end,
        })
    });
    rows.collect()
}

/// Finds the records that may be the same, for all documents together.
async fn compare<R: Record>(app: &App, actor: &Actor, parsed: &mut [Parsed<R>]) -> Result<()> {
    let fields: Vec<&R> =
        parsed.iter().flat_map(|parsed| &parsed.items).map(|(item, _)| &item.fields).collect();
    if fields.is_empty() {
        return Ok(());
    }
    let found = app.db.read(actor, R::PERMISSION, async |scope| R::duplicates(scope, &fields).await).await?;
    let items = parsed.iter_mut().flat_map(|parsed| &mut parsed.items);
    for ((item, duplicates), found) in items.zip(found) {
        item.warnings.extend(found.iter().map(|duplicate| ParseWarning::DuplicateOf { id: duplicate.id }));
        *duplicates = found;
    }
    Ok(())
}
