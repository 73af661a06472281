//! Who has read what somebody wrote in a group: from the marks that are there anyway. Told to the writer alone, and only of
//! those who said that they read; nobody is told when.

use protocol::ids::conversation_id;
use protocol::rest::ext::receipts::{GroupReadersResp, GroupReceipt, MOST_READERS};
use rusqlite::Connection;

use super::conversations::must_have;
use super::groups::{NO_GROUP, NOT_MEMBER};
use super::history::NO_MESSAGE;
use super::{Failure, Im, Viewer};
use crate::store::user_conversations::{self, Reader};
use crate::store::{group_members, groups, messages};

impl Im {
    pub(crate) async fn group_receipts(
        &self,
        of: Viewer,
        group_id: String,
        seqs: Vec<i64>,
    ) -> Result<Vec<GroupReceipt>, Failure> {
        self.db
            .read(move |connection| {
                let group = Group::of(connection, &of, &group_id)?;
                let mut receipts = Vec::new();
                for seq in seqs {
                    if group.is_own(connection, &of, seq)? {
                        receipts.push(group.receipt(seq));
                    }
                }
                Ok(receipts)
            })
            .await
    }

    pub(crate) async fn group_readers(
        &self,
        of: Viewer,
        group_id: String,
        seq: i64,
    ) -> Result<GroupReadersResp, Failure> {
        self.db
            .read(move |connection| {
                let group = Group::of(connection, &of, &group_id)?;
                if !group.is_own(connection, &of, seq)? {
                    return Err(NO_MESSAGE);
                }
                let those = |has_read: bool| {
                    let all = group.may_see(seq).filter(|reader| (reader.seen >= seq) == has_read);
                    all.map(|reader| reader.user_id.clone()).take(MOST_READERS).collect()
                };
                Ok(GroupReadersResp {
                    read: those(true),
                    unread: those(false),
                    receipt: Some(group.receipt(seq)),
                })
            })
            .await
    }
}

/// A group as its marks show it to one of its members.
struct Group {
    conversation: i64,
    first: i64,
    last: i64,
    /// Without the one who asks.
    readers: Vec<Reader>,
}

impl Group {
    fn of(connection: &Connection, of: &Viewer, group_id: &str) -> Result<Self, Failure> {
        let (group, _) = groups::status(connection, group_id)?.ok_or(NO_GROUP)?;
        group_members::find(connection, group, of.row)?.ok_or(NOT_MEMBER)?;
        let there = must_have(connection, of.row, &conversation_id::group(group_id))?;
        let readers = user_conversations::readers(connection, group, there.conversation.id)?;
        Ok(Self {
            conversation: there.conversation.id,
            first: there.first(),
            last: there.last(),
            readers: readers.into_iter().filter(|reader| reader.user != of.row).collect(),
        })
    }

    fn is_own(&self, connection: &Connection, of: &Viewer, seq: i64) -> Result<bool, Failure> {
        if !(self.first..=self.last).contains(&seq) {
            return Ok(false);
        }
        let message = messages::get(connection, self.conversation, seq)?;
        Ok(message.is_some_and(|message| message.sender == of.row))
    }

    fn may_see(&self, seq: i64) -> impl Iterator<Item = &Reader> {
        self.readers.iter().filter(move |reader| reader.first <= seq)
    }

    fn receipt(&self, seq: i64) -> GroupReceipt {
        let count = |read: bool| self.may_see(seq).filter(|reader| !read || reader.seen >= seq).count();
        GroupReceipt {
            seq,
            read: i32::try_from(count(true)).unwrap_or(i32::MAX),
            members: i32::try_from(count(false)).unwrap_or(i32::MAX),
        }
    }
}
