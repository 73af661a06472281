//! Coming into a group and going out of it. A member row, a conversation row and three version logs belong together:
//! whoever is in has them all, whoever went keeps the conversation as far as it had come.

use db::Tx;
use protocol::content::{self, tips};
use protocol::ids;
use protocol::rest::group::{InviteUserToGroupReq, KickGroupReq};

use super::super::{Failure, Im};
use super::telling::{Line, NAMED, brief};
use super::{Actor, TOO_MANY, act, conversation_of, member_info, named, shown_in, texts};
use crate::store::group_members::{self, ADMIN, Member, ORDINARY, OWNER};
use crate::store::groups::Group;
use crate::store::users::User;
use crate::store::versions::{Change, List};
use crate::store::{conversations, group_departures, group_requests, user_conversations, users};

/// Values of `needVerification`.
pub(super) const ALL_NEED_APPROVAL: i32 = 1;
pub(super) const DIRECT: i32 = 2;
/// `joinSource` of whom a member asked in.
pub(super) const INVITED: i32 = 2;

const IS_OWNER: Failure = Failure::args("the owner cannot be removed");

/// Somebody who comes in.
pub(super) struct Arrival {
    pub(super) user: User,
    pub(super) role: i32,
    pub(super) source: i32,
    pub(super) inviter: String,
}

impl Im {
    /// Makes people members. Whether they may be is decided before.
    pub(super) fn let_in(
        &self,
        tx: &mut Tx<'_>,
        group: &Group,
        by: &Actor,
        arrivals: Vec<Arrival>,
    ) -> Result<(), Failure> {
        let conversation = conversation_of(tx, &group.group_id)?;
        let wire_id = ids::conversation_id::group(&group.group_id);
        let first = if self.shows_history(group) {
            0
        } else {
            conversation.max_seq + 1
        };
        for arrival in arrivals {
            let user = arrival.user;
            let member = Member {
                user: user.id,
                role: arrival.role,
                joined: self.time(),
                join_source: arrival.source,
                operator: by.user.user_id.clone(),
                inviter: arrival.inviter,
                ..Member::default()
            };
            group_members::insert(tx, group.id, &member)?;
            group_departures::forget(tx, group.id, user.id)?;
            group_requests::forget_invitation(tx, group.id, user.id)?;
            user_conversations::enter(tx, user.id, &conversation, &group.group_id, first)?;
            self.note(tx, List::Members, group.id, &user.user_id, Change::Insert)?;
            self.note(tx, List::JoinedGroups, user.id, &group.group_id, Change::Insert)?;
            self.note(tx, List::Conversations, user.id, &wire_id, Change::Insert)?;
        }
        self.readers_moved_in(tx, &wire_id);
        Ok(())
    }

    /// Those of the users who are not in yet, if there is room for them.
    pub(super) fn newcomers(&self, tx: &Tx<'_>, group: &Group, users: Vec<User>) -> Result<Vec<User>, Failure> {
        let mut new = Vec::new();
        for user in users {
            if group_members::find(tx, group.id, user.id)?.is_none() {
                new.push(user);
            }
        }
        let after = group_members::count(tx, group.id)? as usize + new.len();
        if after > self.rules.groups.members as usize {
            return Err(TOO_MANY);
        }
        Ok(new)
    }

