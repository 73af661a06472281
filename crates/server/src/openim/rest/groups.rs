//! Groups and their members: `/group/…`, as far as they are read.

use protocol::pb::GroupMemberFullInfo;
use protocol::rest::group::{
    GetGroupMemberListReq, GetGroupMemberListResp, GetGroupMembersInfoReq, GetGroupMembersInfoResp, GetGroupsInfoReq,
    GetGroupsInfoResp, GetJoinedGroupListReq, GetJoinedGroupListResp,
};

use super::{Ask, Calls, paged, rows, with_token};
use crate::im::{Failure, Viewer};

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetGroupsInfoReq, _, _>(calls, groups_info);
    let calls = with_token::<GetJoinedGroupListReq, _, _>(calls, joined);
    let calls = with_token::<GetGroupMemberListReq, _, _>(calls, member_list);
    with_token::<GetGroupMembersInfoReq, _, _>(calls, members_info)
}

impl Ask {
    /// Who looks into a group; an administrator sees every one.
    pub(super) fn group_viewer(&self) -> Option<Viewer> {
        (!self.caller.is_admin()).then(|| Viewer::from(&self.caller.user))
    }
}

async fn groups_info(ask: Ask, request: GetGroupsInfoReq) -> Result<GetGroupsInfoResp, Failure> {
    Ok(GetGroupsInfoResp {
        group_infos: ask.im().groups(request.group_ids).await?,
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

/// Whether a member passes a list's filter.
fn passes(filter: i32, role: i32) -> bool {
    match filter {
        1 => role == 100,
        2 => role == 60,
        3 => role == 20,
        4 => role != 100,
        5 => role != 20,
        _ => true,
    }
}

async fn member_list(ask: Ask, request: GetGroupMemberListReq) -> Result<GetGroupMemberListResp, Failure> {
    let all = ask
        .im()
        .members(ask.group_viewer(), request.group_id)
        .await?
        .into_iter();
    let wanted: Vec<_> = all
        .filter(|member| passes(request.filter, member.role_level))
        .filter(|member| request.keyword.is_empty() || named(member, &request.keyword))
        .collect();
    let total = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
    Ok(GetGroupMemberListResp {
        members: paged(wanted, request.pagination)?,
        total,
    })
}

fn named(member: &GroupMemberFullInfo, keyword: &str) -> bool {
    member.nickname.contains(keyword) || member.user_id == keyword
}

async fn members_info(ask: Ask, request: GetGroupMembersInfoReq) -> Result<GetGroupMembersInfoResp, Failure> {
    let all = ask
        .im()
        .members(ask.group_viewer(), request.group_id)
        .await?
        .into_iter();
    let members = all.filter(|member| request.user_ids.contains(&member.user_id));
    Ok(GetGroupMembersInfoResp {
        members: members.collect(),
    })
}
