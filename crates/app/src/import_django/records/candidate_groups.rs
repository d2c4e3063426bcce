use std::collections::BTreeMap;

use domain::candidate_groups::CandidateGroupFields;
use domain::{Check as _, Error, Kind, Permission, Result};
use persistence::imports::RowKind;
use persistence::{Scope, candidate_groups};
use uuid::Uuid;

use super::{Context, Record, Refusal, Row};
use crate::App;

/// A group of candidates.
#[derive(Clone)]
pub(in crate::import_django) struct Group(CandidateGroupFields);

impl Record for Group {
    const KIND: RowKind = RowKind::CandidateGroup;
    const PERMISSION: Permission = Permission::GroupCreate;

    fn read(row: &Row, _context: &Context<'_>) -> Result<Self, Refusal> {
        let fields = CandidateGroupFields {
            name: row.text("name").unwrap_or_default(),
            description: row.prose("description"),
        };
        fields.validate()?;
        Ok(Self(fields))
    }

    fn shared_name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    async fn find(scope: &Scope, name: &str) -> Result<Option<Uuid>> {
        candidate_groups::find_by_name(scope, name).await
    }

    async fn create(_app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let mut ids = Vec::with_capacity(records.len());
        for Self(fields) in records {
            ids.push(candidate_groups::insert(scope, fields).await?.id);
        }
        Ok(ids)
    }

    async fn update(self, _app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        candidate_groups::update(scope, id, self.0, None).await.map(|_| ())
    }
}

/// That a candidate is in a group. It is remembered by the group's id, so that whoever was taken out of a group here
/// is not put back by the next import.
#[derive(Clone)]
pub(in crate::import_django) struct Member {
    group_id: Uuid,
    candidate_id: Uuid,
}

impl Record for Member {
    const KIND: RowKind = RowKind::GroupMember;
    const PERMISSION: Permission = Permission::GroupUpdate;
    const REFERS: &'static [(&'static str, RowKind)] =
        &[("group", RowKind::CandidateGroup), ("candidate", RowKind::Candidate)];

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let find = |field: &str, kind, missing| match context.reference(row, field, kind) {
            Some(id) => Ok(id),
            None if row.text(field).is_some() && !context.lacks(row, field, kind) => Ok(Uuid::nil()),
            None => Err(Refusal::from(Error::NotFound(missing))),
        };
        Ok(Self {
            group_id: find("group", RowKind::CandidateGroup, Kind::CandidateGroup)?,
            candidate_id: find("candidate", RowKind::Candidate, Kind::Candidate)?,
        })
    }

    async fn create(_app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let mut groups: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for member in &records {
            groups.entry(member.group_id).or_default().push(member.candidate_id);
        }
        for (id, members) in groups {
            candidate_groups::add_members(scope, id, &members).await?;
        }
        Ok(records.into_iter().map(|member| member.group_id).collect())
    }

    async fn update(self, app: &App, scope: &Scope, _id: Uuid) -> Result<()> {
        Self::create(app, scope, vec![self]).await.map(|_| ())
    }
}
