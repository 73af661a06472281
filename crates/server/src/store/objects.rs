//! Files that people put on the server: their names, owners and sizes. What is in them is not here.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) name: String,
    pub(crate) owner: i64,
    pub(crate) hash: String,
    /// The SHA-256 of its bytes, in hex.
    pub(crate) content: String,
    pub(crate) size: i64,
    pub(crate) content_type: String,
    pub(crate) created: i64,
}

macro_rules! columns {
    () => {
        "name, owner, hash, content, size, content_type, created"
    };
}

fn read(row: &Row<'_>) -> Result<Object> {
    Ok(Object {
        name: row.get(0)?,
        owner: row.get(1)?,
        hash: row.get(2)?,
        content: row.get(3)?,
        size: row.get(4)?,
        content_type: row.get(5)?,
        created: row.get(6)?,
    })
}

pub(crate) fn insert(connection: &Connection, object: &Object) -> Result<()> {
    connection
        .prepare_cached(concat!(
            "INSERT INTO objects (",
            columns!(),
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ))?
        .execute(params![
            object.name,
            object.owner,
            object.hash,
            object.content,
            object.size,
            object.content_type,
            object.created
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
