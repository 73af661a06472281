//! Everybody and every group with a name on this device: friends, groups that the person is in, and whoever a
//! conversation of the list is with.

use rusqlite::{Connection, Result};

use super::users::User;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// A person, or a group under its ID.
    pub(crate) user: User,
    /// The conversation with him; empty: none is in the list.
    pub(crate) conversation: String,
    pub(crate) group: bool,
    /// Milliseconds since 1970 of the conversation's newest message; 0: none.
    pub(crate) time: i64,
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Known>> {
    db.prepare_cached(
        "SELECT u.user_id, u.account, u.nickname, u.face_url, u.status, u.robot, u.deleted, u.fetched,
             f.user_id IS NOT NULL, coalesce(f.remark, ''), b.user_id IS NOT NULL,
             coalesce(c.conversation_id, ''), 0, coalesce(c.time, 0)
         FROM users u
         LEFT JOIN friends f ON f.user_id = u.user_id
         LEFT JOIN blacks b ON b.user_id = u.user_id
         LEFT JOIN conversations c ON c.peer_id = u.user_id AND c.kind <> 3 AND c.deleted = 0
             AND (c.last > 0 OR c.opened = 1)
         WHERE f.user_id IS NOT NULL OR c.conversation_id IS NOT NULL
         UNION ALL
         SELECT g.group_id, '', g.name, g.face_url, '', 0, 0, 0, 0, '', 0, coalesce(c.conversation_id, ''), 1,
             coalesce(c.time, 0)
         FROM groups g
         LEFT JOIN conversations c ON c.peer_id = g.group_id AND c.kind = 3 AND c.deleted = 0
             AND (c.last > 0 OR c.opened = 1)
         WHERE g.joined = 1 OR c.conversation_id IS NOT NULL",
    )?
    .query_map([], |row| {
        Ok(Known {
            user: super::users::read(row)?,
            conversation: row.get(11)?,
            group: row.get(12)?,
            time: row.get(13)?,
        })
    })?
    .collect()
}
