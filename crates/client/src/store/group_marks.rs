//! The table `group_marks`: what this person keeps of groups, the same on all his devices.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Result, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    /// Kept among the contacts.
    pub(crate) saved: bool,
    /// The time of the newest announcement whose banner was put away.
    pub(crate) read: i64,
}

pub(crate) fn get(db: &Connection, group: &str) -> Result<Marks> {
    let found = db
        .prepare_cached("SELECT saved, read FROM group_marks WHERE group_id = ?1")?
        .query_row([group], |row| {
            Ok(Marks {
                saved: row.get(0)?,
                read: row.get(1)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(crate) fn all(db: &Connection) -> Result<BTreeMap<String, Marks>> {
    db.prepare_cached("SELECT group_id, saved, read FROM group_marks")?
        .query_map([], |row| {
            let marks = Marks {
                saved: row.get(1)?,
                read: row.get(2)?,
            };
            Ok((row.get(0)?, marks))
        })?
        .collect()
}

pub(crate) fn put(db: &Connection, group: &str, marks: Marks) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO group_marks (group_id, saved, read) VALUES (?1, ?2, ?3)")?
        .execute(params![group, marks.saved, marks.read])?;
    Ok(())
}
