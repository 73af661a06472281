//! How much waits to be read, where the system shows a window: in its title, and on its icon where that can hold a
//! number. Knows no conversation.

#[cfg(target_os = "linux")]
mod launcher;

use tauri::{AppHandle, WebviewWindow};
use tokio::sync::watch;

use crate::{task::Task, unread::Waiting, window};

/// Follows what waits until dropped.
pub struct Badge {
    _task: Task,
}

impl Badge {
    pub fn new(app: &AppHandle, waiting: watch::Receiver<Waiting>) -> Self {
        Self {
            _task: Task::new(follow(app.clone(), waiting)),
        }
    }
}

async fn follow(app: AppHandle, mut waiting: watch::Receiver<Waiting>) {
    #[cfg(target_os = "linux")]
    let mut launcher = launcher::Launcher::new(&app.package_info().name);
    loop {
        let messages = waiting.borrow_and_update().messages;
        if let Some(window) = window::main(&app) {
            show(&window, messages);
        }
        #[cfg(target_os = "linux")]
        launcher.show(messages).await;
        if waiting.changed().await.is_err() {
            return;
        }
    }
}

fn show(window: &WebviewWindow, messages: i64) {
    let shown = window.set_title(&title(messages));
    #[cfg(target_os = "macos")]
    let shown = shown.and(window.set_badge_count((messages > 0).then_some(messages)));
    #[cfg(windows)]
    let shown = shown.and(window.set_overlay_icon((messages > 0).then(dot)));
    if let Err(error) = shown {
        tracing::warn!("The window could not show what is unread: {error}");
    }
}

fn title(messages: i64) -> String {
    if messages > 0 {
        format!("({messages}) Selkie")
    } else {
        "Selkie".into()
    }
}

/// A disc in the colour of the icon's dot; the taskbar has no room for numbers.
#[cfg(windows)]
fn dot() -> tauri::image::Image<'static> {
    const SIDE: i32 = 32;
    let inside = |at: i32| (2 * at - SIDE + 1).pow(2);
    let pixels = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
    let bytes = pixels.flat_map(|(x, y)| match inside(x) + inside(y) <= (SIDE - 2).pow(2) {
        true => [0xe5, 0x53, 0x2d, 0xff],
        false => [0; 4],
    });
    tauri::image::Image::new_owned(bytes.collect(), SIDE.unsigned_abs(), SIDE.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_counts_only_what_there_is() {
        assert_eq!(title(0), "Selkie");
        assert_eq!(title(3), "(3) Selkie");
        assert_eq!(title(1234), "(1234) Selkie");
    }
}
