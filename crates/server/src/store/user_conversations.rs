//! A conversation as one of its people has it: his settings, what he may see, how far he has read.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::conversations::Conversation;

/// Values of `group_at_type`.
pub(crate) const AT_NOBODY: i32 = 0;
pub(crate) const AT_ME: i32 = 1;
pub(crate) const AT_ALL: i32 = 2;
pub(crate) const AT_ALL_AND_ME: i32 = 3;
pub(crate) const ANNOUNCED: i32 = 4;

/// A row with the conversation it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct UserConversation {
    pub(crate) conversation: Conversation,
    pub(crate) wire_id: String,
    /// The session type.
    pub(crate) kind: i32,
    /// The other person; 0 in a group.
    pub(crate) peer: i64,
    /// What travels of him; empty in a group.
    pub(crate) peer_id: String,
    pub(crate) group_id: String,
    pub(crate) recv_msg_opt: i32,
    pub(crate) pinned: bool,
    pub(crate) private_chat: bool,
    /// Who was mentioned and has not seen it: 0 nobody, 1 the owner, 2 everybody, 3 both, 4 by an announcement.
    pub(crate) group_at_type: i32,
    pub(crate) at_all_seen: i64,
    pub(crate) burn_duration: i32,
    pub(crate) destruct_time: i64,
    pub(crate) latest_destruct_time: i64,
    pub(crate) destruct: bool,
    pub(crate) attached_info: String,
    pub(crate) ex: String,
    /// 0: no limit.
    pub(crate) min_seq: i64,
    /// 0: no limit.
    pub(crate) max_seq: i64,
    pub(crate) read_seq: i64,
    pub(crate) read_count: i64,
    pub(crate) seen_seq: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.max_seq, c.min_seq, c.count, iif(u.left_time > 0, u.left_time, c.last_time), c.wire_id, u.kind, u.peer,
                 coalesce(p.user_id, ''), u.group_id, u.recv_msg_opt, u.pinned, u.private_chat, u.group_at_type,
                 u.burn_duration, u.destruct_time, u.latest_destruct_time, u.destruct, u.attached_info, u.ex,
                 u.min_seq, u.max_seq, u.read_seq, u.read_count, u.seen_seq, c.at_all_seq, u.at_all_seen,
                 c.at_all_type
             FROM user_conversations u JOIN conversations c ON c.id = u.conversation
             LEFT JOIN users p ON p.id = u.peer ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Result<UserConversation> {
    let mut there = stored(row)?;
    // A mention of everybody is kept once, with the conversation, and so concerns those who may see it and have not.
    let at_all = there.conversation.at_all_seq;
    if at_all > there.at_all_seen && at_all >= there.first() && at_all <= there.last() {
        there.group_at_type = match (there.conversation.at_all_type, there.group_at_type) {
            (ANNOUNCED, _) => ANNOUNCED,
            (_, AT_ME) => AT_ALL_AND_ME,
            _ => AT_ALL,
        };
    }
    Ok(there)
}

fn stored(row: &Row<'_>) -> Result<UserConversation> {
    Ok(UserConversation {
        conversation: Conversation {
            id: row.get(0)?,
            max_seq: row.get(1)?,
            min_seq: row.get(2)?,
            count: row.get(3)?,
            last_time: row.get(4)?,
            at_all_seq: row.get(25)?,
            at_all_type: row.get(27)?,
        },
        wire_id: row.get(5)?,
        kind: row.get(6)?,
        peer: row.get(7)?,
        peer_id: row.get(8)?,
        group_id: row.get(9)?,
        recv_msg_opt: row.get(10)?,
        pinned: row.get(11)?,
        private_chat: row.get(12)?,
        group_at_type: row.get(13)?,
        burn_duration: row.get(14)?,
        destruct_time: row.get(15)?,
        latest_destruct_time: row.get(16)?,
        destruct: row.get(17)?,
        attached_info: row.get(18)?,
        ex: row.get(19)?,
        min_seq: row.get(20)?,
        max_seq: row.get(21)?,
        read_seq: row.get(22)?,
        read_count: row.get(23)?,
        seen_seq: row.get(24)?,
        at_all_seen: row.get(26)?,
    })
}

impl UserConversation {
    /// The first seq that the owner may see.
    pub(crate) fn first(&self) -> i64 {
        self.min_seq.max(self.conversation.min_seq).max(1)
    }

    /// The last seq that the owner may see.
    pub(crate) fn last(&self) -> i64 {
        if self.max_seq > 0 {
            self.conversation.max_seq.min(self.max_seq)
        } else {
            self.conversation.max_seq
        }
    }
}

