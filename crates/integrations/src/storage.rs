//! Files by key: a folder of this machine now, any store that `object_store` speaks by configuration.
//!
//! Keys are ASCII paths that the product makes; the names that people gave their files live in the database.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use domain::error::Upstream;
use domain::{Code, Error, Result, Service};
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use reqwest::Url;

use crate::words;

/// A store of files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    name: String,
}

impl Storage {
    /// Opens the store of a URL. `file:///path` makes the folder when there is none; another scheme is refused.
    pub fn from_url(url: &str) -> Result<Self> {
        let parsed =
            Url::parse(url).map_err(|error| Error::internal(format!("storage URL {url}: {error}")))?;
        match parsed.scheme() {
            "file" => Self::folder(parsed.to_file_path().map_err(|()| {
                Error::internal(format!("storage URL {url}: must be file:/// and an absolute path"))
            })?),
            scheme => {
                Err(Error::internal(format!("storage URL: {scheme} is not supported, use file:///path")))
            }
        }
    }

    /// Opens a folder of this machine.
    pub fn folder(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        std::fs::create_dir_all(&path)
            .map_err(|error| Error::internal(format!("{}: {error}", path.display())))?;
        let store = LocalFileSystem::new_with_prefix(&path).map_err(Error::internal)?;
        Ok(Self { store: Arc::new(store.with_automatic_cleanup(true)), name: path.display().to_string() })
    }

    /// Stores a file, over another one of the same key. Readers see the old one or the new one whole.
    pub async fn put(&self, key: &str, content: impl Into<Bytes>) -> Result<()> {
        let path = path(key)?;
        self.store.put(&path, content.into().into()).await.map(drop).map_err(|error| self.failed(&error))
    }

    /// Reads a file; `None` when there is none.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        let object = match self.store.get(&path(key)?).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            object => object.map_err(|error| self.failed(&error))?,
        };
        object.bytes().await.map(Some).map_err(|error| self.failed(&error))
    }

    /// Deletes a file; one that is not there is no failure.
    pub async fn delete(&self, key: &str) -> Result<()> {
        match self.store.delete(&path(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// The keys under a folder, in order. Whole path segments count: `a` does not list `ab/c`.
    pub async fn list(&self, folder: &str) -> Result<Vec<String>> {
        let folder = path(folder)?;
        let listed = self.store.list(Some(&folder)).map_ok(|object| object.location.to_string());
        let mut keys: Vec<String> = listed.try_collect().await.map_err(|error| self.failed(&error))?;
        keys.sort();
        Ok(keys)
    }

    /// Whether the store takes and gives back a file, for readiness.
    pub async fn check(&self) -> Result<()> {
        let key = format!("checks/{}", uuid::Uuid::now_v7());
        self.put(&key, Bytes::from_static(b"ready")).await?;
        let read = self.get(&key).await;
        self.delete(&key).await?;
        match read?.as_deref() {
            Some(b"ready") => Ok(()),
            _ => Err(self.unavailable("a file that was just written cannot be read")),
        }
    }

    fn failed(&self, error: &object_store::Error) -> Error {
        self.unavailable(&error.to_string())
    }

    fn unavailable(&self, detail: &str) -> Error {
        Error::Upstream(Upstream {
            service: Service::Storage,
            code: Code::Unavailable,
            name: self.name.clone(),
            detail: words::shorten(detail),
            retry_after: None,
        })
    }
}

/// `Path::from` would encode what is not ASCII, and some stores encode that again; so such keys are refused.
fn path(key: &str) -> Result<Path> {
    let well_formed = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    let path = Path::parse(key).ok().filter(|path| well_formed && !key.is_empty() && path.as_ref() == key);
    path.ok_or_else(|| Error::internal(format!("{key:?} is no storage key")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_given_back_as_it_was_stored() {
        let folder = tempfile::tempdir().unwrap();
        let url = Url::from_file_path(folder.path().join("files")).unwrap();
        let storage = Storage::from_url(url.as_str()).unwrap();
        assert_eq!(storage.get("documents/a/1").await.unwrap(), None);
        storage.put("documents/a/1", "one".as_bytes()).await.unwrap();
        storage.put("documents/a/1", "two".as_bytes()).await.unwrap();
        storage.put("documents/b/2", Bytes::new()).await.unwrap();
        assert_eq!(storage.get("documents/a/1").await.unwrap().as_deref(), Some("two".as_bytes()));
        assert_eq!(storage.list("documents").await.unwrap(), ["documents/a/1", "documents/b/2"]);
        assert_eq!(storage.list("documents/a").await.unwrap(), ["documents/a/1"]);
        assert!(storage.list("doc").await.unwrap().is_empty());
        storage.delete("documents/a/1").await.unwrap();
        storage.delete("documents/a/1").await.unwrap();
        assert_eq!(storage.get("documents/a/1").await.unwrap(), None);
        storage.check().await.unwrap();
        assert!(storage.list("checks").await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_key_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(folder.path().join("files")).unwrap();
        std::fs::write(folder.path().join("secret"), "s").unwrap();
        for key in [
            "../secret",
            "a/../../secret",
            "/etc/passwd",
            "",
            "a//b",
            "a/",
            "简历.pdf",
            "a%2fb",
            "a\\b",
            "a\0b",
        ] {
            assert!(storage.get(key).await.is_err(), "{key}");
            assert!(storage.put(key, Bytes::new()).await.is_err(), "{key}");
        }
    }

    #[test]
    fn a_store_that_is_not_supported_is_refused_with_its_name() {
        for url in ["s3://bucket", "files", "file://host/x"] {
            assert!(Storage::from_url(url).is_err(), "{url}");
        }
    }

    #[tokio::test]
    async fn a_store_that_cannot_be_written_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(folder.path()).unwrap();
        std::fs::write(folder.path().join("a"), "a file where a folder is needed").unwrap();
        let Err(Error::Upstream(upstream)) = storage.put("a/b", Bytes::new()).await else {
            panic!("no failure")
        };
        assert_eq!((upstream.service, upstream.code), (Service::Storage, Code::Unavailable));
        assert_eq!(upstream.name, folder.path().display().to_string());
    }
}
