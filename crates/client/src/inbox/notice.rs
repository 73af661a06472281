//! Notices from the hidden notification conversations: what was taken back, deleted, read, and what has to be fetched
//! again. Each can be applied twice without harm.

use protocol::content::{self, Notification, tips};
use protocol::pb::MsgData;
use rusqlite::{Connection, Result};
use serde::de::DeserializeOwned;

use super::{Arrivals, groups, reading, relations};
use crate::changes::Changes;
use crate::chores::Chores;
use crate::store::{erased, messages, notices, spans};

pub(super) fn take(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    me: &str,
    id: &str,
    arrivals: Arrivals,
) -> Result<()> {
    let Arrivals {
        messages: mut arrived,
        asked,
        ..
    } = arrivals;
    arrived.sort_by_key(|message| message.seq);
    let mut reached = notices::reached(db, id)?;
    for message in &arrived {
        apply(db, changes, chores, me, message)?;
        if asked.is_none() && message.seq > reached {
            if message.seq == reached + 1 {
                reached = message.seq;
            } else {
                chores.notices.insert(id.to_owned(), message.seq);
            }
        }
    }
    if let Some(asked) = asked
        && asked.from <= reached + 1
    {
        reached = reached.max(asked.to);
    }
    if reached > 0 {
        notices::reach(db, id, reached)
    } else {
        Ok(())
    }
}

fn apply(db: &Connection, changes: &mut Changes, chores: &mut Chores, me: &str, message: &MsgData) -> Result<()> {
    match message.content_type {
        content::REVOKED => {
            let Some(tips) = read::<tips::RevokeMsgTips>(message) else {
                return Ok(());
            };
            erase(db, changes, &tips.conversation_id, tips.seq)?;
        }
        content::MESSAGES_DELETED => {
            let Some(tips) = read::<tips::DeleteMsgsTips>(message) else {
                return Ok(());
            };
            for seq in tips.seqs {
                erase(db, changes, &tips.conversation_id, seq)?;
            }
        }
        content::READ_RECEIPT => {
            let Some(tips) = read::<tips::MarkAsReadTips>(message) else {
                return Ok(());
            };
            let seq = tips.seqs.iter().copied().fold(tips.has_read_seq, i64::max);
            if tips.mark_as_read_user_id == me {
                reading::seen(db, changes, &tips.conversation_id, seq)?;
                reading::own(db, changes, chores, &tips.conversation_id, seq)?;
            } else {
                reading::peer(db, changes, &tips.conversation_id, seq)?;
            }
        }
        content::UNREAD_CHANGED => {
            let Some(tips) = read::<tips::UnreadTips>(message) else {
                return Ok(());
            };
            reading::own(db, changes, chores, &tips.conversation_id, tips.has_read_seq)?;
        }
        content::USER_INFO_UPDATED | content::FRIEND_INFO_UPDATED => {
            let Some(tips) = read::<tips::UserInfoUpdatedTips>(message) else {
                return Ok(());
            };
            chores.profiles.insert(tips.user_id);
        }
        content::CONVERSATION_CHANGED | content::CONVERSATION_CLEARED | content::CONVERSATION_DELETED => {
            chores.list = true;
        }
        _ => {
            if !relations::apply(db, changes, chores, me, message)? {
                groups::apply(db, changes, chores, me, message)?;
            }
        }
    }
    Ok(())
}

/// A notice that cannot be read says nothing; it must not hold up those behind it.
pub(super) fn read<T: DeserializeOwned>(message: &MsgData) -> Option<T> {
    Notification::decode(&message.content)
        .inspect_err(|_| tracing::warn!(content_type = message.content_type, "A notice cannot be read"))
        .ok()
}

/// The message at a seq is gone, whether it is here already or still to come.
fn erase(db: &Connection, changes: &mut Changes, conversation: &str, seq: i64) -> Result<()> {
    if seq <= 0 {
        return Ok(());
    }
    match messages::at(db, conversation, seq)? {
        Some(mut message) if !message.gone => {
            message.gone = true;
            message.content.clear();
            messages::update(db, &message)?;
            if !message.hidden {
                changes.message(conversation, message.local);
            }
        }
        Some(_) => {}
        None if spans::of(db, conversation)?.around(seq).is_none() => erased::remember(db, conversation, seq)?,
        None => {}
    }
    Ok(())
}
