//! Brings the files of own messages to the server, those that hold others up first, one of each conversation at a time and
//! the same bytes once. A lost connection or a restart only interrupts it.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use protocol::content;
use tokio::time::Instant;

use super::disk::off_thread;
use super::naming;
use super::source::{self, with_address};
use super::transfers::{follow, reach};
use super::written::ending;
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::failure::code;
use crate::outbox::{self as sending, Waits};
use crate::store::files::{self, Attached, File};
use crate::store::messages::{self, Message};
use crate::store::outbox::{self, Waiting};
use crate::uploads::{self, Begun, Plan, Source, What};

const AT_ONCE: usize = 3;

/// A server in trouble is asked so often before the person is told. Without a connection nothing is counted.
const MOST_TRIES: u32 = 40;

/// When a message is to be tried again, and how often it was.
type Later = BTreeMap<i64, (Instant, u32)>;

enum Ended {
    Done,
    /// It waits no more, or not now.
    Stopped,
    Failed(anyhow::Error),
}

pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    let mut running = FuturesUnordered::new();
    let mut busy: BTreeMap<i64, (String, String)> = BTreeMap::new();
    let mut later = Later::new();
    loop {
        let waiting = account.read(read).await.context("Read what is to be uploaded")?;
        let now = Instant::now();
        // One of a conversation that waits for its next try still keeps its place before those behind.
        let mut kept = BTreeSet::new();
        for (one, attached) in waiting {
            let taken = |other: &(String, String)| other.0 == one.conversation || other.1 == attached.content;
            let free = one.waits != Waits::Paused && kept.insert(one.conversation.clone()) && !busy.values().any(taken);
            let due = later.get(&one.message).is_none_or(|(at, _)| *at <= now);
            if free && due && running.len() < AT_ONCE {
                busy.insert(one.message, (one.conversation, attached.content.clone()));
                running.push(one_file(account, one.message, attached));
            }
        }
        let next = later.values().map(|(at, _)| *at).filter(|at| *at > now).min();
        tokio::select! {
            biased;
            Some((message, ended)) = running.next() => {
                busy.remove(&message);
                settle(account, message, ended, &mut later).await?;
            }
            () = account.wakes.uploads.notified() => {}
            () = until(next) => {}
        }
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}

fn read(db: &rusqlite::Connection) -> anyhow::Result<Vec<(Waiting, Attached)>> {
    let mut all = Vec::new();
    for one in outbox::waiting(db)? {
        let attached = files::attached(db, one.message)?.unwrap_or_default();
        all.push((one, attached));
    }
    Ok(all)
}

async fn settle(account: &Account, message: i64, ended: Ended, later: &mut Later) -> anyhow::Result<()> {
    let error = match ended {
        Ended::Done | Ended::Stopped => {
            later.remove(&message);
            return Ok(());
        }
        Ended::Failed(error) => error,
    };
    let code = code(&error);
    tracing::info!(?code, error = format!("{error:#}"), "A file is not up yet");
    let tries = later.get(&message).map_or(0, |(_, tries)| *tries);
    let tries = match code {
        Code::Network | Code::Timeout => tries,
        Code::NoFiles | Code::FileTooLarge | Code::FilesFull | Code::FileLost | Code::DamagedData => MOST_TRIES,
        _ => tries + 1,
    };
    if tries >= MOST_TRIES {
        later.remove(&message);
        sending::fail(account, message, code).await?;
        account.wakes.outbox.notify_one();
        return Ok(());
    }
    let pause = Duration::from_secs(1 << (tries + 1).min(4));
    later.insert(message, (Instant::now() + pause, tries));
    Ok(())
}

async fn one_file(account: &Account, message: i64, attached: Attached) -> (i64, Ended) {
    let ended = match found(account, message, &attached).await {
        Err(error) => Ended::Failed(error),
        Ok(None) => Ended::Stopped,
        Ok(Some((row, file))) => {
            let total = u64::try_from(file.size).unwrap_or_default();
            let work = bring(account, &row, &file, &attached);
            match follow(account, &row.client_msg_id, true, total, work).await {
                None => Ended::Stopped,
                Some(Ok(())) => Ended::Done,
                Some(Err(error)) => Ended::Failed(error),
            }
        }
    };
    (message, ended)
}

