//! Version logs: what changed in a list that clients keep, element by element, so that they can fetch the difference.
//! Knows no list's content.

use rusqlite::{Connection, OptionalExtension, Result, params};

/// The lists that have logs. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(dead_code, reason = "some are written by calls that come with friends")]
pub(crate) enum List {
    /// Owner: a user; elements: user ids.
    Friends = 1,
    /// Owner: a user; elements: user ids.
    Blacks = 2,
    /// Owner: a user; elements: group ids.
    JoinedGroups = 3,
    /// Owner: a group; elements: user ids.
    Members = 4,
    /// Owner: a user; elements: conversation ids.
    Conversations = 5,
    /// Owner: a user; elements: the kind and the uuid of what he keeps, with a `/` between them.
    Commands = 6,
}

/// The element that stands for the order of a list; no id looks like it.
pub(crate) const ORDER: &str = "_S_";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Change {
    Insert = 1,
    Delete = 2,
    Update = 3,
}

/// The answer to "what changed since?".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Difference {
    pub(crate) version: i64,
    /// Fetch everything: nothing is listed here.
    pub(crate) full: bool,
    pub(crate) inserted: Vec<String>,
    pub(crate) updated: Vec<String>,
    pub(crate) deleted: Vec<String>,
}

/// Notes a change and returns the log's new version and the change's position.
pub(crate) fn note(
    connection: &Connection,
    list: List,
    owner: i64,
    element: &str,
    change: Change,
) -> Result<(i64, i64)> {
    // A log that nobody has written yet is at version 1.
    let (log, version): (i64, i64) = connection
        .prepare_cached(
            "INSERT INTO version_logs (list, owner, version) VALUES (?1, ?2, 2)
             ON CONFLICT (list, owner) DO UPDATE SET version = version + 1 RETURNING id, version",
        )?
        .query_row(params![list as u8, owner], |row| Ok((row.get(0)?, row.get(1)?)))?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO version_entries (log, element, state, version) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![log, element, change as u8, version])?;
    Ok((version, connection.last_insert_rowid()))
}

/// Notes one change for every member of a group in the list that each of them keeps, in two statements whatever the size
/// of the group. Returns the last change's position, or none where nobody is.
pub(crate) fn note_members(
    connection: &Connection,
    list: List,
    group: i64,
    element: &str,
    change: Change,
) -> Result<Option<i64>> {
    let noted = connection
        .prepare_cached(
            "INSERT INTO version_logs (list, owner, version)
             SELECT ?1, user, 2 FROM group_members WHERE group_row = ?2
             ON CONFLICT (list, owner) DO UPDATE SET version = version + 1",
        )?
        .execute(params![list as u8, group])?;
    if noted == 0 {
        return Ok(None);
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO version_entries (log, element, state, version)
             SELECT l.id, ?3, ?4, l.version FROM version_logs l
             JOIN group_members m ON m.user = l.owner
             WHERE l.list = ?1 AND m.group_row = ?2",
        )?
        .execute(params![list as u8, group, element, change as u8])?;
    Ok(Some(connection.last_insert_rowid()))
}

/// The log's version; 1 for a log that nobody has written.
pub(crate) fn version(connection: &Connection, list: List, owner: i64) -> Result<i64> {
    let version = connection
        .prepare_cached("SELECT version FROM version_logs WHERE list = ?1 AND owner = ?2")?
        .query_row(params![list as u8, owner], |row| row.get(0))
        .optional()?;
    Ok(version.unwrap_or(1))
}

/// What changed after `known`. Zero, a version that is still to come, and too many changes all mean: everything.
pub(crate) fn difference(
    connection: &Connection,
    list: List,
    owner: i64,
    known: i64,
    limit: usize,
) -> Result<Difference> {
    let version = version(connection, list, owner)?;
    let mut difference = Difference {
        version,
        ..Difference::default()
    };
    if known <= 0 || known > version {
        difference.full = true;
        return Ok(difference);
    }
    let mut statement = connection.prepare_cached(
        "SELECT e.element, e.state FROM version_logs l JOIN version_entries e ON e.log = l.id
         WHERE l.list = ?1 AND l.owner = ?2 AND e.version > ?3 ORDER BY e.version LIMIT ?4",
    )?;
    let mut rows = statement.query(params![list as u8, owner, known, limit as i64 + 1])?;
    let mut seen = 0;
    while let Some(row) = rows.next()? {
        seen += 1;
        if seen > limit {
            return Ok(Difference {
                version,
                full: true,
                ..Difference::default()
            });
        }
        let element = row.get(0)?;
        match row.get::<_, i64>(1)? {
            1 => difference.inserted.push(element),
            2 => difference.deleted.push(element),
            _ => difference.updated.push(element),
        }
    }
    Ok(difference)
}
