//! Hashes that people bring along from older systems: those of Django, and bcrypt's own.

use std::fmt::Write as _;
use std::num::NonZeroU32;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::{digest, pbkdf2};

/// A hash in another form than ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MovedHash<'a> {
    /// Django's `pbkdf2_sha256$<iterations>$<salt>$<hash>`.
    Pbkdf2 { iterations: NonZeroU32, salt: &'a str, hash: Vec<u8> },
    /// `$2a$…`, `$2b$…` or `$2y$…`; Django puts `bcrypt$` before it.
    Bcrypt(&'a str),
    /// The same of the password's SHA-256 in hexadecimal: Django's `bcrypt_sha256$`.
    BcryptSha256(&'a str),
}

/// More than any Django asks for; a hash that asks for more was made to keep us busy.
const MOST_ITERATIONS: u32 = 5_000_000;
/// The same for bcrypt, in powers of two.
const HIGHEST_COST: u32 = 15;

impl<'a> MovedHash<'a> {
    /// `None` when it is none of them.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("pbkdf2_sha256$") {
            let mut parts = rest.split('$');
            let (iterations, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
            let iterations =
                iterations.parse().ok().filter(|count: &NonZeroU32| count.get() <= MOST_ITERATIONS)?;
            return Some(Self::Pbkdf2 { iterations, salt, hash: STANDARD.decode(hash).ok()? });
        }
        if let Some(rest) = text.strip_prefix("bcrypt_sha256$") {
            return is_bcrypt(rest).then_some(Self::BcryptSha256(rest));
        }
        let rest = text.strip_prefix("bcrypt$").unwrap_or(text);
        is_bcrypt(rest).then_some(Self::Bcrypt(rest))
    }

    /// Whether the password fits.
    pub(super) fn fits(&self, password: &str) -> bool {
        match self {
            Self::Pbkdf2 { iterations, salt, hash } => {
                let (salt, password) = (salt.as_bytes(), password.as_bytes());
                pbkdf2::verify(pbkdf2::PBKDF2_HMAC_SHA256, *iterations, salt, password, hash).is_ok()
            }
            // What does not parse fits nothing.
            Self::Bcrypt(hash) => bcrypt::verify(password, hash).unwrap_or(false),
            Self::BcryptSha256(hash) => bcrypt::verify(sha256_hex(password), hash).unwrap_or(false),
        }
    }
}

fn is_bcrypt(text: &str) -> bool {
    let rest = ["$2a$", "$2b$", "$2y$"].iter().find_map(|prefix| text.strip_prefix(prefix));
    let cost = rest.and_then(|rest| rest.split('$').next()).and_then(|cost| cost.parse::<u32>().ok());
    cost.is_some_and(|cost| cost <= HIGHEST_COST)
}

fn sha256_hex(password: &str) -> String {
    digest::digest(&digest::SHA256, password.as_bytes()).as_ref().iter().fold(
        String::new(),
        |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(hash: &str, password: &str) -> bool {
        MovedHash::parse(hash).is_some_and(|hash| hash.fits(password))
    }

    #[test]
    fn hashes_of_django_fit_their_passwords_only() {
        // As django.contrib.auth.hashers of Django 4.2 writes them.
        let hash = "pbkdf2_sha256$600000$bolesalt$7Z9iC5nGixPJOrvAb/AP/QypLbfa4N2hMsrJAAXR03k=";
        assert!(fits(hash, "千里马常有-2026"));
        assert!(!fits(hash, "千里马常有-2027"));
    }

    #[test]
    fn hashes_of_bcrypt_fit_their_passwords_only() {
        for prefix in ["$2a$", "$2b$", "$2y$", "bcrypt$$2b$"] {
            let hash = format!("{prefix}06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i");
            assert!(fits(&hash, "abc"), "{hash}");
            assert!(!fits(&hash, "abd"), "{hash}");
        }
        let long = "长".repeat(60);
        let hash = format!("bcrypt_sha256${}", bcrypt::hash(sha256_hex(&long), 4).unwrap());
        assert!(fits(&hash, &long));
        assert!(!fits(&hash, &format!("{long}?")), "all of a long password counts");
    }

    #[test]
    fn what_is_no_hash_or_would_keep_us_busy_fits_nothing() {
        for text in [
            "",
            "!unusable",
            "md5$salt$hash",
            "pbkdf2_sha256$0$salt$aGFzaA==",
            "pbkdf2_sha256$4000000000$salt$aGFzaA==",
            "pbkdf2_sha256$1000$salt",
            "$2b$31$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
            "$2b$xx$",
        ] {
            assert_eq!(MovedHash::parse(text), None, "{text}");
        }
    }
}
