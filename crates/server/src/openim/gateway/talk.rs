//! One session's socket: reads a request, answers it before it reads the next, writes pushes in between, and ends when
//! nothing was heard for too long. Knows no request.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use protocol::envelope::Response;
use protocol::frame::{self, Text};
use protocol::platform;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::answer::{Answer, answer};
use crate::im::{End, Frame, Im, Joining, Session};

/// Without a sign of life for this long the connection is half open.
const IDLE: Duration = Duration::from_secs(30);
/// Browsers cannot send control pings, so they get some.
const WEB_PING: Duration = Duration::from_secs(27);
/// The other side must take what is written within this time.
const WRITE: Duration = Duration::from_secs(30);
/// Frames written before the socket is flushed.
const BATCH: usize = 32;

/// Takes the session out of the hub when it ends, however it ends.
struct Joined {
    im: Im,
    session: Arc<Session>,
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.im.hub.leave(&self.session);
    }
}

enum Step {
    Write,
    Read(Message),
    /// The time for a ping of our own has come.
    Ping,
    Over,
}

pub(super) async fn talk<IO>(mut socket: WebSocketStream<IO>, im: Im, joining: Joining)
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    let Some(session) = im.join(joining) else {
        return close(&mut socket, End::ShutDown).await;
    };
    let joined = Joined { im, session };
    let session = &joined.session;
    let pings = session.platform == platform::WEB;
    let mut heard = Instant::now();
    let mut pinged = heard;
    let mut write_first = true;
    loop {
        let idle = heard + IDLE;
        let wake = if pings { idle.min(pinged + WEB_PING) } else { idle };
        let read = async {
            match timeout_at(wake, socket.next()).await {
                Ok(Some(Ok(message))) => Step::Read(message),
                Ok(_) => Step::Over,
                Err(_) if wake < idle => Step::Ping,
                Err(_) => Step::Over,
            }
        };
        let ready = async {
            session.outlet.ready().await;
            Step::Write
        };
        // By turns, so that neither requests nor pushes can starve the others.
        let step = if write_first {
            tokio::select! { biased; step = ready => step, step = read => step }
        } else {
            tokio::select! { biased; step = read => step, step = ready => step }
        };
        write_first = !matches!(step, Step::Write);
        let goes_on = match step {
            Step::Write => write_waiting(&mut socket, session).await,
            Step::Read(message) => {
                heard = Instant::now();
                let goes_on = read_one(&mut socket, &joined, message).await;
                heard = heard.max(Instant::now());
                goes_on
            }
            Step::Ping => {
                pinged = Instant::now();
                write(&mut socket, Message::Ping(Vec::new().into())).await
            }
            Step::Over => false,
        };
        if !goes_on {
            return;
        }
    }
}

/// Whether the session goes on.
async fn read_one<IO>(socket: &mut WebSocketStream<IO>, joined: &Joined, message: Message) -> bool
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    match message {
        // In a box: the state of a request is large, and idle sessions are many.
        Message::Binary(bytes) => match Box::pin(answer(&joined.im, &joined.session, &bytes)).await {
            Answer::Reply(reply) => write(socket, Message::binary(reply)).await,
            Answer::Last(reply) => {
                let _ = write(socket, Message::binary(reply)).await;
                let _ = timeout(WRITE, socket.close(None)).await;
                false
            }
            Answer::Close => false,
        },
        Message::Text(text) => match Text::read(&text) {
            Some(text) => match text.answer() {
                Some(pong) => write(socket, Message::text(pong.write())).await,
                None => true,
            },
            None => false,
        },
        // The library answers pings by itself with the next read.
        Message::Ping(_) | Message::Pong(_) => true,
        Message::Close(_) => {
            let _ = timeout(WRITE, socket.close(None)).await;
            false
        }
        Message::Frame(_) => false,
    }
}

async fn write<IO>(socket: &mut WebSocketStream<IO>, message: Message) -> bool
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    matches!(timeout(WRITE, socket.send(message)).await, Ok(Ok(())))
}

/// Writes everything that waits. Whether the session goes on.
async fn write_waiting<IO>(socket: &mut WebSocketStream<IO>, session: &Session) -> bool
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    let (frames, end) = session.outlet.take();
    let mut frames = frames.into_iter();
    while frames.len() > 0 {
        let batch = async {
            for Frame::Push(push) in frames.by_ref().take(BATCH) {
                let encoded = push.encoded(session.codec);
                if !encoded.is_empty() {
                    socket.feed(Message::Binary(encoded)).await?;
                }
            }
            socket.flush().await
        };
        if !matches!(timeout(WRITE, batch).await, Ok(Ok(()))) {
            return false;
        }
    }
    let Some(end) = end else { return true };
    if end == End::Kicked {
        let kick = Response {
            req_identifier: frame::KICK,
            ..Response::default()
        };
        if let Ok(kick) = session.codec.encode_response(&kick) {
            let _ = write(socket, Message::binary(kick)).await;
        }
    }
    close(socket, end).await;
    false
}

async fn close<IO>(socket: &mut WebSocketStream<IO>, end: End)
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    let code = match end {
        End::Kicked => CloseCode::Policy,
        End::ShutDown => CloseCode::Away,
        // It does not read, so there is nobody to say goodbye to.
        End::Overflow => return,
    };
    let _ = timeout(
        WRITE,
        socket.close(Some(CloseFrame {
            code,
            reason: "".into(),
        })),
    )
    .await;
}