async fn found(account: &Account, message: i64, attached: &Attached) -> anyhow::Result<Option<(Message, File)>> {
    let content = attached.content.clone();
    account
        .read(move |db| {
            let Some(row) = messages::get(db, message)? else {
                return Ok(None);
            };
            let file = files::get(db, &content)?.ok_or(Problem::from(Code::FileLost))?;
            Ok(Some((row, file)))
        })
        .await
}

async fn bring(account: &Account, row: &Message, file: &File, attached: &Attached) -> anyhow::Result<()> {
    let bytes = Source::File(account.media.disk.of(&file.content));
    let content = file.content.clone();
    let kept = account.read(move |db| Ok(files::upload(db, &content)?)).await?;
    let plan = match serde_json::from_str::<Plan>(&kept) {
        Ok(plan) => plan,
        Err(_) => Plan::make(&bytes, account.world.db_mode).await?,
    };
    let what = What {
        name: attached.name.clone(),
        kind: file.kind.clone(),
        cause: match row.content_type {
            content::PICTURE => "msg-picture",
            content::VOICE => "msg-voice",
            content::VIDEO => "msg-video",
            _ => "msg-file",
        },
    };
    let poster = poster(account, attached).await.context("Bring a poster up")?;
    let url = match uploads::begin(account, what, plan).await.context("Begin an upload")? {
        Begun::There(url) => url,
        Begun::Upload(mut upload) => {
            loop {
                remember(account, &file.content, &upload.plan).await?;
                reach(account, &row.client_msg_id, upload.plan.sent());
                match upload.next(account, &bytes).await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        remember(account, &file.content, &upload.plan).await?;
                        return Err(error.context("Send a part of a file"));
                    }
                }
            }
            let ended = upload.end(account).await;
            if ended.is_err() {
                remember(account, &file.content, &upload.plan).await?;
            }
            ended.context("End an upload")?
        }
    };
    done(account, row.local, &file.content, url, poster).await
}

/// Brings the picture of a video up, which is small, and tells where it is; empty: it has none. One that the server has
/// already is not sent again.
async fn poster(account: &Account, attached: &Attached) -> anyhow::Result<String> {
    if attached.poster.is_empty() {
        return Ok(String::new());
    }
    let content = attached.poster.clone();
    let file = account.read(move |db| Ok(files::get(db, &content)?)).await?;
    let file = file.ok_or(Problem::from(Code::FileLost))?;
    let (disk, content, length) = (
        account.media.disk.clone(),
        file.content.clone(),
        u64::try_from(file.size)?,
    );
    let read = off_thread(account.world.db_mode, move || Ok(disk.read(&content, 0, length)?));
    let bytes = read.await.map_err(|_| Problem::from(Code::FileLost))?;
    let what = What {
        name: naming::poster(&attached.name, &ending(&file.kind)),
        kind: file.kind,
        cause: "msg-video-snapshot",
    };
    uploads::put(account, what, bytes).await
}

async fn remember(account: &Account, content: &str, plan: &Plan) -> anyhow::Result<()> {
    let (content, plan) = (content.to_owned(), serde_json::to_string(plan)?);
    let kept = account.change(move |db, _| Ok(files::set_upload(db, &content, &plan)?));
    kept.await.context("Note how far an upload is")
}

/// The message says where its file is, and goes.
async fn done(account: &Account, local: i64, content: &str, url: String, poster: String) -> anyhow::Result<()> {
    let content = content.to_owned();
    account
        .change(move |db, changes| {
            source::place(db, changes, &url, &content)?;
            files::set_upload(db, &content, "")?;
            if outbox::set_waits(db, local, Waits::Nothing)?
                && let Some(mut message) = messages::get(db, local)?
            {
                message.content = with_address(&message, &url, &poster);
                messages::update(db, &message)?;
                files::detach(db, local)?;
                changes.message(&message.conversation, local);
            }
            Ok(())
        })
        .await
        .context("Note that a file is up")?;
    account.wakes.outbox.notify_one();
    Ok(())
}
