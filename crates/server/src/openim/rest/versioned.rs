//! Lists that clients follow by version.

use std::collections::BTreeMap;

use protocol::rest::versioned::{
    FullConversationIdsResp, FullGroupIdsResp, FullUserIdsResp, GetFullConversationIdsReq, GetFullFriendUserIdsReq,
    GetFullGroupMemberUserIdsReq, GetFullJoinGroupIdsReq, GetIncrementalBlacksReq, GetIncrementalBlacksResp,
    GetIncrementalConversationsReq, GetIncrementalConversationsResp, GetIncrementalFriendsReq,
    GetIncrementalFriendsResp, GetIncrementalGroupMembersBatchReq, GetIncrementalGroupMembersBatchResp,
    GetIncrementalGroupMembersReq, GetIncrementalGroupMembersResp, GetIncrementalJoinGroupsReq,
    GetIncrementalJoinGroupsResp, Known, MAX_GROUPS,
};

use super::{Ask, Calls, with_token};
use crate::im::Failure;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetIncrementalFriendsReq, _, _>(calls, friends);
    let calls = with_token::<GetFullFriendUserIdsReq, _, _>(calls, friend_ids);
    let calls = with_token::<GetIncrementalBlacksReq, _, _>(calls, blacks);
    let calls = with_token::<GetIncrementalJoinGroupsReq, _, _>(calls, groups);
    let calls = with_token::<GetFullJoinGroupIdsReq, _, _>(calls, group_ids);
    let calls = with_token::<GetIncrementalGroupMembersReq, _, _>(calls, members);
    let calls = with_token::<GetIncrementalGroupMembersBatchReq, _, _>(calls, members_batch);
    let calls = with_token::<GetFullGroupMemberUserIdsReq, _, _>(calls, member_ids);
    let calls = with_token::<GetIncrementalConversationsReq, _, _>(calls, conversations);
    with_token::<GetFullConversationIdsReq, _, _>(calls, conversation_ids)
}

async fn friends(ask: Ask, request: GetIncrementalFriendsReq) -> Result<GetIncrementalFriendsResp, Failure> {
    let (of, known) = (
        ask.viewer(&request.user_id).await?,
        known(request.version_id, request.version),
    );
    Ok(ask.im().follow_friends(of, known).await?.into())
}

async fn blacks(ask: Ask, request: GetIncrementalBlacksReq) -> Result<GetIncrementalBlacksResp, Failure> {
    let (of, known) = (
        ask.viewer(&request.user_id).await?,
        known(request.version_id, request.version),
    );
    Ok(ask.im().follow_blacks(of, known).await?.into())
}

async fn friend_ids(ask: Ask, request: GetFullFriendUserIdsReq) -> Result<FullUserIdsResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    Ok(ask.im().all_friend_ids(of, request.id_hash).await?.into())
}

async fn groups(ask: Ask, request: GetIncrementalJoinGroupsReq) -> Result<GetIncrementalJoinGroupsResp, Failure> {
    let (of, known) = (
        ask.viewer(&request.user_id).await?,
        known(request.version_id, request.version),
    );
    Ok(ask.im().follow_groups(of, known).await?.into())
}

async fn group_ids(ask: Ask, request: GetFullJoinGroupIdsReq) -> Result<FullGroupIdsResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    Ok(ask.im().all_group_ids(of, request.id_hash).await?.into())
}

async fn members(ask: Ask, request: GetIncrementalGroupMembersReq) -> Result<GetIncrementalGroupMembersResp, Failure> {
    let known = known(request.version_id, request.version);
    let (followed, group) = ask
        .im()
        .follow_members(ask.group_viewer(), request.group_id, known)
        .await?;
    let mut answer = GetIncrementalGroupMembersResp::from(followed);
    answer.group = Some(group);
    Ok(answer)
}

/// A group that the caller cannot look into is left out; the others are answered.
async fn members_batch(
    ask: Ask,
    request: GetIncrementalGroupMembersBatchReq,
) -> Result<GetIncrementalGroupMembersBatchResp, Failure> {
    ask.acting(&request.user_id).await?;
    if request.req_list.len() > MAX_GROUPS {
        return Err(Failure::args("too many groups in one call"));
    }
    let mut resp_list = BTreeMap::new();
    for one in request.req_list {
        let group_id = one.group_id.clone();
        match members(ask.clone(), one).await {
            Ok(answer) => {
                resp_list.insert(group_id, answer);
            }
            Err(failure) if failure.code == protocol::Code::DATABASE => return Err(failure),
            Err(_) => {}
        }
    }
    Ok(GetIncrementalGroupMembersBatchResp { resp_list })
}

async fn member_ids(ask: Ask, request: GetFullGroupMemberUserIdsReq) -> Result<FullUserIdsResp, Failure> {
    let of = ask.group_viewer();
    let ids = ask.im().all_member_ids(of, request.group_id, request.id_hash);
    Ok(ids.await?.into())
}

async fn conversations(
    ask: Ask,
    request: GetIncrementalConversationsReq,
) -> Result<GetIncrementalConversationsResp, Failure> {
    let (of, known) = (
        ask.viewer(&request.user_id).await?,
        known(request.version_id, request.version),
    );
    Ok(ask.im().follow_conversations(of, known).await?.into())
}

async fn conversation_ids(ask: Ask, request: GetFullConversationIdsReq) -> Result<FullConversationIdsResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    Ok(ask.im().all_conversation_ids(of, request.id_hash).await?.into())
}

fn known(version_id: String, version: u64) -> Known {
    Known { version_id, version }
}
