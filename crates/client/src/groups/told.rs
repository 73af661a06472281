//! What the server tells of groups, members and requests, written down. Everything can be told twice or in part without
//! harm. Knows no network.

use std::collections::{BTreeMap, BTreeSet};

use protocol::ids::conversation_id;
use protocol::pb::{self, GroupInfo, GroupMemberFullInfo};
use protocol::rest::versioned;
use rusqlite::{Connection, Result};

use crate::changes::Changes;
use crate::chores::Chores;
use crate::relations::meet;
use crate::store::group_marks::{self, Marks};
use crate::store::group_members::{self, Member};
use crate::store::group_requests::{self, GroupRequest, Key};
use crate::store::groups::{self, DISMISSED, Group};
use crate::store::users::{self, User};
use crate::store::{account, conversations};
use crate::view::RequestSide;

/// What a group is, whether this person is in it or not.
pub(crate) fn group(db: &Connection, changes: &mut Changes, told: &GroupInfo) -> Result<()> {
    let before = groups::get(db, &told.group_id)?;
    let (joined, whole) = before
        .as_ref()
        .map(|group| (group.joined, group.whole))
        .unwrap_or_default();
    let now = Group {
        joined,
        whole,
        ..Group::from(told)
    };
    write(db, changes, before, &now)
}

fn write(db: &Connection, changes: &mut Changes, before: Option<Group>, now: &Group) -> Result<()> {
    if before.as_ref() == Some(now) {
        return Ok(());
    }
    groups::put(db, now)?;
    changes.group(&now.id);
    let before = before.unwrap_or_default();
    if (&before.name, &before.face_url) != (&now.name, &now.face_url) {
        changes.conversation(&conversation_id::group(&now.id));
        for request in group_requests::of_group(db, &now.id)? {
            changes.group_request(request.key());
        }
    }
    Ok(())
}

/// This person is in a group, whether that is news or not.
pub(crate) fn joined(db: &Connection, changes: &mut Changes, chores: &mut Chores, told: &GroupInfo) -> Result<()> {
    if told.status == DISMISSED {
        group(db, changes, told)?;
        return left(db, changes, chores, &told.group_id);
    }
    let before = groups::get(db, &told.group_id)?;
    let known = before.as_ref().filter(|group| group.joined);
    // Who comes back has missed what was taken back or deleted there meanwhile.
    chores.everything |= before.as_ref().is_some_and(|group| !group.joined);
    if known.is_none() {
        chores.groups.members.insert(told.group_id.clone());
    }
    let now = Group {
        joined: true,
        whole: known.is_some_and(|group| group.whole),
        ..Group::from(told)
    };
    write(db, changes, before, &now)
}

/// This person is not in a group any more. As long as he has its conversation it is kept, with those who were in it.
pub(crate) fn left(db: &Connection, changes: &mut Changes, chores: &mut Chores, id: &str) -> Result<()> {
    let Some(before) = groups::get(db, id)?.filter(|group| group.joined) else {
        return Ok(());
    };
    chores.groups.requests = true;
    if conversations::get(db, &conversation_id::group(id))?.is_none() {
        return forget(db, changes, id);
    }
    chores.groups.info.insert(id.to_owned());
    let me = account::user_id(db)?;
    not_member(db, changes, id, &me)?;
    groups::set_version(db, id, &versioned::Known::default())?;
    let now = Group {
        joined: false,
        whole: false,
        ..before.clone()
    };
    write(db, changes, Some(before), &now)
}

/// Nothing is left of a group.
pub(crate) fn forget(db: &Connection, changes: &mut Changes, id: &str) -> Result<()> {
    group_members::remove_all(db, id)?;
    groups::remove(db, id)?;
    changes.group(id);
    Ok(())
}

/// These are all that this person is in.
pub(crate) fn only_groups(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    all: &[GroupInfo],
) -> Result<()> {
    let ids: BTreeSet<_> = all.iter().map(|told| told.group_id.as_str()).collect();
    for id in groups::joined(db)? {
        if !ids.contains(id.as_str()) {
            left(db, changes, chores, &id)?;
        }
    }
    for told in all {
        joined(db, changes, chores, told)?;
    }
    Ok(())
}

/// Somebody is in a group, or is something else in it.
pub(crate) fn member(db: &Connection, changes: &mut Changes, group: &str, told: &GroupMemberFullInfo) -> Result<()> {
    if known(db, changes, group, told)? != Known::Same {
        changes.member(group, &told.user_id);
    }
    Ok(())
}

/// The same of somebody who was looked at: that he is known from now on is no news of the group.
pub(crate) fn looked_at(db: &Connection, changes: &mut Changes, group: &str, told: &GroupMemberFullInfo) -> Result<()> {
    if known(db, changes, group, told)? == Known::Otherwise {
        changes.member(group, &told.user_id);
    }
    Ok(())
}

#[derive(PartialEq, Eq)]
enum Known {
    Same,
    Otherwise,
    New,
}

fn known(db: &Connection, changes: &mut Changes, group: &str, told: &GroupMemberFullInfo) -> Result<Known> {
    meet(db, changes, &told.user_id, &told.nickname, &told.face_url)?;
    let member = Member {
        id: told.user_id.clone(),
        role: told.role_level,
        nickname: told.nickname.clone(),
        joined: told.join_time,
        muted_until: told.mute_end_time,
        exempt: told.exempt,
    };
    let before = group_members::put(db, group, &member)?;
    if before.as_ref().is_none_or(|before| before.nickname != member.nickname) {
        changes.renamed_in(db, &member.id, vec![conversation_id::group(group)])?;
    }
    Ok(match before {
        None => Known::New,
        Some(before) if before == member => Known::Same,
        Some(_) => Known::Otherwise,
    })
}

