//! The table `group_requests`: who wants to be in a group, as far as this person has to do with it.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

use crate::view::RequestSide;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupRequest {
    pub(crate) group: String,
    pub(crate) user: String,
    pub(crate) side: RequestSide,
    pub(crate) group_name: String,
    pub(crate) group_face_url: String,
    /// Who asked for him; empty: he himself.
    pub(crate) inviter: String,
    pub(crate) message: String,
    pub(crate) answer: String,
    pub(crate) time: i64,
    /// 0 open, 1 agreed, -1 refused.
    pub(crate) result: i32,
}

/// Which request of this person's.
pub(crate) type Key = (String, String, RequestSide);

impl GroupRequest {
    pub(crate) fn key(&self) -> Key {
        (self.group.clone(), self.user.clone(), self.side)
    }
}

fn number(side: RequestSide) -> u8 {
    match side {
        RequestSide::Leading => 1,
        RequestSide::Asking => 2,
        RequestSide::Invited => 3,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT group_id, user_id, side, group_name, group_face_url, inviter, message, answer, time, result
             FROM group_requests ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<GroupRequest> {
    Ok(GroupRequest {
        group: row.get(0)?,
        user: row.get(1)?,
        side: match row.get(2)? {
            1 => RequestSide::Leading,
            2 => RequestSide::Asking,
            _ => RequestSide::Invited,
        },
        group_name: row.get(3)?,
        group_face_url: row.get(4)?,
        inviter: row.get(5)?,
        message: row.get(6)?,
        answer: row.get(7)?,
        time: row.get(8)?,
        result: row.get(9)?,
    })
}

pub(crate) fn get(db: &Connection, (group, user, side): &Key) -> Result<Option<GroupRequest>> {
    db.prepare_cached(select!("WHERE group_id = ?1 AND user_id = ?2 AND side = ?3"))?
        .query_row(params![group, user, number(*side)], read)
        .optional()
}

/// The newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<GroupRequest>> {
    db.prepare_cached(select!("ORDER BY time DESC, group_id, user_id, side"))?
        .query_map([], read)?
        .collect()
}

pub(crate) fn of_group(db: &Connection, group: &str) -> Result<Vec<GroupRequest>> {
    db.prepare_cached(select!("WHERE group_id = ?1 ORDER BY user_id, side"))?
        .query_map([group], read)?
        .collect()
}

/// Whether anything changed.
pub(crate) fn put(db: &Connection, request: &GroupRequest) -> Result<bool> {
    if get(db, &request.key())?.as_ref() == Some(request) {
        return Ok(false);
    }
    db.prepare_cached(
        "INSERT OR REPLACE INTO group_requests (group_id, user_id, side, group_name, group_face_url, inviter, message,
             answer, time, result) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        request.group,
        request.user,
        number(request.side),
        request.group_name,
        request.group_face_url,
        request.inviter,
        request.message,
        request.answer,
        request.time,
        request.result
    ])?;
    Ok(true)
}

pub(crate) fn remove(db: &Connection, (group, user, side): &Key) -> Result<()> {
    db.prepare_cached("DELETE FROM group_requests WHERE group_id = ?1 AND user_id = ?2 AND side = ?3")?
        .execute(params![group, user, number(*side)])?;
    Ok(())
}
