//! A video read while it comes: what lies here from the disk, what does not from where it lies. What is read from its
//! beginning on is kept, stretch by stretch, and is a file like any other when it is whole.

use anyhow::Context as _;
use protocol::content::VIDEO;

use super::disk::{Coming, off_thread};
use super::fetching::{self, Whole, ask, ended, message, one_at_a_time, whole};
use super::{held, probe, source, storage};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::objects::{Got, Wanted};

/// Bytes of one.
const STRETCH: usize = 1 << 20;

/// Some bytes of a file, and what is known of the whole.
pub(crate) struct Stretch {
    pub(crate) bytes: Vec<u8>,
    pub(crate) size: u64,
    /// A MIME type, by what the beginning is.
    pub(crate) kind: String,
}

/// From there on; shorter where it ends.
pub(crate) async fn stretch(account: &Account, client_msg_id: &str, from: u64) -> anyhow::Result<Stretch> {
    let (found, here) = message(account, client_msg_id).await?;
    if found.content_type != VIDEO {
        return Err(Problem::from(Code::NotFound).into());
    }
    if here.is_some()
        && let Some(whole) = whole(account, client_msg_id).await?
    {
        return of_whole(account, whole, from).await;
    }
    let (url, size) = (source::address(&found), source::size(&found));
    if url.is_empty() {
        return Err(Problem::from(Code::FileLost).into());
    }
    if size == 0 {
        // Nobody has told how long it is, and a player wants to know.
        let whole = fetching::fetch(account, client_msg_id).await?;
        return of_whole(account, whole, from).await;
    }
    one_at_a_time(account, &url, async || {
        let before = held(&account.media.flowing).remove(&url);
        let coming = match before {
            Some(coming) => coming,
            None => begun(account, &url, size).await?,
        };
        let (coming, bytes) = read(account, &url, coming, from, size).await?;
        let head = coming.bytes(probe::HEAD)?;
        let kind = probe::kind(&head).to_owned();
        if coming.size() == size {
            ended(account, &found, &url, coming).await?;
        } else {
            held(&account.media.flowing).insert(url.clone(), coming);
        }
        Ok(Stretch { bytes, size, kind })
    })
    .await
}

async fn of_whole(account: &Account, whole: Whole, from: u64) -> anyhow::Result<Stretch> {
    Ok(Stretch {
        bytes: fetching::read(account, &whole.content, from, STRETCH as u64).await?,
        size: whole.size,
        kind: whole.kind,
    })
}

async fn begun(account: &Account, url: &str, size: u64) -> anyhow::Result<Coming> {
    storage::make_room(account, size).await?;
    let (disk, key) = (account.media.disk.clone(), url.to_owned());
    let coming = off_thread(account.world.db_mode, move || Ok(disk.go_on(&key)?));
    coming.await.context("Go on with a file")
}

async fn read(
    account: &Account,
    url: &str,
    mut coming: Coming,
    from: u64,
    size: u64,
) -> anyhow::Result<(Coming, Vec<u8>)> {
    let mode = account.world.db_mode;
    if from < coming.size() {
        let read = off_thread(mode, move || {
            let bytes = coming.read(from, STRETCH as u64)?;
            Ok((coming, bytes))
        });
        return read.await.context("Read what has come");
    }
    let wanted = Wanted {
        from: Some(from),
        longest: STRETCH,
        patience: fetching::PATIENCE,
    };
    let bytes = match ask(account, url, wanted, from).await? {
        Got::Stretch(bytes) => bytes,
        // A server that knows no stretches gave all of it.
        Got::Whole(bytes) if from == 0 => bytes,
        Got::Whole(bytes) => bytes.get(usize::try_from(from)?..).unwrap_or_default().to_vec(),
        Got::Nothing => Vec::new(),
    };
    if from.saturating_add(bytes.len() as u64) > size {
        coming.discard();
        return Err(Problem::from(Code::FileTooLarge)).context("A file is longer than was told");
    }
    // Who jumps ahead leaves what is between for later.
    if from > coming.size() {
        return Ok((coming, bytes));
    }
    let written = off_thread(mode, move || {
        coming.add(&bytes)?;
        Ok((coming, bytes))
    });
    written.await.context("Write a stretch of a file")
}
