//! Jobs: creating, changing, and saving reviewed ones together.

use std::collections::HashMap;

use domain::deriving::derive_job;
use domain::jobs::{Job, JobFields, RecordSource};
use domain::merging::merge;
use domain::{Actor, Permission, Result};
use persistence::jobs::{self, NewJob};

use crate::saving::{self, Reviewed, Saved};
use crate::{App, keywords};
use uuid::Uuid;

/// Makes a job; what follows from its texts is filled in.
pub async fn create(app: &App, actor: &Actor, mut fields: JobFields) -> Result<Job> {
    app.db
        .scope(actor, Permission::JobCreate, async |scope| {
            derive_job(&mut fields, None, &*keywords::vocabulary(app, scope).await?)?;
            jobs::insert(scope, NewJob { fields, ..NewJob::default() }).await
        })
        .await
}

/// Changes a job by `change`, which gets the fields as they are.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: Option<i64>,
    change: impl FnOnce(&JobFields) -> Result<JobFields>,
) -> Result<Job> {
    app.db
        .scope(actor, Permission::JobUpdate, async |scope| {
            let before = jobs::find(scope, id).await?.fields;
            let mut fields = change(&before)?;
            derive_job(&mut fields, Some(&before), &*keywords::vocabulary(app, scope).await?)?;
            jobs::update(scope, id, fields, version).await
        })
        .await
}

/// Saves reviewed jobs: all of them, or none. The results are in the order of the items.
pub async fn save(app: &App, actor: &Actor, mut items: Vec<Reviewed<JobFields>>) -> Result<Vec<Saved>> {
    app.db
        .scope(actor, Permission::JobImport, async |scope| {
            let vocabulary = keywords::vocabulary(app, scope).await?;
            saving::derive_each(&mut items, |fields| derive_job(fields, None, &vocabulary))?;
            let targets: Vec<Uuid> = items.iter().filter_map(Reviewed::target).collect();
            let targets = jobs::find_many(scope, &targets).await?;
            let mut targets: HashMap<Uuid, JobFields> =
                targets.into_iter().map(|job| (job.id, job.fields)).collect();
            saving::check_targets(&items, |id| targets.contains_key(&id))?;
            let mut new = Vec::new();
            for item in &items {
                match item {
                    Reviewed::Create { fields, document_id } => new.push(NewJob {
                        fields: fields.clone(),
                        source: RecordSource::Parsed,
                        document_id: *document_id,
                        ..NewJob::default()
                    }),
                    Reviewed::Merge { fields, into } => {
                        if let Some(kept) = targets.get_mut(into) {
                            *kept = merge(kept, fields)?;
                            kept.company_name = None;
                            jobs::update(scope, *into, kept.clone(), None).await?;
                        }
                    }
                    Reviewed::Skip => {}
                }
            }
            let created = jobs::insert_many(scope, new).await?;
            Ok(saving::results(&items, created))
        })
        .await
}
