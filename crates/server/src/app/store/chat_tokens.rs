//! The living tokens of the account calls.

use rusqlite::{Connection, OptionalExtension, Result, params};

pub(crate) type Hash = [u8; 32];

/// Kept for one person; the oldest go when there are more.
const MOST: u32 = 100;

pub(crate) fn insert(connection: &Connection, hash: &Hash, user_id: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO chat_tokens (hash, user_id, created) VALUES (?1, ?2, ?3)")?
        .execute(params![hash, user_id, now])?;
    connection
        .prepare_cached(
            "DELETE FROM chat_tokens WHERE hash IN (SELECT hash FROM chat_tokens WHERE user_id = ?1 AND hash <> ?2
                 ORDER BY created DESC LIMIT -1 OFFSET ?3)",
        )?
        .execute(params![user_id, hash, MOST - 1])?;
    Ok(())
}

/// Whose token it is.
pub(crate) fn find(connection: &Connection, hash: &Hash) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT user_id FROM chat_tokens WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()
}

pub(crate) fn end_all(connection: &Connection, user_id: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM chat_tokens WHERE user_id = ?1")?
        .execute([user_id])?;
    Ok(())
}
