//! Notices: what the server tells people about what happened. They travel as messages of the hidden `n_` conversation.
//! Most are for those online only, because clients learn the same by asking; three kinds are stored there, with seqs of
//! their own, so that nobody misses them.

use std::collections::BTreeMap;

use db::Tx;
use prost::Message as _;
use protocol::content::{self, Notification, session};
use protocol::options;
use protocol::pb::MsgData;
use protocol::{Code, ids};
use serde::Serialize;

use super::{Failure, Im, Sender};
use crate::store::conversations;
use crate::store::users::User;

/// Whom a notice is about and to.
pub(super) enum Audience<'a> {
    Person(&'a User),
    /// The person alone, not whom it is from.
    Only(&'a User),
    /// The person's own devices, and those of whoever watches him come and go.
    Watching(&'a User),
    /// A group's id and the rows of its members.
    Group(&'a str, Vec<i64>),
}

/// Kinds that are stored.
fn stored(content_type: i32) -> bool {
    matches!(
        content_type,
        content::REVOKED | content::MESSAGES_DELETED | content::READ_RECEIPT
    )
}

/// As OpenIM's server fills them in by default: everything off but the copy for the sender's own devices.
fn notice_options(stored: bool) -> BTreeMap<String, bool> {
    [
        (options::IS_NOT_NOTIFICATION, false),
        (options::IS_SEND_MSG, false),
        (options::HISTORY, stored),
        (options::PERSISTENT, stored),
        (options::OFFLINE_PUSH, false),
        (options::UNREAD_COUNT, false),
        (options::CONVERSATION_UPDATE, false),
        (options::SENDER_SYNC, true),
        (options::NOT_PRIVATE, false),
        (options::SENDER_CONVERSATION_UPDATE, false),
        (options::REACTION_FROM_CACHE, false),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

impl Im {
    /// Tells a person something, and the own devices of whom it is from.
    pub(super) fn notify_in(
        &self,
        tx: &mut Tx<'_>,
        from: &User,
        to: &User,
        content_type: i32,
        tips: &impl Serialize,
    ) -> Result<(), Failure> {
        self.notify_all_in(tx, from, Audience::Person(to), content_type, tips, stored(content_type))
    }

    /// The same as a line of their conversation, which stays there.
    pub(super) fn say_in(
        &self,
        tx: &mut Tx<'_>,
        from: &User,
        to: &User,
        content_type: i32,
        tips: &impl Serialize,
    ) -> Result<(), Failure> {
        let content = Notification::encode(tips)
            .map_err(|_| Failure::new(Code::INTERNAL, "the notice cannot be written as JSON"))?;
        let sender = Sender {
            row: from.id,
            user_id: from.user_id.as_str().into(),
            privileged: true,
        };
        let line = MsgData {
            recv_id: to.user_id.clone(),
            sender_nickname: from.nickname.clone(),
            sender_face_url: from.face_url.clone(),
            session_type: session::SINGLE,
            msg_from: content::from::SYSTEM,
            content_type,
            content,
            create_time: self.now(),
            options: BTreeMap::from([(options::OFFLINE_PUSH.to_owned(), false)]),
            ..MsgData::default()
        };
        self.send_in(tx, &sender, line)?;
        Ok(())
    }

    pub(super) fn notify_all_in(
        &self,
        tx: &mut Tx<'_>,
        from: &User,
        to: Audience<'_>,
        content_type: i32,
        tips: &impl Serialize,
        stored: bool,
    ) -> Result<(), Failure> {
        let content = Notification::encode(tips)
            .map_err(|_| Failure::new(Code::INTERNAL, "the notice cannot be written as JSON"))?;
        let watched = match to {
            Audience::Watching(to) => Some(to.id),
            Audience::Person(_) | Audience::Only(_) | Audience::Group(..) => None,
        };
        let (session_type, recv_id, group_id, conversation_id, rows) = match to {
            Audience::Person(to) | Audience::Watching(to) => {
                let pair = ids::conversation_id::single(&from.user_id, &to.user_id);
                let other = (to.id != from.id).then_some(to.id);
                let rows: Vec<i64> = other.into_iter().chain([from.id]).collect();
                (session::SINGLE, to.user_id.clone(), String::new(), pair, rows)
            }
            Audience::Only(to) => {
                let pair = ids::conversation_id::single(&from.user_id, &to.user_id);
                (session::SINGLE, to.user_id.clone(), String::new(), pair, vec![to.id])
            }
            Audience::Group(group, rows) => {
                let id = ids::conversation_id::group(group);
                (session::GROUP, String::new(), group.to_owned(), id, rows)
            }
        };
        let conversation_id = ids::conversation_id::notification_of(&conversation_id);
        let mut message = MsgData {
            send_id: from.user_id.clone(),
            recv_id,
            group_id,
            client_msg_id: ids::client_msg_id(self.now(), self.random_bytes()),
            session_type,
            msg_from: content::from::SYSTEM,
            content_type,
            content,
            create_time: self.now(),
            status: content::status::SENT,
            options: notice_options(stored),
            ..MsgData::default()
        };
        let body = if stored {
            let conversation = match conversations::find(tx, &conversation_id)? {
                Some(there) => there,
                None => conversations::insert(tx, &conversation_id)?,
            };
            self.append(tx, conversation, from.id, false, false, &mut message)?.body
        } else {
            message.server_msg_id = self.server_msg_id();
            message.send_time = self.stamp();
            message.encode_to_vec().into()
        };
        let im = self.clone();
        tx.after_commit(move || {
            let push = im.pushed(conversation_id, true, body);
            if rows.len() > 2 {
                im.hub.push_some(&rows, None, &push);
            } else {
                im.hub.push_all(rows, &push);
            }
            if let Some(user) = watched {
                im.hub.push_watchers(user, &push);
            }
        });
        Ok(())
    }
}
