//! Who asked whom to be friends, and what was answered.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FriendRequest {
    pub(crate) from: Party,
    pub(crate) to: Party,
    /// 0 open, 1 agreed, -1 refused.
    pub(crate) handle_result: i32,
    pub(crate) req_msg: String,
    pub(crate) created: i64,
    pub(crate) handler: String,
    pub(crate) handle_msg: String,
    pub(crate) handled: i64,
    pub(crate) ex: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Party {
    pub(crate) user_id: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
}

/// Which side of the requests a person is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Received,
    Sent,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT a.user_id, a.nickname, a.face_url, b.user_id, b.nickname, b.face_url, r.handle_result, r.req_msg,
                 r.created, r.handler, r.handle_msg, r.handled, r.ex
             FROM friend_requests r JOIN users a ON a.id = r.from_user JOIN users b ON b.id = r.to_user ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<FriendRequest> {
    Ok(FriendRequest {
        from: Party {
            user_id: row.get(0)?,
            nickname: row.get(1)?,
            face_url: row.get(2)?,
        },
        to: Party {
            user_id: row.get(3)?,
            nickname: row.get(4)?,
            face_url: row.get(5)?,
        },
        handle_result: row.get(6)?,
        req_msg: row.get(7)?,
        created: row.get(8)?,
        handler: row.get(9)?,
        handle_msg: row.get(10)?,
        handled: row.get(11)?,
        ex: row.get(12)?,
    })
}

/// A request as it is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct NewRequest<'a> {
    pub(crate) req_msg: &'a str,
    pub(crate) ex: &'a str,
    pub(crate) created: i64,
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Handled<'a> {
    /// 1 agreed, -1 refused.
    pub(crate) result: i32,
    pub(crate) handler: &'a str,
    pub(crate) message: &'a str,
    pub(crate) time: i64,
}

/// Takes the place of an earlier one between the two, whatever became of it.
pub(crate) fn insert(connection: &Connection, from: i64, to: i64, new: &NewRequest<'_>) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO friend_requests (from_user, to_user, req_msg, ex, created)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![from, to, new.req_msg, new.ex, new.created])?;
    Ok(())
}

/// Answers a request that is open; whether there was one.
pub(crate) fn handle(connection: &Connection, from: i64, to: i64, handled: &Handled<'_>) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE friend_requests SET handle_result = ?3, handler = ?4, handle_msg = ?5, handled = ?6
             WHERE from_user = ?1 AND to_user = ?2 AND handle_result = 0",
        )?
        .execute(params![
            from,
            to,
            handled.result,
            handled.handler,
            handled.message,
            handled.time
        ])?;
    Ok(changed == 1)
}

pub(crate) fn find(connection: &Connection, from: i64, to: i64) -> Result<Option<FriendRequest>> {
    connection
        .prepare_cached(select!("WHERE r.from_user = ?1 AND r.to_user = ?2"))?
        .query_row([from, to], read)
        .optional()
}

/// Which results are wanted; none means all.
fn wanted(results: &[i32]) -> [bool; 3] {
    [0, 1, -1].map(|result| results.is_empty() || results.contains(&result))
}

/// Some of one person's with one of these results, the newest first.
pub(crate) fn page(
    connection: &Connection,
    user: i64,
    side: Side,
    results: &[i32],
    skip: i64,
    limit: i64,
) -> Result<Vec<FriendRequest>> {
    let sql = match side {
        Side::Received => select!(
            "WHERE r.to_user = ?1 AND (?2 AND r.handle_result = 0 OR ?3 AND r.handle_result = 1
                 OR ?4 AND r.handle_result = -1)
             ORDER BY r.created DESC, r.from_user LIMIT ?6 OFFSET ?5"
        ),
        Side::Sent => select!(
            "WHERE r.from_user = ?1 AND (?2 AND r.handle_result = 0 OR ?3 AND r.handle_result = 1
                 OR ?4 AND r.handle_result = -1)
             ORDER BY r.created DESC, r.to_user LIMIT ?6 OFFSET ?5"
        ),
    };
    let [open, agreed, refused] = wanted(results);
    connection
        .prepare_cached(sql)?
        .query_map(params![user, open, agreed, refused, skip, limit], read)?
        .collect()
}

/// How many of them were made since a time.
pub(crate) fn count(connection: &Connection, user: i64, side: Side, results: &[i32], since: i64) -> Result<i64> {
    let sql = match side {
        Side::Received => {
            "SELECT count(*) FROM friend_requests r WHERE r.to_user = ?1 AND r.created >= ?5
                 AND (?2 AND r.handle_result = 0 OR ?3 AND r.handle_result = 1 OR ?4 AND r.handle_result = -1)"
        }
        Side::Sent => {
            "SELECT count(*) FROM friend_requests r WHERE r.from_user = ?1 AND r.created >= ?5
                 AND (?2 AND r.handle_result = 0 OR ?3 AND r.handle_result = 1 OR ?4 AND r.handle_result = -1)"
        }
    };
    let [open, agreed, refused] = wanted(results);
    connection
        .prepare_cached(sql)?
        .query_row(params![user, open, agreed, refused, since], |row| row.get(0))
}
