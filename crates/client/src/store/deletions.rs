//! The table `deletions`: messages that are to go out of sight on all devices, until the server has answered.

use rusqlite::{Connection, Result, params};

pub(crate) fn want(db: &Connection, conversation: &str, seq: i64) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO deletions (conversation_id, seq) VALUES (?1, ?2)")?
        .execute(params![conversation, seq])?;
    Ok(())
}

/// Some of one conversation, or nothing where none waits.
pub(crate) fn next(db: &Connection, limit: i64) -> Result<Option<(String, Vec<i64>)>> {
    let rows = db
        .prepare_cached(
            "SELECT conversation_id, seq FROM deletions
             WHERE conversation_id = (SELECT min(conversation_id) FROM deletions) ORDER BY seq LIMIT ?1",
        )?
        .query_map([limit], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?
        .collect::<Result<Vec<_>>>()?;
    let conversation = rows.first().map(|(id, _)| id.clone());
    Ok(conversation.map(|id| (id, rows.into_iter().map(|(_, seq)| seq).collect())))
}

pub(crate) fn done(db: &Connection, conversation: &str, seqs: &[i64]) -> Result<()> {
    let mut delete = db.prepare_cached("DELETE FROM deletions WHERE conversation_id = ?1 AND seq = ?2")?;
    for seq in seqs {
        delete.execute(params![conversation, seq])?;
    }
    Ok(())
}