/// Makes the row unless it is there, or shows it again; whether it was made or shown.
pub(crate) fn ensure(
    connection: &Connection,
    owner: i64,
    conversation: i64,
    kind: i32,
    peer: i64,
    group_id: &str,
) -> Result<bool> {
    let made = connection
        .prepare_cached(
            "INSERT INTO user_conversations (owner, conversation, kind, peer, group_id) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (owner, conversation) DO UPDATE SET hidden = 0 WHERE hidden = 1",
        )?
        .execute(params![owner, conversation, kind, peer, group_id])?;
    Ok(made > 0)
}

pub(crate) fn find(connection: &Connection, owner: i64, wire_id: &str) -> Result<Option<UserConversation>> {
    connection
        .prepare_cached(select!("WHERE u.owner = ?1 AND c.wire_id = ?2 AND u.hidden = 0"))?
        .query_row(params![owner, wire_id], read)
        .optional()
}

/// Conversations with one other person that hold more than their owner has seen.
pub(crate) fn unseen(connection: &Connection, owner: i64) -> Result<Vec<UserConversation>> {
    connection
        .prepare_cached(select!(
            "WHERE u.owner = ?1 AND u.hidden = 0 AND u.kind = 1 AND u.peer NOT IN (0, ?1) AND u.seen_seq < c.max_seq
             ORDER BY u.conversation"
        ))?
        .query_map([owner], read)?
        .collect()
}

/// Everything of one person, in the order of the conversations' making.
pub(crate) fn all(connection: &Connection, owner: i64) -> Result<Vec<UserConversation>> {
    connection
        .prepare_cached(select!("WHERE u.owner = ?1 AND u.hidden = 0 ORDER BY u.conversation"))?
        .query_map([owner], read)?
        .collect()
}

/// Those with messages, the newest first.
pub(crate) fn active(connection: &Connection, owner: i64, limit: i64) -> Result<Vec<UserConversation>> {
    connection
        .prepare_cached(select!(
            "WHERE u.owner = ?1 AND u.hidden = 0 AND c.max_seq > 0
             ORDER BY u.pinned DESC, iif(u.left_time > 0, u.left_time, c.last_time) DESC, c.id LIMIT ?2"
        ))?
        .query_map([owner, limit], read)?
        .collect()
}

/// Writes the settings, which are everything but how far was read.
pub(crate) fn update(connection: &Connection, owner: i64, to: &UserConversation) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE user_conversations SET recv_msg_opt = ?3, pinned = ?4, private_chat = ?5, group_at_type = ?6,
                 burn_duration = ?7, destruct_time = ?8, latest_destruct_time = ?9, destruct = ?10,
                 attached_info = ?11, ex = ?12, min_seq = ?13, max_seq = ?14, at_all_seen = ?15
             WHERE owner = ?1 AND conversation = ?2",
        )?
        .execute(params![
            owner,
            to.conversation.id,
            to.recv_msg_opt,
            to.pinned,
            to.private_chat,
            // What everybody's mention adds is not of the row.
            match to.group_at_type {
                AT_ALL | ANNOUNCED => AT_NOBODY,
                AT_ALL_AND_ME => AT_ME,
                own => own,
            },
            to.burn_duration,
            to.destruct_time,
            to.latest_destruct_time,
            to.destruct,
            to.attached_info,
            to.ex,
            to.min_seq,
            to.max_seq,
            to.at_all_seen
        ])?;
    Ok(())
}

/// Moves how far the owner has read; never back.
pub(crate) fn read_up_to(connection: &Connection, owner: i64, conversation: i64, seq: i64, count: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE user_conversations SET read_seq = ?3, read_count = ?4
             WHERE owner = ?1 AND conversation = ?2 AND read_seq < ?3",
        )?
        .execute([owner, conversation, seq, count])?;
    Ok(())
}

/// Moves how far the owner said that he has read; never back.
pub(crate) fn seen_up_to(connection: &Connection, owner: i64, conversation: i64, seq: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE user_conversations SET seen_seq = ?3 WHERE owner = ?1 AND conversation = ?2 AND seen_seq < ?3",
        )?
        .execute([owner, conversation, seq])?;
    Ok(())
}

/// How far another one of the conversation said that he has read.
pub(crate) fn seen_seq(connection: &Connection, owner: i64, conversation: i64) -> Result<i64> {
    let seen = connection
        .prepare_cached("SELECT seen_seq FROM user_conversations WHERE owner = ?1 AND conversation = ?2")?
        .query_row([owner, conversation], |row| row.get(0))
        .optional()?;
    Ok(seen.unwrap_or(0))
}

