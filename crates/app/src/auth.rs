//! Registration, sign-in and sessions.

pub mod avatars;
mod guard;
pub mod links;
pub mod oauth;
pub mod own_data;
pub mod tokens;
pub mod two_factor;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::users::{Registration, User, check_password};
use domain::{Actor, Code, Error, Faults, FieldError, Kind, Locale, Result, Role, Secret, devices, users};
use persistence::sign_in::{self, Founded, Login, Move, NewAccount, NewSession, SessionTokens};
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use uuid::Uuid;

use crate::emails::announce_queued;
use crate::system_mails::{self, Addressee, SystemMail};
use crate::{App, Passwords, RegistrationPolicy};
use guard::Guard;

/// How long a session lives without being used.
const SESSION_DAYS: i64 = 30;
/// Two tabs may refresh with the same token within this time.
const REFRESH_LEEWAY: TimeDelta = TimeDelta::seconds(10);

/// From where a session is started.
#[derive(Clone, Debug, Default)]
pub struct Device {
    /// The browser's or program's name for itself.
    pub user_agent: String,
    /// The address.
    pub ip: String,
}

/// A session that began or went on.
#[derive(Clone, Debug)]
pub struct Session {
    /// The user.
    pub user_id: Uuid,
    /// The organization in use.
    pub organization_id: Uuid,
    /// The session's id.
    pub session_id: Uuid,
    /// Good for one use; replaces the one before.
    pub refresh_token: Secret,
}

/// What a right password leads to.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// A session.
    Done(Session),
    /// A second factor is asked for; this is the ticket for it.
    TwoFactor(Secret),
}

/// Who may register now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegistrationState {
    /// Nobody has registered yet: the next one becomes the operator.
    pub is_first: bool,
    /// Whether one can register without an invitation.
    pub is_open: bool,
}

/// Who may register now.
pub async fn registration_state(app: &App) -> Result<RegistrationState> {
    let is_first = !sign_in::has_users(&app.db).await?;
    Ok(RegistrationState {
        is_first,
        is_open: is_first || app.settings.registration == RegistrationPolicy::Open,
    })
}

/// Makes an account and signs in.
///
/// The first one founds the installation; later ones join the organization that invited them, or found one of their
/// own when registration is open.
pub async fn register(
    app: &App,
    registration: Registration,
    locale: Locale,
    device: &Device,
) -> Result<Session> {
    let state = registration_state(app).await?;
    let closed = !state.is_first && app.settings.registration == RegistrationPolicy::Closed;
    let founded = match registration.invitation_token.clone() {
        _ if closed => return Err(Error::Rule(Code::RegistrationClosed)),
        Some(token) if !state.is_first => join(app, registration, locale, &token).await?,
        _ if state.is_open => found(app, registration, locale, state.is_first).await?,
        _ => return Err(Error::Rule(Code::InvitationRequired)),
    };
    let (user, organization_id) = (&founded.user, founded.organization.id);
    links::send_first(app, user, organization_id).await?;
    note_device(app, user, organization_id, device).await;
    start(app, user.id, organization_id, device).await
}

/// Makes an account in the organization that invited.
async fn join(app: &App, registration: Registration, locale: Locale, token: &Secret) -> Result<Founded> {
    let token_hash = hash(token.expose());
    // A link that does not work is told before the password is hashed.
    sign_in::find_invitation(&app.db, &token_hash).await?;
    let account = new_account(app, registration, locale).await?;
    sign_in::join_by_invitation(&app.db, &account, &token_hash).await
}

/// Makes an account from the command line, whatever the registration policy; gives the user's id.
pub async fn create_account(app: &App, registration: Registration, locale: Locale) -> Result<Uuid> {
    let is_first = !sign_in::has_users(&app.db).await?;
    found(app, registration, locale, is_first).await.map(|founded| founded.user.id)
}

/// Makes an account in the organization of `colleague` (user name or e-mail address), with a built-in role; without
/// one it may do nothing yet.
pub async fn create_member(
    app: &App,
    registration: Registration,
    colleague: &str,
    role: Option<Role>,
    locale: Locale,
) -> Result<Uuid> {
    let missing = Error::NotFound(Kind::User);
    let Some(found) = sign_in::find_by_login(&app.db, colleague.trim()).await? else { return Err(missing) };
    let memberships = sign_in::memberships(&app.db, found.user.id).await?;
    let Some(membership) = memberships.first() else { return Err(missing) };
    let account = new_account(app, registration, locale).await?;
    let user = sign_in::join_organization(&app.db, &account, membership.organization_id, role).await?;
    Ok(user.id)
}

