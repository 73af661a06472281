//! The table `versions`: how far each list that the server keeps was fetched. Knows no list's content.

use protocol::rest::versioned::Known;
use rusqlite::{Connection, OptionalExtension as _, Result, params};

/// The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum List {
    Friends = 1,
    Blacks = 2,
    Groups = 3,
    Favourites = 4,
}

/// The server's log and the version in it; empty and 0 where nothing was fetched.
pub(crate) fn get(db: &Connection, list: List) -> Result<Known> {
    let found = db
        .prepare_cached("SELECT log, version FROM versions WHERE list = ?1")?
        .query_row([list as u8], |row| {
            Ok(Known {
                version_id: row.get(0)?,
                version: row.get::<_, i64>(1)?.unsigned_abs(),
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(crate) fn set(db: &Connection, list: List, known: &Known) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO versions (list, log, version) VALUES (?1, ?2, ?3)
         ON CONFLICT (list) DO UPDATE SET log = excluded.log, version = excluded.version",
    )?
    .execute(params![
        list as u8,
        known.version_id,
        i64::try_from(known.version).unwrap_or(0)
    ])?;
    Ok(())
}

/// Something of the list was told without a version.
pub(crate) fn tell(db: &Connection, list: List) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO versions (list, told) VALUES (?1, 1) ON CONFLICT (list) DO UPDATE SET told = told + 1",
    )?
    .execute([list as u8])?;
    Ok(())
}

/// How often that was.
pub(crate) fn told(db: &Connection, list: List) -> Result<i64> {
    let found = db
        .prepare_cached("SELECT told FROM versions WHERE list = ?1")?
        .query_row([list as u8], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(0))
}
