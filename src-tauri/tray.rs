//! The icon in the panel, and whether there is a panel that shows it: without one, a hidden window could not be found
//! again. Says what waits to be read; its menu opens the window and ends the app. Knows no conversation.

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

use tauri::AppHandle;
use tokio::sync::watch;

pub use self::face::Faces;
use crate::task::Task;

/// Whether the icon is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nobody has answered yet.
    Unknown,
    Yes,
    No,
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