async fn new_account(app: &App, registration: Registration, locale: Locale) -> Result<NewAccount> {
    Ok(NewAccount {
        username: registration.username,
        email: registration.email,
        first_name: registration.first_name,
        last_name: registration.last_name,
        password_hash: Secret::new(app.passwords.hash(registration.password).await?),
        locale,
        identity: None,
    })
}

/// Makes the account and its organization.
async fn found(app: &App, registration: Registration, locale: Locale, is_first: bool) -> Result<Founded> {
    let organization = organization_name(&registration, locale);
    let account = new_account(app, registration, locale).await?;
    establish(app, &account, &organization, is_first).await
}

/// The first account founds the installation, every other one an organization of its own.
async fn establish(app: &App, account: &NewAccount, organization: &str, is_first: bool) -> Result<Founded> {
    if is_first {
        sign_in::found_installation(&app.db, account, organization).await
    } else {
        sign_in::found_organization(&app.db, account, organization).await
    }
}

fn organization_name(registration: &Registration, locale: Locale) -> String {
    let given = registration.organization_name.as_deref().unwrap_or_default().trim();
    if !given.is_empty() {
        return given.to_owned();
    }
    let person =
        users::display_name(&registration.first_name, &registration.last_name, &registration.username);
    team_of(&person, locale)
}

/// What an organization is called that nobody named.
pub(crate) fn team_of(person: &str, locale: Locale) -> String {
    match locale {
        Locale::Zh => format!("{person}的团队"),
        Locale::En => format!("{person}'s team"),
    }
}

/// Signs in with a user name or an e-mail address. The answer to a wrong one of either is the same and takes as long.
pub async fn login(app: &App, login: &str, password: Secret, device: &Device) -> Result<SignIn> {
    let guard = Guard::of(login, &device.ip);
    guard.begin(app).await?;
    let found = guard::same_time(proof(app, login, password)).await?;
    guard.passed(app).await?;
    if found.has_two_factor {
        return two_factor::ticket(app, found.user.id).await.map(SignIn::TwoFactor);
    }
    start_in_last(app, &found.user, device).await.map(SignIn::Done)
}

/// Begins a session in the organization that the user was in last, else in the one joined first.
async fn start_in_last(app: &App, user: &User, device: &Device) -> Result<Session> {
    sign_in::note_success(&app.db, user.id).await?;
    let memberships = sign_in::memberships(&app.db, user.id).await?;
    let last = sign_in::last_organization(&app.db, user.id).await?;
    let there = memberships.iter().find(|membership| Some(membership.organization_id) == last);
    let there = there.or(memberships.first()).ok_or(Error::Rule(Code::AccountInactive))?;
    note_device(app, user, there.organization_id, device).await;
    start(app, user.id, there.organization_id, device).await
}

/// Who proves to be somebody by a name and a password.
async fn proof(app: &App, login: &str, password: Secret) -> Result<Login> {
    let found = sign_in::find_by_login(&app.db, login.trim()).await?;
    let hash = found.as_ref().map(|found| found.password_hash.expose().to_owned());
    let fits = app.passwords.verify(password.clone(), hash).await?;
    let Some(found) = found.filter(|_| fits) else {
        return Err(Error::Unauthenticated(Code::InvalidCredentials));
    };
    if !found.user.is_active {
        return Err(Error::Rule(Code::AccountInactive));
    }
    if Passwords::is_outdated(found.password_hash.expose()) {
        let hash = Secret::new(app.passwords.hash(password).await?);
        sign_in::set_password_hash(&app.db, found.user.id, &hash).await?;
    }
    Ok(found)
}

/// Moves the actor's session, whose refresh token this is, to another of their organizations.
pub async fn switch(app: &App, actor: &Actor, refresh_token: &str, organization_id: Uuid) -> Result<Session> {
    let memberships = sign_in::memberships(&app.db, actor.user_id).await?;
    if !memberships.iter().any(|membership| membership.organization_id == organization_id) {
        return Err(Error::NotFound(Kind::Organization));
    }
    next_session(app, refresh_token, Some(Move { user_id: actor.user_id, organization_id })).await
}

