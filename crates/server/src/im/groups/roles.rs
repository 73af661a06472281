//! What a member is and shows in a group: role, name, picture.

use db::Tx;
use protocol::content::{self, tips};
use protocol::rest::group::MemberInfoUpdate;

use super::super::{Failure, Im};
use super::telling::Line;
use super::{Acting, Actor, TOO_MANY_ADMINS, act, must_find, shown_in, texts};
use crate::store::group_members::{self, ADMIN, Member, ORDINARY, OWNER};
use crate::store::groups::{self, Group};
use crate::store::users::User;
use crate::store::versions::{Change, List, ORDER};

/// Members that one call may change.
const MOST: usize = 100;

impl Im {
    /// All of them or none.
    pub(crate) async fn set_members(&self, actor: Actor, updates: Vec<MemberInfoUpdate>) -> Result<(), Failure> {
        if updates.is_empty() || updates.len() > MOST {
            return Err(Failure::args("nobody is named, or too many are"));
        }
        self.change(actor, move |im, tx, actor| {
            for update in &updates {
                im.set_member_in(tx, actor, update)?;
            }
            Ok(())
        })
        .await
    }

    fn set_member_in(&self, tx: &mut Tx<'_>, actor: &Actor, update: &MemberInfoUpdate) -> Result<(), Failure> {
        let acting = act(tx, actor, &update.group_id)?;
        let member = acting.member(tx, &update.user_id)?;
        let role = update.role_level.filter(|role| *role != member.role);
        if let Some(role) = role {
            self.may_give(tx, &acting, &member, role)?;
        }
        if member.user != actor.user.id {
            acting.must_outrank(&member)?;
        }
        let nickname = update.nickname.as_deref().map(texts::own_name).transpose()?;
        update.face_url.as_deref().map(texts::address).transpose()?;
        update.ex.as_deref().map(texts::ex).transpose()?;
        let group = &acting.group;
        let (face_url, ex) = (update.face_url.as_deref(), update.ex.as_deref());
        group_members::show(tx, group.id, member.user, nickname.as_deref(), face_url, ex)?;
        self.note(tx, List::Members, group.id, &member.user_id, Change::Update)?;
        let shows = nickname.is_some() || face_url.is_some() || ex.is_some();
        if let Some(role) = role {
            group_members::set_role(tx, group.id, member.user, role)?;
            self.note(tx, List::Members, group.id, ORDER, Change::Update)?;
            let kind = if role == ADMIN {
                content::MEMBER_TO_ADMIN
            } else {
                content::MEMBER_TO_ORDINARY
            };
            self.tell_changed(tx, actor, group, &member, kind)?;
        }
        if shows {
            self.tell_changed(tx, actor, group, &member, content::MEMBER_INFO_SET)?;
        }
        Ok(())
    }

    fn may_give(&self, tx: &Tx<'_>, acting: &Acting, member: &Member, role: i32) -> Result<(), Failure> {
        acting.must_own()?;
        if !matches!(role, ADMIN | ORDINARY) {
            return Err(Failure::args("a member becomes an admin or an ordinary member"));
        }
        if member.role == OWNER {
            return Err(Failure::args("the owner hands the group over first"));
        }
        let admins = group_members::leaders(tx, acting.group.id)?.into_iter();
        let admins = admins.filter(|leader| leader.role == ADMIN).count();
        if role == ADMIN && admins >= self.rules.groups.admins as usize {
            return Err(TOO_MANY_ADMINS);
        }
        Ok(())
    }

    pub(super) fn tell_changed(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group: &Group,
        member: &Member,
        kind: i32,
    ) -> Result<(), Failure> {
        let changed = must_find(tx, &member.user_id)?;
        let told = self.told(tx, actor, group.id)?;
        let tips = tips::MemberInfoSetTips {
            group: told.group,
            op_user: told.op_user,
            operation_time: told.time,
            changed_user: Some(shown_in(tx, group, &changed)?),
            group_sort_version: if kind == content::MEMBER_INFO_SET {
                0
            } else {
                told.version
            },
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        self.tell_group(tx, &actor.user, group, kind, &tips, Line::None)
    }

    /// A changed profile shows in the groups where its owner has no name or picture of his own.
    pub(in crate::im) fn profile_changed_in_groups(&self, tx: &mut Tx<'_>, user: &User) -> Result<(), Failure> {
        let actor = Actor {
            user: user.clone(),
            privileged: false,
        };
        for row in groups::rows_of(tx, user.id)? {
            let Some(group) = groups::get(tx, row)? else {
                continue;
            };
            self.note(tx, List::Members, row, &user.user_id, Change::Update)?;
            if let Some(member) = group_members::find(tx, row, user.id)? {
                self.tell_changed(tx, &actor, &group, &member, content::MEMBER_INFO_SET)?;
            }
        }
        Ok(())
    }
}
