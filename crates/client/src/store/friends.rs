//! The table `friends`: whom this person has as a friend, and what he keeps of each. Names are in `users`.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Friend {
    pub(crate) id: String,
    /// What he is called here; empty: by his own name.
    pub(crate) remark: String,
    pub(crate) ex: String,
    pub(crate) pinned: bool,
    pub(crate) since: i64,
}

fn read(row: &Row<'_>) -> Result<Friend> {
    Ok(Friend {
        id: row.get(0)?,
        remark: row.get(1)?,
        ex: row.get(2)?,
        pinned: row.get(3)?,
        since: row.get(4)?,
    })
}

pub(crate) fn get(db: &Connection, id: &str) -> Result<Option<Friend>> {
    db.prepare_cached("SELECT user_id, remark, ex, pinned, since FROM friends WHERE user_id = ?1")?
        .query_row([id], read)
        .optional()
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Friend>> {
    db.prepare_cached("SELECT user_id, remark, ex, pinned, since FROM friends ORDER BY user_id")?
        .query_map([], read)?
        .collect()
}

/// What was there before, if anything.
pub(crate) fn put(db: &Connection, friend: &Friend) -> Result<Option<Friend>> {
    let before = get(db, &friend.id)?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO friends (user_id, remark, ex, pinned, since) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        friend.id,
        friend.remark,
        friend.ex,
        friend.pinned,
        friend.since
    ])?;
    Ok(before)
}

/// Whether he was there.
pub(crate) fn remove(db: &Connection, id: &str) -> Result<bool> {
    Ok(db
        .prepare_cached("DELETE FROM friends WHERE user_id = ?1")?
        .execute([id])?
        == 1)
}
