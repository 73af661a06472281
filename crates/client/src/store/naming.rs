//! Messages in which somebody or something other than their own sender and words is shown: whom they mention, quote or
//! tell of, and who reacted to them. Knows not what is shown of it.

use protocol::content::{self, AtTextContent, QuoteContent};
use rusqlite::{Connection, Result, params};

use super::messages::Message;

/// What the message that this one quotes was called by its sender; empty: it quotes none.
pub(super) fn quoted_by(message: &Message) -> String {
    let quoted = match message.content_type {
        content::QUOTE => QuoteContent::decode(&message.content)
            .ok()
            .and_then(|said| said.quoted()),
        content::AT_TEXT => AtTextContent::decode(&message.content)
            .ok()
            .and_then(|said| said.quoted()),
        _ => None,
    };
    quoted.map(|quoted| quoted.client_msg_id).unwrap_or_default()
}

/// What quotes the message that was called so, the last that came first.
pub(crate) fn quoting(db: &Connection, conversation: &str, sent_as: &str, limit: i64) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT local FROM messages INDEXED BY messages_quoting WHERE conversation_id = ?1 AND quotes = ?2
           AND quotes <> '' AND hidden = 0 ORDER BY local DESC LIMIT ?3",
    )?
    .query_map(params![conversation, sent_as, limit], |row| row.get(0))?
    .collect()
}

/// What names somebody whom it mentions or quotes, or who took it back, in all conversations, the last that came first.
pub(crate) fn naming(db: &Connection, user: &str, limit: i64) -> Result<Vec<(String, i64)>> {
    db.prepare_cached(
        "SELECT conversation_id, local FROM messages INDEXED BY messages_at WHERE content_type IN (106, 114, 2101)
           AND hidden = 0 AND instr(content, CAST(?1 AS BLOB)) > 0 ORDER BY local DESC LIMIT ?2",
    )?
    .query_map(params![user, limit], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

/// The same in one conversation.
pub(crate) fn newest_naming(db: &Connection, conversation: &str, user: &str, limit: i64) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT local FROM messages INDEXED BY messages_at WHERE conversation_id = ?1
           AND content_type IN (106, 114, 2101) AND hidden = 0 AND instr(content, CAST(?2 AS BLOB)) > 0
           ORDER BY local DESC LIMIT ?3",
    )?
    .query_map(params![conversation, user, limit], |row| row.get(0))?
    .collect()
}

/// What somebody wrote last in a conversation, newest first.
pub(crate) fn newest_of(db: &Connection, conversation: &str, sender: &str, limit: i64) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT local FROM messages WHERE conversation_id = ?1 AND seq > 0 AND sender_id = ?2 AND mine = 0
           AND hidden = 0 ORDER BY seq DESC LIMIT ?3",
    )?
    .query_map(params![conversation, sender, limit], |row| row.get(0))?
    .collect()
}

/// What the server itself wrote last into a group's conversation, newest first.
pub(crate) fn newest_lines(db: &Connection, conversation: &str, limit: i64) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT local FROM messages WHERE conversation_id = ?1 AND seq > 0 AND content_type BETWEEN 1501 AND 1520
           AND hidden = 0 ORDER BY seq DESC LIMIT ?2",
    )?
    .query_map(params![conversation, limit], |row| row.get(0))?
    .collect()
}

/// To what somebody reacted, in one conversation or in all, the last that came first.
pub(crate) fn reacted(
    db: &Connection,
    user: &str,
    conversation: Option<&str>,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    db.prepare_cached(
        "SELECT messages.conversation_id, messages.local FROM acts INDEXED BY acts_reactions
         JOIN messages ON messages.conversation_id = acts.conversation_id AND messages.sender_id = acts.author_id
           AND messages.sent_as = acts.target AND messages.hidden = 0
         WHERE acts.kind = 1 AND acts.user_id = ?1 AND (?2 IS NULL OR acts.conversation_id = ?2)
         ORDER BY messages.local DESC LIMIT ?3",
    )?
    .query_map(params![user, conversation, limit], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}
