//! Messages that the server could not take for a reason of its own: when each is tried again, and how often it was.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::store::outbox::Head;

struct Trouble {
    message: i64,
    tries: u32,
    until: Instant,
}

/// By conversation: only the head of one is ever tried.
#[derive(Default)]
pub(super) struct Troubles(BTreeMap<String, Trouble>);

impl Troubles {
    fn of(&self, head: &Head) -> Option<&Trouble> {
        self.0
            .get(&head.conversation)
            .filter(|trouble| trouble.message == head.message)
    }

    /// How often this message was not taken.
    pub(super) fn tries(&self, head: &Head) -> u32 {
        self.of(head).map_or(0, |trouble| trouble.tries)
    }

    pub(super) fn waits(&self, head: &Head, now: Instant) -> bool {
        self.of(head).is_some_and(|trouble| trouble.until > now)
    }

    /// It was not taken once more: 2, 4, 8, 16 seconds, then 16 again.
    pub(super) fn note(&mut self, head: &Head, now: Instant) {
        let tries = self.tries(head) + 1;
        let until = now + Duration::from_secs(1 << tries.min(4));
        self.0.insert(
            head.conversation.clone(),
            Trouble {
                message: head.message,
                tries,
                until,
            },
        );
    }

    pub(super) fn clear(&mut self, head: &Head) {
        self.0.remove(&head.conversation);
    }

    /// When the next one is to be tried again.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        self.0
            .values()
            .map(|trouble| trouble.until)
            .filter(|until| *until > now)
            .min()
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    fn head(conversation: &str, message: i64) -> Head {
        Head {
            place: message,
            message,
            conversation: conversation.to_owned(),
            tried: false,
            tried_after: 0,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn trouble_waits_longer_each_time_and_holds_up_nobody_else() {
        let mut troubles = Troubles::default();
        let start = Instant::now();
        let mut waited = Vec::new();
        let mut now = start;
        for _ in 0..6 {
            troubles.note(&head("a", 1), now);
            let due = troubles.due(now).unwrap();
            waited.push((due - now).as_secs());
            assert!(troubles.waits(&head("a", 1), now));
            assert!(!troubles.waits(&head("b", 2), now));
            now = due;
            assert!(!troubles.waits(&head("a", 1), now));
        }
        assert_eq!(waited, [2, 4, 8, 16, 16, 16]);
        assert_eq!(troubles.tries(&head("a", 1)), 6);
        // Another message of the conversation begins anew.
        assert_eq!(troubles.tries(&head("a", 9)), 0);
        troubles.clear(&head("a", 1));
        assert_eq!(troubles.due(start), None);
    }
}
