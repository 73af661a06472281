//! One's own list of friends: remarks, pins, ends, and what an administrator brings along.

use db::Tx;
use protocol::content;

use super::{IMPORTED, NO_FRIEND, YOURSELF, ex, must_be_some, must_live, remark};
use crate::im::users::must_find;
use crate::im::{Failure, Im};
use crate::store::friends::{self, FriendChange};
use crate::store::users::User;
use crate::store::versions::{Change, List, ORDER};

impl Im {
    /// Changes what the owner keeps of some of his friends: all of them or, if one is none, nobody. A `remark` alone is
    /// what older clients set, one by one.
    pub(crate) async fn update_friends(
        &self,
        owner: User,
        ids: Vec<String>,
        mut change: FriendChange,
        told: i32,
    ) -> Result<(), Failure> {
        must_be_some(&ids)?;
        change.remark = change.remark.as_deref().map(remark).transpose()?;
        change.ex.as_deref().map_or(Ok(()), ex)?;
        let im = self.clone();
        self.db
            .write(move |tx| {
                let mut friends = Vec::new();
                for id in &ids {
                    friends.push(must_find(tx, id)?);
                }
                im.update_friends_in(tx, &owner, &friends, &change, told)
            })
            .await
    }

    fn update_friends_in(
        &self,
        tx: &mut Tx<'_>,
        owner: &User,
        changed: &[User],
        change: &FriendChange,
        told: i32,
    ) -> Result<(), Failure> {
        for friend in changed {
            if !friends::update(tx, owner.id, friend.id, change)? {
                return Err(NO_FRIEND);
            }
            self.note(tx, List::Friends, owner.id, &friend.user_id, Change::Update)?;
        }
        if change.pinned.is_some() {
            // Pinned ones come first: clients that keep the order have to ask for it.
            self.note(tx, List::Friends, owner.id, ORDER, Change::Update)?;
        }
        if told == content::FRIEND_REMARK_SET {
            self.tell_remark(tx, owner, changed, change.pinned.is_some())
        } else {
            self.tell_settings(tx, owner, changed)
        }
    }

    /// Ends a friendship on the owner's side, without a word to the other one; on both sides if `both`, which the other
    /// one's devices see.
    pub(crate) async fn delete_friend(&self, owner: User, id: String, both: bool) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                let friend = must_find(tx, &id)?;
                let mut gone = im.strike_in(tx, &owner, &friend)?;
                if both {
                    gone |= im.strike_in(tx, &friend, &owner)?;
                }
                if gone { Ok(()) } else { Err(NO_FRIEND) }
            })
            .await
    }

    fn strike_in(&self, tx: &mut Tx<'_>, owner: &User, friend: &User) -> Result<bool, Failure> {
        if !friends::delete(tx, owner.id, friend.id)? {
            return Ok(false);
        }
        self.note(tx, List::Friends, owner.id, &friend.user_id, Change::Delete)?;
        self.tell_deleted(tx, owner, friend)?;
        Ok(true)
    }

    /// Makes friendships without asking anybody, as an administrator does. Whether there is one that was not before.
    pub(crate) async fn import_friends(&self, by: User, owner: String, ids: Vec<String>) -> Result<bool, Failure> {
        must_be_some(&ids)?;
        let im = self.clone();
        self.db
            .write(move |tx| {
                let owner = must_live(tx, &owner)?;
                let mut fresh = false;
                for id in &ids {
                    let friend = must_live(tx, id)?;
                    if friend.id == owner.id {
                        return Err(YOURSELF);
                    }
                    for (one, other) in [(&owner, &friend), (&friend, &owner)] {
                        if im.enlist_in(tx, one, other, IMPORTED, &by.user_id)? {
                            im.tell_added(tx, one, other, &by)?;
                            fresh = true;
                        }
                    }
                }
                Ok(fresh)
            })
            .await
    }
}
