//! Taking messages away: deleting for oneself or for all, and emptying conversations. Seqs stay without gaps: what is gone
//! leaves its place.

use db::Tx;
use protocol::Code;
use protocol::content::tips::{ClearConversationTips, DeleteMsgsTips};
use protocol::content::{self, session};

use super::conversations::must_have;
use super::users::must_find;
use super::{Failure, Im};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::users::{self, User};
use crate::store::versions::{Change, List};
use crate::store::{deletions, messages};

/// Seqs that one call may name.
const MOST: usize = 1000;

/// Whom a deletion concerns beside the person on this device.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scope {
    pub(crate) own_devices: bool,
    pub(crate) others: bool,
}

pub(super) const NO_MESSAGE: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such message");

impl Im {
    /// Deletes messages for oneself. For others only one's own can be: they keep the right to what they received.
    pub(crate) async fn delete_messages(
        &self,
        user: User,
        wire_id: String,
        seqs: Vec<i64>,
        scope: Scope,
    ) -> Result<(), Failure> {
        if seqs.is_empty() || seqs.len() > MOST {
            return Err(Failure::args("seqs is empty or too long"));
        }
        let im = self.clone();
        self.db
            .write(move |tx| {
                let there = must_have(tx, user.id, &wire_id)?;
                let others = if scope.others {
                    im.others(tx, &user, &there)?
                } else {
                    Vec::new()
                };
                for seq in &seqs {
                    let message = messages::get(tx, there.conversation.id, *seq)?.ok_or(NO_MESSAGE)?;
                    deletions::insert(tx, user.id, there.conversation.id, *seq)?;
                    if scope.others && message.sender != user.id {
                        return Err(Failure::new(
                            Code::NO_PERMISSION,
                            "only own messages are deleted for others",
                        ));
                    }
                    for other in &others {
                        deletions::insert(tx, *other, there.conversation.id, *seq)?;
                    }
                }
                let tips = DeleteMsgsTips {
                    user_id: user.user_id.clone(),
                    conversation_id: wire_id,
                    seqs,
                };
                im.tell(tx, &user, &there, scope, content::MESSAGES_DELETED, &tips)
            })
            .await
    }

    /// Empties conversations: those named, or all of this person.
    pub(crate) async fn clear_conversations(
        &self,
        user: User,
        wire_ids: Option<Vec<String>>,
        scope: Scope,
    ) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let rows = match wire_ids {
                    Some(wire_ids) => wire_ids
                        .iter()
                        .map(|id| must_have(tx, user.id, id))
                        .collect::<Result<Vec<_>, _>>()?,
                    None => user_conversations::all(tx, user.id)?,
                };
                for there in rows {
                    let others = if scope.others {
                        im.others(tx, &user, &there)?
                    } else {
                        Vec::new()
                    };
                    for owner in [user.id].into_iter().chain(others) {
                        im.empty_in(tx, owner, &there.wire_id)?;
                    }
                    let tips = ClearConversationTips {
                        user_id: user.user_id.clone(),
                        conversation_ids: vec![there.wire_id.clone()],
                    };
                    im.tell(tx, &user, &there, scope, content::CONVERSATION_CLEARED, &tips)?;
                }
                Ok(())
            })
            .await
    }

    /// Takes conversations out of one's list, and what was in them out of one's sight.
    pub(crate) async fn delete_conversations(&self, user: User, wire_ids: Vec<String>) -> Result<(), Failure> {
        if wire_ids.is_empty() || wire_ids.len() > MOST {
            return Err(Failure::args("conversationIDs is empty or too long"));
        }
        let im = self.clone();
        self.db
            .write(move |tx| {
                for wire_id in &wire_ids {
                    let there = must_have(tx, user.id, wire_id)?;
                    im.empty_in(tx, user.id, wire_id)?;
                    user_conversations::hide(tx, user.id, there.conversation.id)?;
                    im.note(tx, List::Conversations, user.id, wire_id, Change::Delete)?;
                }
                let tips = ClearConversationTips {
                    user_id: user.user_id.clone(),
                    conversation_ids: wire_ids,
                };
                im.notify_in(tx, &user, &user, content::CONVERSATION_DELETED, &tips)
            })
            .await
    }

    /// Everything so far is out of the owner's sight, and read.
    fn empty_in(&self, tx: &mut Tx<'_>, owner: i64, wire_id: &str) -> Result<(), Failure> {
        let Some(mut there) = user_conversations::find(tx, owner, wire_id)? else {
            return Ok(());
        };
        let conversation = there.conversation;
        there.min_seq = conversation.max_seq + 1;
        user_conversations::update(tx, owner, &there)?;
        user_conversations::read_up_to(tx, owner, conversation.id, conversation.max_seq, conversation.count)?;
        self.note(tx, List::Conversations, owner, wire_id, Change::Update)?;
        Ok(())
    }

    /// The other one of a single conversation; nobody in groups, where everybody keeps his own history.
    fn others(&self, tx: &Tx<'_>, user: &User, there: &UserConversation) -> Result<Vec<i64>, Failure> {
        let other = (there.kind == session::SINGLE && there.peer != user.id).then_some(there.peer);
        match other {
            Some(other) => Ok(users::get(tx, other)?.map(|user| user.id).into_iter().collect()),
            None => Ok(Vec::new()),
        }
    }

    fn tell(
        &self,
        tx: &mut Tx<'_>,
        user: &User,
        there: &UserConversation,
        scope: Scope,
        content_type: i32,
        tips: &impl serde::Serialize,
    ) -> Result<(), Failure> {
        if scope.others && there.kind == session::SINGLE && there.peer != user.id {
            let peer = must_find(tx, &there.peer_id)?;
            self.notify_in(tx, user, &peer, content_type, tips)
        } else if scope.own_devices || scope.others {
            self.notify_in(tx, user, user, content_type, tips)
        } else {
            Ok(())
        }
    }
}
