//! Reading what is stored: newest seqs, stretches of history, single messages, the last one, and how far was read.
//! What a person may not see, or deleted for himself, is taken out here.

use std::collections::BTreeMap;

use bytes::Bytes;
use prost::Message as _;
use protocol::content::{self, session, status};
use protocol::envelope::MAX_SENT;
use protocol::ids::conversation_id::{self, Kind};
use protocol::pb::{self, MsgData, ORDER_DESCENDING, SeqRange, Seqs};
use rusqlite::Connection;

use super::wire::{ByConversation, IS_READ, LastMessages, Pulled};
use super::{Failure, Im, Shared};
use crate::store::conversations;
use crate::store::messages::{self, Message};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::{deletions, users::User};

/// What one answer may carry of messages, in bytes: the longest frame that clients take, less the envelope in base64.
const BUDGET: usize = MAX_SENT / 4 * 3 - 16 * 1024;
/// Conversations in one request; the rest is not answered.
const CONVERSATIONS: usize = 5000;
/// Single messages in one request; the rest is not answered.
const MESSAGES: usize = 2000;
/// How far back a last message is looked for among deleted and revoked ones.
const LOOK_BACK: i64 = 100;

/// Whose view it is.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    pub(crate) row: i64,
    pub(crate) user_id: Box<str>,
}

impl From<&User> for Viewer {
    fn from(user: &User) -> Self {
        Self {
            row: user.id,
            user_id: user.user_id.as_str().into(),
        }
    }
}

impl Im {
    /// Newest seqs by conversation, hidden notification conversations included.
    pub(crate) async fn max_seqs(&self, of: Viewer) -> Result<BTreeMap<String, i64>, Failure> {
        self.db
            .read(move |connection| {
                let own = conversation_id::own_notification(&of.user_id);
                let mut seqs: BTreeMap<_, _> = conversations::notifications_of(connection, of.row, &own)?
                    .into_iter()
                    .collect();
                for there in user_conversations::all(connection, of.row)? {
                    if there.last() > 0 {
                        seqs.insert(there.wire_id.clone(), there.last());
                    }
                }
                Ok(seqs)
            })
            .await
    }

