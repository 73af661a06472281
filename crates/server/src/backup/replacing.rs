//! Puts a backup in the place of a server's data. Knows in which order names may change so that a death at any point
//! can be made good, and nothing of what the files say.
//!
//! ```text
//! DIR/restoring/   a copy of the backup that is not whole yet: of no worth, removed at the next opening
//! DIR/restored/    the same when it is whole and was read through: it will take its place, whoever opens next
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::BackupError;
use super::kept::{self, Note};
use crate::apps::check;
use crate::env::Env;
use crate::lock::Lock;
use crate::private;

const STAGING: &str = "restoring";
const READY: &str = "restored";
/// In the folder above: where what is replaced will be kept.
const PLAN: &str = "replaces.json";
/// What takes its place, one after the other. What a backup does not have stays as it is.
const PARTS: [&str; 3] = ["config.toml", "tls", "apps"];

#[derive(Serialize, Deserialize)]
struct Plan {
    keep: PathBuf,
    time: i64,
}

/// Puts the backup in the folder `from` in the place of the data in `dir`, which no server may have open. What was there
/// becomes a backup in `backups`, whose path is the answer where there was anything.
pub async fn restore(dir: &Path, from: &Path, backups: &Path, env: &Env) -> Result<Option<PathBuf>, BackupError> {
    if Note::read(from)?.is_none() || !from.join("apps").is_dir() {
        return Err(BackupError::NotOne);
    }
    private::make_folder(dir)?;
    let _lock = Lock::take(dir)?;
    settle(dir)?;
    private::make_folder(backups)?;
    let time = env.clock.now_ms();
    let plan = Plan {
        keep: std::path::absolute(backups.join(kept::free_name(backups, time)?))?,
        time,
    };
    let staging = dir.join(STAGING);
    if let Err(error) = stage(from, &staging, &plan, env).await {
        // The next opening removes what stays behind.
        let _ = fs::remove_dir_all(&staging);
        return Err(error);
    }
    fs::rename(&staging, dir.join(READY))?;
    private::sync_folder(Some(dir))?;
    settle(dir)?;
    Ok(plan.keep.exists().then_some(plan.keep))
}

async fn stage(from: &Path, staging: &Path, plan: &Plan, env: &Env) -> Result<(), BackupError> {
    for part in PARTS {
        copy(&from.join(part), &staging.join(part))?;
    }
    check(&staging.join("apps"), env).await?;
    private::write(&staging.join(PLAN), &serde_json::to_vec(plan).map_err(io::Error::from)?)?;
    // Other disks cannot be renamed to; better learned now than when the old data has half gone.
    let kept = part_of(&plan.keep);
    let probe = staging.join("probe");
    private::make_folder(&probe)?;
    fs::rename(&probe, &kept)?;
    fs::remove_dir(&kept)?;
    Ok(())
}

/// Keeps what an earlier restoring promised. Called with the folder's lock held, before anything else.
pub(crate) fn settle(dir: &Path) -> io::Result<()> {
    remove_folder(&dir.join(STAGING))?;
    let ready = dir.join(READY);
    let plan: Plan = match fs::read(ready.join(PLAN)) {
        Ok(text) => serde_json::from_slice(&text)?,
        // Nothing was promised, or all of it was kept and the removing broke off.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return remove_folder(&ready),
        Err(error) => return Err(error),
    };
    let kept = part_of(&plan.keep);
    for part in PARTS {
        let (new, place) = (ready.join(part), dir.join(part));
        if !new.try_exists()? {
            continue;
        }
        if place.try_exists()? {
            private::make_folder(&kept)?;
            fs::rename(&place, kept.join(part))?;
        }
        fs::rename(&new, &place)?;
    }
    private::sync_folder(Some(dir))?;
    if kept.try_exists()? {
        Note::write(&kept, plan.time)?;
        fs::rename(&kept, &plan.keep)?;
        private::sync_folder(plan.keep.parent())?;
    }
    remove_folder(&ready)
}

/// A name that no backup can have, and that nobody sweeps.
fn part_of(keep: &Path) -> PathBuf {
    keep.with_extension("kept")
}

/// Copies a file or folder, and waits until it is on disk. Left out is what belongs to a running server only.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let kind = match fs::metadata(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        kind => kind?,
    };
    if !kind.is_dir() {
        if let Some(folder) = to.parent() {
            private::make_folder(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut copy = options.open(to)?;
        io::copy(&mut fs::File::open(from)?, &mut copy)?;
        return copy.sync_all();
    }
    private::make_folder(to)?;
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        if !is_passing(&name.to_string_lossy()) {
            copy(&from.join(&name), &to.join(&name))?;
        }
    }
    private::sync_folder(Some(to))
}

/// Locks, half-written files, and the note of how far the data had come: without that one a new epoch begins.
fn is_passing(name: &str) -> bool {
    name == "epoch"
        || [".lock", "-shm", ".part", ".new"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
