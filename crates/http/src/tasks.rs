//! Background tasks: one's own.

use actix_web::{get, post, web};
use api::Problem;
use api::tasks::Task;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::Id;
use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_task).service(cancel_task);
}

/// Get one of one's tasks
///
/// Ask again until the state is `success`, `failure` or `cancelled`.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Task))
)]
#[get("/tasks/{id}")]
async fn get_task(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<web::Json<Task>> {
    let task = state.app.db.read_own(&actor, async |scope| persistence::tasks::find(scope, id).await).await?;
    Ok(web::Json(task.into()))
}

/// Cancel one of one's tasks
///
/// At once when it waits; a worker that holds it stops soon. 409 `not_cancellable` when it has ended.
#[utoipa::path(
    tag = "tasks",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = 409, body = Problem))
)]
#[post("/tasks/{id}/cancel")]
async fn cancel_task(state: web::Data<State>, actor: SignedIn, Id(id): Id) -> Outcome<web::Json<Task>> {
    Ok(web::Json(app::tasks::cancel(&state.app, &actor, id).await?.into()))
}
