//! Handing a group over, and ending it. What was written in an ended group stays readable for those who were in.

use db::Tx;
use protocol::Code;
use protocol::content::{self, tips};
use protocol::rest::group::{DismissGroupReq, TransferGroupReq};

use super::super::{Failure, Im};
use super::telling::Line;
use super::{Actor, act, must_find, shown_in};
use crate::store::group_members::{self, ORDINARY, OWNER};
use crate::store::groups::{self, Group};
use crate::store::users::User;
use crate::store::versions::{Change, List, ORDER};

impl Im {
    pub(crate) async fn transfer_group(&self, actor: Actor, request: TransferGroupReq) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            let acting = act(tx, actor, &request.group_id)?;
            acting.must_own()?;
            let old = must_find(tx, &request.old_owner_user_id)?;
            if old.user_id != acting.group.owner {
                return Err(Failure::new(Code::NO_PERMISSION, "oldOwnerUserID is not the owner"));
            }
            let new = acting.member(tx, &request.new_owner_user_id)?;
            if new.user == old.id {
                return Err(Failure::args("the new owner is the old one"));
            }
            let new = must_find(tx, &new.user_id)?;
            im.hand_over(tx, actor, &acting.group, &old, &new)
        })
        .await
    }

    /// The old owner is an ordinary member afterwards, as OpenIM has it.
    pub(super) fn hand_over(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group: &Group,
        old: &User,
        new: &User,
    ) -> Result<(), Failure> {
        group_members::set_role(tx, group.id, old.id, ORDINARY)?;
        group_members::set_role(tx, group.id, new.id, OWNER)?;
        // Nobody could end it any more.
        group_members::set_mute(tx, group.id, new.id, 0)?;
        for user in [old, new] {
            self.note(tx, List::Members, group.id, &user.user_id, Change::Update)?;
        }
        self.note(tx, List::Members, group.id, ORDER, Change::Update)?;
        self.note_group(tx, group, Change::Update)?;
        let told = self.told(tx, actor, group.id)?;
        let tips = tips::OwnerTransferredTips {
            group: told.group,
            op_user: told.op_user,
            new_group_owner: Some(shown_in(tx, group, new)?),
            old_group_owner: old.user_id.clone(),
            operation_time: told.time,
            old_group_owner_info: Some(shown_in(tx, group, old)?),
            group_member_version: told.version,
            group_member_version_id: told.version_id,
        };
        self.tell_group(
            tx,
            &actor.user,
            group,
            content::GROUP_OWNER_TRANSFERRED,
            &tips,
            Line::Quiet,
        )
    }

    pub(crate) async fn dismiss_group(&self, actor: Actor, request: DismissGroupReq) -> Result<(), Failure> {
        self.change(actor, move |im, tx, actor| {
            let line = Line::wanted(request.send_message);
            im.dismiss_in(tx, actor, &request.group_id, request.delete_member, line)
        })
        .await
    }

    /// Nothing can be written after it, so nobody's view needs an end. The rows of the members stay, unless the caller
    /// does not want them: they say whose history it was.
    pub(super) fn dismiss_in(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        group_id: &str,
        delete_members: bool,
        line: Line,
    ) -> Result<(), Failure> {
        let mut acting = act(tx, actor, group_id)?;
        acting.must_own()?;
        acting.group.status = groups::DISMISSED;
        let group = &acting.group;
        groups::update(tx, group)?;
        self.note_group(tx, group, Change::Delete)?;
        let told = self.told(tx, actor, group.id)?;
        let tips = tips::GroupDismissedTips {
            group: told.group,
            op_user: told.op_user,
            operation_time: told.time,
        };
        self.tell_group(tx, &actor.user, group, content::GROUP_DISMISSED, &tips, line)?;
        if delete_members {
            group_members::delete_all(tx, group.id)?;
        }
        Ok(())
    }
}
