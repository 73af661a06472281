//! From rows about groups to what the UI is shown. Knows no SQL beyond asking for rows.

use rusqlite::{Connection, Result};

use crate::changes::Teller;
use crate::store::group_members::{self, ADMIN, Member, OWNER};
use crate::store::group_requests::GroupRequest;
use crate::store::groups::{self, Group};
use crate::store::users::{self, User};
use crate::store::{account, group_marks};
use crate::view::{
    AnnouncementView, FaceView, GroupRequestView, GroupRole, GroupState, GroupView, Joining, MemberView, RequestState,
    UserView,
};

/// Of so many members a group's picture is drawn.
pub(crate) const FACES: u32 = 9;

fn role(level: i32) -> GroupRole {
    match level {
        level if level >= OWNER => GroupRole::Owner,
        level if level >= ADMIN => GroupRole::Admin,
        _ => GroupRole::Member,
    }
}

/// What somebody is called in a group and nowhere else; empty: as everywhere.
pub(crate) fn own_nickname(user: &User, member: &Member) -> String {
    if member.nickname == user.nickname {
        String::new()
    } else {
        member.nickname.clone()
    }
}

pub(crate) fn user(db: &Connection, id: &str) -> Result<User> {
    Ok(users::get(db, id)?.unwrap_or_else(|| users::nobody(id)))
}

fn face(db: &Connection, member: &Member) -> Result<FaceView> {
    let user = user(db, &member.id)?;
    let own = own_nickname(&user, member);
    let nickname = match (user.relation.remark.is_empty(), own.is_empty()) {
        (true, false) => own,
        _ => user.called().to_owned(),
    };
    Ok(FaceView {
        user_id: user.id,
        nickname,
        face_url: user.face_url,
    })
}

pub(crate) fn group(db: &Connection, group: &Group) -> Result<GroupView> {
    let me = account::user_id(db)?;
    let marks = group_marks::get(db, &group.id)?;
    let own = group_members::get(db, &group.id, &me)?.unwrap_or_default();
    let faces = group_members::page(db, &group.id, 0, FACES)?;
    let faces = faces.iter().map(|member| face(db, member));
    Ok(GroupView {
        faces: faces.collect::<Result<_>>()?,
        announcement: (!group.announcement.is_empty()).then(|| AnnouncementView {
            text: group.announcement.clone(),
            author_id: group.announcer.clone(),
            time: group.announced,
            read: group.announcer == me || marks.read >= group.announced,
        }),
        members: match group.whole {
            true => group_members::count(db, &group.id)?,
            false => group.members,
        },
        role: group.joined.then(|| match group.owner == me {
            // Also before the members are known.
            true => GroupRole::Owner,
            false => role(own.role),
        }),
        nickname: own_nickname(&user(db, &me)?, &own),
        muted_until: own.muted_until,
        exempt: own.exempt,
        saved: marks.saved,
        ..looked_up(group)
    })
}

/// The same as whoever is not in it sees it.
pub(crate) fn looked_up(group: &Group) -> GroupView {
    GroupView {
        group_id: group.id.clone(),
        name: group.name.clone(),
        face_url: group.face_url.clone(),
        faces: Vec::new(),
        introduction: group.introduction.clone(),
        announcement: None,
        owner_id: group.owner.clone(),
        members: group.members,
        created: group.created,
        role: None,
        nickname: String::new(),
        muted_until: 0,
        exempt: false,
        state: match group.status {
            1 => GroupState::Banned,
            groups::DISMISSED => GroupState::Dismissed,
            3 => GroupState::Muted,
            _ => GroupState::Open,
        },
        joining: match group.need_verification {
            1 => Joining::Approval,
            2 => Joining::Direct,
            _ => Joining::Asking,
        },
        members_open: group.look_member_info == 0,
        members_add: group.apply_member_friend == 0,
        saved: false,
    }
}

/// A group in the place of the other person of a conversation.
pub(crate) fn title(group: &Group) -> User {
    User {
        id: group.id.clone(),
        nickname: group.name.clone(),
        face_url: group.face_url.clone(),
        ..User::default()
    }
}

pub(crate) fn member(db: &Connection, teller: &Teller, member: &Member) -> Result<MemberView> {
    let user = user(db, &member.id)?;
    Ok(MemberView {
        nickname: own_nickname(&user, member),
        user: teller.user_view(&user),
        role: role(member.role),
        joined: member.joined,
        muted_until: member.muted_until,
        exempt: member.exempt,
    })
}

pub(crate) fn request(db: &Connection, teller: &Teller, request: &GroupRequest) -> Result<GroupRequestView> {
    let known = groups::get(db, &request.group)?;
    let (name, face_url) = match known {
        Some(group) => (group.name, group.face_url),
        None => (request.group_name.clone(), request.group_face_url.clone()),
    };
    let shown = |id: &str| -> Result<UserView> { Ok(teller.user_view(&user(db, id)?)) };
    Ok(GroupRequestView {
        group_id: request.group.clone(),
        group_name: name,
        group_face_url: face_url,
        user: shown(&request.user)?,
        inviter: match request.inviter.as_str() {
            "" => None,
            id => Some(shown(id)?),
        },
        side: request.side,
        message: request.message.clone(),
        answer: request.answer.clone(),
        time: request.time,
        state: match request.result {
            0 => RequestState::Waiting,
            1 => RequestState::Accepted,
            _ => RequestState::Refused,
        },
    })
}
