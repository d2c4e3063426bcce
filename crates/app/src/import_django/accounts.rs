//! From a row of Django's users to an account.

use chrono::{DateTime, Utc};
use domain::{Faults, Locale, Result, Role, Secret, users};
use persistence::sign_in::NewAccount;

use super::Request;
use super::records::Refusal;
use super::row::Row;
use crate::App;
use crate::auth::new_token;

/// How high somebody stood in Django.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Member,
    Staff,
    Superuser,
}

/// A user of the Django project.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) key: String,
    pub(super) digest: String,
    pub(super) username: String,
    pub(super) email: String,
    first_name: String,
    last_name: String,
    /// The hash, where it is one that a sign-in here can check.
    hash: Option<Secret>,
    pub(super) rank: Rank,
    pub(super) is_active: bool,
    pub(super) joined: Option<DateTime<Utc>>,
    /// What is otherwise than it stood.
    pub(super) notes: Vec<&'static str>,
}

/// Reads and checks a row.
pub(super) fn read(row: &Row, request: &Request) -> Result<Account, Refusal> {
    let mut notes = Vec::new();
    let given = row.text("username").unwrap_or_default();
    let username = fitting(&given);
    if username != given {
        notes.push("its user name has characters or a length that is not allowed here, and was made to fit");
    }
    let hash = row.text("password").as_deref().and_then(known_hash).map(Secret::new);
    if hash.is_none() {
        notes.push("it has no password that can be checked here; it is to be set anew");
    }
    let email = match (row.text("email"), &request.email_domain) {
        (Some(email), _) => email,
        (None, Some(domain)) => format!("{username}@{domain}"),
        (None, None) => {
            return Err(Refusal("it has no e-mail address (--email-domain gives it one)".to_owned()));
        }
    };
    let account = Account {
        key: row.key.clone(),
        digest: row.digest(false),
        first_name: row.text("first_name").unwrap_or_default(),
        last_name: row.text("last_name").unwrap_or_default(),
        rank: match (row.flag("is_superuser"), row.flag("is_staff")) {
            (Some(true), _) => Rank::Superuser,
            (_, Some(true)) => Rank::Staff,
            _ => Rank::Member,
        },
        is_active: row.flag("is_active").unwrap_or(true),
        joined: row.time("created_at"),
        username,
        email,
        hash,
        notes,
    };
    let mut faults = Faults::default();
    faults.email("email", &account.email);
    faults.at_most("first_name", &account.first_name, 50);
    faults.at_most("last_name", &account.last_name, 50);
    faults.into_result()?;
    Ok(account)
}

/// What an organization is called that nobody named.
pub(super) fn team_of(founder: &Account, locale: Locale) -> String {
    let person = users::display_name(&founder.first_name, &founder.last_name, &founder.username);
    crate::auth::team_of(&person, locale)
}

impl Account {
    /// The role in the organization.
    pub(super) fn role(&self) -> Role {
        if self.rank >= Rank::Staff { Role::Admin } else { Role::Consultant }
    }

    /// The account to make. Without a hash that can be checked it gets one that no password fits.
    pub(super) async fn to_new(&self, app: &App) -> Result<NewAccount> {
        let hash = match &self.hash {
            Some(hash) => hash.clone(),
            None => Secret::new(app.passwords.hash(new_token()?).await?),
        };
        Ok(NewAccount {
            username: self.username.clone(),
            email: self.email.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            password_hash: hash,
            locale: Locale::default(),
            identity: None,
        })
    }
}

/// The user name by our rules: 3 to 50 letters, digits, `.`, `_` and `-`.
fn fitting(username: &str) -> String {
    let letters =
        username.trim().chars().map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' });
    let mut fitting: String = letters.take(50).collect();
    while fitting.chars().count() < 3 {
        fitting.push('_');
    }
    fitting
}

/// The hash as it is kept here, of those that a sign-in checks; Django marks who has no password by `!`.
fn known_hash(django: &str) -> Option<String> {
    match django.split_once('$')? {
        ("pbkdf2_sha256" | "bcrypt_sha256", _) => Some(django.to_owned()),
        ("bcrypt", hash) => Some(hash.to_owned()),
        ("argon2", hash) => Some(format!("${hash}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_made_to_fit() {
        for (there, here) in [
            ("wang.fang", "wang.fang"),
            ("li@hunters.example", "li_hunters.example"),
            ("wl", "wl_"),
            ("王芳", "王芳_"),
            ("", "___"),
        ] {
            assert_eq!(fitting(there), here);
        }
        assert_eq!(fitting(&"x".repeat(150)).len(), 50);
    }

    #[test]
    fn hashes_are_kept_in_the_form_that_sign_in_reads() {
        for (there, here) in [
            ("pbkdf2_sha256$600000$salt$hash=", Some("pbkdf2_sha256$600000$salt$hash=")),
            ("bcrypt_sha256$$2b$12$abc", Some("bcrypt_sha256$$2b$12$abc")),
            ("bcrypt$$2b$12$abc", Some("$2b$12$abc")),
            (
                "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA",
                Some("$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA"),
            ),
            ("md5$salt$hash", None),
            ("!unusable", None),
        ] {
            assert_eq!(known_hash(there).as_deref(), here);
        }
    }
}
