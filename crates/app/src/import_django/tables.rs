//! Taking over the rows of one table: in batches, and a row by itself where a batch does not hold.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use domain::{Actor, Code, Error, Result};
use persistence::Scope;
use persistence::imports::{self as ledger, Foreign, Imported, RowKind, Rows};
use persistence::maintenance::imports;
use uuid::Uuid;

use super::mapping::Found;
use super::records::{Context, Record, Refusal};
use super::row::Row;
use super::{Run, Table};

/// Rows of one unit of work.
const BATCH: usize = 200;

/// The rows of a table that was found.
pub(super) struct Reader {
    rows: Rows,
    fields: Vec<&'static str>,
}

impl Reader {
    pub(super) async fn open(foreign: &Foreign, found: &Found) -> Result<Self> {
        let columns: Vec<&str> = found.columns.iter().map(|(_, column)| column.as_str()).collect();
        let fields = found.columns.iter().map(|(field, _)| *field).collect();
        Ok(Self { rows: foreign.rows(&found.table, &columns).await?, fields })
    }

    /// The next batch; empty at the end.
    pub(super) async fn next(&mut self) -> Result<Vec<Row>> {
        let rows = self.rows.next(BATCH).await?;
        Ok(rows.into_iter().map(|values| Row::new(self.fields.iter().copied().zip(values))).collect())
    }
}

/// A row that is to be stored.
struct Item<R> {
    key: String,
    digest: String,
    /// What it became before.
    before: Option<Uuid>,
    /// On whose behalf.
    owner: Option<Uuid>,
    record: R,
}

/// Takes over the rows of one kind that are new or have changed.
pub(super) async fn import<R: Record>(run: &Run<'_>) -> Result<Table> {
    let mut table = Table::new(R::KIND);
    let Some(found) = run.request.mapping.find(&run.foreign, R::KIND).await? else { return Ok(table) };
    table.table = Some(found.table.clone());
    table.missing.clone_from(&found.missing);
    if !found.has_key() {
        return Ok(table);
    }
    let mut reader = Reader::open(&run.foreign, &found).await?;
    let mut names = HashSet::new();
    loop {
        let batch = reader.next().await?;
        if batch.is_empty() {
            run.refuse(R::KIND, &table);
            return Ok(table);
        }
        table.read += batch.len() as u64;
        let items = read::<R>(run, &batch, &mut table).await?;
        match run.actor.as_ref().filter(|_| !run.request.dry_run) {
            Some(admin) => store(run, admin, items, &mut table).await?,
            None => rehearse(run, &items, &mut names, &mut table).await?,
        }
    }
}

/// What of a batch is to be stored; the rest is counted.
async fn read<R: Record>(run: &Run<'_>, batch: &[Row], table: &mut Table) -> Result<Vec<Item<R>>> {
    let keys: Vec<String> = batch.iter().map(|row| row.key.clone()).collect();
    let known = run.known(R::KIND, &keys).await?;
    let context = Context {
        vocabulary: &run.vocabulary,
        fernet: run.request.fernet.as_ref(),
        known: references::<R>(run, batch).await?,
        dry_run: run.request.dry_run,
        refused: run.refused.borrow(),
        notes: RefCell::default(),
    };
    let mut items = Vec::with_capacity(batch.len());
    for row in batch {
        let digest = row.digest(R::SEALED && context.fernet.is_some());
        let before = known.get(&row.key);
        if row.is_deleted() {
            table.skip(&row.key, "it was deleted there");
        } else if before.is_some_and(|before| before.digest == digest) {
            table.unchanged += 1;
        } else {
            match R::read(row, &context) {
                Err(Refusal(reason)) => table.skip(&row.key, reason),
                Ok(record) => {
                    let owner = context.owner(row);
                    context.notes.take().into_iter().for_each(|note| table.note(note));
                    let (key, before) = (row.key.clone(), before.map(|before| before.id));
                    items.push(Item { key, digest, before, owner, record });
                }
            }
            context.notes.take();
        }
    }
    Ok(items)
}

/// The rows here that those of a batch refer to.
async fn references<R: Record>(run: &Run<'_>, batch: &[Row]) -> Result<HashMap<(RowKind, String), Uuid>> {
    let mut found = HashMap::new();
    for (field, kind) in R::REFERS {
        let keys: HashSet<String> = batch.iter().filter_map(|row| row.text(field)).collect();
        let known = run.known(*kind, &keys.into_iter().collect::<Vec<_>>()).await?;
        found.extend(known.into_iter().map(|(key, imported)| ((*kind, key), imported.id)));
    }
    Ok(found)
}

