//! Requests to be friends: asked, answered, listed.

use protocol::rest::Empty;
use protocol::rest::friend::{
    AddFriendReq, AddFriendResponseReq, GetDesignatedFriendApplyReq, GetDesignatedFriendApplyResp,
    GetFriendApplyListReq, GetFriendApplyListResp, GetSelfFriendApplyListReq, GetSelfFriendApplyListResp,
    GetSelfUnhandledApplyCountReq, GetSelfUnhandledApplyCountResp,
};

use super::super::{Ask, Calls, OTHER_USER, rows, with_token};
use super::total;
use crate::im::{Answer, Asking, Failure};
use crate::store::friend_requests::Side;
use crate::store::users::User;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<AddFriendReq, _, _>(calls, add_friend);
    let calls = with_token::<AddFriendResponseReq, _, _>(calls, add_friend_response);
    let calls = with_token::<GetFriendApplyListReq, _, _>(calls, received);
    let calls = with_token::<GetSelfFriendApplyListReq, _, _>(calls, sent);
    let calls = with_token::<GetDesignatedFriendApplyReq, _, _>(calls, designated_apply);
    with_token::<GetSelfUnhandledApplyCountReq, _, _>(calls, unhandled_count)
}

async fn add_friend(ask: Ask, request: AddFriendReq) -> Result<Empty, Failure> {
    let from = ask.acting(&request.from_user_id).await?;
    let asking = Asking {
        to: request.to_user_id,
        message: request.req_msg,
        ex: request.ex,
    };
    ask.im().ask_friend(from, asking, !ask.caller.is_admin()).await?;
    Ok(Empty {})
}

async fn add_friend_response(ask: Ask, request: AddFriendResponseReq) -> Result<Empty, Failure> {
    let to = ask.acting(&request.to_user_id).await?;
    let answer = Answer {
        from: request.from_user_id,
        result: request.handle_result,
        message: request.handle_msg,
    };
    ask.im().answer_request(to, answer).await?;
    Ok(Empty {})
}

async fn received(ask: Ask, request: GetFriendApplyListReq) -> Result<GetFriendApplyListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let of = ask.viewer(&request.user_id).await?;
    let listed = ask
        .im()
        .friend_requests(of, Side::Received, request.handle_results, skip, limit);
    let (friend_requests, count) = listed.await?;
    Ok(GetFriendApplyListResp {
        friend_requests,
        total: total(count),
    })
}

async fn sent(ask: Ask, request: GetSelfFriendApplyListReq) -> Result<GetSelfFriendApplyListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let of = ask.viewer(&request.user_id).await?;
    let listed = ask
        .im()
        .friend_requests(of, Side::Sent, request.handle_results, skip, limit);
    let (friend_requests, count) = listed.await?;
    Ok(GetSelfFriendApplyListResp {
        friend_requests,
        total: total(count),
    })
}

/// Either of the two may ask.
async fn designated_apply(
    ask: Ask,
    request: GetDesignatedFriendApplyReq,
) -> Result<GetDesignatedFriendApplyResp, Failure> {
    let (from, to) = (
        ask.im().find_user(&request.from_user_id).await?,
        ask.im().find_user(&request.to_user_id).await?,
    );
    let own = |user: &Option<User>| user.as_ref().is_some_and(|user| user.id == ask.caller.user.id);
    if !ask.caller.is_admin() && !own(&from) && !own(&to) {
        return Err(OTHER_USER);
    }
    let found = match (from, to) {
        (Some(from), Some(to)) => ask.im().friend_request(from, to).await?,
        _ => None,
    };
    Ok(GetDesignatedFriendApplyResp {
        friend_requests: found.into_iter().collect(),
    })
}

async fn unhandled_count(
    ask: Ask,
    request: GetSelfUnhandledApplyCountReq,
) -> Result<GetSelfUnhandledApplyCountResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let count = ask.im().open_requests(of, request.time).await?;
    Ok(GetSelfUnhandledApplyCountResp { count })
}
