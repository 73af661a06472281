//! What a person does with the conversations of the list, and its way to the server. A wish is on disk before it is sent,
//! is shown at once, and is sent until it is answered.

mod acts;
mod ranks;
mod wanted;

use std::convert::Infallible;

use anyhow::Context as _;
use protocol::content::session;
use protocol::pb::ConversationReq;
use protocol::rest::Call;
use protocol::rest::conversation::{DeleteConversationsReq, SetConversationsReq};
use protocol::rest::msg::{ClearConversationMsgReq, DeleteSyncOpt};
use rusqlite::Connection;

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::changes::Changes;
use crate::requests::ConversationAct;
use crate::store::conversations::{self, Conversation};
use crate::store::marks;

pub(crate) use acts::{expire, hide, is_archived};
pub(crate) use wanted::{Wanted, burn, keep, marked_unread, notify, pinned};

/// Does something with conversations. At once on this device, by itself later on the server.
pub(crate) async fn act(account: &Account, ids: &[String], act: ConversationAct) -> anyhow::Result<()> {
    let (ids, now) = (ids.to_vec(), account.world.clock.now_ms());
    let marked = account
        .change(move |db, changes| acts::act(db, changes, &ids, &act, now))
        .await
        .context("Do something with conversations")?;
    if marked {
        account.wakes.marks.notify_one();
    }
    account.wakes.wishes.notify_one();
    account.wakes.expiring.notify_one();
    Ok(())
}

/// Somebody looks at the conversation. Whether there is something to be sent.
pub(crate) fn looked(db: &Connection, changes: &mut Changes, id: &str) -> rusqlite::Result<bool> {
    let marked = conversations::get(db, id)?.is_some_and(|row| marked_unread(&row));
    acts::unmark(db, changes, id)?;
    Ok(marked)
}

/// Sends what is wanted, now and whenever more comes.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    loop {
        let wanting = account.read(|db| Ok(conversations::wanting(db)?));
        for row in wanting.await.context("Read the wishes")? {
            send(account, &row).await.context("Send a wish")?;
        }
        account.wakes.wishes.notified().await;
    }
}

async fn send(account: &Account, row: &Conversation) -> anyhow::Result<()> {
    let kept = wanted::kept(row);
    let taken = match row.wanted.sets() {
        true => set(account, row, wanted::request(row, &kept)).await?,
        false => false,
    };
    if let Some(seq) = row.wanted.cleared {
        clear(account, row, seq).await?;
    }
    let before = row.clone();
    account
        .change(move |db, changes| {
            let Some(mut row) = conversations::get(db, &before.id)? else {
                return Ok(());
            };
            let unlike = |row: &Conversation| {
                let burns = (row.private, row.burn, row.keep);
                (row.recv_msg_opt, row.pinned, row.ex.clone(), burns)
            };
            // What the list brought meanwhile is as new as this or newer.
            if taken && unlike(&row) == unlike(&before) {
                row.recv_msg_opt = kept.recv_msg_opt;
                row.pinned = kept.pinned;
                row.ex = kept.ex;
                (row.private, row.burn, row.keep) = (kept.private, kept.burn, kept.keep);
            }
            let shown = settings(&row);
            row.wanted = row.wanted.without(&before.wanted);
            conversations::put(db, &row)?;
            if settings(&row) != shown {
                changes.conversation(&row.id);
            }
            Ok(())
        })
        .await
        .context("Note that a wish is known")
}

/// What a row shows of its settings.
pub(crate) fn settings(row: &Conversation) -> impl PartialEq + use<> {
    let shown = (notify(row), pinned(row), wanted::archived(row), marked_unread(row));
    (shown, burn(row), keep(row))
}

/// Whether the server has taken it. What it does not take is shown again as the server keeps it.
async fn set(account: &Account, row: &Conversation, settings: ConversationReq) -> anyhow::Result<bool> {
    let (user_id, group_id) = if row.kind == session::GROUP {
        (String::new(), row.peer.clone())
    } else {
        (row.peer.clone(), String::new())
    };
    let request = SetConversationsReq {
        user_ids: vec![account.user_id.clone()],
        conversation: ConversationReq {
            conversation_id: row.id.clone(),
            conversation_type: row.kind,
            user_id,
            group_id,
            ..settings
        },
    };
    ask(account, &request).await
}

/// Puts everything up to `seq` out of sight. What came since stays, and was shown to nobody who wanted it gone.
async fn clear(account: &Account, row: &Conversation, seq: i64) -> anyhow::Result<()> {
    let id = row.id.clone();
    let newest = account
        .read(move |db| Ok(conversations::get(db, &id)?.map_or(0, |row| row.max_seq)))
        .await?;
    if newest > seq {
        let settings = ConversationReq {
            min_seq: Some(seq + 1),
            ..ConversationReq::default()
        };
        set(account, row, settings).await?;
        let (id, seen) = (row.id.clone(), row.seen_seq);
        account
            .change(move |db, _| Ok(marks::queue(db, &id, seq, seen)?))
            .await?;
        account.wakes.marks.notify_one();
        return Ok(());
    }
    if row.wanted.deleted {
        let request = DeleteConversationsReq {
            owner_user_id: account.user_id.clone(),
            conversation_ids: vec![row.id.clone()],
            need_delete_time: 0,
        };
        if ask(account, &request).await? {
            return Ok(());
        }
        // Older servers can only empty it.
    }
    if seq > 0 {
        let request = ClearConversationMsgReq {
            conversation_ids: vec![row.id.clone()],
            user_id: account.user_id.clone(),
            delete_sync_opt: Some(DeleteSyncOpt {
                is_sync_self: true,
                is_sync_other: false,
            }),
        };
        ask(account, &request).await?;
    }
    Ok(())
}

/// Whether the server did it. Asking again after a refusal would bring the same answer.
async fn ask<C: Call + Sync>(account: &Account, request: &C) -> anyhow::Result<bool> {
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    match account.rest().call(Part::Api, &token, request).await {
        Ok(_) => Ok(true),
        Err(CallError::Wire(code)) if !code.is_token() => {
            tracing::info!(%code, "The server does not take a wish");
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}
