//! Notifications of Windows and macOS, by notify-rust: shows them and says what was clicked. What is up stays until the
//! person or the system takes it away: notify-rust takes nothing back there. Knows no reason for what it shows.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use notify_rust::{Notification, NotificationResponse};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use super::{Order, Told, board::Of, note::Note};

/// The identifier of tauri.conf.json, under which the installer makes Selkie known to the system.
const IDENTIFIER: &str = "org.selkie.desktop";

/// Each that is up holds a thread until it is clicked or gone. Beyond so many they are shown without waiting for a click.
const WAITING: usize = 32;

#[derive(Default)]
pub struct Desktop {
    waiting: Arc<AtomicUsize>,
}

impl Desktop {
    /// Carries orders out, for as long as any can come.
    pub async fn run(&self, mut orders: UnboundedReceiver<Order>, tell: UnboundedSender<Told>) {
        while let Some(order) = orders.recv().await {
            match order {
                Order::Show { of, note, .. } => self.show(of, note, tell.clone()),
                Order::Withdraw(_) => {}
                Order::Clear(done) => {
                    let _ = done.send(());
                }
            }
        }
    }

    pub async fn shows(&self) -> bool {
        true
    }

    fn show(&self, of: Of, note: Note, tell: UnboundedSender<Told>) {
        let waiting = self.waiting.clone();
        // Both systems answer to the thread that waits. One that still does when the app ends has nobody to tell.
        let shown = thread::Builder::new().name("notification".to_owned()).spawn(move || {
            let waits = waiting.fetch_add(1, Ordering::Relaxed) < WAITING;
            if let Err(error) = show(of, &note, &tell, waits) {
                tracing::warn!("A notification cannot be shown: {error}");
            }
            waiting.fetch_sub(1, Ordering::Relaxed);
        });
        if let Err(error) = shown {
            tracing::warn!("A notification cannot be shown: {error}");
        }
    }
}

fn show(of: Of, note: &Note, tell: &UnboundedSender<Told>, waits: bool) -> notify_rust::error::Result<()> {
    let mut notification = Notification::new();
    notification.summary(&note.title).body(&note.body);
    #[cfg(windows)]
    notification.app_id(IDENTIFIER);
    // It holds for the whole process: only the first call says anything.
    #[cfg(target_os = "macos")]
    let _ = notify_rust::set_application(IDENTIFIER);
    let handle = notification.show()?;
    if !waits {
        return Ok(());
    }
    handle.wait_for_response(move |response: &NotificationResponse| {
        let told = match response {
            NotificationResponse::Closed(_) => Told::Closed(of),
            _ => Told::Clicked(of),
        };
        let _ = tell.send(told);
    })
}
