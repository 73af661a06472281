//! From rows to what the UI is shown. Knows no SQL beyond asking for rows.

mod content;

use protocol::content::session;
use rusqlite::{Connection, Result};

use crate::changes::Teller;
use crate::mentions::whom;
use crate::presence::Seen;
use crate::store::conversations::Conversation;
use crate::store::friend_requests::FriendRequest;
use crate::store::friends::Friend;
use crate::store::group_members;
use crate::store::messages::{self, Message, State};
use crate::store::users::{self, User};
use crate::view::{
    Burns, ConversationKind, ConversationView, Digest, FriendRequestView, FriendView, Mentioned, MentionedWhom,
    MessageState, MessageView, RequestState, UserView,
};
use crate::{acts, failure, friends, groups, names, store, wishes};

pub(crate) use content::{
    LINK, PICTURE, VIDEO, VOICE, apart, called_by, called_in, content, drawn, inner, kind as file_kind, link, quoted,
    transcript,
};

pub(crate) fn state(message: &Message, conversation: &Conversation) -> MessageState {
    if !message.mine {
        return MessageState::Received;
    }
    let read = conversation.kind == session::SINGLE && message.seq > 0;
    match message.state {
        State::Sending => MessageState::Sending,
        State::Failed => MessageState::Failed {
            code: failure::read(&message.failure),
        },
        State::Stored if read && message.seq <= conversation.peer_read_seq => MessageState::Read,
        State::Stored => MessageState::Sent,
    }
}

/// What the sender is called: a friend by his remark wherever he writes. The other one of a conversation of two bears his
/// present name, and a member the one that he has in the group; in other places, and where his account is gone, everybody
/// bears the name that the message says.
fn sender(db: &Connection, message: &Message, conversation: &Conversation) -> Result<String> {
    if message.mine && !message.sender_nickname.is_empty() {
        return Ok(message.sender_nickname.clone());
    }
    let known = users::get(db, &message.sender)?.unwrap_or_default();
    if !known.relation.remark.is_empty() {
        return Ok(known.relation.remark);
    }
    if conversation.kind == session::GROUP
        && let Some(member) = group_members::get(db, &conversation.peer, &message.sender)?
    {
        let own = groups::views::own_nickname(&known, &member);
        if !own.is_empty() {
            return Ok(own);
        }
    }
    let present = !message.mine && conversation.kind != session::GROUP;
    if !message.sender_nickname.is_empty() && !present {
        return Ok(message.sender_nickname.clone());
    }
    let gone = known.about.is_some_and(|about| about.deleted);
    if !message.sender_nickname.is_empty() && (gone || known.nickname.is_empty()) {
        return Ok(message.sender_nickname.clone());
    }
    Ok(known.nickname)
}

/// The sender's picture as it is now; where his profile was never told, what the message says. One's own is the account's.
fn face(db: &Connection, message: &Message) -> Result<String> {
    if message.mine {
        return Ok(String::new());
    }
    let known = users::get(db, &message.sender)?.unwrap_or_default();
    Ok(if known.fetched == 0 && known.face_url.is_empty() {
        message.sender_face_url.clone()
    } else {
        known.face_url
    })
}

/// What somebody is called in a conversation; his ID where nobody here knows.
pub(crate) fn called(db: &Connection, conversation: &Conversation, user: &str) -> Result<String> {
    let group = match conversation.kind {
        session::GROUP => conversation.peer.as_str(),
        _ => "",
    };
    let name = content::called_in(db, group, user)?;
    Ok(if name.is_empty() { user.to_owned() } else { name })
}

pub(crate) fn message(db: &Connection, message: &Message, conversation: &Conversation) -> Result<MessageView> {
    let acts = acts::of(db, message)?;
    let content = drawn(db, &acts::reads_now(message, &acts), false)?;
    let me = store::account::user_id(db)?;
    Ok(MessageView {
        client_msg_id: message.client_msg_id.clone(),
        conversation_id: message.conversation.clone(),
        seq: (message.seq > 0).then_some(message.seq),
        local: message.local,
        sender_id: message.sender.clone(),
        sender_nickname: sender(db, message, conversation)?,
        sender_face_url: face(db, message)?,
        mine: message.mine,
        time: message.time,
        state: state(message, conversation),
        reactions: acts::reactions(db, conversation, &me, &acts)?,
        edited: acts.edited(message),
        pinned: acts.pinned,
        burns: burns(db, message)?,
        link: content::link(message, &content),
        content,
    })
}

fn burns(db: &Connection, message: &Message) -> Result<Option<Burns>> {
    if message.burns == 0 {
        return Ok(None);
    }
    Ok(Some(Burns {
        seconds: u32::try_from(message.burns).unwrap_or(u32::MAX),
        at: store::burning::at(db, message.local)?,
    }))
}

