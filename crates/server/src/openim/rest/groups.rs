//! Groups and their members: `/group/…`. Requests to be let in have a file of their own.

mod requests;

use std::collections::BTreeSet;

use protocol::Code;
use protocol::rest::Empty;
use protocol::rest::group::{
    CancelMuteGroupMemberReq, CancelMuteGroupReq, CreateGroupReq, CreateGroupResp, DismissGroupReq,
    GetGroupAbstractInfoReq, GetGroupAbstractInfoResp, GetGroupMemberListReq, GetGroupMemberListResp,
    GetGroupMemberUserIdReq, GetGroupMemberUserIdResp, GetGroupMembersInfoReq, GetGroupMembersInfoResp,
    GetGroupsInfoReq, GetGroupsInfoResp, GetGroupsReq, GetGroupsResp, GetJoinedGroupListReq, GetJoinedGroupListResp,
    InviteUserToGroupReq, KickGroupReq, MuteGroupMemberReq, MuteGroupReq, QuitGroupReq, SetGroupInfoExReq,
    SetGroupInfoReq, SetGroupMemberInfoReq, TransferGroupReq,
};

use super::{Ask, Calls, rows, with_token};
use crate::im::{Actor, Failure, Viewer};
use crate::store::group_members::Wanted;

/// Groups or members that one call may ask for.
const MOST_ASKED: usize = 1_000;

const TOO_MANY: Failure = Failure::args("too many are asked for at one time");

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetGroupsInfoReq, _, _>(calls, groups_info);
    let calls = with_token::<GetGroupsReq, _, _>(calls, all_groups);
    let calls = with_token::<GetGroupAbstractInfoReq, _, _>(calls, abstracts);
    let calls = with_token::<GetJoinedGroupListReq, _, _>(calls, joined);
    let calls = with_token::<GetGroupMemberListReq, _, _>(calls, member_list);
    let calls = with_token::<GetGroupMembersInfoReq, _, _>(calls, members_info);
    let calls = with_token::<GetGroupMemberUserIdReq, _, _>(calls, member_ids);
    let calls = with_token::<CreateGroupReq, _, _>(calls, create);
    let calls = with_token::<InviteUserToGroupReq, _, _>(calls, invite);
    let calls = with_token::<KickGroupReq, _, _>(calls, kick);
    let calls = with_token::<QuitGroupReq, _, _>(calls, quit);
    let calls = with_token::<DismissGroupReq, _, _>(calls, dismiss);
    let calls = with_token::<TransferGroupReq, _, _>(calls, transfer);
    let calls = with_token::<MuteGroupMemberReq, _, _>(calls, mute_member);
    let calls = with_token::<CancelMuteGroupMemberReq, _, _>(calls, unmute_member);
    let calls = with_token::<MuteGroupReq, _, _>(calls, mute);
    let calls = with_token::<CancelMuteGroupReq, _, _>(calls, unmute);
    let calls = with_token::<SetGroupInfoReq, _, _>(calls, set_info);
    let calls = with_token::<SetGroupInfoExReq, _, _>(calls, set_info_ex);
    let calls = with_token::<SetGroupMemberInfoReq, _, _>(calls, set_members);
    requests::add(calls)
}

impl Ask {
    /// Who looks into a group; an administrator sees every one.
    pub(super) fn group_viewer(&self) -> Option<Viewer> {
        (!self.caller.is_admin()).then(|| Viewer::from(&self.caller.user))
    }

    /// Who changes a group.
    pub(super) fn actor(&self) -> Actor {
        Actor {
            user: self.caller.user.clone(),
            privileged: self.caller.is_admin(),
        }
    }
}

async fn groups_info(ask: Ask, request: GetGroupsInfoReq) -> Result<GetGroupsInfoResp, Failure> {
    if request.group_ids.len() > MOST_ASKED {
        return Err(TOO_MANY);
    }
    Ok(GetGroupsInfoResp {
        group_infos: ask.im().groups(request.group_ids).await?,
    })
}

async fn all_groups(ask: Ask, request: GetGroupsReq) -> Result<GetGroupsResp, Failure> {
    ask.must_be_admin()?;
    let (skip, limit) = rows(request.pagination)?;
    let (id, name) = (request.group_id, request.group_name);
    let (groups, total) = ask.im().all_groups(id, name, skip, limit).await?;
    Ok(GetGroupsResp { total, groups })
}

async fn abstracts(ask: Ask, request: GetGroupAbstractInfoReq) -> Result<GetGroupAbstractInfoResp, Failure> {
    let ids = request.group_ids;
    if ids.len() > MOST_ASKED {
        return Err(TOO_MANY);
    }
    if ids.is_empty() || ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(Failure::args("no group is named, or one twice"));
    }
    Ok(GetGroupAbstractInfoResp {
        group_abstract_infos: ask.im().abstracts(ids).await?,
    })
}

async fn joined(ask: Ask, request: GetJoinedGroupListReq) -> Result<GetJoinedGroupListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let of = ask.viewer(&request.from_user_id).await?;
    let (groups, count) = ask.im().joined_groups(of, skip, limit).await?;
    Ok(GetJoinedGroupListResp {
        groups,
        total: u32::try_from(count).unwrap_or(u32::MAX),
    })
}

