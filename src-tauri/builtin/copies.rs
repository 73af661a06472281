//! The copies of the server's data, and the words for what can go wrong with its files. Knows not whether the server
//! runs.

use std::path::{Path, PathBuf};

use client::{
    error::{Code, Problem, Result},
    view::BackupView,
};
use server::{
    Config, Env, Server,
    backup::{self, Backup, BackupError},
};

#[derive(Clone)]
pub(super) struct Folders {
    pub(super) data: PathBuf,
    pub(super) backups: PathBuf,
}

impl Folders {
    pub(super) fn new(base: &Path) -> Self {
        Self {
            data: base.join("server"),
            backups: base.join("backups"),
        }
    }
}

/// Newest first.
#[expect(
    clippy::disallowed_methods,
    reason = "no simulation has copies, and measuring them would hold up the page"
)]
pub(super) async fn list(folders: Folders) -> Result<Vec<BackupView>> {
    let found = tauri::async_runtime::spawn_blocking(move || backup::list(&folders.backups)).await;
    match found {
        Ok(Ok(found)) => Ok(found.into_iter().map(view).collect()),
        Ok(Err(error)) => Err(said("list", error.into())),
        Err(_) => Err(Code::Internal.into()),
    }
}

/// Of a server that runs.
pub(super) async fn make(server: Server, folders: Folders) -> Result<BackupView> {
    let made = backup::make(&server, &folders.backups).await;
    made.map(view).map_err(|error| said("make", error))
}

/// Of one that does not.
pub(super) async fn make_of_idle(folders: Folders) -> Result<BackupView> {
    if !folders.data.join("apps").is_dir() {
        return Err(Code::NotFound.into());
    }
    let server = Server::open(&folders.data, Config::default(), Env::real()).await;
    let server = server.map_err(|error| said("make", error.into()))?;
    let made = make(server.clone(), folders).await;
    server.shut_down().await;
    made
}

/// The folder of the copy of this name; a name that the list does not give leads nowhere.
pub(super) async fn find(name: &str, folders: Folders) -> Result<PathBuf> {
    let folder = folders.backups.clone();
    let known = list(folders).await?.into_iter().find(|known| known.name == name);
    known
        .map(|known| folder.join(known.name))
        .ok_or_else(|| Code::NotFound.into())
}

pub(super) async fn restore(from: PathBuf, folders: Folders) -> Result<()> {
    let restored = backup::restore(&folders.data, &from, &folders.backups, &Env::real()).await;
    restored.map(drop).map_err(|error| said("restore", error))
}

fn view(backup: Backup) -> BackupView {
    BackupView {
        name: backup.name,
        time: backup.time,
        bytes: backup.bytes,
    }
}

fn said(what: &str, error: BackupError) -> Problem {
    tracing::error!(what, "A copy of the server's data: {error}");
    code(error).into()
}

pub(super) fn code(error: BackupError) -> Code {
    match error {
        BackupError::Full => Code::DiskFull,
        BackupError::Damaged => Code::DamagedData,
        BackupError::Newer => Code::NewerData,
        BackupError::InUse => Code::FolderInUse,
        BackupError::NotOne => Code::NotFound,
        BackupError::Io(_) => Code::Storage,
    }
}
