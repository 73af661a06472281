//! What people do with their lists of friends, and what an administrator brings into them.

use protocol::content::{FRIEND_REMARK_SET, FRIENDS_SETTINGS_UPDATED};
use protocol::rest::Empty;
use protocol::rest::friend::{DeleteFriendReq, ImportFriendReq, SetFriendRemarkReq, UpdateFriendsReq};

use super::super::{Ask, Calls, with_token};
use crate::im::Failure;
use crate::store::friends::FriendChange;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<DeleteFriendReq, _, _>(calls, delete_friend);
    let calls = with_token::<UpdateFriendsReq, _, _>(calls, update_friends);
    let calls = with_token::<SetFriendRemarkReq, _, _>(calls, set_friend_remark);
    with_token::<ImportFriendReq, _, _>(calls, import_friend)
}

async fn delete_friend(ask: Ask, request: DeleteFriendReq) -> Result<Empty, Failure> {
    let owner = ask.acting(&request.owner_user_id).await?;
    ask.im().delete_friend(owner, request.friend_user_id, false).await?;
    Ok(Empty {})
}

async fn update_friends(ask: Ask, request: UpdateFriendsReq) -> Result<Empty, Failure> {
    let owner = ask.acting(&request.owner_user_id).await?;
    let change = FriendChange {
        remark: request.remark,
        ex: request.ex,
        pinned: request.is_pinned,
    };
    ask.im()
        .update_friends(owner, request.friend_user_ids, change, FRIENDS_SETTINGS_UPDATED)
        .await?;
    Ok(Empty {})
}

async fn set_friend_remark(ask: Ask, request: SetFriendRemarkReq) -> Result<Empty, Failure> {
    let owner = ask.acting(&request.owner_user_id).await?;
    let change = FriendChange {
        remark: Some(request.remark),
        ..FriendChange::default()
    };
    ask.im()
        .update_friends(owner, vec![request.friend_user_id], change, FRIEND_REMARK_SET)
        .await?;
    Ok(Empty {})
}

async fn import_friend(ask: Ask, request: ImportFriendReq) -> Result<Empty, Failure> {
    ask.must_be_admin()?;
    let by = ask.caller.user.clone();
    ask.im()
        .import_friends(by, request.owner_user_id, request.friend_user_ids)
        .await?;
    Ok(Empty {})
}
