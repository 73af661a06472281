//! The icon in the panel, and whether there is a panel that shows it: without one, a hidden window could not be found
//! again. Says what waits to be read; its menu opens conversations and the window, and ends the app.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
mod face;
#[cfg(target_os = "linux")]
mod linux;
mod picture;

#[cfg(not(target_os = "linux"))]
use elsewhere::keep;
#[cfg(target_os = "linux")]
use linux::keep;

use client::event::Event;
use tauri::{AppHandle, Manager as _};
use tokio::sync::watch;

pub use self::face::Faces;
use crate::{engine::Engine, task::Task, unread::Chat, window};

/// Whether the icon is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nobody has answered yet.
    Unknown,
    Yes,
    No,
}

/// A conversation was chosen in the menu.
fn open(app: &AppHandle, chat: &Chat) {
    app.state::<Engine>().events().tell(Event::Open {
        account: chat.account.clone(),
        conversation_id: chat.conversation_id.clone(),
    });
    window::raise(app);
}

pub struct Tray {
    shown: watch::Receiver<Shown>,
    _task: Task,
}

impl Tray {
    pub fn new(app: &AppHandle, faces: Faces) -> Self {
        let (tell, shown) = watch::channel(Shown::Unknown);
        let _task = Task::new(keep(app.clone(), faces, tell));
        Self { shown, _task }
    }

    pub fn is_shown(&self) -> bool {
        *self.shown.borrow() == Shown::Yes
    }

    pub fn watch(&self) -> watch::Receiver<Shown> {
        self.shown.clone()
    }
}
