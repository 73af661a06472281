//! The people of an app, and what they show of themselves.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// A user as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) user_id: String,
    /// Empty unless a foreign App Server calls the user something that cannot travel.
    pub(crate) foreign_id: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    pub(crate) ex: String,
    pub(crate) level: i32,
    pub(crate) recv_msg_opt: i32,
    pub(crate) created: i64,
    /// Nobody signs in as this user or writes to him any more.
    pub(crate) deleted: bool,
}

/// What to change in a profile; `None` leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileChange {
    pub nickname: Option<String>,
    pub face_url: Option<String>,
    pub ex: Option<String>,
    pub recv_msg_opt: Option<i32>,
}

macro_rules! columns {
    () => {
        "id, user_id, foreign_id, nickname, face_url, ex, level, recv_msg_opt, created, deleted"
    };
}

pub(super) fn read(row: &Row<'_>) -> Result<User> {
    Ok(User {
        id: row.get(0)?,
        user_id: row.get(1)?,
        foreign_id: row.get(2)?,
        nickname: row.get(3)?,
        face_url: row.get(4)?,
        ex: row.get(5)?,
        level: row.get(6)?,
        recv_msg_opt: row.get(7)?,
        created: row.get(8)?,
        deleted: row.get(9)?,
    })
}

/// By what travels or, where that cannot, by the foreign name.
pub(crate) fn find(connection: &Connection, id: &str) -> Result<Option<User>> {
    let sql = if protocol::ids::is_wire_user_id(id) {
        concat!("SELECT ", columns!(), " FROM users WHERE user_id = ?1")
    } else {
        concat!(
            "SELECT ",
            columns!(),
            " FROM users WHERE foreign_id = ?1 AND foreign_id <> ''"
        )
    };
    connection.prepare_cached(sql)?.query_row([id], read).optional()
}

/// What sending asks of its receiver, at once.
pub(crate) struct Receiver {
    pub(crate) row: i64,
    pub(crate) user_id: String,
    pub(crate) recv_msg_opt: i32,
    /// He takes nothing from this sender.
    pub(crate) blocks: bool,
}

pub(crate) fn receiver(connection: &Connection, id: &str, sender: i64) -> Result<Option<Receiver>> {
    macro_rules! sql {
        ($condition:literal) => {
            concat!(
                "SELECT u.id, u.user_id, u.recv_msg_opt,
                     EXISTS (SELECT 1 FROM blacks b WHERE b.owner = u.id AND b.black = ?2)
                 FROM users u WHERE ",
                $condition
            )
        };
    }
    let sql = if protocol::ids::is_wire_user_id(id) {
        sql!("u.user_id = ?1 AND u.deleted = 0")
    } else {
        sql!("u.foreign_id = ?1 AND u.foreign_id <> '' AND u.deleted = 0")
    };
    connection
        .prepare_cached(sql)?
        .query_row(params![id, sender], |row| {
            Ok(Receiver {
                row: row.get(0)?,
                user_id: row.get(1)?,
                recv_msg_opt: row.get(2)?,
                blocks: row.get(3)?,
            })
        })
        .optional()
}

/// The row number alone.
pub(crate) fn row_of(connection: &Connection, id: &str) -> Result<Option<i64>> {
    let sql = if protocol::ids::is_wire_user_id(id) {
        "SELECT id FROM users WHERE user_id = ?1"
    } else {
        "SELECT id FROM users WHERE foreign_id = ?1 AND foreign_id <> ''"
    };
    connection
        .prepare_cached(sql)?
        .query_row([id], |row| row.get(0))
        .optional()
}

pub(crate) fn get(connection: &Connection, row: i64) -> Result<Option<User>> {
    connection
        .prepare_cached(concat!("SELECT ", columns!(), " FROM users WHERE id = ?1"))?
        .query_row([row], read)
        .optional()
}

/// `user.id` is not looked at; the new row's number is returned.
pub(crate) fn insert(connection: &Connection, user: &User) -> Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO users (user_id, foreign_id, nickname, face_url, ex, level, recv_msg_opt, created)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            user.user_id,
            user.foreign_id,
            user.nickname,
            user.face_url,
            user.ex,
            user.level,
            user.recv_msg_opt,
            user.created
        ])?;
    Ok(connection.last_insert_rowid())
}

pub(crate) fn update(connection: &Connection, row: i64, change: &ProfileChange) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE users SET nickname = coalesce(?2, nickname), face_url = coalesce(?3, face_url),
                 ex = coalesce(?4, ex), recv_msg_opt = coalesce(?5, recv_msg_opt) WHERE id = ?1",
        )?
        .execute(params![
            row,
            change.nickname,
            change.face_url,
            change.ex,
            change.recv_msg_opt
        ])?;
    Ok(())
}

/// Marks a user as gone and drops the lists that were his alone.
pub(crate) fn delete(connection: &Connection, row: i64) -> Result<()> {
    for statement in [
        "UPDATE users SET deleted = 1 WHERE id = ?1",
        "DELETE FROM friends WHERE owner = ?1",
        "DELETE FROM friend_requests WHERE from_user = ?1 OR to_user = ?1",
        "DELETE FROM blacks WHERE owner = ?1",
        "DELETE FROM privacy WHERE user = ?1",
        "DELETE FROM user_commands WHERE owner = ?1",
        "UPDATE user_conversations SET attached_info = '', ex = '' WHERE owner = ?1",
    ] {
        connection.prepare_cached(statement)?.execute([row])?;
    }
    Ok(())
}

pub(crate) fn set_level(connection: &Connection, row: i64, level: i32) -> Result<()> {
    connection
        .prepare_cached("UPDATE users SET level = ?2 WHERE id = ?1")?
        .execute(params![row, level])?;
    Ok(())
}

/// A page of everybody, oldest first, and how many there are.
pub(crate) fn page(connection: &Connection, skip: i64, limit: i64) -> Result<(Vec<User>, i64)> {
    let users = connection
        .prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM users ORDER BY id LIMIT ?2 OFFSET ?1"
        ))?
        .query_map([skip, limit], read)?
        .collect::<Result<_>>()?;
    let total = connection
        .prepare_cached("SELECT count(*) FROM users")?
        .query_row([], |row| row.get(0))?;
    Ok((users, total))
}

/// A page of those who were not deleted, by the time of their coming, and how many there are.
pub(crate) fn living(connection: &Connection, skip: i64, limit: i64, newest_first: bool) -> Result<(Vec<User>, i64)> {
    let sql = if newest_first {
        concat!(
            "SELECT ",
            columns!(),
            " FROM users WHERE deleted = 0 ORDER BY id DESC LIMIT ?2 OFFSET ?1"
        )
    } else {
        concat!(
            "SELECT ",
            columns!(),
            " FROM users WHERE deleted = 0 ORDER BY id LIMIT ?2 OFFSET ?1"
        )
    };
    let users = connection
        .prepare_cached(sql)?
        .query_map([skip, limit], read)?
        .collect::<Result<_>>()?;
    let total = connection
        .prepare_cached("SELECT count(*) FROM users WHERE deleted = 0")?
        .query_row([], |row| row.get(0))?;
    Ok((users, total))
}
