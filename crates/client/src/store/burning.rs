//! The table `burning`, and which messages are to stand in it. Knows no clock.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

/// A message that was read, and when it is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Burning {
    pub(crate) message: i64,
    pub(crate) at: i64,
    /// How long that is from its reading on.
    pub(crate) seconds: i64,
}

/// Those that burn and were read, and whose time does not run yet: `at` is 0. Whoever writes behind a message counts as one
/// who has read it; what burns has to be seen.
pub(crate) fn read(db: &Connection) -> Result<Vec<Burning>> {
    db.prepare_cached(
        "SELECT m.local, 0, m.burns FROM messages m INDEXED BY messages_burning
           JOIN conversations c ON c.conversation_id = m.conversation_id
         WHERE m.burns > 0 AND m.gone = 0 AND m.hidden = 0 AND m.seq > 0
           AND m.seq <= CASE m.mine WHEN 1 THEN c.peer_read_seq ELSE c.seen_seq END
           AND NOT EXISTS (SELECT 1 FROM burning b WHERE b.message = m.local)
         ORDER BY m.local",
    )?
    .query_map([], row)?
    .collect()
}

/// Those whose time runs.
pub(crate) fn all(db: &Connection) -> Result<Vec<Burning>> {
    db.prepare_cached(
        "SELECT b.message, b.at, m.burns FROM burning b JOIN messages m ON m.local = b.message ORDER BY b.at, b.message",
    )?
    .query_map([], row)?
    .collect()
}

fn row(row: &rusqlite::Row<'_>) -> Result<Burning> {
    Ok(Burning {
        message: row.get(0)?,
        at: row.get(1)?,
        seconds: row.get(2)?,
    })
}

pub(crate) fn begin(db: &Connection, message: i64, at: i64) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO burning (message, at) VALUES (?1, ?2)")?
        .execute(params![message, at])?;
    Ok(())
}

/// When a message is gone; `None`: its time does not run.
pub(crate) fn at(db: &Connection, message: i64) -> Result<Option<i64>> {
    db.prepare_cached("SELECT at FROM burning WHERE message = ?1")?
        .query_row([message], |row| row.get(0))
        .optional()
}
