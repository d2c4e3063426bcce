//! Secrets at rest: AES-256-GCM, bound to the place they belong to.
//!
//! Sealed form: one byte version, four bytes key id, twelve bytes nonce, then the ciphertext with its tag. The key
//! id says which key sealed it, so that keys can be rotated without opening everything at once.

use domain::{Error, Result, Secret};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, hmac};
use uuid::Uuid;

const VERSION: u8 = 1;
const HEADER: usize = 1 + 4;

/// Seals with the first key, opens with any.
pub struct Vault {
    keys: Vec<Key>,
    random: SystemRandom,
}

struct Key {
    id: [u8; 4],
    key: LessSafeKey,
    signing: hmac::Key,
}

/// Bytes of a signature.
pub const SIGNATURE_LEN: usize = 16;

impl Vault {
    /// A vault over 32-byte keys, the present one first, older ones after it.
    pub fn new(keys: &[[u8; 32]]) -> Result<Self> {
        let keys: Vec<Key> = keys.iter().map(Key::new).collect::<Result<_>>()?;
        if keys.is_empty() {
            return Err(Error::internal("the vault needs a key"));
        }
        Ok(Self { keys, random: SystemRandom::new() })
    }

    /// Seals a secret for one field of one row; it can be opened only with the same two.
    pub fn seal(&self, field: &str, row: Uuid, secret: &Secret) -> Result<Vec<u8>> {
        let [key, ..] = self.keys.as_slice() else { return Err(Error::internal("the vault needs a key")) };
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce).map_err(|_unspecified| Error::internal("no randomness"))?;
        let mut text = secret.expose().as_bytes().to_vec();
        key.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), place(field, row), &mut text)
            .map_err(|_unspecified| Error::internal("sealing failed"))?;
        let mut sealed = Vec::with_capacity(HEADER + NONCE_LEN + text.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&key.id);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&text);
        Ok(sealed)
    }

    /// Opens what was sealed for the same field and row. Fails for anything else, and when its key is gone.
    pub fn open(&self, field: &str, row: Uuid, sealed: &[u8]) -> Result<Secret> {
        let (header, rest) = sealed.split_at_checked(HEADER).ok_or_else(unreadable)?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or_else(unreadable)?;
        if header[0] != VERSION {
            return Err(unreadable());
        }
        let key = self.keys.iter().find(|key| key.id == header[1..]).ok_or_else(|| {
            Error::internal("a secret was sealed with a key that is not configured (BOLE_ENCRYPTION_KEY)")
        })?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_unspecified| unreadable())?;
        let mut text = text.to_vec();
        let plain = key
            .key
            .open_in_place(nonce, place(field, row), &mut text)
            .map_err(|_unspecified| unreadable())?;
        String::from_utf8(plain.to_vec()).map(Secret::new).map_err(|_not_text| unreadable())
    }

    /// A signature that only this installation can make, for links that are given away. It holds for one purpose.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> Result<[u8; SIGNATURE_LEN]> {
        let [key, ..] = self.keys.as_slice() else { return Err(Error::internal("the vault needs a key")) };
        Ok(key.sign(purpose, message))
    }

    /// Whether a signature is ours, by the present key or an older one.
    pub fn is_signed(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        self.keys.iter().any(|key| {
            // Compares hashes of both, so that the time says nothing about where they differ.
            let digest = |bytes: &[u8]| digest::digest(&digest::SHA256, bytes);
            digest(&key.sign(purpose, message)).as_ref() == digest(signature).as_ref()
        })
    }
}

impl Key {
    fn new(bytes: &[u8; 32]) -> Result<Self> {
        let key =
            UnboundKey::new(&AES_256_GCM, bytes).map_err(|_unspecified| Error::internal("not a key"))?;
        let digest = digest::digest(&digest::SHA256, bytes);
        let mut id = [0; 4];
        id.copy_from_slice(&digest.as_ref()[..4]);
        // Keys for signing are derived, so that sealing and signing never share one.
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, bytes), b"bole signing");
        let signing = hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref());
        Ok(Self { id, key: LessSafeKey::new(key), signing })
    }

    fn sign(&self, purpose: &str, message: &[u8]) -> [u8; SIGNATURE_LEN] {
        let mut context = hmac::Context::with_key(&self.signing);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(message);
        let tag = context.sign();
        let mut signature = [0; SIGNATURE_LEN];
        signature.copy_from_slice(&tag.as_ref()[..SIGNATURE_LEN]);
        signature
    }
}

fn place(field: &str, row: Uuid) -> Aad<Vec<u8>> {
    Aad::from(format!("{field}:{row}").into_bytes())
}

fn unreadable() -> Error {
    Error::internal("a sealed secret cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_secret_opens_only_at_its_place() {
        let vault = Vault::new(&[[1; 32]]).unwrap();
        let sealed = vault.seal("api_keys.key", ROW, &Secret::new("sk-千里马")).unwrap();
        assert_eq!(vault.open("api_keys.key", ROW, &sealed).unwrap().expose(), "sk-千里马");
        assert!(vault.open("api_keys.key", Uuid::from_u128(8), &sealed).is_err());
        assert!(vault.open("email_accounts.password", ROW, &sealed).is_err());
        for end in 0..sealed.len() {
            assert!(vault.open("api_keys.key", ROW, &sealed[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn the_same_secret_never_looks_the_same() {
        let vault = Vault::new(&[[1; 32]]).unwrap();
        let seal = || vault.seal("x", ROW, &Secret::new("same")).unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn a_signature_holds_for_its_purpose_and_message_and_outlives_a_rotation() {
        let old = Vault::new(&[[1; 32]]).unwrap();
        let signature = old.sign("unsubscribe", b"mail 1").unwrap();
        let rotated = Vault::new(&[[2; 32], [1; 32]]).unwrap();
        assert!(rotated.is_signed("unsubscribe", b"mail 1", &signature));
        assert!(!rotated.is_signed("unsubscribe", b"mail 2", &signature));
        assert!(!rotated.is_signed("download", b"mail 1", &signature));
        assert!(!rotated.is_signed("unsubscribe", b"mail 1", &signature[..15]));
        assert!(!Vault::new(&[[2; 32]]).unwrap().is_signed("unsubscribe", b"mail 1", &signature));
    }

    #[test]
    fn older_keys_still_open_after_a_rotation() {
        let old = Vault::new(&[[1; 32]]).unwrap().seal("x", ROW, &Secret::new("s")).unwrap();
        assert!(Vault::new(&[[2; 32], [1; 32]]).unwrap().open("x", ROW, &old).is_ok());
        assert!(Vault::new(&[[2; 32]]).unwrap().open("x", ROW, &old).is_err());
    }
}
