//! The table `versions`: how far each list that the server keeps was fetched. Knows no list's content.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

/// The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum List {
    Friends = 1,
    Blacks = 2,
}

/// The id of the server's log and the version in it; empty and 0 where nothing was fetched.
pub(crate) fn get(db: &Connection, list: List) -> Result<(String, u64)> {
    let found = db
        .prepare_cached("SELECT log, version FROM versions WHERE list = ?1")?
        .query_row([list as u8], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    let (log, version) = found.unwrap_or_default();
    Ok((log, version.unsigned_abs()))
}

pub(crate) fn set(db: &Connection, list: List, log: &str, version: u64) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO versions (list, log, version) VALUES (?1, ?2, ?3)")?
        .execute(params![list as u8, log, i64::try_from(version).unwrap_or(0)])?;
    Ok(())
}
