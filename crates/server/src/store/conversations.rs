//! Conversations, each with how far it has come; the hidden notification conversations are here too.

use rusqlite::{Connection, OptionalExtension, Result, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Conversation {
    pub(crate) id: i64,
    pub(crate) max_seq: i64,
    pub(crate) min_seq: i64,
    /// Countable messages so far.
    pub(crate) count: i64,
    pub(crate) last_time: i64,
    /// The last message that mentioned everybody.
    pub(crate) at_all_seq: i64,
    /// What it was: 2 a mention, 4 an announcement.
    pub(crate) at_all_type: i32,
}

pub(crate) fn find(connection: &Connection, wire_id: &str) -> Result<Option<Conversation>> {
    connection
        .prepare_cached("SELECT id, max_seq, min_seq, count, last_time, at_all_seq, at_all_type FROM conversations WHERE wire_id = ?1")?
        .query_row([wire_id], |row| {
            Ok(Conversation {
                id: row.get(0)?,
                max_seq: row.get(1)?,
                min_seq: row.get(2)?,
                count: row.get(3)?,
                last_time: row.get(4)?,
                at_all_seq: row.get(5)?,
                at_all_type: row.get(6)?,
            })
        })
        .optional()
}

/// What sending to somebody asks of their conversation, at once.
pub(crate) struct Towards {
    pub(crate) conversation: Conversation,
    /// The receiver's setting for it.
    pub(crate) recv_msg_opt: i32,
    /// Somebody has deleted it from his list.
    pub(crate) hidden: bool,
}

/// `receiver` 0 asks for no setting.
pub(crate) fn towards(connection: &Connection, wire_id: &str, receiver: i64) -> Result<Option<Towards>> {
    connection
        .prepare_cached(
            "SELECT c.id, c.max_seq, c.min_seq, c.count, c.last_time,
                 coalesce((SELECT u.recv_msg_opt FROM user_conversations u
                           WHERE u.owner = ?2 AND u.conversation = c.id), 0),
                 EXISTS (SELECT 1 FROM user_conversations h WHERE h.conversation = c.id AND h.hidden = 1), c.at_all_seq,
                 c.at_all_type
             FROM conversations c WHERE c.wire_id = ?1",
        )?
        .query_row(params![wire_id, receiver], |row| {
            Ok(Towards {
                conversation: Conversation {
                    id: row.get(0)?,
                    max_seq: row.get(1)?,
                    min_seq: row.get(2)?,
                    count: row.get(3)?,
                    last_time: row.get(4)?,
                    at_all_seq: row.get(7)?,
                    at_all_type: row.get(8)?,
                },
                recv_msg_opt: row.get(5)?,
                hidden: row.get(6)?,
            })
        })
        .optional()
}

pub(crate) fn insert(connection: &Connection, wire_id: &str) -> Result<Conversation> {
    connection
        .prepare_cached("INSERT INTO conversations (wire_id) VALUES (?1)")?
        .execute([wire_id])?;
    Ok(Conversation {
        id: connection.last_insert_rowid(),
        ..Conversation::default()
    })
}

/// Writes down how far it has come.
pub(crate) fn advance(connection: &Connection, to: &Conversation) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE conversations SET max_seq = ?2, count = ?3, last_time = ?4, at_all_seq = ?5, at_all_type = ?6
             WHERE id = ?1",
        )?
        .execute(params![
            to.id,
            to.max_seq,
            to.count,
            to.last_time,
            to.at_all_seq,
            to.at_all_type
        ])?;
    Ok(())
}

/// Names of the hidden notification conversations that have messages for this user: his own and those of his chats. Of a
/// group that he left, only what came before.
pub(crate) fn notifications_of(connection: &Connection, owner: i64, own: &str) -> Result<Vec<(String, i64)>> {
    // An `n_` name is that of the chat with its prefix replaced.
    connection
        .prepare_cached(
            "SELECT n.wire_id, n.max_seq FROM conversations n WHERE n.wire_id = ?2 AND n.max_seq > 0
             UNION
             SELECT n.wire_id, iif(u.notices_end > 0, min(n.max_seq, u.notices_end - 1), n.max_seq) AS seen
             FROM user_conversations u
             JOIN conversations c ON c.id = u.conversation
             JOIN conversations n ON n.wire_id = 'n' || substr(c.wire_id, 3)
             WHERE u.owner = ?1 AND seen > 0",
        )?
        .query_map(params![owner, own], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Whether a hidden notification conversation belongs to a chat of this user, and the first of its seqs that he may not
/// see; 0: all of them.
pub(crate) fn hears(connection: &Connection, owner: i64, wire_id: &str) -> Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT u.notices_end FROM conversations c JOIN user_conversations u ON u.conversation = c.id
             WHERE u.owner = ?1
                 AND c.wire_id IN ('si' || substr(?2, 2), 'sg' || substr(?2, 2), 'sn' || substr(?2, 2)) LIMIT 1",
        )?
        .query_row(params![owner, wire_id], |row| row.get(0))
        .optional()
}

/// Countable messages of all conversations together.
pub(crate) fn counted(connection: &Connection) -> Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(sum(count), 0) FROM conversations")?
        .query_row([], |row| row.get(0))
}

/// The time of the newest message of all, in milliseconds; 0 without any.
pub(crate) fn newest_time(connection: &Connection) -> Result<i64> {
    connection
        .prepare_cached("SELECT coalesce(max(last_time), 0) FROM conversations")?
        .query_row([], |row| row.get(0))
}
