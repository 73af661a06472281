//! Groups: who may do what to them, and what everybody is told. Every call is one transaction with its rows, its version
//! logs and its stored lines; what is pushed goes out after the commit. So a process that dies leaves either nothing of
//! it or all of it, and whoever missed the push finds the change by version. The writer takes one call after the other:
//! of two admins who act at once the second finds what the first left, and gets the code that says so.

mod ending;
mod extras;
mod inviting;
mod making;
mod members;
mod mentions;
mod muting;
mod requests;
mod roles;
mod roster;
mod serving;
mod settings;
mod telling;
#[cfg(test)]
mod tests;
mod texts;

use db::Tx;
use protocol::Code;
use protocol::pb::GroupMemberFullInfo;
use rusqlite::Connection;

use super::lists::{group_info, member_info};
use super::users::{self, must_find};
use super::{Failure, Im};
use crate::store::conversations::{self, Conversation};
use crate::store::group_members::{self, Member};
use crate::store::groups::{self, Group};
use crate::store::users::User;

pub(super) use mentions::mention_all;
pub(crate) use muting::LONGEST_S;
pub(crate) use requests::RequestSide;
pub(super) use roster::{Roster, Rosters};

/// People that one call may name.
const MOST_NAMED: usize = 1_000;

pub(super) const NO_GROUP: Failure = Failure::new(Code::GROUP_NOT_FOUND, "there is no such group");
pub(super) const NOT_MEMBER: Failure = Failure::new(Code::NOT_IN_GROUP, "the caller is not in the group");
pub(super) const DISMISSED: Failure = Failure::new(Code::GROUP_DISMISSED, "the group is dismissed");
const NO_SUCH_MEMBER: Failure = Failure::new(Code::USER_NOT_FOUND, "the user is not in the group");
const NOT_LEADING: Failure = Failure::new(Code::NO_PERMISSION, "only the owner and admins may do this");
const NOT_OWNER: Failure = Failure::new(Code::NO_PERMISSION, "only the owner may do this");
const OUTRANKED: Failure = Failure::new(Code::NO_PERMISSION, "the member's role is not below the caller's");
const TOO_MANY: Failure = Failure::args("the group would have too many members");
const TOO_MANY_ADMINS: Failure = Failure::args("the group would have too many admins");

/// Who changes a group.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    pub(crate) user: User,
    /// An administrator or an App Server: no role is asked, nothing is counted.
    pub(crate) privileged: bool,
}

/// A living group, and what an actor is in it.
struct Acting {
    group: Group,
    /// The role; above the owner's for the privileged.
    rank: i32,
}

impl Acting {
    fn must_lead(&self) -> Result<(), Failure> {
        if self.rank >= group_members::ADMIN {
            Ok(())
        } else {
            Err(NOT_LEADING)
        }
    }

    fn must_own(&self) -> Result<(), Failure> {
        if self.rank >= group_members::OWNER {
            Ok(())
        } else {
            Err(NOT_OWNER)
        }
    }

    fn must_outrank(&self, member: &Member) -> Result<(), Failure> {
        self.must_lead()?;
        if self.rank > member.role {
            Ok(())
        } else {
            Err(OUTRANKED)
        }
    }

    /// Somebody in the group.
    fn member(&self, connection: &Connection, user_id: &str) -> Result<Member, Failure> {
        let user = must_find(connection, user_id)?;
        group_members::find(connection, self.group.id, user.id)?.ok_or(NO_SUCH_MEMBER)
    }
}

/// The group, if it lives and this actor may act on it at all.
fn act(connection: &Connection, actor: &Actor, group_id: &str) -> Result<Acting, Failure> {
    let group = living(connection, group_id)?;
    let member = group_members::find(connection, group.id, actor.user.id)?;
    let rank = match (actor.privileged, member) {
        (true, _) => group_members::OWNER + 1,
        (false, Some(member)) => member.role,
        (false, None) => return Err(NOT_MEMBER),
    };
    Ok(Acting { group, rank })
}

fn living(connection: &Connection, group_id: &str) -> Result<Group, Failure> {
    let group = groups::find(connection, group_id)?.ok_or(NO_GROUP)?;
    if group.status == groups::DISMISSED {
        return Err(DISMISSED);
    }
    Ok(group)
}

/// The users of a list that names each once, all of whom there are.
fn named(connection: &Connection, user_ids: &[String]) -> Result<Vec<User>, Failure> {
    if user_ids.is_empty() || user_ids.len() > MOST_NAMED {
        return Err(Failure::args("nobody is named, or too many are"));
    }
    let mut users: Vec<User> = Vec::with_capacity(user_ids.len());
    let mut rows = std::collections::BTreeSet::new();
    for user_id in user_ids {
        let user = must_find(connection, user_id)?;
        if user.deleted {
            return Err(Failure::NO_USER);
        }
        // By row: a user has two ids where a foreign App Server calls him something that cannot travel.
        if !rows.insert(user.id) {
            return Err(Failure::args("somebody is named twice"));
        }
        users.push(user);
    }
    Ok(users)
}

/// The conversation of a group, made with its first need.
fn conversation_of(connection: &Connection, group_id: &str) -> Result<Conversation, Failure> {
    let wire_id = protocol::ids::conversation_id::group(group_id);
    match conversations::find(connection, &wire_id)? {
        Some(there) => Ok(there),
        None => Ok(conversations::insert(connection, &wire_id)?),
    }
}

/// Somebody as notices show him in a group, also one who is not in it.
fn shown_in(connection: &Connection, group: &Group, user: &User) -> Result<GroupMemberFullInfo, Failure> {
    if let Some(member) = group_members::find(connection, group.id, user.id)? {
        return Ok(member_info(&group.group_id, member));
    }
    Ok(GroupMemberFullInfo {
        group_id: group.group_id.clone(),
        user_id: user.user_id.clone(),
        nickname: user.nickname.clone(),
        face_url: user.face_url.clone(),
        app_manger_level: user.level,
        role_level: if user.level == users::ADMIN {
            group_members::ADMIN
        } else {
            0
        },
        ..GroupMemberFullInfo::default()
    })
}

impl Im {
    /// Runs one change to a group, unless its actor has made too many.
    async fn change<T: Send + 'static>(
        &self,
        actor: Actor,
        change: impl FnOnce(&Self, &mut Tx<'_>, &Actor) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        if !actor.privileged {
            self.group_changes
                .take(&actor.user.user_id, self.now())
                .map_err(|wait| Failure::early("too many changes to groups", wait.ms))?;
        }
        let im = self.clone();
        self.db.write(move |tx| change(&im, tx, &actor)).await
    }
}