    /// How far conversations have come and were read; no ids mean all. And which are pinned.
    pub(crate) async fn seqs(
        &self,
        of: Viewer,
        wire_ids: Vec<String>,
    ) -> Result<(BTreeMap<String, Seqs>, Vec<String>), Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| {
                let rows = if wire_ids.is_empty() {
                    user_conversations::all(connection, of.row)?
                } else {
                    some(connection, of.row, &wire_ids)?
                };
                let mut seqs = BTreeMap::new();
                let mut pinned = Vec::new();
                for there in rows {
                    if there.pinned {
                        pinned.push(there.wire_id.clone());
                    }
                    seqs.insert(there.wire_id.clone(), im.seqs_of(connection, &there)?);
                }
                Ok((seqs, pinned))
            })
            .await
    }

    /// Stretches of history.
    pub(crate) async fn pull_ranges(
        &self,
        of: Viewer,
        ranges: Vec<SeqRange>,
        order: i32,
    ) -> Result<ByConversation, Failure> {
        self.db
            .read(move |connection| {
                let mut all = ByConversation::default();
                let mut budget = BUDGET;
                for range in ranges.into_iter().take(CONVERSATIONS) {
                    let Some(view) = view(connection, &of, &range.conversation_id)? else {
                        continue;
                    };
                    let (begin, end) = (range.begin.max(view.first), range.end.min(view.last));
                    // Of notices nobody may miss one; of a chat the newest `num` are wanted.
                    let limit = if view.notification || range.num <= 0 {
                        i64::MAX
                    } else {
                        range.num
                    };
                    let msgs = view.stretch(connection, &of, begin, end, limit, &mut budget)?;
                    let is_end = if order == ORDER_DESCENDING {
                        range.begin <= view.first
                    } else {
                        view.last <= range.end
                    };
                    insert(
                        &mut all,
                        view.notification,
                        range.conversation_id,
                        Pulled {
                            msgs,
                            is_end,
                            ..Pulled::nothing()
                        },
                    );
                }
                Ok(all)
            })
            .await
    }

    /// Messages named one by one.
    pub(crate) async fn pull_lists(
        &self,
        of: Viewer,
        lists: Vec<pb::ConversationSeqs>,
        order: i32,
    ) -> Result<ByConversation, Failure> {
        self.db
            .read(move |connection| {
                let mut all = ByConversation::default();
                let mut budget = BUDGET;
                let mut left = MESSAGES;
                for list in lists.into_iter().take(CONVERSATIONS) {
                    let Some(view) = view(connection, &of, &list.conversation_id)? else {
                        continue;
                    };
                    let mut pulled = Pulled::nothing();
                    let seqs = list.seqs.get(..left).unwrap_or(&list.seqs);
                    left -= seqs.len();
                    for &seq in seqs {
                        if order == ORDER_DESCENDING && seq < view.first {
                            (pulled.is_end, pulled.end_seq) = (true, Some(view.first));
                        } else if order != ORDER_DESCENDING && seq > view.last {
                            (pulled.is_end, pulled.end_seq) = (true, Some(view.last));
                        } else if seq >= view.first && seq <= view.last {
                            pulled
                                .msgs
                                .extend(view.stretch(connection, &of, seq, seq, 1, &mut budget)?);
                        }
                    }
                    insert(&mut all, view.notification, list.conversation_id, pulled);
                }
                Ok(all)
            })
            .await
    }

    /// The last message of each conversation that is neither deleted nor revoked; without ids, of all.
    pub(crate) async fn last_messages(&self, of: Viewer, wire_ids: Vec<String>) -> Result<LastMessages, Failure> {
        self.db
            .read(move |connection| {
                let mut all = LastMessages::default();
                let mut budget = BUDGET;
                let wire_ids = if wire_ids.is_empty() {
                    user_conversations::all(connection, of.row)?
                        .into_iter()
                        .map(|there| there.wire_id)
                        .collect()
                } else {
                    wire_ids
                };
                for wire_id in wire_ids.into_iter().take(CONVERSATIONS) {
                    let Some(view) = view(connection, &of, &wire_id)? else {
                        continue;
                    };
                    if let Some(message) = view.last_shown(connection, &of)?
                        && message.len() <= budget
                    {
                        budget -= message.len();
                        all.msgs.insert(wire_id, message);
                    }
                }
                Ok(all)
            })
            .await
    }
}

impl Shared {
    /// How far one conversation has come and was read.
    pub(crate) fn seqs_of(&self, connection: &Connection, there: &UserConversation) -> Result<Seqs, Failure> {
        let max_seq = there.last();
        if self.rules.plain {
            return Ok(Seqs {
                max_seq,
                has_read_seq: there.read_seq.min(max_seq),
                max_seq_time: there.conversation.last_time,
                ..Seqs::default()
            });
        }
        let count = if max_seq == there.conversation.max_seq {
            there.conversation.count
        } else {
            messages::count_at(connection, there.conversation.id, max_seq)?
        };
        let peer_read_seq = match there.kind {
            session::SINGLE => user_conversations::seen_seq(connection, there.peer, there.conversation.id)?,
            _ => 0,
        };
        Ok(Seqs {
            max_seq,
            has_read_seq: max_seq - (count - there.read_count).clamp(0, max_seq),
            max_seq_time: there.conversation.last_time,
            count,
            read_count: there.read_count,
            read_seq: there.read_seq,
            peer_read_seq,
        })
    }
}

/// Those of the rows that are this user's.
pub(crate) fn some(connection: &Connection, owner: i64, wire_ids: &[String]) -> Result<Vec<UserConversation>, Failure> {
    let mut rows = Vec::new();
    for wire_id in wire_ids.iter().take(CONVERSATIONS) {
        rows.extend(user_conversations::find(connection, owner, wire_id)?);
    }
    Ok(rows)
}

fn insert(all: &mut ByConversation, notification: bool, wire_id: String, pulled: Pulled) {
    let part = if notification {
        &mut all.notification_msgs
    } else {
        &mut all.msgs
    };
    part.insert(wire_id, pulled);
}

