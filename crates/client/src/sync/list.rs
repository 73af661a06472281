//! The list of conversations as the server keeps it: settings and bounds, fetched by version. What a row shows comes
//! from messages, not from here.

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
use crate::store::conversations::{self, Conversation};
use crate::store::{account, history};
use crate::wishes;

/// Rows a page, as OpenIM's clients ask.
const PAGE: i32 = 300;

pub(crate) async fn refresh(account: &Account) -> anyhow::Result<()> {
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    let rest = account.rest();
    let (id, version) = account.read(|db| Ok(account::list_version(db)?)).await?;
    let request = GetIncrementalConversationsReq {
        user_id: account.user_id.clone(),
        version_id: id,
        version: u64::try_from(version).unwrap_or(0),
    };
    let (rows, version) = match rest.call(Part::Api, &token, &request).await {
        Ok(told) if told.full => (all(account, &token).await?, Some((told.version_id, told.version))),
        Ok(told) => (
            [told.insert, told.update].concat(),
            Some((told.version_id, told.version)),
        ),
        // Older servers have the whole list only.
        Err(CallError::Wire(code)) if !code.is_token() => {
            let request = GetAllConversationsReq {
                owner_user_id: account.user_id.clone(),
            };
            (rest.call(Part::Api, &token, &request).await?.conversations, None)
        }
        Err(error) => return Err(error.into()),
    };
    let me = account.user_id.clone();
    account
        .change(move |db, changes| {
            for row in &rows {
                put(db, changes, &me, row)?;
            }
            if let Some((id, version)) = version {
                account::set_list_version(db, &id, i64::try_from(version).unwrap_or(0))?;
            }
            Ok(())
        })
        .await
        .context("Write the list of conversations")
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

fn put(db: &Connection, changes: &mut Changes, me: &str, told: &pb::Conversation) -> Result<()> {
    let id = &told.conversation_id;
    let Some(mut row) = conversations::get(db, id)?.or_else(|| derived(id, me)) else {
        return Ok(());
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
    if told.min_seq > row.min_seq {
        row.min_seq = told.min_seq;
        history::forget_before(db, id, told.min_seq)?;
        changes.resync();
    }
    if row != before || conversations::get(db, id)?.is_none() {
        conversations::put(db, &row)?;
        if wishes::notify(&row) == wishes::notify(&before) {
            changes.behind(id);
        } else {
            changes.conversation(id);
        }
    }
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
