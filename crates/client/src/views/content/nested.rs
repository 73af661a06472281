//! Messages inside of messages: what one quotes, and what was forwarded together. What is quoted and on this device is
//! shown as it is now; else the quoting message's own word is good.

use protocol::content::{self, MergedContent, NestedMessage};
use protocol::ids::conversation_id;
use rusqlite::{Connection, Result};

use super::{called_in, drawn};
use crate::acts;
use crate::favourites;
use crate::store::account;
use crate::store::messages::{self, Message};
use crate::text::line;
use crate::view::{Content, MessageState, MessageView, Quoted};

/// Lines on the outside of a merged message, and their longest.
const MOST_LINES: usize = 4;
const LONGEST_LINE: usize = 120;

/// A text together with what it quotes.
pub(super) fn quoting(
    db: &Connection,
    message: &Message,
    text: Content,
    nested: Option<NestedMessage>,
    bare: bool,
) -> Result<Content> {
    let (Content::Text { text, mentions }, Some(nested), false) = (text.clone(), nested, bare) else {
        return Ok(text);
    };
    let known = messages::by_sender(db, &message.conversation, &nested.send_id, &nested.client_msg_id)?;
    let quoted = match known {
        Some(known) => quoted(db, &known)?,
        None => {
            let there = inside(&message.conversation, &nested);
            Quoted {
                client_msg_id: String::new(),
                seq: None,
                mine: nested.send_id == account::user_id(db)?,
                sender_name: called(db, &message.conversation, &there)?,
                content: Box::new(anywhere(drawn(db, &there, true)?)),
                sender_id: nested.send_id,
            }
        }
    };
    Ok(Content::Quote { text, mentions, quoted })
}

/// A message of this device as it is quoted.
pub(crate) fn quoted(db: &Connection, message: &Message) -> Result<Quoted> {
    let now = acts::reads_now(message, &acts::of(db, message)?);
    Ok(Quoted {
        client_msg_id: message.client_msg_id.clone(),
        seq: (message.seq > 0).then_some(message.seq),
        sender_id: message.sender.clone(),
        sender_name: called(db, &message.conversation, message)?,
        mine: message.mine,
        content: Box::new(anywhere(drawn(db, &now, true)?)),
    })
}

/// Whether it lies here and was heard is told of the message itself, and changes without those that quote it.
fn anywhere(mut content: Content) -> Content {
    match &mut content {
        Content::File { file } => file.here = false,
        Content::Video { video } => video.here = false,
        Content::Voice { voice } => voice.heard = false,
        _ => {}
    }
    content
}

fn called(db: &Connection, conversation: &str, message: &Message) -> Result<String> {
    let group = conversation_id::group_of(conversation).unwrap_or_default();
    let name = called_in(db, group, &message.sender)?;
    Ok(if name.is_empty() {
        message.sender_nickname.clone()
    } else {
        name
    })
}

/// A nested message in the form of one of this device, under a name among those. It is in no conversation, so that nothing
/// which goes on there changes it.
pub(crate) fn apart(nested: &NestedMessage, name: &str, me: &str) -> Message {
    Message {
        client_msg_id: name.to_owned(),
        mine: nested.send_id == me,
        // Whoever passed it on had it from the server.
        seq: nested.seq.max(1),
        ..inside("", nested)
    }
}

/// A nested message as it stands in a conversation.
fn inside(conversation: &str, nested: &NestedMessage) -> Message {
    Message {
        conversation: conversation.to_owned(),
        client_msg_id: nested.client_msg_id.clone(),
        sent_as: nested.client_msg_id.clone(),
        sender: nested.send_id.clone(),
        sender_nickname: nested.sender_nickname.clone(),
        sender_face_url: nested.sender_face_url.clone(),
        time: if nested.send_time > 0 {
            nested.send_time
        } else {
            nested.create_time
        },
        content_type: nested.content_type,
        content: nested.content.clone().into_bytes(),
        ex: nested.ex.clone(),
        ..Message::default()
    }
}

