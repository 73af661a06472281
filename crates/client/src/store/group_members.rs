//! The table `group_members`: members as far as they are known. Names of their own are in `users`.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

/// Values of `role`.
pub(crate) const OWNER: i32 = 100;
pub(crate) const ADMIN: i32 = 60;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) role: i32,
    /// As the server tells it, which fills in his own name where he has none for the group.
    pub(crate) nickname: String,
    pub(crate) joined: i64,
    pub(crate) muted_until: i64,
    /// He writes also while the group is muted.
    pub(crate) exempt: bool,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.user_id, m.role, m.nickname, m.joined, m.muted_until, m.exempt FROM group_members m ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<Member> {
    Ok(Member {
        id: row.get(0)?,
        role: row.get(1)?,
        nickname: row.get(2)?,
        joined: row.get(3)?,
        muted_until: row.get(4)?,
        exempt: row.get(5)?,
    })
}

pub(crate) fn get(db: &Connection, group: &str, user: &str) -> Result<Option<Member>> {
    db.prepare_cached(select!("WHERE m.group_id = ?1 AND m.user_id = ?2"))?
        .query_row([group, user], read)
        .optional()
}

/// Owner, admins, then the others as they came in.
pub(crate) fn page(db: &Connection, group: &str, offset: u32, limit: u32) -> Result<Vec<Member>> {
    db.prepare_cached(select!(
        "WHERE m.group_id = ?1 ORDER BY m.role DESC, m.joined, m.user_id LIMIT ?3 OFFSET ?2"
    ))?
    .query_map(params![group, offset, limit], read)?
    .collect()
}

/// Everybody who is known, in the order of [`page`].
pub(crate) fn all(db: &Connection, group: &str) -> Result<Vec<Member>> {
    db.prepare_cached(select!(
        "WHERE m.group_id = ?1 ORDER BY m.role DESC, m.joined, m.user_id"
    ))?
    .query_map([group], read)?
    .collect()
}

pub(crate) fn ids(db: &Connection, group: &str) -> Result<Vec<String>> {
    db.prepare_cached("SELECT user_id FROM group_members WHERE group_id = ?1 ORDER BY user_id")?
        .query_map([group], |row| row.get(0))?
        .collect()
}

pub(crate) fn count(db: &Connection, group: &str) -> Result<u32> {
    db.prepare_cached("SELECT count(*) FROM group_members WHERE group_id = ?1")?
        .query_row([group], |row| row.get(0))
}

/// Groups in which somebody is known to be.
pub(crate) fn groups_of(db: &Connection, user: &str) -> Result<Vec<String>> {
    db.prepare_cached("SELECT group_id FROM group_members WHERE user_id = ?1 ORDER BY group_id")?
        .query_map([user], |row| row.get(0))?
        .collect()
}

/// What was there before, if anything.
pub(crate) fn put(db: &Connection, group: &str, member: &Member) -> Result<Option<Member>> {
    let before = get(db, group, &member.id)?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO group_members (group_id, user_id, role, nickname, joined, muted_until, exempt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        group,
        member.id,
        member.role,
        member.nickname,
        member.joined,
        member.muted_until,
        member.exempt
    ])?;
    Ok(before)
}

/// Whether he was there.
pub(crate) fn remove(db: &Connection, group: &str, user: &str) -> Result<bool> {
    let removed = db
        .prepare_cached("DELETE FROM group_members WHERE group_id = ?1 AND user_id = ?2")?
        .execute([group, user])?;
    Ok(removed == 1)
}

pub(crate) fn remove_all(db: &Connection, group: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM group_members WHERE group_id = ?1")?
        .execute([group])?;
    Ok(())
}

/// Somebody calls himself otherwise: where he is called by his own name, by that.
pub(crate) fn renamed(db: &Connection, user: &str, before: &str, now: &str) -> Result<()> {
    db.prepare_cached("UPDATE group_members SET nickname = ?3 WHERE user_id = ?1 AND nickname = ?2")?
        .execute([user, before, now])?;
    Ok(())
}
