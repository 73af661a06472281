//! Relations: `/friend/…`, as far as friends are listed. Requests, black lists and what changes something are beside it.

mod acts;
mod blacks;
mod requests;

use std::collections::BTreeMap;

use protocol::pb::PublicUserInfo;
use protocol::rest::friend::{
    GetDesignatedFriendsReq, GetDesignatedFriendsResp, GetFriendIdReq, GetFriendIdResp, GetFriendListReq,
    GetFriendListResp, GetSpecifiedFriendsInfoReq, GetSpecifiedFriendsInfoResp, IsFriendReq, IsFriendResp,
    SpecifiedFriendInfo,
};

use super::{Ask, Calls, rows, with_token};
use crate::im::{By, Failure, Viewer};

/// People that one call may name.
const MOST: usize = 2_000;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GetFriendListReq, _, _>(calls, friend_list);
    let calls = with_token::<GetDesignatedFriendsReq, _, _>(calls, designated_friends);
    let calls = with_token::<GetSpecifiedFriendsInfoReq, _, _>(calls, specified_friends_info);
    let calls = with_token::<IsFriendReq, _, _>(calls, is_friend);
    let calls = with_token::<GetFriendIdReq, _, _>(calls, friend_ids);
    blacks::add(requests::add(acts::add(calls)))
}

fn not_too_many(ids: &[String]) -> Result<(), Failure> {
    if ids.len() > MOST {
        return Err(Failure::args("too many ids in one call"));
    }
    Ok(())
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
    not_too_many(&request.friend_user_ids)?;
    let of = ask.viewer(&request.owner_user_id).await?;
    Ok(GetDesignatedFriendsResp {
        friends_info: ask.im().some_friends(of, request.friend_user_ids).await?,
    })
}

async fn specified_friends_info(
    ask: Ask,
    request: GetSpecifiedFriendsInfoReq,
) -> Result<GetSpecifiedFriendsInfoResp, Failure> {
    not_too_many(&request.user_id_list)?;
    let owner = ask.acting(&request.owner_user_id).await?;
    let of = Viewer::from(&owner);
    let users = match ask.caller.is_admin() {
        true => ask.im().find_users(request.user_id_list).await?,
        false => ask.im().find_shown(of.clone(), request.user_id_list, By::Id).await?,
    };
    let ids: Vec<_> = users.iter().map(|user| user.user_id.clone()).collect();
    let friends = ask.im().some_friends(of.clone(), ids.clone()).await?.into_iter();
    let mut friends: BTreeMap<_, _> = friends
        .filter_map(|friend| Some((friend.friend_user.as_ref()?.user_id.clone(), friend)))
        .collect();
    let blacks = ask.im().some_blacks(of, ids).await?.into_iter();
    let mut blacks: BTreeMap<_, _> = blacks
        .filter_map(|black| Some((black.black_user_info.as_ref()?.user_id.clone(), black)))
        .collect();
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
