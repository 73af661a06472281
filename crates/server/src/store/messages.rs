//! Messages, one row each, with the encoded MsgData as it is delivered.

use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// A message to be stored.
pub(crate) struct NewMessage<'a> {
    pub(crate) conversation: i64,
    pub(crate) seq: i64,
    pub(crate) sender: i64,
    /// Empty for what the server itself wrote.
    pub(crate) client_msg_id: &'a str,
    pub(crate) send_time: i64,
    pub(crate) content_type: i32,
    pub(crate) count: i64,
    pub(crate) body: &'a [u8],
}

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) seq: i64,
    pub(crate) sender: i64,
    pub(crate) content_type: i32,
    pub(crate) body: Bytes,
}

fn read(row: &Row<'_>) -> Result<Message> {
    Ok(Message {
        seq: row.get(0)?,
        sender: row.get(1)?,
        content_type: row.get(2)?,
        body: Bytes::from(row.get::<_, Vec<u8>>(3)?),
    })
}

/// Returns the message's position among all messages.
pub(crate) fn insert(connection: &Connection, message: &NewMessage<'_>) -> Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO messages (conversation, seq, sender, client_msg_id, send_time, content_type, count, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            message.conversation,
            message.seq,
            message.sender,
            message.client_msg_id,
            message.send_time,
            message.content_type,
            message.count,
            message.body
        ])?;
    Ok(connection.last_insert_rowid())
}

/// The first message that this sender gave this id, which is not empty.
pub(crate) fn by_client_id(connection: &Connection, sender: i64, client_msg_id: &str) -> Result<Option<Message>> {
    connection
        .prepare_cached(
            // Without an order, which would be that of the index anyway: with one, SQLite looks at the values and plans
            // the statement anew each time.
            "SELECT seq, sender, content_type, body FROM messages WHERE sender = ?1 AND client_msg_id = ?2 LIMIT 1",
        )?
        .query_row(params![sender, client_msg_id], read)
        .optional()
}

pub(crate) fn get(connection: &Connection, conversation: i64, seq: i64) -> Result<Option<Message>> {
    connection
        .prepare_cached("SELECT seq, sender, content_type, body FROM messages WHERE conversation = ?1 AND seq = ?2")?
        .query_row([conversation, seq], read)
        .optional()
}

/// Calls `each` for the messages from `end` down to `begin`, newest first, until it says no or `limit` is reached.
pub(crate) fn descend(
    connection: &Connection,
    conversation: i64,
    begin: i64,
    end: i64,
    limit: i64,
    mut each: impl FnMut(Message) -> bool,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, sender, content_type, body FROM messages
         WHERE conversation = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq DESC LIMIT ?4",
    )?;
    let mut rows = statement.query([conversation, begin, end, limit])?;
    while let Some(row) = rows.next()? {
        if !each(read(row)?) {
            break;
        }
    }
    Ok(())
}

/// The conversation's count at this seq: of the last message not after it.
pub(crate) fn count_at(connection: &Connection, conversation: i64, seq: i64) -> Result<i64> {
    let count = connection
        .prepare_cached("SELECT count FROM messages WHERE conversation = ?1 AND seq <= ?2 ORDER BY seq DESC LIMIT 1")?
        .query_row([conversation, seq], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

/// Puts something else in a message's place.
pub(crate) fn replace(
    connection: &Connection,
    conversation: i64,
    seq: i64,
    content_type: i32,
    body: &[u8],
) -> Result<()> {
    connection
        .prepare_cached("UPDATE messages SET content_type = ?3, body = ?4 WHERE conversation = ?1 AND seq = ?2")?
        .execute(params![conversation, seq, content_type, body])?;
    Ok(())
}
