//! The table `draft_files`: what was brought into a conversation and not sent. Knows no disk.

use rusqlite::{Connection, Result, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DraftFile {
    pub(crate) id: String,
    pub(crate) content: String,
    pub(crate) name: String,
}

fn read(row: &rusqlite::Row<'_>) -> Result<DraftFile> {
    Ok(DraftFile {
        id: row.get(0)?,
        content: row.get(1)?,
        name: row.get(2)?,
    })
}

pub(crate) fn of(db: &Connection, conversation: &str) -> Result<Vec<DraftFile>> {
    db.prepare_cached("SELECT id, content, name FROM draft_files WHERE conversation_id = ?1 ORDER BY place")?
        .query_map([conversation], read)?
        .collect()
}

pub(crate) fn count(db: &Connection, conversation: &str) -> Result<u32> {
    db.prepare_cached("SELECT count(*) FROM draft_files WHERE conversation_id = ?1")?
        .query_row([conversation], |row| row.get(0))
}

/// These and no others, in this order.
pub(crate) fn set(db: &Connection, conversation: &str, files: &[DraftFile]) -> Result<()> {
    clear(db, conversation)?;
    let mut insert = db.prepare_cached(
        "INSERT INTO draft_files (conversation_id, place, id, content, name) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (place, file) in (0_i64..).zip(files) {
        insert.execute(params![conversation, place, file.id, file.content, file.name])?;
    }
    Ok(())
}

pub(crate) fn clear(db: &Connection, conversation: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM draft_files WHERE conversation_id = ?1")?
        .execute([conversation])?;
    Ok(())
}

/// It is sent, or put away. The conversation that had it.
pub(crate) fn forget(db: &Connection, id: &str) -> Result<Vec<String>> {
    db.prepare_cached("DELETE FROM draft_files WHERE id = ?1 RETURNING conversation_id")?
        .query_map([id], |row| row.get(0))?
        .collect()
}
