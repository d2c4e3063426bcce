//! What a person decides about each record, and what follows from it; free of signals, so that it can be tested.

use api::ProblemField;
use api::jobs::BulkAction;
use uuid::Uuid;

/// What was decided about a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Not looked at yet.
    #[default]
    Open,
    /// To be saved as it is.
    Confirmed,
    /// Not wanted.
    Skipped,
    /// Saved; the record it is now, and whether that was there before.
    Saved(Uuid, BulkAction),
}

impl Decision {
    /// Whether leaving now would lose work.
    pub const fn is_unsaved(self) -> bool {
        matches!(self, Self::Open | Self::Confirmed)
    }
}

/// Where a record stands, as the rail shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    ToReview,
    Confirmed,
    Skipped,
    Faulty,
    Saved,
}

impl Standing {
    /// A record with faults needs a look, whatever was decided.
    pub const fn of(decision: Decision, has_faults: bool) -> Self {
        match decision {
            Decision::Saved(..) => Self::Saved,
            Decision::Skipped => Self::Skipped,
            _ if has_faults => Self::Faulty,
            Decision::Confirmed => Self::Confirmed,
            Decision::Open => Self::ToReview,
        }
    }
}

/// The index of the next record that still needs a look: after `from`, else from the beginning.
pub fn next_to_review(standings: &[Standing], from: usize) -> Option<usize> {
    let needs = |index: &usize| matches!(standings[*index], Standing::ToReview | Standing::Faulty);
    let after = (from + 1..standings.len()).find(needs);
    after.or_else(|| (0..standings.len().min(from)).find(needs))
}

/// A fault of a bulk request, taken apart: which item, where in its fields, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFault {
    /// The index in the request.
    pub item: usize,
    /// From the root of the item's fields: `/emails/0`.
    pub pointer: String,
    /// In the language of the request.
    pub message: String,
}

/// Sorts the faults of a bulk request by item. Those that belong to none are given back apart.
pub fn sort_faults(faults: &[ProblemField]) -> (Vec<ItemFault>, Vec<String>) {
    let mut sorted = Vec::new();
    let mut stray = Vec::new();
    for fault in faults {
        match item_pointer(&fault.pointer) {
            Some((item, pointer)) => {
                sorted.push(ItemFault { item, pointer, message: fault.message.clone() });
            }
            None => stray.push(fault.message.clone()),
        }
    }
    (sorted, stray)
}

/// `/items/3/fields/emails/0` → 3 and `/emails/0`; `/items/3/merge_into` → 3 and `/merge_into`.
fn item_pointer(pointer: &str) -> Option<(usize, String)> {
    let rest = pointer.strip_prefix("/items/")?;
    let (index, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let inner = rest.strip_prefix("fields/").unwrap_or(rest);
    Some((index.parse().ok()?, format!("/{inner}")))
}

/// How sure the engine is, in three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    Low,
    Fair,
    High,
}

impl Sureness {
    /// The word for a confidence from 0 to 1.
    pub fn of(confidence: f32) -> Self {
        match confidence {
            sure if sure >= 0.85 => Self::High,
            sure if sure >= 0.6 => Self::Fair,
            _ => Self::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Code;

    use super::*;

    fn fault(pointer: &str) -> ProblemField {
        ProblemField { pointer: pointer.into(), code: Code::Required, message: pointer.into() }
    }

    #[test]
    fn faults_of_a_bulk_request_go_to_their_record_and_field() {
        let (sorted, stray) =
            sort_faults(&[fault("/items/12/fields/emails/0"), fault("/items/3/merge_into"), fault("/items")]);
        let found: Vec<_> = sorted.iter().map(|fault| (fault.item, fault.pointer.as_str())).collect();
        assert_eq!(found, [(12, "/emails/0"), (3, "/merge_into")]);
        assert_eq!(stray, ["/items"]);
    }

    #[test]
    fn the_next_record_is_looked_for_onwards_and_then_from_the_start() {
        use Standing::{Confirmed, Faulty, Saved, Skipped, ToReview};
        let standings = [ToReview, Confirmed, Faulty, Skipped, Saved];
        assert_eq!(next_to_review(&standings, 0), Some(2));
        assert_eq!(next_to_review(&standings, 2), Some(0));
        assert_eq!(next_to_review(&[Confirmed, Skipped], 1), None);
        assert_eq!(next_to_review(&[ToReview], 0), None);
    }

    #[test]
    fn a_fault_shows_whatever_was_decided_but_not_on_what_is_skipped_or_saved() {
        assert_eq!(Standing::of(Decision::Confirmed, true), Standing::Faulty);
        assert_eq!(Standing::of(Decision::Skipped, true), Standing::Skipped);
        assert_eq!(Standing::of(Decision::Saved(Uuid::nil(), BulkAction::Create), true), Standing::Saved);
    }

    #[test]
    fn sureness_has_three_words() {
        assert_eq!([0.0, 0.6, 0.9].map(Sureness::of), [Sureness::Low, Sureness::Fair, Sureness::High]);
    }
}