/// Counts what would become of rows.
async fn rehearse<R: Record>(
    run: &Run<'_>,
    items: &[Item<R>],
    names: &mut HashSet<String>,
    table: &mut Table,
) -> Result<()> {
    for item in items {
        let is_here = match (item.record.shared_name(), &run.actor) {
            (Some(name), _) if !names.insert(name.trim().to_owned()) => true,
            (Some(name), Some(actor)) => {
                let find = async |scope: &Scope| R::find(scope, name).await;
                run.app.db.read(actor, R::PERMISSION, find).await?.is_some()
            }
            _ => false,
        };
        match (item.before, is_here) {
            (Some(_), _) => table.updated += 1,
            (None, true) => table.matched += 1,
            (None, false) => table.created += 1,
        }
    }
    Ok(())
}

async fn store<R: Record>(
    run: &Run<'_>,
    admin: &Actor,
    items: Vec<Item<R>>,
    table: &mut Table,
) -> Result<()> {
    // Owners in the order of their rows: of two that clash, the older one keeps what is its own.
    let mut by_owner: Vec<(Uuid, Vec<Item<R>>)> = Vec::new();
    for item in items {
        let owner = item.owner.unwrap_or(admin.user_id);
        match by_owner.iter_mut().find(|(other, _)| *other == owner) {
            Some((_, items)) => items.push(item),
            None => by_owner.push((owner, vec![item])),
        }
    }
    for (owner, items) in by_owner {
        let member = imports::member(&run.app.db, admin.organization_id, owner).await?;
        let actor = member.as_ref().unwrap_or(admin);
        match together(run, actor, &items).await {
            Ok(()) => count(&items, table),
            Err(error) if concerns_a_row(&error) => {
                for item in items {
                    alone(run, actor, item, table).await?;
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Stores rows and what is remembered of them, all or none.
async fn together<R: Record>(run: &Run<'_>, actor: &Actor, items: &[Item<R>]) -> Result<()> {
    let (app, source) = (run.app, &run.request.source);
    let new: Vec<_> = items.iter().filter(|item| item.before.is_none()).collect();
    app.db
        .scope(actor, R::PERMISSION, async |scope| {
            let records = new.iter().map(|item| item.record.clone()).collect();
            let ids = R::create(app, scope, records).await?;
            let made = new.iter().zip(ids).map(|(item, id)| item.as_imported(id));
            ledger::remember(scope, source, R::KIND, made.collect()).await?;
            for item in items {
                if let Some(id) = item.before {
                    item.record.clone().update(app, scope, id).await?;
                    ledger::remember_again(scope, source, R::KIND, &item.key, &item.digest).await?;
                }
            }
            Ok(())
        })
        .await
}

/// Stores one row, which takes the one here that has its name, or gives up what clashes.
async fn alone<R: Record>(run: &Run<'_>, actor: &Actor, mut item: Item<R>, table: &mut Table) -> Result<()> {
    loop {
        match together(run, actor, std::slice::from_ref(&item)).await {
            Ok(()) => {
                count(std::slice::from_ref(&item), table);
                return Ok(());
            }
            Err(error) if concerns_a_row(&error) => {
                if settle(run, actor, &mut item, error, table).await?.is_break() {
                    return Ok(());
                }
            }
            Err(error) => return Err(error),
        }
    }
}

/// What to do about a row that could not be stored: try again, or be done with it.
async fn settle<R: Record>(
    run: &Run<'_>,
    actor: &Actor,
    item: &mut Item<R>,
    error: Error,
    table: &mut Table,
) -> Result<ControlFlow<()>> {
    if let (Error::Rule(Code::NameTaken), Some(name), None) = (&error, item.record.shared_name(), item.before)
    {
        let (source, imported) = (&run.request.source, |id| vec![item.as_imported(id)]);
        let take = async |scope: &Scope| match R::find(scope, name).await? {
            Some(id) => ledger::remember(scope, source, R::KIND, imported(id)).await,
            None => Err(Error::Rule(Code::NameTaken)),
        };
        run.app.db.scope(actor, R::PERMISSION, take).await?;
        table.matched += 1;
        return Ok(ControlFlow::Break(()));
    }
    match &error {
        Error::Rule(_) => {
            if let Some(note) = item.record.give_way(&item.key) {
                table.note(note);
                return Ok(ControlFlow::Continue(()));
            }
            table.skip(&item.key, &error);
        }
        Error::NotFound(_) if item.before.is_some() => {
            table.skip(&item.key, "what it became was deleted or archived here");
        }
        _ => table.skip(&item.key, &error),
    }
    Ok(ControlFlow::Break(()))
}

impl<R> Item<R> {
    fn as_imported(&self, id: Uuid) -> Imported {
        Imported { key: self.key.clone(), id, digest: self.digest.clone() }
    }
}

fn count<R>(items: &[Item<R>], table: &mut Table) {
    let updated = items.iter().filter(|item| item.before.is_some()).count() as u64;
    table.updated += updated;
    table.created += items.len() as u64 - updated;
}

/// Whether another row may fare better.
fn concerns_a_row(error: &Error) -> bool {
    match error {
        Error::Rule(code) => *code != Code::Unavailable,
        Error::NotFound(_) | Error::Invalid(_) => true,
        _ => false,
    }
}
