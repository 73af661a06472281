//! What the close button of the window does: whatever the person chose, asked once, and never so that the app runs on
//! where nobody finds it. Quitting by the menu or a key does not come by here.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use client::{event::Event, settings::Closing};
use tauri::{AppHandle, Manager as _};
use tokio::sync::watch;

use crate::{
    engine::Engine,
    settings::Choices,
    task::Task,
    tray::{Shown, Tray},
    window,
};

/// A panel comes later than the app when the computer starts, and is away for a moment when it starts anew.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether a question to the page is open.
#[derive(Default)]
pub struct Question(AtomicBool);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Ask,
    Hide,
    /// In place of hiding, where no icon would bring the window back.
    Minimize,
    Quit,
}

fn decide(chosen: Closing, found_again: bool, can_ask: bool) -> Way {
    match chosen {
        Closing::Background if found_again => Way::Hide,
        Closing::Background => Way::Minimize,
        Closing::Ask if can_ask => Way::Ask,
        Closing::Ask | Closing::Quit => Way::Quit,
    }
}

/// The close button was pressed; whether the window may go, and the app with it.
pub fn pressed(app: &AppHandle) -> bool {
    let chosen = app.state::<Choices>().watch().borrow().closing;
    // Pressed again before the page has asked: it may be stuck, and a window must close.
    let asked = app.state::<Question>().0.swap(true, Ordering::Relaxed);
    let can_ask = !asked && app.state::<Engine>().events().heard();
    follow(app, decide(chosen, found_again(app), can_ask))
}

/// The answer to the question; without one, the window stays and the next press asks again.
pub fn answer(app: &AppHandle, answer: Closing) {
    app.state::<Question>().0.store(false, Ordering::Relaxed);
    if answer != Closing::Ask && follow(app, decide(answer, found_again(app), false)) {
        window::quit(app);
    }
}

/// Sees to it that a hidden window whose icon is gone, or never came, can be found again.
pub struct Guard {
    _task: Task,
}

impl Guard {
    pub fn new(app: &AppHandle, tray: watch::Receiver<Shown>) -> Self {
        Self {
            _task: Task::new(guard(app.clone(), tray)),
        }
    }
}

async fn guard(app: AppHandle, mut tray: watch::Receiver<Shown>) {
    loop {
        if let Err(_late) = tokio::time::timeout(PATIENCE, becomes(&mut tray, true)).await {
            if window::main(&app).is_some_and(|window| window::is_hidden(&window)) {
                follow(&app, decide(Closing::Background, found_again(&app), false));
            }
            becomes(&mut tray, true).await;
        }
        becomes(&mut tray, false).await;
    }
}

/// Waits until the icon is shown, or is not; for ever when nobody tells any more.
async fn becomes(tray: &mut watch::Receiver<Shown>, shown: bool) {
    if tray.wait_for(|now| (*now == Shown::Yes) == shown).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// A hidden window can be brought back: by the icon in the panel, or by the Dock, which keeps every running app.
fn found_again(app: &AppHandle) -> bool {
    cfg!(target_os = "macos") || app.state::<Tray>().is_shown()
}

fn follow(app: &AppHandle, way: Way) -> bool {
    if way != Way::Ask {
        app.state::<Question>().0.store(false, Ordering::Relaxed);
    }
    match way {
        Way::Ask => {
            let tray = found_again(app);
            app.state::<Engine>().events().tell(Event::Closing { tray });
        }
        Way::Hide => window::hide(app),
        Way::Minimize => window::minimize(app),
        Way::Quit => return true,
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closing_does_is_chosen_asked_once_and_never_hides_for_good() {
        use Closing::{Ask, Background, Quit};
        for (chosen, found_again, can_ask, way) in [
            (Ask, true, true, Way::Ask),
            (Ask, false, true, Way::Ask),
            // The page cannot ask: it never started, or does not answer.
            (Ask, true, false, Way::Quit),
            (Ask, false, false, Way::Quit),
            (Background, true, true, Way::Hide),
            (Background, true, false, Way::Hide),
            (Background, false, true, Way::Minimize),
            (Background, false, false, Way::Minimize),
            (Quit, true, true, Way::Quit),
            (Quit, true, false, Way::Quit),
            (Quit, false, true, Way::Quit),
            (Quit, false, false, Way::Quit),
        ] {
            assert_eq!(
                decide(chosen, found_again, can_ask),
                way,
                "{chosen:?} {found_again} {can_ask}"
            );
        }
    }
}
