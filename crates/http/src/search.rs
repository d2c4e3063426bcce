//! Finding anything by a few words.

use actix_web::{get, web};
use api::search::{SearchHit, SearchQuery, SearchResults};
use domain::{Code, Error, FieldError};
use persistence::search::Hit;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Query;
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// Characters of a search at most.
const MAX_LENGTH: usize = 200;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(search);
}

/// Find anything by a few words
///
/// At most ten of each kind that the caller may see; those with the words in their name come first.
#[utoipa::path(
    tag = "search",
    security(("bearer" = [])),
    params(SearchQuery),
    responses((status = 200, body = SearchResults))
)]
#[get("/search")]
async fn search(
    state: web::Data<State>,
    actor: SignedIn,
    Query(query): Query<SearchQuery>,
) -> Outcome<web::Json<SearchResults>> {
    if query.q.chars().count() > MAX_LENGTH {
        return Err(Error::Invalid(vec![FieldError::new("?q", Code::TooLong).with(MAX_LENGTH)]).into());
    }
    let found = app::search::find(&state.app, &actor, &query.q).await?;
    Ok(web::Json(SearchResults {
        jobs: hits(found.jobs),
        candidates: hits(found.candidates),
        companies: hits(found.companies),
        templates: hits(found.templates),
    }))
}

fn hits(found: Vec<Hit>) -> Vec<SearchHit> {
    found.into_iter().map(|hit| SearchHit { id: hit.id, title: hit.title, subtitle: hit.subtitle }).collect()
}
