//! Moves frames: writes what is to be said, hands answers to whoever asked, passes pushes on, and notices when the other
//! side has gone silent. Knows no push's meaning.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use protocol::envelope::{self, Response};
use protocol::frame::{self, Text};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use super::dial::Link;
use super::{Conn, End};
use crate::error::Code;
use crate::network::{Frame, FrameSink, FrameStream};

/// Servers end a connection that is silent for 30 seconds.
const PING_EVERY: Duration = Duration::from_secs(24);

/// Nothing for so long, though we ping: the other side is gone and nobody said so.
const SILENCE: Duration = Duration::from_secs(30);

/// Pushes that wait to be taken in.
pub(super) struct Pushes {
    sender: mpsc::Sender<Response>,
    /// Some did not fit and were dropped: they have to be fetched.
    overflowed: AtomicBool,
}

impl Pushes {
    pub(super) fn new(sender: mpsc::Sender<Response>) -> Self {
        Self {
            sender,
            overflowed: AtomicBool::new(false),
        }
    }

    /// Whether pushes were dropped since this was last asked.
    pub(super) fn take_overflow(&self) -> bool {
        self.overflowed.swap(false, Ordering::Relaxed)
    }
}

/// Runs a socket to its end.
pub(super) async fn run(link: Link, pushes: &Pushes) -> End {
    let Link {
        conn,
        mut socket,
        outgoing,
    } = link;
    let end = tokio::select! {
        biased;
        end = receive(&conn, &mut *socket.stream, pushes) => end,
        end = say(&mut *socket.sink, outgoing) => end,
    };
    conn.close();
    end
}

async fn say(sink: &mut dyn FrameSink, mut outgoing: mpsc::UnboundedReceiver<Frame>) -> End {
    let mut ping = Instant::now() + PING_EVERY;
    loop {
        let frame = tokio::select! {
            biased;
            () = tokio::time::sleep_until(ping) => {
                ping = Instant::now() + PING_EVERY;
                Frame::Ping(Bytes::new())
            }
            frame = outgoing.recv() => match frame {
                Some(frame) => frame,
                None => return End::Lost(Code::Network),
            },
        };
        match timeout(SILENCE, sink.send(frame)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return End::Lost(Code::from(&error)),
            Err(_) => return End::Lost(Code::Timeout),
        }
    }
}

async fn receive(conn: &Conn, stream: &mut dyn FrameStream, pushes: &Pushes) -> End {
    loop {
        let frame = match timeout(SILENCE, stream.next()).await {
            Ok(Ok(frame)) => frame,
            Ok(Err(error)) => return End::Lost(Code::from(&error)),
            Err(_) => return End::Lost(Code::Timeout),
        };
        conn.hear();
        match frame {
            Frame::Ping(_) | Frame::Pong(_) => {}
            Frame::Close => return End::Lost(Code::Network),
            Frame::Text(text) => match Text::read(&text) {
                Some(said) => {
                    if let Some(answer) = said.answer() {
                        conn.say(Frame::Text(answer.write()));
                    }
                }
                None => return End::Lost(Code::Server),
            },
            Frame::Binary(bytes) => match conn.codec().decode_response(&bytes) {
                Ok(response) if response.req_identifier == frame::KICK => return End::Token(Code::Kicked),
                Ok(mut response) => {
                    if !conn.answered(&mut response) && pushes.sender.try_send(response).is_err() {
                        pushes.overflowed.store(true, Ordering::Relaxed);
                    }
                }
                Err(envelope::Error::TooLong | envelope::Error::TooMuch) => conn.answered_too_long(),
                Err(error) => {
                    tracing::warn!(%error, "The server said something that cannot be read");
                    return End::Lost(Code::Server);
                }
            },
        }
    }
}
