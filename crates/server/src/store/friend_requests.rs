//! Who asked whom to be friends, and what was answered.

use rusqlite::{Connection, Result, Row, params};

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

#[allow(dead_code, reason = "its callers are written with the friends' own calls")]
pub(crate) fn insert(connection: &Connection, from: i64, to: i64, req_msg: &str, created: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO friend_requests (from_user, to_user, req_msg, created) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![from, to, req_msg, created])?;
    Ok(())
}

/// All of one person's, the newest first.
pub(crate) fn all(connection: &Connection, user: i64, side: Side) -> Result<Vec<FriendRequest>> {
    let sql = match side {
        Side::Received => select!("WHERE r.to_user = ?1 ORDER BY r.created DESC, r.from_user"),
        Side::Sent => select!("WHERE r.from_user = ?1 ORDER BY r.created DESC, r.to_user"),
    };
    connection.prepare_cached(sql)?.query_map([user], read)?.collect()
}
