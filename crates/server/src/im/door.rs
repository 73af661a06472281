//! What the App Server half, the RongCloud door and the server's owner may do with the IM half, and all they see of it.

mod relations;

use std::collections::BTreeMap;

use db::{Db, Tx};
use protocol::content::{self, session};
use protocol::pb::MsgData;

use super::{Caller, Failure, Im, Sender, Token, tokens};
use crate::store::users::{self, User};

pub use crate::store::users::ProfileChange;

/// A user's id as it travels on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(pub String);

impl std::fmt::Display for UserId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewUser {
    /// As the App Server calls him; `None`: a number is made up.
    pub user_id: Option<String>,
    pub nickname: String,
    pub face_url: String,
    pub ex: String,
}

/// What a user shows of himself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub user_id: UserId,
    /// What the App Server calls him: the wire id where that is the same.
    pub foreign_id: String,
    pub nickname: String,
    pub face_url: String,
    pub ex: String,
    /// 0 everything, 1 nothing, 2 without being told.
    pub recv_msg_opt: i32,
    /// Milliseconds since 1970.
    pub created: i64,
}

/// A message written by the server on somebody's behalf.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Wire or foreign ids.
    pub from: String,
    pub to: String,
    /// Where it goes to a group: what travels of its id; `to` is empty then.
    pub group: String,
    /// Who is mentioned there, by wire ids.
    pub at: Vec<String>,
    pub content_type: i32,
    /// UTF-8 JSON by content type.
    pub content: Vec<u8>,
    /// An absent key means true.
    pub options: BTreeMap<String, bool>,
    /// `None`: one is made up.
    pub client_msg_id: Option<String>,
    pub ex: String,
    pub attached_info: String,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub server_msg_id: String,
    pub client_msg_id: String,
    /// Milliseconds since 1970.
    pub send_time: i64,
    pub conversation_id: String,
    /// 0 for what is not stored.
    pub seq: i64,
}

#[derive(Clone)]
pub struct Door {
    pub(super) im: Im,
}

impl From<User> for Profile {
    fn from(user: User) -> Self {
        let foreign_id = if user.foreign_id.is_empty() {
            user.user_id.clone()
        } else {
            user.foreign_id
        };
        Self {
            user_id: UserId(user.user_id),
            foreign_id,
            nickname: user.nickname,
            face_url: user.face_url,
            ex: user.ex,
            recv_msg_opt: user.recv_msg_opt,
            created: user.created,
        }
    }
}

/// The platform is none where the token is bound to none yet.
fn named(caller: Caller) -> (UserId, Option<i32>) {
    (
        UserId(caller.user.user_id),
        (caller.platform != 0).then_some(caller.platform),
    )
}

impl Door {
    pub(super) fn new(im: Im) -> Self {
        Self { im }
    }

    /// The app's database, for tables of one's own.
    pub fn db(&self) -> &Db {
        &self.im.db
    }

    pub fn now(&self) -> i64 {
        self.im.now()
    }

    pub fn server_id(&self) -> &str {
        &self.im.identity.server_id
    }

    pub async fn create_user(&self, new: NewUser) -> Result<UserId, Failure> {
        let im = self.im.clone();
        self.db()
            .write(move |tx| Ok(UserId(im.create_user_in(tx, &new)?.user_id)))
            .await
    }

    /// The same as a part of a larger write.
    pub fn create_user_in(&self, tx: &Tx<'_>, new: &NewUser) -> Result<UserId, Failure> {
        Ok(UserId(self.im.create_user_in(tx, new)?.user_id))
    }

    /// By wire or foreign id.
    pub async fn user(&self, id: &str) -> Result<Option<Profile>, Failure> {
        Ok(self.im.find_user(id).await?.map(Profile::from))
    }

    /// Those that exist, in the order asked.
    pub async fn users(&self, ids: Vec<String>) -> Result<Vec<Profile>, Failure> {
        Ok(self.im.find_users(ids).await?.into_iter().map(Profile::from).collect())
    }

    /// The user's devices are told.
    pub async fn update_user(&self, id: &UserId, change: ProfileChange) -> Result<(), Failure> {
        self.im.update_user(&id.0, change).await
    }

    /// The same as a part of a larger write.
    pub fn update_user_in(&self, tx: &mut Tx<'_>, id: &UserId, change: &ProfileChange) -> Result<(), Failure> {
        let user = super::users::must_find(tx, &id.0)?;
        self.im.update_user_in(tx, &user, change)
    }

