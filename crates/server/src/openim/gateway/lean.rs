//! A byte stream whose reading takes no memory while nothing arrives: it reads into a buffer that all connections of a
//! thread share, and keeps only what the reader had no room for. So one call to the system brings many small frames,
//! and thousands of idle sessions cost nothing.

use std::cell::RefCell;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What one call to the system may bring, in bytes.
const AT_ONCE: usize = 16 * 1024;

thread_local! {
    static SHARED: RefCell<Vec<u8>> = RefCell::new(vec![0; AT_ONCE]);
}

pub(crate) struct Lean<IO> {
    io: IO,
    /// Read, and not given on yet: everything from `given`.
    kept: Vec<u8>,
    given: usize,
}

impl<IO> Lean<IO> {
    /// `kept` was read from `io` before.
    pub(super) fn new(io: IO, kept: Vec<u8>) -> Self {
        Self { io, kept, given: 0 }
    }
}

impl<IO: AsyncRead + Unpin> AsyncRead for Lean<IO> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.given < this.kept.len() {
            let left = this.kept.get(this.given..).unwrap_or_default();
            let now = left.len().min(to.remaining());
            to.put_slice(left.get(..now).unwrap_or_default());
            this.given += now;
            if this.given == this.kept.len() {
                (this.kept, this.given) = (Vec::new(), 0);
            }
            return Poll::Ready(Ok(()));
        }
        if to.remaining() >= AT_ONCE {
            return Pin::new(&mut this.io).poll_read(context, to);
        }
        SHARED.with_borrow_mut(|shared| {
            let mut read = ReadBuf::new(shared);
            ready!(Pin::new(&mut this.io).poll_read(context, &mut read))?;
            let now = read.filled().len().min(to.remaining());
            let (now, later) = read.filled().split_at(now);
            to.put_slice(now);
            this.kept = later.to_vec();
            Poll::Ready(Ok(()))
        })
    }
}

impl<IO: AsyncWrite + Unpin> AsyncWrite for Lean<IO> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test]
    async fn nothing_is_lost_between_two_small_reads() {
        let (mut far, near) = tokio::io::duplex(1 << 20);
        let sent: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        let mut lean = Lean::new(near, sent.get(..10).unwrap().to_vec());
        far.write_all(sent.get(10..).unwrap()).await.unwrap();
        drop(far);
        let mut read = Vec::new();
        let mut small = [0; 77];
        loop {
            match lean.read(&mut small).await.unwrap() {
                0 => break,
                now => read.extend_from_slice(small.get(..now).unwrap()),
            }
        }
        assert_eq!(read, sent);
        assert_eq!(lean.kept.capacity(), 0);
    }
}
