//! Who has read what somebody wrote in a group: from the marks that are there anyway. Told to the writer alone, and only of
//! those who said that they read; nobody is told when.

mod counting;
mod telling;

use protocol::ids::conversation_id;
use protocol::rest::ext::receipts::{GroupReadersResp, GroupReceiptsReq, GroupReceiptsResp, MOST_READERS};
use rusqlite::Connection;

use counting::Marks;
pub(super) use telling::Telling;

use super::conversations::must_have;
use super::groups::{NO_GROUP, NOT_MEMBER};
use super::history::NO_MESSAGE;
use super::{Caller, Failure, Im, Viewer};
use crate::store::user_conversations::{self, Reader};
use crate::store::{group_members, groups, messages};

impl Im {
    /// Whoever wants to be told of changes looks from before the marks are read, so that none falls between.
    pub(crate) async fn group_receipts(
        &self,
        of: &Caller,
        request: GroupReceiptsReq,
    ) -> Result<GroupReceiptsResp, Failure> {
        let (viewer, id) = (Viewer::from(&of.user), conversation_id::group(&request.group_id));
        let watched = request.watch && self.hub.look(of.user.id, &of.token, &id, None);
        let read = self.db.read(move |connection| {
            let group = Group::of(connection, &viewer, &request.group_id)?;
            let (marks, mut receipts) = (Marks::new(&group.readers), Vec::new());
            for seq in request.seqs {
                if group.is_own(connection, &viewer, seq)? {
                    receipts.push(marks.receipt(viewer.row, seq));
                }
            }
            Ok::<_, Failure>(receipts)
        });
        let read = read.await;
        if watched {
            self.hub
                .look(of.user.id, &of.token, &id, Some(read.as_deref().unwrap_or_default()));
        }
        Ok(GroupReceiptsResp {
            receipts: read?,
            watched,
        })
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
                let may_see = |reader: &&Reader| reader.user != of.row && reader.first <= seq;
                let those = |has_read: bool| {
                    let all = group.readers.iter().filter(may_see);
                    let all = all.filter(|reader| (reader.seen >= seq) == has_read);
                    all.map(|reader| reader.user_id.clone()).take(MOST_READERS).collect()
                };
                Ok(GroupReadersResp {
                    read: those(true),
                    unread: those(false),
                    receipt: Some(Marks::new(&group.readers).receipt(of.row, seq)),
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
    readers: Vec<Reader>,
}

impl Group {
    fn of(connection: &Connection, of: &Viewer, group_id: &str) -> Result<Self, Failure> {
        let (group, _) = groups::status(connection, group_id)?.ok_or(NO_GROUP)?;
        group_members::find(connection, group, of.row)?.ok_or(NOT_MEMBER)?;
        let there = must_have(connection, of.row, &conversation_id::group(group_id))?;
        Ok(Self {
            conversation: there.conversation.id,
            first: there.first(),
            last: there.last(),
            readers: user_conversations::readers(connection, group, there.conversation.id)?,
        })
    }

    fn is_own(&self, connection: &Connection, of: &Viewer, seq: i64) -> Result<bool, Failure> {
        if !(self.first..=self.last).contains(&seq) {
            return Ok(false);
        }
        let message = messages::get(connection, self.conversation, seq)?;
        Ok(message.is_some_and(|message| message.sender == of.row))
    }
}
