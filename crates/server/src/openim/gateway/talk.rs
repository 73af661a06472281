//! One session's socket: reads requests, answers them in their order, writes pushes in between, and ends when nothing
//! was heard for too long or the token's time is over. Knows no request but that sends may wait together.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use protocol::envelope::{Request, Response};
use protocol::frame::{self, Text};
use protocol::platform;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{self, Message};

use super::answer::{Answer, answer, open};
use super::under_way::UnderWay;
use crate::im::{End, Im, Session};

/// Without a sign of life for this long the connection is half open.
const IDLE: Duration = Duration::from_secs(30);
/// Browsers cannot send control pings, so they get some.
const WEB_PING: Duration = Duration::from_secs(27);
/// The other side must take what is written within this time.
const WRITE: Duration = Duration::from_secs(30);
/// Frames written before the socket is flushed.
const BATCH: usize = 32;

/// The session is over; nothing is to be said any more.
pub(super) struct Over;

type Goes = Result<(), Over>;

/// A session with its socket. Its task lives as long as it does, so it is kept small.
pub(crate) struct Talk<IO> {
    socket: WebSocketStream<IO>,
    im: Im,
    session: Arc<Session>,
    under_way: UnderWay,
    heard: Instant,
    pinged: Instant,
}

impl<IO> Drop for Talk<IO> {
    fn drop(&mut self) {
        // However it ends.
        self.im.hub.leave(&self.session);
    }
}

enum Step {
    Write,
    Answer(Answer),
    Read(Message),
    /// The time for a ping of our own has come.
    Ping,
    /// The time that was waited for may have come.
    Look,
    /// The token's time is over.
    Expired,
    Over,
}

