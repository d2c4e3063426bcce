//! What the name of a field says about its value.

use super::About;
use crate::{Code, Coded};

/// How a value is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// By the look of its text.
    Plain,
    /// Whatever it is.
    Hide,
    /// All but the first letter.
    Name,
    /// Only its length is told.
    Length,
    /// Hidden, unless it is the code of a problem.
    Code,
}

/// Words in the names of fields that hold secrets, or what identifies a person by itself.
const HIDDEN_WORDS: &[&str] = &[
    "auth",
    "authorization",
    "bearer",
    "birth",
    "birthdate",
    "birthday",
    "born",
    "captcha",
    "card",
    "cookie",
    "cookies",
    "credential",
    "credentials",
    "dob",
    "fax",
    "hash",
    "idcard",
    "jwt",
    "key",
    "keys",
    "mobile",
    "nonce",
    "otp",
    "otpauth",
    "passphrase",
    "passport",
    "passwd",
    "password",
    "passwords",
    "phone",
    "phones",
    "pin",
    "pwd",
    "qq",
    "qr",
    "recovery",
    "salt",
    "secret",
    "secrets",
    "ssn",
    "tel",
    "telephone",
    "ticket",
    "tickets",
    "token",
    "tokens",
    "totp",
    "verifier",
    "wechat",
    "weixin",
    "whatsapp",
];
/// Last words of fields that hold texts of people: documents, mails, questions to a model.
const LONG_WORDS: &[&str] = &[
    "address",
    "answer",
    "body",
    "content",
    "description",
    "draft",
    "html",
    "instructions",
    "letter",
    "markdown",
    "notes",
    "points",
    "prompt",
    "requirement",
    "signature",
    "skills",
    "summary",
    "svg",
    "text",
];
/// Fields that name a person wherever they stand.
const NAMES: &[&str] = &[
    "first_name",
    "full_name",
    "given_name",
    "family_name",
    "last_name",
    "login",
    "nickname",
    "real_name",
    "username",
];

pub(super) fn rule_of(field: &str, about: About) -> Rule {
    let words = words(field);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let last = words.last().map(String::as_str).unwrap_or_default();
    if words.iter().any(|word| matches!(word.as_str(), "email" | "emails" | "mail")) && !has(HIDDEN_WORDS) {
        return Rule::Plain;
    }
    if has(HIDDEN_WORDS) {
        return Rule::Hide;
    }
    let joined = words.join("_");
    match last {
        "code" | "codes" => Rule::Code,
        _ if joined == "file_name" || joined == "filename" => Rule::Length,
        _ if NAMES.contains(&joined.as_str()) => Rule::Name,
        "name" if about == About::People && matches!(joined.as_str(), "name" | "display_name") => Rule::Name,
        _ if LONG_WORDS.contains(&last) => Rule::Length,
        _ => Rule::Plain,
    }
}

/// The words of a name, in small letters: `smtpPassword` and `smtp_password` have the same.
fn words(field: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut goes_on = false;
    let mut was_small = false;
    for c in field.chars() {
        if !c.is_alphanumeric() {
            goes_on = false;
            continue;
        }
        if !goes_on || (was_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        goes_on = true;
        was_small = c.is_lowercase() || c.is_numeric();
    }
    words
}

/// Whether a code is one of the table of problems: those say what went wrong, others prove who one is.
pub(super) fn is_known_code(code: &str) -> bool {
    Code::from_code(code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_field_says_how_its_value_is_masked() {
        for (field, rule) in [
            ("password", Rule::Hide),
            ("smtpPassword", Rule::Hide),
            ("api-key", Rule::Hide),
            ("keywords", Rule::Plain),
            ("refresh_token", Rule::Hide),
            ("mobile", Rule::Hide),
            ("code", Rule::Code),
            ("recovery_codes", Rule::Hide),
            ("email_address", Rule::Plain),
            ("job_description", Rule::Length),
            ("description", Rule::Length),
            ("file_name", Rule::Length),
            ("title", Rule::Plain),
            ("name", Rule::Plain),
            ("last_name", Rule::Name),
            ("login", Rule::Name),
        ] {
            assert_eq!(rule_of(field, About::Things), rule, "{field}");
        }
        assert_eq!(rule_of("name", About::People), Rule::Name);
        assert_eq!(rule_of("company_name", About::People), Rule::Plain);
    }
}
