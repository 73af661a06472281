//! Sending: who may send what to whom, the next seq and count, the row, and who is told. A message is in one
//! transaction with everything that it moves, and is pushed in the order of the commits.

mod check;

use bytes::Bytes;
use db::Tx;
use prost::Message as _;
use protocol::content::session;
use protocol::options::{self, Options};
use protocol::pb::MsgData;
use protocol::{Code, ids};
use rusqlite::Connection;

use super::groups::{DISMISSED, NO_GROUP, NOT_MEMBER, Roster, mention_all};
use super::identity::Reached;
use super::{Failure, Im, Sent, Shared};
use crate::store::conversations::{self, Conversation, Towards};
use crate::store::messages::{self, NewMessage};
use crate::store::{group_members, groups, quotes, user_conversations, users};

/// In whose name a message is sent.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) row: i64,
    pub(crate) user_id: Box<str>,
    /// The server itself, or an App Server: block lists and settings of the receiver are not asked, and notices may be
    /// written.
    pub(crate) privileged: bool,
}

/// Where a message goes.
struct Route {
    conversation_id: String,
    /// `None` where nobody has made it yet.
    conversation: Option<Conversation>,
    /// Somebody's row is missing or hidden.
    opens: bool,
    audience: Audience,
}

enum Audience {
    /// The other one, who may be the sender himself.
    Person(i64),
    /// The group's row, and those of its members.
    Group(i64, Roster),
}

impl Route {
    fn new(conversation_id: String, there: Option<Towards>, audience: Audience) -> Self {
        Self {
            conversation_id,
            opens: there
                .as_ref()
                .is_none_or(|there| there.hidden || there.conversation.max_seq == 0),
            conversation: there.map(|there| there.conversation),
            audience,
        }
    }
}

const BLOCKED: Failure = Failure::new(Code::BLOCKED_BY_PEER, "the receiver blocks the sender");
/// An id names one message of its sender, wherever it is: an answer for the first would tell of the second, which is
/// nowhere, that it was sent, and two with one id would be two messages with one key.
const SENT_ELSEWHERE: Failure = Failure::new(Code::DUPLICATE_KEY, "the clientMsgID is that of a message elsewhere");
const NOT_TAKEN: Failure = Failure::args("the receiver takes no messages here");

impl Im {
    /// Sends a message. It is on disk when this answers, unless its options keep it out of history.
    pub(crate) async fn send(&self, from: Sender, mut message: MsgData) -> Result<Sent, Failure> {
        check::shape(&from, &mut message)?;
        let im = self.clone();
        if Options(&message.options).history() {
            self.db.write(move |tx| im.store_in(tx, &from, message)).await
        } else {
            self.db
                .read(move |connection| im.pass_on(connection, &from, message))
                .await
        }
    }

    /// The same as a part of a larger write, for a message that is stored.
    pub(super) fn send_in(&self, tx: &mut Tx<'_>, from: &Sender, mut message: MsgData) -> Result<Sent, Failure> {
        check::shape(from, &mut message)?;
        self.store_in(tx, from, message)
    }

    /// Stores a message that has its shape.
    fn store_in(&self, tx: &mut Tx<'_>, from: &Sender, mut message: MsgData) -> Result<Sent, Failure> {
        let recognises = !self.rules.plain && !message.client_msg_id.is_empty();
        if recognises && let Some(earlier) = messages::by_client_id(tx, from.row, &message.client_msg_id)? {
            return sent_before(&earlier.body, &aim(tx, from, &message)?);
        }
        let route = self.route(tx, from, &mut message)?;
        let mut conversation = match route.conversation {
            Some(conversation) if !route.opens => conversation,
            _ => self.open_for_all(tx, from, &message, &route)?,
        };
        if message.client_msg_id.is_empty() {
            message.client_msg_id = ids::client_msg_id(self.now(), self.random_bytes());
        }
        let countable = options::countable(&message.options, message.content_type);
        let roster = match &route.audience {
            Audience::Group(group, members) => Some((*group, members.clone())),
            Audience::Person(_) => None,
        };
        if roster.is_some() {
            mention_all(&mut conversation, &message, countable);
        }
        let stored = self.append(tx, conversation, from.row, true, countable, &mut message)?;
        if countable {
            // Who writes has read: otherwise his own words would count as unread on his other devices.
            let at = &stored.conversation;
            user_conversations::read_up_to(tx, from.row, at.id, message.seq, at.count)?;
        }
        self.note_sent(tx, from, &message, stored.position)?;
        let push = (
            route.conversation_id.clone(),
            Options(&message.options).is_notification(),
            stored.body,
        );
        let to_sender = Options(&message.options).sender_sync();
        let (im, sender, audience) = (self.clone(), from.row, route.audience);
        tx.after_commit(move || {
            if let Audience::Person(other) = &audience {
                im.ears.written(sender, *other);
            }
            im.deliver(push, sender, to_sender, audience);
        });
        if let Some((group, roster)) = roster {
            self.keep_roster(tx, group, &roster)?;
            self.mention_in(tx, from, &stored.conversation, &message)?;
        }
        Ok(Sent {
            server_msg_id: message.server_msg_id,
            client_msg_id: message.client_msg_id,
            send_time: message.send_time,
            conversation_id: route.conversation_id,
            seq: message.seq,
        })
    }

