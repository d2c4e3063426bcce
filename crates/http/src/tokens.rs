//! Access tokens: JWTs signed with HMAC-SHA-256, good for 15 minutes.
//!
//! The signing key is the first; older ones still verify, so that keys rotate without signing anyone out.

use std::sync::Once;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::{Code, Error, Result};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use ring::{digest, hmac};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Seconds for which an access token is good.
pub const LIFETIME: u64 = 15 * 60;

const ISSUER: &str = "bole";
const AUDIENCE: &str = "bole";

/// Makes and checks access tokens.
pub struct Tokens {
    keys: Vec<Key>,
}

struct Key {
    id: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// What a token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The user.
    pub sub: Uuid,
    /// The organization in use.
    pub org: Uuid,
    /// The session: the family of refresh tokens.
    pub sid: Uuid,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
}

impl Claims {
    /// For how long the token is still good.
    pub fn time_left(&self, now: DateTime<Utc>) -> Duration {
        Duration::from_secs(u64::try_from(self.exp - now.timestamp()).unwrap_or_default())
    }
}

impl Tokens {
    /// Tokens over secret keys of 32 bytes or more, the one that signs first.
    pub fn new(keys: &[Vec<u8>]) -> Result<Self> {
        static INSTALL: Once = Once::new();
        INSTALL.call_once(|| {
            // It fails only when a provider is there already, which then is this one.
            let _ = PROVIDER.install_default();
        });
        if keys.is_empty() || keys.iter().any(|key| key.len() < 32) {
            return Err(Error::internal("signing keys need at least 32 bytes"));
        }
        Ok(Self { keys: keys.iter().map(|key| Key::new(key)).collect() })
    }

    /// A token for a user in an organization and a session, from `now`.
    pub fn issue(&self, user: Uuid, organization: Uuid, session: Uuid, now: DateTime<Utc>) -> Result<String> {
        let [key, ..] = self.keys.as_slice() else { return Err(Error::internal("no signing key")) };
        let claims = Claims {
            sub: user,
            org: organization,
            sid: session,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            iat: now.timestamp(),
            exp: now.timestamp() + LIFETIME as i64,
        };
        let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::HS256) };
        encode(&header, &claims, &key.encoding).map_err(Error::internal)
    }

    /// What a token says, when it is ours and `now` is within its time.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims> {
        let refused = || Error::Unauthenticated(Code::InvalidToken);
        let id = decode_header(token).ok().and_then(|header| header.kid).ok_or_else(refused)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or_else(refused)?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        // The clock is the application's, so that tests can set it.
        validation.validate_exp = false;
        let claims = decode::<Claims>(token, &key.decoding, &validation).map_err(|_any| refused())?.claims;
        if (claims.iat - 60..claims.exp).contains(&now.timestamp()) { Ok(claims) } else { Err(refused()) }
    }
}

impl Key {
    fn new(secret: &[u8]) -> Self {
        let digest = digest::digest(&digest::SHA256, secret);
        Self {
            id: URL_SAFE_NO_PAD.encode(&digest.as_ref()[..6]),
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
        }
    }
}

/// HMAC by ring, so that neither OpenSSL nor RSA comes in for a signature.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| {
        if *algorithm != Algorithm::HS256 || key.family() != AlgorithmFamily::Hmac {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Ok(Box::new(RingHmac(hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()))))
    },
    verifier_factory: |algorithm, key| {
        if *algorithm != Algorithm::HS256 || key.family() != AlgorithmFamily::Hmac {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Ok(Box::new(RingHmac(hmac::Key::new(hmac::HMAC_SHA256, key.try_get_as_bytes()?))))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct RingHmac(hmac::Key);

impl Signer<Vec<u8>> for RingHmac {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, SignatureError> {
        Ok(hmac::sign(&self.0, message).as_ref().to_vec())
    }
}

impl JwtSigner for RingHmac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl Verifier<Vec<u8>> for RingHmac {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), SignatureError> {
        hmac::verify(&self.0, message, signature).map_err(|_unspecified| SignatureError::new())
    }
}

impl JwtVerifier for RingHmac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: Uuid = Uuid::from_u128(1);
    const ORG: Uuid = Uuid::from_u128(2);
    const SESSION: Uuid = Uuid::from_u128(3);

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn a_token_is_good_for_fifteen_minutes() {
        let tokens = Tokens::new(&[vec![1; 32]]).unwrap();
        let token = tokens.issue(USER, ORG, SESSION, now()).unwrap();
        let claims = tokens.verify(&token, now()).unwrap();
        assert_eq!((claims.sub, claims.org, claims.sid), (USER, ORG, SESSION));
        assert!(tokens.verify(&token, now() + chrono::TimeDelta::seconds(899)).is_ok());
        assert!(tokens.verify(&token, now() + chrono::TimeDelta::seconds(900)).is_err());
    }

    #[test]
    fn a_changed_or_foreign_token_is_refused() {
        let tokens = Tokens::new(&[vec![1; 32]]).unwrap();
        let token = tokens.issue(USER, ORG, SESSION, now()).unwrap();
        let foreign = Tokens::new(&[vec![2; 32]]).unwrap().issue(USER, ORG, SESSION, now()).unwrap();
        let (head, _) = token.rsplit_once('.').unwrap();
        let (_, other) = foreign.rsplit_once('.').unwrap();
        for bad in [foreign.as_str(), &format!("{head}.{other}"), &format!("{head}."), "", "a.b.c", "x"] {
            assert!(tokens.verify(bad, now()).is_err(), "{bad}");
        }
        let unsigned =
            format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), token.split('.').nth(1).unwrap());
        assert!(tokens.verify(&unsigned, now()).is_err());
    }

    #[test]
    fn a_rotated_key_still_verifies() {
        let token = Tokens::new(&[vec![1; 32]]).unwrap().issue(USER, ORG, SESSION, now()).unwrap();
        assert!(Tokens::new(&[vec![2; 32], vec![1; 32]]).unwrap().verify(&token, now()).is_ok());
    }
}
