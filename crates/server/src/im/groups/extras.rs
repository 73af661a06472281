//! What OpenIM's groups do not have: whether newcomers of this one group see what was before them, who was in it, and in
//! which of them two people meet.

use db::Tx;
use protocol::content::{self, tips};

use super::super::{Failure, Im, Viewer};
use super::telling::Line;
use super::{Actor, act};
use crate::im::lists::look_into;
use crate::store::friends;
use crate::store::group_departures::{self, Departure};
use crate::store::groups::{self, Group};
use crate::store::users;
use crate::store::versions::Change;

impl Im {
    /// Whether who comes into this group sees what was written before.
    pub(super) fn shows_history(&self, group: &Group) -> bool {
        match group.history {
            groups::HISTORY_OFF => false,
            groups::HISTORY_ON => true,
            _ => self.rules.groups.history,
        }
    }

    pub(crate) async fn group_history(&self, of: Option<Viewer>, group_id: String) -> Result<bool, Failure> {
        let im = self.clone();
        self.db
            .read(move |connection| Ok(im.shows_history(&look_into(connection, of.as_ref(), &group_id)?)))
            .await
    }

    pub(crate) async fn set_group_history(&self, actor: Actor, group_id: String, on: bool) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            im.set_group_history_in(tx, actor, &group_id, on)
        })
        .await
    }

    fn set_group_history_in(&self, tx: &mut Tx<'_>, actor: &Actor, group_id: &str, on: bool) -> Result<(), Failure> {
        let mut acting = act(tx, actor, group_id)?;
        acting.must_lead()?;
        acting.group.history = if on { groups::HISTORY_ON } else { groups::HISTORY_OFF };
        let group = &acting.group;
        groups::update(tx, group)?;
        self.note_group(tx, group, Change::Update)?;
        let told = self.told(tx, actor, group.id)?;
        let tips = tips::GroupInfoSetTips {
            op_user: told.op_user,
            mute_time: 0,
            group: told.group,
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        self.tell_group(tx, &actor.user, group, content::GROUP_INFO_SET, &tips, Line::None)
    }

    /// The groups in which somebody meets another, and whether they keep him from asking that one to be friends. Of whom
    /// there is not nothing is said.
    pub(crate) async fn common_groups(&self, of: Viewer, user_id: String) -> Result<(Vec<String>, bool), Failure> {
        self.db
            .read(move |connection| {
                let Some(other) = users::row_of(connection, &user_id)? else {
                    return Ok((Vec::new(), false));
                };
                // Who has been a friend all the time is not asked.
                let apart = groups::keep_apart(connection, of.row, other)? && !friends::has(connection, other, of.row)?;
                Ok((groups::common(connection, of.row, other)?, apart))
            })
            .await
    }

    /// A page of those who left or were removed, the last one first, and how many they are.
    pub(crate) async fn departed(
        &self,
        actor: Actor,
        group_id: String,
        skip: i64,
        limit: i64,
    ) -> Result<(Vec<Departure>, u32), Failure> {
        self.db
            .read(move |connection| {
                let acting = act(connection, &actor, &group_id)?;
                acting.must_lead()?;
                Ok(group_departures::page(connection, acting.group.id, skip, limit)?)
            })
            .await
    }
}
