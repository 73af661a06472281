//! Groups, with their owner and number of members as their member rows tell.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// `status` of a group that is as it should be.
pub(crate) const OPEN: i32 = 0;
/// `status` of a group that is no more.
pub(crate) const DISMISSED: i32 = 2;
/// `status` of a group in which only owner and admins speak.
pub(crate) const MUTED: i32 = 3;

/// Values of `history`; 0: as the owner of the server has it.
pub(crate) const HISTORY_ON: i32 = 1;
pub(crate) const HISTORY_OFF: i32 = 2;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Group {
    pub(crate) id: i64,
    pub(crate) group_id: String,
    /// Empty unless the App Server calls the group something that cannot travel.
    pub(crate) foreign_id: String,
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
    pub(crate) history: i32,
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
                 (SELECT count(*) FROM group_members m WHERE m.group_row = g.id),
                 g.foreign_id, g.history
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
        foreign_id: row.get(18)?,
        history: row.get(19)?,
    })
}

/// Row and status alone: what sending asks.
pub(crate) fn status(connection: &Connection, group_id: &str) -> Result<Option<(i64, i32)>> {
    connection
        .prepare_cached("SELECT id, status FROM groups WHERE group_id = ?1")?
        .query_row([group_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

pub(crate) fn get(connection: &Connection, row: i64) -> Result<Option<Group>> {
    connection
        .prepare_cached(select!("WHERE g.id = ?1"))?
        .query_row([row], read)
        .optional()
}

/// By what travels or, where that cannot, by the foreign name.
pub(crate) fn find(connection: &Connection, group_id: &str) -> Result<Option<Group>> {
    let sql = if protocol::ids::is_wire_user_id(group_id) {
        select!("WHERE g.group_id = ?1")
    } else {
        select!("WHERE g.foreign_id = ?1 AND g.foreign_id <> ''")
    };
    connection.prepare_cached(sql)?.query_row([group_id], read).optional()
}

pub(crate) fn insert(connection: &Connection, group: &Group) -> Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO groups (group_id, name, notification, introduction, face_url, created, ex, status, creator,
                 kind, need_verification, look_member_info, apply_member_friend, foreign_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
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
            group.apply_member_friend,
            group.foreign_id
        ])?;
    Ok(connection.last_insert_rowid())
}

/// Writes what can be changed of a group; owner and members are not its own columns.
pub(crate) fn update(connection: &Connection, group: &Group) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE groups SET name = ?2, notification = ?3, introduction = ?4, face_url = ?5, ex = ?6, status = ?7,
                 need_verification = ?8, look_member_info = ?9, apply_member_friend = ?10, notification_time = ?11,
                 notification_user = ?12, history = ?13
             WHERE id = ?1",
        )?
        .execute(params![
            group.id,
            group.name,
            group.notification,
            group.introduction,
            group.face_url,
            group.ex,
            group.status,
            group.need_verification,
            group.look_member_info,
            group.apply_member_friend,
            group.notification_time,
            group.notification_user,
            group.history
        ])?;
    Ok(())
}

/// A page of those that are not dismissed and bear a part of this name, the newest first, and how many they are.
pub(crate) fn named(connection: &Connection, name: &str, skip: i64, limit: i64) -> Result<(Vec<Group>, u32)> {
    let page = connection
        .prepare_cached(select!(
            "WHERE g.status <> 2 AND instr(lower(g.name), lower(?1)) > 0 ORDER BY g.created DESC, g.id DESC
             LIMIT ?3 OFFSET ?2"
        ))?
        .query_map(params![name, skip, limit], read)?
        .collect::<Result<_>>()?;
    let total = connection
        .prepare_cached("SELECT count(*) FROM groups WHERE status <> 2 AND instr(lower(name), lower(?1)) > 0")?
        .query_row([name], |row| row.get(0))?;
    Ok((page, total))
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

/// Rows of the groups that a user is in and that are not dismissed.
pub(crate) fn rows_of(connection: &Connection, user: i64) -> Result<Vec<i64>> {
    connection
        .prepare_cached(
            "SELECT g.id FROM groups g JOIN group_members mine ON mine.group_row = g.id
             WHERE mine.user = ?1 AND g.status <> 2 ORDER BY g.id",
        )?
        .query_map([user], |row| row.get(0))?
        .collect()
}

/// Groups in which only owner and admins speak.
pub(crate) fn muted(connection: &Connection) -> Result<Vec<Group>> {
    connection
        .prepare_cached(select!("WHERE g.status = 3 ORDER BY g.id"))?
        .query_map([], read)?
        .collect()
}

/// Those in which two people are, as they are called on the wire, without those that were dismissed.
pub(crate) fn common(connection: &Connection, one: i64, other: i64) -> Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT g.group_id
             FROM group_members a JOIN group_members b ON b.group_row = a.group_row JOIN groups g ON g.id = a.group_row
             WHERE a.user = ?1 AND b.user = ?2 AND g.status <> 2 ORDER BY g.id",
        )?
        .query_map([one, other], |row| row.get(0))?
        .collect()
}

/// Whether two meet in such groups only whose members may not ask one another to be friends. Who leads one may, and may be
/// asked.
pub(crate) fn keep_apart(connection: &Connection, one: i64, other: i64) -> Result<bool> {
    connection
        .prepare_cached(
            "SELECT count(*) > 0 AND coalesce(max(g.apply_member_friend = 0 OR a.role > 20 OR b.role > 20), 0) = 0
             FROM group_members a JOIN group_members b ON b.group_row = a.group_row JOIN groups g ON g.id = a.group_row
             WHERE a.user = ?1 AND b.user = ?2 AND g.status <> 2",
        )?
        .query_row([one, other], |row| row.get(0))
}
