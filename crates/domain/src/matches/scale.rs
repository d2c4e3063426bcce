//! What each component can add to the score of one job: whole hundredths of a point, so that they add up exactly.

use super::{Component, JobFacts, Weights};
use crate::Coded;

/// A perfect score, in hundredths of a point.
const PERFECT: u32 = 10_000;
/// A job with so many requirements can be met perfectly; one that says less cannot, because it says too little.
const ENOUGH: u32 = 5;

/// What each component can add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    full: [u32; Component::ALL.len()],
}

impl Scale {
    /// Shares the best score that the job allows among the components it states, by weight. What is left over by
    /// rounding down goes, a hundredth each, to those that lost most.
    pub fn new(weights: &Weights, job: &JobFacts) -> Self {
        let mut full = [0; Component::ALL.len()];
        let weight = |component: Component| if job.states(component) { weights.of(component) } else { 0 };
        let sum: u32 = Component::ALL.iter().map(|component| weight(*component)).sum();
        if sum == 0 || job.keywords.is_empty() {
            return Self { full };
        }
        let best = best(job.coverage());
        let mut lost: Vec<(u32, usize)> = Vec::with_capacity(full.len());
        for (index, component) in Component::ALL.iter().enumerate() {
            let share = best * weight(*component);
            full[index] = share / sum;
            lost.push((share % sum, index));
        }
        let left: u32 = best - full.iter().sum::<u32>();
        lost.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        lost.iter().take(left as usize).for_each(|(_, index)| full[*index] += 1);
        Self { full }
    }

    /// What a component adds at most.
    pub fn full(&self, component: Component) -> u32 {
        self.full[component as usize]
    }

    /// What a component adds when it is met to `value`: rounded to the hundredth, halves up.
    pub fn points(&self, component: Component, value: f64) -> u32 {
        (f64::from(self.full(component)) * value.clamp(0.0, 1.0)).round() as u32
    }
}

/// 60 points for one requirement, ten more for each further one, 100 from the fifth on.
fn best(coverage: u32) -> u32 {
    PERFECT / 2 + PERFECT / 2 * coverage.min(ENOUGH) / ENOUGH
}
