//! The operation log: who asked what of the API. Written in batches by `maintenance::record_operations`.

use chrono::{DateTime, Utc};
use domain::Result;
use domain::logs::OperationLog;
use domain::page::{Page, Paging};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::operation_log::{Column, Entity, Model};
use crate::paging::{self, Sortable};
use crate::scope::Scope;

/// What narrows a list of operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct OperationLogFilter {
    pub user_id: Option<Uuid>,
    pub module: Option<String>,
    pub action: Option<String>,
    pub success: Option<bool>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

const SORTABLE: &[Sortable<Entity>] = &[
    Sortable::new("created_at", Column::CreatedAt),
    Sortable::new("duration_ms", Column::DurationMs),
    Sortable::new("status", Column::Status),
];

/// One page of the organization's operations, or of one's own.
pub async fn list(scope: &Scope, filter: &OperationLogFilter, paging: &Paging) -> Result<Page<OperationLog>> {
    let mut all = Condition::all();
    if let Some(id) = filter.user_id {
        all = all.add(Column::UserId.eq(id));
    }
    if let Some(module) = &filter.module {
        all = all.add(Column::Module.eq(module));
    }
    if let Some(action) = &filter.action {
        all = all.add(Column::Action.eq(action));
    }
    if let Some(success) = filter.success {
        all = all.add(Column::Success.eq(success));
    }
    if let Some(from) = filter.from {
        all = all.add(Column::CreatedAt.gte(from));
    }
    if let Some(to) = filter.to {
        all = all.add(Column::CreatedAt.lt(to));
    }
    Ok(paging::page(scope, Entity::find().filter(all), paging, SORTABLE, Column::Id).await?.map(view))
}

pub(crate) fn new_row(log: OperationLog) -> Model {
    Model {
        id: Uuid::now_v7(),
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
