//! Codes of which each makes one account; only their hashes are kept.

use rusqlite::{Connection, OptionalExtension, Result, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Unknown,
    Used,
    Fresh,
}

pub(crate) fn insert(connection: &Connection, hash: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO invitations (hash, created) VALUES (?1, ?2)")?
        .execute(params![hash, now])?;
    Ok(())
}

pub(crate) fn state(connection: &Connection, hash: &str) -> Result<State> {
    let used_by: Option<String> = connection
        .prepare_cached("SELECT used_by FROM invitations WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()?;
    Ok(match used_by.as_deref() {
        None => State::Unknown,
        Some("") => State::Fresh,
        Some(_) => State::Used,
    })
}

pub(crate) fn make_use(connection: &Connection, hash: &str, user_id: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE invitations SET used_by = ?2, used = ?3 WHERE hash = ?1 AND used_by = ''")?
        .execute(params![hash, user_id, now])?;
    Ok(())
}
