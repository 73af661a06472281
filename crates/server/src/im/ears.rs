//! Who, inside of this server, listens for what people write to him. Telling him never waits: what is handed over is
//! only a hint to look, and where too many wait he is told to look everywhere. Knows no message.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Hints that may wait.
const QUEUE: usize = 256;

#[derive(Default)]
pub(crate) struct Ears {
    listening: RwLock<BTreeMap<i64, Ear>>,
}

struct Ear {
    hints: Sender<i64>,
    missed: Arc<AtomicBool>,
}

/// One listener's side.
pub struct Hearing {
    hints: Receiver<i64>,
    missed: Arc<AtomicBool>,
}

/// Where there is something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// The row of who wrote.
    From(i64),
    /// Nobody knows any more from whom.
    FromSomebody,
}

impl Ears {
    /// From now on whatever is written to this user is hinted at.
    pub(crate) fn listen(&self, user: i64) -> Hearing {
        let (hints, waiting) = channel(QUEUE);
        let missed = Arc::new(AtomicBool::new(false));
        let ear = Ear {
            hints,
            missed: Arc::clone(&missed),
        };
        self.listening
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(user, ear);
        Hearing { hints: waiting, missed }
    }

    /// A message from one to another is on disk. Called by the writer.
    pub(crate) fn written(&self, from: i64, to: i64) {
        let listening = self.listening.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(ear) = listening.get(&to)
            && ear.hints.try_send(from).is_err()
        {
            // The queue is full, so somebody will come to it and see this.
            ear.missed.store(true, Ordering::Release);
        }
    }
}

impl Hearing {
    /// Waits for the next hint; for ever once nobody can give one.
    pub async fn next(&mut self) -> News {
        let Some(from) = self.hints.recv().await else {
            return std::future::pending().await;
        };
        if self.missed.swap(false, Ordering::AcqRel) {
            News::FromSomebody
        } else {
            News::From(from)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_lags_is_told_to_look_everywhere_and_nobody_waits_for_him() {
        let ears = Ears::default();
        let mut hearing = ears.listen(7);
        ears.written(1, 8);
        ears.written(2, 7);
        assert_eq!(hearing.next().await, News::From(2));
        for from in 0..=(QUEUE as i64) {
            ears.written(from, 7);
        }
        assert_eq!(hearing.next().await, News::FromSomebody);
        assert_eq!(hearing.next().await, News::From(1));
    }
}
