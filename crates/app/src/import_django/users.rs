//! Users. An account is made once and never changed by a later import: it belongs to the person from then on.

use std::collections::HashSet;

use domain::text::email_key;
use domain::{Actor, Code, Error, Permission, Result};
use persistence::imports::{self as ledger, Imported, RowKind};
use persistence::maintenance::imports;
use persistence::sign_in;
use uuid::Uuid;

use super::accounts::{self, Account};
use super::records::Refusal;
use super::{Run, Table, tables};
use crate::App;

/// Takes over the users who are not here yet.
pub(super) async fn import(run: &Run<'_>) -> Result<Table> {
    let mut table = Table::new(RowKind::User);
    let Some(found) = run.request.mapping.find(&run.foreign, RowKind::User).await? else { return Ok(table) };
    table.table = Some(found.table.clone());
    table.missing.clone_from(&found.missing);
    if !found.has_key() {
        return Ok(table);
    }
    let mut reader = tables::Reader::open(&run.foreign, &found).await?;
    let mut addresses = HashSet::new();
    loop {
        let batch = reader.next().await?;
        if batch.is_empty() {
            run.refuse(RowKind::User, &table);
            return Ok(table);
        }
        table.read += batch.len() as u64;
        let keys: Vec<String> = batch.iter().map(|row| row.key.clone()).collect();
        let known = run.known(RowKind::User, &keys).await?;
        for row in batch {
            if known.contains_key(&row.key) {
                table.unchanged += 1;
                continue;
            }
            match accounts::read(&row, run.request) {
                Err(Refusal(reason)) => table.skip(&row.key, reason),
                Ok(account) if !addresses.insert(email_key(&account.email)) => {
                    table.skip(&account.key, "another user has the same e-mail address");
                }
                Ok(account) => take_over(run, account, &mut table).await?,
            }
        }
    }
}

/// Remembers which account a user became.
pub(super) async fn remember(app: &App, actor: &Actor, source: &str, user: &Account, id: Uuid) -> Result<()> {
    let row = Imported { key: user.key.clone(), id, digest: user.digest.clone() };
    app.db
        .scope(actor, Permission::UserCreate, async |scope| {
            ledger::remember(scope, source, RowKind::User, vec![row]).await
        })
        .await
}

async fn take_over(run: &Run<'_>, mut account: Account, table: &mut Table) -> Result<()> {
    let (app, source) = (run.app, &run.request.source);
    if let Some(login) = sign_in::find_by_login(&app.db, &account.email).await? {
        let organization_id = run.actor.as_ref().map(|actor| actor.organization_id).unwrap_or_default();
        let colleague = imports::member(&app.db, organization_id, login.user.id).await?;
        let (Some(actor), Some(_)) = (&run.actor, colleague) else {
            // Nobody comes into an organization without having been asked.
            table.skip(
                &account.key,
                "an account with its e-mail address is in another organization; invite them",
            );
            return Ok(());
        };
        table.matched += 1;
        return match run.request.dry_run {
            true => Ok(()),
            false => remember(app, actor, source, &account, login.user.id).await,
        };
    }
    account.notes.iter().for_each(|note| table.note(*note));
    table.created += 1;
    let Some(actor) = run.actor.as_ref().filter(|_| !run.request.dry_run) else { return Ok(()) };
    let id = match join(app, actor, &account).await {
        Err(Error::Rule(Code::UsernameTaken)) => {
            table.note("its user name was taken; its key in the Django database was added to it");
            account.username = format!("{}-{}", account.username, account.key);
            join(app, actor, &account).await?
        }
        other => other?,
    };
    imports::set_standing(&app.db, id, account.is_active, account.joined).await?;
    remember(app, actor, source, &account, id).await
}

async fn join(app: &App, actor: &Actor, account: &Account) -> Result<Uuid> {
    let new = account.to_new(app).await?;
    let role = Some(account.role());
    Ok(sign_in::join_organization(&app.db, &new, actor.organization_id, role).await?.id)
}
