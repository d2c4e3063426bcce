//! The candidates of an organization as the index keeps them: a few numbers each, in one block of memory.
//!
//! Keywords and cities lie in one pool, those of a candidate beside each other, so that ranking reads memory from one
//! end to the other. What a changed candidate leaves behind in the pool is swept when it is more than what is in use.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use domain::matches::CandidateFacts;
use uuid::Uuid;

use super::names::Names;

/// Stands for what is not known, where a number would be.
const UNKNOWN: u32 = u32::MAX;

/// What of a candidate is ranked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// In yuan a year.
    pub pay: Option<i64>,
    /// Day of the last change, counted from the beginning of the calendar.
    pub updated: i32,
    years: i32,
    level: u32,
    owner: u32,
    start: u32,
    keywords: u16,
    cities: u16,
}

/// The words that entries refer to by number.
#[derive(Default)]
pub(super) struct Words {
    pub keywords: Names,
    pub cities: Names,
    pub levels: Names,
}

/// All candidates.
#[derive(Default)]
pub(super) struct People {
    entries: Vec<Option<Entry>>,
    ids: Vec<Uuid>,
    places: HashMap<Uuid, u32>,
    free: Vec<u32>,
    pool: Vec<u32>,
    swept: usize,
    owners: HashMap<Uuid, u32>,
    /// By keyword: how many candidates have it.
    holders: Vec<u64>,
}

impl Entry {
    /// In tenths.
    pub fn years(&self) -> Option<i32> {
        (self.years >= 0).then_some(self.years)
    }

    /// By number.
    pub fn level(&self) -> Option<u32> {
        (self.level != UNKNOWN).then_some(self.level)
    }

    /// By number.
    pub fn owner(&self) -> usize {
        self.owner as usize
    }
}

impl People {
    /// Adds a candidate, or puts the present facts in the place of those before.
    pub fn put(&mut self, id: Uuid, owner: Uuid, facts: &CandidateFacts, words: &mut Words) {
        self.remove(id);
        let start = self.pool.len() as u32;
        self.pool.extend(facts.keywords.iter().map(|code| words.keywords.intern(code)));
        self.pool.extend(facts.cities.iter().map(|city| words.cities.intern(city)));
        self.holders.resize(words.keywords.len(), 0);
        let owners = self.owners.len() as u32;
        let entry = Entry {
            pay: facts.pay,
            updated: facts.updated.num_days_from_ce(),
            years: facts.years.unwrap_or(-1),
            level: facts.level.as_deref().map_or(UNKNOWN, |level| words.levels.intern(level)),
            owner: *self.owners.entry(owner).or_insert(owners),
            start,
            // The checks of the fields allow 300 keywords and 30 cities.
            keywords: facts.keywords.len() as u16,
            cities: facts.cities.len() as u16,
        };
        for keyword in keywords_of(&self.pool, &entry) {
            self.holders[*keyword as usize] += 1;
        }
        let place = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            self.ids.push(Uuid::nil());
            self.entries.len() as u32 - 1
        });
        self.entries[place as usize] = Some(entry);
        self.ids[place as usize] = id;
        self.places.insert(id, place);
    }

    /// Takes a candidate out; one that is not there changes nothing.
    pub fn remove(&mut self, id: Uuid) {
        let Some(place) = self.places.remove(&id) else { return };
        self.free.push(place);
        let Some(entry) = self.entries[place as usize].take() else { return };
        for keyword in keywords_of(&self.pool, &entry) {
            self.holders[*keyword as usize] -= 1;
        }
        self.swept += usize::from(entry.keywords) + usize::from(entry.cities);
        if self.swept > self.pool.len() / 2 {
            self.sweep();
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Places that entries may have, from 0.
    pub fn places(&self) -> usize {
        self.entries.len()
    }

    /// The place of a candidate.
    pub fn place(&self, id: Uuid) -> Option<usize> {
        self.places.get(&id).map(|place| *place as usize)
    }

    /// The candidate at a place.
    pub fn id(&self, place: u32) -> Uuid {
        self.ids[place as usize]
    }

    /// All entries with their places.
    pub fn entries(&self) -> impl Iterator<Item = (u32, &Entry)> {
        (0..).zip(&self.entries).filter_map(|(place, entry)| Some((place, entry.as_ref()?)))
    }

    /// The keywords of an entry, by number.
    pub fn keywords(&self, entry: &Entry) -> &[u32] {
        keywords_of(&self.pool, entry)
    }

    /// The cities of an entry, by number.
    pub fn cities(&self, entry: &Entry) -> &[u32] {
        let start = entry.start as usize + usize::from(entry.keywords);
        &self.pool[start..start + usize::from(entry.cities)]
    }

    /// How many candidates have a keyword.
    pub fn holders(&self, keyword: u32) -> u64 {
        self.holders.get(keyword as usize).copied().unwrap_or_default()
    }

    /// For each owner, by number, whether it is one of `owners`.
    pub fn owned_by(&self, owners: impl IntoIterator<Item = Uuid>) -> Vec<bool> {
        let mut marks = vec![false; self.owners.len()];
        for number in owners.into_iter().filter_map(|owner| self.owners.get(&owner)) {
            marks[*number as usize] = true;
        }
        marks
    }

    /// The facts at a place, as they were put.
    pub fn facts(&self, place: u32, words: &Words) -> CandidateFacts {
        let Some(Some(entry)) = self.entries.get(place as usize) else { return CandidateFacts::default() };
        let spell = |names: &Names, numbers: &[u32]| {
            numbers.iter().map(|number| names.word(*number).to_owned()).collect()
        };
        CandidateFacts {
            keywords: spell(&words.keywords, self.keywords(entry)),
            years: entry.years(),
            cities: spell(&words.cities, self.cities(entry)),
            pay: entry.pay,
            level: entry.level().map(|level| words.levels.word(level).to_owned()),
            updated: NaiveDate::from_num_days_from_ce_opt(entry.updated).unwrap_or_default(),
        }
    }

    /// About how many bytes this takes.
    pub fn bytes(&self) -> usize {
        const MAP_ENTRY: usize = 40;
        self.entries.capacity() * size_of::<Option<Entry>>()
            + self.ids.capacity() * size_of::<Uuid>()
            + self.places.capacity() * MAP_ENTRY
            + self.pool.capacity() * size_of::<u32>()
            + self.holders.capacity() * size_of::<u64>()
    }

    fn sweep(&mut self) {
        let mut pool = Vec::with_capacity(self.pool.len() - self.swept);
        for entry in self.entries.iter_mut().flatten() {
            let from = entry.start as usize;
            let length = usize::from(entry.keywords) + usize::from(entry.cities);
            entry.start = pool.len() as u32;
            pool.extend_from_slice(&self.pool[from..from + length]);
        }
        self.pool = pool;
        self.swept = 0;
    }
}

fn keywords_of<'a>(pool: &'a [u32], entry: &Entry) -> &'a [u32] {
    &pool[entry.start as usize..][..usize::from(entry.keywords)]
}
