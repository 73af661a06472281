//! Requests to a server in the protocol's types: over HTTP by [`Rest`], over the socket by [`Conn`](crate::link::Conn).
//! Knows no account and no table.

pub(crate) mod rest;
pub(crate) mod wire;

pub(crate) use rest::{Part, Rest};

use std::time::Duration;

use crate::network::NetworkError;

/// How long an answer is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CallError {
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The server answered an error.
    #[error("The server answers {0}")]
    Wire(protocol::Code),
    /// The answer is longer than a frame may be: ask for less.
    #[error("The answer is longer than allowed")]
    TooLong,
    /// What came back is not what the protocol says.
    #[error("The answer cannot be read")]
    BadAnswer,
}

impl CallError {
    /// Whether the token is at fault.
    pub(crate) fn is_token(&self) -> bool {
        matches!(self, Self::Wire(code) if code.is_token())
    }
}
