//! The table `erased`: seqs whose end became known before their message.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

pub(crate) fn remember(db: &Connection, conversation: &str, seq: i64) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO erased (conversation_id, seq) VALUES (?1, ?2)")?
        .execute(params![conversation, seq])?;
    Ok(())
}

/// Whether the message at `seq` is gone; it is then no longer remembered here.
pub(crate) fn claim(db: &Connection, conversation: &str, seq: i64) -> Result<bool> {
    let found = db
        .prepare_cached("DELETE FROM erased WHERE conversation_id = ?1 AND seq = ?2 RETURNING seq")?
        .query_row(params![conversation, seq], |row| row.get::<_, i64>(0))
        .optional()?;
    Ok(found.is_some())
}
