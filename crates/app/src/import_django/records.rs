//! What the kinds of rows become. Each goes through the rules that hold for what a person types.

mod api_keys;
mod candidate_groups;
mod candidates;
mod companies;
mod email_accounts;
mod email_templates;
mod jobs;

use std::cell::{Ref, RefCell};
use std::collections::{HashMap, HashSet};

use domain::keywords::Vocabulary;
use domain::{Error, Permission, Result, Secret, cities};
use persistence::Scope;
use persistence::imports::RowKind;
use uuid::Uuid;

use super::fernet::Fernet;
use super::row::Row;
use crate::App;

pub(super) use api_keys::Key;
pub(super) use candidate_groups::{Group, Member};
pub(super) use candidates::Person;
pub(super) use companies::Client;
pub(super) use email_accounts::Mailbox;
pub(super) use email_templates::Template;
pub(super) use jobs::Opening;

/// A row on its way: read, checked, not yet stored.
pub(super) trait Record: Clone {
    /// What it is.
    const KIND: RowKind;
    /// The permission that storing it takes.
    const PERMISSION: Permission;
    /// Whether a secret is in it, so that it is another row once there is a key to open that.
    const SEALED: bool = false;
    /// Fields that hold keys of other rows.
    const REFERS: &'static [(&'static str, RowKind)] = &[("owner", RowKind::User)];

    /// Reads and checks a row; the error says why it is skipped.
    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal>;

    /// The name by which one that is here already is taken for it.
    fn shared_name(&self) -> Option<&str> {
        None
    }

    /// The id of the one here that has the name.
    async fn find(_scope: &Scope, _name: &str) -> Result<Option<Uuid>> {
        Ok(None)
    }

    /// Gives up what clashes with another row; what it did, or `None` when there is nothing to give up.
    fn give_way(&mut self, _key: &str) -> Option<&'static str> {
        None
    }

    /// Stores new ones, and gives their ids in the same order.
    async fn create(app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>>;

    /// Changes the one that it became before.
    async fn update(self, app: &App, scope: &Scope, id: Uuid) -> Result<()>;
}

/// Why a row is not taken over, for the operator.
pub(super) struct Refusal(pub(super) String);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// What it takes to read rows.
pub(super) struct Context<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) fernet: Option<&'a Fernet>,
    /// Rows that were taken over and that those being read refer to.
    pub(super) known: HashMap<(RowKind, String), Uuid>,
    /// Nothing is written, so that what is referred to need not be here.
    pub(super) dry_run: bool,
    /// Rows that were not taken over.
    pub(super) refused: Ref<'a, HashSet<(RowKind, String)>>,
    /// What was taken over otherwise than it stood, a line a row.
    pub(super) notes: RefCell<Vec<&'static str>>,
}

impl Context<'_> {
    pub(super) fn note(&self, text: &'static str) {
        self.notes.borrow_mut().push(text);
    }

    /// The row here that a field refers to.
    pub(super) fn reference(&self, row: &Row, field: &str, kind: RowKind) -> Option<Uuid> {
        self.known.get(&(kind, row.text(field)?)).copied()
    }

    /// Whether the row that a field refers to is missing here, and would be after a rehearsal too.
    pub(super) fn lacks(&self, row: &Row, field: &str, kind: RowKind) -> bool {
        let Some(key) = row.text(field).map(|key| (kind, key)) else { return false };
        !self.known.contains_key(&key) && (!self.dry_run || self.refused.contains(&key))
    }

    /// The member here who owns the row; `None` when it has no owner, or one who was not taken over.
    pub(super) fn owner(&self, row: &Row) -> Option<Uuid> {
        let owner = self.reference(row, "owner", RowKind::User);
        if self.lacks(row, "owner", RowKind::User) {
            self.note("its owner is not here; it went to the first admin");
        }
        owner
    }

    /// A secret that Django sealed.
    fn open(&self, row: &Row, field: &str) -> Result<Option<Secret>, Refusal> {
        let Some(token) = row.text(field) else { return Ok(None) };
        let opened = self.fernet.and_then(|fernet| fernet.open(&token));
        opened
            .map(Some)
            .ok_or_else(|| Refusal("its secret does not open with a Fernet key that was given".to_owned()))
    }
}

/// Cities, each in one spelling.
fn places(row: &Row, field: &str) -> Vec<String> {
    row.list(field).iter().flat_map(|place| cities::list(place)).collect()
}

/// Skills, and the keywords of the other system, which stand for skills until our vocabulary knows them.
fn skills(row: &Row) -> Vec<String> {
    let mut skills = row.list("raw_skills");
    skills.extend(row.list("keywords"));
    skills
}

/// Years to one decimal.
fn years(row: &Row, field: &str) -> Option<f64> {
    row.number(field).map(|years| (years * 10.0).round() / 10.0)
}

/// What a text says after its blanks are trimmed, cut to what a field holds.
fn cut(text: Option<String>, max: usize) -> Option<String> {
    text.map(|text| text.chars().take(max).collect())
}

/// A name that nobody else has: with the row's key behind it. `None` when it has that already.
fn renamed(name: &str, key: &str) -> Option<String> {
    let suffix = format!(" ({key})");
    let kept: String = name.chars().take(100_usize.saturating_sub(suffix.chars().count())).collect();
    (!name.ends_with(&suffix)).then(|| format!("{kept}{suffix}"))
}
