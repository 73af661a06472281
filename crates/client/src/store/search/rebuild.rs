//! Making the index anew in steps, when it was written by other rules: each step is a transaction that says how far it
//! came, so that whoever is killed in between goes on there. What is written meanwhile goes into the index by itself.

use protocol::search::VERSION;
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::{clear, put};
use crate::store::messages;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) done: i64,
    pub(crate) of: i64,
}

/// Whether the index was written by the rules of now. It may still be on its way to be whole.
pub(crate) fn is_current(db: &Connection) -> Result<bool> {
    let version: Option<i64> = db
        .prepare_cached("SELECT version FROM index_state")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(version == Some(VERSION))
}

/// `None`: it is whole.
pub(crate) fn progress(db: &Connection) -> Result<Option<Progress>> {
    let found: Option<(i64, i64)> = db
        .prepare_cached("SELECT reached, until FROM index_state")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found
        .filter(|(reached, until)| reached < until)
        .map(|(done, of)| Progress { done, of }))
}

/// Empties it and says how much is to be written into it.
pub(crate) fn begin(db: &Connection) -> Result<()> {
    clear(db)?;
    db.prepare_cached(
        "INSERT INTO index_state (one, version, reached, until)
         SELECT 1, ?1, 0, coalesce(max(local), 0) FROM messages WHERE true
         ON CONFLICT (one) DO UPDATE SET version = excluded.version, reached = 0, until = excluded.until, moved = 0",
    )?
    .execute([VERSION])?;
    Ok(())
}

/// Writes the next messages into it.
pub(crate) fn step(db: &Connection, count: i64) -> Result<()> {
    let Some(Progress { done, of }) = progress(db)? else {
        return Ok(());
    };
    let mut missing: Vec<(i64, i64, bool)> = db
        .prepare_cached(
            "SELECT time, local, hidden = 0 AND gone = 0
                 AND NOT EXISTS (SELECT 1 FROM indexed WHERE message = messages.local)
             FROM messages WHERE local > ?1 AND local <= ?2 ORDER BY local LIMIT ?3",
        )?
        .query_map(params![done, of, count], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_>>()?;
    let reached = missing.last().map_or(of, |(_, local, _)| *local);
    // In the order of the index it is written at once.
    missing.sort_unstable();
    for (_, local, is_missing) in missing {
        if is_missing && let Some(message) = messages::get(db, local)? {
            put(db, local, &message)?;
        }
    }
    db.prepare_cached("UPDATE index_state SET reached = ?1")?
        .execute([reached])?;
    Ok(())
}
