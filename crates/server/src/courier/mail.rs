//! A mail to the owner's relay by SMTP. Each has a connection of its own: they are rare, and relays end idle ones.

use std::time::Duration;

use anyhow::Context as _;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::{Letter, Undelivered};
use crate::config::{Mail, Security};

const PATIENCE: Duration = Duration::from_secs(20);

pub(super) async fn send(through: &Mail, letter: &Letter) -> Result<(), Undelivered> {
    let (relay, message) = prepare(through, letter).map_err(|error| {
        tracing::warn!(
            error = format!("{error:#}"),
            "A mail cannot be sent as [mail] is set up"
        );
        Undelivered::Never
    })?;
    match relay.send(message).await {
        Ok(_) => Ok(()),
        Err(error) => {
            // A relay may repeat the address in its words, so that only the kind of trouble is told.
            let status = error.status().map(|code| code.to_string());
            let (tls, timeout) = (error.is_tls(), error.is_timeout());
            tracing::warn!(status, tls, timeout, "The mail relay took no mail");
            Err(if error.is_permanent() {
                Undelivered::Never
            } else {
                Undelivered::Later
            })
        }
    }
}

fn prepare(through: &Mail, letter: &Letter) -> anyhow::Result<(AsyncSmtpTransport<Tokio1Executor>, Message)> {
    let from: Mailbox = through.from.parse().context("Read the sender")?;
    let domain = from.email.domain().to_owned();
    let to = letter.to.parse().ok().context("Read the receiver")?;
    let message = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .message_id(Some(format!("<{}@{domain}>", letter.id)))
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .context("Write the mail")?;
    let tls = match through.security {
        Security::StartTls => Tls::Required(tls(through)?),
        Security::Tls => Tls::Wrapper(tls(through)?),
        Security::None => Tls::None,
    };
    let mut relay = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&through.server)
        .port(through.port)
        .tls(tls)
        .timeout(Some(PATIENCE))
        .hello_name(ClientId::Domain(domain));
    if !through.user.is_empty() {
        relay = relay.credentials(Credentials::new(through.user.clone(), through.password.clone()));
    }
    Ok((relay.build(), message))
}

fn tls(through: &Mail) -> anyhow::Result<TlsParameters> {
    let mut parameters = TlsParameters::builder(through.server.clone());
    if !through.certificate.as_os_str().is_empty() {
        let pem = std::fs::read(&through.certificate).context("Read the relay's certificate")?;
        let certificate = Certificate::from_pem(&pem).context("Use the relay's certificate")?;
        parameters = parameters.add_root_certificate(certificate);
    }
    parameters.build_rustls().context("Make ready for TLS")
}