/// The roles that a list's filter lets through, from the lowest to the highest.
fn roles(filter: i32) -> (i32, i32) {
    match filter {
        1 => (100, 100),
        2 => (60, 60),
        3 => (20, 20),
        4 => (20, 60),
        5 => (60, 100),
        _ => (0, 100),
    }
}

async fn member_list(ask: Ask, request: GetGroupMemberListReq) -> Result<GetGroupMemberListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let wanted = Wanted {
        roles: roles(request.filter),
        keyword: request.keyword,
    };
    let of = ask.group_viewer();
    let (members, total) = ask.im().members(of, request.group_id, wanted, skip, limit).await?;
    Ok(GetGroupMemberListResp { members, total })
}

async fn members_info(ask: Ask, request: GetGroupMembersInfoReq) -> Result<GetGroupMembersInfoResp, Failure> {
    if request.user_ids.len() > MOST_ASKED {
        return Err(TOO_MANY);
    }
    let of = ask.group_viewer();
    Ok(GetGroupMembersInfoResp {
        members: ask.im().some_members(of, request.group_id, request.user_ids).await?,
    })
}

async fn member_ids(ask: Ask, request: GetGroupMemberUserIdReq) -> Result<GetGroupMemberUserIdResp, Failure> {
    let ids = ask.im().all_member_ids(ask.group_viewer(), request.group_id, 0).await?;
    Ok(GetGroupMemberUserIdResp { user_ids: ids.ids })
}

async fn create(ask: Ask, request: CreateGroupReq) -> Result<CreateGroupResp, Failure> {
    Ok(CreateGroupResp {
        group_info: ask.im().create_group(ask.actor(), request).await?,
    })
}

async fn invite(ask: Ask, request: InviteUserToGroupReq) -> Result<Empty, Failure> {
    ask.im().invite_to_group(ask.actor(), request).await?;
    Ok(Empty {})
}

async fn kick(ask: Ask, request: KickGroupReq) -> Result<Empty, Failure> {
    ask.im().kick_from_group(ask.actor(), request).await?;
    Ok(Empty {})
}

async fn quit(ask: Ask, request: QuitGroupReq) -> Result<Empty, Failure> {
    // OpenIM's clients leave it out for themselves.
    let user = match request.user_id.as_str() {
        "" => ask.caller.user.clone(),
        user_id => ask.acting(user_id).await?,
    };
    let actor = Actor {
        user,
        privileged: ask.caller.is_admin(),
    };
    ask.im().quit_group(actor, request.group_id).await?;
    Ok(Empty {})
}

async fn dismiss(ask: Ask, request: DismissGroupReq) -> Result<Empty, Failure> {
    ask.im().dismiss_group(ask.actor(), request).await?;
    Ok(Empty {})
}

async fn transfer(ask: Ask, request: TransferGroupReq) -> Result<Empty, Failure> {
    ask.im().transfer_group(ask.actor(), request).await?;
    Ok(Empty {})
}

async fn mute_member(ask: Ask, request: MuteGroupMemberReq) -> Result<Empty, Failure> {
    let MuteGroupMemberReq {
        group_id,
        user_id,
        muted_seconds,
    } = request;
    if muted_seconds == 0 {
        return Err(Failure::new(Code::ARGS, "nobody is muted for no time"));
    }
    let actor = ask.actor();
    ask.im()
        .mute_group_member(actor, group_id, user_id, muted_seconds)
        .await?;
    Ok(Empty {})
}

async fn unmute_member(ask: Ask, request: CancelMuteGroupMemberReq) -> Result<Empty, Failure> {
    let actor = ask.actor();
    ask.im()
        .mute_group_member(actor, request.group_id, request.user_id, 0)
        .await?;
    Ok(Empty {})
}

async fn mute(ask: Ask, request: MuteGroupReq) -> Result<Empty, Failure> {
    ask.im().mute_group(ask.actor(), request.group_id, true).await?;
    Ok(Empty {})
}

async fn unmute(ask: Ask, request: CancelMuteGroupReq) -> Result<Empty, Failure> {
    ask.im().mute_group(ask.actor(), request.group_id, false).await?;
    Ok(Empty {})
}

async fn set_info(ask: Ask, request: SetGroupInfoReq) -> Result<Empty, Failure> {
    let set = request.group_info_for_set;
    let said = |text: String| (!text.is_empty()).then_some(text);
    let request = SetGroupInfoExReq {
        group_id: set.group_id,
        group_name: said(set.group_name),
        notification: said(set.notification),
        introduction: said(set.introduction),
        face_url: said(set.face_url),
        ex: set.ex,
        need_verification: set.need_verification,
        look_member_info: set.look_member_info,
        apply_member_friend: set.apply_member_friend,
    };
    set_info_ex(ask, request).await
}

async fn set_info_ex(ask: Ask, request: SetGroupInfoExReq) -> Result<Empty, Failure> {
    ask.im().set_group_info(ask.actor(), request).await?;
    Ok(Empty {})
}

async fn set_members(ask: Ask, request: SetGroupMemberInfoReq) -> Result<Empty, Failure> {
    ask.im().set_members(ask.actor(), request.members).await?;
    Ok(Empty {})
}
