//! The second factor: codes of an authenticator (TOTP, RFC 6238), and recovery codes for when it is lost.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::{Actor, Code, Error, Result, Secret};
use persistence::sign_in::{self, TicketHolder};
use persistence::two_factor::{self, TwoFactorState};
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use super::{Device, Session, guard::Guard, hash, new_token, random_bytes, start_in_last};
use crate::App;

/// The place for which secrets are sealed.
const FIELD: &str = "users.totp_secret";
/// What recovery codes are signed for.
const RECOVERY: &str = "recovery code";
/// What authenticators show beside the account.
const ISSUER: &str = "Bole";
/// Recovery codes that are given out together.
const CODES: usize = 10;
/// Letters and digits that nobody mistakes for one another.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// How long a second factor may take after the password.
const TICKET: TimeDelta = TimeDelta::minutes(5);
/// Codes that may be tried with one ticket.
const TRIES: i32 = 5;

/// What an authenticator needs.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The secret in base 32, for typing.
    pub secret: Secret,
    /// The same as an `otpauth:` address.
    pub url: Secret,
    /// The address as a QR code: a PNG as a `data:` address.
    pub qr_code: Secret,
}

/// How the actor's second factor stands.
pub async fn state(app: &App, actor: &Actor) -> Result<TwoFactorState> {
    app.db.read_own(actor, async |scope| two_factor::state(scope).await).await
}

/// Makes a secret, which counts once [`confirm`] has seen a code of it.
pub async fn set_up(app: &App, actor: &Actor) -> Result<Setup> {
    let email = app.db.read_own(actor, async |scope| persistence::users::me(scope).await).await?.email;
    let secret = Secret::new(totp_rs::Secret::generate().to_base32());
    let sealed = seal(app, actor.user_id, &secret)?;
    app.db.own(actor, async |scope| two_factor::begin(scope, &sealed).await).await?;
    let totp = totp(&secret, &email)?;
    let url = totp.to_url().map_err(|error| Error::internal(error.to_string()))?;
    let drawn = tokio::task::spawn_blocking(move || totp.to_qr_png()).await.map_err(Error::internal)?;
    let png = drawn.map_err(|error| Error::internal(error.to_string()))?;
    let qr_code = format!("data:image/png;base64,{}", STANDARD.encode(png));
    Ok(Setup { secret, url: Secret::new(url), qr_code: Secret::new(qr_code) })
}

/// Turns the second factor on by a code that proves the device; gives the recovery codes, this once.
pub async fn confirm(app: &App, actor: &Actor, code: &str) -> Result<Vec<Secret>> {
    let sealed = app.db.read_own(actor, async |scope| two_factor::begun(scope).await).await?;
    let step = step(app, &open(app, actor.user_id, &sealed)?, code)?;
    let step = step.ok_or_else(|| Error::invalid("/code", Code::InvalidTwoFactorCode))?;
    let (codes, hashes) = new_codes(app, actor.user_id)?;
    app.db
        .own(actor, async |scope| {
            two_factor::enable(scope, &sealed, step).await?;
            two_factor::replace_recovery_codes(scope, hashes).await
        })
        .await?;
    Ok(codes)
}

/// Turns it off. The password proves that it is the person and not an open page.
pub async fn disable(app: &App, actor: &Actor, password: Secret) -> Result<()> {
    super::prove(app, actor, password, "/password").await?;
    app.db.own(actor, async |scope| two_factor::disable(scope).await).await
}

/// New recovery codes; the old ones count no longer.
pub async fn renew_recovery_codes(app: &App, actor: &Actor, password: Secret) -> Result<Vec<Secret>> {
    super::prove(app, actor, password, "/password").await?;
    if !state(app, actor).await?.is_enabled {
        return Err(Error::Rule(Code::TwoFactorDisabled));
    }
    let (codes, hashes) = new_codes(app, actor.user_id)?;
    app.db.own(actor, async |scope| two_factor::replace_recovery_codes(scope, hashes).await).await?;
    Ok(codes)
}

/// A ticket for somebody whose password was right.
pub(super) async fn ticket(app: &App, user_id: Uuid) -> Result<Secret> {
    let ticket = new_token()?;
    let expires_at = app.db.clock().now() + TICKET;
    sign_in::insert_ticket(&app.db, user_id, &hash(ticket.expose()), expires_at).await?;
    Ok(ticket)
}

