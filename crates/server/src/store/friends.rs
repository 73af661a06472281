//! Friendships, each side's as a row of its own, with the friend's profile.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::users::User;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Friend {
    pub(crate) user: User,
    pub(crate) remark: String,
    pub(crate) created: i64,
    /// 1 import, 2 request.
    pub(crate) add_source: i32,
    pub(crate) operator: String,
    pub(crate) ex: String,
    pub(crate) pinned: bool,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT u.id, u.user_id, u.foreign_id, u.nickname, u.face_url, u.ex, u.level, u.recv_msg_opt, u.created,
                 u.deleted, f.remark, f.created, f.add_source, f.operator, f.ex, f.pinned
             FROM friends f JOIN users u ON u.id = f.friend ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<Friend> {
    Ok(Friend {
        user: super::users::read(row)?,
        remark: row.get(10)?,
        created: row.get(11)?,
        add_source: row.get(12)?,
        operator: row.get(13)?,
        ex: row.get(14)?,
        pinned: row.get(15)?,
    })
}

/// What is stored of a friendship besides the two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct NewFriend<'a> {
    pub(crate) remark: &'a str,
    pub(crate) created: i64,
    pub(crate) add_source: i32,
    pub(crate) operator: &'a str,
}

/// What the owner changes about a friend; `None` leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FriendChange {
    pub(crate) remark: Option<String>,
    pub(crate) ex: Option<String>,
    pub(crate) pinned: Option<bool>,
}

pub(crate) fn insert(connection: &Connection, owner: i64, friend: i64, new: &NewFriend<'_>) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO friends (owner, friend, remark, created, add_source, operator)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            owner,
            friend,
            new.remark,
            new.created,
            new.add_source,
            new.operator
        ])?;
    Ok(())
}

/// Whether there was such a friend.
pub(crate) fn update(connection: &Connection, owner: i64, friend: i64, change: &FriendChange) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE friends SET remark = coalesce(?3, remark), ex = coalesce(?4, ex), pinned = coalesce(?5, pinned)
             WHERE owner = ?1 AND friend = ?2",
        )?
        .execute(params![owner, friend, change.remark, change.ex, change.pinned])?;
    Ok(changed == 1)
}

/// Whether there was such a friend.
pub(crate) fn delete(connection: &Connection, owner: i64, friend: i64) -> Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM friends WHERE owner = ?1 AND friend = ?2")?
        .execute([owner, friend])?;
    Ok(deleted == 1)
}

/// Whether this one stands in the owner's list; the other's list may say otherwise.
pub(crate) fn has(connection: &Connection, owner: i64, friend: i64) -> Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM friends WHERE owner = ?1 AND friend = ?2)")?
        .query_row([owner, friend], |row| row.get(0))
}

/// Pinned ones first, then in the order in which they became friends.
pub(crate) fn page(connection: &Connection, owner: i64, skip: i64, limit: i64) -> Result<Vec<Friend>> {
    connection
        .prepare_cached(select!(
            "WHERE f.owner = ?1 ORDER BY f.pinned DESC, f.created, f.friend LIMIT ?3 OFFSET ?2"
        ))?
        .query_map([owner, skip, limit], read)?
        .collect()
}

pub(crate) fn find(connection: &Connection, owner: i64, user_id: &str) -> Result<Option<Friend>> {
    connection
        .prepare_cached(select!("WHERE f.owner = ?1 AND u.user_id = ?2"))?
        .query_row(params![owner, user_id], read)
        .optional()
}

/// In the order of [`page`].
pub(crate) fn ids(connection: &Connection, owner: i64) -> Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT u.user_id FROM friends f JOIN users u ON u.id = f.friend
             WHERE f.owner = ?1 ORDER BY f.pinned DESC, f.created, f.friend",
        )?
        .query_map([owner], |row| row.get(0))?
        .collect()
}

pub(crate) fn count(connection: &Connection, owner: i64) -> Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM friends WHERE owner = ?1")?
        .query_row([owner], |row| row.get(0))
}

/// Row and id of everybody who has this user in his list.
pub(crate) fn whose_friend(connection: &Connection, friend: i64) -> Result<Vec<(i64, String)>> {
    connection
        .prepare_cached(
            "SELECT f.owner, u.user_id FROM friends f JOIN users u ON u.id = f.owner
             WHERE f.friend = ?1 ORDER BY f.owner",
        )?
        .query_map([friend], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
