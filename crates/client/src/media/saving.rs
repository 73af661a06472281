//! Copies of files for the person: in a folder of his choice, or to be opened by another program. Never in the place of one
//! that is there, and never one that runs.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::disk::off_thread;
use super::fetching::{Whole, fetch};
use super::naming;
use crate::account::Account;
use crate::error::{Code, Problem};

/// So many of one name and no more.
const MOST: u32 = 1_000;

/// Copies the file of a message into a folder, fetched before where that is needed; tells where it lies.
pub(crate) async fn save(account: &Account, client_msg_id: &str, folder: PathBuf) -> anyhow::Result<PathBuf> {
    let whole = fetch(account, client_msg_id).await?;
    copy(account, whole, folder).await.context("Save a file")
}

/// A copy that another program may open. What is written into it is not kept, so nobody can.
pub(crate) async fn for_opening(account: &Account, client_msg_id: &str) -> anyhow::Result<PathBuf> {
    let whole = fetch(account, client_msg_id).await?;
    if naming::is_program(&whole.name) || whole.kind == super::probe::PROGRAM {
        return Err(Problem::from(Code::NoPermission).into());
    }
    let folder = account.media.disk.for_opening(&whole.content);
    let known = folder.join(&whole.name);
    if known.is_file() {
        return Ok(known);
    }
    let path = copy(account, whole, folder).await.context("Copy a file for opening")?;
    let mut allowed = fs::metadata(&path)?.permissions();
    allowed.set_readonly(true);
    fs::set_permissions(&path, allowed)?;
    Ok(path)
}

async fn copy(account: &Account, whole: Whole, folder: PathBuf) -> anyhow::Result<PathBuf> {
    let from = account.media.disk.of(&whole.content);
    off_thread(account.world.db_mode, move || {
        fs::create_dir_all(&folder)?;
        let mut from = File::open(from)?;
        let (path, mut to) = place(&folder, &whole.name)?;
        let copied = std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all());
        if let Err(error) = copied {
            // Half a file under a good name would be taken for the whole.
            let _ = fs::remove_file(&path);
            return Err(error.into());
        }
        Ok(path)
    })
    .await
}

fn place(folder: &Path, name: &str) -> anyhow::Result<(PathBuf, File)> {
    for number in 1..=MOST {
        let path = folder.join(naming::numbered(name, number));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::from(Code::Storage).into())
}