/// A conversation as one person may see it.
pub(crate) struct View {
    conversation: i64,
    notification: bool,
    first: i64,
    last: i64,
    /// How far the viewer himself and the other one said that they have read; both 0 but in single conversations.
    seen: i64,
    peer_seen: i64,
}

/// `None` when it is not the viewer's.
pub(crate) fn view(connection: &Connection, of: &Viewer, wire_id: &str) -> Result<Option<View>, Failure> {
    if conversation_id::kind(wire_id) == Some(Kind::Notification) {
        let own = wire_id == conversation_id::own_notification(&of.user_id);
        let end = if own {
            Some(0)
        } else {
            conversations::hears(connection, of.row, wire_id)?
        };
        let Some(end) = end else {
            return Ok(None);
        };
        return Ok(conversations::find(connection, wire_id)?.map(|there| View {
            conversation: there.id,
            notification: true,
            first: there.min_seq.max(1),
            last: if end > 0 {
                there.max_seq.min(end - 1)
            } else {
                there.max_seq
            },
            seen: 0,
            peer_seen: 0,
        }));
    }
    user_conversations::find(connection, of.row, wire_id)?
        .map(|there| of_row(connection, &there))
        .transpose()
}

pub(crate) fn of_row(connection: &Connection, there: &UserConversation) -> Result<View, Failure> {
    let (seen, peer_seen) = match there.kind {
        session::SINGLE => (
            there.seen_seq,
            user_conversations::seen_seq(connection, there.peer, there.conversation.id)?,
        ),
        _ => (0, 0),
    };
    Ok(View {
        conversation: there.conversation.id,
        notification: false,
        first: there.first(),
        last: there.last(),
        seen,
        peer_seen,
    })
}

impl View {
    /// The last `limit` messages from `begin` to `end`, oldest first; fewer when they do not fit the budget.
    fn stretch(
        &self,
        connection: &Connection,
        of: &Viewer,
        begin: i64,
        end: i64,
        limit: i64,
        budget: &mut usize,
    ) -> Result<Vec<Bytes>, Failure> {
        if begin > end || limit <= 0 {
            return Ok(Vec::new());
        }
        let deleted = deletions::between(connection, of.row, self.conversation, begin, end)?;
        let mut found = Vec::new();
        messages::descend(connection, self.conversation, begin, end, limit, |message| {
            if message.body.len() + 16 > *budget {
                *budget = 0;
                return false;
            }
            *budget -= message.body.len() + 16;
            let gone = deleted.contains(&message.seq);
            found.push(self.shown(of, message, gone));
            true
        })?;
        found.reverse();
        Ok(found)
    }

    fn shown(&self, of: &Viewer, message: Message, gone: bool) -> Bytes {
        if gone {
            return emptied(&message.body);
        }
        let read = if message.sender == of.row {
            self.peer_seen
        } else {
            self.seen
        };
        if message.seq > read {
            return message.body;
        }
        let mut body = Vec::with_capacity(message.body.len() + IS_READ.len());
        body.extend_from_slice(&message.body);
        body.extend(IS_READ);
        body.into()
    }

    /// The last message that is neither deleted nor revoked.
    pub(crate) fn last_shown(&self, connection: &Connection, of: &Viewer) -> Result<Option<Bytes>, Failure> {
        let begin = self.first.max(self.last - LOOK_BACK);
        let deleted = deletions::between(connection, of.row, self.conversation, begin, self.last)?;
        let mut found = None;
        messages::descend(connection, self.conversation, begin, self.last, LOOK_BACK, |message| {
            if message.content_type != content::REVOKED && !deleted.contains(&message.seq) {
                found = Some(self.shown(of, message, false));
            }
            found.is_none()
        })?;
        Ok(found)
    }
}

/// A message that its viewer deleted: its place stays, its content does not.
fn emptied(body: &[u8]) -> Bytes {
    let message = MsgData::decode(body).unwrap_or_default();
    let message = MsgData {
        content: Vec::new(),
        status: status::DELETED,
        attached_info: String::new(),
        ex: String::new(),
        ..message
    };
    message.encode_to_vec().into()
}
