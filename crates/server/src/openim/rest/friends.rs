//! Relations: `/friend/…`, as far as they are read.

use std::collections::BTreeMap;

use protocol::pb::{BlackInfo, PublicUserInfo};
use protocol::rest::friend::{
    GetBlackListReq, GetBlackListResp, GetDesignatedFriendApplyReq, GetDesignatedFriendApplyResp,
    GetDesignatedFriendsReq, GetDesignatedFriendsResp, GetFriendApplyListReq, GetFriendApplyListResp, GetFriendIdReq,
    GetFriendIdResp, GetFriendListReq, GetFriendListResp, GetSelfFriendApplyListReq, GetSelfFriendApplyListResp,
    GetSelfUnhandledApplyCountReq, GetSelfUnhandledApplyCountResp, GetSpecifiedBlacksReq, GetSpecifiedBlacksResp,
    GetSpecifiedFriendsInfoReq, GetSpecifiedFriendsInfoResp, IsFriendReq, IsFriendResp, SpecifiedFriendInfo,
};

use super::{Ask, Calls, paged, rows, with_token};
use crate::im::{Failure, Viewer};
use crate::store::friend_requests::Side;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetFriendListReq, _, _>(calls, friend_list);
    let calls = with_token::<GetDesignatedFriendsReq, _, _>(calls, designated_friends);
    let calls = with_token::<GetSpecifiedFriendsInfoReq, _, _>(calls, specified_friends_info);
    let calls = with_token::<GetFriendApplyListReq, _, _>(calls, received);
    let calls = with_token::<GetSelfFriendApplyListReq, _, _>(calls, sent);
    let calls = with_token::<GetDesignatedFriendApplyReq, _, _>(calls, designated_apply);
    let calls = with_token::<GetSelfUnhandledApplyCountReq, _, _>(calls, unhandled_count);
    let calls = with_token::<IsFriendReq, _, _>(calls, is_friend);
    let calls = with_token::<GetFriendIdReq, _, _>(calls, friend_ids);
    let calls = with_token::<GetBlackListReq, _, _>(calls, black_list);
    with_token::<GetSpecifiedBlacksReq, _, _>(calls, specified_blacks)
}

fn total(count: impl TryInto<i32>) -> i32 {
    count.try_into().unwrap_or(i32::MAX)
}

async fn friend_list(ask: Ask, request: GetFriendListReq) -> Result<GetFriendListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let (friends_info, count) = ask
        .im()
        .friends(ask.viewer(&request.user_id).await?, skip, limit)
        .await?;
    Ok(GetFriendListResp {
        friends_info,
        total: total(count),
    })
}

async fn designated_friends(ask: Ask, request: GetDesignatedFriendsReq) -> Result<GetDesignatedFriendsResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    Ok(GetDesignatedFriendsResp {
        friends_info: ask.im().some_friends(of, request.friend_user_ids).await?,
    })
}

async fn all_blacks(ask: &Ask, of: Viewer) -> Result<Vec<BlackInfo>, Failure> {
    Ok(ask.im().blacks(of, 0, i64::MAX).await?.0)
}

fn black_id(black: &BlackInfo) -> &str {
    black.black_user_info.as_ref().map_or("", |user| &user.user_id)
}

async fn specified_friends_info(
    ask: Ask,
    request: GetSpecifiedFriendsInfoReq,
) -> Result<GetSpecifiedFriendsInfoResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    let users = ask.im().find_users(request.user_id_list).await?;
    let ids = users.iter().map(|user| user.user_id.clone()).collect();
    let friends = ask.im().some_friends(of.clone(), ids).await?.into_iter();
    let mut friends: BTreeMap<_, _> = friends
        .map(|friend| {
            (
                friend
                    .friend_user
                    .as_ref()
                    .map(|user| user.user_id.clone())
                    .unwrap_or_default(),
                friend,
            )
        })
        .collect();
    let blacks = all_blacks(&ask, of).await?.into_iter();
    let mut blacks: BTreeMap<_, _> = blacks.map(|black| (black_id(&black).to_owned(), black)).collect();
    let infos = users.into_iter().map(|user| SpecifiedFriendInfo {
        friend_info: friends.remove(&user.user_id),
        black_info: blacks.remove(&user.user_id),
        user_info: Some(PublicUserInfo {
            user_id: user.user_id,
            nickname: user.nickname,
            face_url: user.face_url,
            ex: user.ex,
        }),
    });
    Ok(GetSpecifiedFriendsInfoResp { infos: infos.collect() })
}

