//! What a group is called and how it is joined.

use db::Tx;
use protocol::content::{self, tips};
use protocol::rest::group::SetGroupInfoExReq;
use serde::Serialize;

use super::super::{Failure, Im};
use super::telling::{Line, Told};
use super::{Actor, act, texts};
use crate::store::groups::{self, Group};
use crate::store::versions::Change;

/// Refuses values that mean nothing.
pub(super) fn switches(
    need_verification: Option<i32>,
    look_member_info: Option<i32>,
    apply_member_friend: Option<i32>,
) -> Result<(), Failure> {
    let among = |value: Option<i32>, most: i32| value.is_none_or(|value| (0..=most).contains(&value));
    if among(need_verification, 2) && among(look_member_info, 1) && among(apply_member_friend, 1) {
        Ok(())
    } else {
        Err(Failure::args("a switch of the group has no such value"))
    }
}

impl Im {
    pub(crate) async fn set_group_info(&self, actor: Actor, request: SetGroupInfoExReq) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| im.set_group_info_in(tx, actor, &request))
            .await
    }

    pub(in crate::im) fn set_group_info_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        request: &SetGroupInfoExReq,
    ) -> Result<(), Failure> {
        let mut acting = act(tx, actor, &request.group_id)?;
        acting.must_lead()?;
        let before = acting.group.clone();
        self.apply(&mut acting.group, actor, request)?;
        let group = &acting.group;
        if *group == before {
            return Ok(());
        }
        groups::update(tx, group)?;
        self.note_group(tx, group, Change::Update)?;
        if group.name != before.name {
            let told = self.told(tx, actor, group.id)?;
            let tips = tips::GroupNameTips {
                op_user: told.op_user,
                group: told.group,
                group_member_version: told.version,
                group_member_version_id: told.version_id,
            };
            self.say(tx, actor, group, content::GROUP_NAME_SET, &tips, Line::Quiet)?;
        }
        if group.notification != before.notification {
            let told = self.told(tx, actor, group.id)?;
            let tips = tips::GroupAnnouncementTips {
                op_user: told.op_user,
                group: told.group,
                group_member_version: told.version,
                group_member_version_id: told.version_id,
            };
            // Taking an announcement back calls nobody.
            let line = if group.notification.is_empty() {
                Line::Quiet
            } else {
                Line::Announcement
            };
            self.say(tx, actor, group, content::GROUP_ANNOUNCEMENT_SET, &tips, line)?;
        }
        let rest = Group {
            name: before.name.clone(),
            notification: before.notification.clone(),
            notification_time: before.notification_time,
            notification_user: before.notification_user.clone(),
            ..group.clone()
        };
        if rest != before {
            let Told {
                group: info,
                op_user,
                version,
                version_id,
                ..
            } = self.told(tx, actor, group.id)?;
            let tips = tips::GroupInfoSetTips {
                op_user,
                mute_time: 0,
                group: info,
                group_member_version: version,
                group_member_version_id: version_id,
            };
            self.say(tx, actor, group, content::GROUP_INFO_SET, &tips, Line::None)?;
        }
        Ok(())
    }

    fn say(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group: &Group,
        kind: i32,
        tips: &impl Serialize,
        line: Line,
    ) -> Result<(), Failure> {
        self.tell_group(tx, &actor.user, group, kind, tips, line)
    }

    fn apply(&self, group: &mut Group, actor: &Actor, request: &SetGroupInfoExReq) -> Result<(), Failure> {
        switches(
            request.need_verification,
            request.look_member_info,
            request.apply_member_friend,
        )?;
        if let Some(name) = &request.group_name {
            group.name = texts::name(name)?;
        }
        if let Some(notification) = &request.notification {
            texts::long(notification)?;
            if *notification != group.notification {
                group.notification.clone_from(notification);
                group.notification_time = self.time();
                group.notification_user.clone_from(&actor.user.user_id);
            }
        }
        if let Some(introduction) = &request.introduction {
            texts::long(introduction)?;
            group.introduction.clone_from(introduction);
        }
        if let Some(face_url) = &request.face_url {
            texts::address(face_url)?;
            group.face_url.clone_from(face_url);
        }
        if let Some(ex) = &request.ex {
            texts::ex(ex)?;
            group.ex.clone_from(ex);
        }
        fn set(to: &mut i32, from: Option<i32>) {
            if let Some(value) = from {
                *to = value;
            }
        }
        set(&mut group.need_verification, request.need_verification);
        set(&mut group.look_member_info, request.look_member_info);
        set(&mut group.apply_member_friend, request.apply_member_friend);
        Ok(())
    }
}
