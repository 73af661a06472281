//! The tables of the index by which messages are found. A message is in it in the same transaction in which it is
//! written, changed or forgotten; the rules by which its words are taken apart are [`protocol::search`]'s.
//!
//! The id of a message in the index grows with the time at which it was sent, so that the newest hits are a walk from
//! the end of the index that stops when there are enough. It is not the order in which messages came here, since older
//! history is filled in late. An id is the quarter of a second in which the message was sent or, where that is taken, a
//! free one above it: small differences make a small index. So an id never lies below its message's own quarter, and
//! whoever walks down to an id has seen every message that is newer than it, be they ever so crowded: `find` holds
//! those that were moved up until their own time comes. How far the most crowded was moved is kept, for walks that
//! begin in the middle.

mod find;
mod rebuild;

pub(crate) use find::{Asked, Match, counts, newest};
pub(crate) use rebuild::{begin, is_current, progress, step};

use protocol::search::{Findable, index_words, marks};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::acts;
use super::messages::{self, Message};

/// Milliseconds of one id.
const SLOT: i64 = 256;

fn slot(time: i64) -> i64 {
    time.div_euclid(SLOT)
}

/// Writes a message into the index as it is now, whatever stood there.
pub(crate) fn put(db: &Connection, local: i64, message: &Message) -> Result<()> {
    remove(db, local)?;
    let Some(found) = findable(message, acts::words_now(db, message)?) else {
        return Ok(());
    };
    let place = number(db, &message.conversation)?;
    let marks = marks(place, number(db, &message.sender)?, &found.kinds);
    let own = slot(message.time);
    let id = free(db, own)?;
    db.prepare_cached("INSERT INTO indexed (id, message, place, time) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, local, place, message.time])?;
    db.prepare_cached("INSERT INTO index_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![id, index_words(&found.text, &marks)])?;
    if id > own {
        db.prepare_cached("UPDATE index_state SET moved = ?1 WHERE moved < ?1")?
            .execute([id - own])?;
    }
    Ok(())
}

fn remove(db: &Connection, local: i64) -> Result<()> {
    let id: Option<i64> = db
        .prepare_cached("DELETE FROM indexed WHERE message = ?1 RETURNING id")?
        .query_row([local], |row| row.get(0))
        .optional()?;
    if let Some(id) = id {
        db.prepare_cached("DELETE FROM index_words WHERE rowid = ?1")?
            .execute([id])?;
    }
    Ok(())
}

/// Whether the index will say something else when the row has become this.
pub(crate) fn differs(db: &Connection, message: &Message) -> Result<bool> {
    let same = db
        .prepare_cached(
            "SELECT 1 FROM messages WHERE local = ?1 AND time = ?2 AND content_type = ?3 AND gone = ?4 AND hidden = ?5
               AND content = ?6 AND ex = ?7",
        )?
        .query_row(
            params![
                message.local,
                message.time,
                message.content_type,
                message.gone,
                message.hidden,
                message.content,
                message.ex,
            ],
            |_| Ok(()),
        )
        .optional()?;
    Ok(same.is_none())
}

/// Empties the index, before all messages go.
pub(crate) fn clear(db: &Connection) -> Result<()> {
    db.execute_batch(
        "INSERT INTO index_words (index_words) VALUES ('delete-all');
         DELETE FROM indexed;
         DELETE FROM index_names;
         UPDATE index_state SET reached = until, moved = 0;",
    )
}

/// Writes those into it that have no seq.
pub(crate) fn put_waiting(db: &Connection) -> Result<()> {
    let waiting: Vec<i64> = db
        .prepare_cached("SELECT local FROM messages WHERE seq = 0")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_>>()?;
    for local in waiting {
        if let Some(message) = messages::get(db, local)? {
            put(db, local, &message)?;
        }
    }
    Ok(())
}

/// By what a message is found; `edited`: what it says now.
fn findable(message: &Message, edited: Option<String>) -> Option<Findable> {
    if message.hidden || message.gone {
        return None;
    }
    Findable::of(message.content_type, &message.content, &message.ex, edited)
}

/// A short name for a conversation or a person.
fn number(db: &Connection, name: &str) -> Result<i64> {
    if let Some(known) = known(db, name)? {
        return Ok(known);
    }
    db.prepare_cached("INSERT INTO index_names (name) VALUES (?1)")?
        .execute([name])?;
    Ok(db.last_insert_rowid())
}

fn known(db: &Connection, name: &str) -> Result<Option<i64>> {
    db.prepare_cached("SELECT number FROM index_names WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

/// A free id at `own` or above it: in few steps also where thousands were sent at once, and behind those.
fn free(db: &Connection, own: i64) -> Result<i64> {
    let mut taken = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM indexed WHERE id = ?1)")?;
    let mut is_taken = |id: i64| taken.query_row([id], |row| row.get::<_, bool>(0));
    if !is_taken(own)? {
        return Ok(own);
    }
    let (mut below, mut step) = (own, 1);
    while is_taken(own + step)? {
        below = own + step;
        step *= 2;
    }
    let mut found = own + step;
    while found - below > 1 {
        let middle = below + (found - below) / 2;
        if is_taken(middle)? {
            below = middle;
        } else {
            found = middle;
        }
    }
    Ok(found)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
