//! The table `acts`: what was done to messages by others of the conversation. Knows not who may do what.

use protocol::content::{AtTextContent, is_editable};
use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

use super::messages::Message;

/// What an act is about.
pub(crate) mod kind {
    pub(crate) const REACTION: i64 = 1;
    pub(crate) const EDIT: i64 = 2;
    pub(crate) const PIN: i64 = 3;
}

/// One act, the newest of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) conversation: String,
    pub(crate) author: String,
    pub(crate) target: String,
    pub(crate) kind: i64,
    pub(crate) key: String,
    pub(crate) waiting: bool,
    /// While it waits, its message's `local`.
    pub(crate) seq: i64,
    pub(crate) act_id: String,
    pub(crate) user: String,
    pub(crate) time: i64,
    pub(crate) on: bool,
    pub(crate) value: String,
}

macro_rules! columns {
    () => {
        "conversation_id, author_id, target, kind, key, waiting, seq, act_id, user_id, time, is_on, value"
    };
}

fn read(row: &Row<'_>) -> Result<Done> {
    Ok(Done {
        conversation: row.get(0)?,
        author: row.get(1)?,
        target: row.get(2)?,
        kind: row.get(3)?,
        key: row.get(4)?,
        waiting: row.get(5)?,
        seq: row.get(6)?,
        act_id: row.get(7)?,
        user: row.get(8)?,
        time: row.get(9)?,
        on: row.get(10)?,
        value: row.get(11)?,
    })
}

/// Keeps an act unless a newer one of its key is known. Whether it was kept.
pub(crate) fn keep(db: &Connection, done: &Done) -> Result<bool> {
    let kept = db
        .prepare_cached(
            "INSERT INTO acts (conversation_id, author_id, target, kind, key, waiting, seq, act_id, user_id, time, is_on,
                 value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (conversation_id, author_id, target, kind, key, waiting) DO UPDATE
             SET seq = excluded.seq, act_id = excluded.act_id, user_id = excluded.user_id, time = excluded.time,
                 is_on = excluded.is_on, value = excluded.value
             WHERE excluded.seq > acts.seq",
        )?
        .execute(params![
            done.conversation,
            done.author,
            done.target,
            done.kind,
            done.key,
            done.waiting,
            done.seq,
            done.act_id,
            done.user,
            done.time,
            done.on,
            done.value,
        ])?;
    Ok(kept > 0)
}

/// What was done to a message, oldest first; what waits comes last.
pub(crate) fn of(db: &Connection, conversation: &str, author: &str, target: &str) -> Result<Vec<Done>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM acts WHERE conversation_id = ?1 AND author_id = ?2 AND target = ?3 ORDER BY waiting, seq"
    ))?
    .query_map(params![conversation, author, target], read)?
    .collect()
}

/// The pins of a conversation, set or taken down, the last one first.
pub(crate) fn pins(db: &Connection, conversation: &str) -> Result<Vec<Done>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM acts WHERE conversation_id = ?1 AND kind = 3 ORDER BY waiting DESC, seq DESC"
    ))?
    .query_map([conversation], read)?
    .collect()
}

/// An own act waits no more: the server has it, or took it not.
pub(crate) fn settle(db: &Connection, act_id: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM acts WHERE waiting = 1 AND act_id = ?1")?
        .execute([act_id])?;
    Ok(())
}

/// What the last edit of a message says, as it is searched; `None`: it was not edited.
pub(crate) fn words_now(db: &Connection, message: &Message) -> Result<Option<String>> {
    if message.seq == 0 {
        return Ok(None);
    }
    let last: Option<String> = db
        .prepare_cached(
            "SELECT value FROM acts WHERE conversation_id = ?1 AND author_id = ?2 AND target = ?3 AND kind = 2
             ORDER BY waiting DESC, seq DESC LIMIT 1",
        )?
        .query_row(params![message.conversation, message.sender, message.sent_as], |row| {
            row.get(0)
        })
        .optional()?;
    let words = last.and_then(|value| serde_json::from_str::<AtTextContent>(&value).ok());
    Ok(words
        .filter(|_| is_editable(message.content_type))
        .map(|words| words.text))
}
