//! What an actor sees inside the organization, by the data scope of the roles.

use domain::{Actor, DataScope};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::entities::{membership, task};

/// Rows whose owner the actor's data scope takes in.
pub(crate) fn by_owner(actor: &Actor, owner: impl ColumnTrait) -> Condition {
    match actor.data_scope {
        DataScope::All => Condition::all(),
        DataScope::Own => Condition::all().add(owner.eq(actor.user_id)),
        DataScope::Team => {
            Condition::any().add(owner.eq(actor.user_id)).add(owner.in_subquery(team_of(actor)))
        }
    }
}

/// The members of the actor's team and of those below it.
fn team_of(actor: &Actor) -> SelectStatement {
    Query::select()
        .column(membership::Column::UserId)
        .from(membership::Entity)
        .and_where(membership::Column::OrganizationId.eq(actor.organization_id))
        .and_where(membership::Column::TeamId.is_in(actor.teams.iter().copied()))
        .to_owned()
}

/// The actor's own tasks.
pub(crate) fn tasks_of(actor: &Actor) -> SelectStatement {
    Query::select()
        .column(task::Column::Id)
        .from(task::Entity)
        .and_where(task::Column::OrganizationId.eq(actor.organization_id))
        .and_where(task::Column::UserId.eq(actor.user_id))
        .to_owned()
}
