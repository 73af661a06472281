//! Events on their way to subscribers. A subscriber that does not keep up gets one `Resync` of an account in place of
//! what was dropped, never a silent gap. Knows nothing of what events mean.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Notify;

use crate::event::Event;
use crate::view::AccountId;

/// How many events wait for one subscriber.
const WAITING: usize = 4_096;

/// Passes events on in the order in which they are published.
#[derive(Default)]
pub(crate) struct Bus {
    queues: Mutex<Vec<Weak<Queue>>>,
}

#[derive(Default)]
struct Queue {
    events: Mutex<VecDeque<Event>>,
    arrived: Notify,
}

/// One subscriber's queue. Dropping it ends the subscription.
pub struct Subscription {
    queue: Arc<Queue>,
}

impl Bus {
    pub(crate) fn subscribe(&self) -> Subscription {
        let queue = Arc::new(Queue::default());
        self.queues
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::downgrade(&queue));
        Subscription { queue }
    }

    pub(crate) fn publish(&self, event: &Event) {
        self.queues
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|queue| match queue.upgrade() {
                Some(queue) => {
                    queue.push(event.clone());
                    true
                }
                None => false,
            });
    }
}

impl Queue {
    fn push(&self, event: Event) {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        if events.len() >= WAITING {
            let account = account_of(&event).cloned();
            events.retain(|waiting| account_of(waiting) != account.as_ref());
            if let Some(account) = account {
                events.push_back(Event::Resync { account });
            }
        } else {
            events.push_back(event);
        }
        drop(events);
        self.arrived.notify_one();
    }
}

impl Subscription {
    /// The next event; waits for one. Nothing is lost when the future is dropped.
    pub async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.try_next() {
                return event;
            }
            self.queue.arrived.notified().await;
        }
    }

    /// The next event, if one is waiting.
    pub fn try_next(&mut self) -> Option<Event> {
        self.queue
            .events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    }
}

fn account_of(event: &Event) -> Option<&AccountId> {
    match event {
        Event::Account { account, .. }
        | Event::SignedOut { account }
        | Event::Link { account, .. }
        | Event::Conversations { account, .. }
        | Event::Cleared { account, .. }
        | Event::Messages { account, .. }
        | Event::Discarded { account, .. }
        | Event::Transfer { account, .. }
        | Event::Recording { account, .. }
        | Event::Users { account, .. }
        | Event::Receipts { account, .. }
        | Event::Friends { account, .. }
        | Event::FriendRequests { account, .. }
        | Event::Blocked { account, .. }
        | Event::Groups { account, .. }
        | Event::GroupMembers { account, .. }
        | Event::GroupRequests { account, .. }
        | Event::ActRefused { account, .. }
        | Event::Favourites { account, .. }
        | Event::Typing { account, .. }
        | Event::Open { account, .. }
        | Event::Resync { account } => Some(account),
        Event::SignInLink { .. }
        | Event::Invitation { .. }
        | Event::Person { .. }
        | Event::Group { .. }
        | Event::Builtin { .. }
        | Event::Closing { .. } => None,
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
    use crate::view::LinkState;

    fn link(account: &str) -> Event {
        Event::Link {
            account: AccountId(account.to_owned()),
            state: LinkState::Online,
        }
    }

    #[test]
    fn a_lagging_subscriber_gets_one_resync_in_place_of_what_was_dropped() {
        let bus = Bus::default();
        let mut slow = bus.subscribe();
        bus.publish(&link("quiet"));
        for _ in 0..WAITING {
            bus.publish(&link("busy"));
        }
        bus.publish(&link("busy"));
        let mut got = Vec::new();
        while let Some(event) = slow.try_next() {
            got.push(event);
        }
        let busy = AccountId("busy".to_owned());
        assert_eq!(
            got,
            [link("quiet"), Event::Resync { account: busy.clone() }, link("busy")]
        );
    }

    #[test]
    fn a_dropped_subscription_is_forgotten() {
        let bus = Bus::default();
        drop(bus.subscribe());
        bus.publish(&link("a"));
        assert!(bus.queues.lock().unwrap().is_empty());
    }
}
