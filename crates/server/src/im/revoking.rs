//! Taking a message back from everybody: who may and for how long, what is left in its place, and that nothing of it stays
//! in the messages that quote it.

mod quotes;

use db::Tx;
use prost::Message as _;
use protocol::content::tips::RevokeMsgTips;
use protocol::content::{self, MessageRevokedContent, Notification, session};
use protocol::pb::MsgData;
use protocol::{Code, options};

use super::conversations::must_have;
use super::groups::NOT_MEMBER;
use super::history::NO_MESSAGE;
use super::notices::Audience;
use super::users::must_find;
use super::{Failure, Im};
use crate::store::user_conversations::UserConversation;
use crate::store::users::User;
use crate::store::{found, group_members, groups, messages, object_uses};

pub(super) use quotes::{quoted, without_what_is_gone};

/// How far back an App Server's message is looked for where it does not say when it was sent.
const LOOK_BACK: i64 = 20_000;
/// An App Server's clock is another than this one's, in milliseconds.
const CLOCKS_DIFFER: i64 = 24 * 60 * 60 * 1000;

/// With what right somebody takes back.
#[derive(Debug, Clone, Copy)]
struct Rights {
    by_admin: bool,
    /// For so long own words are, in milliseconds; 0: for ever.
    limit: i64,
}

impl Im {
    /// Takes a message back from everybody. Its sender may for as long as the rules say; in a group its owner may, and an admin may with
    /// what ordinary members wrote; an administrator of the app always.
    pub(crate) async fn revoke(&self, user: User, wire_id: String, seq: i64, by_admin: bool) -> Result<(), Failure> {
        let (im, limit) = (self.clone(), self.rules.revoke_ms);
        self.db
            .write(move |tx| {
                im.revoke_in(tx, &user, &wire_id, seq, Rights { by_admin, limit })?;
                // An App Server knows what it takes back itself.
                if by_admin {
                    Ok(())
                } else {
                    im.note_recalled(tx, &wire_id, seq)
                }
            })
            .await
    }

    /// The same for an App Server, which names a message by what it was answered, and perhaps its time: at any time.
    pub(crate) async fn recall(
        &self,
        user: &str,
        wire_id: String,
        server_msg_id: String,
        sent: i64,
        by_admin: bool,
    ) -> Result<(), Failure> {
        let (im, user) = (self.clone(), user.to_owned());
        self.db
            .write(move |tx| {
                let user = must_find(tx, &user)?;
                let there = must_have(tx, user.id, &wire_id)?;
                let mut found = None;
                messages::descend(
                    tx,
                    there.conversation.id,
                    1,
                    there.conversation.max_seq,
                    LOOK_BACK,
                    |stored| {
                        let message = MsgData::decode(&*stored.body).unwrap_or_default();
                        if message.server_msg_id == server_msg_id {
                            found = Some(stored.seq);
                        }
                        found.is_none() && (sent <= 0 || message.send_time >= sent.saturating_sub(CLOCKS_DIFFER))
                    },
                )?;
                let seq = found.ok_or(NO_MESSAGE)?;
                im.revoke_in(tx, &user, &wire_id, seq, Rights { by_admin, limit: 0 })
            })
            .await
    }

    fn revoke_in(&self, tx: &mut Tx<'_>, user: &User, wire_id: &str, seq: i64, rights: Rights) -> Result<(), Failure> {
        let by_admin = rights.by_admin;
        let there = must_have(tx, user.id, wire_id)?;
        let stored = messages::get(tx, there.conversation.id, seq)?.ok_or(NO_MESSAGE)?;
        if stored.content_type == content::REVOKED {
            return Err(Failure::new(Code::ALREADY_REVOKED, "the message is revoked already"));
        }
        let mut message = MsgData::decode(&*stored.body)
            .map_err(|_| Failure::new(Code::DATA, "the stored message cannot be read"))?;
        let role = self.may_revoke(tx, user, &there, (stored.sender, message.send_time), rights)?;
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
        object_uses::delete_of(tx, there.conversation.id, seq)?;
        found::delete(tx, there.conversation.id, seq)?;
        quotes::forget(tx, there.conversation.id, &message.client_msg_id)?;
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
        (sender, sent): (i64, i64),
        Rights { by_admin, limit }: Rights,
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
        // Who leads a group takes back what is in it, his own words too.
        let leads = there.kind == session::GROUP && role == group_members::OWNER;
        let late = limit > 0 && self.time().saturating_sub(sent) > limit;
        if by_admin || outranks || sender == user.id && (leads || !late) {
            Ok(role)
        } else if sender == user.id {
            Err(Failure::new(
                Code::NO_PERMISSION,
                "it is too late to take the message back",
            ))
        } else {
            Err(Failure::new(Code::NO_PERMISSION, "the message is somebody else's"))
        }
    }
}
