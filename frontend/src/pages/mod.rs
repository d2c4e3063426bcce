//! The pages, a directory per feature.

pub mod account;
pub mod companies;
pub mod not_found;
