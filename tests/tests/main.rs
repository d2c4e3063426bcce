//! All whole-system tests in one binary, a module a feature, because linking is slow.
//!
//! `cfg(test)` says to clippy that everything below may fail by panicking, helpers included.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod licences;
