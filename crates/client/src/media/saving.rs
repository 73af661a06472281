//! Copies of files for the person: in the folder of downloads, at a place that he chose, or to be opened by another program.
//! Nothing is replaced but what he chose to replace, and nothing that runs is opened.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use protocol::ids::hex;

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

/// Copies the file of a message to where the person wants it, in the place of what lies there.
pub(crate) async fn save_as(account: &Account, client_msg_id: &str, to: PathBuf) -> anyhow::Result<()> {
    let whole = fetch(account, client_msg_id).await?;
    let from = account.media.disk.of(&whole.content);
    let mut random = [0; 4];
    account.world.random.fill(&mut random);
    let saved = off_thread(account.world.db_mode, move || {
        // Beside it first: what lies there stays until the new one is whole, whatever ends this early.
        let beside = to.with_file_name(format!(".selkie-{}", hex(&random)));
        let mut target = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        let copied = File::open(from)
            .and_then(|mut from| std::io::copy(&mut from, &mut target))
            .and_then(|_| target.sync_all())
            .and_then(|()| fs::rename(&beside, &to));
        if copied.is_err() {
            let _ = fs::remove_file(&beside);
        }
        Ok(copied?)
    });
    saved.await.context("Save a file where it is wanted")
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