    /// Hands a message to those online only.
    fn pass_on(&self, connection: &Connection, from: &Sender, mut message: MsgData) -> Result<Sent, Failure> {
        let route = self.route(connection, from, &mut message)?;
        message.server_msg_id = self.server_msg_id();
        message.send_time = self.time();
        let view = Options(&message.options);
        let push = (
            route.conversation_id.clone(),
            view.is_notification(),
            message.encode_to_vec().into(),
        );
        self.deliver(push, from.row, view.sender_sync(), route.audience);
        Ok(Sent {
            server_msg_id: message.server_msg_id,
            client_msg_id: message.client_msg_id,
            send_time: message.send_time,
            conversation_id: route.conversation_id,
            seq: 0,
        })
    }

    fn deliver(&self, push: (String, bool, Bytes), sender: i64, to_sender: bool, audience: Audience) {
        let (conversation_id, notification, body) = push;
        let push = self.pushed(conversation_id, notification, body);
        match audience {
            Audience::Person(other) => {
                let other = (other != sender).then_some(other);
                self.hub
                    .push_all(other.into_iter().chain(to_sender.then_some(sender)), &push);
            }
            Audience::Group(_, members) => {
                self.hub.push_some(&members, (!to_sender).then_some(sender), &push);
            }
        }
    }

    /// The first message opens the conversation for everybody in it, before anything is pushed; a later one for those
    /// who had deleted it.
    fn open_for_all(
        &self,
        tx: &mut Tx<'_>,
        from: &Sender,
        message: &MsgData,
        route: &Route,
    ) -> Result<Conversation, Failure> {
        let conversation = match route.conversation {
            Some(conversation) => conversation,
            None => conversations::insert(tx, &route.conversation_id)?,
        };
        match &route.audience {
            Audience::Person(other) => {
                for (owner, peer) in [(from.row, *other), (*other, from.row)] {
                    self.ensure_row(
                        tx,
                        owner,
                        &conversation,
                        &route.conversation_id,
                        message.session_type,
                        peer,
                        "",
                    )?;
                }
            }
            // Who came in has a row; only of those made some other way nothing may be known yet.
            Audience::Group(..) if conversation.max_seq > 0 => {
                self.show_again_in(tx, conversation.id, &message.group_id)?;
            }
            Audience::Group(_, members) => {
                for member in members.iter() {
                    let (id, group_id) = (&route.conversation_id, &message.group_id);
                    self.ensure_row(tx, *member, &conversation, id, message.session_type, 0, group_id)?;
                }
            }
        }
        Ok(conversation)
    }

    /// Gives a message its place at the end of a conversation: seq, count, time and ids, and the row. `named` rows are
    /// found again by their clientMsgID.
    pub(super) fn append(
        &self,
        tx: &mut Tx<'_>,
        mut conversation: Conversation,
        sender: i64,
        named: bool,
        countable: bool,
        message: &mut MsgData,
    ) -> Result<Appended, Failure> {
        conversation.max_seq += 1;
        conversation.count += i64::from(countable);
        conversation.last_time = self.stamp();
        message.seq = conversation.max_seq;
        message.count = if self.rules.plain { 0 } else { conversation.count };
        message.send_time = conversation.last_time;
        message.server_msg_id = self.server_msg_id();
        super::revoking::without_what_is_gone(tx, message)?;
        let body = Bytes::from(message.encode_to_vec());
        let position = messages::insert(
            tx,
            &NewMessage {
                conversation: conversation.id,
                seq: message.seq,
                sender,
                client_msg_id: if named { &message.client_msg_id } else { "" },
                send_time: message.send_time,
                content_type: message.content_type,
                count: conversation.count,
                body: &body,
            },
        )?;
        self.note_uses(tx, conversation.id, message.seq, &message.content)?;
        if let Some(quoted) = super::revoking::quoted(message) {
            quotes::insert(tx, conversation.id, &quoted.client_msg_id, message.seq)?;
        }
        conversations::advance(tx, &conversation)?;
        let (im, now) = (self.clone(), message.send_time);
        tx.after_commit(move || {
            im.stored.send_replace(());
            im.marker.moved(
                Reached {
                    messages: position,
                    versions: 0,
                },
                now,
            )
        });
        Ok(Appended {
            conversation,
            position,
            body,
        })
    }
}

