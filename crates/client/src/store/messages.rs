//! The table `messages`: reading and changing single rows. How an arriving message finds its row is the inbox's.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};

use super::{naming, search};

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Message {
    pub(crate) local: i64,
    pub(crate) conversation: String,
    /// The key; see `sent_as`.
    pub(crate) client_msg_id: String,
    /// What the sender called it: the key too, unless somebody else's message had that name.
    pub(crate) sent_as: String,
    pub(crate) server_msg_id: String,
    /// 0: the server has not given one.
    pub(crate) seq: i64,
    pub(crate) count: i64,
    pub(crate) countable: bool,
    pub(crate) sender: String,
    pub(crate) sender_nickname: String,
    pub(crate) sender_face_url: String,
    pub(crate) mine: bool,
    pub(crate) time: i64,
    pub(crate) content_type: i32,
    pub(crate) content: Vec<u8>,
    pub(crate) ex: String,
    pub(crate) attached_info: String,
    pub(crate) state: State,
    /// A [`Code`](crate::error::Code) as it is written; empty unless failed.
    pub(crate) failure: String,
    pub(crate) gone: bool,
    pub(crate) hidden: bool,
    /// Whom it mentions: of [`whom`](crate::mentions::whom), together.
    pub(crate) mention: i64,
    /// So many seconds after it was read it is gone; 0: it stays.
    pub(crate) burns: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum State {
    /// The server has it.
    #[default]
    Stored,
    Sending,
    Failed,
}

impl State {
    fn number(self) -> i64 {
        match self {
            Self::Stored => 0,
            Self::Sending => 1,
            Self::Failed => 2,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            1 => Self::Sending,
            2 => Self::Failed,
            _ => Self::Stored,
        }
    }
}

macro_rules! columns {
    () => {
        "local, conversation_id, client_msg_id, sent_as, server_msg_id, seq, count, countable, sender_id, sender_nickname, \
         sender_face_url, mine, time, content_type, content, ex, attached_info, state, failure, gone, hidden, \
         mention, burns"
    };
}

fn read(row: &Row<'_>) -> Result<Message> {
    Ok(Message {
        local: row.get(0)?,
        conversation: row.get(1)?,
        client_msg_id: row.get(2)?,
        sent_as: row.get(3)?,
        server_msg_id: row.get(4)?,
        seq: row.get(5)?,
        count: row.get(6)?,
        countable: row.get(7)?,
        sender: row.get(8)?,
        sender_nickname: row.get(9)?,
        sender_face_url: row.get(10)?,
        mine: row.get(11)?,
        time: row.get(12)?,
        content_type: row.get(13)?,
        content: row.get(14)?,
        ex: row.get(15)?,
        attached_info: row.get(16)?,
        state: State::of(row.get(17)?),
        failure: row.get(18)?,
        gone: row.get(19)?,
        hidden: row.get(20)?,
        mention: row.get(21)?,
        burns: row.get(22)?,
    })
}

mod ages;
mod kept;

pub(crate) use ages::{newest_before, oldest_time, with_files_before};
pub(crate) use kept::{of_kinds, with_file_at};

/// Writes a new row and returns its `local`; that of `message` is not looked at.
pub(crate) fn insert(db: &Connection, message: &Message) -> Result<i64> {
    db.prepare_cached(
        "INSERT INTO messages (conversation_id, client_msg_id, sent_as, server_msg_id, seq, count, countable, sender_id,
             sender_nickname, sender_face_url, mine, time, content_type, content, ex, attached_info, state, failure,
             gone, hidden, mention, quotes, burns)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
             ?20, ?21, ?22, ?23)",
    )?
    .execute(params![
        message.conversation,
        message.client_msg_id,
        message.sent_as,
        message.server_msg_id,
        message.seq,
        message.count,
        message.countable,
        message.sender,
        message.sender_nickname,
        message.sender_face_url,
        message.mine,
        message.time,
        message.content_type,
        message.content,
        message.ex,
        message.attached_info,
        message.state.number(),
        message.failure,
        message.gone,
        message.hidden,
        message.mention,
        naming::quoted_by(message),
        message.burns,
    ])?;
    let local = db.last_insert_rowid();
    search::put(db, local, message)?;
    Ok(local)
}

/// Writes what may change in a row: all but its `local`, its conversation, its sender and its names.
pub(crate) fn update(db: &Connection, message: &Message) -> Result<()> {
    let differs = search::differs(db, message)?;
    db.prepare_cached(
        "UPDATE messages SET server_msg_id = ?2, seq = ?3, count = ?4, countable = ?5, sender_nickname = ?6,
             sender_face_url = ?7, time = ?8, content_type = ?9, content = ?10, ex = ?11, attached_info = ?12,
             state = ?13, failure = ?14, gone = ?15, hidden = ?16, mention = ?17, quotes = ?18,
             burns = ?19
         WHERE local = ?1",
    )?
    .execute(params![
        message.local,
        message.server_msg_id,
        message.seq,
        message.count,
        message.countable,
        message.sender_nickname,
        message.sender_face_url,
        message.time,
        message.content_type,
        message.content,
        message.ex,
        message.attached_info,
        message.state.number(),
        message.failure,
        message.gone,
        message.hidden,
        message.mention,
        naming::quoted_by(message),
        message.burns,
    ])?;
    if differs {
        search::put(db, message.local, message)?;
    }
    Ok(())
}

