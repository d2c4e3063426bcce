//! Who is here now.

use std::collections::{HashMap, HashSet};

use domain::page::{Page, Paging};
use domain::users::{ONLINE, OnlineUser};
use domain::{Code, Error, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::view;
use crate::entities::{refresh_token, user};
use crate::scope::Scope;

/// One page of the members who were here within the last minutes, the latest first.
pub async fn online(scope: &Scope, paging: &Paging) -> Result<Page<OnlineUser>> {
    if !paging.sort.is_empty() {
        return Err(Error::invalid("?sort", Code::UnknownValue));
    }
    let query = user::Entity::find().filter(user::Column::LastSeenAt.gt(scope.now() - ONLINE));
    let sorted = query.clone().order_by_desc(user::Column::LastSeenAt).order_by_asc(user::Column::Id);
    let rows = scope.members(sorted.offset(paging.offset()).limit(u64::from(paging.per_page))).await?;
    let mut sessions = sessions(scope, rows.iter().map(|row| row.id).collect()).await?;
    let items = rows.into_iter().map(|row| {
        let own = sessions.remove(&row.id).unwrap_or_default();
        let families: HashSet<Uuid> = own.iter().map(|token| token.family_id).collect();
        // The latest comes first.
        let (ip, user_agent) =
            own.into_iter().next().map(|token| (token.ip, token.user_agent)).unwrap_or_default();
        OnlineUser { sessions: families.len() as u64, ip, user_agent, user: view(row) }
    });
    Ok(Page { items: items.collect(), total: scope.count_members(query).await? })
}

/// The living sessions of members in the organization, the latest first.
async fn sessions(scope: &Scope, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<refresh_token::Model>>> {
    let query = refresh_token::Entity::find()
        .filter(refresh_token::Column::UserId.is_in(ids))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .filter(refresh_token::Column::RotatedAt.is_null())
        .filter(refresh_token::Column::ExpiresAt.gt(scope.now()))
        .order_by_desc(refresh_token::Column::CreatedAt);
    let mut found: HashMap<Uuid, Vec<refresh_token::Model>> = HashMap::new();
    for token in scope.sessions_here(query).await? {
        found.entry(token.user_id).or_default().push(token);
    }
    Ok(found)
}
