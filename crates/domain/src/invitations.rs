//! Invitations into an organization.

/// For how many days an invitation can be accepted.
pub const DAYS: i64 = 7;
