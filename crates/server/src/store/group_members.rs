//! Who is in a group, in which role, under which name.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// `role` of an admin; the owner's is higher, an ordinary member's lower.
pub(crate) const ADMIN: i32 = 60;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Member {
    pub(crate) user: i64,
    pub(crate) user_id: String,
    pub(crate) level: i32,
    pub(crate) role: i32,
    pub(crate) joined: i64,
    /// The profile's where the member has none for this group.
    pub(crate) nickname: String,
    /// The same.
    pub(crate) face_url: String,
    pub(crate) join_source: i32,
    pub(crate) operator: String,
    pub(crate) ex: String,
    pub(crate) mute_end: i64,
    pub(crate) inviter: String,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.user, u.user_id, u.level, m.role, m.joined, iif(m.nickname = '', u.nickname, m.nickname),
                 iif(m.face_url = '', u.face_url, m.face_url), m.join_source, m.operator, m.ex, m.mute_end, m.inviter
             FROM group_members m JOIN users u ON u.id = m.user ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<Member> {
    Ok(Member {
        user: row.get(0)?,
        user_id: row.get(1)?,
        level: row.get(2)?,
        role: row.get(3)?,
        joined: row.get(4)?,
        nickname: row.get(5)?,
        face_url: row.get(6)?,
        join_source: row.get(7)?,
        operator: row.get(8)?,
        ex: row.get(9)?,
        mute_end: row.get(10)?,
        inviter: row.get(11)?,
    })
}

#[allow(dead_code, reason = "its callers are written with the groups' own calls")]
pub(crate) fn insert(connection: &Connection, group: i64, member: &Member) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO group_members (group_row, user, role, joined, nickname, face_url, join_source,
                 operator, ex, mute_end, inviter) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            group,
            member.user,
            member.role,
            member.joined,
            member.nickname,
            member.face_url,
            member.join_source,
            member.operator,
            member.ex,
            member.mute_end,
            member.inviter
        ])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, group: i64, user: i64) -> Result<Option<Member>> {
    connection
        .prepare_cached(select!("WHERE m.group_row = ?1 AND m.user = ?2"))?
        .query_row([group, user], read)
        .optional()
}

/// Everybody: the owner, admins, then the others as they came.
pub(crate) fn all(connection: &Connection, group: i64) -> Result<Vec<Member>> {
    connection
        .prepare_cached(select!("WHERE m.group_row = ?1 ORDER BY m.role DESC, m.joined, m.user"))?
        .query_map([group], read)?
        .collect()
}

/// Rows of everybody.
pub(crate) fn users(connection: &Connection, group: i64) -> Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT user FROM group_members WHERE group_row = ?1 ORDER BY user")?
        .query_map([group], |row| row.get(0))?
        .collect()
}
