//! The table `marks`: read marks on their way to the server.

use rusqlite::{Connection, Result, params};

/// A read mark that the server has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) conversation: String,
    pub(crate) seq: i64,
    /// The last confirmed one, as far as this device knows.
    pub(crate) from: i64,
}

/// Queues a mark; a later one takes the place of an earlier one and never goes back.
pub(crate) fn queue(db: &Connection, conversation: &str, seq: i64, from: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO marks (conversation_id, seq, from_seq) VALUES (?1, ?2, ?3)
         ON CONFLICT (conversation_id) DO UPDATE SET seq = max(seq, excluded.seq)",
    )?
    .execute(params![conversation, seq, from])?;
    Ok(())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Mark>> {
    db.prepare_cached("SELECT conversation_id, seq, from_seq FROM marks ORDER BY conversation_id")?
        .query_map([], |row| {
            Ok(Mark {
                conversation: row.get(0)?,
                seq: row.get(1)?,
                from: row.get(2)?,
            })
        })?
        .collect()
}

/// The server knows the mark. One that was queued meanwhile stays, from here on.
pub(crate) fn confirm(db: &Connection, mark: &Mark) -> Result<()> {
    db.prepare_cached("DELETE FROM marks WHERE conversation_id = ?1 AND seq <= ?2")?
        .execute(params![mark.conversation, mark.seq])?;
    db.prepare_cached("UPDATE marks SET from_seq = ?2 WHERE conversation_id = ?1")?
        .execute(params![mark.conversation, mark.seq])?;
    Ok(())
}
