//! What nobody names any more and may still lie in the bucket: bytes of people, until the bucket is rid of them.

use rusqlite::{Connection, Result, params};

pub(crate) fn insert(connection: &Connection, owner: i64, content: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO object_removals (owner, content) VALUES (?1, ?2)")?
        .execute(params![owner, content])?;
    Ok(())
}

/// All that a person keeps.
pub(crate) fn insert_all(connection: &Connection, owner: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO object_removals (owner, content) SELECT owner, content FROM objects WHERE owner = ?1",
        )?
        .execute([owner])?;
    Ok(())
}

pub(crate) fn some(connection: &Connection, limit: i64) -> Result<Vec<(i64, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT owner, content FROM object_removals ORDER BY owner, content LIMIT ?1")?;
    statement
        .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

pub(crate) fn delete(connection: &Connection, owner: i64, content: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM object_removals WHERE owner = ?1 AND content = ?2")?
        .execute(params![owner, content])?;
    Ok(())
}
