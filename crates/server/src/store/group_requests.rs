//! Requests to be let into a group, open or handled: one for each person and group that owner and admins answer, and one
//! that he answers himself.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct GroupRequest {
    pub(crate) group: i64,
    pub(crate) user: i64,
    /// 0 open, 1 agreed, -1 refused.
    pub(crate) result: i32,
    pub(crate) req_msg: String,
    pub(crate) created: i64,
    pub(crate) handler: String,
    pub(crate) handle_msg: String,
    pub(crate) handled: i64,
    pub(crate) ex: String,
    pub(crate) join_source: i32,
    pub(crate) inviter: String,
    /// The person himself answers.
    pub(crate) consent: bool,
}

/// `result` of a request that nobody has answered.
pub(crate) const WAITING: i32 = 0;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT r.group_row, r.user, r.handle_result, r.req_msg, r.created, r.handler, r.handle_msg, r.handled,
                 r.ex, r.join_source, r.inviter, r.consent
             FROM group_requests r ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<GroupRequest> {
    Ok(GroupRequest {
        group: row.get(0)?,
        user: row.get(1)?,
        result: row.get(2)?,
        req_msg: row.get(3)?,
        created: row.get(4)?,
        handler: row.get(5)?,
        handle_msg: row.get(6)?,
        handled: row.get(7)?,
        ex: row.get(8)?,
        join_source: row.get(9)?,
        inviter: row.get(10)?,
        consent: row.get(11)?,
    })
}

/// Asks, or asks again.
pub(crate) fn put(connection: &Connection, request: &GroupRequest) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO group_requests (group_row, user, handle_result, req_msg, created, handler,
                 handle_msg, handled, ex, join_source, inviter, consent)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            request.group,
            request.user,
            request.result,
            request.req_msg,
            request.created,
            request.handler,
            request.handle_msg,
            request.handled,
            request.ex,
            request.join_source,
            request.inviter,
            request.consent
        ])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, group: i64, user: i64, consent: bool) -> Result<Option<GroupRequest>> {
    connection
        .prepare_cached(select!("WHERE r.group_row = ?1 AND r.user = ?2 AND r.consent = ?3"))?
        .query_row(params![group, user, consent], read)
        .optional()
}

/// Somebody is in: he need not be asked any more.
pub(crate) fn forget_invitation(connection: &Connection, group: i64, user: i64) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM group_requests WHERE group_row = ?1 AND user = ?2 AND consent = 1 AND handle_result = 0",
        )?
        .execute([group, user])?;
    Ok(())
}

/// What a user is asked himself, the newest first.
pub(crate) fn invitations(connection: &Connection, user: i64) -> Result<Vec<GroupRequest>> {
    connection
        .prepare_cached(select!(
            "JOIN groups g ON g.id = r.group_row
             WHERE r.user = ?1 AND r.consent = 1 AND g.status <> 2 ORDER BY r.created DESC, r.group_row"
        ))?
        .query_map([user], read)?
        .collect()
}

/// To the groups of which a user is owner or admin, the newest first.
pub(crate) fn received(connection: &Connection, user: i64) -> Result<Vec<GroupRequest>> {
    connection
        .prepare_cached(select!(
            "JOIN group_members m ON m.group_row = r.group_row JOIN groups g ON g.id = r.group_row
             WHERE m.user = ?1 AND m.role > 20 AND r.consent = 0 AND g.status <> 2
             ORDER BY r.created DESC, r.group_row, r.user"
        ))?
        .query_map([user], read)?
        .collect()
}

/// Those that a user made himself, the newest first.
pub(crate) fn sent(connection: &Connection, user: i64) -> Result<Vec<GroupRequest>> {
    connection
        .prepare_cached(select!(
            "WHERE r.user = ?1 AND r.consent = 0 ORDER BY r.created DESC, r.group_row"
        ))?
        .query_map([user], read)?
        .collect()
}

/// Open ones to the groups of which a user is owner or admin, made after a time.
pub(crate) fn waiting(connection: &Connection, user: i64, after: i64) -> Result<i64> {
    connection
        .prepare_cached(
            "SELECT count(*) FROM group_requests r JOIN group_members m ON m.group_row = r.group_row
             JOIN groups g ON g.id = r.group_row
             WHERE m.user = ?1 AND m.role > 20 AND g.status <> 2 AND r.handle_result = 0 AND r.consent = 0
                 AND r.created > ?2",
        )?
        .query_row([user, after], |row| row.get(0))
}
