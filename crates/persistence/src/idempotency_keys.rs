//! Answers that are given again when the same request comes again.

use domain::{Code, Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use crate::entities::idempotency_key::{Column, Entity, Model};
use crate::scope::Scope;

/// The first answer.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Answer {
    pub status: u16,
    pub body: String,
    /// Headers to send again, by name.
    pub headers: Value,
}

/// What a request with a key is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Begun {
    /// Run, then call [`finish`] (or [`forget`] when it failed) with this id.
    First(Uuid),
    /// Answer like this.
    Again(Answer),
}

/// Takes a key, to be committed before the request runs.
///
/// `idempotency_key_reused` with another body, `idempotency_in_progress` while the first request runs.
pub async fn begin(scope: &Scope, route: &str, key: &str, body_hash: &str) -> Result<Begun> {
    let known = Entity::find()
        .filter(Column::UserId.eq(scope.actor().user_id))
        .filter(Column::Route.eq(route))
        .filter(Column::IdempotencyKey.eq(key));
    let Some(row) = scope.one(known).await? else {
        let id = Uuid::now_v7();
        scope.insert(new_row(scope, id, route, key, body_hash)).await?;
        return Ok(Begun::First(id));
    };
    if row.body_hash != body_hash {
        return Err(Error::Rule(Code::IdempotencyKeyReused));
    }
    match (row.response_status.and_then(|status| u16::try_from(status).ok()), row.response_body) {
        (Some(status), Some(body)) => {
            Ok(Begun::Again(Answer { status, body, headers: row.response_headers.unwrap_or_default() }))
        }
        _ => Err(Error::Rule(Code::IdempotencyInProgress)),
    }
}

/// Keeps the answer.
pub async fn finish(scope: &Scope, id: Uuid, answer: &Answer) -> Result<()> {
    let query = Entity::update_many()
        .col_expr(Column::ResponseStatus, Expr::value(i32::from(answer.status)))
        .col_expr(Column::ResponseBody, Expr::value(answer.body.as_str()))
        .col_expr(Column::ResponseHeaders, Expr::value(answer.headers.clone()))
        .filter(Column::Id.eq(id));
    scope.update(query).await.map(|_| ())
}

/// Gives the key back, so that the request may be tried again.
pub async fn forget(scope: &Scope, id: Uuid) -> Result<()> {
    scope.delete(Entity::delete_many().filter(Column::Id.eq(id))).await.map(|_| ())
}

fn new_row(scope: &Scope, id: Uuid, route: &str, key: &str, body_hash: &str) -> Model {
    Model {
        id,
        organization_id: scope.organization_id(),
        user_id: scope.actor().user_id,
        route: route.to_owned(),
        idempotency_key: key.to_owned(),
        body_hash: body_hash.to_owned(),
        response_status: None,
        response_body: None,
        response_headers: None,
        created_at: scope.now(),
    }
}
