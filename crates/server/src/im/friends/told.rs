//! What people are told of their friendships. Only requests and their answers go to the other one; what somebody does in
//! his own list is for his own devices, where a plain OpenIM tells the other one too.

use db::Tx;
use protocol::content;
use protocol::content::tips::{
    FriendAddedTips, FriendApplicationApprovedTips, FriendApplicationRejectedTips, FriendApplicationTips,
    FriendDeletedTips, FriendInfoChangedTips, FriendsInfoUpdateTips, FromToUserId,
};
use protocol::pb::{self, PublicUserInfo};
use rusqlite::Connection;

use crate::im::lists::{friend_info, request_info};
use crate::im::{Failure, Im, Shared};
use crate::store::users::User;
use crate::store::versions::{self, List};
use crate::store::{friend_requests, friends};

fn pair(from: &User, to: &User) -> Option<FromToUserId> {
    Some(FromToUserId {
        from_user_id: from.user_id.clone(),
        to_user_id: to.user_id.clone(),
    })
}

fn request(connection: &Connection, from: &User, to: &User) -> Result<Option<pb::FriendRequest>, Failure> {
    Ok(friend_requests::find(connection, from.id, to.id)?.map(request_info))
}

impl Shared {
    /// Where somebody's list of friends stands: a client that is one version behind can apply the notice by itself.
    fn friends_version(&self, connection: &Connection, owner: &User) -> Result<(u64, String), Failure> {
        let version = versions::version(connection, List::Friends, owner.id)?;
        Ok((
            version.unsigned_abs(),
            self.identity.version_id(List::Friends, owner.id),
        ))
    }
}

impl Im {
    pub(super) fn tell_asked(&self, tx: &mut Tx<'_>, from: &User, to: &User) -> Result<(), Failure> {
        let tips = FriendApplicationTips {
            from_to_user_id: pair(from, to),
            request: request(tx, from, to)?,
        };
        self.notify_in(tx, from, to, content::FRIEND_REQUEST, &tips)
    }

    pub(super) fn tell_refused(&self, tx: &mut Tx<'_>, by: &User, asker: &User, message: &str) -> Result<(), Failure> {
        let tips = FriendApplicationRejectedTips {
            from_to_user_id: pair(asker, by),
            handle_msg: message.to_owned(),
            request: request(tx, asker, by)?,
        };
        self.notify_in(tx, by, asker, content::FRIEND_REQUEST_REJECTED, &tips)
    }

    /// To both, and as a message that begins their conversation. The version is that of the one who waited for it.
    pub(super) fn tell_agreed(&self, tx: &mut Tx<'_>, by: &User, asker: &User, message: &str) -> Result<(), Failure> {
        let (friend_version, friend_version_id) = self.friends_version(tx, asker)?;
        let tips = FriendApplicationApprovedTips {
            from_to_user_id: pair(asker, by),
            handle_msg: message.to_owned(),
            friend_version,
            friend_version_id,
            request: request(tx, asker, by)?,
        };
        self.notify_in(tx, by, asker, content::FRIEND_REQUEST_ACCEPTED, &tips)?;
        self.say_in(tx, by, asker, content::FRIEND_REQUEST_ACCEPTED, &tips)
    }

    /// To the owner of the list alone, with the friend as he has him.
    pub(super) fn tell_added(&self, tx: &mut Tx<'_>, owner: &User, friend: &User, by: &User) -> Result<(), Failure> {
        let (friend_version, friend_version_id) = self.friends_version(tx, owner)?;
        let added = friends::find(tx, owner.id, &friend.user_id)?;
        let tips = FriendAddedTips {
            friend: added.map(|added| friend_info(&owner.user_id, added)),
            operation_time: self.now(),
            op_user: Some(PublicUserInfo {
                user_id: by.user_id.clone(),
                nickname: by.nickname.clone(),
                face_url: by.face_url.clone(),
                ex: by.ex.clone(),
            }),
            friend_version,
            friend_version_id,
        };
        self.notify_in(tx, owner, owner, content::FRIEND_ADDED, &tips)
    }

    pub(super) fn tell_deleted(&self, tx: &mut Tx<'_>, owner: &User, friend: &User) -> Result<(), Failure> {
        let (friend_version, friend_version_id) = self.friends_version(tx, owner)?;
        let tips = FriendDeletedTips {
            from_to_user_id: pair(owner, friend),
            friend_version,
            friend_version_id,
        };
        self.notify_in(tx, owner, owner, content::FRIEND_DELETED, &tips)
    }

    pub(super) fn tell_remark(
        &self,
        tx: &mut Tx<'_>,
        owner: &User,
        changed: &[User],
        sorted: bool,
    ) -> Result<(), Failure> {
        let (friend_version, friend_version_id) = self.friends_version(tx, owner)?;
        for friend in changed {
            let tips = FriendInfoChangedTips {
                from_to_user_id: pair(owner, friend),
                friend_version,
                friend_version_id: friend_version_id.clone(),
                friend_sort_version: if sorted { friend_version } else { 0 },
            };
            self.notify_in(tx, owner, owner, content::FRIEND_REMARK_SET, &tips)?;
        }
        Ok(())
    }

    pub(super) fn tell_settings(&self, tx: &mut Tx<'_>, owner: &User, changed: &[User]) -> Result<(), Failure> {
        let (friend_version, friend_version_id) = self.friends_version(tx, owner)?;
        let tips = FriendsInfoUpdateTips {
            from_to_user_id: pair(owner, owner),
            friend_ids: changed.iter().map(|friend| friend.user_id.clone()).collect(),
            friend_version,
            friend_version_id,
        };
        self.notify_in(tx, owner, owner, content::FRIENDS_SETTINGS_UPDATED, &tips)
    }
}
