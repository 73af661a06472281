//! What everybody in a group is told: a notice for those online, by which their lists change, and for what is shown in
//! the thread also a line, which is stored there once for all.

use db::Tx;
use protocol::content::{self, Notification};
use protocol::options::{self, UNREAD_COUNT};
use protocol::pb::{GroupInfo, GroupMemberFullInfo, MsgData};
use protocol::{Code, ids};
use serde::Serialize;
use serde_json::Value;

use super::super::notices::Audience;
use super::super::{Failure, Im};
use super::{Actor, conversation_of, group_info, member_info, shown_in};
use crate::store::group_members::Member;
use crate::store::user_conversations::{self, ANNOUNCED};
use crate::store::users::User;
use crate::store::versions::{self, Change, List};
use crate::store::{group_members, groups};

/// Members that one notice names; more are told by more notices. A frame has an end.
pub(super) const NAMED: usize = 50;
/// A picture's address or an `ex` that is longer is left out of lists of members, in bytes.
const LONG: usize = 512;

/// What most notices say.
pub(super) struct Told {
    pub(super) group: Option<GroupInfo>,
    pub(super) op_user: Option<GroupMemberFullInfo>,
    pub(super) time: i64,
    pub(super) version: u64,
    pub(super) version_id: String,
}

/// Whether it also stands in the thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    None,
    Quiet,
    /// One that everybody is to see: it counts as unread and marks the conversation.
    Announcement,
}

impl Line {
    /// As OpenIM's calls ask for it; absent means yes.
    pub(super) fn wanted(send_message: Option<bool>) -> Self {
        match send_message {
            Some(false) => Self::None,
            _ => Self::Quiet,
        }
    }
}

/// A member in a list of many.
pub(super) fn brief(group_id: &str, member: Member) -> GroupMemberFullInfo {
    let mut info = member_info(group_id, member);
    for text in [&mut info.face_url, &mut info.ex] {
        if text.len() > LONG {
            text.clear();
        }
    }
    info
}

impl Im {
    /// The state after a change, for its notice.
    pub(super) fn told(&self, tx: &Tx<'_>, actor: &Actor, group: i64) -> Result<Told, Failure> {
        let group = groups::get(tx, group)?.ok_or(super::NO_GROUP)?;
        Ok(Told {
            op_user: Some(shown_in(tx, &group, &actor.user)?),
            time: self.time(),
            version: versions::version(tx, List::Members, group.id)?.unsigned_abs(),
            version_id: self.identity.version_id(List::Members, group.id),
            group: Some(group_info(group)),
        })
    }

    /// Notes that a group itself changed, for everybody in it.
    pub(super) fn note_group(&self, tx: &mut Tx<'_>, group: &groups::Group, change: Change) -> Result<(), Failure> {
        // An element that is no member: whoever follows the members fetches the group with them.
        self.note(tx, List::Members, group.id, "", Change::Update)?;
        let position = versions::note_members(tx, List::JoinedGroups, group.id, &group.group_id, change)?;
        self.moved_after(tx, position);
        Ok(())
    }

    /// Tells everybody in the group, as they are now.
    pub(super) fn tell_group(
        &self,
        tx: &mut Tx<'_>,
        from: &User,
        group: &groups::Group,
        content_type: i32,
        tips: &impl Serialize,
        line: Line,
    ) -> Result<(), Failure> {
        let everybody = group_members::users(tx, group.id)?;
        self.tell_those(tx, from, &group.group_id, everybody, content_type, tips, line)?;
        if line == Line::Announcement {
            self.call_everybody(tx, group.id, &group.group_id, from.id)?;
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "what, to whom and in what form")]
    pub(super) fn tell_those(
        &self,
        tx: &mut Tx<'_>,
        from: &User,
        group_id: &str,
        to: Vec<i64>,
        content_type: i32,
        tips: &impl Serialize,
        line: Line,
    ) -> Result<(), Failure> {
        let audience = Audience::Group(group_id, to.clone());
        self.notify_all_in(tx, from, audience, content_type, tips, false)?;
        if line == Line::None {
            return Ok(());
        }
        let mut conversation = conversation_of(tx, group_id)?;
        let announces = line == Line::Announcement;
        if announces {
            conversation.at_all_seq = conversation.max_seq + 1;
            conversation.at_all_type = ANNOUNCED;
        }
        let mut message = MsgData {
            send_id: from.user_id.clone(),
            group_id: group_id.to_owned(),
            client_msg_id: ids::client_msg_id(self.now(), self.random_bytes()),
            sender_nickname: from.nickname.clone(),
            sender_face_url: from.face_url.clone(),
            session_type: content::session::GROUP,
            msg_from: content::from::SYSTEM,
            content_type,
            content: lean(tips, announces)?,
            create_time: self.now(),
            status: content::status::SENT,
            ..MsgData::default()
        };
        // OpenIM counts every line as unread. Here a line that nobody wrote waits for nobody.
        if !self.rules.plain && !announces {
            message.options.insert(UNREAD_COUNT.to_owned(), false);
        }
        let countable = options::countable(&message.options, content_type);
        let stored = self.append(tx, conversation, from.id, false, countable, &mut message)?;
        let at = stored.conversation;
        if countable {
            // As with a message: who announces has read. A quiet line says nothing of what its author has read.
            user_conversations::read_up_to(tx, from.id, at.id, at.max_seq, at.count)?;
            user_conversations::mentions_seen(tx, from.id, at.id, at.at_all_seq)?;
        }
        self.show_again_in(tx, at.id, group_id)?;
        let push = self.pushed(ids::conversation_id::group(group_id), false, stored.body);
        let im = self.clone();
        tx.after_commit(move || im.hub.push_some(&to, None, &push));
        Ok(())
    }

    /// A message brings a conversation back to those who had deleted it from their lists.
    pub(in crate::im) fn show_again_in(
        &self,
        tx: &mut Tx<'_>,
        conversation: i64,
        group_id: &str,
    ) -> Result<(), Failure> {
        let wire_id = ids::conversation_id::group(group_id);
        for owner in user_conversations::show_again(tx, conversation)? {
            self.note(tx, List::Conversations, owner, &wire_id, Change::Insert)?;
        }
        Ok(())
    }
}

/// The details as they are kept in the thread: a group's long texts are not repeated with every line, except in the
/// announcement itself.
fn lean(tips: &impl Serialize, announces: bool) -> Result<Vec<u8>, Failure> {
    let unwritable = |_| Failure::new(Code::INTERNAL, "the notice cannot be written as JSON");
    let mut tips = serde_json::to_value(tips).map_err(unwritable)?;
    if let Some(Value::Object(group)) = tips.get_mut("group") {
        let long: &[&str] = if announces {
            &["introduction", "ex"]
        } else {
            &["notification", "introduction", "ex"]
        };
        for key in long {
            group.insert((*key).to_owned(), Value::String(String::new()));
        }
    }
    Notification::encode(&tips).map_err(|_| Failure::new(Code::INTERNAL, "the notice cannot be written as JSON"))
}