/// Completes a sign-in by a ticket and a code of the authenticator or a recovery code.
///
/// Wrong codes lock the second factor for a growing time, so that a known password does not open endless tries.
pub async fn complete(app: &App, ticket: &str, code: &str, device: &Device) -> Result<Session> {
    let holder = sign_in::try_ticket(&app.db, &hash(ticket), TRIES).await?;
    // Counted by the person, over all tickets, and apart from the password.
    let guard = Guard::of(&format!("second factor of {}", holder.user.id), &device.ip);
    guard.begin(app).await?;
    if !holder.user.is_active {
        return Err(Error::Rule(Code::AccountInactive));
    }
    if !fits(app, &holder, code).await? {
        return Err(Error::Unauthenticated(Code::InvalidTwoFactorCode));
    }
    guard.passed(app).await?;
    sign_in::use_ticket(&app.db, holder.ticket_id).await?;
    start_in_last(app, &holder.user, device).await
}

async fn fits(app: &App, holder: &TicketHolder, code: &str) -> Result<bool> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        let Some(sealed) = &holder.totp_secret else { return Ok(false) };
        return match step(app, &open(app, holder.user.id, sealed)?, &code)? {
            Some(step) => sign_in::use_totp_step(&app.db, holder.user.id, step).await,
            None => Ok(false),
        };
    }
    let message = message(holder.user.id, &code);
    for left in sign_in::recovery_codes(&app.db, holder.user.id).await? {
        let signature = URL_SAFE_NO_PAD.decode(&left.code_hash).unwrap_or_default();
        if app.vault.is_signed(RECOVERY, &message, &signature) {
            return sign_in::use_recovery_code(&app.db, left.id).await;
        }
    }
    Ok(false)
}

/// The step of a code that is right now, or was or will be half a minute ago or ahead.
fn step(app: &App, secret: &Secret, code: &str) -> Result<Option<i64>> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = u64::try_from(app.db.clock().now().timestamp()).map_err(Error::internal)?;
    let step = totp(secret, "account")?.check(&code, now);
    step.map(|step| i64::try_from(step).map_err(Error::internal)).transpose()
}

fn totp(secret: &Secret, account: &str) -> Result<Totp> {
    let secret = totp_rs::Secret::try_from_base32(secret.expose());
    Builder::new()
        .with_secret(secret.map_err(|error| Error::internal(error.to_string()))?)
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .with_skew(1)
        .build()
        .map_err(|error| Error::internal(error.to_string()))
}

fn seal(app: &App, user_id: Uuid, secret: &Secret) -> Result<Secret> {
    Ok(Secret::new(STANDARD.encode(app.vault.seal(FIELD, user_id, secret)?)))
}

fn open(app: &App, user_id: Uuid, sealed: &Secret) -> Result<Secret> {
    let bytes = STANDARD.decode(sealed.expose()).map_err(Error::internal)?;
    app.vault.open(FIELD, user_id, &bytes)
}

/// Fresh recovery codes with what is kept of them: a signature, which cannot be guessed at without the vault's key.
fn new_codes(app: &App, user_id: Uuid) -> Result<(Vec<Secret>, Vec<String>)> {
    let mut codes = Vec::with_capacity(CODES);
    let mut hashes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let code = new_code()?;
        hashes.push(URL_SAFE_NO_PAD.encode(app.vault.sign(RECOVERY, &message(user_id, &code))?));
        codes.push(Secret::new(code));
    }
    Ok((codes, hashes))
}

/// 50 random bits, in two groups of five.
fn new_code() -> Result<String> {
    let letters = random_bytes::<10>()?.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let (left, right) = letters.split_at(5);
    Ok(left.iter().chain(&['-']).chain(right).collect())
}

/// However a code is typed, with or without its dash, in capitals or not.
fn message(user_id: Uuid, code: &str) -> Vec<u8> {
    let letters = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    format!("{user_id}:{}", letters.collect::<String>()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let code = new_code().unwrap();
        assert_eq!((code.len(), code.find('-')), (11, Some(5)));
        let typed = code.replace('-', " ").to_uppercase();
        assert_eq!(message(Uuid::nil(), &code), message(Uuid::nil(), &typed));
        assert_ne!(message(Uuid::nil(), &code), message(Uuid::max(), &code));
    }

    #[test]
    fn an_authenticator_s_code_is_that_of_the_standard() {
        // The secret of RFC 6238, appendix B: `12345678901234567890`.
        let totp = totp(&Secret::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "a@example.com").unwrap();
        assert_eq!(totp.check("287082", 59), Some(1));
        assert_eq!(totp.check("081804", 1_111_111_109), Some(37_037_036));
        assert_eq!(totp.check("287082", 59 + 120), None);
    }
}
