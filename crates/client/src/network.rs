//! The one way to the network: an HTTP request, and a socket of frames. Everything above speaks through these traits,
//! so a simulation can stand in for the world. Knows nothing of what the requests mean.

pub(crate) mod reach;
pub mod real;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;

/// The longest answer and the longest frame that are taken in, in bytes. Above what any server of ours sends.
pub const LONGEST: usize = 16 << 20;

/// One HTTP request.
#[derive(Clone)]
pub struct Post {
    pub url: String,
    pub method: Method,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub timeout: Duration,
    pub pin: Option<Fingerprint>,
    /// Longer answers are not taken in, in bytes.
    pub longest: usize,
    /// Whether it may go to this computer and its neighbourhood. Not where somebody else chose the address.
    pub anywhere: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
}

/// What came back, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    /// Where it says that what was asked for is; nobody goes there by himself.
    pub location: Option<String>,
}

/// A socket to open. The URL holds the token: it must not be logged.
#[derive(Clone)]
pub struct Dial {
    pub url: String,
    pub pin: Option<Fingerprint>,
}

/// SHA-256 of a certificate. With a pin that certificate alone is accepted, whatever the platform thinks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 32]);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    #[error("No connection")]
    Unreachable,
    #[error("No answer in time")]
    Timeout,
    /// The certificate is neither trusted nor the pinned one; this is its fingerprint.
    #[error("The certificate is not trusted")]
    Certificate { fingerprint: Fingerprint },
    /// The upgrade to a socket was answered with something else.
    #[error("The socket was refused with status {status}")]
    Refused { status: u16, body: Vec<u8> },
    #[error("The connection is closed")]
    Closed,
}

pub trait Network: Send + Sync {
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, NetworkError>>;
    /// Opens a WebSocket. No time limit: the caller has one.
    fn open_socket(&self, dial: Dial) -> BoxFuture<'_, Result<Socket, NetworkError>>;
}

/// An open socket in its two halves. Dropping both ends the connection.
pub struct Socket {
    pub sink: Box<dyn FrameSink>,
    pub stream: Box<dyn FrameStream>,
}

/// One WebSocket message. The implementation answers pings by itself; they are passed on as a sign of life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    Binary(Bytes),
    Text(String),
    Ping(Bytes),
    Pong(Bytes),
    Close,
}

pub trait FrameSink: Send {
    /// Sends and flushes one frame.
    fn send(&mut self, frame: Frame) -> BoxFuture<'_, Result<(), NetworkError>>;
}

pub trait FrameStream: Send {
    /// The next frame; `Err(Closed)` when there will be none. A dropped future loses no frame.
    fn next(&mut self) -> BoxFuture<'_, Result<Frame, NetworkError>>;
}

impl fmt::Display for Fingerprint {
    /// Upper-case hex pairs joined by colons.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if index > 0 {
                out.write_str(":")?;
            }
            write!(out, "{byte:02X}")?;
        }
        Ok(())
    }
}

impl Fingerprint {
    /// Reads the displayed form; colons, spaces and the case of letters do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text
            .chars()
            .filter(|sign| !matches!(sign, ':' | ' '))
            .map(|sign| sign.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        let (pairs, rest) = digits.as_chunks::<2>();
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high * 16 + low).collect();
        if rest.is_empty() {
            bytes.try_into().ok().map(Self)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn a_fingerprint_survives_being_shown() {
        let print = Fingerprint(std::array::from_fn(|index| u8::try_from(index * 7 % 256).unwrap_or(0)));
        assert_eq!(Fingerprint::parse(&print.to_string()), Some(print));
        assert_eq!(
            Fingerprint::parse(&print.to_string().to_lowercase().replace(':', "")),
            Some(print)
        );
        assert_eq!(Fingerprint::parse("AB:CD"), None);
        assert_eq!(Fingerprint::parse("x"), None);
    }
}
