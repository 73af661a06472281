//! The rules about users: which ids they get, who may register them, what a profile change brings about.

use db::Tx;
use protocol::content::{self, tips::UserInfoUpdatedTips};
use protocol::{Code, ids};
use rusqlite::Connection;

use super::notices::Audience;
use super::{Failure, Im, NewUser, Shared};
use crate::store::users::{self, ProfileChange, User};
use crate::store::versions::{Change, List};
use crate::store::{blacks, friends, groups};

/// Levels of `users.level`.
pub(crate) const USER: i32 = 1;
pub(crate) const ADMIN: i32 = 2;
pub(crate) const ROBOT: i32 = 4;

/// What is shown of a deleted user: in words for any client, and as a mark for those that know it.
const GONE: &str = "Deleted account";
const GONE_EX: &str = r#"{"selkie":{"deleted":true}}"#;

/// The longest name, picture address or `ex` that is kept, in bytes.
const MAX_TEXT: usize = 16_384;
/// The longest id that a foreign App Server may give, in bytes.
const MAX_FOREIGN: usize = 256;

impl Shared {
    /// Makes a user. An id that can travel is used as it is; another one is kept beside a generated number.
    pub(crate) fn create_user_in(&self, tx: &Tx<'_>, new: &NewUser) -> Result<User, Failure> {
        for text in [&new.nickname, &new.face_url, &new.ex] {
            if text.len() > MAX_TEXT {
                return Err(Failure::args("a field of the profile is too long"));
            }
        }
        let (user_id, foreign_id) = match &new.user_id {
            None => (self.free_number(tx)?, String::new()),
            Some(id) if id.is_empty() || id.len() > MAX_FOREIGN || id.chars().any(char::is_control) => {
                return Err(Failure::args(
                    "the user ID is empty, too long or has control characters",
                ));
            }
            Some(id) => {
                if users::row_of(tx, id)?.is_some() || groups::find(tx, id)?.is_some() {
                    return Err(Failure::new(Code::USER_REGISTERED, "the user exists"));
                }
                if ids::is_wire_user_id(id) {
                    (id.clone(), String::new())
                } else {
                    (self.free_number(tx)?, id.clone())
                }
            }
        };
        let mut user = User {
            id: 0,
            user_id,
            foreign_id,
            nickname: new.nickname.clone(),
            face_url: new.face_url.clone(),
            ex: new.ex.clone(),
            level: USER,
            recv_msg_opt: 0,
            created: self.now(),
            deleted: false,
        };
        user.id = users::insert(tx, &user)?;
        Ok(user)
    }

    /// Ten digits that nobody and no group has.
    fn free_number(&self, connection: &Connection) -> Result<String, Failure> {
        loop {
            let number = 1_000_000_000 + u64::from_be_bytes(self.random_bytes()) % 9_000_000_000;
            let id = number.to_string();
            if users::row_of(connection, &id)?.is_none() && groups::find(connection, &id)?.is_none() {
                return Ok(id);
            }
        }
    }
}

/// The user of this id, or the refusal that names no one.
pub(crate) fn must_find(connection: &Connection, id: &str) -> Result<User, Failure> {
    users::find(connection, id)?.ok_or(Failure::NO_USER)
}

impl Im {
    pub(crate) async fn find_user(&self, id: &str) -> Result<Option<User>, Failure> {
        let id = id.to_owned();
        self.db.read(move |connection| Ok(users::find(connection, &id)?)).await
    }

    /// Those of the ids that exist, in the order asked.
    pub(crate) async fn find_users(&self, ids: Vec<String>) -> Result<Vec<User>, Failure> {
        self.db
            .read(move |connection| {
                let mut found = Vec::new();
                for id in &ids {
                    found.extend(users::find(connection, id)?);
                }
                Ok(found)
            })
            .await
    }

    pub(crate) async fn update_user(&self, id: &str, change: ProfileChange) -> Result<(), Failure> {
        let texts = [&change.nickname, &change.face_url, &change.ex];
        if texts.into_iter().flatten().any(|text| text.len() > MAX_TEXT) {
            return Err(Failure::args("a field of the profile is too long"));
        }
        let (im, id) = (self.clone(), id.to_owned());
        self.db
            .write(move |tx| {
                let user = must_find(tx, &id)?;
                im.update_user_in(tx, &user, &change)
            })
            .await
    }

    /// A user goes: nobody signs in as him any more, and nothing is left of his profile. What he wrote to others is
    /// theirs and stays, under the name that each message bears.
    pub(crate) fn delete_user_in(&self, tx: &mut Tx<'_>, user: &User) -> Result<(), Failure> {
        let nothing = ProfileChange {
            nickname: Some(GONE.to_owned()),
            face_url: Some(String::new()),
            ex: Some(GONE_EX.to_owned()),
            recv_msg_opt: Some(0),
        };
        self.leave_all_in(tx, user)?;
        self.update_user_in(tx, user, &nothing)?;
        users::delete(tx, user.id)?;
        self.delete_objects_in(tx, user.id)?;
        self.end_all_in(tx, user)
    }

    /// Friends keep a copy of the profile, so their lists change too.
    pub(crate) fn update_user_in(&self, tx: &mut Tx<'_>, user: &User, change: &ProfileChange) -> Result<(), Failure> {
        if user.deleted {
            return Err(Failure::NO_USER);
        }
        if user.level == ROBOT {
            return Err(Failure::new(Code::NO_PERMISSION, "nobody renames a robot"));
        }
        users::update(tx, user.id, change)?;
        let tips = UserInfoUpdatedTips {
            user_id: user.user_id.clone(),
        };
        // OpenIM tells friends only; here people talk without being friends.
        let audience = if self.rules.plain {
            Audience::Person(user)
        } else {
            Audience::Watching(user)
        };
        self.notify_all_in(tx, user, audience, content::USER_INFO_UPDATED, &tips, false)?;
        for (row, friend) in friends::whose_friend(tx, user.id)? {
            self.note(tx, List::Friends, row, &user.user_id, Change::Update)?;
            let friend = must_find(tx, &friend)?;
            self.notify_in(tx, user, &friend, content::FRIEND_INFO_UPDATED, &tips)?;
        }
        for row in blacks::whose_black(tx, user.id)? {
            self.note(tx, List::Blacks, row, &user.user_id, Change::Update)?;
        }
        if change.nickname.is_some() || change.face_url.is_some() {
            self.profile_changed_in_groups(tx, user)?;
        }
        Ok(())
    }

    /// All of them or none.
    pub(crate) async fn register(&self, new: Vec<NewUser>) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                for new in &new {
                    im.create_user_in(tx, new)?;
                }
                Ok(())
            })
            .await
    }

    /// A page of everybody, and how many there are.
    pub(crate) async fn all_users(&self, skip: i64, limit: i64) -> Result<(Vec<User>, i64), Failure> {
        self.db
            .read(move |connection| Ok(users::page(connection, skip, limit)?))
            .await
    }
}
