//! Where documents under review lie while the person looks at other pages.

use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use leptos::prelude::*;
use uuid::Uuid;

use super::batch::Batch;
use crate::session;
use crate::ui::unsaved;

/// One batch of each kind. It belongs to the app, not to the page, so that going elsewhere loses nothing.
#[derive(Clone, Copy)]
pub struct Desk {
    owner: StoredValue<Owner>,
    /// Candidates under review.
    pub candidates: Slot<CandidateFields>,
    /// Jobs under review.
    pub jobs: Slot<JobFields>,
}

/// Where a batch lies: whose it is, and the batch.
pub type Slot<F> = RwSignal<Option<(Uuid, Batch<F>)>>;

impl Desk {
    /// An empty desk that lives as long as the present component.
    pub fn new() -> Self {
        let desk = Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            candidates: RwSignal::new(None),
            jobs: RwSignal::new(None),
        };
        unsaved::guard_closing(move || {
            let person = present_person();
            let candidates =
                desk.candidates.get().is_some_and(|(owner, batch)| owner == person && batch.has_unsaved());
            candidates || desk.jobs.get().is_some_and(|(owner, batch)| owner == person && batch.has_unsaved())
        });
        desk
    }

    /// Makes something that lives as long as the desk.
    pub fn keep<R>(self, make: impl FnOnce() -> R) -> R {
        self.owner.with_value(|owner| owner.with(make))
    }
}

/// Who is signed in now.
pub fn present_person() -> Uuid {
    untrack(|| session::with_profile(|profile| profile.id)).unwrap_or_default()
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
