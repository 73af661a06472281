//! The server's side of TLS: a certificate from files, or a self-made one that stays the same over restarts, so that
//! the fingerprint which people pinned stays true. Knows no connection.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest, Sha256};

use crate::config::{Config, Tls};
use crate::private;

const FOLDER: &str = "tls";

/// What a listener needs to speak TLS.
#[derive(Clone)]
pub struct Identity {
    pub config: Arc<ServerConfig>,
    /// SHA-256 of the certificate: upper-case hex pairs joined by colons.
    pub fingerprint: String,
    /// Whether no authority stands behind it, so that people must compare the fingerprint.
    pub self_made: bool,
}

/// The certificate that the configuration asks for; none in clear text.
pub fn identity(config: &Config, dir: &Path) -> Result<Option<Identity>> {
    match config.tls {
        Tls::Off => Ok(None),
        Tls::Files => from_files(&config.tls_certificate, &config.tls_key, false).map(Some),
        Tls::SelfSigned => self_made(dir).map(Some),
    }
}

fn from_files(certificate: &Path, key: &Path, self_made: bool) -> Result<Identity> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .with_context(|| format!("Read the certificate in {}", certificate.display()))?;
    let Some(first) = chain.first() else {
        bail!("{} holds no certificate", certificate.display());
    };
    let fingerprint = fingerprint(first);
    let secret =
        PrivateKeyDer::from_pem_file(key).with_context(|| format!("Read the private key in {}", key.display()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("Choose the versions of TLS")?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .with_context(|| format!("Use {} with {}", certificate.display(), key.display()))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity {
        config: Arc::new(config),
        fingerprint,
        self_made,
    })
}

fn self_made(dir: &Path) -> Result<Identity> {
    let folder = dir.join(FOLDER);
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    // The key is written first: a certificate on disk always has one.
    if !certificate.try_exists().context("Look for the certificate")? {
        private::make_folder(&folder).context("Make the folder of the certificate")?;
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()])
            .context("Make a certificate")?;
        private::write(&key, made.signing_key.serialize_pem().as_bytes()).context("Keep the key")?;
        private::write(&certificate, made.cert.pem().as_bytes()).context("Keep the certificate")?;
    }
    from_files(&certificate, &key, true)
}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let pairs: Vec<String> = Sha256::digest(certificate)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    pairs.join(":")
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    fn a_self_made_certificate_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let config = Config {
            tls: Tls::SelfSigned,
            ..Config::default()
        };
        let first = identity(&config, dir.path()).unwrap().unwrap();
        let second = identity(&config, dir.path()).unwrap().unwrap();
        assert_eq!(first.fingerprint, second.fingerprint);
        assert!(first.self_made);
        assert_eq!(first.fingerprint.len(), 32 * 3 - 1);
        assert!(first.fingerprint.split(':').all(|pair| {
            pair.len() == 2
                && pair
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        }));

        let files = Config {
            tls: Tls::Files,
            tls_certificate: dir.path().join("tls/certificate.pem"),
            tls_key: dir.path().join("tls/key.pem"),
            ..Config::default()
        };
        let named = identity(&files, dir.path()).unwrap().unwrap();
        assert_eq!(named.fingerprint, first.fingerprint);
        assert!(!named.self_made);
        assert!(identity(&Config::default(), dir.path()).unwrap().is_none());
    }

    #[test]
    fn a_bad_file_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("c.pem"), "nothing").unwrap();
        let config = Config {
            tls: Tls::Files,
            tls_certificate: dir.path().join("c.pem"),
            tls_key: dir.path().join("k.pem"),
            ..Config::default()
        };
        let Err(error) = identity(&config, dir.path()) else {
            panic!("taken")
        };
        assert!(format!("{error:#}").contains("c.pem"), "{error:#}");
    }
}
