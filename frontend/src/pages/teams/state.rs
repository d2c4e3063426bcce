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

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn team(number: u128, parent: Option<u128>) -> Team {
        Team {
            id: Uuid::from_u128(number),
            name: number.to_string(),
            parent_id: parent.map(Uuid::from_u128),
            members: 0,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn drawn(teams: Vec<(usize, &Team)>) -> Vec<(usize, &str)> {
        teams.into_iter().map(|(depth, team)| (depth, team.name.as_str())).collect()
    }

    #[test]
    fn a_team_is_followed_by_those_below_it() {
        let teams = [team(1, None), team(2, None), team(3, Some(1)), team(4, Some(3))];
        assert_eq!(drawn(in_tree_order(&teams)), [(0, "1"), (1, "3"), (2, "4"), (0, "2")]);
        assert_eq!(drawn(possible_parents(&teams, Some(Uuid::from_u128(3)))), [(0, "1"), (0, "2")]);
        assert_eq!(possible_parents(&teams, None).len(), 4);
    }
}