/// Remembers the device, and tells the owner of the account when it is a new one. A sign-in does not fail by it.
async fn note_device(app: &App, user: &User, organization_id: Uuid, device: &Device) {
    let mail = SystemMail::NewDevice {
        device: devices::words(&device.user_agent),
        ip: device.ip.clone(),
        at: app.db.clock().now(),
    };
    let key = devices::key(&device.user_agent, &device.ip);
    let noted = async {
        let mail = system_mails::write(app, &Addressee::of(user, organization_id), &mail)?;
        sign_in::note_device(&app.db, user.id, &key, mail).await
    };
    match noted.await {
        Ok(true) => announce_queued(app, organization_id),
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, "the device of a sign-in was not noted"),
    }
}

/// Exchanges a refresh token for the next one.
pub async fn refresh(app: &App, refresh_token: &str) -> Result<Session> {
    next_session(app, refresh_token, None).await
}

async fn next_session(app: &App, refresh_token: &str, to: Option<Move>) -> Result<Session> {
    let next = new_token()?;
    let expires_at = app.db.clock().now() + TimeDelta::days(SESSION_DAYS);
    let (old_hash, new_hash) = (hash(refresh_token), hash(next.expose()));
    let tokens = sign_in::rotate(&app.db, &old_hash, &new_hash, expires_at, REFRESH_LEEWAY, to).await?;
    Ok(session(tokens, next))
}

/// Ends the session of a refresh token; a token that is not known ends nothing.
pub async fn logout(app: &App, refresh_token: &str) -> Result<()> {
    sign_in::end(&app.db, &hash(refresh_token)).await
}

/// Ends all sessions of the actor.
pub async fn logout_all(app: &App, actor: &Actor) -> Result<()> {
    app.db.own(actor, async |scope| persistence::users::end_sessions(scope, None).await).await?;
    Ok(())
}

/// Changes one's password and ends every other session.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    session: Uuid,
    old: Secret,
    new: Secret,
) -> Result<()> {
    prove(app, actor, old, "/old_password").await?;
    let me = app.db.read_own(actor, async |scope| persistence::users::me(scope).await).await?;
    let mut faults = Faults::default();
    check_password(&mut faults, "new_password", &new, &me.own_names());
    faults.into_result()?;
    let hash = Secret::new(app.passwords.hash(new).await?);
    app.db.own(actor, async |scope| persistence::users::set_password(scope, &hash, Some(session)).await).await
}

/// Whether it is the actor's own password; if not, a fault of the field at `pointer`.
async fn prove(app: &App, actor: &Actor, password: Secret, pointer: &str) -> Result<()> {
    let hash = app.db.read_own(actor, async |scope| persistence::users::password_hash(scope).await).await?;
    if app.passwords.verify(password, Some(hash.expose().to_owned())).await? {
        Ok(())
    } else {
        Err(Error::Invalid(vec![FieldError::new(pointer, Code::WrongPassword)]))
    }
}

async fn start(app: &App, user_id: Uuid, organization_id: Uuid, device: &Device) -> Result<Session> {
    let token = new_token()?;
    let expires_at = app.db.clock().now() + TimeDelta::days(SESSION_DAYS);
    let new =
        NewSession { user_id, organization_id, user_agent: device.user_agent.clone(), ip: device.ip.clone() };
    let tokens = sign_in::start(&app.db, &new, &hash(token.expose()), expires_at).await?;
    Ok(session(tokens, token))
}

fn session(tokens: SessionTokens, refresh_token: Secret) -> Session {
    Session {
        user_id: tokens.user_id,
        organization_id: tokens.organization_id,
        session_id: tokens.family_id,
        refresh_token,
    }
}

/// 256 random bits.
pub(crate) fn new_token() -> Result<Secret> {
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?)))
}

fn random_bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_unspecified| Error::internal("no randomness"))?;
    Ok(bytes)
}

/// Tokens are random, so that a plain hash is enough to keep them.
pub(crate) fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, token.as_bytes()))
}

#[cfg(test)]
mod tests;
