//! The table `outbox`: own messages on their way, oldest first in each conversation.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

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

/// Why a message cannot be sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Waits {
    #[default]
    Nothing,
    /// Its file is on the way up.
    Upload,
    /// The same, and others go past it.
    LargeUpload,
    /// The person has stopped it; others go past it.
    Paused,
}

impl Waits {
    fn number(self) -> i64 {
        match self {
            Self::Nothing => 0,
            Self::Upload => 1,
            Self::LargeUpload => 2,
            Self::Paused => 3,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            1 => Self::Upload,
            2 => Self::LargeUpload,
            3 => Self::Paused,
            _ => Self::Nothing,
        }
    }
}

/// A message whose file is not up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) message: i64,
    pub(crate) conversation: String,
    pub(crate) waits: Waits,
}

/// With what it waits for, and the place of whatever goes first; answers with its own place.
pub(crate) fn add_waiting(db: &Connection, message: i64, conversation: &str, waits: Waits, behind: i64) -> Result<i64> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO outbox (message, conversation_id, waits, behind) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![message, conversation, waits.number(), behind])?;
    Ok(db.last_insert_rowid())
}

/// A message that was refused waits once more. An earlier try may have arrived, whatever its answer said.
pub(crate) fn add_again(db: &Connection, message: i64, conversation: &str, waits: Waits) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO outbox (message, conversation_id, tried, waits) VALUES (?1, ?2, 1, ?3)")?
        .execute(params![message, conversation, waits.number()])?;
    Ok(())
}

/// Whether the message was here.
pub(crate) fn set_waits(db: &Connection, message: i64, waits: Waits) -> Result<bool> {
    let changed = db
        .prepare_cached("UPDATE outbox SET waits = ?2 WHERE message = ?1")?
        .execute(params![message, waits.number()])?;
    Ok(changed > 0)
}

/// What a message waits for; `None`: it is not here.
pub(crate) fn waits_for(db: &Connection, message: i64) -> Result<Option<Waits>> {
    let number = db
        .prepare_cached("SELECT waits FROM outbox WHERE message = ?1")?
        .query_row([message], |row| row.get(0))
        .optional()?;
    Ok(number.map(Waits::of))
}

/// All whose file is not up: those that hold others up first, then in the order in which they were written.
pub(crate) fn waiting(db: &Connection) -> Result<Vec<Waiting>> {
    db.prepare_cached("SELECT message, conversation_id, waits FROM outbox WHERE waits <> 0 ORDER BY waits, place")?
        .query_map([], |row| {
            Ok(Waiting {
                message: row.get(0)?,
                conversation: row.get(1)?,
                waits: Waits::of(row.get(2)?),
            })
        })?
        .collect()
}

/// The head of every conversation that has one, in the order in which they were written. What waits for long is no head,
/// nor is what goes behind it; what waits for a moment holds its conversation.
pub(crate) fn heads(db: &Connection) -> Result<Vec<Head>> {
    db.prepare_cached(
        // From conversation to conversation, never through all that waits in one.
        "WITH RECURSIVE waiting (id) AS (
             SELECT min(conversation_id) FROM outbox
             UNION ALL
             SELECT (SELECT min(conversation_id) FROM outbox WHERE conversation_id > waiting.id) FROM waiting
             WHERE waiting.id IS NOT NULL)
         SELECT place, message, conversation_id, tried, tried_after FROM outbox
         WHERE waits = 0 AND place IN (
             SELECT (SELECT place FROM outbox AS next WHERE conversation_id = waiting.id AND waits < 2
                       AND NOT EXISTS (SELECT 1 FROM outbox AS before WHERE before.place = next.behind)
                     ORDER BY place LIMIT 1)
             FROM waiting)
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

/// A message that waits for something, by what it goes by wherever its place is.
pub(crate) struct Held {
    message: i64,
    waits: i64,
    /// The message that goes first; 0: none.
    behind: i64,
}

pub(crate) fn held(db: &Connection) -> Result<Vec<Held>> {
    db.prepare_cached(
        "SELECT message, waits, coalesce((SELECT message FROM outbox AS first WHERE first.place = outbox.behind), 0)
         FROM outbox WHERE waits <> 0 OR behind <> 0 ORDER BY place",
    )?
    .query_map([], |row| {
        Ok(Held {
            message: row.get(0)?,
            waits: row.get(1)?,
            behind: row.get(2)?,
        })
    })?
    .collect()
}

/// Lets a message wait again for what it waited for, after all were put here anew.
pub(crate) fn hold(db: &Connection, held: &Held) -> Result<()> {
    db.prepare_cached(
        "UPDATE outbox SET waits = ?2,
             behind = coalesce((SELECT place FROM outbox AS first WHERE first.message = ?3), 0)
         WHERE message = ?1",
    )?
    .execute(params![held.message, held.waits, held.behind])?;
    Ok(())
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

    fn add(db: &Connection, message: i64, conversation: &str) -> Result<()> {
        add_waiting(db, message, conversation, Waits::Nothing, 0).map(|_| ())
    }

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
    fn what_waits_for_a_moment_holds_its_conversation_and_what_waits_for_long_is_passed() {
        let db = crate::store::scratch();
        let order = |db: &Connection| -> Vec<i64> { heads(db).unwrap().iter().map(|head| head.message).collect() };
        add_waiting(&db, 1, "a", Waits::Upload, 0).unwrap();
        add(&db, 2, "a").unwrap();
        let large = add_waiting(&db, 3, "b", Waits::LargeUpload, 0).unwrap();
        add_waiting(&db, 4, "b", Waits::Nothing, large).unwrap();
        add(&db, 5, "b").unwrap();
        assert_eq!(order(&db), [5], "4 goes behind 3 wherever that is");
        let all: Vec<i64> = waiting(&db).unwrap().iter().map(|one| one.message).collect();
        assert_eq!(all, [1, 3]);
        assert!(set_waits(&db, 1, Waits::Nothing).unwrap() && set_waits(&db, 3, Waits::Paused).unwrap());
        assert_eq!(order(&db), [1, 5]);
        assert_eq!(waits_for(&db, 3).unwrap(), Some(Waits::Paused));
        remove(&db, 3).unwrap();
        remove(&db, 5).unwrap();
        assert_eq!(order(&db), [1, 4]);
        assert_eq!(waits_for(&db, 3).unwrap(), None);
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