/// How far one of a group has read, and from where on he may.
pub(crate) struct Reader {
    pub(crate) user: i64,
    pub(crate) user_id: String,
    pub(crate) first: i64,
    pub(crate) seen: i64,
}

/// Everybody in a group, by the time of coming in.
pub(crate) fn readers(connection: &Connection, group: i64, conversation: i64) -> Result<Vec<Reader>> {
    connection
        .prepare_cached(
            "SELECT m.user, u.user_id, c.min_seq, c.seen_seq FROM group_members m
             JOIN users u ON u.id = m.user
             JOIN user_conversations c ON c.owner = m.user AND c.conversation = ?2
             WHERE m.group_row = ?1 ORDER BY m.joined, m.user",
        )?
        .query_map([group, conversation], |row| {
            Ok(Reader {
                user: row.get(0)?,
                user_id: row.get(1)?,
                first: row.get(2)?,
                seen: row.get(3)?,
            })
        })?
        .collect()
}

/// Takes the row out of its owner's sight.
pub(crate) fn hide(connection: &Connection, owner: i64, conversation: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE user_conversations SET hidden = 1 WHERE owner = ?1 AND conversation = ?2")?
        .execute([owner, conversation])?;
    Ok(())
}

/// Opens a group's conversation for somebody who came in: from `first` on (0: from its beginning), with nothing unread.
/// Whoever was in before sees again what he saw, and what came while he was away as far as `first` allows it.
pub(crate) fn enter(
    connection: &Connection,
    owner: i64,
    conversation: &Conversation,
    group_id: &str,
    first: i64,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO user_conversations (owner, conversation, kind, group_id, min_seq, read_seq, read_count,
                 at_all_seen)
             VALUES (?1, ?2, 3, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (owner, conversation) DO UPDATE SET hidden = 0, max_seq = 0, left_time = 0, notices_end = 0,
                 group_at_type = 0, min_seq = max(min_seq, excluded.min_seq),
                 read_seq = max(read_seq, excluded.read_seq), read_count = max(read_count, excluded.read_count),
                 at_all_seen = excluded.at_all_seen",
        )?
        .execute(params![
            owner,
            conversation.id,
            group_id,
            first,
            conversation.max_seq,
            conversation.count,
            conversation.at_all_seq
        ])?;
    Ok(())
}

/// Ends what somebody who went may see: everything up to now, and nothing of what comes. A conversation without a
/// message has nothing to be seen and goes out of sight. `notices` is the first notice that is not for him.
pub(crate) fn leave(connection: &Connection, owner: i64, conversation: &Conversation, notices: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE user_conversations SET max_seq = ?3, left_time = ?4, notices_end = ?5, group_at_type = 0,
                 hidden = iif(?3 = 0, 1, hidden)
             WHERE owner = ?1 AND conversation = ?2",
        )?
        .execute(params![
            owner,
            conversation.id,
            conversation.max_seq,
            // 0 would say that he is still in.
            conversation.last_time.max(1),
            notices
        ])?;
    Ok(())
}

/// Shows a group's conversation again to those who deleted it from their lists and are still in; who they are.
pub(crate) fn show_again(connection: &Connection, conversation: i64) -> Result<Vec<i64>> {
    connection
        .prepare_cached(
            "UPDATE user_conversations SET hidden = 0
             WHERE conversation = ?1 AND hidden = 1 AND left_time = 0 RETURNING owner",
        )?
        .query_map([conversation], |row| row.get(0))?
        .collect()
}

/// Whoever writes has seen what mentioned him. Whether there was anything.
pub(crate) fn mentions_seen(connection: &Connection, owner: i64, conversation: i64, up_to: i64) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE user_conversations SET group_at_type = 0, at_all_seen = ?3
             WHERE owner = ?1 AND conversation = ?2 AND (group_at_type <> 0 OR at_all_seen < ?3)",
        )?
        .execute([owner, conversation, up_to])?;
    Ok(changed > 0)
}

/// Notes that the owner himself was mentioned. Whether that is news.
pub(crate) fn mention(connection: &Connection, owner: i64, conversation: i64) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE user_conversations SET group_at_type = 1
             WHERE owner = ?1 AND conversation = ?2 AND group_at_type <> 1 AND left_time = 0",
        )?
        .execute([owner, conversation])?;
    Ok(changed > 0)
}
