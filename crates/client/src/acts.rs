//! What is done to messages by others of their conversation: reactions, edits, pins. Of each key the newest counts, by
//! the conversation's numbers, so that devices which have the same show the same, in whatever order it came; what this
//! person did and the server has not numbered counts beyond. Knows no network.

pub(crate) mod doing;
mod shown;

pub(crate) use shown::{of, pinned, reactions, reads_now, versions, written};

use protocol::content::{self, Act, ActContent, AtTextContent, CUSTOM_QUIET};
use protocol::pb::MsgData;
use rusqlite::{Connection, Result};

use crate::changes::Changes;
use crate::error::Code;
use crate::store::acts::{self, Done, kind};
use crate::store::messages::{self, Message};
use crate::store::{naming, search};
use crate::view::Content;
use crate::views;

/// Messages above a window's end: what quotes a message further up is drawn anew when it is read again.
const QUOTING: i64 = 200;

/// An act arrived. The message that it is done to may come later.
pub(crate) fn take(db: &Connection, changes: &mut Changes, conversation: &str, arrived: &MsgData) -> Result<()> {
    if arrived.content_type != CUSTOM_QUIET {
        return Ok(());
    }
    let Some(said) = ActContent::decode(&arrived.content) else {
        return Ok(());
    };
    let stamp = Stamp {
        conversation,
        user: &arrived.send_id,
        act_id: &arrived.client_msg_id,
        seq: arrived.seq,
        time: arrived.send_time,
        waiting: false,
    };
    if let Some(done) = done(&said, &stamp) {
        acts::settle(db, &arrived.client_msg_id)?;
        acts::keep(db, &done)?;
        touched(db, changes, conversation, &said)?;
    }
    Ok(())
}

/// The server does not take an own act: it is as if it had never been.
pub(crate) fn refused(db: &Connection, changes: &mut Changes, message: &Message, code: Code) -> Result<()> {
    messages::delete(db, message.local)?;
    acts::settle(db, &message.sent_as)?;
    let mut words = None;
    if let Some(said) = ActContent::decode(&message.content) {
        touched(db, changes, &message.conversation, &said)?;
        if let Act::Edit { words: edited } = said.act {
            words = edited_words(db, message, &edited)?;
        }
    }
    changes.act_refused(&message.conversation, code, words);
    Ok(())
}

/// The words of an edit with whom they mention by the names of now.
fn edited_words(db: &Connection, act: &Message, edited: &AtTextContent) -> Result<Option<String>> {
    let message = Message {
        content_type: content::AT_TEXT,
        content: edited.encode(),
        ..act.clone()
    };
    Ok(match views::drawn(db, &message, true)? {
        Content::Text { text, .. } => Some(text),
        _ => None,
    })
}

/// Who acts, where and when.
struct Stamp<'a> {
    conversation: &'a str,
    user: &'a str,
    act_id: &'a str,
    seq: i64,
    time: i64,
    waiting: bool,
}

/// The row of an act; `None` for one that its author may not do. Whoever may write in a conversation may react and pin
/// there: a rule that asked for ranks would end otherwise on a device that learned of a rank later.
fn done(said: &ActContent, stamp: &Stamp<'_>) -> Option<Done> {
    let (kind, key, on, value) = match &said.act {
        Act::React { emoji, on } => (kind::REACTION, format!("{} {emoji}", stamp.user), *on, emoji.clone()),
        Act::Edit { words } if said.author == stamp.user => {
            let words = serde_json::to_string(words).ok()?;
            (kind::EDIT, stamp.act_id.to_owned(), true, words)
        }
        Act::Edit { .. } => return None,
        Act::Pin { on } => (kind::PIN, String::new(), *on, String::new()),
    };
    Some(Done {
        conversation: stamp.conversation.to_owned(),
        author: said.author.clone(),
        target: said.target.clone(),
        kind,
        key,
        waiting: stamp.waiting,
        seq: stamp.seq,
        act_id: stamp.act_id.to_owned(),
        user: stamp.user.to_owned(),
        time: stamp.time,
        on,
        value,
    })
}

/// The message that an act is done to looks different.
fn touched(db: &Connection, changes: &mut Changes, conversation: &str, said: &ActContent) -> Result<()> {
    let found = messages::by_sender(db, conversation, &said.author, &said.target)?;
    let Some(target) = found.filter(|target| !target.gone) else {
        return Ok(());
    };
    changes.message(conversation, target.local);
    match said.act {
        Act::Edit { .. } => reworded(db, changes, &target),
        Act::React { .. } | Act::Pin { .. } => Ok(()),
    }
}

/// A message says something else from now on, or nothing any more; [`reads_now`] tells what. Whoever keeps its words
/// beside it follows here: the index, and what quotes it.
pub(crate) fn reworded(db: &Connection, changes: &mut Changes, message: &Message) -> Result<()> {
    search::put(db, message.local, message)?;
    quoted(db, changes, &message.conversation, &message.sent_as)
}

/// What quotes the message that was called so looks different, where there is any: the message says something else, or it
/// has come only now, and can be gone to.
pub(crate) fn quoted(db: &Connection, changes: &mut Changes, conversation: &str, sent_as: &str) -> Result<()> {
    for local in naming::quoting(db, conversation, sent_as, QUOTING)? {
        changes.message(conversation, local);
    }
    Ok(())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
