//! The calls about friends, requests, blocked people and privacy.

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::view::{AccountId, Asked, FriendRequestView, FriendView, PrivacyView, UserView};
use crate::{friends, privacy};

impl Client {
    /// All friends, pinned ones first; without a connection as they were last known.
    pub async fn friends(&self, account: &AccountId) -> Result<Vec<FriendView>> {
        friends::all(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Requests that came and went, the newest first.
    pub async fn friend_requests(&self, account: &AccountId) -> Result<Vec<FriendRequestView>> {
        friends::requests(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// From whom the person takes nothing.
    pub async fn blocked_users(&self, account: &AccountId) -> Result<Vec<UserView>> {
        friends::blocked(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// The person has looked at the requests that came. This device alone keeps it.
    pub async fn see_friend_requests(&self, account: &AccountId) -> Result<()> {
        friends::see_requests(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Asks somebody to be friends. Like all that follows it needs a connection, and is not kept for later.
    pub async fn add_friend(&self, account: &AccountId, user_id: &str, message: &str) -> Result<Asked> {
        friends::request(&*self.account(account)?, user_id, message)
            .await
            .map_err(|error| problem(&error))
    }

    /// Answers somebody's request.
    pub async fn answer_friend(&self, account: &AccountId, user_id: &str, accept: bool, message: &str) -> Result<()> {
        friends::answer(&*self.account(account)?, user_id, accept, message)
            .await
            .map_err(|error| problem(&error))
    }

    /// What a friend is called here, empty for his own name, and what is kept about him.
    pub async fn describe_friend(&self, account: &AccountId, user_id: &str, remark: &str, note: &str) -> Result<()> {
        friends::describe(&*self.account(account)?, user_id, remark, note)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn pin_friend(&self, account: &AccountId, user_id: &str, pinned: bool) -> Result<()> {
        friends::pin(&*self.account(account)?, user_id, pinned)
            .await
            .map_err(|error| problem(&error))
    }

    /// Takes a friend from this person's list; with `both` also this person from his, where `Offers` says so.
    pub async fn delete_friend(&self, account: &AccountId, user_id: &str, both: bool) -> Result<()> {
        friends::delete(&*self.account(account)?, user_id, both)
            .await
            .map_err(|error| problem(&error))
    }

    /// Takes nothing from somebody any more, or again.
    pub async fn set_blocked(&self, account: &AccountId, user_id: &str, blocked: bool) -> Result<()> {
        friends::block(&*self.account(account)?, user_id, blocked)
            .await
            .map_err(|error| problem(&error))
    }

    /// What the person lets others do, where `Offers` says that the server keeps it.
    pub async fn privacy(&self, account: &AccountId) -> Result<PrivacyView> {
        privacy::get(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// What holds from now on is the answer.
    pub async fn set_privacy(&self, account: &AccountId, privacy: PrivacyView) -> Result<PrivacyView> {
        privacy::set(&*self.account(account)?, privacy)
            .await
            .map_err(|error| problem(&error))
    }
}