/// Several messages as one, from the outside.
pub(super) fn merged(bytes: &[u8]) -> Option<Content> {
    let merged = MergedContent::decode(bytes).ok()?;
    let cut = |text: &String| line(text).chars().take(LONGEST_LINE).collect::<String>();
    Some(Content::Merged {
        title: cut(&merged.title),
        lines: merged.abstract_list.iter().take(MOST_LINES).map(cut).collect(),
        count: u32::try_from(merged.messages().len()).unwrap_or(u32::MAX),
    })
}

/// A message by what it is called on this device: by a key, or the name of one that is kept; one inside of a merged one
/// by that one's name and the places from there.
pub(crate) fn called_by(db: &Connection, name: &str) -> Result<Option<Message>> {
    Ok(match outermost(db, name)? {
        Some((outer, Some(path))) => {
            let me = account::user_id(db)?;
            led_to(&outer, path).map(|nested| apart(&nested, name, &me))
        }
        found => found.map(|(message, _)| message),
    })
}

/// A message inside of a merged one by the same name, behind the one that it stands in. `None`: the name is of no such.
pub(crate) fn inner(db: &Connection, name: &str) -> Result<Option<(Message, NestedMessage)>> {
    Ok(match outermost(db, name)? {
        Some((outer, Some(path))) => led_to(&outer, path).map(|nested| (outer, nested)),
        _ => None,
    })
}

/// The message with whose name this one begins, and the way from there.
fn outermost<'a>(db: &Connection, name: &'a str) -> Result<Option<(Message, Option<&'a str>)>> {
    let (head, path) = match name.split_once('/') {
        Some((head, path)) => (head, Some(path)),
        None => (name, None),
    };
    // Nobody else's message can take its name: it is looked for first.
    if let Some(kept) = favourites::message(db, head)? {
        return Ok(Some((kept, path)));
    }
    if let Some(known) = messages::by_id(db, name)? {
        return Ok(Some((known, None)));
    }
    Ok(messages::by_id(db, head)?.map(|known| (known, path)))
}

fn led_to(outer: &Message, path: &str) -> Option<NestedMessage> {
    let mut all = held_by(outer)?;
    let mut steps = path.split('/').map(|step| step.parse().ok()).peekable();
    while let Some(step) = steps.next() {
        let found = all.into_iter().nth(step?)?;
        if steps.peek().is_none() {
            return Some(found);
        }
        all = merged_in(found.content_type, found.content.as_bytes())?;
    }
    None
}

fn held_by(message: &Message) -> Option<Vec<NestedMessage>> {
    (!message.gone)
        .then(|| merged_in(message.content_type, &message.content))
        .flatten()
}

fn merged_in(content_type: i32, content: &[u8]) -> Option<Vec<NestedMessage>> {
    let merged = (content_type == content::MERGED).then(|| MergedContent::decode(content).ok());
    merged.flatten().map(|merged| merged.messages())
}

/// The messages inside of a merged one. `None`: it is none.
pub(crate) fn transcript(db: &Connection, message: &Message) -> Result<Option<Vec<MessageView>>> {
    let Some(found) = held_by(message) else {
        return Ok(None);
    };
    let me = account::user_id(db)?;
    let mut views = Vec::new();
    for (at, nested) in found.iter().enumerate() {
        // Of no conversation here: what it quotes and whom it mentions is told by itself.
        let there = apart(nested, &format!("{}/{at}", message.client_msg_id), &me);
        views.push(MessageView {
            conversation_id: message.conversation.clone(),
            seq: None,
            local: i64::try_from(at).unwrap_or(i64::MAX),
            sender_nickname: called(db, "", &there)?,
            mine: there.mine,
            time: there.time,
            content: drawn(db, &there, false)?,
            state: MessageState::Received,
            reactions: Vec::new(),
            edited: None,
            pinned: false,
            burns: None,
            link: None,
            client_msg_id: there.client_msg_id,
            sender_id: there.sender,
            sender_face_url: there.sender_face_url,
        });
    }
    Ok(Some(views))
}
