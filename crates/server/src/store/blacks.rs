//! Whom a person takes no messages from.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Black {
    pub(crate) user_id: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    pub(crate) user_ex: String,
    pub(crate) created: i64,
    pub(crate) add_source: i32,
    pub(crate) operator: String,
    pub(crate) ex: String,
}

fn read(row: &Row<'_>) -> Result<Black> {
    Ok(Black {
        user_id: row.get(0)?,
        nickname: row.get(1)?,
        face_url: row.get(2)?,
        user_ex: row.get(3)?,
        created: row.get(4)?,
        add_source: row.get(5)?,
        operator: row.get(6)?,
        ex: row.get(7)?,
    })
}

/// Whether he was not on the list before.
pub(crate) fn insert(
    connection: &Connection,
    owner: i64,
    black: i64,
    operator: &str,
    ex: &str,
    created: i64,
) -> Result<bool> {
    let inserted = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO blacks (owner, black, operator, ex, created) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![owner, black, operator, ex, created])?;
    Ok(inserted == 1)
}

/// Whether he was on the list.
pub(crate) fn delete(connection: &Connection, owner: i64, black: i64) -> Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM blacks WHERE owner = ?1 AND black = ?2")?
        .execute([owner, black])?;
    Ok(deleted == 1)
}

pub(crate) fn has(connection: &Connection, owner: i64, black: i64) -> Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM blacks WHERE owner = ?1 AND black = ?2)")?
        .query_row([owner, black], |row| row.get(0))
}

pub(crate) fn find(connection: &Connection, owner: i64, user_id: &str) -> Result<Option<Black>> {
    connection
        .prepare_cached(
            "SELECT u.user_id, u.nickname, u.face_url, u.ex, b.created, b.add_source, b.operator, b.ex
             FROM blacks b JOIN users u ON u.id = b.black WHERE b.owner = ?1 AND u.user_id = ?2",
        )?
        .query_row(params![owner, user_id], read)
        .optional()
}

/// Rows of everybody who has this user on his list.
pub(crate) fn whose_black(connection: &Connection, black: i64) -> Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT owner FROM blacks WHERE black = ?1 ORDER BY owner")?
        .query_map([black], |row| row.get(0))?
        .collect()
}

/// In the order of [`page`]: what travels, and what a foreign App Server calls them.
pub(crate) fn ids(connection: &Connection, owner: i64) -> Result<Vec<(String, String)>> {
    connection
        .prepare_cached(
            "SELECT u.user_id, u.foreign_id FROM blacks b JOIN users u ON u.id = b.black
             WHERE b.owner = ?1 ORDER BY b.created DESC, b.black",
        )?
        .query_map([owner], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The newest first.
pub(crate) fn page(connection: &Connection, owner: i64, skip: i64, limit: i64) -> Result<Vec<Black>> {
    connection
        .prepare_cached(
            "SELECT u.user_id, u.nickname, u.face_url, u.ex, b.created, b.add_source, b.operator, b.ex
             FROM blacks b JOIN users u ON u.id = b.black WHERE b.owner = ?1
             ORDER BY b.created DESC, b.black LIMIT ?3 OFFSET ?2",
        )?
        .query_map([owner, skip, limit], read)?
        .collect()
}

pub(crate) fn count(connection: &Connection, owner: i64) -> Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM blacks WHERE owner = ?1")?
        .query_row([owner], |row| row.get(0))
}