pub(crate) fn get(db: &Connection, local: i64) -> Result<Option<Message>> {
    db.prepare_cached(concat!("SELECT ", columns!(), " FROM messages WHERE local = ?1"))?
        .query_row([local], read)
        .optional()
}

/// The one that is shown under this id.
pub(crate) fn by_id(db: &Connection, client_msg_id: &str) -> Result<Option<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE client_msg_id = ?1 AND hidden = 0"
    ))?
    .query_row([client_msg_id], read)
    .optional()
}

/// The one that is shown of those that a sender called so.
pub(crate) fn by_sender(db: &Connection, conversation: &str, sender: &str, sent_as: &str) -> Result<Option<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE conversation_id = ?1 AND sender_id = ?2 AND sent_as = ?3 AND hidden = 0"
    ))?
    .query_row(params![conversation, sender, sent_as], read)
    .optional()
}

pub(crate) fn at(db: &Connection, conversation: &str, seq: i64) -> Result<Option<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE conversation_id = ?1 AND seq = ?2 AND seq > 0"
    ))?
    .query_row(params![conversation, seq], read)
    .optional()
}

pub(crate) fn delete(db: &Connection, local: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM messages WHERE local = ?1")?
        .execute([local])?;
    Ok(())
}

/// The newest shown rows from `from` to `to`, newest first.
pub(crate) fn newest(db: &Connection, conversation: &str, from: i64, to: i64, limit: i64) -> Result<Vec<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq BETWEEN ?2 AND ?3 AND hidden = 0
          ORDER BY seq DESC LIMIT ?4"
    ))?
    .query_map(params![conversation, from, to, limit], read)?
    .collect()
}

/// The oldest shown rows from `from` to `to`, oldest first.
pub(crate) fn oldest(db: &Connection, conversation: &str, from: i64, to: i64, limit: i64) -> Result<Vec<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq BETWEEN ?2 AND ?3 AND hidden = 0
          ORDER BY seq LIMIT ?4"
    ))?
    .query_map(params![conversation, from, to, limit], read)?
    .collect()
}

/// The newest shown rows that have no seq and were written before `before`, newest first.
pub(crate) fn newest_without_seq(db: &Connection, conversation: &str, before: i64, limit: i64) -> Result<Vec<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE conversation_id = ?1 AND seq = 0 AND local < ?2 AND hidden = 0
          ORDER BY local DESC LIMIT ?3"
    ))?
    .query_map(params![conversation, before, limit], read)?
    .collect()
}

/// The seqs after `after` up to `to` that somebody else wrote, newest first.
pub(crate) fn seqs_of_others(db: &Connection, conversation: &str, after: i64, to: i64, limit: i64) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT seq FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq > ?2 AND seq <= ?3 AND mine = 0
         ORDER BY seq DESC LIMIT ?4",
    )?
    .query_map(params![conversation, after, to, limit], |row| row.get(0))?
    .collect()
}

/// The running count at the newest known message up to `seq`.
pub(crate) fn count_up_to(db: &Connection, conversation: &str, seq: i64) -> Result<i64> {
    let count = db
        .prepare_cached(
            "SELECT count FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq <= ?2 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![conversation, seq], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

/// How many rows after `after` count as unread.
pub(crate) fn countable_after(db: &Connection, conversation: &str, after: i64) -> Result<i64> {
    db.prepare_cached(
        "SELECT count(*) FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq > ?2 AND countable = 1
           AND mine = 0",
    )?
    .query_row(params![conversation, after], |row| row.get(0))
}

/// The first shown row after `after` that somebody else wrote and that counts.
pub(crate) fn first_unread(db: &Connection, conversation: &str, after: i64) -> Result<Option<i64>> {
    db.prepare_cached(
        "SELECT seq FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq > ?2 AND countable = 1 AND mine = 0
           AND hidden = 0 ORDER BY seq LIMIT 1",
    )?
    .query_row(params![conversation, after], |row| row.get(0))
    .optional()
}

/// The own shown rows after `after` up to `to`: those whose receipt changes when the other one reads.
pub(crate) fn own_between(db: &Connection, conversation: &str, after: i64, to: i64, limit: i64) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT local FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq > ?2 AND seq <= ?3 AND mine = 1
           AND hidden = 0 ORDER BY seq DESC LIMIT ?4",
    )?
    .query_map(params![conversation, after, to, limit], |row| row.get(0))?
    .collect()
}

/// An own row that is not shown and waits for its seq.
pub(crate) fn waiting_unseen(db: &Connection, conversation: &str, sent_as: &str) -> Result<Option<Message>> {
    db.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM messages WHERE conversation_id = ?1 AND sent_as = ?2 AND seq = 0 AND mine = 1 AND hidden = 1"
    ))?
    .query_row(params![conversation, sent_as], read)
    .optional()
}

/// What mentions this person after `after`, and how, oldest first.
pub(crate) fn mentioning(db: &Connection, conversation: &str, after: i64) -> Result<Vec<(i64, i64)>> {
    db.prepare_cached(
        "SELECT seq, mention FROM messages WHERE conversation_id = ?1 AND seq > 0 AND seq > ?2 AND mention <> 0
           AND mine = 0 AND gone = 0 AND hidden = 0 ORDER BY seq",
    )?
    .query_map(params![conversation, after], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}
