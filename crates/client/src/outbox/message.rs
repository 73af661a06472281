//! Writing a message, sending a failed one again, throwing it away: each one transaction, before anything is said to
//! anybody.

use std::collections::BTreeMap;

use anyhow::Context as _;
use protocol::content::{self, AtTextContent, from, session, status};
use protocol::envelope::MAX_REQUEST;
use protocol::pb::{Message as _, MsgData};
use rusqlite::Connection;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::link::Conn;
use crate::mentions;
use crate::requests::Meant;
use crate::store::account::Owner;
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, Message, State};
use crate::store::{outbox, users};
use crate::text::is_blank;
use crate::view::MessageView;
use crate::views;

/// Takes a text on its way.
pub(crate) async fn send_text(
    account: &Account,
    conversation: &str,
    text: &str,
    meant: &[Meant],
) -> anyhow::Result<MessageView> {
    if is_blank(text) {
        return Err(Problem::from(Code::EmptyMessage).into());
    }
    let owner = account.owner();
    let client_msg_id = account.world.client_msg_id();
    let message = Message {
        conversation: conversation.to_owned(),
        sent_as: client_msg_id.clone(),
        client_msg_id,
        sender: owner.user_id.clone(),
        sender_nickname: owner.nickname.clone(),
        sender_face_url: owner.face_url.clone(),
        mine: true,
        countable: true,
        time: account.world.clock.now_ms(),
        content_type: content::TEXT,
        content: content::encode_text(text),
        state: State::Sending,
        ..Message::default()
    };
    let platform = account.world.platform;
    let (text, meant) = (text.to_owned(), meant.to_vec());
    let view = account
        .change(move |db, changes| {
            let mut row = conversations::get(db, &message.conversation)?.ok_or(Problem::from(Code::NotFound))?;
            let message = match row.kind {
                session::GROUP => mentioning(db, message, &text, &meant)?,
                _ => message,
            };
            let wire = wire(&message, &row, platform)?;
            check_length(&owner, &wire)?;
            let local = messages::insert(db, &message)?;
            outbox::add(db, local, &row.id)?;
            // What was written is on its way now; kept any longer, it would be sent twice after a crash.
            if !row.draft.is_empty() {
                row.draft.clear();
                conversations::put(db, &row)?;
            }
            changes.message(&row.id, local);
            let message = Message { local, ..message };
            Ok(views::message(db, &message, &row)?)
        })
        .await
        .context("Write a message")?;
    account.wakes.outbox.notify_one();
    Ok(view)
}

/// The message with whom its text mentions: by the names that they chose, as nobody is to read what others are called
/// here.
fn mentioning(db: &Connection, message: Message, text: &str, meant: &[Meant]) -> rusqlite::Result<Message> {
    let mut names = BTreeMap::new();
    for id in meant.iter().filter_map(|one| one.user_id.as_ref()) {
        names.extend(users::get(db, id)?.map(|user| (id.clone(), user.nickname)));
    }
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    Ok(match mentions::written(text, meant, name) {
        Some(content) => Message {
            content_type: content::AT_TEXT,
            content: content.encode(),
            ..message
        },
        None => message,
    })
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

/// A message that the server refused is tried once more, behind those that wait.
pub(crate) async fn resend(account: &Account, client_msg_id: &str) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    account
        .change(move |db, changes| {
            let message = failed(db, &id)?;
            outbox::add_again(db, message.local, &message.conversation)?;
            changes.message(&message.conversation, message.local);
            let message = Message {
                state: State::Sending,
                failure: String::new(),
                ..message
            };
            Ok(messages::update(db, &message)?)
        })
        .await
        .context("Send a failed message again")?;
    account.wakes.outbox.notify_one();
    Ok(())
}

pub(crate) async fn discard(account: &Account, client_msg_id: &str) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    account
        .change(move |db, changes| {
            let message = failed(db, &id)?;
            messages::delete(db, message.local)?;
            changes.discarded(&message.conversation, &message.client_msg_id);
            Ok(())
        })
        .await
        .context("Throw a failed message away")
}

fn failed(db: &Connection, client_msg_id: &str) -> anyhow::Result<Message> {
    let found = messages::by_id(db, client_msg_id)?.filter(|message| message.state == State::Failed);
    Ok(found.ok_or(Problem::from(Code::NotFound))?)
}
