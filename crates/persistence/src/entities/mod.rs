//! The rows, private to this crate.

mod administration;
mod ai;
mod identities;
mod identity;
mod imports;
mod mail;
mod recruiting;
mod security;
mod statistics;
mod system_mails;
mod tasks;

pub(crate) use administration::*;
pub(crate) use ai::*;
pub(crate) use identities::*;
pub(crate) use identity::*;
pub(crate) use imports::*;
pub(crate) use mail::*;
pub(crate) use recruiting::*;
pub(crate) use security::*;
pub(crate) use statistics::*;
pub(crate) use system_mails::*;
pub(crate) use tasks::*;