impl<IO> Talk<IO>
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    pub(super) fn new(socket: WebSocketStream<IO>, im: Im, session: Arc<Session>) -> Self {
        let now = Instant::now();
        Self {
            socket,
            im,
            session,
            under_way: UnderWay::default(),
            heard: now,
            pinged: now,
        }
    }

    /// Runs the session to its end.
    pub(crate) async fn run(mut self: Box<Self>) {
        let mut pushes_first = true;
        loop {
            // Waiting is what a session does nearly always; everything else is in a box, so that it takes no room then.
            let step = self.wait(pushes_first).await;
            pushes_first = !matches!(step, Step::Write);
            if Box::pin(self.step(step)).await.is_err() {
                return;
            }
        }
    }

    async fn step(&mut self, step: Step) -> Goes {
        match step {
            Step::Write => self.write_pushes().await,
            Step::Answer(answer) => self.write_answers(answer).await,
            Step::Read(message) => {
                self.heard = Instant::now();
                self.take(message).await?;
                self.heard = Instant::now();
                Ok(())
            }
            Step::Ping => {
                self.pinged = Instant::now();
                self.write(Message::Ping(Vec::new().into())).await
            }
            Step::Look => Ok(()),
            Step::Expired => {
                self.session.outlet.end(End::Expired);
                self.write_pushes().await
            }
            Step::Over => Err(Over),
        }
    }

    /// What comes next. Pushes and requests take turns, so that neither can starve the other.
    async fn wait(&mut self, pushes_first: bool) -> Step {
        let left = self.session.expires.map(|expires| expires - self.im.now());
        if left.is_some_and(|left| left <= 0) {
            return Step::Expired;
        }
        let idle = self.heard + IDLE;
        let wake = match self.session.platform {
            platform::WEB => idle.min(self.pinged + WEB_PING),
            _ => idle,
        };
        // The clock may jump: it is asked again with whatever is heard, and when the other side is missed.
        let expiry = left.map_or(idle, |left| Instant::now() + Duration::from_millis(left.unsigned_abs()));
        let wake = wake.min(expiry);
        let reads = self.under_way.has_room();
        let read = async {
            match timeout_at(wake, self.socket.next()).await {
                Ok(Some(Ok(message))) => Step::Read(message),
                Ok(_) => Step::Over,
                Err(_) if wake == expiry && expiry < idle => Step::Look,
                Err(_) if wake < idle => Step::Ping,
                Err(_) => Step::Over,
            }
        };
        let answered = async { Step::Answer(self.under_way.next().await) };
        let pushed = async {
            self.session.outlet.ready().await;
            Step::Write
        };
        if pushes_first {
            tokio::select! { biased; step = answered => step, step = pushed => step, step = read, if reads => step }
        } else {
            tokio::select! { biased; step = answered => step, step = read, if reads => step, step = pushed => step }
        }
    }

    async fn take(&mut self, message: Message) -> Goes {
        match message {
            Message::Binary(bytes) => match open(&self.session, &bytes) {
                Some(request) if request.req_identifier == frame::SEND => {
                    let (im, session) = (self.im.within(&request.operation_id), Arc::clone(&self.session));
                    let call = im.call();
                    let send = Box::pin(async move { answer(&im, &session, request).await });
                    self.under_way.begin(call, send).await;
                    Ok(())
                }
                Some(request) => self.answer_alone(request).await,
                None => Err(Over),
            },
            Message::Text(text) => match Text::read(&text) {
                Some(text) => match text.answer() {
                    Some(pong) => self.write(Message::text(pong.write())).await,
                    None => Ok(()),
                },
                None => Err(Over),
            },
            // The library answers pings by itself with the next read.
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => {
                let _ = timeout(WRITE, self.socket.close(None)).await;
                Err(Over)
            }
            Message::Frame(_) => Err(Over),
        }
    }

    /// Everything but a send sees what the sends before it did, and is seen by those after it.
    async fn answer_alone(&mut self, request: Request) -> Goes {
        self.finish_sends().await?;
        let answer = answer(&self.im, &self.session, request).await;
        self.write_answers(answer).await
    }

    async fn finish_sends(&mut self) -> Goes {
        while !self.under_way.is_empty() {
            let answer = self.under_way.next().await;
            self.write_answers(answer).await?;
        }
        Ok(())
    }

    async fn write(&mut self, message: Message) -> Goes {
        in_time(self.socket.send(message)).await
    }

    /// This answer, and those that are there by now.
    async fn write_answers(&mut self, first: Answer) -> Goes {
        let mut next = Some(first);
        while let Some(answer) = next {
            match answer {
                Answer::Reply(reply) => in_time(self.socket.feed(Message::binary(reply))).await?,
                Answer::Last(reply) => {
                    self.write(Message::binary(reply)).await?;
                    let _ = timeout(WRITE, self.socket.close(None)).await;
                    return Err(Over);
                }
                Answer::Close => return Err(Over),
            }
            next = self.under_way.next_if_done().await;
        }
        in_time(self.socket.flush()).await
    }

    /// Everything that waits in the outlet; after the last of it comes the end, if there is to be one.
    async fn write_pushes(&mut self) -> Goes {
        let (pushes, end) = self.session.outlet.take();
        // The disk has what is pushed, so its answer comes now. It goes first: by it OpenIM's SDK knows the push for its
        // own message, and does not count it as unread.
        let answered_first = |under_way: &UnderWay| pushes.iter().any(|push| under_way.has_call_of(push));
        while answered_first(&self.under_way) {
            let answer = self.under_way.next().await;
            self.write_answers(answer).await?;
        }
        let mut pushes = pushes.into_iter();
        while pushes.len() > 0 {
            let batch = async {
                for push in pushes.by_ref().take(BATCH) {
                    let encoded = push.encoded(self.session.codec);
                    if !encoded.is_empty() {
                        self.socket.feed(Message::Binary(encoded)).await?;
                    }
                }
                self.socket.flush().await
            };
            in_time(batch).await?;
        }
        let Some(end) = end else { return Ok(()) };
        if end != End::Overflow {
            self.finish_sends().await?;
        }
        if end == End::Kicked {
            let kick = Response {
                req_identifier: frame::KICK,
                ..Response::default()
            };
            if let Ok(kick) = self.session.codec.encode_response(&kick) {
                self.write(Message::binary(kick)).await?;
            }
        }
        say_goodbye(&mut self.socket, end).await
    }
}

async fn in_time(writing: impl Future<Output = Result<(), tungstenite::Error>>) -> Goes {
    match timeout(WRITE, writing).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Over),
    }
}

async fn say_goodbye<IO>(socket: &mut WebSocketStream<IO>, end: End) -> Goes
where
    IO: AsyncRead + AsyncWrite + Unpin,
{
    let code = match end {
        End::Kicked | End::Expired => CloseCode::Policy,
        End::ShutDown => CloseCode::Away,
        // It does not read, so there is nobody to say goodbye to.
        End::Overflow => return Err(Over),
    };
    let reason = "".into();
    let _ = timeout(WRITE, socket.close(Some(CloseFrame { code, reason }))).await;
    Err(Over)
}

#[cfg(test)]
mod tests;
