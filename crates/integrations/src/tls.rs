//! Which certificates are trusted, the same for models and for mail.

use std::path::Path;
use std::sync::Arc;

use domain::{Error, Result};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// Mozilla's list, which is compiled in, and the certificates that the operator adds for private authorities.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    extra: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// Reads further authorities from a PEM file, which must hold at least one certificate.
    pub fn with_file(path: &Path) -> Result<Self> {
        let unreadable = |reason: String| Error::internal(format!("{}: {reason}", path.display()));
        let certificates =
            CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))?;
        let extra =
            certificates.collect::<Result<Vec<_>, _>>().map_err(|error| unreadable(error.to_string()))?;
        if extra.is_empty() {
            return Err(unreadable("no certificate in this file".to_owned()));
        }
        Ok(Self { extra })
    }

    pub(crate) fn extra(&self) -> &[CertificateDer<'static>] {
        &self.extra
    }

    /// A client configuration over ring that checks certificates against this list.
    pub(crate) fn config(&self) -> Result<ClientConfig> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for certificate in &self.extra {
            roots.add(certificate.clone()).map_err(Error::internal)?;
        }
        Ok(ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(Error::internal)?
            .with_root_certificates(roots)
            .with_no_client_auth())
    }
}
