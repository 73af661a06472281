//! What a message says, as the UI is shown it: from the bytes of its kind to what can be drawn. Whatever they hold is drawn
//! as something.

mod link;
mod media;
mod nested;
mod rich;
mod told;
mod video;
mod voice;

use std::collections::BTreeMap;

use protocol::content::tips::ConversationSetPrivateTips;
use protocol::content::{self, AtTextContent, MessageRevokedContent, Notification, QuoteContent};
use protocol::ids::conversation_id;
use rusqlite::{Connection, Result};

use crate::groups::{self, lines};
use crate::store::messages::Message;
use crate::store::{account, group_members, users};
use crate::view::Content;
use crate::{acts, mentions};

pub(crate) use link::{LINK, link};
pub(crate) use media::{PICTURE, kind};
pub(crate) use nested::{apart, called_by, inner, quoted, transcript};
pub(crate) use video::VIDEO;
pub(crate) use voice::VOICE;

/// With the words that it has now.
pub(crate) fn content(db: &Connection, message: &Message) -> Result<Content> {
    let now = acts::reads_now(message, &acts::of(db, message)?);
    drawn(db, &now, false)
}

/// As its bytes say. With `bare` without what it quotes: what stands in another message ends there, or two messages that
/// quote each other would have no end.
pub(crate) fn drawn(db: &Connection, message: &Message, bare: bool) -> Result<Content> {
    if message.content_type == content::REVOKED {
        return revoked(db, message);
    }
    if message.gone {
        return Ok(Content::Gone);
    }
    if let Some(line) = lines::line(db, message)? {
        return Ok(Content::Group { line });
    }
    let unknown = Content::Unknown {
        content_type: message.content_type,
    };
    Ok(match message.content_type {
        content::TEXT => content::decode_text(&message.content).map_or(unknown, Content::text),
        content::MARKDOWN => content::decode_text(&message.content).map_or(unknown, |text| Content::Markdown { text }),
        content::ADVANCED_TEXT => rich::rich(&message.content).unwrap_or(unknown),
        content::OA_NOTIFICATION => rich::official(&message.content, &message.ex).unwrap_or(unknown),
        content::FACE => Content::Face,
        content::AT_TEXT => match AtTextContent::decode(&message.content) {
            Ok(content) => {
                let text = at_text(db, message, &content)?;
                nested::quoting(db, message, text, content.quoted(), bare)?
            }
            Err(_) => unknown,
        },
        content::QUOTE => match QuoteContent::decode(&message.content) {
            Ok(content) => {
                let quoted = content.quoted();
                nested::quoting(db, message, Content::text(content.text), quoted, bare)?
            }
            Err(_) => unknown,
        },
        content::CARD | content::LOCATION | content::CUSTOM => {
            told::drawn(message.content_type, &message.content).unwrap_or(unknown)
        }
        content::MERGED => nested::merged(&message.content).unwrap_or(unknown),
        content::PICTURE | content::FILE => media::content(db, message)?.unwrap_or(unknown),
        content::VOICE => voice::drawn(db, message)?.unwrap_or(unknown),
        content::VIDEO => video::drawn(db, message)?.unwrap_or(unknown),
        content::PRIVATE_CHAT_SET => burning(db, message)?.unwrap_or(unknown),
        content::FRIEND_REQUEST_ACCEPTED => Content::Befriended,
        _ => unknown,
    })
}

/// Somebody switched whether messages burn.
fn burning(db: &Connection, message: &Message) -> Result<Option<Content>> {
    let Ok(told) = Notification::decode::<ConversationSetPrivateTips>(&message.content) else {
        return Ok(None);
    };
    let name = called_in(db, "", &message.sender)?;
    Ok(Some(Content::Burning {
        on: told.is_private,
        me: message.mine,
        name: if name.is_empty() {
            message.sender_nickname.clone()
        } else {
            name
        },
    }))
}

/// A message that was taken back, with by whom where that is known.
fn revoked(db: &Connection, message: &Message) -> Result<Content> {
    let told: MessageRevokedContent = Notification::decode(&message.content).unwrap_or_default();
    let by = told.revoker_id;
    if by.is_empty() {
        return Ok(Content::Gone);
    }
    let group = conversation_id::group_of(&message.conversation).unwrap_or_default();
    let mut name = called_in(db, group, &by)?;
    if name.is_empty() {
        name = match by == message.sender {
            true => message.sender_nickname.clone(),
            false => told.revoker_nickname,
        };
    }
    Ok(Content::Recalled {
        me: by == account::user_id(db)?,
        own: by == message.sender,
        user_id: by,
        name,
    })
}

/// A text with whom it mentions, by the names of now.
fn at_text(db: &Connection, message: &Message, content: &AtTextContent) -> Result<Content> {
    let group = conversation_id::group_of(&message.conversation).unwrap_or_default();
    let mut names = BTreeMap::new();
    for id in &content.at_user_list {
        names.insert(id.clone(), called_in(db, group, id)?);
    }
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let (text, mentions) = mentions::shown(content, &account::user_id(db)?, name);
    Ok(Content::Text { text, mentions })
}

/// What somebody is called in a group; empty where nobody here knows, or his account is gone and the message knows better.
pub(crate) fn called_in(db: &Connection, group: &str, user: &str) -> Result<String> {
    let known = users::get(db, user)?.unwrap_or_default();
    if known.relation.remark.is_empty()
        && let Some(member) = group_members::get(db, group, user)?
    {
        let own = groups::views::own_nickname(&known, &member);
        if !own.is_empty() {
            return Ok(own);
        }
    }
    let gone = known.about.as_ref().is_some_and(|about| about.deleted);
    Ok(match [&known.relation.remark, &known.nickname] {
        [remark, _] if !remark.is_empty() => remark.clone(),
        [_, nickname] if !gone => nickname.clone(),
        _ => String::new(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
mod tests;
