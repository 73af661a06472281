//! The table `outbox`: own messages on their way, oldest first in each conversation.

use rusqlite::{Connection, Result, params};

/// The oldest message on its way in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) place: i64,
    /// The message's `local`.
    pub(crate) message: i64,
    pub(crate) conversation: String,
    /// An earlier try may have reached the server.
    pub(crate) tried: bool,
    /// The newest seq that was known before the first try.
    pub(crate) tried_after: i64,
}

pub(crate) fn add(db: &Connection, message: i64, conversation: &str) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO outbox (message, conversation_id) VALUES (?1, ?2)")?
        .execute(params![message, conversation])?;
    Ok(())
}

/// A message that was refused waits once more. An earlier try may have arrived, whatever its answer said.
pub(crate) fn add_again(db: &Connection, message: i64, conversation: &str) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO outbox (message, conversation_id, tried) VALUES (?1, ?2, 1)")?
        .execute(params![message, conversation])?;
    Ok(())
}

/// The head of every conversation that has one, in the order in which they were written.
pub(crate) fn heads(db: &Connection) -> Result<Vec<Head>> {
    db.prepare_cached(
        // From conversation to conversation, never through all that waits in one.
        "WITH RECURSIVE waiting (id) AS (
             SELECT min(conversation_id) FROM outbox
             UNION ALL
             SELECT (SELECT min(conversation_id) FROM outbox WHERE conversation_id > waiting.id) FROM waiting
             WHERE waiting.id IS NOT NULL)
         SELECT place, message, conversation_id, tried, tried_after FROM outbox
         WHERE place IN (SELECT (SELECT min(place) FROM outbox WHERE conversation_id = waiting.id) FROM waiting)
         ORDER BY place",
    )?
    .query_map([], |row| {
        Ok(Head {
            place: row.get(0)?,
            message: row.get(1)?,
            conversation: row.get(2)?,
            tried: row.get(3)?,
            tried_after: row.get(4)?,
        })
    })?
    .collect()
}

/// A try is about to be made; the first one remembers how far the conversation had come.
pub(crate) fn try_now(db: &Connection, place: i64, after: i64) -> Result<()> {
    db.prepare_cached("UPDATE outbox SET tried = 1, tried_after = ?2 WHERE place = ?1 AND tried = 0")?
        .execute(params![place, after])?;
    Ok(())
}

pub(crate) fn waits(db: &Connection, place: i64) -> Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE place = ?1)")?
        .query_row([place], |row| row.get(0))
}

pub(crate) fn remove(db: &Connection, message: i64) -> Result<bool> {
    Ok(db
        .prepare_cached("DELETE FROM outbox WHERE message = ?1")?
        .execute([message])?
        > 0)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    fn each_conversation_has_its_own_order() {
        let db = crate::store::scratch();
        for (message, conversation) in [(1, "a"), (2, "b"), (3, "a"), (4, "c")] {
            add(&db, message, conversation).unwrap();
        }
        let order = |db: &Connection| -> Vec<i64> { heads(db).unwrap().iter().map(|head| head.message).collect() };
        assert_eq!(order(&db), [1, 2, 4]);
        assert!(remove(&db, 1).unwrap());
        assert!(!remove(&db, 1).unwrap());
        assert_eq!(order(&db), [2, 3, 4]);
        // Sent again it waits behind what was written since.
        add(&db, 1, "a").unwrap();
        assert_eq!(order(&db), [2, 3, 4]);
    }

    #[test]
    fn the_first_try_is_the_one_remembered() {
        let db = crate::store::scratch();
        add(&db, 1, "a").unwrap();
        let place = heads(&db).unwrap()[0].place;
        try_now(&db, place, 7).unwrap();
        try_now(&db, place, 9).unwrap();
        let head = heads(&db).unwrap().remove(0);
        assert!(head.tried);
        assert_eq!(head.tried_after, 7);
    }
}
