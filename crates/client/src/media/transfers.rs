//! How far files have come, told while they are on their way, and stopping them. Of what has ended nothing is kept here.

use anyhow::Context as _;
use futures_util::future::{AbortHandle, Abortable};
use tokio::time::Instant;

use super::{held, storage};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::event::Event;
use crate::failure::code;
use crate::outbox::Waits;
use crate::store::files;
use crate::store::messages::{self, Message};
use crate::store::outbox;
use crate::view::{TransferState, TransferView};

/// So often a person is told how far it is.
const STEP: std::time::Duration = std::time::Duration::from_millis(200);

pub(super) struct Running {
    view: TransferView,
    abort: AbortHandle,
    told: Instant,
}

/// Lets a transfer of this message go on until it ends or somebody stops it; `None`: that was done.
pub(super) async fn follow<T>(
    account: &Account,
    id: &str,
    up: bool,
    total: u64,
    work: impl Future<Output = anyhow::Result<T>>,
) -> Option<anyhow::Result<T>> {
    let (abort, registration) = AbortHandle::new_pair();
    let view = TransferView {
        client_msg_id: id.to_owned(),
        up,
        done: 0,
        total,
        state: TransferState::Running,
    };
    let running = Running {
        view: view.clone(),
        abort,
        told: Instant::now(),
    };
    let guard = Guard { account, id };
    held(&account.media.running).insert(id.to_owned(), running);
    tell(account, view.clone());
    let done = Abortable::new(work, registration).await.ok();
    let reached = held(&account.media.running)
        .get(id)
        .map_or(0, |running| running.view.done);
    drop(guard);
    let state = match &done {
        Some(Ok(_)) | None => TransferState::Ended,
        Some(Err(error)) => TransferState::Failed { code: code(error) },
    };
    let done_now = if matches!(done, Some(Ok(_))) { total } else { reached };
    tell(
        account,
        TransferView {
            done: done_now,
            state,
            ..view
        },
    );
    done
}

/// Also where the whole is dropped in the middle.
struct Guard<'a> {
    account: &'a Account,
    id: &'a str,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        held(&self.account.media.running).remove(self.id);
    }
}

/// So many bytes have come.
pub(super) fn reach(account: &Account, id: &str, done: u64) {
    let told = {
        let mut all = held(&account.media.running);
        let Some(running) = all.get_mut(id) else { return };
        running.view.done = done;
        let due = running.told.elapsed() >= STEP;
        if due {
            running.told = Instant::now();
        }
        due.then(|| running.view.clone())
    };
    if let Some(view) = told {
        tell(account, view);
    }
}

fn tell(account: &Account, view: TransferView) {
    let account_id = account.id.clone();
    account.teller.tell(&[Event::Transfer {
        account: account_id,
        view,
    }]);
}

fn stop(account: &Account, id: &str) -> bool {
    let running = held(&account.media.running);
    let found = running.get(id);
    if let Some(found) = found {
        found.abort.abort();
    }
    found.is_some()
}

/// Everything that is on its way, and what was stopped.
pub(crate) async fn transfers(account: &Account) -> anyhow::Result<Vec<TransferView>> {
    let running: Vec<TransferView> = held(&account.media.running)
        .values()
        .map(|one| one.view.clone())
        .collect();
    let waiting = account
        .read(|db| {
            let mut all = Vec::new();
            for one in outbox::waiting(db)? {
                if let (Some(message), Some(attached)) =
                    (messages::get(db, one.message)?, files::attached(db, one.message)?)
                {
                    let total = files::get(db, &attached.content)?.map_or(0, |file| file.size);
                    all.push((message.client_msg_id, total, one.waits));
                }
            }
            Ok(all)
        })
        .await
        .context("Read what is on its way")?;
    let mut all = running;
    for (client_msg_id, total, waits) in waiting {
        if all.iter().all(|one| one.client_msg_id != client_msg_id) {
            all.push(TransferView {
                client_msg_id,
                up: true,
                done: 0,
                total: u64::try_from(total).unwrap_or_default(),
                state: match waits {
                    Waits::Paused => TransferState::Paused,
                    _ => TransferState::Running,
                },
            });
        }
    }
    Ok(all)
}

/// Stops an upload until it is to go on, or lets it.
pub(crate) async fn pause(account: &Account, client_msg_id: &str, paused: bool) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    let total = account
        .change(move |db, _| {
            let message = waiting(db, &id)?;
            let attached = files::attached(db, message.local)?.ok_or(Problem::from(Code::NotFound))?;
            let waits = if paused { Waits::Paused } else { Waits::LargeUpload };
            // What was not stopped keeps its place before what was written behind it.
            if paused || outbox::waits_for(db, message.local)? == Some(Waits::Paused) {
                outbox::set_waits(db, message.local, waits)?;
            }
            Ok(files::get(db, &attached.content)?.map_or(0, |file| file.size))
        })
        .await
        .context("Stop an upload, or let it go on")?;
    stop(account, client_msg_id);
    let state = if paused {
        TransferState::Paused
    } else {
        TransferState::Running
    };
    tell(
        account,
        TransferView {
            client_msg_id: client_msg_id.to_owned(),
            up: true,
            done: 0,
            total: u64::try_from(total).unwrap_or_default(),
            state,
        },
    );
    account.wakes.uploads.notify_one();
    account.wakes.outbox.notify_one();
    Ok(())
}

/// Gives a transfer up. A message whose file is not up yet goes with it.
pub(crate) async fn cancel(account: &Account, client_msg_id: &str) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    let went = account.change(move |db, changes| {
        let message = waiting(db, &id)?;
        let attached = files::attached(db, message.local)?;
        outbox::remove(db, message.local)?;
        files::detach(db, message.local)?;
        messages::delete(db, message.local)?;
        changes.discarded(&message.conversation, &message.client_msg_id);
        Ok(attached)
    });
    let went = went.await.context("Give an upload up");
    let stopped = stop(account, client_msg_id);
    account.wakes.uploads.notify_one();
    account.wakes.outbox.notify_one();
    match went {
        Ok(attached) => storage::forget_attached(account, attached).await,
        Err(_) if stopped => Ok(()),
        Err(error) => Err(error),
    }
}

fn waiting(db: &rusqlite::Connection, client_msg_id: &str) -> anyhow::Result<Message> {
    let nothing = || Problem::from(Code::NotFound);
    let message = messages::by_id(db, client_msg_id)?.ok_or_else(nothing)?;
    match outbox::waits_for(db, message.local)? {
        None | Some(Waits::Nothing) => Err(nothing().into()),
        Some(_) => Ok(message),
    }
}
