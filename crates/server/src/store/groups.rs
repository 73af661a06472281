//! Groups, with their owner and number of members as their member rows tell.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// `status` of a group that is no more.
pub(crate) const DISMISSED: i32 = 2;
/// `status` of a group in which only owner and admins speak.
pub(crate) const MUTED: i32 = 3;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Group {
    pub(crate) id: i64,
    pub(crate) group_id: String,
    pub(crate) name: String,
    pub(crate) notification: String,
    pub(crate) introduction: String,
    pub(crate) face_url: String,
    pub(crate) created: i64,
    pub(crate) ex: String,
    pub(crate) status: i32,
    pub(crate) creator: String,
    pub(crate) kind: i32,
    pub(crate) need_verification: i32,
    pub(crate) look_member_info: i32,
    pub(crate) apply_member_friend: i32,
    pub(crate) notification_time: i64,
    pub(crate) notification_user: String,
    /// Empty where nobody is.
    pub(crate) owner: String,
    pub(crate) members: u32,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.group_id, g.name, g.notification, g.introduction, g.face_url, g.created, g.ex, g.status,
                 g.creator, g.kind, g.need_verification, g.look_member_info, g.apply_member_friend,
                 g.notification_time, g.notification_user,
                 coalesce((SELECT u.user_id FROM group_members m JOIN users u ON u.id = m.user
                           WHERE m.group_row = g.id AND m.role = 100 ORDER BY m.joined LIMIT 1), ''),
                 (SELECT count(*) FROM group_members m WHERE m.group_row = g.id)
             FROM groups g ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        id: row.get(0)?,
        group_id: row.get(1)?,
        name: row.get(2)?,
        notification: row.get(3)?,
        introduction: row.get(4)?,
        face_url: row.get(5)?,
        created: row.get(6)?,
        ex: row.get(7)?,
        status: row.get(8)?,
        creator: row.get(9)?,
        kind: row.get(10)?,
        need_verification: row.get(11)?,
        look_member_info: row.get(12)?,
        apply_member_friend: row.get(13)?,
        notification_time: row.get(14)?,
        notification_user: row.get(15)?,
        owner: row.get(16)?,
        members: row.get(17)?,
    })
}

/// Row and status alone: what sending asks.
pub(crate) fn status(connection: &Connection, group_id: &str) -> Result<Option<(i64, i32)>> {
    connection
        .prepare_cached("SELECT id, status FROM groups WHERE group_id = ?1")?
        .query_row([group_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

pub(crate) fn find(connection: &Connection, group_id: &str) -> Result<Option<Group>> {
    connection
        .prepare_cached(select!("WHERE g.group_id = ?1"))?
        .query_row([group_id], read)
        .optional()
}

#[allow(dead_code, reason = "its callers are written with the groups' own calls")]
pub(crate) fn insert(connection: &Connection, group: &Group) -> Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO groups (group_id, name, notification, introduction, face_url, created, ex, status, creator,
                 kind, need_verification, look_member_info, apply_member_friend)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            group.group_id,
            group.name,
            group.notification,
            group.introduction,
            group.face_url,
            group.created,
            group.ex,
            group.status,
            group.creator,
            group.kind,
            group.need_verification,
            group.look_member_info,
            group.apply_member_friend
        ])?;
    Ok(connection.last_insert_rowid())
}

/// Those that a user is in, in the order in which he came.
pub(crate) fn joined(connection: &Connection, user: i64, skip: i64, limit: i64) -> Result<Vec<Group>> {
    connection
        .prepare_cached(select!(
            "JOIN group_members mine ON mine.group_row = g.id
             WHERE mine.user = ?1 AND g.status <> 2 ORDER BY mine.joined, g.id LIMIT ?3 OFFSET ?2"
        ))?
        .query_map([user, skip, limit], read)?
        .collect()
}

/// Ids in the order of [`joined`].
pub(crate) fn joined_ids(connection: &Connection, user: i64) -> Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT g.group_id FROM groups g JOIN group_members mine ON mine.group_row = g.id
             WHERE mine.user = ?1 AND g.status <> 2 ORDER BY mine.joined, g.id",
        )?
        .query_map([user], |row| row.get(0))?
        .collect()
}
