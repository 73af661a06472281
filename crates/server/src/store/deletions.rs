//! Messages that one person deleted for himself.

use std::collections::BTreeSet;

use rusqlite::{Connection, Result};

pub(crate) fn insert(connection: &Connection, owner: i64, conversation: i64, seq: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO deletions (owner, conversation, seq) VALUES (?1, ?2, ?3)")?
        .execute([owner, conversation, seq])?;
    Ok(())
}

pub(crate) fn between(
    connection: &Connection,
    owner: i64,
    conversation: i64,
    begin: i64,
    end: i64,
) -> Result<BTreeSet<i64>> {
    connection
        .prepare_cached("SELECT seq FROM deletions WHERE owner = ?1 AND conversation = ?2 AND seq BETWEEN ?3 AND ?4")?
        .query_map([owner, conversation, begin, end], |row| row.get(0))?
        .collect()
}
