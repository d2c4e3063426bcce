//! The installation's own keys: given by the operator, or made on first start and kept with mode 600.

use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};

/// Reads base64 keys separated by commas.
pub fn parse_list(text: &str) -> Option<Vec<Vec<u8>>> {
    text.split(',').map(|key| STANDARD.decode(key.trim()).ok()).collect()
}

/// The 32-byte key of a file; made when the file is not there.
pub fn read_or_make(path: &Path) -> io::Result<[u8; 32]> {
    match std::fs::read_to_string(path) {
        Ok(text) => STANDARD
            .decode(text.trim())
            .ok()
            .and_then(|key| key.try_into().ok())
            .ok_or_else(|| io::Error::other(format!("{} is not a key", path.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path),
        Err(error) => Err(error),
    }
}

fn make(path: &Path) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    SystemRandom::new().fill(&mut key).map_err(|_unspecified| io::Error::other("no randomness"))?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match opened {
        Ok(mut file) => {
            writeln!(file, "{}", STANDARD.encode(key))?;
            file.sync_all()?;
            Ok(key)
        }
        // Another process was faster: its key counts.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read_or_make(path),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/encryption.key");
        let key = read_or_make(&path).unwrap();
        assert_eq!(read_or_make(&path).unwrap(), key);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
