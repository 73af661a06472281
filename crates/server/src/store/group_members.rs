//! Who is in a group, in which role, under which name.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// Values of `role`.
pub(crate) const OWNER: i32 = 100;
pub(crate) const ADMIN: i32 = 60;
pub(crate) const ORDINARY: i32 = 20;

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
    /// He writes also while the group is muted.
    pub(crate) exempt: bool,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.user, u.user_id, u.level, m.role, m.joined, iif(m.nickname = '', u.nickname, m.nickname),
                 iif(m.face_url = '', u.face_url, m.face_url), m.join_source, m.operator, m.ex, m.mute_end, m.inviter,
                 m.exempt
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
        exempt: row.get(12)?,
    })
}

pub(crate) fn insert(connection: &Connection, group: i64, member: &Member) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO group_members (group_row, user, role, joined, nickname, face_url, join_source,
                 operator, ex, mute_end, inviter, exempt) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
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
            member.inviter,
            member.exempt
        ])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, group: i64, user: i64) -> Result<Option<Member>> {
    connection
        .prepare_cached(select!("WHERE m.group_row = ?1 AND m.user = ?2"))?
        .query_row([group, user], read)
        .optional()
}

pub(crate) fn delete(connection: &Connection, group: i64, user: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM group_members WHERE group_row = ?1 AND user = ?2")?
        .execute([group, user])?;
    Ok(())
}

pub(crate) fn delete_all(connection: &Connection, group: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM group_members WHERE group_row = ?1")?
        .execute([group])?;
    Ok(())
}

pub(crate) fn set_role(connection: &Connection, group: i64, user: i64, role: i32) -> Result<()> {
    connection
        .prepare_cached("UPDATE group_members SET role = ?3 WHERE group_row = ?1 AND user = ?2")?
        .execute(params![group, user, role])?;
    Ok(())
}

pub(crate) fn set_mute(connection: &Connection, group: i64, user: i64, until: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE group_members SET mute_end = ?3 WHERE group_row = ?1 AND user = ?2")?
        .execute([group, user, until])?;
    Ok(())
}

pub(crate) fn set_exempt(connection: &Connection, group: i64, user: i64, exempt: bool) -> Result<()> {
    connection
        .prepare_cached("UPDATE group_members SET exempt = ?3 WHERE group_row = ?1 AND user = ?2")?
        .execute(params![group, user, exempt])?;
    Ok(())
}

/// What a member shows in this group alone; `None` leaves it, an empty text gives his profile's back.
pub(crate) fn show(
    connection: &Connection,
    group: i64,
    user: i64,
    nickname: Option<&str>,
    face_url: Option<&str>,
    ex: Option<&str>,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE group_members SET nickname = coalesce(?3, nickname), face_url = coalesce(?4, face_url),
                 ex = coalesce(?5, ex)
             WHERE group_row = ?1 AND user = ?2",
        )?
        .execute(params![group, user, nickname, face_url, ex])?;
    Ok(())
}

/// Which members a list is about.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// Roles from here to there.
    pub(crate) roles: (i32, i32),
    /// A part of the name, or the whole user id; empty: everybody.
    pub(crate) keyword: String,
}

/// Every role, every name.
pub(crate) fn everybody() -> Wanted {
    Wanted {
        roles: (0, OWNER),
        keyword: String::new(),
    }
}

/// Without a keyword nobody's name is looked at: a long list is counted by its index alone.
const ALL: &str = "m.group_row = ?1 AND m.role BETWEEN ?2 AND ?3 AND ?4 = ''";
const NAMED: &str = "m.group_row = ?1 AND m.role BETWEEN ?2 AND ?3
    AND (u.user_id = ?4 OR instr(lower(iif(m.nickname = '', u.nickname, m.nickname)), lower(?4)) > 0)";

/// A page of members, the owner, admins, then the others as they came, and how many there are of them.
pub(crate) fn page(
    connection: &Connection,
    group: i64,
    wanted: &Wanted,
    skip: i64,
    limit: i64,
) -> Result<(Vec<Member>, u32)> {
    let (lowest, highest) = wanted.roles;
    let (condition, counted) = if wanted.keyword.is_empty() {
        (ALL, "group_members m")
    } else {
        (NAMED, "group_members m JOIN users u ON u.id = m.user")
    };
    let members = connection
        .prepare_cached(&format!(
            "{} WHERE {condition} ORDER BY m.role DESC, m.joined, m.user LIMIT ?6 OFFSET ?5",
            select!("")
        ))?
        .query_map(params![group, lowest, highest, wanted.keyword, skip, limit], read)?
        .collect::<Result<_>>()?;
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM {counted} WHERE {condition}"))?
        .query_row(params![group, lowest, highest, wanted.keyword], |row| row.get(0))?;
    Ok((members, total))
}

/// The owner and the admins.
pub(crate) fn leaders(connection: &Connection, group: i64) -> Result<Vec<Member>> {
    connection
        .prepare_cached(select!(
            "WHERE m.group_row = ?1 AND m.role > 20 ORDER BY m.role DESC, m.joined, m.user"
        ))?
        .query_map([group], read)?
        .collect()
}

/// Who would be the next owner: of the admins, or else of all, the one who is in longest.
pub(crate) fn heir(connection: &Connection, group: i64) -> Result<Option<Member>> {
    connection
        .prepare_cached(select!(
            "WHERE m.group_row = ?1 AND m.role < 100 ORDER BY m.role DESC, m.joined, m.user LIMIT 1"
        ))?
        .query_row([group], read)
        .optional()
}

/// User ids of everybody, in the order of [`page`].
pub(crate) fn ids(connection: &Connection, group: i64) -> Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT u.user_id FROM group_members m JOIN users u ON u.id = m.user
             WHERE m.group_row = ?1 ORDER BY m.role DESC, m.joined, m.user",
        )?
        .query_map([group], |row| row.get(0))?
        .collect()
}

/// Those who may not speak at this time, in the order of their muting's end.
pub(crate) fn muted(connection: &Connection, group: i64, now: i64) -> Result<Vec<Member>> {
    connection
        .prepare_cached(select!(
            "WHERE m.group_row = ?1 AND m.mute_end > ?2 ORDER BY m.mute_end, m.user"
        ))?
        .query_map([group, now], read)?
        .collect()
}

/// Those who write also while the group is muted, in the order of [`page`].
pub(crate) fn exempt(connection: &Connection, group: i64) -> Result<Vec<Member>> {
    connection
        .prepare_cached(select!(
            "WHERE m.group_row = ?1 AND m.exempt ORDER BY m.role DESC, m.joined, m.user"
        ))?
        .query_map([group], read)?
        .collect()
}

pub(crate) fn count(connection: &Connection, group: i64) -> Result<u32> {
    connection
        .prepare_cached("SELECT count(*) FROM group_members WHERE group_row = ?1")?
        .query_row([group], |row| row.get(0))
}

/// Rows of everybody, ascending.
pub(crate) fn users(connection: &Connection, group: i64) -> Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT user FROM group_members WHERE group_row = ?1 ORDER BY user")?
        .query_map([group], |row| row.get(0))?
        .collect()
}
