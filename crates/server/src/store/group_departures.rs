//! Who was in a group and is not any more.

use rusqlite::{Connection, Result, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Departure {
    pub(crate) user_id: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    pub(crate) time: i64,
    /// Empty where he went by himself.
    pub(crate) removed_by: String,
}

pub(crate) fn put(connection: &Connection, group: i64, user: i64, time: i64, removed_by: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO group_departures (group_row, user, time, removed_by) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![group, user, time, removed_by])?;
    Ok(())
}

/// Somebody is in again.
pub(crate) fn forget(connection: &Connection, group: i64, user: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM group_departures WHERE group_row = ?1 AND user = ?2")?
        .execute([group, user])?;
    Ok(())
}

/// A page of them, the last one first, and how many there are.
pub(crate) fn page(connection: &Connection, group: i64, skip: i64, limit: i64) -> Result<(Vec<Departure>, u32)> {
    let departures = connection
        .prepare_cached(
            "SELECT u.user_id, u.nickname, u.face_url, d.time, d.removed_by
             FROM group_departures d JOIN users u ON u.id = d.user
             WHERE d.group_row = ?1 ORDER BY d.time DESC, d.user LIMIT ?3 OFFSET ?2",
        )?
        .query_map([group, skip, limit], |row| {
            Ok(Departure {
                user_id: row.get(0)?,
                nickname: row.get(1)?,
                face_url: row.get(2)?,
                time: row.get(3)?,
                removed_by: row.get(4)?,
            })
        })?
        .collect::<Result<_>>()?;
    let total = connection
        .prepare_cached("SELECT count(*) FROM group_departures WHERE group_row = ?1")?
        .query_row([group], |row| row.get(0))?;
    Ok((departures, total))
}
