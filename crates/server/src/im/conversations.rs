//! Conversation rows: making them, their settings, and telling the owner's devices about a change.

use db::Tx;
use protocol::content::{self, session, tips};
use protocol::pb::{self, ConversationReq};
use protocol::{Code, ids};
use rusqlite::Connection;

use super::identity::Reached;
use super::users::must_find;
use super::{Failure, Im};
use crate::store::conversations::{self, Conversation};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::users::User;
use crate::store::versions::{self, Change, List};

/// The longest `ex` or `attachedInfo` that is kept, in bytes.
const MAX_TEXT: usize = 16_384;

pub(crate) const NO_CONVERSATION: Failure =
    Failure::new(Code::RECORD_NOT_FOUND, "the conversation is not one of this user's");

/// The row as it travels.
pub(crate) fn row(owner: &str, from: UserConversation) -> pb::Conversation {
    pb::Conversation {
        owner_user_id: owner.to_owned(),
        conversation_id: from.wire_id,
        recv_msg_opt: from.recv_msg_opt,
        conversation_type: from.kind,
        user_id: from.peer_id,
        group_id: from.group_id,
        is_pinned: from.pinned,
        attached_info: from.attached_info,
        is_private_chat: from.private_chat,
        group_at_type: from.group_at_type,
        ex: from.ex,
        burn_duration: from.burn_duration,
        min_seq: from.min_seq,
        max_seq: from.max_seq,
        msg_destruct_time: from.destruct_time,
        latest_msg_destruct_time: from.latest_destruct_time,
        is_msg_destruct: from.destruct,
    }
}

/// A conversation of this user, or the refusal.
pub(crate) fn must_have(connection: &Connection, owner: i64, wire_id: &str) -> Result<UserConversation, Failure> {
    user_conversations::find(connection, owner, wire_id)?.ok_or(NO_CONVERSATION)
}

impl Im {
    /// Notes a change in a list that clients follow; the version is the list's new one.
    pub(crate) fn note(
        &self,
        tx: &mut Tx<'_>,
        list: List,
        owner: i64,
        element: &str,
        change: Change,
    ) -> Result<i64, Failure> {
        let (version, position) = versions::note(tx, list, owner, element, change)?;
        let im = self.clone();
        tx.after_commit(move || {
            im.marker.moved(
                Reached {
                    messages: 0,
                    versions: position,
                },
                im.now(),
            )
        });
        Ok(version)
    }

    #[allow(clippy::too_many_arguments, reason = "the columns of one row")]
    pub(super) fn ensure_row(
        &self,
        tx: &mut Tx<'_>,
        owner: i64,
        conversation: &Conversation,
        wire_id: &str,
        kind: i32,
        peer: i64,
        group_id: &str,
    ) -> Result<(), Failure> {
        if user_conversations::ensure(tx, owner, conversation.id, kind, peer, group_id)? {
            self.note(tx, List::Conversations, owner, wire_id, Change::Insert)?;
        }
        Ok(())
    }

    /// Changes the settings of one conversation for each of the users, makes the row where it is missing, and tells
    /// their devices.
    pub(crate) async fn set_conversations(&self, users: Vec<String>, request: ConversationReq) -> Result<(), Failure> {
        let texts = [&request.ex, &request.attached_info];
        if texts.into_iter().flatten().any(|text| text.len() > MAX_TEXT) {
            return Err(Failure::args("a field of the conversation is too long"));
        }
        let im = self.clone();
        self.db
            .write(move |tx| {
                for user in &users {
                    let user = must_find(tx, user)?;
                    im.set_conversation_in(tx, &user, &request)?;
                }
                Ok(())
            })
            .await
    }

    fn set_conversation_in(&self, tx: &mut Tx<'_>, user: &User, request: &ConversationReq) -> Result<(), Failure> {
        let wire_id = self.named(tx, user, request)?;
        let mut there = must_have(tx, user.id, &wire_id)?;
        let burns = |there: &UserConversation| (there.private_chat, there.burn_duration);
        let before = burns(&there);
        apply(&mut there, request);
        user_conversations::update(tx, user.id, &there)?;
        self.conversation_changed(tx, user, &wire_id)?;
        if burns(&there) != before && there.kind == session::SINGLE && there.peer != user.id {
            self.switch_private(tx, user, &there, there.private_chat != before.0)?;
        }
        Ok(())
    }

