//! The part that all own messages have in common: who writes, how it looks on the wire, and its place in the outbox. One
//! transaction of somebody else's. Knows no kind of message.

use protocol::content::{self, AtTextContent, from, session, status};
use protocol::envelope::MAX_REQUEST;
use protocol::options;
use protocol::pb::{Message as _, MsgData};
use rusqlite::Connection;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::link::Conn;
use crate::store::account::Owner;
use crate::store::conversations::Conversation;
use crate::store::messages::{self, Message, State};
use crate::store::outbox::{self, Waits};
use crate::{burning, wishes};

/// What a message that changes nothing but others is: it raises no count, moves no row and wakes nobody.
const QUIET: [&str; 4] = [
    options::UNREAD_COUNT,
    options::CONVERSATION_UPDATE,
    options::SENDER_CONVERSATION_UPDATE,
    options::OFFLINE_PUSH,
];

/// Who writes, from where and when.
pub(crate) struct Author {
    owner: Owner,
    platform: i32,
    now: i64,
}

impl Author {
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            owner: account.owner(),
            platform: account.world.platform,
            now: account.world.clock.now_ms(),
        }
    }

    /// A message on its way, without a name and without content.
    pub(crate) fn message(&self) -> Message {
        Message {
            sender: self.owner.user_id.clone(),
            sender_nickname: self.owner.nickname.clone(),
            sender_face_url: self.owner.face_url.clone(),
            mine: true,
            countable: true,
            time: self.now,
            state: State::Sending,
            ..Message::default()
        }
    }
}

/// Takes a message on its way and returns its `local`.
pub(crate) fn post(db: &Connection, author: &Author, row: &Conversation, message: &Message) -> anyhow::Result<i64> {
    Ok(post_waiting(db, author, row, message, Waits::Nothing, 0)?.0)
}

/// The same with what it waits for, and the place of what goes first; returns its own place too.
pub(crate) fn post_waiting(
    db: &Connection,
    author: &Author,
    row: &Conversation,
    message: &Message,
    waits: Waits,
    behind: i64,
) -> anyhow::Result<(i64, i64)> {
    let message = &burning_there(message, row);
    let wire = wire(message, row, author.platform)?;
    check_length(&author.owner, &wire)?;
    let local = messages::insert(db, message)?;
    let place = outbox::add_waiting(db, local, &row.id, waits, behind)?;
    Ok((local, place))
}

/// As it is written where everything burns; what is done to messages is no message.
fn burning_there(message: &Message, row: &Conversation) -> Message {
    let seconds = wishes::burn(row);
    if seconds == 0 || row.kind != session::SINGLE || message.hidden {
        return message.clone();
    }
    Message {
        attached_info: burning::attached(seconds),
        burns: seconds,
        ..message.clone()
    }
}

/// The message as it is sent.
pub(super) fn wire(message: &Message, row: &Conversation, platform: i32) -> Result<MsgData, Problem> {
    let (recv_id, group_id) = match row.kind {
        session::SINGLE => (row.peer.clone(), String::new()),
        session::GROUP => (String::new(), row.peer.clone()),
        // Nobody reads what is written to a system account.
        _ => return Err(Code::NoPermission.into()),
    };
    let named = match message.content_type {
        content::AT_TEXT => AtTextContent::decode(&message.content).unwrap_or_default().at_user_list,
        _ => Vec::new(),
    };
    let options = match message.content_type {
        content::CUSTOM_QUIET => QUIET.map(|key| (key.to_owned(), false)).into(),
        _ if message.burns > 0 => [(options::NOT_PRIVATE.to_owned(), false)].into(),
        _ => std::collections::BTreeMap::new(),
    };
    Ok(MsgData {
        at_user_id_list: named,
        send_id: message.sender.clone(),
        recv_id,
        group_id,
        client_msg_id: message.sent_as.clone(),
        sender_platform_id: platform,
        sender_nickname: message.sender_nickname.clone(),
        sender_face_url: message.sender_face_url.clone(),
        session_type: row.kind,
        msg_from: from::USER,
        content_type: message.content_type,
        content: message.content.clone(),
        create_time: message.time,
        status: status::SENDING,
        options,
        attached_info: message.attached_info.clone(),
        ex: message.ex.clone(),
        ..MsgData::default()
    })
}

fn check_length(owner: &Owner, wire: &MsgData) -> Result<(), Problem> {
    let most = match usize::try_from(owner.max_message) {
        Ok(told) if told > 0 => told.min(MAX_REQUEST),
        _ => MAX_REQUEST,
    };
    let length = Conn::frame_length(&owner.user_id, wire.encode_to_vec());
    if length > most {
        Err(Code::MessageTooLong.into())
    } else {
        Ok(())
    }
}
