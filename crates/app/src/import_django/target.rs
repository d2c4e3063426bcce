//! The organization that rows go into: one that is there, or a new one with its founder.

use domain::{Actor, Error, Kind, Locale, Result};
use persistence::imports::{Foreign, RowKind};
use persistence::{maintenance, maintenance::imports, sign_in};
use uuid::Uuid;

use super::accounts::{self, Account, Rank};
use super::{Request, tables, users};
use crate::App;

/// Where rows go.
pub(super) struct Target {
    /// The organization's name.
    pub(super) name: String,
    /// Its first admin; `None` when it is yet to be made.
    pub(super) actor: Option<Actor>,
    /// Accounts that were made on the way: that of the founder, or none.
    pub(super) founders: u64,
}

/// Finds the organization, or founds it.
pub(super) async fn find(app: &App, foreign: &Foreign, request: &Request) -> Result<Target> {
    let ids = match &request.organization {
        Some(words) => imports::organizations_named(&app.db, words).await?,
        None => imports::organizations_of(&app.db, &request.source).await?,
    };
    match (ids.as_slice(), &request.organization) {
        ([id], _) => existing(app, *id).await,
        ([], Some(_)) => Err(Error::NotFound(Kind::Organization)),
        ([], None) => new(app, foreign, request).await,
        _ => Err(Error::internal(
            "there are several such organizations: name one by its slug in --organization",
        )),
    }
}

async fn existing(app: &App, id: Uuid) -> Result<Target> {
    let admin = imports::first_admin(&app.db, id).await?;
    let admin = admin.ok_or_else(|| Error::internal("the organization has no admin"))?;
    let actor = imports::member(&app.db, id, admin).await?;
    let all = maintenance::organizations(&app.db).await?;
    let name = all.into_iter().find(|(other, _)| *other == id).map(|(_, name)| name);
    Ok(Target { name: name.unwrap_or_default(), actor, founders: 0 })
}

async fn new(app: &App, foreign: &Foreign, request: &Request) -> Result<Target> {
    let is_first = !sign_in::has_users(&app.db).await?;
    let Some(founder) = founder(foreign, request, is_first).await? else {
        return Err(Error::internal(if is_first {
            "nobody in the Django database can become the operator: an active superuser with an e-mail address is \
             needed. Or make the operator first, by bole user create"
        } else {
            "nobody in the Django database can found the organization: active staff with an e-mail address is \
             needed. Or name one that is there, by --organization"
        }));
    };
    let named = request.new_organization.clone();
    let name = named.unwrap_or_else(|| accounts::team_of(&founder, Locale::default()));
    if request.dry_run {
        return Ok(Target { name: format!("{name} (new)"), actor: None, founders: 0 });
    }
    let account = founder.to_new(app).await?;
    let founded = if is_first {
        sign_in::found_installation(&app.db, &account, &name).await?
    } else {
        sign_in::found_organization(&app.db, &account, &name).await?
    };
    imports::set_standing(&app.db, founded.user.id, true, founder.joined).await?;
    let target = Target { founders: 1, ..existing(app, founded.organization.id).await? };
    if let Some(actor) = &target.actor {
        users::remember(app, actor, &request.source, &founder, founded.user.id).await?;
    }
    Ok(target)
}

/// The highest of those who could be admin, the oldest of them.
async fn founder(foreign: &Foreign, request: &Request, is_first: bool) -> Result<Option<Account>> {
    let least = if is_first { Rank::Superuser } else { Rank::Staff };
    let found = request.mapping.find(foreign, RowKind::User).await?;
    let Some(found) = found.filter(|found| found.has_key()) else { return Ok(None) };
    let mut reader = tables::Reader::open(foreign, &found).await?;
    let mut best: Option<Account> = None;
    loop {
        let batch = reader.next().await?;
        if batch.is_empty() {
            return Ok(best);
        }
        for account in batch.iter().filter_map(|row| accounts::read(row, request).ok()) {
            let is_better = best.as_ref().is_none_or(|best| account.rank > best.rank);
            if account.is_active && account.rank >= least && is_better {
                best = Some(account);
            }
        }
    }
}
