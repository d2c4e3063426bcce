//! Saving records that a person has reviewed: all of them, or none.

use domain::{Code, Error, FieldError, Result};
use uuid::Uuid;

/// A reviewed record, and what is to be done with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reviewed<F> {
    /// Make a new record.
    Create {
        /// As confirmed.
        fields: F,
        /// The document it was parsed from.
        document_id: Option<Uuid>,
    },
    /// Do nothing.
    Skip,
    /// Fill what a record lacks, and add to its lists.
    Merge {
        /// As confirmed.
        fields: F,
        /// The record that stays.
        into: Uuid,
    },
}

/// What became of a reviewed record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// A new record.
    Created(Uuid),
    /// Nothing.
    Skipped,
    /// A record that was there.
    Merged(Uuid),
}

impl<F> Reviewed<F> {
    /// The fields, unless it is skipped.
    pub fn fields_mut(&mut self) -> Option<&mut F> {
        match self {
            Self::Create { fields, .. } | Self::Merge { fields, .. } => Some(fields),
            Self::Skip => None,
        }
    }

    /// The record to merge into.
    pub fn target(&self) -> Option<Uuid> {
        match self {
            Self::Merge { into, .. } => Some(*into),
            Self::Create { .. } | Self::Skip => None,
        }
    }
}

/// Derives the fields of every record; faults of all of them are told together, each below its item.
pub(crate) fn derive_each<F>(items: &mut [Reviewed<F>], derive: impl Fn(&mut F) -> Result<()>) -> Result<()> {
    let mut faults = Vec::new();
    for (index, item) in items.iter_mut().enumerate() {
        match item.fields_mut().map(&derive) {
            Some(Err(Error::Invalid(errors))) => faults.extend(errors.into_iter().map(|mut error| {
                error.pointer = format!("/items/{index}/fields{}", error.pointer);
                error
            })),
            Some(Err(other)) => return Err(other),
            Some(Ok(())) | None => {}
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Fails when a record to merge into is not among those that were found.
pub(crate) fn check_targets<F>(items: &[Reviewed<F>], is_found: impl Fn(Uuid) -> bool) -> Result<()> {
    let missing = items.iter().enumerate().filter(|(_, item)| item.target().is_some_and(|id| !is_found(id)));
    let faults: Vec<_> = missing
        .map(|(index, _)| FieldError::new(format!("/items/{index}/merge_into"), Code::UnknownReference))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The results in the order of the items, given the ids of the new records in theirs.
pub(crate) fn results<F>(items: &[Reviewed<F>], created: Vec<Uuid>) -> Vec<Saved> {
    let mut created = created.into_iter();
    items
        .iter()
        .map(|item| match item {
            Reviewed::Create { .. } => created.next().map_or(Saved::Skipped, Saved::Created),
            Reviewed::Skip => Saved::Skipped,
            Reviewed::Merge { into, .. } => Saved::Merged(*into),
        })
        .collect()
}
