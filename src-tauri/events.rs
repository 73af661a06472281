//! From the client's events to one ordered channel of the page. They are held until the page listens; a page that
//! listens again was reloaded and has lost what it knew, so it is told to read everything once more.

use std::sync::{Arc, Mutex, PoisonError};

use client::{
    Client, Subscription,
    event::{Event, SignInLink},
};
use tauri::{async_runtime::JoinHandle, ipc::Channel};
use tokio::sync::mpsc;

pub struct Events {
    source: Arc<tokio::sync::Mutex<Source>>,
    pump: Mutex<Option<Pump>>,
    links: mpsc::UnboundedSender<SignInLink>,
}

/// Where events come from. The pump holds it while it runs, so an earlier one cannot take what a later one needs.
struct Source {
    subscription: Option<Subscription>,
    links: mpsc::UnboundedReceiver<SignInLink>,
    /// Whether a page has listened before.
    heard: bool,
}

/// The task that carries events to the page; dropping it ends it.
struct Pump(JoinHandle<()>);

impl Drop for Pump {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Events {
    pub fn new() -> Self {
        let (links, received) = mpsc::unbounded_channel();
        let source = Source {
            subscription: None,
            links: received,
            heard: false,
        };
        Self {
            source: Arc::new(tokio::sync::Mutex::new(source)),
            pump: Mutex::new(None),
            links,
        }
    }

    /// Takes the client's events from now on, for the page that will listen.
    pub async fn hold(&self, subscription: Subscription) {
        self.source.lock().await.subscription = Some(subscription);
    }

    /// Puts a link among the events.
    pub fn offer(&self, link: SignInLink) {
        // Fails only when the receiver, a field of this same value, is gone.
        let _ = self.links.send(link);
    }

    /// Sends everything held, and all that comes, to this channel, and no longer to an earlier one.
    #[expect(clippy::disallowed_methods, reason = "the one task of the shell; its pump owns it")]
    pub fn listen(&self, client: Client, channel: Channel<Event>) {
        let mut pump = self.pump.lock().unwrap_or_else(PoisonError::into_inner);
        drop(pump.take());
        *pump = Some(Pump(tauri::async_runtime::spawn(carry(
            self.source.clone(),
            client,
            channel,
        ))));
    }

    pub fn close(&self) {
        drop(self.pump.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

async fn carry(source: Arc<tokio::sync::Mutex<Source>>, client: Client, channel: Channel<Event>) {
    let mut source = source.lock().await;
    let source = &mut *source;
    let Some(subscription) = &mut source.subscription else {
        return;
    };
    if std::mem::replace(&mut source.heard, true) {
        for account in client.accounts() {
            if !send(&channel, Event::Resync { account: account.id }) {
                return;
            }
        }
    }
    drop(client);
    loop {
        let event = tokio::select! {
            biased;
            Some(link) = source.links.recv() => Event::SignInLink { link },
            event = subscription.next() => event,
        };
        if !send(&channel, event) {
            return;
        }
    }
}

/// Whether the page is still there.
fn send(channel: &Channel<Event>, event: Event) -> bool {
    channel
        .send(event)
        .inspect_err(|error| tracing::warn!("The page no longer listens: {error}"))
        .is_ok()
}
