//! `demo LANGUAGE PROGRAM [ARGUMENT...]`: a server of its own, people who talked through it, and the program once for each
//! of two of them, with their data folder in `SELKIE_DATA_DIR`. Ends with the last of the two, and leaves nothing.
//! Knows nothing of what the program shows.
#![allow(clippy::disallowed_methods, reason = "programs of a demonstration, in real time")]

use std::{
    ffi::OsString,
    path::Path,
    process::{Child, Command},
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow};
use client::settings::{Closing, Language, Settings, SettingsFile};
use world::{
    cast::{CHINESE, Cast, ENGLISH, gallery, play},
    process::ServerProcess,
};

/// A program that ends with this one.
struct Shown(Child);

impl Shown {
    fn start(program: &OsString, arguments: &[OsString], folder: &Path) -> Result<Self> {
        let child = Command::new(program)
            .args(arguments)
            .env("SELKIE_DATA_DIR", folder)
            .spawn()
            .context("Start Selkie")?;
        Ok(Self(child))
    }

    async fn end(&mut self) -> Result<()> {
        while self.0.try_wait()?.is_none() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        // Already ended is what was wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut words = std::env::args_os().skip(1);
    let language = words.next().context("demo LANGUAGE PROGRAM")?;
    let program = words.next().context("demo LANGUAGE PROGRAM")?;
    let arguments: Vec<_> = words.collect();
    let chinese = language.to_string_lossy().starts_with("zh");
    let cast: &Cast = if chinese { &CHINESE } else { &ENGLISH };

    let folder = tempfile::tempdir()?;
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0")?;
    let players = play(&server.address, cast, folder.path()).await?;
    let words = if chinese { &gallery::CHINESE } else { &gallery::ENGLISH };
    gallery::gallery(&players, words).await?;
    for player in players {
        player.close().await;
    }
    let mut shown = Vec::new();
    for role in cast.roles.iter().take(2) {
        let own = folder.path().join(role.account);
        // Both speak the language that they write, whatever the system's is, and are gone when their window is closed.
        let settings = Settings {
            language: if chinese { Language::Chinese } else { Language::English },
            closing: Closing::Quit,
            ..Settings::default()
        };
        let kept = SettingsFile::new(&own).keep(&settings);
        kept.map_err(|problem| anyhow!("Keep the settings: {problem}"))?;
        shown.push(Shown::start(&program, &arguments, &own)?);
    }
    let ended = async {
        for one in &mut shown {
            one.end().await?;
        }
        Ok(())
    };
    tokio::select! {
        biased;
        _ = tokio::signal::ctrl_c() => Ok(()),
        done = ended => done,
    }
}
