//! How something reaches a person outside of Selkie: a mail, or a code that somebody else's program texts. Knows no code's
//! rules. Simulations bring a courier of their own.

mod mail;
mod sms;

use futures_util::future::BoxFuture;

use crate::config::{Mail, Sms};

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
}

/// SMTP and HTTP over this machine's network.
pub(crate) struct RealCourier;

impl Courier for RealCourier {
    fn mail<'a>(&'a self, through: &'a Mail, letter: &'a Letter) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(mail::send(through, letter))
    }

    fn text<'a>(&'a self, through: &'a Sms, text: &'a Text) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(sms::send(through, text))
    }
}
