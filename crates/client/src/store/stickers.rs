//! The table `stickers`: pictures that somebody keeps on this device to send again. The bytes lie with the other files.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sticker {
    /// The SHA-256 of its bytes.
    pub(crate) content: String,
    pub(crate) name: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) moves: bool,
}

fn read(row: &Row<'_>) -> Result<Sticker> {
    Ok(Sticker {
        content: row.get(0)?,
        name: row.get(1)?,
        width: row.get(2)?,
        height: row.get(3)?,
        moves: row.get(4)?,
    })
}

/// Keeps one; one that is kept already comes to the front.
pub(crate) fn put(db: &Connection, sticker: &Sticker, now: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO stickers (content, name, width, height, moves, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (content) DO UPDATE SET added = excluded.added",
    )?
    .execute(params![
        sticker.content,
        sticker.name,
        sticker.width,
        sticker.height,
        sticker.moves,
        now
    ])?;
    Ok(())
}

pub(crate) fn get(db: &Connection, content: &str) -> Result<Option<Sticker>> {
    db.prepare_cached("SELECT content, name, width, height, moves FROM stickers WHERE content = ?1")?
        .query_row([content], read)
        .optional()
}

/// The one kept last comes first.
pub(crate) fn all(db: &Connection) -> Result<Vec<Sticker>> {
    db.prepare_cached("SELECT content, name, width, height, moves FROM stickers ORDER BY added DESC, name, content")?
        .query_map([], read)?
        .collect()
}

pub(crate) fn count(db: &Connection) -> Result<i64> {
    db.prepare_cached("SELECT count(*) FROM stickers")?
        .query_row([], |row| row.get(0))
}

pub(crate) fn remove(db: &Connection, content: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM stickers WHERE content = ?1")?
        .execute([content])?;
    Ok(())
}
