//! Writing a message, sending a failed one again, throwing it away: each one transaction, before anything is said to
//! anybody.

use std::collections::BTreeMap;

use anyhow::Context as _;
use protocol::content::{AtTextContent, session};
use rusqlite::Connection;

use super::nested;
use super::post::{Author, post};
use crate::account::Account;
use crate::acts::{self, doing::plain};
use crate::error::{Code, Problem};
use crate::media;
use crate::mentions;
use crate::requests::{Meant, Written};
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, Message, State};
use crate::store::outbox::Waits;
use crate::store::{files, outbox, users};
use crate::text::is_blank;
use crate::view::MessageView;
use crate::views;

/// Takes a text on its way, perhaps one in Markdown; `ex` is what stands beside it.
pub(crate) async fn send_text(
    account: &Account,
    conversation: &str,
    written: Written,
    ex: String,
    markdown: bool,
) -> anyhow::Result<MessageView> {
    if is_blank(&written.text) {
        return Err(Problem::from(Code::EmptyMessage).into());
    }
    let author = Author::of(account);
    let client_msg_id = account.world.client_msg_id();
    let id = conversation.to_owned();
    let view = account
        .change(move |db, changes| {
            let mut row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            let quoted = match &written.quote {
                Some(quote) => quoted(db, &row, quote)?,
                None => serde_json::Value::Null,
            };
            let words = mentioning(db, &row, &written.text, &written.mentions)?;
            let (content_type, content) = acts::written(words, quoted, markdown);
            let message = Message {
                conversation: row.id.clone(),
                sent_as: client_msg_id.clone(),
                client_msg_id,
                content_type,
                content,
                ex,
                ..author.message()
            };
            let local = post(db, &author, &row, &message)?;
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

/// A text with whom it mentions in a group: by the names that they chose, as nobody is to read what others are called here.
pub(crate) fn mentioning(
    db: &Connection,
    row: &Conversation,
    text: &str,
    meant: &[Meant],
) -> rusqlite::Result<AtTextContent> {
    let mut names = BTreeMap::new();
    for id in meant.iter().filter_map(|one| one.user_id.as_ref()) {
        names.extend(users::get(db, id)?.map(|user| (id.clone(), user.nickname)));
    }
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let mentions = match row.kind {
        session::GROUP => mentions::written(text, meant, name),
        _ => None,
    };
    Ok(mentions.unwrap_or_else(|| plain(text)))
}

/// The message that a text answers, as it stands in it: with the words of now, and no quote of its own.
fn quoted(db: &Connection, row: &Conversation, id: &str) -> anyhow::Result<serde_json::Value> {
    let found = messages::by_id(db, id)?.filter(|message| message.conversation == row.id && !message.gone);
    let message = found.ok_or(Problem::from(Code::NotFound))?;
    Ok(nested::of(db, row, &message, true)?.write())
}

/// A message that the server refused is tried once more, behind those that wait.
pub(crate) async fn resend(account: &Account, client_msg_id: &str) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    account
        .change(move |db, changes| {
            let message = failed(db, &id)?;
            let waits = match files::attached(db, message.local)? {
                Some(_) => Waits::LargeUpload,
                None => Waits::Nothing,
            };
            outbox::add_again(db, message.local, &message.conversation, waits)?;
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
    account.wakes.uploads.notify_one();
    account.wakes.outbox.notify_one();
    Ok(())
}

pub(crate) async fn discard(account: &Account, client_msg_id: &str) -> anyhow::Result<()> {
    let id = client_msg_id.to_owned();
    let attached = account
        .change(move |db, changes| {
            let message = failed(db, &id)?;
            let attached = files::attached(db, message.local)?;
            files::detach(db, message.local)?;
            messages::delete(db, message.local)?;
            changes.discarded(&message.conversation, &message.client_msg_id);
            Ok(attached)
        })
        .await
        .context("Throw a failed message away")?;
    media::forget_attached(account, attached).await
}

fn failed(db: &Connection, client_msg_id: &str) -> anyhow::Result<Message> {
    let found = messages::by_id(db, client_msg_id)?.filter(|message| message.state == State::Failed);
    Ok(found.ok_or(Problem::from(Code::NotFound))?)
}
