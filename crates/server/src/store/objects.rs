//! Files that people put on the server: their names, owners and sizes. What is in them is not here.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) name: String,
    /// What nobody guesses of its name.
    pub(crate) key: String,
    pub(crate) owner: i64,
    pub(crate) hash: String,
    /// The SHA-256 of its bytes, in hex.
    pub(crate) content: String,
    pub(crate) size: i64,
    pub(crate) content_type: String,
    /// When somebody last put it here or wanted to, in milliseconds since 1970.
    pub(crate) touched: i64,
}

macro_rules! columns {
    () => {
        "name, key, owner, hash, content, size, content_type, touched"
    };
}

fn read(row: &Row<'_>) -> Result<Object> {
    Ok(Object {
        name: row.get(0)?,
        key: row.get(1)?,
        owner: row.get(2)?,
        hash: row.get(3)?,
        content: row.get(4)?,
        size: row.get(5)?,
        content_type: row.get(6)?,
        touched: row.get(7)?,
    })
}

pub(crate) fn insert(connection: &Connection, object: &Object) -> Result<()> {
    connection
        .prepare_cached(concat!(
            "INSERT INTO objects (",
            columns!(),
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ))?
        .execute(params![
            object.name,
            object.key,
            object.owner,
            object.hash,
            object.content,
            object.size,
            object.content_type,
            object.touched
        ])?;
    Ok(())
}

pub(crate) fn get(connection: &Connection, name: &str) -> Result<Option<Object>> {
    connection
        .prepare_cached(concat!("SELECT ", columns!(), " FROM objects WHERE name = ?1"))?
        .query_row([name], read)
        .optional()
}

/// What this person put here before.
pub(crate) fn known(connection: &Connection, owner: i64, hash: &str, size: i64) -> Result<Option<Object>> {
    connection
        .prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM objects WHERE owner = ?1 AND hash = ?2 AND size = ?3 LIMIT 1"
        ))?
        .query_row(params![owner, hash, size], read)
        .optional()
}

/// Bytes of all that a person keeps here.
pub(crate) fn total(connection: &Connection, owner: i64) -> Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(sum(size), 0) FROM objects WHERE owner = ?1")?
        .query_row([owner], |row| row.get(0))
}

pub(crate) fn delete_all(connection: &Connection, owner: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM objects WHERE owner = ?1")?
        .execute([owner])?;
    Ok(())
}

pub(crate) fn touch(connection: &Connection, name: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE objects SET touched = ?2 WHERE name = ?1")?
        .execute(params![name, now])?;
    Ok(())
}

/// The keys of those that no message names and nobody has touched for a time.
pub(crate) fn unused(connection: &Connection, before: i64, limit: i64) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT key FROM objects WHERE touched < ?1
            AND NOT EXISTS (SELECT 1 FROM object_uses WHERE object_uses.key = objects.key)
            ORDER BY touched LIMIT ?2",
    )?;
    statement.query_map(params![before, limit], |row| row.get(0))?.collect()
}

/// Deletes one of them if it still is one.
pub(crate) fn delete_unused(connection: &Connection, key: &str, before: i64) -> Result<Option<Object>> {
    connection
        .prepare_cached(concat!(
            "DELETE FROM objects WHERE key = ?1 AND touched < ?2
                AND NOT EXISTS (SELECT 1 FROM object_uses WHERE object_uses.key = objects.key) RETURNING ",
            columns!()
        ))?
        .query_row(params![key, before], read)
        .optional()
}

/// Whether any row names these bytes of a person.
pub(crate) fn is_named(connection: &Connection, owner: i64, content: &str) -> Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM objects WHERE owner = ?1 AND content = ?2)")?
        .query_row(params![owner, content], |row| row.get(0))
}

/// The bytes that are named, with their owners.
pub(crate) fn contents(connection: &Connection) -> Result<Vec<(i64, String)>> {
    let mut statement = connection.prepare_cached("SELECT owner, content FROM objects")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
