//! Whom to trust: the platform's roots, or one pinned certificate and no other. A certificate that is not trusted is
//! reported by its fingerprint, so that a person can compare and agree. Knows no socket.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, OtherError, SignatureScheme};
use sha2::{Digest, Sha256};

use crate::network::{Fingerprint, NetworkError};

pub(super) fn config(pin: Option<Fingerprint>) -> Result<ClientConfig, NetworkError> {
    let provider = Arc::new(ring::default_provider());
    let platform = match pin {
        Some(_) => None,
        // A computer without roots trusts nothing, but may still pin.
        None => rustls_platform_verifier::Verifier::new(provider.clone())
            .inspect_err(|error| tracing::warn!(%error, "The platform's certificates cannot be used"))
            .ok(),
    };
    let judge = Arc::new(Judge {
        pin,
        platform,
        provider: provider.clone(),
    });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| NetworkError::Unreachable)?
        .dangerous()
        .with_custom_certificate_verifier(judge)
        .with_no_client_auth();
    Ok(config)
}

/// What a failed connection was about, if it was about its certificate.
pub(super) fn refusal(error: &(dyn Error + 'static)) -> Option<Fingerprint> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::Other(OtherError(inner))) = error.downcast_ref::<rustls::Error>()
            && let Some(refused) = inner.downcast_ref::<Refused>()
        {
            return Some(refused.0);
        }
        // An I/O error shows what it wraps as its content, not as its source.
        let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match wrapped {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

#[derive(Debug)]
struct Refused(Fingerprint);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("The certificate is not trusted")
    }
}

impl Error for Refused {}

#[derive(Debug)]
struct Judge {
    pin: Option<Fingerprint>,
    platform: Option<rustls_platform_verifier::Verifier>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let fingerprint = Fingerprint(Sha256::digest(end_entity).into());
        let trusted = match (&self.pin, &self.platform) {
            (Some(pin), _) => *pin == fingerprint,
            (None, Some(platform)) => platform
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
                .is_ok(),
            (None, None) => false,
        };
        if trusted {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(OtherError(Arc::new(Refused(fingerprint))).into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
