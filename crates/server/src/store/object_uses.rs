//! Which messages name which objects, by the random part of their names. A row may name what is not here any more.

use rusqlite::{Connection, Result, params};

pub(crate) fn insert(connection: &Connection, key: &str, conversation: i64, seq: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO object_uses (key, conversation, seq) VALUES (?1, ?2, ?3)")?
        .execute(params![key, conversation, seq])?;
    Ok(())
}

/// A message names nothing any more.
pub(crate) fn delete_of(connection: &Connection, conversation: i64, seq: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM object_uses WHERE conversation = ?1 AND seq = ?2")?
        .execute(params![conversation, seq])?;
    Ok(())
}

/// Texts outside of messages that have a word in them.
pub(crate) fn texts_with(connection: &Connection, word: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT text FROM (
            SELECT face_url || ' ' || ex AS text FROM users
            UNION ALL SELECT face_url || ' ' || ex || ' ' || notification || ' ' || introduction FROM groups
            UNION ALL SELECT face_url || ' ' || ex FROM group_members
            UNION ALL SELECT value || ' ' || ex FROM user_commands
            UNION ALL SELECT attached_info || ' ' || ex FROM user_conversations
        ) WHERE instr(text, ?1) > 0",
    )?;
    statement.query_map([word], |row| row.get(0))?.collect()
}
