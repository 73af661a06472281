//! What files take of this device, and making room: what the server has goes first that was not wanted for the longest
//! time; what is still to be sent never goes.

use std::collections::BTreeSet;

use anyhow::Context as _;

use super::bringing::Brought;
use super::disk::off_thread;
use super::{held, source};
use crate::account::Account;
use crate::store::files::{self, Attached, File};
use crate::store::messages::Message;
use crate::view::StorageView;

/// Bytes of files that can be fetched again.
const MOST: u64 = 4 << 30;

pub(crate) async fn storage(account: &Account) -> anyhow::Result<StorageView> {
    let (free, waiting) = account.read(|db| Ok(files::totals(db)?)).await.context("Count files")?;
    let bytes = |told: i64| u64::try_from(told).unwrap_or_default();
    let (disk, home) = (account.media.disk.clone(), account.home.clone());
    let (half, messages) = off_thread(account.world.db_mode, move || {
        Ok((disk.half_here(), crate::folder::database_size(&home)))
    })
    .await?;
    Ok(StorageView {
        files: bytes(free) + half,
        thumbs: account.media.thumbs.total(),
        waiting: bytes(waiting),
        messages,
    })
}

/// Lets go of everything that the server has, and tells how many bytes that were.
pub(crate) async fn free(account: &Account) -> anyhow::Result<u64> {
    let before = storage(account).await?;
    remove(account, unused(account).await?, true).await?;
    let disk = account.media.disk.clone();
    super::held(&account.media.flowing).clear();
    off_thread(account.world.db_mode, move || Ok(disk.forget_half()?)).await?;
    account.media.thumbs.forget()?;
    let after = storage(account).await?;
    Ok((before.files + before.thumbs).saturating_sub(after.files + after.thumbs))
}

/// Nothing of these messages' files stays here, however small; what is still to be sent does.
pub(crate) async fn forget_bytes(account: &Account, gone: &[Message]) -> anyhow::Result<()> {
    let mut going = Vec::new();
    for message in gone {
        let (row, url) = (message.clone(), source::address(message));
        let found = account
            .read(move |db| {
                Ok(match source::behind(db, &row)? {
                    Some(file) if files::is_free(db, &file.content)? => Some(file),
                    _ => None,
                })
            })
            .await?;
        if !url.is_empty() {
            account.media.thumbs.drop_one(&url);
        }
        if let Some(file) = found {
            account.media.thumbs.drop_one(&file.content);
            going.push(file);
        }
    }
    if going.is_empty() {
        return Ok(());
    }
    remove(account, going, false).await
}

/// The same of what was taken back since, unless another message shows that it is here.
pub(crate) async fn forget_recalled(account: &Account) -> anyhow::Result<()> {
    let mut gone = std::mem::take(&mut *held(&account.media.recalled));
    if gone.is_empty() {
        return Ok(());
    }
    gone = account
        .read(move |db| {
            let mut nobodys = Vec::new();
            for message in gone {
                if !source::has_another(db, &message)? {
                    nobodys.push(message);
                }
            }
            Ok(nobodys)
        })
        .await?;
    forget_bytes(account, &gone).await
}

/// A file that no message and no draft has.
pub(super) async fn forget_nobodys(account: &Account, file: File) -> anyhow::Result<()> {
    // The same bytes may have been brought twice.
    if brought(account).contains(&file.content) {
        return Ok(());
    }
    let content = file.content.clone();
    let nobodys = account.read(move |db| Ok(files::is_nobodys(db, &content)?)).await?;
    if nobodys {
        remove(account, vec![file], false).await
    } else {
        Ok(())
    }
}

/// What an own message was to bring that nobody sends any more.
pub(crate) async fn forget_attached(account: &Account, attached: Option<Attached>) -> anyhow::Result<()> {
    for content in attached.into_iter().flat_map(|one| [one.content, one.poster]) {
        if let Some(file) = account.read(move |db| Ok(files::get(db, &content)?)).await? {
            forget_nobodys(account, file).await?;
        }
    }
    Ok(())
}

/// What somebody has brought and not sent, with the pictures that stand for it.
fn brought(account: &Account) -> BTreeSet<String> {
    let brought = held(&account.media.brought);
    let here = brought.values().filter_map(|one| match one {
        Brought::Here(here) => Some(here),
        Brought::Coming { .. } => None,
    });
    let contents = here.flat_map(|here| [Some(&here.file), here.poster.as_ref().map(|poster| &poster.file)]);
    contents.flatten().map(|file| file.content.clone()).collect()
}

/// What could go, the longest unused first.
async fn unused(account: &Account) -> anyhow::Result<Vec<File>> {
    let mut unused = account.read(|db| Ok(files::unused(db, i64::MAX)?)).await?;
    let brought = brought(account);
    unused.retain(|file| !brought.contains(&file.content));
    Ok(unused)
}

/// For so many bytes that are to come.
pub(super) async fn make_room(account: &Account, coming: u64) -> anyhow::Result<()> {
    let (taken, _) = account.read(|db| Ok(files::totals(db)?)).await?;
    let mut over = (u64::try_from(taken).unwrap_or_default() + coming).saturating_sub(MOST);
    if over == 0 {
        return Ok(());
    }
    let mut going = Vec::new();
    for file in unused(account).await? {
        if over == 0 {
            break;
        }
        over = over.saturating_sub(u64::try_from(file.size).unwrap_or_default());
        going.push(file);
    }
    remove(account, going, true).await
}

/// `shown`: messages show that they are here.
async fn remove(account: &Account, going: Vec<File>, shown: bool) -> anyhow::Result<()> {
    let gone = going.clone();
    let forgotten = account.change(move |db, changes| {
        for file in &gone {
            files::forget(db, &file.content)?;
        }
        if shown {
            // Whether a file is here is part of what a message shows.
            changes.resync();
        }
        Ok(())
    });
    forgotten.await.context("Forget files")?;
    let disk = account.media.disk.clone();
    off_thread(account.world.db_mode, move || {
        for file in going {
            disk.remove(&file.content)?;
        }
        Ok(())
    })
    .await
    .context("Remove files")
}
