//! What a message says, as the UI is shown it: from the bytes of its kind to what can be drawn. Whatever they hold is drawn
//! as something.

use std::collections::BTreeMap;

use protocol::content::{self, AtTextContent};
use protocol::ids::conversation_id;
use rusqlite::{Connection, Result};

use crate::groups::{self, lines};
use crate::mentions;
use crate::store::messages::Message;
use crate::store::{account, group_members, users};
use crate::view::Content;

pub(crate) fn content(db: &Connection, message: &Message) -> Result<Content> {
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
        content::TEXT | content::MARKDOWN => content::decode_text(&message.content).map_or(unknown, Content::text),
        content::AT_TEXT => match AtTextContent::decode(&message.content) {
            Ok(content) => at_text(db, message, &content)?,
            Err(_) => unknown,
        },
        content::REVOKED => Content::Gone,
        content::FRIEND_REQUEST_ACCEPTED => Content::Befriended,
        _ => unknown,
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
fn called_in(db: &Connection, group: &str, user: &str) -> Result<String> {
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
