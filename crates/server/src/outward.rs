//! HTTP from this server to others: what the owner has set up, and nothing else. Knows no call.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// Trusts as the system does, and the certificates of a PEM file where there is one. Redirects are not followed: what is
/// sent goes where the owner said and nowhere else.
pub(crate) fn client(certificate: &Path) -> anyhow::Result<reqwest::ClientBuilder> {
    let mut trusted = Vec::new();
    if !certificate.as_os_str().is_empty() {
        let read = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        trusted = read.with_context(|| format!("Read the certificate in {}", certificate.display()))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(trusted, Arc::clone(&provider))
        .context("Trust as the system does")?;
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .context("Choose the versions of TLS")?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy())
}
