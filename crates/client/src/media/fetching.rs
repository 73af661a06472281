//! Files of messages on this device: fetched by stretches, so that a cut costs no more than one, written beside and named
//! when they are whole. What lies here is not fetched again.

use std::time::Duration;

use anyhow::Context as _;

use super::bringing::keep;
use super::disk::{Coming, off_thread};
use super::transfers::{follow, reach};
use super::{held, naming, prepare, probe, source, storage};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::objects::{self, Got, Wanted};
use crate::store::files::{self, File};
use crate::store::messages::Message;
use crate::views;

/// Bytes a stretch.
const STRETCH: usize = 1 << 20;
/// Of a server that knows no stretches the whole has to fit into memory.
const WHOLE: usize = 64 << 20;
/// What no sender has told the size of.
const UNTOLD: u64 = 64 << 20;

pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// How often one use of a file is noted.
const USE_STEP_MS: i64 = 60 * 60 * 1000;

/// A whole file on this device.
pub(crate) struct Whole {
    pub(crate) content: String,
    pub(crate) size: u64,
    pub(crate) kind: String,
    pub(crate) name: String,
    /// A picture that a window may be shown as it is.
    pub(crate) shown: bool,
}

pub(super) async fn message(account: &Account, client_msg_id: &str) -> anyhow::Result<(Message, Option<File>)> {
    let id = client_msg_id.to_owned();
    let found = account
        .read(move |db| {
            let message = views::called_by(db, &id)?.filter(|message| !message.gone);
            let message = message.ok_or(Problem::from(Code::NotFound))?;
            let file = source::behind(db, &message)?;
            Ok((message, file))
        })
        .await
        .context("Find a file's message")?;
    let (message, file) = found;
    // The row may be ahead of it, or somebody has cleared the folder.
    let file = file.filter(|file| account.media.disk.of(&file.content).is_file());
    Ok((message, file))
}

/// The file of a message, if it lies here.
pub(crate) async fn whole(account: &Account, client_msg_id: &str) -> anyhow::Result<Option<Whole>> {
    let (message, file) = message(account, client_msg_id).await?;
    let Some(file) = file else { return Ok(None) };
    let (content, now) = (file.content.clone(), account.world.clock.now_ms());
    let touched = account.change(move |db, _| Ok(files::touch(db, &content, now, USE_STEP_MS)?));
    touched.await.context("Note that a file is wanted")?;
    let told = source::name(&message);
    let name = if told.is_empty() {
        naming::for_kind(&file.kind)
    } else {
        told
    };
    let path = account.media.disk.of(&file.content);
    let shown = probe::PICTURES.contains(&file.kind.as_str())
        && off_thread(account.world.db_mode, move || Ok(prepare::fits(&path))).await?;
    Ok(Some(Whole {
        shown,
        name,
        size: u64::try_from(file.size).unwrap_or_default(),
        content: file.content,
        kind: file.kind,
    }))
}

/// A stretch of what lies here.
pub(crate) async fn read(account: &Account, content: &str, from: u64, length: u64) -> anyhow::Result<Vec<u8>> {
    let (disk, content) = (account.media.disk.clone(), content.to_owned());
    off_thread(account.world.db_mode, move || Ok(disk.read(&content, from, length)?)).await
}

/// Brings the file of a message onto this device.
pub(crate) async fn fetch(account: &Account, client_msg_id: &str) -> anyhow::Result<Whole> {
    if let Some(whole) = whole(account, client_msg_id).await? {
        return Ok(whole);
    }
    let (message, _) = message(account, client_msg_id).await?;
    let url = source::address(&message);
    if url.is_empty() {
        return Err(Problem::from(Code::FileLost).into());
    }
    let total = source::size(&message);
    let work = one_at_a_time(account, &url, async || {
        let _turn = account.media.turns.acquire().await.context("Wait for a turn")?;
        let address = url.clone();
        let known = account.read(move |db| Ok(files::at(db, &address)?)).await?;
        match known {
            Some(file) if account.media.disk.of(&file.content).is_file() => Ok(()),
            _ => bring(account, &message, &url, total).await,
        }
    });
    match follow(account, client_msg_id, false, total, work).await {
        Some(done) => done?,
        // Somebody has stopped it.
        None => return Err(Problem::from(Code::NotFound).into()),
    }
    whole(account, client_msg_id)
        .await?
        .ok_or(Problem::from(Code::FileLost).into())
}

