//! Roles and teams as choices.

use api::roles::Role;
use api::teams::Team;
use domain::Permission;

use crate::pages::roles::words::role_name;
use crate::session::may;
use crate::transport::client;
use crate::ui::Choice;

/// The roles as choices.
pub fn role_choices(roles: &[Role]) -> Vec<Choice> {
    let choice = |role: &Role| {
        let (code, name, is_builtin) = (role.code.clone(), role.name.clone(), role.is_builtin);
        Choice::new(role.id.to_string(), move || role_name(&code, &name, is_builtin))
    };
    roles.iter().map(choice).collect()
}

/// The roles that the person may give: none that may more than they do themselves.
pub fn roles_to_give(roles: &[Role]) -> Vec<Choice> {
    let given = |role: &&Role| role.permissions.iter().all(|permission| may(*permission));
    role_choices(&roles.iter().filter(given).cloned().collect::<Vec<_>>())
}

/// The teams as choices.
pub fn team_choices(teams: &[Team]) -> Vec<Choice> {
    teams.iter().map(|team| Choice::new(team.id.to_string(), team.name.clone())).collect()
}

/// The roles and teams there are, as far as the person may see them.
pub async fn roles_and_teams() -> Result<(Vec<Role>, Vec<Team>), api::ApiError> {
    let roles = if may(Permission::RoleRead) { client().list_roles().await?.items } else { Vec::new() };
    let teams = if may(Permission::TeamRead) { client().list_teams().await?.items } else { Vec::new() };
    Ok((roles, teams))
}
