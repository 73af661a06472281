//! What the assistant is to remind people of.

use rusqlite::{Connection, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reminder {
    pub(crate) id: i64,
    pub(crate) user_id: String,
    /// What the person calls it.
    pub(crate) number: i64,
    pub(crate) text: String,
    /// `en` or `zh-CN`.
    pub(crate) language: String,
    /// Milliseconds since 1970.
    pub(crate) due: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, user_id, number, text, language, due FROM reminders ", $rest)
    };
}

fn read(row: &Row<'_>) -> Result<Reminder> {
    Ok(Reminder {
        id: row.get(0)?,
        user_id: row.get(1)?,
        number: row.get(2)?,
        text: row.get(3)?,
        language: row.get(4)?,
        due: row.get(5)?,
    })
}

/// `id` and `number` are not looked at; the person's new number is returned.
pub(crate) fn insert(connection: &Connection, reminder: &Reminder) -> Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO reminders (user_id, number, text, language, due)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM reminders WHERE user_id = ?1 RETURNING number",
        )?
        .query_row(
            params![reminder.user_id, reminder.text, reminder.language, reminder.due],
            |row| row.get(0),
        )
}

/// Those of one person, the next first.
pub(crate) fn of(connection: &Connection, user_id: &str) -> Result<Vec<Reminder>> {
    connection
        .prepare_cached(select!("WHERE user_id = ?1 ORDER BY due, id"))?
        .query_map([user_id], read)?
        .collect()
}

/// Those whose time has come, the earliest first.
pub(crate) fn due(connection: &Connection, now: i64, most: u32) -> Result<Vec<Reminder>> {
    connection
        .prepare_cached(select!("WHERE due <= ?1 ORDER BY due, id LIMIT ?2"))?
        .query_map(params![now, most], read)?
        .collect()
}

/// When the next one is due.
pub(crate) fn next(connection: &Connection) -> Result<Option<i64>> {
    connection
        .prepare_cached("SELECT min(due) FROM reminders")?
        .query_row([], |row| row.get(0))
}

/// All of one person.
pub(crate) fn delete_all(connection: &Connection, user_id: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM reminders WHERE user_id = ?1")?
        .execute([user_id])?;
    Ok(())
}

/// Whether it was still there.
pub(crate) fn delete(connection: &Connection, id: i64) -> Result<bool> {
    let gone = connection
        .prepare_cached("DELETE FROM reminders WHERE id = ?1")?
        .execute([id])?;
    Ok(gone == 1)
}
