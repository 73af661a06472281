//! How something gets out of Selkie: a mail, a code that somebody else's program texts, a message that an App Server is told
//! of. Knows no code's rules and no message. Simulations bring a courier of their own.

mod form;
mod mail;
mod sms;

use std::path::Path;
use std::sync::OnceLock;

use futures_util::future::BoxFuture;

use crate::config::{Mail, Routing, Sms};
use crate::outward;

/// A mail in plain text. It is never logged, nor is its address.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// An address that was looked at.
    pub to: String,
    /// No other letter has it.
    pub id: String,
    pub subject: String,
    pub body: String,
}

/// A code for a telephone. It is never logged, nor is the number.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// With its plus sign.
    pub area_code: String,
    pub number: String,
    pub code: String,
    /// `register`, `signIn`, `reset` or `prove`.
    pub purpose: &'static str,
    /// `en` or `zh-CN`.
    pub language: &'static str,
    /// Milliseconds since 1970.
    pub time_ms: i64,
}

/// What an App Server is told: a form, and what proves from whom it is, both as they travel. It is never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    pub query: String,
    pub body: String,
}

/// Why something could not be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    #[error("It may go later")]
    Later,
    #[error("It was refused for good")]
    Never,
}

/// Carries things out into the world.
pub trait Courier: Send + Sync {
    fn mail<'a>(&'a self, through: &'a Mail, letter: &'a Letter) -> BoxFuture<'a, Result<(), Undelivered>>;
    fn text<'a>(&'a self, through: &'a Sms, text: &'a Text) -> BoxFuture<'a, Result<(), Undelivered>>;
    fn route<'a>(&'a self, through: &'a Routing, form: &'a Form) -> BoxFuture<'a, Result<(), Undelivered>>;
}

/// SMTP and HTTP over this machine's network.
#[derive(Default)]
pub(crate) struct RealCourier {
    /// Its connections stay open from one call to the next.
    web: OnceLock<reqwest::Client>,
}

impl RealCourier {
    fn web(&self) -> Result<&reqwest::Client, Undelivered> {
        if let Some(client) = self.web.get() {
            return Ok(client);
        }
        let made = outward::client(Path::new("")).and_then(|client| Ok(client.build()?));
        let made = made.map_err(|error| {
            tracing::warn!(error = format!("{error:#}"), "Nobody can be called by HTTP");
            Undelivered::Later
        })?;
        Ok(self.web.get_or_init(|| made))
    }
}

impl Courier for RealCourier {
    fn mail<'a>(&'a self, through: &'a Mail, letter: &'a Letter) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(mail::send(through, letter))
    }

    fn text<'a>(&'a self, through: &'a Sms, text: &'a Text) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async move { sms::send(self.web()?, through, text).await })
    }

    fn route<'a>(&'a self, through: &'a Routing, form: &'a Form) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async move { form::send(self.web()?, through, form).await })
    }
}
