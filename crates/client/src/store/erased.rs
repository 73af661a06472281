//! The table `erased`: seqs whose end became known before their message.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

/// How a message came to be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// By whom; empty: nobody knows.
    Recalled(String),
    /// On this side.
    Deleted,
}

pub(crate) fn remember(db: &Connection, conversation: &str, seq: i64, end: &End) -> Result<()> {
    let (recalled, by) = match end {
        End::Recalled(by) => (true, by.as_str()),
        End::Deleted => (false, ""),
    };
    db.prepare_cached("INSERT OR IGNORE INTO erased (conversation_id, seq, recalled, by_id) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![conversation, seq, recalled, by])?;
    Ok(())
}

/// How the message at `seq` came to be gone, if it did; it is then no longer remembered here.
pub(crate) fn claim(db: &Connection, conversation: &str, seq: i64) -> Result<Option<End>> {
    db.prepare_cached("DELETE FROM erased WHERE conversation_id = ?1 AND seq = ?2 RETURNING recalled, by_id")?
        .query_row(params![conversation, seq], |row| {
            Ok(match row.get(0)? {
                true => End::Recalled(row.get(1)?),
                false => End::Deleted,
            })
        })
        .optional()
}
