//! What waits to be written to one session. Takes no memory while nothing waits. Knows no encoding.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::Push;

/// Pushes that may wait; one more ends the session.
const QUEUE: usize = 256;

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// By policy, a changed password or an administrator; the device is told.
    Kicked,
    /// The token's time is over. The socket closes without a word: to OpenIM's clients a kick means that somebody ended
    /// the session, while a handshake that is refused tells them to renew.
    Expired,
    /// The other side does not read.
    Overflow,
    ShutDown,
}

#[derive(Default)]
pub(crate) struct Outlet {
    waiting: Mutex<Waiting>,
    changed: Notify,
}

#[derive(Default)]
struct Waiting {
    pushes: VecDeque<Arc<Push>>,
    end: Option<End>,
}

impl Outlet {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, push: Arc<Push>) {
        let mut waiting = self.waiting();
        if waiting.end.is_some() {
            return;
        }
        if waiting.pushes.len() >= QUEUE {
            waiting.pushes = VecDeque::new();
            waiting.end = Some(End::Overflow);
        } else {
            waiting.pushes.push_back(push);
        }
        drop(waiting);
        self.changed.notify_one();
    }

    /// The first reason stays. What waits is still written before a kick.
    pub(crate) fn end(&self, end: End) {
        self.waiting().end.get_or_insert(end);
        self.changed.notify_one();
    }

    /// Waits until there is something to write or the session is over. Nothing is lost when the future is dropped.
    pub(crate) async fn ready(&self) {
        loop {
            {
                let waiting = self.waiting();
                if !waiting.pushes.is_empty() || waiting.end.is_some() {
                    return;
                }
            }
            self.changed.notified().await;
        }
    }

    /// Everything that waits now, and whether that is all there will be.
    pub(crate) fn take(&self) -> (VecDeque<Arc<Push>>, Option<End>) {
        let mut waiting = self.waiting();
        (std::mem::take(&mut waiting.pushes), waiting.end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn some() -> Arc<Push> {
        Arc::new(Push::new(None, protocol::frame::PUSH, Vec::new))
    }

    #[test]
    fn a_reader_that_does_not_read_is_ended_and_costs_no_more_memory() {
        let outlet = Outlet::default();
        for _ in 0..QUEUE {
            outlet.push(some());
        }
        assert_eq!(outlet.waiting().end, None);
        outlet.push(some());
        let (pushes, end) = outlet.take();
        assert!(pushes.is_empty());
        assert_eq!(end, Some(End::Overflow));
        outlet.push(some());
        outlet.end(End::Kicked);
        assert_eq!(outlet.take().1, Some(End::Overflow));
    }
}
