//! Starting with the computer, hidden: one entry among those that the system starts for its person. Whether it is there
//! is the truth, so that the system's own list and Selkie's never disagree. Each data folder has an entry of its own.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod entry;

#[cfg(not(target_os = "linux"))]
use elsewhere::Entry;
#[cfg(target_os = "linux")]
use entry::Entry;

use std::path::PathBuf;

use client::error::{Code, Result};

use crate::{
    arguments::HIDDEN,
    paths::{Places, Profile},
};

pub struct Autostart {
    entry: Entry,
}

/// What is to be started.
struct Start {
    /// None where the system does not tell; then nothing can be started.
    program: Option<PathBuf>,
    words: Vec<String>,
    /// The folder that `SELKIE_DATA_DIR` chose, if it did.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "carried along on Linux alone"))]
    folder: Option<PathBuf>,
}

impl Autostart {
    /// `id` names the data folder among all others.
    pub fn new(id: &str, places: &Places, profile: Option<&Profile>) -> Self {
        let mut words = vec![HIDDEN.to_owned()];
        if let Some(profile) = profile {
            words.extend(["--profile".to_owned(), profile.name().to_owned()]);
        }
        let start = Start {
            program: program(),
            words,
            folder: places.chosen.as_ref().map(|chosen| places.current.join(chosen)),
        };
        Self {
            entry: Entry::new(id, start),
        }
    }

    pub fn is_on(&self) -> Result<bool> {
        self.entry.is_on().map_err(|error| failed(&error))
    }

    pub fn set(&self, on: bool) -> Result<()> {
        self.entry.set(on).map_err(|error| failed(&error))
    }
}

/// The program as the system starts it: of an AppImage the file itself, not what it unpacks.
fn program() -> Option<PathBuf> {
    let image = std::env::var_os("APPIMAGE")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    image.or_else(|| std::env::current_exe().ok())
}

fn failed(error: &anyhow::Error) -> client::error::Problem {
    tracing::error!("The start with the computer could not be changed: {error:#}");
    Code::Storage.into()
}
