//! The table `notices`: how far the hidden notification conversations were worked through.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Result, params};

pub(crate) fn reached(db: &Connection, conversation: &str) -> Result<i64> {
    let seq = db
        .prepare_cached("SELECT seq FROM notices WHERE conversation_id = ?1")?
        .query_row([conversation], |row| row.get(0))
        .optional()?;
    Ok(seq.unwrap_or(0))
}

pub(crate) fn all(db: &Connection) -> Result<BTreeMap<String, i64>> {
    db.prepare_cached("SELECT conversation_id, seq FROM notices")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Everything up to `seq` is worked through; never goes back.
pub(crate) fn reach(db: &Connection, conversation: &str, seq: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO notices (conversation_id, seq) VALUES (?1, ?2)
         ON CONFLICT (conversation_id) DO UPDATE SET seq = max(seq, excluded.seq)",
    )?
    .execute(params![conversation, seq])?;
    Ok(())
}
