//! The table `conversations`.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

use super::{messages, spans};
use crate::view::Notify;

/// A conversation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    /// The session type: 1 single, 3 group, 4 notice.
    pub(crate) kind: i32,
    pub(crate) peer: String,
    pub(crate) opened: bool,
    pub(crate) time: i64,
    /// The newest message's `local`; 0: none.
    pub(crate) last: i64,
    pub(crate) unread: i64,
    pub(crate) failed: bool,
    pub(crate) max_seq: i64,
    pub(crate) count: i64,
    pub(crate) min_seq: i64,
    pub(crate) read_seq: i64,
    pub(crate) read_count: i64,
    /// How far the person said that he has read; own messages move `read_seq` only.
    pub(crate) seen_seq: i64,
    pub(crate) peer_read_seq: i64,
    pub(crate) recv_msg_opt: i32,
    pub(crate) pinned: bool,
    pub(crate) ex: String,
    /// What was written here and not sent.
    pub(crate) draft: String,
    /// What the person wants to be told and the server has not confirmed.
    pub(crate) wanted: Option<Notify>,
}

impl Conversation {
    /// The first seq that can be asked for.
    pub(crate) fn first(&self) -> i64 {
        self.min_seq.max(1)
    }
}

macro_rules! columns {
    () => {
        "conversation_id, kind, peer_id, opened, time, last, unread, failed, max_seq, count, min_seq, read_seq, \
         read_count, seen_seq, peer_read_seq, recv_msg_opt, pinned, ex, draft, wanted"
    };
}

fn read(row: &Row<'_>) -> Result<Conversation> {
    Ok(Conversation {
        id: row.get(0)?,
        kind: row.get(1)?,
        peer: row.get(2)?,
        opened: row.get(3)?,
        time: row.get(4)?,
        last: row.get(5)?,
        unread: row.get(6)?,
        failed: row.get(7)?,
        max_seq: row.get(8)?,
        count: row.get(9)?,
        min_seq: row.get(10)?,
        read_seq: row.get(11)?,
        read_count: row.get(12)?,
        seen_seq: row.get(13)?,
        peer_read_seq: row.get(14)?,
        recv_msg_opt: row.get(15)?,
        pinned: row.get(16)?,
        ex: row.get(17)?,
        draft: row.get(18)?,
        wanted: match row.get(19)? {
            1 => Some(Notify::All),
            2 => Some(Notify::Mentions),
            3 => Some(Notify::None),
            _ => None,
        },
    })
}

pub(crate) fn get(db: &Connection, id: &str) -> Result<Option<Conversation>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM conversations WHERE conversation_id = ?1"
    ))?
    .query_row([id], read)
    .optional()
}

/// Every conversation, newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<Conversation>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM conversations ORDER BY time DESC, conversation_id"
    ))?
    .query_map([], read)?
    .collect()
}

/// Those that the list shows, newest first.
pub(crate) fn listed(db: &Connection) -> Result<Vec<Conversation>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM conversations WHERE last > 0 OR opened = 1 ORDER BY time DESC, conversation_id"
    ))?
    .query_map([], read)?
    .collect()
}

/// The single conversations with a person, of which there is at most one.
pub(crate) fn with_peer(db: &Connection, peer: &str) -> Result<Vec<String>> {
    db.prepare_cached("SELECT conversation_id FROM conversations WHERE peer_id = ?1 AND kind <> 3")?
        .query_map([peer], |row| row.get(0))?
        .collect()
}

/// Conversations of groups.
pub(crate) fn groups(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached("SELECT conversation_id FROM conversations WHERE kind = 3 ORDER BY conversation_id")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Those with a wish that the server has not confirmed.
pub(crate) fn wanting(db: &Connection) -> Result<Vec<Conversation>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM conversations WHERE wanted <> 0 ORDER BY conversation_id"
    ))?
    .query_map([], read)?
    .collect()
}

/// Writes a row, new or changed.
pub(crate) fn put(db: &Connection, row: &Conversation) -> Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO conversations (conversation_id, kind, peer_id, opened, time, last, unread, failed,
             max_seq, count, min_seq, read_seq, read_count, seen_seq, peer_read_seq, recv_msg_opt, pinned, ex, draft,
             wanted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
    )?
    .execute(params![
        row.id,
        row.kind,
        row.peer,
        row.opened,
        row.time,
        row.last,
        row.unread,
        row.failed,
        row.max_seq,
        row.count,
        row.min_seq,
        row.read_seq,
        row.read_count,
        row.seen_seq,
        row.peer_read_seq,
        row.recv_msg_opt,
        row.pinned,
        row.ex,
        row.draft,
        match row.wanted {
            None => 0,
            Some(Notify::All) => 1,
            Some(Notify::Mentions) => 2,
            Some(Notify::None) => 3,
        },
    ])?;
    Ok(())
}

/// A conversation has come this far at least.
pub(crate) fn reach(db: &Connection, id: &str, max_seq: i64) -> Result<()> {
    db.prepare_cached("UPDATE conversations SET max_seq = ?2 WHERE conversation_id = ?1 AND max_seq < ?2")?
        .execute(params![id, max_seq])?;
    Ok(())
}

/// Derives what the list shows from the rows behind it. `counted`: the server gives running counts.
pub(crate) fn refresh(db: &Connection, row: &mut Conversation, counted: bool) -> Result<()> {
    let last = match messages::newest_without_seq(db, &row.id, i64::MAX, 1)?.pop() {
        Some(message) => Some(message),
        None => messages::newest(db, &row.id, 1, i64::MAX, 1)?.pop(),
    };
    row.last = last.as_ref().map_or(0, |message| message.local);
    if let Some(message) = last {
        row.time = message.time;
    }
    row.failed = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM messages WHERE conversation_id = ?1 AND state = 2)")?
        .query_row([&row.id], |found| found.get(0))?;
    row.unread = if counted {
        (row.count - row.read_count).max(0)
    } else {
        let unknown: i64 = spans::of(db, &row.id)?
            .holes(row.first().max(row.read_seq + 1), row.max_seq)
            .iter()
            .map(|hole| hole.len())
            .sum();
        unknown + messages::countable_after(db, &row.id, row.read_seq)?
    };
    Ok(())
}
