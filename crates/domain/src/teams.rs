//! Teams: a tree of people, along which the data scope `team` reaches.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Faults};

/// What a person can write into a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TeamFields {
    /// Name, unique in the organization.
    #[cfg_attr(feature = "openapi", schema(example = "上海一部"))]
    pub name: String,
    /// The team above it.
    pub parent_id: Option<Uuid>,
}

impl Check for TeamFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
    }
}

/// A team as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Team {
    pub id: Uuid,
    pub fields: TeamFields,
    /// How many people are in it, without those in the teams below.
    pub members: u64,
    /// Grows by one with every change.
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A team with all below it, from teams and the teams above them. It ends even where the tree is none.
pub fn with_those_below(all: &[(Uuid, Option<Uuid>)], team: Uuid) -> BTreeSet<Uuid> {
    let mut below: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (id, parent) in all {
        if let Some(parent) = parent {
            below.entry(*parent).or_default().push(*id);
        }
    }
    let mut found = BTreeSet::new();
    let mut waiting = vec![team];
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(below.get(&id).into_iter().flatten());
        }
    }
    found
}

/// Whether a team would stand below itself if `parent` were the team above it.
pub fn would_be_a_cycle(all: &[(Uuid, Option<Uuid>)], team: Uuid, parent: Uuid) -> bool {
    with_those_below(all, team).contains(&parent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: u8) -> Uuid {
        Uuid::from_u128(u128::from(number))
    }

    fn tree(parents: &[Option<u8>]) -> Vec<(Uuid, Option<Uuid>)> {
        (0..).zip(parents).map(|(number, parent)| (id(number), parent.map(id))).collect()
    }

    #[test]
    fn a_team_reaches_down_and_not_up_or_aside() {
        let all = tree(&[None, Some(0), Some(0), Some(1)]);
        assert_eq!(with_those_below(&all, id(1)), BTreeSet::from([id(1), id(3)]));
        assert_eq!(with_those_below(&all, id(0)).len(), 4);
        assert_eq!(with_those_below(&all, id(9)), BTreeSet::from([id(9)]));
    }

    proptest! {
        /// Moves are taken one after the other, each only if it makes no cycle: every team then has a way up.
        #[test]
        fn moves_that_are_allowed_never_make_a_cycle(moves in prop::collection::vec((0_u8..8, 0_u8..8), 0..40)) {
            let mut all = tree(&[None; 8]);
            for (team, parent) in moves {
                if !would_be_a_cycle(&all, id(team), id(parent)) {
                    all[usize::from(team)].1 = Some(id(parent));
                }
            }
            for start in 0..8 {
                let mut at = Some(id(start));
                let mut steps = 0;
                while let Some(team) = at {
                    steps += 1;
                    prop_assert!(steps <= 8, "a cycle above {start}");
                    at = all.iter().find(|(id, _)| *id == team).and_then(|(_, parent)| *parent);
                }
            }
        }
    }
}