/// Whoever wants the same waits for the first one.
pub(super) async fn one_at_a_time<T>(
    account: &Account,
    url: &str,
    work: impl AsyncFnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let lock = held(&account.media.fetching).entry(url.to_owned()).or_default().clone();
    let done = {
        let _one = lock.lock().await;
        work().await
    };
    drop(lock);
    held(&account.media.fetching).retain(|_, lock| std::sync::Arc::strong_count(lock) > 1);
    done
}

async fn bring(account: &Account, message: &Message, url: &str, total: u64) -> anyhow::Result<()> {
    storage::make_room(account, total).await?;
    // A player may have had some of it.
    let before = held(&account.media.flowing).remove(url);
    let coming = match before {
        Some(coming) => coming,
        None => {
            let (disk, key) = (account.media.disk.clone(), url.to_owned());
            let coming = off_thread(account.world.db_mode, move || Ok(disk.go_on(&key)?));
            coming.await.context("Go on with a file")?
        }
    };
    let coming = stretches(account, message, url, total, coming).await?;
    ended(account, message, url, coming).await
}

/// All of it has come.
pub(super) async fn ended(account: &Account, message: &Message, url: &str, coming: Coming) -> anyhow::Result<()> {
    let (file, _) = keep(account, coming).await?;
    let (url, conversation, local) = (url.to_owned(), message.conversation.clone(), message.local);
    account
        .change(move |db, changes| {
            source::place(db, changes, &url, &file.content)?;
            // What stands inside of another message has no row.
            if local > 0 {
                changes.message(&conversation, local);
            }
            Ok(())
        })
        .await
        .context("Note that a file is here")
}

async fn stretches(
    account: &Account,
    message: &Message,
    url: &str,
    total: u64,
    mut coming: Coming,
) -> anyhow::Result<Coming> {
    let most = if total == 0 { UNTOLD } else { total };
    loop {
        let from = coming.size();
        reach(account, &message.client_msg_id, from);
        if total > 0 && from == total {
            return Ok(coming);
        }
        if from > most {
            coming.discard();
            return Err(Problem::from(Code::FileTooLarge)).context("A file is longer than was told");
        }
        let wanted = Wanted {
            from: Some(from),
            longest: STRETCH,
            patience: PATIENCE,
        };
        let (bytes, whole) = match ask(account, url, wanted, from).await? {
            Got::Stretch(bytes) => (bytes, false),
            Got::Whole(bytes) => {
                coming = anew(account, url, coming).await?;
                (bytes, true)
            }
            Got::Nothing => (Vec::new(), true),
        };
        let short = bytes.len() < STRETCH;
        let empty = bytes.is_empty();
        coming = off_thread(account.world.db_mode, move || {
            coming.add(&bytes)?;
            Ok(coming)
        })
        .await
        .context("Write a stretch of a file")?;
        if whole || empty || (short && total == 0) {
            if total > 0 && coming.size() != total {
                coming.discard();
                return Err(Problem::from(Code::FileLost)).context("A file is not as long as was told");
            }
            return Ok(coming);
        }
    }
}

/// A server that knows no stretches answers with the whole, which may be longer than one.
pub(super) async fn ask(account: &Account, url: &str, wanted: Wanted, from: u64) -> anyhow::Result<Got> {
    let lost = |code: Code| match code {
        Code::NotFound => Problem::from(Code::FileLost),
        code => Problem::from(code),
    };
    match objects::get(account, url, wanted).await {
        // Longer than asked for.
        Err(Code::Network) if from == 0 && account.conn().is_some() => {
            let all = Wanted {
                from: None,
                longest: WHOLE,
                ..wanted
            };
            Ok(objects::get(account, url, all).await.map_err(lost)?)
        }
        got => Ok(got.map_err(lost)?),
    }
}

async fn anew(account: &Account, url: &str, coming: Coming) -> anyhow::Result<Coming> {
    if coming.size() == 0 {
        return Ok(coming);
    }
    coming.discard();
    let (disk, key) = (account.media.disk.clone(), url.to_owned());
    off_thread(account.world.db_mode, move || Ok(disk.go_on(&key)?)).await
}
