//! The pages, a directory per feature.

pub mod account;
pub mod not_found;
