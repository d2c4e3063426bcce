//! How much each component counts in an organization.

use serde::{Deserialize, Serialize};

use super::Component;
use crate::{Check, Code, Faults};

/// The heaviest weight.
const MAX: u32 = 100;

/// How much each component of a score counts, against the others. A component that a job says nothing about is left
/// out, and the others share the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = MatchWeights))]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the weight of the component of its name")]
pub struct Weights {
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub must_keywords: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub nice_keywords: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub rarity: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub experience: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub location: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub salary: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub level: u32,
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub recency: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            must_keywords: 35,
            nice_keywords: 15,
            rarity: 15,
            experience: 10,
            location: 10,
            salary: 5,
            level: 5,
            recency: 5,
        }
    }
}

impl Weights {
    /// The weight of a component.
    pub const fn of(&self, component: Component) -> u32 {
        match component {
            Component::MustKeywords => self.must_keywords,
            Component::NiceKeywords => self.nice_keywords,
            Component::Rarity => self.rarity,
            Component::Experience => self.experience,
            Component::Location => self.location,
            Component::Salary => self.salary,
            Component::Level => self.level,
            Component::Recency => self.recency,
        }
    }
}

impl Check for Weights {
    fn check(&self, faults: &mut Faults) {
        for component in <Component as crate::Coded>::ALL {
            faults.range(crate::Coded::code(*component), Some(self.of(*component)), 0..=MAX);
        }
        // A score that no keyword bears on would say nothing about the work.
        if self.must_keywords == 0 || self.nice_keywords + self.rarity == 0 {
            faults.add("must_keywords", Code::TooSmall).params.push("1".to_owned());
        }
    }
}
