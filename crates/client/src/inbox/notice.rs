//! Notices from the hidden notification conversations: what was taken back, deleted, read, and what has to be fetched
//! again. Each can be applied twice without harm.

use protocol::content::{self, MessageRevokedContent, Notification, tips};
use protocol::pb::MsgData;
use rusqlite::{Connection, Result};
use serde::de::DeserializeOwned;

use super::{Arrivals, groups, reading, relations};
use crate::acts;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::store::erased::{self, End};
use crate::store::{messages, notices, spans};

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
            recalled(db, changes, &tips.conversation_id, tips.seq, &tips.revoker_user_id)?;
        }
        content::MESSAGES_DELETED => {
            let Some(tips) = read::<tips::DeleteMsgsTips>(message) else {
                return Ok(());
            };
            for seq in tips.seqs {
                deleted(db, changes, &tips.conversation_id, seq)?;
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

/// The message at a seq was taken back, whether it is here already or still to come.
pub(crate) fn recalled(db: &Connection, changes: &mut Changes, conversation: &str, seq: i64, by: &str) -> Result<()> {
    match messages::at(db, conversation, seq)? {
        Some(mut message) if seq > 0 && !message.gone => {
            changes.recalled.push(message.clone());
            message.gone = true;
            message.content_type = content::REVOKED;
            message.content = revoked_by(by);
            message.ex.clear();
            messages::update(db, &message)?;
            if !message.hidden {
                changes.message(conversation, message.local);
                acts::reworded(db, changes, &message)?;
            }
            Ok(())
        }
        Some(_) => Ok(()),
        None => remember(db, conversation, seq, &End::Recalled(by.to_owned())),
    }
}

/// The message at a seq is out of this person's sight, whether it is here already or still to come.
pub(crate) fn deleted(db: &Connection, changes: &mut Changes, conversation: &str, seq: i64) -> Result<()> {
    match messages::at(db, conversation, seq)? {
        Some(mut message) if seq > 0 => {
            let shown = !message.hidden;
            message.gone = true;
            message.hidden = true;
            message.content.clear();
            message.ex.clear();
            messages::update(db, &message)?;
            if shown {
                changes.discarded(conversation, &message.client_msg_id);
                acts::reworded(db, changes, &message)?;
            }
            Ok(())
        }
        Some(_) => Ok(()),
        None => remember(db, conversation, seq, &End::Deleted),
    }
}

fn remember(db: &Connection, conversation: &str, seq: i64, end: &End) -> Result<()> {
    if seq > 0 && spans::of(db, conversation)?.around(seq).is_none() {
        erased::remember(db, conversation, seq, end)?;
    }
    Ok(())
}

/// What stands in the place of a message that somebody took back, as history has it too.
pub(super) fn revoked_by(by: &str) -> Vec<u8> {
    let told = MessageRevokedContent {
        revoker_id: by.to_owned(),
        ..MessageRevokedContent::default()
    };
    Notification::encode(&told).unwrap_or_default()
}
