//! From the client's events to one ordered channel of the page. They are held until the page listens; a page that
//! listens again was reloaded and has lost what it knew, so it is told to read everything once more. In a storm those of
//! one frame travel together: the web view takes each that comes alone as a script of its own.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use client::{Client, Subscription, event::Event};
use tauri::ipc::Channel;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::task::Task;

/// As long as a frame takes on most screens.
const FRAME: Duration = Duration::from_millis(16);
/// So many go within a frame, each as it comes; what comes then waits for the next.
const AT_ONCE: u32 = 4;
/// Events that travel together at most.
const TOGETHER: usize = 1_024;

pub struct Events {
    source: Arc<tokio::sync::Mutex<Source>>,
    /// Carries events to the page.
    pump: Mutex<Option<Task>>,
    own: mpsc::UnboundedSender<Event>,
}

/// Where events come from. The pump holds it while it runs, so an earlier one cannot take what a later one needs.
struct Source {
    subscription: Option<Subscription>,
    /// The shell's own.
    own: mpsc::UnboundedReceiver<Event>,
    /// Whether a page has listened before.
    heard: bool,
}

impl Events {
    pub fn new() -> Self {
        let (own, received) = mpsc::unbounded_channel();
        let source = Source {
            subscription: None,
            own: received,
            heard: false,
        };
        Self {
            source: Arc::new(tokio::sync::Mutex::new(source)),
            pump: Mutex::new(None),
            own,
        }
    }

    /// Takes the client's events from now on, for the page that will listen.
    pub async fn hold(&self, subscription: Subscription) {
        self.source.lock().await.subscription = Some(subscription);
    }

    /// Puts an event of the shell's own among the client's.
    pub fn tell(&self, event: Event) {
        // Fails only when the receiver, a field of this same value, is gone.
        let _ = self.own.send(event);
    }

    /// Sends everything held, and all that comes, to this channel, and no longer to an earlier one.
    pub fn listen(&self, client: Client, channel: Channel<Vec<Event>>) {
        let mut pump = self.pump.lock().unwrap_or_else(PoisonError::into_inner);
        drop(pump.take());
        *pump = Some(Task::new(carry(self.source.clone(), client, channel)));
    }

    /// Whether a page hears what is told.
    pub fn heard(&self) -> bool {
        self.pump.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    pub fn close(&self) {
        drop(self.pump.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

async fn carry(source: Arc<tokio::sync::Mutex<Source>>, client: Client, channel: Channel<Vec<Event>>) {
    let mut source = source.lock().await;
    let source = &mut *source;
    let Some(subscription) = &mut source.subscription else {
        return;
    };
    if std::mem::replace(&mut source.heard, true) {
        for account in client.accounts() {
            if !send(&channel, vec![Event::Resync { account: account.id }]) {
                return;
            }
        }
    }
    drop(client);
    let (mut frame, mut sent) = (Instant::now(), 0);
    loop {
        // Before anything is taken: whoever listens next gets what this one has not sent.
        if sent == AT_ONCE {
            sleep_until(frame + FRAME).await;
        }
        let first = tokio::select! {
            biased;
            Some(event) = source.own.recv() => event,
            event = subscription.next() => event,
        };
        if frame.elapsed() >= FRAME {
            (frame, sent) = (Instant::now(), 0);
        }
        sent += 1;
        let mut events = vec![first];
        while events.len() < TOGETHER
            && let Some(event) = source.own.try_recv().ok().or_else(|| subscription.try_next())
        {
            events.push(event);
        }
        if !send(&channel, events) {
            return;
        }
    }
}

/// Whether the page is still there.
fn send(channel: &Channel<Vec<Event>>, events: Vec<Event>) -> bool {
    channel
        .send(events)
        .inspect_err(|error| tracing::warn!("The page no longer listens: {error}"))
        .is_ok()
}
