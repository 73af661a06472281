//! The table `heard`: voice messages of others that the person has heard on this device.

use rusqlite::{Connection, OptionalExtension as _, Result};

/// Whether nobody had noted it before.
pub(crate) fn note(db: &Connection, message: i64) -> Result<bool> {
    let new = db
        .prepare_cached("INSERT OR IGNORE INTO heard (message) VALUES (?1)")?
        .execute([message])?;
    Ok(new > 0)
}

pub(crate) fn is(db: &Connection, message: i64) -> Result<bool> {
    let found = db
        .prepare_cached("SELECT 1 FROM heard WHERE message = ?1")?
        .query_row([message], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}
