//! A message as it stands inside another one, quoted or forwarded: with the words that it has now.

use protocol::content::{self, AtTextContent, NestedMessage, QuoteContent, encode_text, from, session, status};
use rusqlite::{Connection, Result};

use crate::acts;
use crate::ex;
use crate::favourites;
use crate::links;
use crate::store::conversations::Conversation;
use crate::store::messages::Message;
use crate::view::Content;
use crate::views;

/// Of a long text no more is quoted.
const LONGEST_QUOTE: usize = 1000;

/// All that it says.
pub(crate) fn whole(db: &Connection, row: &Conversation, message: &Message) -> Result<NestedMessage> {
    of(db, row, message, false)
}

/// With `quoted` without a quote of its own, and no longer than a quote has to be.
pub(super) fn of(db: &Connection, row: &Conversation, message: &Message, quoted: bool) -> Result<NestedMessage> {
    let now = acts::reads_now(message, &acts::of(db, message)?);
    let (content_type, content) = match quoted {
        true => plain(now),
        false => (now.content_type, now.content),
    };
    let (recv_id, group_id) = match row.kind {
        session::GROUP => (String::new(), row.peer.clone()),
        _ if message.mine => (row.peer.clone(), String::new()),
        _ => (crate::store::account::user_id(db)?, String::new()),
    };
    Ok(NestedMessage {
        client_msg_id: message.sent_as.clone(),
        server_msg_id: message.server_msg_id.clone(),
        create_time: message.time,
        send_time: message.time,
        session_type: row.kind,
        send_id: message.sender.clone(),
        recv_id,
        group_id,
        msg_from: from::USER,
        content_type,
        sender_nickname: message.sender_nickname.clone(),
        sender_face_url: message.sender_face_url.clone(),
        content: String::from_utf8(content).unwrap_or_default(),
        seq: message.seq,
        status: status::SENT,
        ex: links::picture::without(&message.ex),
    })
}

/// A text without what it quotes itself, and cut.
fn plain(message: Message) -> (i32, Vec<u8>) {
    let words = match message.content_type {
        content::QUOTE => QuoteContent::decode(&message.content).map(|quote| quote.text),
        content::TEXT | content::MARKDOWN => content::decode_text(&message.content),
        content::AT_TEXT => {
            let Ok(mut words) = AtTextContent::decode(&message.content) else {
                return (message.content_type, message.content);
            };
            words.quote_message = serde_json::Value::Null;
            cut(&mut words.text);
            return (content::AT_TEXT, words.encode());
        }
        _ => return (message.content_type, message.content),
    };
    match words {
        Ok(mut words) => {
            cut(&mut words);
            (content::TEXT, encode_text(&words))
        }
        Err(_) => (message.content_type, message.content),
    }
}

fn cut(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(LONGEST_QUOTE) {
        text.truncate(at);
        text.push('…');
    }
}

/// What is known of a picture, a voice or a video before it is there, and the card beside words, which go with it wherever
/// it is sent.
pub(super) fn kept_ex(message: &Message) -> String {
    [views::PICTURE, views::VOICE, views::VIDEO, views::LINK]
        .into_iter()
        .find_map(|key| ex::set("", key, Some(ex::get(&message.ex, key)?)))
        .unwrap_or_default()
}

/// The content of a message that is sent on by itself: as it is, but words without whom they mentioned and what they
/// quoted, which mean nothing elsewhere. `None`: it is nothing that can be said again.
pub(super) fn sent_on(db: &Connection, message: &Message) -> Result<Option<(i32, Vec<u8>)>> {
    Ok(match views::content(db, message)? {
        Content::Text { text, .. } | Content::Quote { text, .. } => {
            let now = acts::reads_now(message, &acts::of(db, message)?);
            Some(match now.content_type {
                content::MARKDOWN => (content::MARKDOWN, now.content),
                _ => (content::TEXT, encode_text(&text)),
            })
        }
        _ if is_sayable(message) => Some((message.content_type, message.content.clone())),
        _ => None,
    })
}

/// A message that has no row of its own: one that is kept, or that stands inside of another one. `None`: it is no such, or
/// one that cannot be said again.
pub(super) fn copied(db: &Connection, name: &str) -> Result<Option<NestedMessage>> {
    let Some((outer, nested)) = views::inner(db, name)? else {
        return favourites::nested(db, name);
    };
    Ok(Some(nested).filter(|nested| is_sayable(&outer) && !content::is_notice(nested.content_type)))
}

/// Whether somebody said it, and everybody here has it.
pub(crate) fn is_sayable(message: &Message) -> bool {
    // What burns would stay where it is sent on.
    message.seq > 0 && !message.gone && message.burns == 0 && !content::is_notice(message.content_type)
}
