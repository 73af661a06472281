//! The table `friend_requests`: who asked this person to be friends and whom he asked, one row for each direction.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FriendRequest {
    /// The other one.
    pub(crate) id: String,
    /// This person asked.
    pub(crate) mine: bool,
    pub(crate) message: String,
    pub(crate) time: i64,
    /// 0 open, 1 agreed, -1 refused.
    pub(crate) result: i32,
    pub(crate) answer: String,
    /// Looked at on this device, or made by this person.
    pub(crate) seen: bool,
}

fn read(row: &Row<'_>) -> Result<FriendRequest> {
    Ok(FriendRequest {
        id: row.get(0)?,
        mine: row.get(1)?,
        message: row.get(2)?,
        time: row.get(3)?,
        result: row.get(4)?,
        answer: row.get(5)?,
        seen: row.get(6)?,
    })
}

pub(crate) fn get(db: &Connection, id: &str, mine: bool) -> Result<Option<FriendRequest>> {
    db.prepare_cached(
        "SELECT user_id, mine, message, time, result, answer, seen FROM friend_requests
         WHERE user_id = ?1 AND mine = ?2",
    )?
    .query_row(params![id, mine], read)
    .optional()
}

/// The newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<FriendRequest>> {
    db.prepare_cached(
        "SELECT user_id, mine, message, time, result, answer, seen FROM friend_requests
         ORDER BY time DESC, user_id, mine",
    )?
    .query_map([], read)?
    .collect()
}

/// Whether anything changed.
pub(crate) fn put(db: &Connection, request: &FriendRequest) -> Result<bool> {
    if get(db, &request.id, request.mine)?.as_ref() == Some(request) {
        return Ok(false);
    }
    db.prepare_cached(
        "INSERT OR REPLACE INTO friend_requests (user_id, mine, message, time, result, answer, seen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        request.id,
        request.mine,
        request.message,
        request.time,
        request.result,
        request.answer,
        request.seen
    ])?;
    Ok(true)
}

/// Whether it was there.
pub(crate) fn remove(db: &Connection, id: &str, mine: bool) -> Result<bool> {
    let removed = db
        .prepare_cached("DELETE FROM friend_requests WHERE user_id = ?1 AND mine = ?2")?
        .execute(params![id, mine])?;
    Ok(removed == 1)
}