    /// Takes a user away as a part of a larger write: his tokens, sessions and profile; what he wrote stays.
    pub fn delete_user_in(&self, tx: &mut Tx<'_>, id: &UserId) -> Result<(), Failure> {
        let user = super::users::must_find(tx, &id.0)?;
        self.im.delete_user_in(tx, &user)
    }

    /// A page of everybody, by the time of their coming, and how many they are.
    pub async fn page(&self, skip: i64, limit: i64, newest_first: bool) -> Result<(Vec<Profile>, i64), Failure> {
        self.db()
            .read(move |connection| {
                let (users, total) = users::living(connection, skip, limit, newest_first)?;
                Ok((users.into_iter().map(Profile::from).collect(), total))
            })
            .await
    }

    /// `platform` `None`: the first device that connects decides.
    pub async fn issue_token(&self, id: &UserId, platform: Option<i32>) -> Result<Token, Failure> {
        self.im.issue(&id.0, platform).await
    }

    /// The same as a part of a larger write.
    pub fn issue_token_in(&self, tx: &Tx<'_>, id: &UserId, platform: Option<i32>) -> Result<Token, Failure> {
        let user = super::users::must_find(tx, &id.0)?;
        self.im.issue_in(tx, &user, platform)
    }

    /// Whose token this is, and for which platform. Refuses with the code that tells what is wrong with it.
    pub async fn token_user(&self, token: &str) -> Result<(UserId, Option<i32>), Failure> {
        Ok(named(self.im.caller(token).await?))
    }

    /// The same as a part of a larger write or read.
    pub fn token_user_in(
        &self,
        connection: &rusqlite::Connection,
        token: &str,
    ) -> Result<(UserId, Option<i32>), Failure> {
        Ok(named(self.im.caller_in(connection, tokens::hash(token)?)?))
    }

    /// Whether the token is an administrator's.
    pub async fn token_is_admin(&self, token: &str) -> Result<bool, Failure> {
        Ok(self.im.caller(token).await?.is_admin())
    }

    /// Ends all tokens and sessions of a user but those of one token, as a part of the write for which they have to
    /// end: the sessions when it is on disk. Tokens that the write gives out afterwards stay.
    pub fn kick_user_in(&self, tx: &mut Tx<'_>, id: &UserId, except_token: Option<&str>) -> Result<(), Failure> {
        let except = except_token.map(tokens::hash).transpose()?;
        self.im.kick_in(tx, &id.0, None, except)
    }

    /// A wire or foreign id to what travels.
    pub async fn resolve(&self, id: &str) -> Result<Option<UserId>, Failure> {
        Ok(self.im.find_user(id).await?.map(|user| UserId(user.user_id)))
    }

    /// The same as a part of a larger write or read.
    pub fn resolve_in(&self, connection: &rusqlite::Connection, id: &str) -> Result<Option<UserId>, Failure> {
        Ok(users::find(connection, id)?.map(|user| UserId(user.user_id)))
    }

    /// What the App Server calls this user.
    pub async fn foreign_of(&self, id: &UserId) -> Result<String, Failure> {
        let user = self.im.find_user(&id.0).await?.ok_or(Failure::NO_USER)?;
        Ok(Profile::from(user).foreign_id)
    }

    /// Writes a message on behalf of `from`; nobody's block list is asked.
    pub async fn send_as(&self, outgoing: Outgoing) -> Result<Sent, Failure> {
        let from = self.im.find_user(&outgoing.from).await?.ok_or(Failure::NO_USER)?;
        let from_sender = Sender {
            row: from.id,
            user_id: from.user_id.as_str().into(),
            privileged: true,
        };
        let message = MsgData {
            session_type: if outgoing.group.is_empty() {
                session::SINGLE
            } else {
                session::GROUP
            },
            recv_id: outgoing.to,
            group_id: outgoing.group,
            at_user_id_list: outgoing.at,
            client_msg_id: outgoing.client_msg_id.unwrap_or_default(),
            sender_nickname: from.nickname,
            sender_face_url: from.face_url,
            msg_from: content::from::USER,
            content_type: outgoing.content_type,
            content: outgoing.content,
            create_time: self.now(),
            options: outgoing.options,
            ex: outgoing.ex,
            attached_info: outgoing.attached_info,
            ..MsgData::default()
        };
        self.im.send(from_sender, message).await
    }
}
