//! What one has changed oneself.

use actix_web::{HttpRequest, HttpResponse, get, web};
use api::operation_logs::{OperationLog, OperationLogQuery};
use api::{ListQuery, Page};
use persistence::{Scope, operation_logs};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::paged;
use crate::extract::Query;
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_activity);
}

/// List what one has changed
///
/// One's own lines of the operation log in the organization in use, the newest first.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    params(OperationLogQuery),
    responses((status = 200, body = Page<OperationLog>))
)]
#[get("/auth/activity")]
async fn list_activity(
    state: web::Data<State>,
    actor: InPerson,
    request: HttpRequest,
    Query(query): Query<OperationLogQuery>,
) -> Outcome<HttpResponse> {
    let (paging, filter) = (query.paging()?, query.filter());
    let list = async |scope: &Scope| operation_logs::list(scope, &filter, &paging).await;
    let page = state.app.db.read_own(&actor, list).await?;
    Ok(paged(&request, &Page::<OperationLog>::numbered(page, &paging)))
}
