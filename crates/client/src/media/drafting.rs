//! Files that were brought into a conversation and are not sent yet: kept with its draft, over restarts too, and gone with
//! it. Knows no text.

use anyhow::Context as _;

use super::bringing::{self, Brought, Here, here};
use super::disk::off_thread;
use super::{held, prepare, probe, storage};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::store::conversations;
use crate::store::draft_files::{self, DraftFile};
use crate::store::files::{self, File};
use crate::view::BroughtView;

/// Keeps these with the draft of a conversation, in this order, and no others.
pub(crate) async fn keep(account: &Account, conversation: &str, ids: &[String]) -> anyhow::Result<()> {
    let mut kept = Vec::new();
    for id in ids {
        let Here { file, name, .. } = here(account, id)?;
        kept.push(DraftFile {
            id: id.clone(),
            content: file.content,
            name,
        });
    }
    let id = conversation.to_owned();
    account
        .change(move |db, changes| {
            let mut row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            if draft_files::of(db, &id)? == kept {
                return Ok(());
            }
            draft_files::set(db, &id, &kept)?;
            if !kept.is_empty() && (!row.opened || row.deleted) {
                // A draft that nobody can find again would be lost.
                row.opened = true;
                row.deleted = false;
                conversations::put(db, &row)?;
            }
            changes.conversation(&id);
            Ok(())
        })
        .await
        .context("Keep files with a draft")
}

/// What is kept with the draft of a conversation. What is not here any more is left out.
pub(crate) async fn kept(account: &Account, conversation: &str) -> anyhow::Result<Vec<BroughtView>> {
    let id = conversation.to_owned();
    let rows = account
        .read(move |db| {
            let mut found = Vec::new();
            for row in draft_files::of(db, &id)? {
                let file = files::get(db, &row.content)?;
                found.extend(file.map(|file| (row, file)));
            }
            Ok(found)
        })
        .await
        .context("Read the files of a draft")?;
    let mut views = Vec::new();
    for (row, file) in rows {
        views.extend(again(account, row, file).await?);
    }
    Ok(views)
}

/// As if it were brought now.
async fn again(account: &Account, row: DraftFile, file: File) -> anyhow::Result<Option<BroughtView>> {
    if let Ok(known) = here(account, &row.id) {
        let odd = if known.look.is_none() {
            bringing::look(account, &known.file, None).await.1
        } else {
            None
        };
        return Ok(Some(bringing::view(&row.id, &known, odd)));
    }
    let (disk, own) = (account.media.disk.clone(), file.clone());
    let read = off_thread(account.world.db_mode, move || {
        if !disk.of(&own.content).is_file() {
            return Ok(None);
        }
        let length = u64::try_from(own.size).unwrap_or_default();
        let picture = probe::PICTURES.contains(&own.kind.as_str()) && length <= prepare::LIMITS.bytes as u64;
        Ok(Some(if picture {
            Some(disk.read(&own.content, 0, length)?)
        } else {
            None
        }))
    });
    let Some(bytes) = read.await.context("Look at a file of a draft")? else {
        return Ok(None);
    };
    let (look, odd) = bringing::look(account, &file, bytes).await;
    let film = bringing::film_of(account, &file).await?;
    let found = Here {
        file,
        name: row.name,
        look,
        voice: None,
        film,
        poster: None,
    };
    let view = bringing::view(&row.id, &found, odd);
    held(&account.media.brought).insert(row.id, Brought::Here(Box::new(found)));
    Ok(Some(view))
}

/// It is sent, or not wanted after all: nothing of it stays that no message has.
pub(crate) async fn forget(account: &Account, id: &str) -> anyhow::Result<()> {
    let gone = held(&account.media.brought).remove(id);
    let name = id.to_owned();
    account
        .change(move |db, changes| {
            for conversation in draft_files::forget(db, &name)? {
                changes.conversation(&conversation);
            }
            Ok(())
        })
        .await
        .context("Forget a file of a draft")?;
    match gone {
        Some(Brought::Here(here)) => storage::forget_nobodys(account, here.file).await,
        _ => Ok(()),
    }
}
