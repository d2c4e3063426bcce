//! The tree of teams, in the order in which it is drawn.

use api::teams::Team;
use uuid::Uuid;

/// Each team with its depth, those below it right after it; neighbours stay in their order.
pub fn in_tree_order(teams: &[Team]) -> Vec<(usize, &Team)> {
    let mut drawn = Vec::with_capacity(teams.len());
    below(teams, None, 0, &mut drawn);
    drawn
}

fn below<'a>(teams: &'a [Team], parent: Option<Uuid>, depth: usize, drawn: &mut Vec<(usize, &'a Team)>) {
    for team in teams.iter().filter(|team| team.parent_id == parent) {
        drawn.push((depth, team));
        below(teams, Some(team.id), depth + 1, drawn);
    }
}

/// The teams that may stand above `team`: all but itself and those below it.
pub fn possible_parents(teams: &[Team], team: Option<Uuid>) -> Vec<(usize, &Team)> {
    let all: Vec<(Uuid, Option<Uuid>)> = teams.iter().map(|team| (team.id, team.parent_id)).collect();
    let excluded = team.map(|team| domain::teams::with_those_below(&all, team)).unwrap_or_default();
    in_tree_order(teams).into_iter().filter(|(_, team)| !excluded.contains(&team.id)).collect()
}
