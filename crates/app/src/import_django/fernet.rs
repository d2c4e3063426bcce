//! Fernet, as Django projects seal secrets with Python's `cryptography`: AES-128-CBC, authenticated by HMAC-SHA256.
//! Only opening; what is kept here is sealed anew by the vault.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use domain::Secret;
use ring::hmac;

const VERSION: u8 = 0x80;
/// Version and time.
const HEADER: usize = 1 + 8;
const IV: usize = 16;
const TAG: usize = 32;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Opens what any of its keys has sealed, like Python's `MultiFernet`.
pub struct Fernet(Vec<Key>);

struct Key {
    signing: hmac::Key,
    encryption: [u8; 16],
}

impl Fernet {
    /// Keys as Django has them: 32 bytes in URL-safe base64, several separated by commas. `None` when one is not that.
    pub fn new(keys: &Secret) -> Option<Self> {
        let keys: Option<Vec<Key>> = keys.expose().split(',').map(|key| Key::new(key.trim())).collect();
        keys.map(Self)
    }

    /// The secret in a token; `None` when it is no token, or sealed with another key.
    pub(super) fn open(&self, token: &str) -> Option<Secret> {
        let bytes = BASE64.decode(as_written(token)?).ok()?;
        self.0.iter().find_map(|key| key.open(&bytes))
    }
}

impl Key {
    fn new(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = BASE64.decode(text).ok()?.try_into().ok()?;
        let (signing, encryption) = bytes.split_at(16);
        Some(Self {
            signing: hmac::Key::new(hmac::HMAC_SHA256, signing),
            encryption: encryption.try_into().ok()?,
        })
    }

    fn open(&self, token: &[u8]) -> Option<Secret> {
        let (signed, tag) = token.split_at_checked(token.len().checked_sub(TAG)?)?;
        hmac::verify(&self.signing, signed, tag).ok()?;
        let (header, rest) = signed.split_at_checked(HEADER)?;
        let (iv, text) = rest.split_at_checked(IV)?;
        if header[0] != VERSION {
            return None;
        }
        let iv: [u8; IV] = iv.try_into().ok()?;
        let cipher = cbc::Decryptor::<Aes128>::new(&self.encryption.into(), &iv.into());
        let mut plain = vec![0; text.len()];
        let plain = cipher.decrypt_padded_b2b::<Pkcs7>(text, &mut plain).ok()?;
        String::from_utf8(plain.to_vec()).ok().map(Secret::new)
    }
}

/// The token as text: PostgreSQL writes the bytes of a `BinaryField` in hexadecimal digits.
fn as_written(token: &str) -> Option<String> {
    let Some(digits) = token.strip_prefix("\\x") else { return Some(token.to_owned()) };
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    String::from_utf8(digits.as_bytes().chunks(2).map(byte).collect::<Option<Vec<u8>>>()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The vector of the specification, https://github.com/fernet/spec.
    const KEY: &str = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    const TOKEN: &str = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    fn open(keys: &str, token: &str) -> Option<String> {
        Fernet::new(&Secret::new(keys)).unwrap().open(token).map(|secret| secret.expose().to_owned())
    }

    #[test]
    fn a_token_opens_with_its_key_alone() {
        let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assert_eq!(open(KEY, TOKEN).as_deref(), Some("hello"));
        assert_eq!(open(&format!("{other}, {KEY}"), TOKEN).as_deref(), Some("hello"));
        assert_eq!(open(other, TOKEN), None);
        let digits: String = TOKEN.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(open(KEY, &format!("\\x{digits}")).as_deref(), Some("hello"));
    }

    #[test]
    fn what_is_no_token_or_was_changed_does_not_open() {
        for end in 0..TOKEN.len() - 2 {
            assert_eq!(open(KEY, &TOKEN[..end]), None, "{end}");
        }
        assert_eq!(open(KEY, &TOKEN.replace("AAECA", "AAEDA")), None);
        assert_eq!(open(KEY, "\\x0g"), None);
        assert!(Fernet::new(&Secret::new("short")).is_none());
    }
}
