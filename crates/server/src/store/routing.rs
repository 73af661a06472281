//! What is still to be told to an App Server: messages in the order of their coming, and which of them were taken back.

use rusqlite::{Connection, Result, params};

/// Something to be told, with its message as it is stored now.
pub(crate) struct Waiting {
    pub(crate) id: i64,
    pub(crate) recalled: bool,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn insert(connection: &Connection, position: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO routing (position) VALUES (?1)")?
        .execute([position])?;
    Ok(())
}

pub(crate) fn insert_recall(connection: &Connection, conversation: &str, seq: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO routing (position, recalled)
             SELECT m.position, 1 FROM conversations c JOIN messages m ON m.conversation = c.id AND m.seq = ?2
             WHERE c.wire_id = ?1",
        )?
        .execute(params![conversation, seq])?;
    Ok(())
}

/// The oldest.
pub(crate) fn next(connection: &Connection, limit: i64) -> Result<Vec<Waiting>> {
    connection
        .prepare_cached(
            "SELECT r.id, r.recalled, m.body FROM routing r CROSS JOIN messages m ON m.position = r.position
             ORDER BY r.id LIMIT ?1",
        )?
        .query_map([limit], |row| {
            Ok(Waiting {
                id: row.get(0)?,
                recalled: row.get(1)?,
                body: row.get(2)?,
            })
        })?
        .collect()
}

/// It was told up to here.
pub(crate) fn delete_up_to(connection: &Connection, id: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM routing WHERE id <= ?1")?
        .execute([id])?;
    Ok(())
}
