//! Conversations with all that a list row shows.

use bytes::Bytes;
use protocol::pb::{self, FriendInfoOnly, Seqs};
use rusqlite::Connection;

use super::super::conversations::row;
use super::super::pull::{of_row, some};
use super::super::{Failure, Im, Viewer};
use super::group_info;
use crate::store::user_conversations::{self, UserConversation};
use crate::store::users::{self, User};
use crate::store::{friends, groups};

pub(crate) struct Active {
    pub(crate) row: pb::Conversation,
    pub(crate) seqs: Seqs,
    /// The encoded last message that is shown.
    pub(crate) last: Option<Bytes>,
    /// The other one of a single conversation.
    pub(crate) user: Option<User>,
    pub(crate) friend: Option<FriendInfoOnly>,
    pub(crate) group: Option<pb::GroupInfo>,
}

impl Active {
    pub(crate) fn unread(&self) -> i64 {
        (self.seqs.max_seq - self.seqs.has_read_seq).max(0)
    }
}

impl Im {
    /// Rows alone: those named, or all.
    pub(crate) async fn conversations(
        &self,
        of: Viewer,
        only: Option<Vec<String>>,
    ) -> Result<Vec<pb::Conversation>, Failure> {
        self.db
            .read(move |connection| {
                let rows = match only {
                    Some(wire_ids) => some(connection, of.row, &wire_ids)?,
                    None => user_conversations::all(connection, of.row)?,
                };
                Ok(rows.into_iter().map(|there| row(&of.user_id, there)).collect())
            })
            .await
    }

    /// Those named, or the newest ones that have messages.
    pub(crate) async fn active_conversations(
        &self,
        of: Viewer,
        only: Option<Vec<String>>,
        limit: i64,
    ) -> Result<Vec<Active>, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let rows = match only {
                    Some(wire_ids) => some(connection, of.row, &wire_ids)?,
                    None => user_conversations::active(connection, of.row, limit)?,
                };
                rows.into_iter()
                    .map(|there| im.active(connection, &of, there))
                    .collect()
            })
            .await
    }

    /// Unread messages of all conversations together.
    pub(crate) async fn unread(&self, of: Viewer) -> Result<i64, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let mut unread = 0;
                for there in user_conversations::all(connection, of.row)? {
                    let seqs = im.seqs_of(connection, &there)?;
                    unread += (seqs.max_seq - seqs.has_read_seq).max(0);
                }
                Ok(unread)
            })
            .await
    }

    fn active(&self, connection: &Connection, of: &Viewer, there: UserConversation) -> Result<Active, Failure> {
        let seqs = self.seqs_of(connection, &there)?;
        let last = of_row(connection, &there)?.last_shown(connection, of)?;
        let user = if there.peer > 0 {
            users::get(connection, there.peer)?
        } else {
            None
        };
        let friend = friends::find(connection, of.row, &there.peer_id)?.map(|friend| FriendInfoOnly {
            owner_user_id: of.user_id.to_string(),
            friend_user_id: friend.user.user_id,
            remark: friend.remark,
            create_time: friend.created,
            add_source: friend.add_source,
            operator_user_id: friend.operator,
            ex: friend.ex,
            is_pinned: friend.pinned,
        });
        let group = match there.group_id.as_str() {
            "" => None,
            group_id => groups::find(connection, group_id)?.map(group_info),
        };
        Ok(Active {
            row: row(&of.user_id, there),
            seqs,
            last,
            user,
            friend,
            group,
        })
    }
}
