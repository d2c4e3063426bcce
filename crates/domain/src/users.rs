//! Users and how they prove who they are.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Code, Faults, Locale, Secret};

pub mod import;
mod members;

pub use members::{Member, MemberFields, NewMember, ONLINE, OnlineUser, RoleName, check_roles, check_rule};

/// A user as others and oneself may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct User {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    pub avatar_key: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub locale: Locale,
    pub time_zone: String,
    pub is_superuser: bool,
    pub is_active: bool,
    /// When the address was proved, if it was.
    pub email_verified_at: Option<DateTime<Utc>>,
    pub date_joined: DateTime<Utc>,
    pub last_seen_at: Option<DateTime<Utc>>,
}

impl User {
    /// The name to show: Chinese names family name first without a space, others given name first.
    pub fn display_name(&self) -> String {
        display_name(&self.first_name, &self.last_name, &self.username)
    }

    /// What a password must not be like.
    pub fn own_names(&self) -> [&str; 4] {
        [&self.username, &self.email, &self.first_name, &self.last_name]
    }
}

/// Joins a given and a family name as their script asks; the user name stands in when both are empty.
pub fn display_name(first_name: &str, last_name: &str, username: &str) -> String {
    let (first, last) = (first_name.trim(), last_name.trim());
    match (first.is_empty(), last.is_empty()) {
        (true, true) => username.to_owned(),
        (true, false) => last.to_owned(),
        (false, true) => first.to_owned(),
        (false, false) if first.is_ascii() => format!("{first} {last}"),
        (false, false) => format!("{last}{first}"),
    }
}

/// An account elsewhere with which a user signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Identity {
    pub id: Uuid,
    /// The key of the provider.
    pub provider: String,
    /// What the account is called there.
    pub name: String,
    /// The address that the provider has verified.
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// What stands in the place of a password's hash begins with this when there is no password.
pub const NO_PASSWORD: &str = "!";

/// A new account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// 3 to 50 letters, digits, `.`, `_` or `-`; Chinese characters are letters.
    #[cfg_attr(feature = "openapi", schema(example = "bole"))]
    pub username: String,
    /// E-mail address; unique without regard to case.
    #[cfg_attr(feature = "openapi", schema(example = "bole@example.com"))]
    pub email: String,
    /// 8 to 128 characters, not a common one, not like the name or address.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password, example = "千里马常有-2026"))]
    #[serde(serialize_with = "crate::secret::expose")]
    pub password: Secret,
    /// Given name.
    #[serde(default)]
    pub first_name: String,
    /// Family name.
    #[serde(default)]
    pub last_name: String,
    /// The name of the organization to found; the first user and open registration use it.
    #[serde(default)]
    pub organization_name: Option<String>,
    /// The token of an invitation: one then joins the organization that invited, and founds none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(default, serialize_with = "crate::secret::expose_some", skip_serializing_if = "Option::is_none")]
    pub invitation_token: Option<Secret>,
}

impl Check for Registration {
    fn check(&self, faults: &mut Faults) {
        check_username(faults, &self.username);
        faults.email("email", &self.email);
        faults.at_most("first_name", &self.first_name, 50);
        faults.at_most("last_name", &self.last_name, 50);
        faults.optional("organization_name", self.organization_name.as_deref(), 100);
        check_password(
            faults,
            "password",
            &self.password,
            &[&self.username, &self.email, &self.first_name, &self.last_name],
        );
    }
}

/// 3 to 50 letters, digits, `.`, `_` or `-`.
pub fn check_username(faults: &mut Faults, username: &str) {
    let length = username.chars().count();
    if length < 3 {
        faults.add("username", Code::TooShort).params.push("3".to_owned());
    } else if length > 50 {
        faults.add("username", Code::TooLong).params.push("50".to_owned());
    } else if !username.chars().all(|c| c.is_alphanumeric() || "._-".contains(c)) {
        faults.add("username", Code::InvalidFormat);
    }
}

/// The shortest password, in characters.
pub const PASSWORD_MIN: usize = 8;
/// The longest password, in characters.
pub const PASSWORD_MAX: usize = 128;

/// The password policy: length, not a common one, not like the person's own names.
pub fn check_password(faults: &mut Faults, field: &str, password: &Secret, own_names: &[&str]) {
    let text = password.expose();
    let length = text.chars().count();
    if length < PASSWORD_MIN {
        faults.add(field, Code::TooShort).params.push(PASSWORD_MIN.to_string());
    } else if length > PASSWORD_MAX {
        faults.add(field, Code::TooLong).params.push(PASSWORD_MAX.to_string());
    } else if is_common(text) {
        faults.add(field, Code::PasswordTooCommon);
    } else if own_names.iter().any(|name| is_like(text, name)) {
        faults.add(field, Code::PasswordTooSimilar);
    }
}

fn is_common(password: &str) -> bool {
    let folded = password.to_lowercase();
    let first = folded.chars().next();
    let one_character = folded.chars().all(|c| Some(c) == first);
    let digits_only = folded.len() < 12 && folded.bytes().all(|b| b.is_ascii_digit());
    one_character || digits_only || COMMON.lines().any(|line| line == folded)
}

/// Common passwords of at least eight characters, one a line, lower case.
const COMMON: &str = include_str!("users/common-passwords.txt");

fn is_like(password: &str, name: &str) -> bool {
    let password = password.to_lowercase();
    // Two Chinese characters say as much as four letters.
    let says_something = |part: &&str| part.chars().count() >= if part.is_ascii() { 4 } else { 2 };
    name.to_lowercase().split(['@', '.', '_', '-', '+', ' ']).filter(says_something).any(|part| {
        part.contains(&password)
            || password.contains(part) && password.chars().count() < part.chars().count() + 5
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn faults_of(password: &str) -> Vec<Code> {
        let mut faults = Faults::default();
        check_password(
            &mut faults,
            "password",
            &Secret::new(password),
            &["zhangwei", "zhang.wei@example.com", "张伟的小小的名字"],
        );
        match faults.into_result() {
            Err(Error::Invalid(errors)) => errors.into_iter().map(|e| e.code).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn weak_passwords_are_refused_and_good_ones_taken() {
        assert_eq!(faults_of("short"), [Code::TooShort]);
        assert_eq!(faults_of(&"长".repeat(129)), [Code::TooLong]);
        for common in ["password1", "Qwertyuiop", "88888888", "aaaaaaaaaaaaaaaa", "20261124"] {
            assert_eq!(faults_of(common), [Code::PasswordTooCommon], "{common}");
        }
        for similar in ["zhangwei123", "ZhangWei", "张伟的小小的名字", "张伟的小小的名字1"] {
            assert_eq!(faults_of(similar).last(), Some(&Code::PasswordTooSimilar), "{similar}");
        }
        for good in ["千里马常有伯乐不常有", "correct horse battery", "zhangwei-likes-long-words"] {
            assert_eq!(faults_of(good), [], "{good}");
        }
    }

    #[test]
    fn names_are_joined_as_their_script_asks() {
        assert_eq!(display_name("思远", "李", "x"), "李思远");
        assert_eq!(display_name("Ada", "Lovelace", "x"), "Ada Lovelace");
        assert_eq!(display_name(" ", "", "x"), "x");
    }
}