/// What [`Im::append`] wrote.
pub(super) struct Appended {
    pub(super) conversation: Conversation,
    position: i64,
    pub(super) body: Bytes,
}

impl Shared {
    /// Whether this may be sent, and to whom; puts the receiver's wire id in place.
    fn route(&self, connection: &Connection, from: &Sender, message: &mut MsgData) -> Result<Route, Failure> {
        if message.session_type == session::GROUP {
            return self.route_to_group(connection, from, message);
        }
        let Some(to) = users::receiver(connection, &message.recv_id, from.row)? else {
            return Err(Failure::NO_USER);
        };
        message.recv_id = to.user_id;
        message.group_id.clear();
        let conversation_id = between(message.session_type, &from.user_id, &message.recv_id);
        let there = conversations::towards(connection, &conversation_id, to.row)?;
        let opt = there.as_ref().map_or(0, |there| there.recv_msg_opt);
        if !from.privileged && to.row != from.row {
            if to.blocks {
                return Err(BLOCKED);
            }
            if to.recv_msg_opt == 1 || opt == 1 {
                return Err(NOT_TAKEN);
            }
        }
        Ok(Route::new(conversation_id, there, Audience::Person(to.row)))
    }

    fn route_to_group(&self, connection: &Connection, from: &Sender, message: &mut MsgData) -> Result<Route, Failure> {
        check::group_id(&message.group_id)?;
        message.recv_id.clear();
        let (group, status) = groups::status(connection, &message.group_id)?.ok_or(NO_GROUP)?;
        if status == groups::DISMISSED {
            return Err(DISMISSED);
        }
        if !from.privileged {
            let member = group_members::find(connection, group, from.row)?.ok_or(NOT_MEMBER)?;
            if member.mute_end > self.time() {
                return Err(Failure::new(Code::MUTED, "the sender is muted"));
            }
            if status == groups::MUTED && member.role < group_members::ADMIN && !member.exempt {
                return Err(Failure::new(Code::GROUP_MUTED, "the group is muted"));
            }
        }
        let conversation_id = ids::conversation_id::group(&message.group_id);
        let there = conversations::towards(connection, &conversation_id, 0)?;
        let members = self.roster(connection, group)?;
        Ok(Route::new(conversation_id, there, Audience::Group(group, members)))
    }

    pub(super) fn server_msg_id(&self) -> String {
        ids::hex(&self.random_bytes::<16>())
    }
}

/// The conversation of two people, by wire ids.
fn between(session_type: i32, from: &str, to: &str) -> String {
    match session_type {
        session::NOTIFICATION => ids::conversation_id::notice(from, to),
        _ => ids::conversation_id::single(from, to),
    }
}

/// Where a message is to go; whether it may is not asked.
fn aim(connection: &Connection, from: &Sender, message: &MsgData) -> Result<String, Failure> {
    if message.session_type == session::GROUP {
        return Ok(ids::conversation_id::group(&message.group_id));
    }
    let to = users::find(connection, &message.recv_id)?.ok_or(Failure::NO_USER)?;
    Ok(between(message.session_type, &from.user_id, &to.user_id))
}

/// The answer to a message that was sent before, if it was sent there.
fn sent_before(body: &[u8], there: &str) -> Result<Sent, Failure> {
    let message = MsgData::decode(body).map_err(|_| Failure::new(Code::DATA, "the stored message cannot be read"))?;
    let conversation_id = match message.session_type {
        session::GROUP => ids::conversation_id::group(&message.group_id),
        kind => between(kind, &message.send_id, &message.recv_id),
    };
    if conversation_id != there {
        return Err(SENT_ELSEWHERE);
    }
    Ok(Sent {
        server_msg_id: message.server_msg_id,
        client_msg_id: message.client_msg_id,
        send_time: message.send_time,
        conversation_id,
        seq: message.seq,
    })
}
