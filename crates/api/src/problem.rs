//! Errors on the wire: `application/problem+json` as in RFC 9457.

pub use domain::problems::{Problem, ProblemField};
