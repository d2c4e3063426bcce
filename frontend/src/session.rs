//! Who is signed in, and what they may do.

use std::sync::LazyLock;

use api::auth::{Profile, RefreshRequest, SignedIn};
use domain::Permission;
use futures_util::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::preferences;
use crate::transport::{client, refresh, set_token};

/// What the page knows of the person before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Session {
    /// Being found out, by the cookie.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is.
    SignedIn(Box<Profile>),
}

static SESSION: LazyLock<ArcRwSignal<Session>> = LazyLock::new(|| ArcRwSignal::new(Session::Unknown));

/// Whether somebody is signed in; `None` while that is being found out.
pub fn is_signed_in() -> Option<bool> {
    SESSION.with(|session| match session {
        Session::Unknown => None,
        Session::SignedOut => Some(false),
        Session::SignedIn(_) => Some(true),
    })
}

/// Reads something of the signed-in person, followed.
pub fn with_profile<R>(read: impl FnOnce(&Profile) -> R) -> Option<R> {
    SESSION.with(|session| match session {
        Session::SignedIn(profile) => Some(read(profile)),
        _ => None,
    })
}

/// Whether the person may do this: what they may not do is not shown.
pub fn may(permission: Permission) -> bool {
    with_profile(|profile| profile.permissions.contains(&permission)).unwrap_or(false)
}

/// Looks whether the cookie still opens a session; once, at the start.
pub async fn resume() {
    let profile = if refresh().await {
        // Together, because both are needed before the first page is drawn.
        join(client().get_profile(), preferences::arrive()).await.0.ok()
    } else {
        None
    };
    SESSION.set(profile.map_or(Session::SignedOut, |profile| Session::SignedIn(Box::new(profile))));
}

/// Reads the profile again, if somebody is signed in, after something about the person has changed elsewhere.
pub async fn reload() {
    if SESSION.with_untracked(|session| matches!(session, Session::SignedIn(_)))
        && let Ok(profile) = client().get_profile().await
    {
        put(profile);
    }
}

/// Begins a session with the answer to a sign-in.
pub fn begin(signed_in: SignedIn) {
    set_token(Some(signed_in.access_token));
    spawn_local(preferences::arrive());
    put(signed_in.user);
}

/// Puts in a changed profile.
pub fn put(profile: Profile) {
    SESSION.set(Session::SignedIn(Box::new(profile)));
}

/// Ends the session here and on the server.
pub async fn end() {
    // Without an answer the cookie stays until it runs out; the page forgets all the same.
    drop(client().logout(&RefreshRequest::default()).await);
    set_token(None);
    SESSION.set(Session::SignedOut);
}

/// Forgets a session whose account is gone.
pub fn forget() {
    set_token(None);
    SESSION.set(Session::SignedOut);
}

/// The server no longer knows the session.
pub fn lost() {
    SESSION.update(|session| {
        if matches!(session, Session::SignedIn(_)) {
            *session = Session::SignedOut;
        }
    });
}
