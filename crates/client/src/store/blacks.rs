//! The table `blacks`: from whom this person takes nothing. Names are in `users`.

use rusqlite::{Connection, Result, params};

/// The newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached("SELECT user_id FROM blacks ORDER BY since DESC, user_id")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Whether he was not there before.
pub(crate) fn add(db: &Connection, id: &str, since: i64) -> Result<bool> {
    let added = db
        .prepare_cached("INSERT OR IGNORE INTO blacks (user_id, since) VALUES (?1, ?2)")?
        .execute(params![id, since])?;
    Ok(added == 1)
}

/// Whether he was there.
pub(crate) fn remove(db: &Connection, id: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("DELETE FROM blacks WHERE user_id = ?1")?
        .execute([id])?
        == 1)
}
