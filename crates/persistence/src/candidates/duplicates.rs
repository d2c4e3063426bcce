//! Who may be the same person, found by folded keys.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::candidates::{DuplicateReason, PossibleDuplicate};
use domain::text::{email_key, phone_key};
use domain::{Coded, Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::columns::Word;
use crate::entities::candidate_key::{Column, Entity};
use crate::entities::{candidate, candidate_key};
use crate::paging::IDS_A_STATEMENT;
use crate::scope::Scope;
use crate::search::fold;

/// By what a person is recognised, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum KeyKind {
    ExternalId,
    Email,
    Phone,
    NameAndCompany,
}

impl Coded for KeyKind {
    const ALL: &'static [Self] = &[Self::ExternalId, Self::Email, Self::Phone, Self::NameAndCompany];

    fn code(self) -> &'static str {
        match self {
            Self::ExternalId => "external_id",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::NameAndCompany => "name_and_company",
        }
    }
}

impl KeyKind {
    fn reason(self) -> DuplicateReason {
        match self {
            Self::ExternalId => DuplicateReason::ExternalId,
            Self::Email => DuplicateReason::Email,
            Self::Phone => DuplicateReason::Phone,
            Self::NameAndCompany => DuplicateReason::NameAndCompany,
        }
    }
}

/// What tells that two candidates may be the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct CandidateKeys {
    pub name: String,
    pub current_company: Option<String>,
    pub emails: Vec<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
}

/// The folded values by which a candidate is recognised.
pub(super) fn values(keys: &CandidateKeys) -> BTreeSet<(KeyKind, String)> {
    let text = |text: &str| fold(text).split_whitespace().collect::<String>();
    let mut values = BTreeSet::new();
    if let Some(id) = keys.external_id.as_deref().filter(|id| !id.is_empty()) {
        values.insert((KeyKind::ExternalId, id.to_owned()));
    }
    values.extend(keys.emails.iter().map(|email| (KeyKind::Email, email_key(email))));
    values.extend(keys.phone.as_deref().and_then(phone_key).map(|phone| (KeyKind::Phone, phone)));
    if let Some(company) = keys.current_company.as_deref().map(text).filter(|company| !company.is_empty()) {
        values.insert((KeyKind::NameAndCompany, format!("{}|{company}", text(&keys.name))));
    }
    values.retain(|(_, value)| !value.is_empty());
    values
}

/// For each of `keys` the living candidates that the actor sees and who may be the same, the surest reason first.
pub async fn find_duplicates(scope: &Scope, keys: &[CandidateKeys]) -> Result<Vec<Vec<PossibleDuplicate>>> {
    let wanted: Vec<_> = keys.iter().map(values).collect();
    let found = by_value(scope, &wanted).await?;
    let ids: BTreeSet<Uuid> = found.values().flatten().copied().collect();
    let names = names(scope, ids.into_iter().collect()).await?;
    let duplicates = |values: &BTreeSet<(KeyKind, String)>| {
        let mut of_one: Vec<PossibleDuplicate> = Vec::new();
        for value in values {
            for id in found.get(value).into_iter().flatten() {
                let known = of_one.iter().any(|duplicate| duplicate.id == *id);
                if let Some(name) = names.get(id).filter(|_| !known) {
                    of_one.push(PossibleDuplicate { id: *id, name: name.clone(), reason: value.0.reason() });
                }
            }
        }
        of_one
    };
    Ok(wanted.iter().map(duplicates).collect())
}

/// The living candidates who may be the same person as one who is there.
pub async fn duplicates_of(scope: &Scope, id: Uuid) -> Result<Vec<PossibleDuplicate>> {
    let row = scope.one(candidate::Entity::find_by_id(id)).await?.ok_or(Error::NotFound(Kind::Candidate))?;
    let found = find_duplicates(scope, &[super::row::keys(&row)]).await?;
    Ok(found.into_iter().flatten().filter(|duplicate| duplicate.id != id).collect())
}

async fn by_value(
    scope: &Scope,
    wanted: &[BTreeSet<(KeyKind, String)>],
) -> Result<HashMap<(KeyKind, String), Vec<Uuid>>> {
    let mut by_kind: BTreeMap<KeyKind, Vec<&String>> = BTreeMap::new();
    for (kind, value) in wanted.iter().flatten() {
        by_kind.entry(*kind).or_default().push(value);
    }
    let mut found: HashMap<_, Vec<Uuid>> = HashMap::new();
    if by_kind.is_empty() {
        return Ok(found);
    }
    let any = by_kind.into_iter().fold(Condition::any(), |any, (kind, values)| {
        any.add(Column::Kind.eq(Word(kind)).and(Column::Value.is_in(values)))
    });
    for row in scope.all::<candidate_key::Entity>(Entity::find().filter(any)).await? {
        found.entry((row.kind.0, row.value)).or_default().push(row.candidate_id);
    }
    Ok(found)
}

async fn names(scope: &Scope, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
    }
    let mut names = HashMap::new();
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let query = candidate::Entity::find()
            .select_only()
            .columns([candidate::Column::Id, candidate::Column::Name])
            .filter(candidate::Column::Id.is_in(ids.iter().copied()))
            .filter(candidate::Column::ArchivedAt.is_null());
        names.extend(scope.rows::<_, Row>(query).await?.into_iter().map(|row| (row.id, row.name)));
    }
    Ok(names)
}
