//! The list of conversations as the server keeps it: settings and bounds, fetched by version. What a row shows comes
//! from messages, not from here.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use protocol::content::session;
use protocol::ids::conversation_id::{self, Kind};
use protocol::pb;
use protocol::rest::Pagination;
use protocol::rest::conversation::{GetAllConversationsReq, GetOwnerConversationReq};
use protocol::rest::versioned::GetIncrementalConversationsReq;
use rusqlite::{Connection, Result};

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::changes::Changes;
use crate::chores::Chores;
use crate::store::account;
use crate::store::conversations::{self, Conversation};
use crate::wishes;

/// Rows a page, as OpenIM's clients ask.
const PAGE: i32 = 300;

pub(crate) async fn refresh(account: &Account) -> anyhow::Result<()> {
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    let rest = account.rest();
    // Read before asking: what comes meanwhile came after whatever the answer says is deleted.
    let (known, (id, version)) = account.read(|db| Ok((known(db)?, account::list_version(db)?))).await?;
    let request = GetIncrementalConversationsReq {
        user_id: account.user_id.clone(),
        version_id: id,
        version: u64::try_from(version).unwrap_or(0),
    };
    let (rows, gone, version) = match rest.call(Part::Api, &token, &request).await {
        Ok(told) if told.full => {
            let rows = all(account, &token).await?;
            let there: BTreeSet<_> = rows.iter().map(|row| &row.conversation_id).collect();
            let gone = known.keys().filter(|id| !there.contains(id)).cloned().collect();
            (rows, gone, Some((told.version_id, told.version)))
        }
        Ok(told) => (
            [told.insert, told.update].concat(),
            told.delete,
            Some((told.version_id, told.version)),
        ),
        // Older servers have the whole list only.
        Err(CallError::Wire(code)) if !code.is_token() => {
            let request = GetAllConversationsReq {
                owner_user_id: account.user_id.clone(),
            };
            (
                rest.call(Part::Api, &token, &request).await?.conversations,
                Vec::new(),
                None,
            )
        }
        Err(error) => return Err(error.into()),
    };
    let me = account.user_id.clone();
    let reading = account
        .change(move |db, changes| {
            let mut reading = BTreeSet::new();
            for row in &rows {
                if put(db, changes, &me, row)? {
                    reading.insert(row.conversation_id.clone());
                }
            }
            for id in &gone {
                delete(db, changes, id, known.get(id).copied().unwrap_or_default())?;
            }
            if let Some((id, version)) = version {
                account::set_list_version(db, &id, i64::try_from(version).unwrap_or(0))?;
            }
            Ok(reading)
        })
        .await
        .context("Write the list of conversations")?;
    account.want(Chores {
        reading,
        ..Chores::default()
    });
    Ok(())
}

/// Conversations of which something came from the server, and how far they have come.
fn known(db: &Connection) -> Result<BTreeMap<String, i64>> {
    let all = conversations::all(db)?.into_iter();
    Ok(all
        .filter(|row| row.max_seq > 0)
        .map(|row| (row.id, row.max_seq))
        .collect())
}

async fn all(account: &Account, token: &str) -> anyhow::Result<Vec<pb::Conversation>> {
    let mut rows = Vec::new();
    for page_number in 1.. {
        let request = GetOwnerConversationReq {
            user_id: account.user_id.clone(),
            pagination: Pagination {
                page_number,
                show_number: PAGE,
            },
        };
        let page = account.rest().call(Part::Api, token, &request).await?;
        let got = page.conversations.len();
        rows.extend(page.conversations);
        if got == 0 || i64::try_from(rows.len()).unwrap_or(i64::MAX) >= page.total {
            break;
        }
    }
    Ok(rows)
}

/// `true`: how far it was read has to be asked for.
fn put(db: &Connection, changes: &mut Changes, me: &str, told: &pb::Conversation) -> Result<bool> {
    let id = &told.conversation_id;
    let Some(mut row) = conversations::get(db, id)?.or_else(|| derived(id, me)) else {
        return Ok(false);
    };
    let before = row.clone();
    let peer = if row.kind == session::GROUP {
        &told.group_id
    } else {
        &told.user_id
    };
    if !peer.is_empty() {
        row.peer.clone_from(peer);
    }
    row.recv_msg_opt = told.recv_msg_opt;
    row.pinned = told.is_pinned;
    row.ex.clone_from(&told.ex);
    row.private = told.is_private_chat;
    row.burn = told.burn_duration.into();
    row.keep = if told.is_msg_destruct {
        told.msg_destruct_time
    } else {
        0
    };
    row.at_type = if row.read_seq < row.max_seq.max(1) {
        told.group_at_type
    } else {
        0
    };
    let reading = wishes::hide(db, changes, &mut row, told.min_seq)?;
    // Another device shows it again.
    row.deleted &= row.wanted.deleted;
    if row != before || conversations::get(db, id)?.is_none() {
        conversations::put(db, &row)?;
        if wishes::settings(&row) == wishes::settings(&before) && row.deleted == before.deleted {
            changes.behind(id);
        } else {
            changes.conversation(id);
        }
    }
    Ok(reading)
}

/// Another device deleted a conversation that had come so far then. What is written there and not sent stays in the list.
fn delete(db: &Connection, changes: &mut Changes, id: &str, max_seq: i64) -> Result<()> {
    let Some(mut row) = conversations::get(db, id)?.filter(|row| !row.deleted && max_seq > 0) else {
        return Ok(());
    };
    wishes::hide(db, changes, &mut row, max_seq + 1)?;
    row.deleted = row.draft.is_empty();
    row.opened = !row.draft.is_empty();
    conversations::put(db, &row)?;
    changes.conversation(id);
    Ok(())
}

/// A row for a conversation that the server speaks of before its list does.
pub(crate) fn ensure(db: &Connection, changes: &mut Changes, id: &str, me: &str) -> Result<()> {
    if conversations::get(db, id)?.is_none()
        && let Some(row) = derived(id, me)
    {
        conversations::put(db, &row)?;
        changes.behind(id);
    }
    Ok(())
}

/// What the id of a conversation tells about it.
pub(crate) fn derived(id: &str, me: &str) -> Option<Conversation> {
    let peer = || conversation_id::peer(id, me).unwrap_or_default().to_owned();
    let (kind, peer) = match conversation_id::kind(id)? {
        Kind::Single => (session::SINGLE, peer()),
        Kind::Notice => (session::NOTIFICATION, peer()),
        Kind::Group | Kind::WriteGroup => (session::GROUP, conversation_id::group_of(id)?.to_owned()),
        Kind::Notification => return None,
    };
    Some(Conversation {
        id: id.to_owned(),
        kind,
        peer,
        ..Conversation::default()
    })
}
