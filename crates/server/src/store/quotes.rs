//! Which messages of a conversation quote which, by the quoted one's clientMsgID.

use rusqlite::{Connection, Result, params};

pub(crate) fn insert(connection: &Connection, conversation: i64, client_msg_id: &str, seq: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO quotes (conversation, client_msg_id, seq) VALUES (?1, ?2, ?3)")?
        .execute(params![conversation, client_msg_id, seq])?;
    Ok(())
}

pub(crate) fn of(connection: &Connection, conversation: i64, client_msg_id: &str) -> Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT seq FROM quotes WHERE conversation = ?1 AND client_msg_id = ?2")?
        .query_map(params![conversation, client_msg_id], |row| row.get(0))?
        .collect()
}

pub(crate) fn delete(connection: &Connection, conversation: i64, client_msg_id: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM quotes WHERE conversation = ?1 AND client_msg_id = ?2")?
        .execute(params![conversation, client_msg_id])?;
    Ok(())
}
