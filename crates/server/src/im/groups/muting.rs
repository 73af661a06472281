//! Silence in a group: for one member for a time, or for everybody but owner, admins and whom they let write.

use db::Tx;
use protocol::content::{self, tips};

use super::super::{Failure, Im};
use super::telling::Line;
use super::{Actor, act, must_find, named, shown_in};
use crate::store::group_members;
use crate::store::groups;
use crate::store::versions::{Change, List};

/// Ten years: longer would be for ever, and that is what removing somebody is for.
pub(crate) const LONGEST_S: u32 = 10 * 366 * 24 * 60 * 60;

impl Im {
    /// 0 seconds end it.
    pub(crate) async fn mute_group_member(
        &self,
        actor: Actor,
        group_id: String,
        user_id: String,
        seconds: u32,
    ) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            im.mute_member_in(tx, actor, &group_id, &user_id, seconds)
        })
        .await
    }

    pub(in crate::im) fn mute_member_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group_id: &str,
        user_id: &str,
        seconds: u32,
    ) -> Result<(), Failure> {
        if seconds > LONGEST_S {
            return Err(Failure::args("nobody is muted for so long"));
        }
        let acting = act(tx, actor, group_id)?;
        acting.must_lead()?;
        let member = acting.member(tx, user_id)?;
        acting.must_outrank(&member)?;
        let group = &acting.group;
        let until = match seconds {
            0 => 0,
            seconds => self.time() + i64::from(seconds) * 1_000,
        };
        group_members::set_mute(tx, group.id, member.user, until)?;
        self.note(tx, List::Members, group.id, &member.user_id, Change::Update)?;
        let told = self.told(tx, actor, group.id)?;
        let muted = must_find(tx, &member.user_id)?;
        let muted_user = Some(shown_in(tx, group, &muted)?);
        if seconds == 0 {
            let tips = tips::MemberUnmutedTips {
                group: told.group,
                op_user: told.op_user,
                operation_time: told.time,
                muted_user,
                group_member_version: told.version,
                group_member_version_id: told.version_id,
            };
            return self.tell_group(tx, &actor.user, group, content::MEMBER_UNMUTED, &tips, Line::Quiet);
        }
        let tips = tips::MemberMutedTips {
            group: told.group,
            op_user: told.op_user,
            operation_time: told.time,
            muted_user,
            muted_seconds: seconds,
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        self.tell_group(tx, &actor.user, group, content::MEMBER_MUTED, &tips, Line::Quiet)
    }

    pub(crate) async fn mute_group(&self, actor: Actor, group_id: String, muted: bool) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            im.mute_group_in(tx, actor, &group_id, muted)
        })
        .await
    }

    pub(in crate::im) fn mute_group_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group_id: &str,
        muted: bool,
    ) -> Result<(), Failure> {
        let mut acting = act(tx, actor, group_id)?;
        acting.must_lead()?;
        acting.group.status = if muted { groups::MUTED } else { groups::OPEN };
        let group = &acting.group;
        groups::update(tx, group)?;
        self.note_group(tx, group, Change::Update)?;
        let told = self.told(tx, actor, group.id)?;
        let tips = tips::GroupMutedTips {
            group: told.group,
            op_user: told.op_user,
            operation_time: told.time,
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        let kind = if muted {
            content::GROUP_MUTED
        } else {
            content::GROUP_UNMUTED
        };
        self.tell_group(tx, &actor.user, group, kind, &tips, Line::Quiet)
    }

    /// Who writes also while the group is muted. All of them or none.
    pub(crate) async fn set_exempt(
        &self,
        actor: Actor,
        group_id: String,
        user_ids: Vec<String>,
        exempt: bool,
    ) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            im.set_exempt_in(tx, actor, &group_id, &user_ids, exempt)
        })
        .await
    }

    pub(in crate::im) fn set_exempt_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group_id: &str,
        user_ids: &[String],
        exempt: bool,
    ) -> Result<(), Failure> {
        let acting = act(tx, actor, group_id)?;
        let group = &acting.group;
        for user in named(tx, user_ids)? {
            let member = acting.member(tx, &user.user_id)?;
            acting.must_outrank(&member)?;
            if member.exempt == exempt {
                continue;
            }
            group_members::set_exempt(tx, group.id, member.user, exempt)?;
            self.note(tx, List::Members, group.id, &member.user_id, Change::Update)?;
            self.tell_changed(tx, actor, group, &member, content::MEMBER_INFO_SET)?;
        }
        Ok(())
    }
}