pub(crate) fn user(user: &User, seen: Seen) -> UserView {
    let about = user.about.clone().unwrap_or_default();
    // A robot is neither here nor away.
    let seen = if about.robot { Seen::default() } else { seen };
    UserView {
        user_id: user.id.clone(),
        account: user.account.clone(),
        // A list needs something to write where the server has told no name yet.
        nickname: user.called().to_owned(),
        own_name: user.nickname.clone(),
        face_url: user.face_url.clone(),
        status: about.status,
        robot: about.robot,
        deleted: about.deleted,
        friend: user.relation.friend,
        blocked: user.relation.blocked,
        presence: seen.presence,
        on: seen.on,
    }
}

pub(crate) fn conversation(
    db: &Connection,
    row: &Conversation,
    presence: impl Fn(&str) -> Seen,
) -> Result<ConversationView> {
    let kind = match row.kind {
        session::SINGLE => ConversationKind::Single,
        session::NOTIFICATION => ConversationKind::Notice,
        _ => ConversationKind::Group,
    };
    let peer = match kind {
        ConversationKind::Group => store::groups::get(db, &row.peer)?.map(|group| groups::views::title(&group)),
        ConversationKind::Single | ConversationKind::Notice => users::get(db, &row.peer)?,
    };
    let peer = peer.unwrap_or_else(|| users::nobody(&row.peer));
    let last = match row.last {
        0 => None,
        local => messages::get(db, local)?,
    };
    let sender = last
        .as_ref()
        .map(|last| sender(db, last, row))
        .transpose()?
        .unwrap_or_default();
    let known = if kind == ConversationKind::Single {
        presence(&row.peer)
    } else {
        Seen::default()
    };
    Ok(ConversationView {
        id: row.id.clone(),
        kind,
        peer: user(&peer, known),
        archived: wishes::is_archived(row, last.as_ref().map(|last| last.seq)),
        last: match &last {
            Some(last) => Some(Digest {
                mine: last.mine,
                sender,
                content: content(db, last)?,
                state: state(last, row),
            }),
            None => None,
        },
        time: row.time,
        unread: row.unread,
        failed: row.failed,
        draft: row.draft.text.clone(),
        draft_meant: row.draft.meant.clone(),
        draft_quote: match messages::by_id(db, &row.draft.quote)? {
            Some(message) => Some(quoted(db, &message)?),
            None => None,
        },
        draft_files: store::draft_files::count(db, &row.id)?,
        notify: wishes::notify(row),
        pinned: wishes::pinned(row),
        marked_unread: wishes::marked_unread(row),
        mentioned: mentioned(row),
        burn: u32::try_from(wishes::burn(row)).unwrap_or(u32::MAX),
        keep: u32::try_from(wishes::keep(row)).unwrap_or(u32::MAX),
    })
}

fn mentioned(row: &Conversation) -> Option<Mentioned> {
    let whom = match row.mention {
        whom::ME => MentionedWhom::Me,
        whom::EVERYBODY => MentionedWhom::Everybody,
        whom::ANNOUNCEMENT => MentionedWhom::Announcement,
        _ => return None,
    };
    let seq = (row.mention_seq > 0).then_some(row.mention_seq);
    Some(Mentioned { whom, seq })
}

/// The order of the list: pinned ones by their places, then the newest.
pub(crate) fn sort(rows: &mut [ConversationView]) {
    rows.sort_by(|one, other| {
        let order = (other.pinned, other.time).cmp(&(one.pinned, one.time));
        order.then_with(|| one.id.cmp(&other.id))
    });
}

pub(crate) fn friend(db: &Connection, friend: &Friend, presence: impl Fn(&str) -> Seen) -> Result<FriendView> {
    let known = users::get(db, &friend.id)?.unwrap_or_else(|| users::nobody(&friend.id));
    Ok(FriendView {
        user: user(&known, presence(&friend.id)),
        remark: friend.remark.clone(),
        note: friends::note(friend),
        pinned: friend.pinned,
        key: names::key(known.called()),
        since: friend.since,
    })
}

pub(crate) fn request(db: &Connection, request: &FriendRequest, teller: &Teller) -> Result<FriendRequestView> {
    let known = users::get(db, &request.id)?.unwrap_or_else(|| users::nobody(&request.id));
    Ok(FriendRequestView {
        user: teller.user_view(&known),
        mine: request.mine,
        message: request.message.clone(),
        answer: request.answer.clone(),
        time: request.time,
        state: match request.result {
            0 if teller.expired(db, request.time)? => RequestState::Expired,
            0 => RequestState::Waiting,
            1 => RequestState::Accepted,
            _ => RequestState::Refused,
        },
        seen: request.seen,
    })
}