    pub(crate) async fn invite_to_group(&self, actor: Actor, request: InviteUserToGroupReq) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| im.invite_in(tx, actor, &request))
            .await
    }

    fn invite_in(&self, tx: &mut Tx<'_>, actor: &Actor, request: &InviteUserToGroupReq) -> Result<(), Failure> {
        texts::word(&request.reason)?;
        let acting = act(tx, actor, &request.group_id)?;
        let users = named(tx, &request.invited_user_ids)?;
        // Whoever is in already is passed over: a call whose answer was lost is made again.
        let new = self.newcomers(tx, &acting.group, users)?;
        let (new, asked) = self.willing(tx, actor, new)?;
        if acting.group.need_verification == ALL_NEED_APPROVAL && acting.rank < ADMIN {
            for user in new.into_iter().chain(asked) {
                let inviter = Some(&actor.user);
                self.ask_for(tx, &acting.group, &user, INVITED, inviter, actor, &request.reason, "")?;
            }
            return Ok(());
        }
        for user in asked {
            self.ask_himself(tx, &acting.group, &user, &actor.user, &request.reason)?;
        }
        self.bring_in(tx, actor, &acting.group, new, Line::wanted(request.send_message))
    }

    /// Makes people members who were invited, and says so.
    pub(super) fn bring_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group: &Group,
        new: Vec<User>,
        line: Line,
    ) -> Result<(), Failure> {
        let rows: Vec<i64> = new.iter().map(|user| user.id).collect();
        let arrivals = new.into_iter().map(|user| Arrival {
            user,
            role: ORDINARY,
            source: INVITED,
            inviter: actor.user.user_id.clone(),
        });
        self.let_in(tx, group, actor, arrivals.collect())?;
        if rows.is_empty() {
            return Ok(());
        }
        // Nothing changes between the notices, and in a large group looking takes longer than telling.
        let everybody = group_members::users(tx, group.id)?;
        let told = self.told(tx, actor, group.id)?;
        for some in rows.chunks(NAMED) {
            let mut invited_user_list = Vec::with_capacity(some.len());
            for row in some {
                let member = group_members::find(tx, group.id, *row)?;
                invited_user_list.extend(member.map(|member| brief(&group.group_id, member)));
            }
            let tips = tips::MemberInvitedTips {
                group: told.group.clone(),
                inviter_user: told.op_user.clone(),
                op_user: told.op_user.clone(),
                invited_user_list,
                operation_time: told.time,
                group_member_version: told.version,
                group_member_version_id: told.version_id.clone(),
            };
            let (by, id, to) = (&actor.user, &group.group_id, everybody.clone());
            self.tell_those(tx, by, id, to, content::MEMBER_INVITED, &tips, line)?;
        }
        Ok(())
    }

    /// Makes somebody a member who came by himself, and says so in his name.
    pub(super) fn walk_in(
        &self,
        tx: &mut Tx<'_>,
        by: &Actor,
        group: &Group,
        user: &User,
        source: i32,
        inviter: &str,
    ) -> Result<(), Failure> {
        let arrival = Arrival {
            user: user.clone(),
            role: ORDINARY,
            source,
            inviter: inviter.to_owned(),
        };
        self.let_in(tx, group, by, vec![arrival])?;
        let told = self.told(tx, by, group.id)?;
        let tips = tips::MemberEnterTips {
            group: told.group,
            entrant_user: Some(shown_in(tx, group, user)?),
            operation_time: told.time,
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        self.tell_group(tx, user, group, content::MEMBER_ENTERED, &tips, Line::Quiet)
    }

    pub(crate) async fn kick_from_group(&self, actor: Actor, request: KickGroupReq) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| im.kick_from_group_in(tx, actor, &request))
            .await
    }

    fn kick_from_group_in(&self, tx: &mut Tx<'_>, actor: &Actor, request: &KickGroupReq) -> Result<(), Failure> {
        texts::word(&request.reason)?;
        let acting = act(tx, actor, &request.group_id)?;
        acting.must_lead()?;
        let mut gone = Vec::new();
        for user in named(tx, &request.kicked_user_ids)? {
            if user.id == actor.user.id && !actor.privileged {
                return Err(Failure::args("nobody removes himself"));
            }
            let member = acting.member(tx, &user.user_id)?;
            if member.role == OWNER {
                return Err(IS_OWNER);
            }
            acting.must_outrank(&member)?;
            gone.push(member);
        }
        let group = &acting.group;
        let listeners = group_members::users(tx, group.id)?;
        for member in &gone {
            self.take_out(tx, group, member, &actor.user.user_id)?;
        }
        for some in gone.chunks(NAMED) {
            let told = self.told(tx, actor, group.id)?;
            let tips = tips::MemberKickedTips {
                group: told.group,
                op_user: told.op_user,
                kicked_user_list: some
                    .iter()
                    .map(|member| brief(&group.group_id, member.clone()))
                    .collect(),
                operation_time: told.time,
                group_member_version: told.version,
                group_member_version_id: told.version_id,
            };
            let (to, line) = (listeners.clone(), Line::wanted(request.send_message));
            self.tell_those(
                tx,
                &actor.user,
                &group.group_id,
                to,
                content::MEMBER_KICKED,
                &tips,
                line,
            )?;
        }
        for member in &gone {
            self.shut_out(tx, group, member)?;
        }
        Ok(())
    }

    /// A member goes by himself.
    pub(crate) async fn quit_group(&self, actor: Actor, group_id: String) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| im.quit_group_in(tx, actor, &group_id))
            .await
    }

    pub(in crate::im) fn quit_group_in(&self, tx: &mut Tx<'_>, actor: &Actor, group_id: &str) -> Result<(), Failure> {
        let acting = act(tx, actor, group_id)?;
        let group = &acting.group;
        let member = group_members::find(tx, group.id, actor.user.id)?.ok_or(super::NOT_MEMBER)?;
        if member.role == OWNER {
            return Err(Failure::new(
                protocol::Code::NO_PERMISSION,
                "the owner transfers or dismisses the group first",
            ));
        }
        let listeners = group_members::users(tx, group.id)?;
        self.take_out(tx, group, &member, "")?;
        let told = self.told(tx, actor, group.id)?;
        let tips = tips::MemberQuitTips {
            group: told.group,
            quit_user: Some(member_info(&group.group_id, member.clone())),
            operation_time: told.time,
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        let (to, kind) = (listeners, content::MEMBER_QUIT);
        self.tell_those(tx, &actor.user, &group.group_id, to, kind, &tips, Line::Quiet)?;
        self.shut_out(tx, group, &member)
    }

    /// The member is no more; what he may see is not ended yet, so that the line that says so is his too.
    fn take_out(&self, tx: &mut Tx<'_>, group: &Group, member: &Member, removed_by: &str) -> Result<(), Failure> {
        group_departures::put(tx, group.id, member.user, self.time(), removed_by)?;
        group_members::delete(tx, group.id, member.user)?;
        self.note(tx, List::Members, group.id, &member.user_id, Change::Delete)?;
        self.note(tx, List::JoinedGroups, member.user, &group.group_id, Change::Delete)?;
        Ok(())
    }

    /// Ends what somebody who went may see with the last line.
    fn shut_out(&self, tx: &mut Tx<'_>, group: &Group, member: &Member) -> Result<(), Failure> {
        let wire_id = ids::conversation_id::group(&group.group_id);
        let conversation = conversation_of(tx, &group.group_id)?;
        let hidden = ids::conversation_id::notification_of(&wire_id);
        let notices = conversations::find(tx, &hidden)?.map_or(0, |there| there.max_seq);
        user_conversations::leave(tx, member.user, &conversation, notices + 1)?;
        let change = if conversation.max_seq == 0 {
            Change::Delete
        } else {
            Change::Update
        };
        self.note(tx, List::Conversations, member.user, &wire_id, change)?;
        self.readers_moved_in(tx, &wire_id);
        Ok(())
    }

    /// Takes a user out of every group, because he is no more. What he owned goes to the admin, or else the member, who
    /// is in longest; a group that was his alone ends.
    pub(in crate::im) fn leave_all_in(&self, tx: &mut Tx<'_>, user: &User) -> Result<(), Failure> {
        let actor = Actor {
            user: user.clone(),
            privileged: true,
        };
        for row in crate::store::groups::rows_of(tx, user.id)? {
            let Some(group) = crate::store::groups::get(tx, row)? else {
                continue;
            };
            if group.owner == user.user_id {
                let Some(heir) = group_members::heir(tx, row)? else {
                    self.dismiss_in(tx, &actor, &group.group_id, false, Line::Quiet)?;
                    continue;
                };
                if let Some(heir) = users::get(tx, heir.user)? {
                    self.hand_over(tx, &actor, &group, user, &heir)?;
                }
            }
            self.quit_group_in(tx, &actor, &group.group_id)?;
        }
        Ok(())
    }
}