pub(crate) fn not_member(db: &Connection, changes: &mut Changes, group: &str, user: &str) -> Result<()> {
    if group_members::remove(db, group, user)? {
        changes.member(group, user);
        changes.renamed_in(db, user, vec![conversation_id::group(group)])?;
    }
    Ok(())
}

/// These are all members or, where the list is not `complete`, those who are known from now on.
pub(crate) fn only_members(
    db: &Connection,
    changes: &mut Changes,
    group: &str,
    all: &[GroupMemberFullInfo],
    complete: bool,
) -> Result<()> {
    let ids: BTreeSet<_> = all.iter().map(|told| told.user_id.as_str()).collect();
    for id in group_members::ids(db, group)? {
        if ids.contains(id.as_str()) {
            continue;
        }
        if complete {
            not_member(db, changes, group, &id)?;
        } else {
            // He may still be in it.
            group_members::remove(db, group, &id)?;
            changes.renamed_in(db, &id, vec![conversation_id::group(group)])?;
        }
    }
    changes.members(group);
    for told in all {
        member(db, changes, group, told)?;
    }
    if let Some(before) = groups::get(db, group)? {
        let now = Group {
            whole: complete,
            ..before.clone()
        };
        write(db, changes, Some(before), &now)?;
    }
    Ok(())
}

/// The same of a large group, all of whose members are known from now on.
pub(crate) fn gathered(db: &Connection, changes: &mut Changes, group: &str, all: &[GroupMemberFullInfo]) -> Result<()> {
    let ids: BTreeSet<_> = all.iter().map(|told| told.user_id.as_str()).collect();
    for id in group_members::ids(db, group)? {
        if !ids.contains(id.as_str()) {
            not_member(db, changes, group, &id)?;
        }
    }
    for told in all {
        looked_at(db, changes, group, told)?;
    }
    if let Some(before) = groups::get(db, group)? {
        let now = Group {
            whole: true,
            ..before.clone()
        };
        write(db, changes, Some(before), &now)?;
    }
    Ok(())
}

/// Somebody is called otherwise by himself, and so he is in groups where he has no other name.
pub(crate) fn renamed(db: &Connection, changes: &mut Changes, before: &User, nickname: &str) -> Result<()> {
    // What only a message or a list of members said may have been his name in a group.
    if before.fetched > 0 && before.nickname != nickname {
        group_members::renamed(db, &before.id, &before.nickname, nickname)?;
    }
    // Which of a member's names is his own in the group shows by comparing it with this one.
    for group in group_members::groups_of(db, &before.id)? {
        changes.member(&group, &before.id);
    }
    changes.renamed(db, &before.id)
}

/// A request is new, or was answered.
pub(crate) fn requested(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    side: RequestSide,
    told: &pb::GroupRequest,
) -> Result<()> {
    let (Some(user), Some(group)) = (&told.user_info, &told.group_info) else {
        return Ok(());
    };
    meet(db, changes, &user.user_id, &user.nickname, &user.face_url)?;
    let inviter = &told.inviter_user_id;
    let request = GroupRequest {
        group: group.group_id.clone(),
        user: user.user_id.clone(),
        side,
        group_name: group.group_name.clone(),
        group_face_url: group.face_url.clone(),
        inviter: if *inviter == user.user_id {
            String::new()
        } else {
            inviter.clone()
        },
        message: told.req_msg.clone(),
        answer: told.handle_msg.clone(),
        time: told.req_time,
        result: told.handle_result,
    };
    // Of whoever asked for him nothing but an ID is told.
    if !request.inviter.is_empty() && users::get(db, &request.inviter)?.is_none() {
        chores.profiles.insert(request.inviter.clone());
    }
    if group_requests::put(db, &request)? {
        changes.group_request(request.key());
    }
    Ok(())
}

/// These are all requests of these sides.
pub(crate) fn only_requests(
    db: &Connection,
    changes: &mut Changes,
    chores: &mut Chores,
    sides: &[RequestSide],
    all: &[(RequestSide, pb::GroupRequest)],
) -> Result<()> {
    let keys = all.iter().filter_map(|(side, told)| {
        let (user, group) = (told.user_info.as_ref()?, told.group_info.as_ref()?);
        Some((group.group_id.clone(), user.user_id.clone(), *side))
    });
    let keys: BTreeSet<Key> = keys.collect();
    for request in group_requests::all(db)? {
        let key = request.key();
        if sides.contains(&request.side) && !keys.contains(&key) {
            group_requests::remove(db, &key)?;
            // He leads the group no more, or it is no more: nothing is left to be told of one by one.
            changes.resync();
        }
    }
    for (side, told) in all {
        requested(db, changes, chores, *side, told)?;
    }
    Ok(())
}

/// What this person keeps of groups; nothing of those that are not named.
pub(crate) fn only_marks(db: &Connection, changes: &mut Changes, told: &BTreeMap<String, Marks>) -> Result<()> {
    let known = group_marks::all(db)?;
    for id in known.keys().chain(told.keys()) {
        mark(db, changes, id, told.get(id).copied().unwrap_or_default())?;
    }
    Ok(())
}

pub(crate) fn mark(db: &Connection, changes: &mut Changes, group: &str, marks: Marks) -> Result<()> {
    if group_marks::get(db, group)? != marks {
        group_marks::put(db, group, marks)?;
        changes.group(group);
    }
    Ok(())
}
