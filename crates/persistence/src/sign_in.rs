//! Before there is an actor: new accounts, proving who one is, sessions, and building the actor.
//!
//! One of the two modules that work without a scope.

mod accounts;
mod actor;
mod devices;
mod failures;
mod identities;
mod invitations;
mod one_time_tokens;
mod sessions;
mod tokens;
mod two_factor;

pub use accounts::{
    Founded, Login, NewAccount, find_by_login, found_installation, found_organization, has_users,
    join_organization, note_success, set_password_hash, username_key,
};
pub(crate) use accounts::{OPERATOR, user_row};
pub use actor::{Membership, actor, actor_in_session, memberships, role_codes, touch};
pub use devices::note_device;
pub use failures::{begin_attempt, forget_failures, take_back};
pub use identities::{NewIdentity, find_by_identity, link_identity};
pub use invitations::{accept_invitation, find_invitation, join_by_invitation};
pub use one_time_tokens::{
    NewToken, Verified, enqueue_mail, issue, issued_since, peek, reset_password, verify_email,
};
pub use sessions::{Move, NewSession, SessionTokens, end, last_organization, rotate, start};
pub use tokens::{TokenInUse, find_token, note_token_use};
pub use two_factor::{
    RecoveryCode, TicketHolder, insert_ticket, recovery_codes, try_ticket, use_recovery_code, use_ticket,
    use_totp_step,
};
