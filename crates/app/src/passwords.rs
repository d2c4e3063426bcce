//! Password hashes: Argon2id, off the async threads, so many at once. Hashes from older systems are checked too.

mod moved;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::{Error, Result, Secret};
use moved::MovedHash;
use tokio::sync::Semaphore;

/// KiB of memory for one hash.
const MEMORY: u32 = 19 * 1024;
const ITERATIONS: u32 = 2;

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    computed: Arc<AtomicU64>,
    argon2: Argon2<'static>,
    /// Checked for users that do not exist, so that they take the same time.
    decoy: Arc<str>,
}

impl Passwords {
    /// Allows `at_once` hashes at the same time; others wait.
    pub fn new(at_once: usize) -> Result<Self> {
        let params = Params::new(MEMORY, ITERATIONS, 1, None).map_err(argon)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = argon2.hash_password(b"nobody has this password").map_err(hashing)?.to_string();
        Ok(Self {
            permits: Arc::new(Semaphore::new(at_once.max(1))),
            computed: Arc::default(),
            argon2,
            decoy: decoy.into(),
        })
    }

    /// The hash of a password, in PHC form.
    pub async fn hash(&self, password: Secret) -> Result<String> {
        let argon2 = self.argon2.clone();
        self.run(move || {
            argon2.hash_password(password.expose().as_bytes()).map(|hash| hash.to_string()).map_err(hashing)
        })
        .await
    }

    /// Whether the password fits the hash. Without a hash (no such user, or one without a password) the answer is no,
    /// after the same time.
    pub async fn verify(&self, password: Secret, hash: Option<String>) -> Result<bool> {
        let (argon2, decoy) = (self.argon2.clone(), Arc::clone(&self.decoy));
        self.run(move || {
            if let Some(moved) = hash.as_deref().and_then(MovedHash::parse) {
                return Ok(moved.fits(password.expose()));
            }
            let own = hash.as_deref().and_then(|text| PasswordHash::new(text).ok());
            let known = own.is_some();
            let parsed = match own {
                Some(parsed) => parsed,
                None => PasswordHash::new(&decoy).map_err(|error| Error::internal(error.to_string()))?,
            };
            Ok(argon2.verify_password(password.expose().as_bytes(), &parsed).is_ok() && known)
        })
        .await
    }

    /// Whether a hash is weaker than those made now, so that it should be replaced when the password is known.
    pub fn is_outdated(hash: &str) -> bool {
        !hash.starts_with(&format!("$argon2id$v=19$m={MEMORY},t={ITERATIONS},p=1$"))
    }

    /// How many hashes were computed since the start, for whichever reason.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        self.computed.fetch_add(1, Ordering::Relaxed);
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }
}

fn argon(error: argon2::Error) -> Error {
    Error::internal(error.to_string())
}

fn hashing(error: argon2::password_hash::Error) -> Error {
    Error::internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new(2).unwrap();
        let hash = passwords.hash(Secret::new("千里马常有")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify(Secret::new("千里马常有"), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify(Secret::new("伯乐不常有"), Some(hash)).await.unwrap());
        assert!(!passwords.verify(Secret::new("nobody has this password"), None).await.unwrap());
        let unusable = Some("!django".to_owned());
        assert!(!passwords.verify(Secret::new("nobody has this password"), unusable).await.unwrap());
    }
}
