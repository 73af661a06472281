//! The desks at which is measured, and the two programs: Selkie and the window with nothing in it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use client::settings::{Closing, Language, Settings, SettingsFile};
use world::desktop::desk::{Desk, Process, descendants, is_alive};

use super::glass::Glass;

const PATIENCE: Duration = Duration::from_secs(60);

/// Something to start at a desk, and to look at until it is there.
pub struct Program<'a> {
    pub name: &'static str,
    pub desk: &'a Desk,
    /// Whether its window shows conversations.
    pub has_list: bool,
    path: PathBuf,
}

pub async fn empty() -> Desk {
    Desk::new().await
}

/// A desk where Selkie was never started.
pub async fn fresh() -> Desk {
    let desk = Desk::new().await;
    settle(desk.data());
    desk
}

/// A desk with a data folder that is there.
pub async fn on(data: &Path) -> Desk {
    settle(data);
    Desk::with_data_at(data).await
}

/// Closing is ending, or the next start would be none.
fn settle(data: &Path) {
    let settings = Settings {
        language: Language::English,
        closing: Closing::Quit,
        ..Settings::default()
    };
    std::fs::create_dir_all(data).expect("A data folder");
    assert!(SettingsFile::new(data).keep(&settings).is_ok(), "Settings are kept");
}

impl<'a> Program<'a> {
    pub fn empty(name: &'static str, desk: &'a Desk) -> Self {
        let path = std::env::var_os("SELKIE_EMPTY").expect("SELKIE_EMPTY is not set: run `make bench`");
        Self {
            name,
            desk,
            has_list: false,
            path: path.into(),
        }
    }

    pub fn app(name: &'static str, desk: &'a Desk, has_list: bool) -> Self {
        let path = std::env::var_os("SELKIE_APP").expect("SELKIE_APP is not set: run `make bench`");
        Self {
            name,
            desk,
            has_list,
            path: path.into(),
        }
    }

    pub fn start(&self) -> Process {
        let mut command = self.desk.command(&self.path);
        command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        Process::new(command)
    }

    /// Closes its window and waits until every process of it is gone.
    pub async fn end(&self, mut process: Process) {
        let tree = descendants(process.id());
        let screen = self.desk.screen();
        let begun = Instant::now();
        while process.ended().is_none() {
            assert!(begun.elapsed() < PATIENCE, "{} does not end", self.name);
            if screen.has_window() {
                screen.press_close();
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        while tree.iter().any(|id| is_alive(*id)) {
            assert!(begun.elapsed() < PATIENCE, "Something of {} goes on", self.name);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What its screen shows in the end, where the glass looks.
    pub async fn learn(&self, glass: &Glass) -> Vec<u8> {
        let process = self.start();
        let (mut shown, mut since) = (glass.list(), Instant::now());
        let begun = Instant::now();
        // A window that is long in coming must not be taken for the bare screen.
        while begun.elapsed() < Duration::from_secs(4) || since.elapsed() < Duration::from_secs(2) {
            let now = glass.list();
            if now != shown {
                (shown, since) = (now, Instant::now());
            }
            assert!(begun.elapsed() < PATIENCE, "{} is never still", self.name);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.end(process).await;
        shown
    }
}
