//! The operation log: who asked what of the API. It is written by [`crate::maintenance::operation_logs`].

use domain::logs::OperationLog;
use domain::page::{Page, Paging};
use domain::{Error, Kind, Result};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::entities::operation_log::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;
use crate::search;

pub use domain::logs::OperationLogFilter;

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("duration_ms", Column::DurationMs),
    Sortable::new("status", Column::Status),
];

/// One page of the organization's operations, or of one's own; the newest first unless asked otherwise.
pub async fn list(scope: &Scope, filter: &OperationLogFilter, paging: &Paging) -> Result<Page<OperationLog>> {
    Ok(paging::page(scope, filtered(filter), paging, SORTABLE, Column::Id).await?.map(view))
}

/// The newest operations, at most `limit`.
pub async fn newest(scope: &Scope, filter: &OperationLogFilter, limit: u64) -> Result<Vec<OperationLog>> {
    let query = filtered(filter).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit);
    Ok(scope.all(query).await?.into_iter().map(view).collect())
}

/// One operation.
pub async fn find(scope: &Scope, id: Uuid) -> Result<OperationLog> {
    scope.one(Entity::find_by_id(id)).await?.map(view).ok_or(Error::NotFound(Kind::OperationLog))
}

fn filtered(filter: &OperationLogFilter) -> Select<Entity> {
    let texts = [
        (Column::Module, &filter.module),
        (Column::Action, &filter.action),
        (Column::Method, &filter.method),
        (Column::Ip, &filter.ip),
    ];
    let mut all = texts
        .into_iter()
        .filter_map(|(column, text)| text.as_ref().map(|text| column.eq(text)))
        .fold(Condition::all(), Condition::add);
    if let Some(q) = &filter.q {
        let anywhere = [Column::Username, Column::Path, Column::RequestId];
        let in_one = |any: Condition, column| any.add(search::matches_folding(column, q));
        all = all.add(anywhere.into_iter().fold(Condition::any(), in_one));
    }
    let all = all
        .add_option(filter.user_id.map(|id| Column::UserId.eq(id)))
        .add_option(filter.status.map(|status| Column::Status.eq(i32::from(status))))
        .add_option(filter.success.map(|success| Column::Success.eq(success)))
        .add_option(filter.from.map(|from| Column::CreatedAt.gte(from)))
        .add_option(filter.to.map(|to| Column::CreatedAt.lt(to)));
    Entity::find().filter(all)
}

pub(crate) fn new_row(log: OperationLog) -> Model {
    Model {
        id: log.id,
        organization_id: log.organization_id,
        user_id: log.user_id,
        username: log.username.map(|name| cut(name, 254)),
        module: cut(log.module, 100),
        action: cut(log.action, 100),
        method: cut(log.method, 10),
        path: cut(log.path, 2000),
        route: cut(log.route, 200),
        ip: cut(log.ip, 45),
        user_agent: cut(log.user_agent, 500),
        request_params: log.request_params,
        response_head: log.response_head,
        status: i32::from(log.status),
        success: log.status < 400,
        duration_ms: log.duration_ms,
        request_id: cut(log.request_id, 200),
        created_at: log.created_at,
    }
}

fn cut(text: String, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

fn view(row: Model) -> OperationLog {
    OperationLog {
        id: row.id,
        organization_id: row.organization_id,
        user_id: row.user_id,
        username: row.username,
        module: row.module,
        action: row.action,
        method: row.method,
        path: row.path,
        route: row.route,
        ip: row.ip,
        user_agent: row.user_agent,
        request_params: row.request_params,
        response_head: row.response_head,
        status: u16::try_from(row.status).unwrap_or_default(),
        duration_ms: row.duration_ms,
        request_id: row.request_id,
        created_at: row.created_at,
    }
}
