//! Whom a person takes no messages from.

use rusqlite::{Connection, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Black {
    pub(crate) user_id: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    pub(crate) user_ex: String,
    pub(crate) created: i64,
    pub(crate) add_source: i32,
    pub(crate) operator: String,
    pub(crate) ex: String,
}

fn read(row: &Row<'_>) -> Result<Black> {
    Ok(Black {
        user_id: row.get(0)?,
        nickname: row.get(1)?,
        face_url: row.get(2)?,
        user_ex: row.get(3)?,
        created: row.get(4)?,
        add_source: row.get(5)?,
        operator: row.get(6)?,
        ex: row.get(7)?,
    })
}

#[allow(dead_code, reason = "its callers are written with the friends' own calls")]
pub(crate) fn insert(connection: &Connection, owner: i64, black: i64, operator: &str, created: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO blacks (owner, black, operator, created) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![owner, black, operator, created])?;
    Ok(())
}

/// The newest first.
pub(crate) fn page(connection: &Connection, owner: i64, skip: i64, limit: i64) -> Result<Vec<Black>> {
    connection
        .prepare_cached(
            "SELECT u.user_id, u.nickname, u.face_url, u.ex, b.created, b.add_source, b.operator, b.ex
             FROM blacks b JOIN users u ON u.id = b.black WHERE b.owner = ?1
             ORDER BY b.created DESC, b.black LIMIT ?3 OFFSET ?2",
        )?
        .query_map([owner, skip, limit], read)?
        .collect()
}

pub(crate) fn count(connection: &Connection, owner: i64) -> Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM blacks WHERE owner = ?1")?
        .query_row([owner], |row| row.get(0))
}
