//! The table `conversations`.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

use super::{messages, spans};
use crate::drafts::Draft;
use crate::mentions::whom;
use crate::wishes::Wanted;

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
    pub(crate) draft: Draft,
    /// What the server says of mentions that were not seen: 0 none, 1 me, 2 all, 3 both, 4 an announcement.
    pub(crate) at_type: i32,
    /// One of [`whom`], or 0: what is shown of it.
    pub(crate) mention: i64,
    /// The first message with one; 0: not on this device.
    pub(crate) mention_seq: i64,
    /// Out of the list until something is written.
    pub(crate) deleted: bool,
    /// What is written burns after reading, after so many seconds where another number than 0 was told.
    pub(crate) private: bool,
    pub(crate) burn: i64,
    /// So many seconds after it was sent everything goes; 0: never.
    pub(crate) keep: i64,
    /// What the person set and the server has not confirmed.
    pub(crate) wanted: Wanted,
}

impl Conversation {
    /// The first seq that can be asked for.
    pub(crate) fn first(&self) -> i64 {
        self.min_seq.max(1)
    }

    /// Whether the list shows it: something was written, it was opened, or it was emptied and not deleted.
    pub(crate) fn listed(&self) -> bool {
        !self.deleted && (self.last > 0 || self.opened || (self.max_seq > 0 && self.min_seq > self.max_seq))
    }
}

macro_rules! columns {
    () => {
        "conversation_id, kind, peer_id, opened, time, last, unread, failed, max_seq, count, min_seq, read_seq, \
         read_count, seen_seq, peer_read_seq, recv_msg_opt, pinned, ex, draft, draft_meant, at_type, mention, \
         mention_seq, deleted, wanted, draft_quote, private, burn, keep"
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
        draft: Draft::read(row.get(18)?, &row.get::<_, String>(19)?, row.get(25)?),
        at_type: row.get(20)?,
        mention: row.get(21)?,
        mention_seq: row.get(22)?,
        deleted: row.get(23)?,
        wanted: Wanted::read(&row.get::<_, String>(24)?),
        private: row.get(26)?,
        burn: row.get(27)?,
        keep: row.get(28)?,
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
    Ok(all(db)?.into_iter().filter(Conversation::listed).collect())
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
        " FROM conversations WHERE wanted <> '' ORDER BY conversation_id"
    ))?
    .query_map([], read)?
    .collect()
}

/// Writes a row, new or changed.
pub(crate) fn put(db: &Connection, row: &Conversation) -> Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO conversations (conversation_id, kind, peer_id, opened, time, last, unread, failed,
             max_seq, count, min_seq, read_seq, read_count, seen_seq, peer_read_seq, recv_msg_opt, pinned, ex, draft,
             draft_meant, at_type, mention, mention_seq, deleted, wanted, draft_quote, private, burn, keep)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
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
        row.draft.text,
        row.draft.written_meant(),
        row.at_type,
        row.mention,
        row.mention_seq,
        row.deleted,
        row.wanted.write(),
        row.draft.quote,
        row.private,
        row.burn,
        row.keep,
    ])?;
    Ok(())
}

/// Those of which old messages go by themselves.
pub(crate) fn expiring(db: &Connection) -> Result<Vec<Conversation>> {
    let all = all(db)?.into_iter();
    Ok(all.filter(|row| crate::wishes::keep(row) > 0).collect())
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
        None => messages::newest(db, &row.id, row.first(), i64::MAX, 1)?.pop(),
    };
    row.last = last.as_ref().map_or(0, |message| message.local);
    if let Some(message) = last {
        row.time = message.time;
        row.deleted = false;
    }
    (row.mention, row.mention_seq) = mentioned(db, row)?;
    row.failed = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM messages WHERE conversation_id = ?1 AND state = 2 AND hidden = 0)",
        )?
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

/// What was not read and mentions this person. The messages tell; only where some are not here, the server does.
fn mentioned(db: &Connection, row: &Conversation) -> Result<(i64, i64)> {
    if row.read_seq >= row.max_seq {
        return Ok((0, 0));
    }
    let found = messages::mentioning(db, &row.id, row.read_seq.max(row.first() - 1))?;
    for kind in [whom::ME, whom::ANNOUNCEMENT, whom::EVERYBODY] {
        if let Some((seq, _)) = found.iter().find(|(_, mentions)| mentions & kind != 0) {
            return Ok((kind, *seq));
        }
    }
    let told = match row.at_type {
        0 => return Ok((0, 0)),
        2 => whom::EVERYBODY,
        4 => whom::ANNOUNCEMENT,
        _ => whom::ME,
    };
    let whole = spans::of(db, &row.id)?.covers(row.first().max(row.read_seq + 1), row.max_seq);
    Ok((if whole { 0 } else { told }, 0))
}
