//! Finds the row for an arriving message. The same clientMsgID of the same sender is the same message: the lowest seq
//! is shown, the others hold their seqs unseen. Knows no conversation's row.

use protocol::content::{self, AtTextContent, status};
use protocol::ids::conversation_id::{self, Kind};
use protocol::options;
use protocol::pb::MsgData;
use rusqlite::{Connection, Result};

use super::notice;
use crate::burning;
use crate::changes::Changes;
use crate::mentions::whom;
use crate::store::erased::{self, End};
use crate::store::messages::{self, Message, State};
use crate::store::outbox;

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placed {
    /// A new row.
    New(i64),
    /// A row that was there looks different now.
    Changed(i64),
    /// Nothing that is shown.
    Unseen,
    /// The row with this key is shown no more.
    Dropped(String),
    /// Another message is known under this seq.
    Other,
}

pub(super) fn place(
    db: &Connection,
    changes: &mut Changes,
    me: &str,
    conversation: &str,
    arrived: &MsgData,
) -> Result<Placed> {
    let fresh = row(db, me, conversation, arrived)?;
    if let Some(mut known) = messages::at(db, conversation, fresh.seq)? {
        if !known.server_msg_id.is_empty()
            && !fresh.server_msg_id.is_empty()
            && known.server_msg_id != fresh.server_msg_id
        {
            return Ok(Placed::Other);
        }
        if !fresh.gone || known.gone {
            return Ok(Placed::Unseen);
        }
        if fresh.content_type == content::REVOKED {
            changes.recalled.push(known.clone());
        }
        let shown = !known.hidden;
        known.gone = true;
        known.hidden |= fresh.hidden;
        known.content_type = fresh.content_type;
        known.content = fresh.content;
        known.ex = fresh.ex;
        messages::update(db, &known)?;
        return Ok(match (shown, known.hidden) {
            (true, true) => Placed::Dropped(known.client_msg_id),
            (true, false) => Placed::Changed(known.local),
            (false, _) => Placed::Unseen,
        });
    }
    if fresh.hidden {
        if fresh.mine
            && let Some(known) = messages::waiting_unseen(db, conversation, &fresh.sent_as)?
        {
            messages::update(
                db,
                &Message {
                    local: known.local,
                    ..fresh
                },
            )?;
            outbox::remove(db, known.local)?;
            return Ok(Placed::Unseen);
        }
        messages::insert(db, &fresh)?;
        return Ok(Placed::Unseen);
    }
    let Some(known) = messages::by_sender(db, conversation, &fresh.sender, &fresh.sent_as)? else {
        // An id is its sender's word; somebody else's message under it is another message.
        let client_msg_id = match messages::by_id(db, &fresh.client_msg_id)? {
            Some(_) => own_name(conversation, fresh.seq),
            None => fresh.client_msg_id.clone(),
        };
        let fresh = Message { client_msg_id, ..fresh };
        return Ok(Placed::New(messages::insert(db, &fresh)?));
    };
    if known.seq > 0 && known.seq < fresh.seq {
        messages::insert(db, &Message { hidden: true, ..fresh })?;
        return Ok(Placed::Unseen);
    }
    let merged = Message {
        local: known.local,
        client_msg_id: known.client_msg_id.clone(),
        ..fresh
    };
    messages::update(db, &merged)?;
    if known.seq == 0 {
        outbox::remove(db, known.local)?;
    } else {
        messages::insert(
            db,
            &Message {
                hidden: true,
                ..known.clone()
            },
        )?;
    }
    Ok(Placed::Changed(known.local))
}

