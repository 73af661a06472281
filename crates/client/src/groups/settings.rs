//! What a group is called, how it is joined, and what its members may do.

use anyhow::Context as _;
use protocol::rest::ext::feature;
use protocol::rest::ext::groups::{GroupExtrasReq, SetExemptReq, SetGroupExtrasReq};
use protocol::rest::group::{
    CancelMuteGroupMemberReq, CancelMuteGroupReq, MemberInfoUpdate, MuteGroupMemberReq, MuteGroupReq,
    SetGroupInfoExReq, SetGroupMemberInfoReq,
};

use super::{does, name};
use crate::account::Account;
use crate::calls::Part;
use crate::error::{Code, Problem};
use crate::session::ask;
use crate::store::group_members::ADMIN;
use crate::sync::groups::Stale;
use crate::text;
use crate::view::{GroupChange, Joining};

/// `roleLevel` of who leads nothing.
const ORDINARY: i32 = 20;
/// The longest introduction and announcement, in characters.
const MAX_TEXT: usize = 4_096;
/// The longest name of a member in a group, in characters.
const MAX_NICKNAME: usize = 64;

pub(crate) async fn set(account: &Account, group: &str, change: GroupChange) -> anyhow::Result<()> {
    let texts = [&change.introduction, &change.announcement];
    if texts.into_iter().flatten().any(|text| text.chars().count() > MAX_TEXT) {
        return Err(Problem::from(Code::MessageTooLong).into());
    }
    let switch = |on: Option<bool>| on.map(|on| i32::from(!on));
    let request = SetGroupInfoExReq {
        group_id: group.to_owned(),
        group_name: change.name.as_deref().map(name).transpose()?,
        notification: change.announcement,
        introduction: change.introduction,
        face_url: change.face_url,
        ex: None,
        need_verification: change.joining.map(|joining| match joining {
            Joining::Asking => 0,
            Joining::Approval => 1,
            Joining::Direct => 2,
        }),
        look_member_info: switch(change.members_open),
        apply_member_friend: switch(change.members_add),
    };
    does(account, &request, Stale::of(group))
        .await
        .context("Change a group")?;
    Ok(())
}

/// An empty name gives one's own back.
pub(crate) async fn set_nickname(account: &Account, group: &str, nickname: &str) -> anyhow::Result<()> {
    let nickname = text::line(nickname);
    if nickname.chars().count() > MAX_NICKNAME || (!nickname.is_empty() && text::is_blank(&nickname)) {
        return Err(Problem::from(Code::BadNickname).into());
    }
    let update = MemberInfoUpdate {
        group_id: group.to_owned(),
        user_id: account.user_id.clone(),
        nickname: Some(nickname),
        ..MemberInfoUpdate::default()
    };
    set_member(account, update).await
}

pub(crate) async fn set_admin(account: &Account, group: &str, user_id: &str, admin: bool) -> anyhow::Result<()> {
    let update = MemberInfoUpdate {
        group_id: group.to_owned(),
        user_id: user_id.to_owned(),
        role_level: Some(if admin { ADMIN } else { ORDINARY }),
        ..MemberInfoUpdate::default()
    };
    set_member(account, update).await
}

async fn set_member(account: &Account, update: MemberInfoUpdate) -> anyhow::Result<()> {
    let stale = Stale::of(&update.group_id);
    let request = SetGroupMemberInfoReq { members: vec![update] };
    does(account, &request, stale).await.context("Change a member")?;
    Ok(())
}

/// 0 seconds end it.
pub(crate) async fn mute_member(account: &Account, group: &str, user_id: &str, seconds: u32) -> anyhow::Result<()> {
    let (group_id, user_id) = (group.to_owned(), user_id.to_owned());
    if seconds == 0 {
        let request = CancelMuteGroupMemberReq { group_id, user_id };
        does(account, &request, Stale::of(group))
            .await
            .context("Let a member write")?;
        return Ok(());
    }
    let request = MuteGroupMemberReq {
        group_id,
        user_id,
        muted_seconds: seconds,
    };
    does(account, &request, Stale::of(group))
        .await
        .context("Mute a member")?;
    Ok(())
}

pub(crate) async fn mute(account: &Account, group: &str, muted: bool) -> anyhow::Result<()> {
    let (group_id, stale) = (group.to_owned(), Stale::of(group));
    if muted {
        does(account, &MuteGroupReq { group_id }, stale)
            .await
            .context("Mute a group")?;
    } else {
        does(account, &CancelMuteGroupReq { group_id }, stale)
            .await
            .context("Let a group write")?;
    }
    Ok(())
}

/// Whether members write also while the group is muted.
pub(crate) async fn set_exempt(account: &Account, group: &str, user_id: &str, exempt: bool) -> anyhow::Result<()> {
    if !account.owner().has(feature::GROUPS) {
        return Err(Problem::from(Code::NoPermission).into());
    }
    let request = SetExemptReq {
        group_id: group.to_owned(),
        user_ids: vec![user_id.to_owned()],
        exempt,
    };
    does(account, &request, Stale::of(group))
        .await
        .context("Choose who writes in a muted group")?;
    Ok(())
}

/// Whether who comes in sees what was written before; `None` where the server does not offer the choice.
pub(crate) async fn history(account: &Account, group: &str) -> anyhow::Result<Option<bool>> {
    if !account.owner().has(feature::GROUPS) {
        return Ok(None);
    }
    let request = GroupExtrasReq {
        group_id: group.to_owned(),
    };
    let told = ask(account, Part::Api, &request)
        .await
        .context("Ask what newcomers see")?;
    Ok(Some(told.history))
}

pub(crate) async fn set_history(account: &Account, group: &str, shown: bool) -> anyhow::Result<()> {
    if !account.owner().has(feature::GROUPS) {
        return Err(Problem::from(Code::NoPermission).into());
    }
    let request = SetGroupExtrasReq {
        group_id: group.to_owned(),
        history: Some(shown),
    };
    ask(account, Part::Api, &request)
        .await
        .context("Choose what newcomers see")?;
    Ok(())
}
