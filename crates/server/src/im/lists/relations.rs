//! Friends, requests and black lists, as they travel.

use protocol::pb::{self, BlackInfo, FriendInfo, PublicUserInfo, UserInfo};

use super::super::{Failure, Im, Viewer};
use crate::store::blacks::{self, Black};
use crate::store::friend_requests::{self, FriendRequest, Side};
use crate::store::friends::{self, Friend};
use crate::store::users::{self, User};

pub(in crate::im) fn friend_info(owner: &str, friend: Friend) -> FriendInfo {
    let user = friend.user;
    FriendInfo {
        owner_user_id: owner.to_owned(),
        remark: friend.remark,
        create_time: friend.created,
        friend_user: Some(UserInfo {
            user_id: user.user_id,
            nickname: user.nickname,
            face_url: user.face_url,
            ex: user.ex,
            create_time: user.created,
            app_manger_level: user.level,
            global_recv_msg_opt: 0,
        }),
        add_source: friend.add_source,
        operator_user_id: friend.operator,
        ex: friend.ex,
        is_pinned: friend.pinned,
    }
}

pub(super) fn black_info(owner: &str, black: Black) -> BlackInfo {
    BlackInfo {
        owner_user_id: owner.to_owned(),
        create_time: black.created,
        black_user_info: Some(PublicUserInfo {
            user_id: black.user_id,
            nickname: black.nickname,
            face_url: black.face_url,
            ex: black.user_ex,
        }),
        add_source: black.add_source,
        operator_user_id: black.operator,
        ex: black.ex,
    }
}

pub(in crate::im) fn request_info(request: FriendRequest) -> pb::FriendRequest {
    pb::FriendRequest {
        from_user_id: request.from.user_id,
        from_nickname: request.from.nickname,
        from_face_url: request.from.face_url,
        to_user_id: request.to.user_id,
        to_nickname: request.to.nickname,
        to_face_url: request.to.face_url,
        handle_result: request.handle_result,
        req_msg: request.req_msg,
        create_time: request.created,
        handler_user_id: request.handler,
        handle_msg: request.handle_msg,
        handle_time: request.handled,
        ex: request.ex,
    }
}

impl Im {
    /// A page of friends, and how many they are.
    pub(crate) async fn friends(&self, of: Viewer, skip: i64, limit: i64) -> Result<(Vec<FriendInfo>, i64), Failure> {
        self.db
            .read(move |connection| {
                let page = friends::page(connection, of.row, skip, limit)?;
                let total = friends::count(connection, of.row)?;
                Ok((
                    page.into_iter()
                        .map(|friend| friend_info(&of.user_id, friend))
                        .collect(),
                    total,
                ))
            })
            .await
    }

    /// Those of the users that are friends.
    pub(crate) async fn some_friends(&self, of: Viewer, user_ids: Vec<String>) -> Result<Vec<FriendInfo>, Failure> {
        self.db
            .read(move |connection| {
                let mut found = Vec::new();
                for user_id in &user_ids {
                    let friend = friends::find(connection, of.row, user_id)?;
                    found.extend(friend.map(|friend| friend_info(&of.user_id, friend)));
                }
                Ok(found)
            })
            .await
    }

    pub(crate) async fn friend_ids(&self, of: Viewer) -> Result<Vec<String>, Failure> {
        self.db
            .read(move |connection| Ok(friends::ids(connection, of.row)?))
            .await
    }

    /// Whether each of two has the other in his list.
    pub(crate) async fn are_friends(&self, one: String, other: String) -> Result<(bool, bool), Failure> {
        self.db
            .read(move |connection| {
                let has = |owner: &str, friend: &str| -> Result<bool, Failure> {
                    match users::row_of(connection, owner)? {
                        Some(row) => Ok(friends::find(connection, row, friend)?.is_some()),
                        None => Ok(false),
                    }
                };
                Ok((has(&one, &other)?, has(&other, &one)?))
            })
            .await
    }

    /// A page of the black list, and how many are on it.
    pub(crate) async fn blacks(&self, of: Viewer, skip: i64, limit: i64) -> Result<(Vec<BlackInfo>, i64), Failure> {
        self.db
            .read(move |connection| {
                let page = blacks::page(connection, of.row, skip, limit)?;
                let total = blacks::count(connection, of.row)?;
                Ok((
                    page.into_iter().map(|black| black_info(&of.user_id, black)).collect(),
                    total,
                ))
            })
            .await
    }

    /// Those of the users that are on the black list.
    pub(crate) async fn some_blacks(&self, of: Viewer, user_ids: Vec<String>) -> Result<Vec<BlackInfo>, Failure> {
        self.db
            .read(move |connection| {
                let mut found = Vec::new();
                for user_id in &user_ids {
                    let black = blacks::find(connection, of.row, user_id)?;
                    found.extend(black.map(|black| black_info(&of.user_id, black)));
                }
                Ok(found)
            })
            .await
    }

    /// A page of the requests with one of these results, or of all, the newest first; and how many they are.
    pub(crate) async fn friend_requests(
        &self,
        of: Viewer,
        side: Side,
        results: Vec<i32>,
        skip: i64,
        limit: i64,
    ) -> Result<(Vec<pb::FriendRequest>, i64), Failure> {
        self.db
            .read(move |connection| {
                let page = friend_requests::page(connection, of.row, side, &results, skip, limit)?;
                let total = friend_requests::count(connection, of.row, side, &results, i64::MIN)?;
                Ok((page.into_iter().map(request_info).collect(), total))
            })
            .await
    }

    /// The request of one to another, if there is one.
    pub(crate) async fn friend_request(&self, from: User, to: User) -> Result<Option<pb::FriendRequest>, Failure> {
        self.db
            .read(move |connection| Ok(friend_requests::find(connection, from.id, to.id)?.map(request_info)))
            .await
    }

    /// How many requests wait for an answer, of those since a time.
    pub(crate) async fn open_requests(&self, of: Viewer, since: i64) -> Result<i64, Failure> {
        let since = since.max(self.requests_since());
        self.db
            .read(move |connection| {
                let open = friend_requests::count(connection, of.row, Side::Received, &[0], since)?;
                Ok(open)
            })
            .await
    }
}