    /// Burning after reading is always on for both or for none. `switched`: it was otherwise, which stands between their
    /// messages too.
    fn switch_private(
        &self,
        tx: &mut Tx<'_>,
        user: &User,
        there: &UserConversation,
        switched: bool,
    ) -> Result<(), Failure> {
        let peer = must_find(tx, &there.peer_id)?;
        // Also where nothing was written yet: the line below is the first that the other one hears of it.
        self.open_single(tx, &peer, user, &there.wire_id)?;
        if let Some(mut theirs) = user_conversations::find(tx, peer.id, &there.wire_id)? {
            theirs.private_chat = there.private_chat;
            theirs.burn_duration = there.burn_duration;
            user_conversations::update(tx, peer.id, &theirs)?;
            self.conversation_changed(tx, &peer, &there.wire_id)?;
        }
        if !switched {
            return Ok(());
        }
        let tips = tips::ConversationSetPrivateTips {
            recv_id: peer.user_id.clone(),
            send_id: user.user_id.clone(),
            is_private: there.private_chat,
            conversation_id: there.wire_id.clone(),
        };
        self.notify_in(tx, user, &peer, content::PRIVATE_CHAT_SET, &tips)?;
        self.say_in(tx, user, &peer, content::PRIVATE_CHAT_SET, &tips)
    }

    pub(super) fn conversation_changed(&self, tx: &mut Tx<'_>, user: &User, wire_id: &str) -> Result<(), Failure> {
        self.note(tx, List::Conversations, user.id, wire_id, Change::Update)?;
        let tips = tips::ConversationUpdateTips {
            user_id: user.user_id.clone(),
            conversation_id_list: vec![wire_id.to_owned()],
        };
        self.notify_in(tx, user, user, content::CONVERSATION_CHANGED, &tips)
    }

    /// Which conversation a request means; made if it is one that the user could begin.
    fn named(&self, tx: &mut Tx<'_>, user: &User, request: &ConversationReq) -> Result<String, Failure> {
        match request.conversation_type {
            session::SINGLE if !request.user_id.is_empty() => {
                let peer = must_find(tx, &request.user_id)?;
                let wire_id = ids::conversation_id::single(&user.user_id, &peer.user_id);
                if !request.conversation_id.is_empty() && request.conversation_id != wire_id {
                    return Err(Failure::args(
                        "conversationID and userID are of different conversations",
                    ));
                }
                self.open_single(tx, user, &peer, &wire_id)?;
                Ok(wire_id)
            }
            session::GROUP if request.conversation_id.is_empty() => Ok(ids::conversation_id::group(&request.group_id)),
            _ => Ok(request.conversation_id.clone()),
        }
    }

    /// A row for a conversation that has no message yet: for its owner alone, the other one hears of it with the first.
    fn open_single(&self, tx: &mut Tx<'_>, user: &User, peer: &User, wire_id: &str) -> Result<(), Failure> {
        let conversation = match conversations::find(tx, wire_id)? {
            Some(there) => there,
            None => conversations::insert(tx, wire_id)?,
        };
        self.ensure_row(tx, user.id, &conversation, wire_id, session::SINGLE, peer.id, "")
    }
}

fn apply(to: &mut UserConversation, request: &ConversationReq) {
    fn set<T: Clone>(to: &mut T, from: &Option<T>) {
        if let Some(value) = from {
            *to = value.clone();
        }
    }
    set(&mut to.recv_msg_opt, &request.recv_msg_opt);
    set(&mut to.pinned, &request.is_pinned);
    set(&mut to.attached_info, &request.attached_info);
    set(&mut to.private_chat, &request.is_private_chat);
    set(&mut to.ex, &request.ex);
    set(&mut to.burn_duration, &request.burn_duration);
    set(&mut to.group_at_type, &request.group_at_type);
    if request.group_at_type.is_some() {
        // Who says what mentions there are has seen those of everybody.
        to.at_all_seen = to.conversation.at_all_seq;
    }
    set(&mut to.destruct_time, &request.msg_destruct_time);
    set(&mut to.destruct, &request.is_msg_destruct);
    // What one may see is the server's to decide, except that one may see less than before.
    if let Some(min_seq) = request.min_seq {
        to.min_seq = to.min_seq.max(min_seq.min(to.conversation.max_seq + 1));
    }
}
