//! Friends, black lists and privacy, as the App Server half and the RongCloud door see them.

use std::collections::BTreeSet;

use db::Tx;

use super::{Door, UserId};
use crate::im::users::must_find;
use crate::im::{By, Failure, PrivacyChange, Viewer};
use crate::store::privacy::{self, NOBODY};
use crate::store::{blacks, friends, users};

impl Door {
    /// Those that let the viewer find them so, in the order asked.
    pub async fn found_by(&self, viewer: &UserId, ids: Vec<String>, by: By) -> Result<Vec<UserId>, Failure> {
        let viewer = self.im.find_user(&viewer.0).await?.ok_or(Failure::NO_USER)?;
        let found = self.im.find_shown(Viewer::from(&viewer), ids, by).await?;
        Ok(found.into_iter().map(|user| UserId(user.user_id)).collect())
    }

    /// Those of the ids of whom the viewer is to see name and picture alone.
    pub async fn veiled(&self, viewer: &UserId, ids: Vec<String>) -> Result<BTreeSet<String>, Failure> {
        let viewer = self.im.find_user(&viewer.0).await?.ok_or(Failure::NO_USER)?;
        self.im.veiled(Viewer::from(&viewer), ids).await
    }

    /// Whether anybody may ask this user to be a friend, as a part of a larger read.
    pub fn takes_requests_in(&self, connection: &rusqlite::Connection, id: &UserId) -> Result<bool, Failure> {
        let user = must_find(connection, &id.0)?;
        Ok(privacy::get(connection, user.id)?.adding != NOBODY)
    }

    /// As a part of a larger write; the user's devices are told.
    pub fn set_privacy_in(&self, tx: &mut Tx<'_>, id: &UserId, change: PrivacyChange) -> Result<(), Failure> {
        self.im.set_privacy_in(tx, &id.0, change)
    }

    /// Makes two people friends without asking either. Whether they were not before.
    pub async fn befriend(&self, one: &UserId, other: &UserId) -> Result<bool, Failure> {
        let by = self.im.find_user(&one.0).await?.ok_or(Failure::NO_USER)?;
        self.im.import_friends(by, one.0.clone(), vec![other.0.clone()]).await
    }

    /// The wire ids of somebody's friends.
    pub async fn friend_ids(&self, of: &UserId) -> Result<Vec<String>, Failure> {
        let Some(user) = self.im.find_user(&of.0).await? else {
            return Ok(Vec::new());
        };
        self.db()
            .read(move |connection| Ok(friends::ids(connection, user.id)?))
            .await
    }

    /// Puts people on a user's black list, by wire or foreign ids.
    pub async fn block(&self, owner: &str, others: Vec<String>) -> Result<(), Failure> {
        let owner = self.im.find_user(owner).await?.ok_or(Failure::NO_USER)?;
        self.im.block(owner, others, String::new()).await
    }

    /// Takes people from a user's black list.
    pub async fn unblock(&self, owner: &str, others: Vec<String>) -> Result<(), Failure> {
        let owner = self.im.find_user(owner).await?.ok_or(Failure::NO_USER)?;
        self.im.unblock(owner, others).await
    }

    /// Whom a user blocks, as the App Server calls them; the newest first.
    pub async fn blocked(&self, owner: &str) -> Result<Vec<String>, Failure> {
        let owner = self.im.find_user(owner).await?.ok_or(Failure::NO_USER)?;
        let ids = self
            .db()
            .read(move |connection| Ok::<_, Failure>(blacks::ids(connection, owner.id)?));
        let of = |(wire, foreign): (String, String)| if foreign.is_empty() { wire } else { foreign };
        Ok(ids.await?.into_iter().map(of).collect())
    }

    /// Whether a user, by wire or foreign id, blocks another.
    pub async fn blocks(&self, user: &str, other: &UserId) -> Result<bool, Failure> {
        let (user, other) = (user.to_owned(), other.clone());
        self.db()
            .read(move |connection| {
                let rows = (users::row_of(connection, &user)?, users::row_of(connection, &other.0)?);
                match rows {
                    (Some(user), Some(other)) => Ok(blacks::has(connection, user, other)?),
                    _ => Ok(false),
                }
            })
            .await
    }
}
