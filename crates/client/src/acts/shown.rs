//! What the acts make of a message: who reacted, what it says now and said before, whether it is pinned.

use protocol::content::{self, AtTextContent, QuoteContent, is_editable};
use rusqlite::{Connection, Result};

use crate::store::acts::{self, Done, kind};
use crate::store::conversations::Conversation;
use crate::store::messages::{self, Message};
use crate::view::{Content, MessageVersion, MessageView, Reaction};
use crate::views;

/// A message is shown with so many different reactions, and so many names beside each.
const MOST_REACTIONS: usize = 24;
const MOST_NAMES: usize = 12;

/// A conversation shows so many pinned messages.
const MOST_PINS: usize = 50;

/// What was done to one message.
#[derive(Default)]
pub(crate) struct Acts {
    /// Those that stand, oldest first.
    reactions: Vec<Done>,
    /// All, oldest first.
    edits: Vec<Done>,
    pub(crate) pinned: bool,
}

impl Acts {
    /// When it was edited last.
    pub(crate) fn edited(&self, message: &Message) -> Option<i64> {
        let edit = self.edits.last().filter(|_| is_editable(message.content_type));
        edit.map(|edit| edit.time)
    }
}

pub(crate) fn of(db: &Connection, message: &Message) -> Result<Acts> {
    let mut found = Acts::default();
    if message.seq == 0 || message.gone {
        return Ok(found);
    }
    for done in acts::of(db, &message.conversation, &message.sender, &message.sent_as)? {
        match done.kind {
            kind::REACTION => {
                let known = found.reactions.iter().position(|known| known.key == done.key);
                match known {
                    Some(at) if !done.on => drop(found.reactions.remove(at)),
                    None if done.on => found.reactions.push(done),
                    _ => {}
                }
            }
            kind::EDIT => found.edits.push(done),
            _ => found.pinned = done.on,
        }
    }
    Ok(found)
}

/// The message with the words that it has now.
pub(crate) fn reads_now(message: &Message, acts: &Acts) -> Message {
    match acts.edits.last() {
        Some(edit) => with_words(message, edit),
        None => message.clone(),
    }
}

/// The message with the words of an edit. What cannot be edited, or to words that cannot be read, stays as it is.
fn with_words(message: &Message, edit: &Done) -> Message {
    let words: Option<AtTextContent> = serde_json::from_str(&edit.value).ok();
    let Some(words) = words.filter(|_| is_editable(message.content_type)) else {
        return message.clone();
    };
    let quoted = match message.content_type {
        content::QUOTE => QuoteContent::decode(&message.content).unwrap_or_default().quote_message,
        content::AT_TEXT => {
            AtTextContent::decode(&message.content)
                .unwrap_or_default()
                .quote_message
        }
        _ => serde_json::Value::Null,
    };
    let (content_type, content) = written(words, quoted, message.content_type == content::MARKDOWN);
    Message {
        content_type,
        content,
        ..message.clone()
    }
}

/// A text in the kind that holds what it has: mentions, a quote, or neither.
pub(crate) fn written(words: AtTextContent, quoted: serde_json::Value, markdown: bool) -> (i32, Vec<u8>) {
    if !words.at_user_list.is_empty() {
        let words = AtTextContent {
            quote_message: quoted,
            ..words
        };
        return (content::AT_TEXT, words.encode());
    }
    if quoted.is_object() {
        let quote = QuoteContent {
            text: words.text,
            quote_message: quoted,
        };
        return (content::QUOTE, quote.encode());
    }
    let kind = if markdown { content::MARKDOWN } else { content::TEXT };
    (kind, content::encode_text(&words.text))
}

/// The reactions that stand, in the order in which each emoji came first.
pub(crate) fn reactions(db: &Connection, row: &Conversation, me: &str, acts: &Acts) -> Result<Vec<Reaction>> {
    let mut all: Vec<Reaction> = Vec::new();
    for done in &acts.reactions {
        let at = match all.iter().position(|one| one.emoji == done.value) {
            Some(at) => at,
            None if all.len() == MOST_REACTIONS => continue,
            None => {
                all.push(Reaction {
                    emoji: done.value.clone(),
                    count: 0,
                    mine: false,
                    names: Vec::new(),
                });
                all.len() - 1
            }
        };
        let Some(one) = all.get_mut(at) else { continue };
        one.count += 1;
        if done.user == me {
            one.mine = true;
        } else if one.names.len() < MOST_NAMES {
            one.names.push(views::called(db, row, &done.user)?);
        }
    }
    Ok(all)
}

/// What a message said, from the first words to those of now.
pub(crate) fn versions(db: &Connection, message: &Message) -> Result<Vec<MessageVersion>> {
    let acts = of(db, message)?;
    let mut versions = Vec::new();
    let mut add = |time: i64, message: &Message| -> Result<()> {
        if let Content::Text { text, .. } | Content::Quote { text, .. } | Content::Markdown { text } =
            views::drawn(db, message, true)?
        {
            versions.push(MessageVersion { time, text });
        }
        Ok(())
    };
    add(message.time, message)?;
    for edit in &acts.edits {
        add(edit.time, &with_words(message, edit))?;
    }
    Ok(versions)
}

/// The messages that are pinned in a conversation and can be seen, the one pinned last first.
pub(crate) fn pinned(db: &Connection, row: &Conversation) -> Result<Vec<MessageView>> {
    let mut asked = Vec::new();
    let mut found = Vec::new();
    for pin in acts::pins(db, &row.id)? {
        let whose = (pin.author.clone(), pin.target.clone());
        if asked.contains(&whose) {
            continue;
        }
        asked.push(whose);
        if !pin.on || found.len() == MOST_PINS {
            continue;
        }
        let target = messages::by_sender(db, &row.id, &pin.author, &pin.target)?;
        if let Some(target) = target.filter(|target| !target.gone && target.seq >= row.first()) {
            found.push(views::message(db, &target, row)?);
        }
    }
    Ok(found)
}
