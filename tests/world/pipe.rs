//! One connection in memory: two directions of bytes that may be late, vanish or break as the link says.
//! Knows nothing of what the bytes mean.

use std::collections::VecDeque;
use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::link::{Cable, Link};

/// As much as a system buffers for a reader that does not read.
const CAPACITY: usize = 256 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Device,
    Far,
}

/// Both directions of a connection.
pub(crate) struct Pipe {
    up: Way,
    down: Way,
    broken: bool,
    /// The device wrote something that was not answered yet.
    asked: bool,
    ends: u8,
}

struct Way {
    pieces: VecDeque<(Instant, Bytes)>,
    held: usize,
    latest: Instant,
    /// The writer has finished: after the pieces comes the end.
    finished: bool,
    /// The reader is gone.
    deaf: bool,
    /// Bytes vanished here, so nothing that follows can arrive either.
    poisoned: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl Way {
    fn new(now: Instant) -> Self {
        Self {
            pieces: VecDeque::new(),
            held: 0,
            latest: now,
            finished: false,
            deaf: false,
            poisoned: false,
            reader: None,
            writer: None,
        }
    }

    fn wake(&mut self) {
        for waker in [self.reader.take(), self.writer.take()].into_iter().flatten() {
            waker.wake();
        }
    }
}

impl Pipe {
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            up: Way::new(now),
            down: Way::new(now),
            broken: false,
            asked: false,
            ends: 2,
        }
    }

    pub(crate) fn break_it(&mut self) {
        self.broken = true;
        self.up.wake();
        self.down.wake();
    }

    fn writing(&mut self, side: Side) -> &mut Way {
        match side {
            Side::Device => &mut self.up,
            Side::Far => &mut self.down,
        }
    }

    fn reading(&mut self, side: Side) -> &mut Way {
        match side {
            Side::Device => &mut self.down,
            Side::Far => &mut self.up,
        }
    }
}

/// One end of a connection.
pub struct End {
    link: Link,
    id: u64,
    side: Side,
    late: Option<Pin<Box<Sleep>>>,
}

impl End {
    pub(crate) fn pair(link: &Link, id: u64) -> (Self, Self) {
        let end = |side| Self {
            link: link.clone(),
            id,
            side,
            late: None,
        };
        (end(Side::Device), end(Side::Far))
    }
}

fn broken() -> Error {
    Error::from(ErrorKind::ConnectionReset)
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let mut state = self.link.state();
        let hole = state.cable == Cable::Hole;
        let latency = state.draw_latency();
        let losing = state.lose_answers > 0;
        let Some(pipe) = state.pipes.get_mut(&self.id) else {
            return Poll::Ready(Err(broken()));
        };
        if pipe.broken || pipe.writing(self.side).deaf {
            return Poll::Ready(Err(Error::from(ErrorKind::BrokenPipe)));
        }
        if self.side == Side::Device {
            pipe.asked = true;
        } else if losing && pipe.asked {
            pipe.break_it();
            state.lose_answers -= 1;
            state.moved();
            drop(state);
            self.link.note(format_args!("{} lost the answer", self.id));
            return Poll::Ready(Ok(bytes.len()));
        } else {
            pipe.asked = false;
        }
        let way = pipe.writing(self.side);
        if hole || way.poisoned {
            way.poisoned = true;
            return Poll::Ready(Ok(bytes.len()));
        }
        let room = CAPACITY.saturating_sub(way.held).min(bytes.len());
        if room == 0 && !bytes.is_empty() {
            way.writer = Some(context.waker().clone());
            return Poll::Pending;
        }
        let piece = Bytes::copy_from_slice(bytes.get(..room).unwrap_or_default());
        way.latest = way.latest.max(Instant::now() + latency);
        way.held += room;
        way.pieces.push_back((way.latest, piece));
        if let Some(reader) = way.reader.take() {
            reader.wake();
        }
        // A heartbeat is a frame of a few bytes; what matters to anybody is longer.
        if room > HEARTBEAT {
            state.moved();
            drop(state);
            let arrow = if self.side == Side::Device { '>' } else { '<' };
            self.link.note(format_args!("{}{arrow} {room}", self.id));
        }
        Poll::Ready(Ok(room))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let mut state = self.link.state();
        let hole = state.cable == Cable::Hole;
        if let Some(pipe) = state.pipes.get_mut(&self.id) {
            let way = pipe.writing(self.side);
            if !(hole || way.poisoned) {
                way.finished = true;
                way.wake();
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The longest write that is not worth a word, and that `settle` does not take for progress.
const HEARTBEAT: usize = 70;

impl AsyncRead for End {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        loop {
            if let Some(late) = self.late.as_mut() {
                // Breaking must be noticed while waiting for a late piece too.
                if late.as_mut().poll(context).is_ready() {
                    self.late = None;
                }
            }
            let mut state = self.link.state();
            let Some(pipe) = state.pipes.get_mut(&self.id) else {
                return Poll::Ready(Err(broken()));
            };
            if pipe.broken {
                return Poll::Ready(Err(broken()));
            }
            let way = pipe.reading(self.side);
            let Some((at, piece)) = way.pieces.front_mut() else {
                if way.finished {
                    return Poll::Ready(Ok(()));
                }
                way.reader = Some(context.waker().clone());
                return Poll::Pending;
            };
            if *at > Instant::now() {
                let at = *at;
                way.reader = Some(context.waker().clone());
                drop(state);
                if self.late.as_ref().is_none_or(|late| late.deadline() != at) {
                    self.late = Some(Box::pin(sleep_until(at)));
                    continue;
                }
                return Poll::Pending;
            }
            let count = piece.len().min(into.remaining());
            into.put_slice(piece.get(..count).unwrap_or_default());
            piece.advance(count);
            if piece.is_empty() {
                way.pieces.pop_front();
            }
            way.held -= count;
            if let Some(writer) = way.writer.take() {
                writer.wake();
            }
            return Poll::Ready(Ok(()));
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let mut state = self.link.state();
        let hole = state.cable == Cable::Hole;
        let side = self.side;
        let Some(pipe) = state.pipes.get_mut(&self.id) else {
            return;
        };
        pipe.ends -= 1;
        if pipe.ends == 0 {
            state.pipes.remove(&self.id);
            return;
        }
        if !(hole || pipe.writing(side).poisoned) {
            pipe.writing(side).finished = true;
            pipe.reading(side).deaf = true;
            pipe.up.wake();
            pipe.down.wake();
        }
    }
}
