//! The index of words by which messages are found. Its rows are the positions of messages; what they say is not in it.

use rusqlite::{Connection, OptionalExtension, Result, params};

/// Of which rules the index is, and up to which message it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reached {
    pub(crate) version: i64,
    pub(crate) position: i64,
}

/// A message that was found, as it is stored.
pub(crate) struct Found {
    pub(crate) position: i64,
    pub(crate) conversation: i64,
    pub(crate) seq: i64,
    pub(crate) content_type: i32,
    pub(crate) send_time: i64,
    pub(crate) body: Vec<u8>,
}

/// A message that is not in the index yet.
pub(crate) struct Unread {
    pub(crate) position: i64,
    pub(crate) conversation: i64,
    pub(crate) sender: i64,
    pub(crate) content_type: i32,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn reached(connection: &Connection) -> Result<Reached> {
    let reached = connection
        .prepare_cached("SELECT version, position FROM found_up_to")?
        .query_row([], |row| {
            Ok(Reached {
                version: row.get(0)?,
                position: row.get(1)?,
            })
        })
        .optional()?;
    Ok(reached.unwrap_or_default())
}

pub(crate) fn reach(connection: &Connection, to: Reached) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO found_up_to (id, version, position) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET version = excluded.version, position = excluded.position",
        )?
        .execute([to.version, to.position])?;
    Ok(())
}

pub(crate) fn unread(connection: &Connection, after: i64, limit: i64) -> Result<Vec<Unread>> {
    connection
        .prepare_cached(
            "SELECT position, conversation, sender, content_type, body FROM messages WHERE position > ?1
             ORDER BY position LIMIT ?2",
        )?
        .query_map([after, limit], |row| {
            Ok(Unread {
                position: row.get(0)?,
                conversation: row.get(1)?,
                sender: row.get(2)?,
                content_type: row.get(3)?,
                body: row.get(4)?,
            })
        })?
        .collect()
}

/// The newest message there is.
pub(crate) fn newest(connection: &Connection) -> Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(position), 0) FROM messages")?
        .query_row([], |row| row.get(0))
}

/// Where a message of this sender is, and of which kind.
pub(crate) fn place(
    connection: &Connection,
    conversation: i64,
    sender: i64,
    client_msg_id: &str,
) -> Result<Option<(i64, i32)>> {
    connection
        .prepare_cached(
            "SELECT position, content_type FROM messages
             WHERE sender = ?1 AND client_msg_id = ?2 AND conversation = ?3 LIMIT 1",
        )?
        .query_row(params![sender, client_msg_id, conversation], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()
}

/// Puts a message into the index, anew where it is there with other words, if it is still of the kind that it was when
/// its words were read.
pub(crate) fn put(connection: &Connection, position: i64, content_type: i32, words: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO found (rowid, words)
             SELECT position, ?3 FROM messages WHERE position = ?1 AND content_type = ?2",
        )?
        .execute(params![position, content_type, words])?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, conversation: i64, seq: i64) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM found WHERE rowid = (SELECT position FROM messages WHERE conversation = ?1 AND seq = ?2)",
        )?
        .execute([conversation, seq])?;
    Ok(())
}

/// Empties the index.
pub(crate) fn clear(connection: &Connection) -> Result<()> {
    connection.execute("INSERT INTO found (found) VALUES ('delete-all')", [])?;
    Ok(())
}

/// Calls `each` for the messages that an expression finds before a position, the newest first, until it says no.
pub(crate) fn descend(
    connection: &Connection,
    expression: &str,
    before: i64,
    limit: i64,
    mut each: impl FnMut(Found) -> Result<bool>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT m.position, m.conversation, m.seq, m.content_type, m.send_time, m.body
         FROM found f CROSS JOIN messages m ON m.position = f.rowid
         WHERE f.words MATCH ?1 AND f.rowid < ?2 ORDER BY f.rowid DESC LIMIT ?3",
    )?;
    let mut rows = statement.query(params![expression, before, limit])?;
    while let Some(row) = rows.next()? {
        let found = Found {
            position: row.get(0)?,
            conversation: row.get(1)?,
            seq: row.get(2)?,
            content_type: row.get(3)?,
            send_time: row.get(4)?,
            body: row.get(5)?,
        };
        if !each(found)? {
            break;
        }
    }
    Ok(())
}
