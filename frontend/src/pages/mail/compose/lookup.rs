//! Finding people, groups and jobs by typing, and the names of those that are already chosen.

use std::collections::BTreeMap;

use api::candidate_groups::CandidateGroupQuery;
use api::candidates::{Candidate, CandidateQuery};
use api::jobs::JobQuery;
use futures_util::future::join_all;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::transport::client;
use crate::ui::{Choice, Suggest};

/// Names that are asked for at once; the chips of more are shown when the person wants to see them.
pub const NAMES_AT_ONCE: usize = 40;

/// The names of candidates, as far as they are known.
#[derive(Clone, Copy)]
pub struct Names(RwSignal<BTreeMap<Uuid, String>>);

impl Names {
    /// None known.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// A name, followed.
    pub fn of(self, id: &str) -> Option<String> {
        let id = Uuid::parse_str(id).ok()?;
        self.0.with(|names| names.get(&id).cloned())
    }

    /// Remembers a name.
    pub fn put(self, id: Uuid, name: String) {
        self.0.update(|names| drop(names.insert(id, name)));
    }

    /// Asks for the names that are not known yet.
    pub fn fetch(self, ids: &[Uuid]) {
        let unknown: Vec<Uuid> = self.0.with_untracked(|names| {
            ids.iter().filter(|id| !names.contains_key(id)).take(NAMES_AT_ONCE).copied().collect()
        });
        if unknown.is_empty() {
            return;
        }
        spawn_local(async move {
            let answers =
                join_all(unknown.into_iter().map(|id| async move { client().get_candidate(id).await })).await;
            let found =
                answers.into_iter().filter_map(Result::ok).map(|candidate| (candidate.id, candidate.name));
            self.0.try_update(|names| names.extend(found));
        });
    }
}

/// Candidates by name, company and the like. Those found are remembered.
pub fn candidates(names: Names) -> Suggest {
    Suggest::new(move |typed| async move {
        let query = CandidateQuery { q: Some(typed), per_page: Some(8), ..CandidateQuery::default() };
        let Ok(page) = client().list_candidates(&query).await else { return Vec::new() };
        page.items.into_iter().map(|candidate| candidate_choice(names, &candidate)).collect()
    })
}

fn candidate_choice(names: Names, candidate: &Candidate) -> Choice {
    names.put(candidate.id, candidate.name.clone());
    let parts = [candidate.current_position.as_deref(), candidate.current_company.as_deref()];
    let note = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Choice::new(candidate.id.to_string(), candidate.name.clone()).note(note)
}

/// Groups by name.
pub fn groups() -> Suggest {
    Suggest::new(|typed| async move {
        let query =
            CandidateGroupQuery { q: Some(typed), per_page: Some(8), ..CandidateGroupQuery::default() };
        let Ok(page) = client().list_candidate_groups(&query).await else { return Vec::new() };
        page.items
            .into_iter()
            .map(|group| {
                Choice::new(group.id.to_string(), group.name)
                    .note(crate::i18n::t::mail::members(group.members))
            })
            .collect()
    })
}

/// Jobs by title and company.
pub fn jobs() -> Suggest {
    Suggest::new(|typed| async move {
        let query = JobQuery { q: Some(typed), per_page: Some(8), ..JobQuery::default() };
        let Ok(page) = client().list_jobs(&query).await else { return Vec::new() };
        page.items
            .into_iter()
            .map(|job| {
                let company = job.company.map(|company| company.name).unwrap_or_default();
                Choice::new(job.id.to_string(), job.title).note(company)
            })
            .collect()
    })
}