fn row(db: &Connection, me: &str, conversation: &str, arrived: &MsgData) -> Result<Message> {
    let claimed = erased::claim(db, conversation, arrived.seq)?;
    // Deleted on this side: it leaves no line. What was taken back does.
    let deleted = arrived.status == status::DELETED || claimed == Some(End::Deleted);
    let gone = arrived.content_type == content::REVOKED || claimed.is_some() || deleted;
    let (content_type, content) = match &claimed {
        _ if deleted => (arrived.content_type, Vec::new()),
        Some(End::Recalled(by)) if arrived.content_type != content::REVOKED => {
            (content::REVOKED, notice::revoked_by(by))
        }
        _ => (arrived.content_type, arrived.content.clone()),
    };
    let client_msg_id = match arrived.client_msg_id.as_str() {
        "" => own_name(conversation, arrived.seq),
        sent_as => sent_as.to_owned(),
    };
    Ok(Message {
        local: 0,
        conversation: conversation.to_owned(),
        sent_as: client_msg_id.clone(),
        client_msg_id,
        server_msg_id: arrived.server_msg_id.clone(),
        seq: arrived.seq,
        count: arrived.count,
        countable: countable(arrived),
        sender: arrived.send_id.clone(),
        sender_nickname: arrived.sender_nickname.clone(),
        sender_face_url: arrived.sender_face_url.clone(),
        mine: arrived.send_id == me,
        time: arrived.send_time,
        content_type,
        content,
        // A plain server leaves it with what was taken back: the title of a card, the name of a picture.
        ex: if gone { String::new() } else { arrived.ex.clone() },
        attached_info: arrived.attached_info.clone(),
        state: State::Stored,
        failure: String::new(),
        gone,
        hidden: is_nothing(arrived) || deleted || is_unseen(arrived.content_type),
        mention: mention(me, conversation, arrived),
        burns: burns(conversation, arrived),
    })
}

/// Whether it counts as unread to whom it is new. What was taken back still counts where it did: whoever had it before
/// must not come to another number.
pub(super) fn countable(arrived: &MsgData) -> bool {
    !is_nothing(arrived)
        && (arrived.content_type == content::REVOKED || options::countable(&arrived.options, arrived.content_type))
}

/// What was never stored, or lost, is delivered as a deleted message without an id.
fn is_nothing(arrived: &MsgData) -> bool {
    arrived.client_msg_id.is_empty() && arrived.content.is_empty()
}

/// After how many seconds it is gone once it was read: only between two is it certain who has read.
fn burns(conversation: &str, arrived: &MsgData) -> i64 {
    let between_two = conversation_id::kind(conversation) == Some(Kind::Single);
    if !between_two || content::is_notice(arrived.content_type) || is_unseen(arrived.content_type) {
        return 0;
    }
    burning::seconds(&arrived.attached_info)
}

/// Whom a message of a group mentions.
fn mention(me: &str, conversation: &str, arrived: &MsgData) -> i64 {
    if conversation_id::kind(conversation) != Some(Kind::Group) || arrived.send_id == me {
        return 0;
    }
    let mut named = arrived.at_user_id_list.clone();
    match arrived.content_type {
        content::GROUP_ANNOUNCEMENT_SET => return whom::ANNOUNCEMENT,
        content::AT_TEXT => {
            named.extend(AtTextContent::decode(&arrived.content).unwrap_or_default().at_user_list);
        }
        _ => {}
    }
    let has = |id: &str, whom: i64| if named.iter().any(|named| named == id) { whom } else { 0 };
    has(me, whom::ME) | has(content::AT_ALL, whom::EVERYBODY)
}

/// A name for a message whose sender gave it none, or one that is taken.
fn own_name(conversation: &str, seq: i64) -> String {
    format!("{conversation}:{seq}")
}

/// Kinds that are no line of a conversation.
fn is_unseen(content_type: i32) -> bool {
    matches!(
        content_type,
        content::TYPING
            | content::CUSTOM_QUIET
            | content::CUSTOM_ONLINE_ONLY
            | content::READ_RECEIPT
            | content::JOIN_REQUEST
            | content::JOIN_REQUEST_ACCEPTED
            | content::JOIN_REQUEST_REJECTED
            | content::MEMBER_INFO_SET
    )
}
