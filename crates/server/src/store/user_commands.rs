//! Small things that a person's clients keep on the server, favourites for example.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Command {
    pub(crate) kind: i32,
    pub(crate) uuid: String,
    pub(crate) value: String,
    pub(crate) ex: String,
    pub(crate) created: i64,
}

/// Whether it was new.
pub(crate) fn insert(connection: &Connection, owner: i64, command: &Command) -> Result<bool> {
    let made = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO user_commands (owner, kind, uuid, value, ex, created)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            owner,
            command.kind,
            command.uuid,
            command.value,
            command.ex,
            command.created
        ])?;
    Ok(made > 0)
}

/// Whether it was there; `None` leaves a field.
pub(crate) fn update(
    connection: &Connection,
    owner: i64,
    kind: i32,
    uuid: &str,
    value: Option<&str>,
    ex: Option<&str>,
) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE user_commands SET value = coalesce(?4, value), ex = coalesce(?5, ex)
             WHERE owner = ?1 AND kind = ?2 AND uuid = ?3",
        )?
        .execute(params![owner, kind, uuid, value, ex])?;
    Ok(changed > 0)
}

/// Whether it was there.
pub(crate) fn delete(connection: &Connection, owner: i64, kind: i32, uuid: &str) -> Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM user_commands WHERE owner = ?1 AND kind = ?2 AND uuid = ?3")?
        .execute(params![owner, kind, uuid])?;
    Ok(deleted > 0)
}

/// How many there are, and the bytes of what they say.
pub(crate) fn size(connection: &Connection, owner: i64) -> Result<(i64, i64)> {
    connection
        .prepare_cached(
            "SELECT count(*), coalesce(sum(octet_length(uuid) + octet_length(value) + octet_length(ex)), 0)
             FROM user_commands WHERE owner = ?1",
        )?
        .query_row([owner], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn read(row: &Row<'_>) -> Result<Command> {
    Ok(Command {
        kind: row.get(0)?,
        uuid: row.get(1)?,
        value: row.get(2)?,
        ex: row.get(3)?,
        created: row.get(4)?,
    })
}

pub(crate) fn find(connection: &Connection, owner: i64, kind: i32, uuid: &str) -> Result<Option<Command>> {
    connection
        .prepare_cached(
            "SELECT kind, uuid, value, ex, created FROM user_commands WHERE owner = ?1 AND kind = ?2 AND uuid = ?3",
        )?
        .query_row(params![owner, kind, uuid], read)
        .optional()
}

/// All, or those of one kind.
pub(crate) fn all(connection: &Connection, owner: i64, kind: Option<i32>) -> Result<Vec<Command>> {
    connection
        .prepare_cached(
            "SELECT kind, uuid, value, ex, created FROM user_commands
             WHERE owner = ?1 AND (?2 IS NULL OR kind = ?2) ORDER BY kind, created, uuid",
        )?
        .query_map(params![owner, kind], read)?
        .collect()
}
