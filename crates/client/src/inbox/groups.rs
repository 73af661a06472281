//! Notices about groups. What a notice tells of a group is written down at once; what it tells of members, if it is the
//! next version of the group's members: otherwise a change before it may be missing, and they are asked for.

use protocol::content::{self, tips};
use protocol::ids::conversation_id;
use protocol::pb::{GroupMemberFullInfo, GroupRequest, MsgData};
use protocol::rest::ext::groups::INVITATIONS;
use rusqlite::{Connection, Result};
use serde::Deserialize;

use super::notice::read;
use super::relations::next;
use crate::changes::Changes;
use crate::chores::Chores;
use crate::groups::told;
use crate::store::group_members::{self, ADMIN};
use crate::store::groups::{self, DISMISSED};
use crate::store::versions::{self, List};
use crate::view::RequestSide;

/// What a server says in its own words.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Hint {
    key: String,
}

/// What a notice says of members.
#[derive(Default)]
struct Members {
    /// Who came in.
    come: Vec<GroupMemberFullInfo>,
    changed: Vec<GroupMemberFullInfo>,
    gone: Vec<GroupMemberFullInfo>,
}

/// Whether it was one of these.
pub(super) fn apply(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    me: &str,
    message: &MsgData,
) -> Result<bool> {
    match message.content_type {
        content::JOIN_REQUEST => {
            let told = read::<tips::JoinGroupApplicationTips>(message).and_then(|tips| tips.request);
            request(db, changes, chores, me, told)?;
        }
        content::JOIN_REQUEST_ACCEPTED | content::JOIN_REQUEST_REJECTED => {
            let told = read::<tips::GroupApplicationHandledTips>(message).and_then(|tips| tips.request);
            request(db, changes, chores, me, told)?;
        }
        content::USER_COMMAND_ADDED | content::USER_COMMAND_DELETED | content::USER_COMMAND_UPDATED => {
            // Of which kind it is, nobody tells.
            chores.groups.marks = true;
            chores.favourites = true;
        }
        content::BUSINESS_NOTIFICATION => {
            let hint = read::<Hint>(message).unwrap_or_default();
            chores.groups.requests |= hint.key == INVITATIONS;
        }
        content_type if is_change(content_type) => change(db, changes, chores, me, message)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn is_change(content_type: i32) -> bool {
    (content::GROUP_CREATED..=content::GROUP_NAME_SET).contains(&content_type)
}

fn change(db: &Connection, changes: &mut Changes, chores: &mut Chores, me: &str, message: &MsgData) -> Result<()> {
    // All of them name the group and the version alike.
    let tips = read::<tips::GroupInfoSetTips>(message).unwrap_or_default();
    let Some(info) = tips.group else {
        chores.groups.joined = true;
        return Ok(());
    };
    let id = &info.group_id;
    let members = members(message);
    let is_me = |member: &GroupMemberFullInfo| member.user_id == me;
    if message.content_type == content::GROUP_CREATED || members.come.iter().any(is_me) {
        // What was there before counts as read, and only the server knows how much that is.
        chores.list = true;
        chores.reading.insert(conversation_id::group(id));
        chores.groups.joined = true;
        return Ok(());
    }
    if groups::get(db, id)?.is_none_or(|group| !group.joined) {
        chores.groups.joined = true;
        return Ok(());
    }
    versions::tell(db, List::Groups)?;
    told::group(db, changes, &info)?;
    if info.status == DISMISSED || members.gone.iter().any(is_me) {
        chores.groups.joined = true;
        return told::left(db, changes, chores, id);
    }
    let leads = |role: i32| role >= ADMIN;
    let before = group_members::get(db, id, me)?.map(|own| leads(own.role));
    if let Some(own) = members.changed.iter().find(|member| is_me(member))
        && before != Some(leads(own.role_level))
    {
        chores.groups.requests = true;
    }
    let (log, version) = (&tips.group_member_version_id, tips.group_member_version);
    let Some(next) = next(&groups::version(db, id)?, log, version) else {
        chores.groups.members.insert(id.clone());
        return Ok(());
    };
    groups::set_version(db, id, &next)?;
    for member in members.come.iter().chain(&members.changed) {
        told::member(db, changes, id, member)?;
    }
    for member in &members.gone {
        told::not_member(db, changes, id, &member.user_id)?;
    }
    Ok(())
}

fn members(message: &MsgData) -> Members {
    let mut members = Members::default();
    match message.content_type {
        content::MEMBER_QUIT => members
            .gone
            .extend(read::<tips::MemberQuitTips>(message).and_then(|tips| tips.quit_user)),
        content::MEMBER_KICKED => {
            members.gone = read::<tips::MemberKickedTips>(message)
                .unwrap_or_default()
                .kicked_user_list;
        }
        content::MEMBER_INVITED => {
            members.come = read::<tips::MemberInvitedTips>(message)
                .unwrap_or_default()
                .invited_user_list;
        }
        content::MEMBER_ENTERED => members
            .come
            .extend(read::<tips::MemberEnterTips>(message).and_then(|tips| tips.entrant_user)),
        content::GROUP_OWNER_TRANSFERRED => {
            let tips = read::<tips::OwnerTransferredTips>(message).unwrap_or_default();
            members.changed.extend(tips.old_group_owner_info);
            members.changed.extend(tips.new_group_owner);
        }
        content::MEMBER_MUTED => members
            .changed
            .extend(read::<tips::MemberMutedTips>(message).and_then(|tips| tips.muted_user)),
        content::MEMBER_UNMUTED => members
            .changed
            .extend(read::<tips::MemberUnmutedTips>(message).and_then(|tips| tips.muted_user)),
        content::MEMBER_INFO_SET | content::MEMBER_TO_ADMIN | content::MEMBER_TO_ORDINARY => members
            .changed
            .extend(read::<tips::MemberInfoSetTips>(message).and_then(|tips| tips.changed_user)),
        _ => {}
    }
    members
}

/// A request is shown at once. It bears no version, so that a list which was asked for before may lack it: the list is
/// fetched once more.
fn request(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    me: &str,
    told: Option<GroupRequest>,
) -> Result<()> {
    chores.groups.requests = true;
    let Some(told) = told else {
        return Ok(());
    };
    let about = told.user_info.as_ref().map(|user| user.user_id.as_str());
    let group = told.group_info.as_ref().map(|group| group.group_id.as_str());
    if about == Some(me) {
        return told::requested(db, changes, chores, RequestSide::Asking, &told);
    }
    // Whoever asked for somebody hears of it too, and has no part in it any more.
    let own = group_members::get(db, group.unwrap_or_default(), me)?;
    match own.is_some_and(|own| own.role >= ADMIN) {
        true => told::requested(db, changes, chores, RequestSide::Leading, &told),
        false => Ok(()),
    }
}
