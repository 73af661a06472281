//! The data folder: its lock, and one folder an account under a random name. Knows no table beyond the account's own.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use db::Db;

use crate::error::{Code, Problem};
use crate::random::{Random, hex};
use crate::store::MIGRATIONS;
use crate::view::AccountId;
use crate::world::World;

const LOCK: &str = "in-use.lock";
const ACCOUNTS: &str = "accounts";
const DATABASE: &str = "selkie.db";

/// A program that is just ending frees the folder in a moment.
const PATIENCE: u32 = 20;
const STEP: Duration = Duration::from_millis(50);

/// The data folder, held by this process until dropped.
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    pub(crate) async fn take(path: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(path.join(ACCOUNTS)).context("Make the data folder")?;
        private(path).context("Close the data folder to others")?;
        let mut tries = 0;
        loop {
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .open(path.join(LOCK))?;
            match file.try_lock() {
                Ok(()) => {
                    return Ok(Self {
                        path: path.to_owned(),
                        _lock: file,
                    });
                }
                Err(TryLockError::WouldBlock) if tries < PATIENCE => tries += 1,
                Err(TryLockError::WouldBlock) => return Err(Problem::from(Code::FolderInUse).into()),
                Err(TryLockError::Error(error)) => return Err(error).context("Lock the data folder"),
            }
            tokio::time::sleep(STEP).await;
        }
    }

    /// The accounts that have a folder, in the order of their names.
    pub(crate) fn accounts(&self) -> anyhow::Result<Vec<AccountId>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path.join(ACCOUNTS)).context("List the accounts")? {
            let entry = entry?;
            if entry.path().join(DATABASE).is_file()
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(AccountId(name));
            }
        }
        names.sort();
        Ok(names)
    }

    pub(crate) fn of(&self, account: &AccountId) -> PathBuf {
        self.path.join(ACCOUNTS).join(&account.0)
    }

    /// A name that no account has.
    pub(crate) fn fresh(&self, random: &dyn Random) -> AccountId {
        loop {
            let id = AccountId(hex(random, 8));
            if !self.of(&id).exists() {
                return id;
            }
        }
    }
}

/// Opens an account's database, making its folder where that is missing.
pub(crate) fn open(folder: &Path, world: &World) -> anyhow::Result<Db> {
    fs::create_dir_all(folder).context("Make an account's folder")?;
    let options = db::Options {
        path: folder.join(DATABASE),
        migrations: MIGRATIONS,
        readers: 2,
        mode: world.db_mode,
        vfs: world.vfs.clone(),
    };
    Db::open(options).context("Open an account's database")
}

/// Bytes of an account's database.
pub(crate) fn database_size(folder: &Path) -> u64 {
    let of = |name: &str| fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    of(DATABASE) + of("selkie.db-wal")
}

pub(crate) fn remove(folder: &Path) -> anyhow::Result<()> {
    fs::remove_dir_all(folder).context("Remove an account's folder")
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))
}

#[cfg(not(unix))]
fn private(_: &Path) -> std::io::Result<()> {
    // A user's data folder is private to that user already.
    Ok(())
}