async fn received(ask: Ask, request: GetFriendApplyListReq) -> Result<GetFriendApplyListResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let all = ask
        .im()
        .friend_requests(of, Side::Received, request.handle_results)
        .await?;
    let count = total(all.len());
    Ok(GetFriendApplyListResp {
        friend_requests: paged(all, request.pagination)?,
        total: count,
    })
}

async fn sent(ask: Ask, request: GetSelfFriendApplyListReq) -> Result<GetSelfFriendApplyListResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let all = ask.im().friend_requests(of, Side::Sent, request.handle_results).await?;
    let count = total(all.len());
    Ok(GetSelfFriendApplyListResp {
        friend_requests: paged(all, request.pagination)?,
        total: count,
    })
}

/// Either of the two may ask.
async fn designated_apply(
    ask: Ask,
    request: GetDesignatedFriendApplyReq,
) -> Result<GetDesignatedFriendApplyResp, Failure> {
    let (of, side) = match ask.viewer(&request.from_user_id).await {
        Ok(of) => (of, Side::Sent),
        Err(_) => (ask.viewer(&request.to_user_id).await?, Side::Received),
    };
    let all = ask.im().friend_requests(of, side, Vec::new()).await?.into_iter();
    let between = all.filter(|one| one.from_user_id == request.from_user_id && one.to_user_id == request.to_user_id);
    Ok(GetDesignatedFriendApplyResp {
        friend_requests: between.collect(),
    })
}

async fn unhandled_count(
    ask: Ask,
    request: GetSelfUnhandledApplyCountReq,
) -> Result<GetSelfUnhandledApplyCountResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let open = ask.im().friend_requests(of, Side::Received, vec![0]).await?;
    let count = open.iter().filter(|one| one.create_time >= request.time).count();
    Ok(GetSelfUnhandledApplyCountResp { count: count as i64 })
}

async fn is_friend(ask: Ask, request: IsFriendReq) -> Result<IsFriendResp, Failure> {
    if ask.acting(&request.user_id1).await.is_err() {
        ask.acting(&request.user_id2).await?;
    }
    let (in_user1_friends, in_user2_friends) = ask.im().are_friends(request.user_id1, request.user_id2).await?;
    Ok(IsFriendResp {
        in_user1_friends,
        in_user2_friends,
    })
}

async fn friend_ids(ask: Ask, request: GetFriendIdReq) -> Result<GetFriendIdResp, Failure> {
    Ok(GetFriendIdResp {
        friend_ids: ask.im().friend_ids(ask.viewer(&request.user_id).await?).await?,
    })
}

async fn black_list(ask: Ask, request: GetBlackListReq) -> Result<GetBlackListResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let (blacks, count) = ask
        .im()
        .blacks(ask.viewer(&request.user_id).await?, skip, limit)
        .await?;
    Ok(GetBlackListResp {
        blacks,
        total: total(count),
    })
}

async fn specified_blacks(ask: Ask, request: GetSpecifiedBlacksReq) -> Result<GetSpecifiedBlacksResp, Failure> {
    let of = ask.viewer(&request.owner_user_id).await?;
    let all = all_blacks(&ask, of).await?.into_iter();
    let blacks: Vec<_> = all
        .filter(|black| request.user_id_list.iter().any(|id| id == black_id(black)))
        .collect();
    let count = total(blacks.len());
    Ok(GetSpecifiedBlacksResp { blacks, total: count })
}
