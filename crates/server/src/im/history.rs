//! Taking messages away: deleting for oneself or for all, emptying conversations, revoking. Seqs stay without gaps: what
//! is gone leaves its place.

use db::Tx;
use prost::Message as _;
use protocol::content::tips::{ClearConversationTips, DeleteMsgsTips, RevokeMsgTips};
use protocol::content::{self, MessageRevokedContent, Notification, session};
use protocol::pb::MsgData;
use protocol::{Code, options};

use super::conversations::must_have;
use super::groups::NOT_MEMBER;
use super::notices::Audience;
use super::users::must_find;
use super::{Failure, Im};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::users::{self, User};
use crate::store::versions::{Change, List};
use crate::store::{deletions, group_members, groups, messages};

/// Seqs that one call may name.
const MOST: usize = 1000;

/// Whom a deletion concerns beside the person on this device.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scope {
    pub(crate) own_devices: bool,
    pub(crate) others: bool,
}

const NO_MESSAGE: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such message");

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

    /// Takes a message back from everybody. Its sender may at any time; in a group its owner may, and an admin may with
    /// what ordinary members wrote; an administrator of the app always.
    pub(crate) async fn revoke(&self, user: User, wire_id: String, seq: i64, by_admin: bool) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| im.revoke_in(tx, &user, &wire_id, seq, by_admin))
            .await
    }

    fn revoke_in(&self, tx: &mut Tx<'_>, user: &User, wire_id: &str, seq: i64, by_admin: bool) -> Result<(), Failure> {
        let there = must_have(tx, user.id, wire_id)?;
        let stored = messages::get(tx, there.conversation.id, seq)?.ok_or(NO_MESSAGE)?;
        if stored.content_type == content::REVOKED {
            return Err(Failure::new(Code::ALREADY_REVOKED, "the message is revoked already"));
        }
        let mut message = MsgData::decode(&*stored.body)
            .map_err(|_| Failure::new(Code::DATA, "the stored message cannot be read"))?;
        let role = self.may_revoke(tx, user, &there, stored.sender, by_admin)?;
        let revoke_time = self.time();
        let placeholder = MessageRevokedContent {
            revoker_id: user.user_id.clone(),
            revoker_role: role,
            client_msg_id: message.client_msg_id.clone(),
            revoker_nickname: user.nickname.clone(),
            revoke_time,
            source_message_send_time: message.send_time,
            source_message_send_id: message.send_id.clone(),
            source_message_sender_nickname: message.sender_nickname.clone(),
            session_type: message.session_type,
            seq,
            ex: String::new(),
            is_admin_revoke: by_admin,
        };
        let tips = RevokeMsgTips {
            revoker_user_id: user.user_id.clone(),
            client_msg_id: message.client_msg_id.clone(),
            revoke_time,
            session_type: message.session_type,
            seq,
            conversation_id: wire_id.to_owned(),
            is_admin_revoke: by_admin,
        };
        message.content_type = content::REVOKED;
        message.content = Notification::encode(&placeholder)
            .map_err(|_| Failure::new(Code::INTERNAL, "the notice cannot be written as JSON"))?;
        message.attached_info.clear();
        message.ex.clear();
        message.at_user_id_list.clear();
        message.offline_push_info = None;
        message.options.insert(options::UNREAD_COUNT.to_owned(), false);
        messages::replace(
            tx,
            there.conversation.id,
            seq,
            content::REVOKED,
            &message.encode_to_vec(),
        )?;
        if there.kind == session::GROUP {
            let group = groups::status(tx, &there.group_id)?.map_or(0, |(group, _)| group);
            let members = group_members::users(tx, group)?;
            let audience = Audience::Group(&there.group_id, members);
            return self.notify_all_in(tx, user, audience, content::REVOKED, &tips, true);
        }
        let peer = must_find(tx, &there.peer_id)?;
        self.notify_in(tx, user, &peer, content::REVOKED, &tips)
    }

    /// The revoker's role in a group, 0 elsewhere; or the refusal.
    fn may_revoke(
        &self,
        tx: &Tx<'_>,
        user: &User,
        there: &UserConversation,
        sender: i64,
        by_admin: bool,
    ) -> Result<i32, Failure> {
        let role_of = |user: i64| -> Result<i32, Failure> {
            let Some((group, _)) = groups::status(tx, &there.group_id)? else {
                return Ok(0);
            };
            Ok(group_members::find(tx, group, user)?.map_or(0, |member| member.role))
        };
        let role = if there.kind == session::GROUP {
            role_of(user.id)?
        } else {
            0
        };
        if there.kind == session::GROUP && role == 0 && !by_admin {
            return Err(NOT_MEMBER);
        }
        let outranks = role >= group_members::ADMIN && role > role_of(sender)?;
        if by_admin || sender == user.id || outranks {
            Ok(role)
        } else {
            Err(Failure::new(Code::NO_PERMISSION, "the message is somebody else's"))
        }
    }
}
