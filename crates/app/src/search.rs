//! Finding anything by a few words.

use domain::{Actor, Permission, Result};
use persistence::Scope;
use persistence::search::{self, Hit};

use crate::App;

/// Hits of each kind at most.
const LIMIT: u64 = 10;

/// What was found, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the kind of its name")]
pub struct Found {
    pub jobs: Vec<Hit>,
    pub candidates: Vec<Hit>,
    pub companies: Vec<Hit>,
    pub templates: Vec<Hit>,
}

/// Looks for the words in everything that the actor may see; without words nothing is found.
pub async fn find(app: &App, actor: &Actor, q: &str) -> Result<Found> {
    if q.trim().is_empty() {
        return Ok(Found::default());
    }
    let (jobs, candidates, companies, templates) = tokio::try_join!(
        of(app, actor, Permission::JobRead, async |scope| search::jobs(scope, q, LIMIT).await),
        of(app, actor, Permission::CandidateRead, async |scope| search::candidates(scope, q, LIMIT).await),
        of(app, actor, Permission::CompanyRead, async |scope| search::companies(scope, q, LIMIT).await),
        of(app, actor, Permission::TemplateRead, async |scope| search::templates(scope, q, LIMIT).await),
    )?;
    Ok(Found { jobs, candidates, companies, templates })
}

/// A kind that the actor may not see has no hits.
async fn of(
    app: &App,
    actor: &Actor,
    permission: Permission,
    look: impl AsyncFnOnce(&Scope) -> Result<Vec<Hit>>,
) -> Result<Vec<Hit>> {
    if actor.may(permission) { app.db.read(actor, permission, look).await } else { Ok(Vec::new()) }
}
