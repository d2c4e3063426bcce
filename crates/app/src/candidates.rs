//! Candidates: creating, changing, merging, and saving reviewed ones together.

use std::collections::HashMap;

use domain::candidates::{Candidate, CandidateFields};
use domain::deriving::derive_candidate;
use domain::jobs::RecordSource;
use domain::merging::merge_candidates;
use domain::{Actor, Code, Error, Permission, Result};
use persistence::candidates::{self, NewCandidate};
use uuid::Uuid;

use crate::saving::{self, Reviewed, Saved};
use crate::{App, keywords};

/// Makes a candidate; what follows from their texts is filled in.
pub async fn create(app: &App, actor: &Actor, mut fields: CandidateFields) -> Result<Candidate> {
    app.db
        .scope(actor, Permission::CandidateCreate, async |scope| {
            derive_candidate(&mut fields, None, &*keywords::vocabulary(app, scope).await?)?;
            candidates::insert(scope, NewCandidate { fields, ..NewCandidate::default() }).await
        })
        .await
}

/// Changes a candidate by `change`, which gets the fields as they are.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: Option<i64>,
    change: impl FnOnce(&CandidateFields) -> Result<CandidateFields>,
) -> Result<Candidate> {
    app.db
        .scope(actor, Permission::CandidateUpdate, async |scope| {
            let before = candidates::find(scope, id).await?.fields;
            let mut fields = change(&before)?;
            derive_candidate(&mut fields, Some(&before), &*keywords::vocabulary(app, scope).await?)?;
            candidates::update(scope, id, fields, version).await
        })
        .await
}

/// Makes one of two records of the same person: what `id` lacks is taken from `other_id`, who is archived.
pub async fn merge(app: &App, actor: &Actor, id: Uuid, other_id: Uuid) -> Result<Candidate> {
    if id == other_id {
        return Err(Error::invalid("/other_id", Code::Duplicate));
    }
    app.db
        .scope(actor, Permission::CandidateUpdate, async |scope| {
            let kept = candidates::find(scope, id).await?;
            let other = candidates::find(scope, other_id)
                .await
                .map_err(|_missing| Error::invalid("/other_id", Code::UnknownReference))?;
            // The external id is unique, so that the other record has to give it up first.
            let given_up = CandidateFields { external_id: None, ..other.fields.clone() };
            candidates::update(scope, other_id, given_up, None).await?;
            candidates::archive(scope, other_id, None).await?;
            let fields = merge_candidates(&kept.fields, &other.fields)?;
            candidates::update(scope, id, fields, None).await
        })
        .await
}

/// Saves reviewed candidates: all of them, or none. The results are in the order of the items.
pub async fn save(app: &App, actor: &Actor, mut items: Vec<Reviewed<CandidateFields>>) -> Result<Vec<Saved>> {
    app.db
        .scope(actor, Permission::CandidateImport, async |scope| {
            let vocabulary = keywords::vocabulary(app, scope).await?;
            saving::derive_each(&mut items, |fields| derive_candidate(fields, None, &vocabulary))?;
            let targets: Vec<Uuid> = items.iter().filter_map(Reviewed::target).collect();
            let targets = candidates::find_many(scope, &targets).await?;
            let mut targets: HashMap<Uuid, CandidateFields> =
                targets.into_iter().map(|candidate| (candidate.id, candidate.fields)).collect();
            saving::check_targets(&items, |id| targets.contains_key(&id))?;
            let mut new = Vec::new();
            for item in &items {
                match item {
                    Reviewed::Create { fields, document_id } => new.push(NewCandidate {
                        fields: fields.clone(),
                        source: RecordSource::Parsed,
                        document_id: *document_id,
                        ..NewCandidate::default()
                    }),
                    Reviewed::Merge { fields, into } => {
                        if let Some(kept) = targets.get_mut(into) {
                            *kept = merge_candidates(kept, fields)?;
                            candidates::update(scope, *into, kept.clone(), None).await?;
                        }
                    }
                    Reviewed::Skip => {}
                }
            }
            let created = candidates::insert_many(scope, new).await?;
            Ok(saving::results(&items, created))
        })
        .await
}
