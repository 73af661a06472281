//! Which messages of a conversation are older than a moment.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::{Message, read};

/// The seq of the newest one from `first` on before which everything was sent earlier than `until`.
pub(crate) fn newest_before(db: &Connection, conversation: &str, first: i64, until: i64) -> Result<Option<i64>> {
    // Send times never go back in the order of seqs.
    let younger: Option<i64> = db
        .prepare_cached(
            "SELECT seq FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq >= ?2 AND time >= ?3
             ORDER BY seq LIMIT 1",
        )?
        .query_row(params![conversation, first, until], |row| row.get(0))
        .optional()?;
    db.prepare_cached(
        "SELECT max(seq) FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq >= ?2 AND seq < ?3",
    )?
    .query_row(params![conversation, first, younger.unwrap_or(i64::MAX)], |row| {
        row.get(0)
    })
}

/// When the oldest one from `first` on was sent.
pub(crate) fn oldest_time(db: &Connection, conversation: &str, first: i64) -> Result<Option<i64>> {
    db.prepare_cached(
        "SELECT time FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq >= ?2 ORDER BY seq LIMIT 1",
    )?
    .query_row(params![conversation, first], |row| row.get(0))
    .optional()
}

/// Those with a file that were sent before `until`.
pub(crate) fn with_files_before(db: &Connection, conversation: &str, first: i64, until: i64) -> Result<Vec<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages INDEXED BY messages_media WHERE conversation_id = ?1 AND content_type BETWEEN 102 AND 105
            AND gone = 0 AND hidden = 0 AND seq > 0 AND seq >= ?2 AND time < ?3"
    ))?
    .query_map(params![conversation, first, until], read)?
    .collect()
}
