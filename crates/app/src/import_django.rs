//! Taking over a Django database: users, companies, jobs, candidates, groups, templates, mailboxes and keys.
//!
//! Rows go through the same rules as what a person types, in batches of one unit of work each, on behalf of their
//! owner. What became of which row is remembered, so that an import can be run again, or go on after it was cut off.

mod accounts;
mod fernet;
mod mapping;
mod records;
mod report;
mod row;
mod tables;
mod target;
mod users;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use domain::{Actor, Permission, Result, Secret};
use persistence::imports::{self, Foreign, Imported, RowKind};

pub use fernet::Fernet;
pub use mapping::{Mapping, Renames};
pub use report::{Report, Skipped, Table};

use crate::keywords::OrganizationVocabulary;
use crate::{App, keywords};

/// What to take over, and where to.
pub struct Request {
    /// Where the Django database is.
    pub url: Secret,
    /// Opens the secrets in it.
    pub fernet: Option<Fernet>,
    /// Its names.
    pub mapping: Mapping,
    /// A name for it, by which a later import knows what it has taken over.
    pub source: String,
    /// Slug or name of the organization to import into. None: that of an earlier import, else a new one.
    pub organization: Option<String>,
    /// The name of the new organization. None: after the one who founds it.
    pub new_organization: Option<String>,
    /// What stands behind the user name as the address of somebody who has none.
    pub email_domain: Option<String>,
    /// Reads and checks everything and writes nothing.
    pub dry_run: bool,
}

/// Takes over what is new or has changed since the last time.
pub async fn import(app: &App, request: &Request) -> Result<Report> {
    let foreign = Foreign::open(request.url.expose()).await?;
    let target = target::find(app, &foreign, request).await?;
    let vocabulary = match &target.actor {
        Some(actor) => {
            let read = async |scope: &persistence::Scope| keywords::vocabulary(app, scope).await;
            app.db.read(actor, Permission::KeywordRead, read).await?
        }
        None => OrganizationVocabulary::Standard(domain::keywords::Vocabulary::standard()),
    };
    let run = Run { app, request, foreign, actor: target.actor, vocabulary, refused: RefCell::default() };
    let mut users = users::import(&run).await?;
    // Whoever founded the organization was made on the way to it.
    users.created += target.founders;
    users.unchanged -= target.founders;
    let tables = vec![
        users,
        tables::import::<records::Client>(&run).await?,
        tables::import::<records::Opening>(&run).await?,
        tables::import::<records::Person>(&run).await?,
        tables::import::<records::Group>(&run).await?,
        tables::import::<records::Member>(&run).await?,
        tables::import::<records::Template>(&run).await?,
        tables::import::<records::Mailbox>(&run).await?,
        tables::import::<records::Key>(&run).await?,
    ];
    Ok(Report { dry_run: request.dry_run, organization: target.name, tables })
}

/// An import under way.
struct Run<'a> {
    app: &'a App,
    request: &'a Request,
    foreign: Foreign,
    /// The first admin of the organization; `None` in a rehearsal for one that is yet to be made.
    actor: Option<Actor>,
    vocabulary: OrganizationVocabulary,
    /// Rows that were not taken over.
    refused: RefCell<HashSet<(RowKind, String)>>,
}

impl Run<'_> {
    /// Notes which rows were not taken over, for those that refer to them.
    fn refuse(&self, kind: RowKind, table: &Table) {
        let keys = table.skipped.iter().map(|skipped| (kind, skipped.key.clone()));
        self.refused.borrow_mut().extend(keys);
    }

    /// Those of the rows with these keys that were taken over.
    async fn known(&self, kind: RowKind, keys: &[String]) -> Result<HashMap<String, Imported>> {
        let Some(actor) = &self.actor else { return Ok(HashMap::new()) };
        let source = &self.request.source;
        let look = async |scope: &persistence::Scope| imports::known(scope, source, kind, keys).await;
        self.app.db.read(actor, Permission::UserRead, look).await
    }
}
