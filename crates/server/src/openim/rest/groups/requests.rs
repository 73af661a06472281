//! Asking to be let into a group, and answering that.

use protocol::pb::GroupRequest;
use protocol::rest::group::{
    GetGroupApplicationUnhandledCountReq, GetGroupApplicationUnhandledCountResp, GetGroupUsersReqApplicationListReq,
    GetRecvGroupApplicationListReq, GetSpecifiedUserGroupRequestInfoReq, GetUserReqGroupApplicationListReq,
    GroupApplicationResponseReq, GroupRequestsResp, JoinGroupReq,
};
use protocol::rest::{Empty, Pagination};

use super::super::{Ask, Calls, paged, with_token};
use super::{MOST_ASKED, TOO_MANY};
use crate::im::{Failure, RequestSide};

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<JoinGroupReq, _, _>(calls, join);
    let calls = with_token::<GroupApplicationResponseReq, _, _>(calls, answer);
    let calls = with_token::<GetRecvGroupApplicationListReq, _, _>(calls, received);
    let calls = with_token::<GetUserReqGroupApplicationListReq, _, _>(calls, sent);
    let calls = with_token::<GetSpecifiedUserGroupRequestInfoReq, _, _>(calls, of_user);
    let calls = with_token::<GetGroupUsersReqApplicationListReq, _, _>(calls, of_users);
    with_token::<GetGroupApplicationUnhandledCountReq, _, _>(calls, waiting)
}

async fn join(ask: Ask, request: JoinGroupReq) -> Result<Empty, Failure> {
    ask.im().join_group(ask.actor(), request).await?;
    Ok(Empty {})
}

async fn answer(ask: Ask, request: GroupApplicationResponseReq) -> Result<Empty, Failure> {
    ask.im().answer_group_request(ask.actor(), request).await?;
    Ok(Empty {})
}

fn page(all: Vec<GroupRequest>, page: Pagination) -> Result<GroupRequestsResp, Failure> {
    let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
    Ok(GroupRequestsResp {
        group_requests: paged(all, page)?,
        total,
    })
}

fn whole(all: Vec<GroupRequest>) -> GroupRequestsResp {
    GroupRequestsResp {
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        group_requests: all,
    }
}

async fn received(ask: Ask, request: GetRecvGroupApplicationListReq) -> Result<GroupRequestsResp, Failure> {
    let of = ask.viewer(&request.from_user_id).await?;
    let (groups, results) = (request.group_ids, request.handle_results);
    let all = ask
        .im()
        .group_requests(of, RequestSide::Received, groups, results)
        .await?;
    page(all, request.pagination)
}

async fn sent(ask: Ask, request: GetUserReqGroupApplicationListReq) -> Result<GroupRequestsResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let (groups, results) = (request.group_ids, request.handle_results);
    let all = ask.im().group_requests(of, RequestSide::Sent, groups, results).await?;
    page(all, request.pagination)
}

async fn of_user(ask: Ask, request: GetSpecifiedUserGroupRequestInfoReq) -> Result<GroupRequestsResp, Failure> {
    let (group, users) = (request.group_id, vec![request.user_id]);
    Ok(whole(ask.im().group_requests_of(ask.actor(), group, users).await?))
}

async fn of_users(ask: Ask, request: GetGroupUsersReqApplicationListReq) -> Result<GroupRequestsResp, Failure> {
    if request.user_ids.len() > MOST_ASKED {
        return Err(TOO_MANY);
    }
    let (group, users) = (request.group_id, request.user_ids);
    Ok(whole(ask.im().group_requests_of(ask.actor(), group, users).await?))
}

async fn waiting(
    ask: Ask,
    request: GetGroupApplicationUnhandledCountReq,
) -> Result<GetGroupApplicationUnhandledCountResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    Ok(GetGroupApplicationUnhandledCountResp {
        count: ask.im().waiting_group_requests(of, request.time).await?,
    })
}
