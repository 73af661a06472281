//! Tokens: opaque, random, kept as hashes in a live table, so that one that was taken back is known from one that never
//! was. A token without a platform belongs to the platform that first connects with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::Tx;
use protocol::{Code, platform};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::users::{self, must_find};
use super::{Failure, Im, Joining, Session, Shared};
use crate::store::tokens::{self, Hash, TokenRow};
use crate::store::users::{User, get};

/// Tokens that may live at the same time for one user and platform; the oldest goes when there are more.
const LIVING: usize = 30;
/// Ended tokens are remembered this long, so that a device that was away hears why.
const REMEMBER_MS: i64 = 90 * 24 * 60 * 60 * 1000;
/// What is said of a token that lives for ever: OpenIM's answers have no word for that.
const FOREVER_S: i64 = 10 * 365 * 24 * 60 * 60;

/// A token as it is given out, once.
#[derive(Clone)]
pub struct Token {
    pub token: String,
    pub expires_in_s: i64,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token")
            .field("expires_in_s", &self.expires_in_s)
            .finish_non_exhaustive()
    }
}

/// Whoever shows a valid token.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user: User,
    /// 0: bound to none yet.
    pub(crate) platform: i32,
    /// Milliseconds since 1970; `None`: never.
    pub(crate) expires: Option<i64>,
    pub(crate) token: Hash,
}

impl Caller {
    pub(crate) fn is_admin(&self) -> bool {
        self.user.level == users::ADMIN
    }

    /// Absolute, in seconds, as OpenIM says it.
    pub(crate) fn expires_s(&self, now: i64) -> i64 {
        self.expires.map_or(now / 1000 + FOREVER_S, |ms| ms / 1000)
    }
}

/// The hash of what can be a token of ours.
pub(crate) fn hash(token: &str) -> Result<Hash, Failure> {
    // 32 bytes are 43 characters; reading no more keeps a long header from costing anything.
    let readable = token.len() == 43 && URL_SAFE_NO_PAD.decode(token).is_ok();
    if !readable {
        return Err(Failure::new(Code::TOKEN_MALFORMED, "this is no token of ours"));
    }
    Ok(Sha256::digest(token.as_bytes()).into())
}

impl Shared {
    /// Gives out a token, and ends those that the device policy does not allow beside it.
    pub(crate) fn issue_in(&self, connection: &Connection, user: &User, on: Option<i32>) -> Result<Token, Failure> {
        if user.deleted {
            return Err(Failure::NO_USER);
        }
        if user.level == users::ROBOT {
            return Err(Failure::new(Code::NO_PERMISSION, "nobody signs in as a robot"));
        }
        let on = on.unwrap_or(0);
        let admin = user.level == users::ADMIN && on == platform::ADMIN;
        if on != 0 && !admin && !platform::can_sign_in(on) {
            return Err(Failure::args("there is no such platform"));
        }
        let now = self.now();
        tokens::prune(connection, user.id, now.saturating_sub(REMEMBER_MS), now)?;
        let living = tokens::living(connection, user.id, now)?;
        let of_platform = living.iter().filter(|old| old.platform == on).count();
        let mut surplus = (of_platform + 1).saturating_sub(LIVING);
        for old in &living {
            let too_many = old.platform == on && surplus > 0;
            surplus -= usize::from(too_many);
            if too_many || self.rules.devices.ends(on, old.platform) {
                tokens::kick(connection, old.id)?;
            }
        }
        let token = URL_SAFE_NO_PAD.encode(self.random_bytes::<32>());
        let expires = self.rules.token_life_ms().map_or(0, |life| now + life);
        tokens::insert(connection, &hash(&token)?, user.id, on, now, expires)?;
        let expires_in_s = self.rules.token_life_ms().map_or(FOREVER_S, |life| life / 1000);
        Ok(Token { token, expires_in_s })
    }

    fn check(&self, row: Option<TokenRow>) -> Result<TokenRow, Failure> {
        let row = row.ok_or(Failure::new(Code::TOKEN_NOT_EXIST, "the token is unknown"))?;
        if row.kicked {
            return Err(Failure::new(Code::TOKEN_KICKED, "the token was ended"));
        }
        if row.expires != 0 && row.expires <= self.now() {
            return Err(Failure::new(Code::TOKEN_EXPIRED, "the token has expired"));
        }
        Ok(row)
    }

    pub(crate) fn caller_in(&self, connection: &Connection, token: Hash) -> Result<Caller, Failure> {
        let row = self.check(tokens::find(connection, &token)?)?;
        let user = get(connection, row.user)?.ok_or(Failure::new(Code::TOKEN_NOT_EXIST, "the token's user is gone"))?;
        let expires = (row.expires != 0).then_some(row.expires);
        Ok(Caller {
            user,
            platform: row.platform,
            expires,
            token,
        })
    }

    /// Ends a user's living tokens for which `ends` says so, by platform and hash.
    pub(crate) fn end_tokens_in(
        &self,
        connection: &Connection,
        user: i64,
        ends: impl Fn(i32, &Hash) -> bool,
    ) -> Result<(), Failure> {
        for old in tokens::living(connection, user, self.now())? {
            if ends(old.platform, &old.hash) {
                tokens::kick(connection, old.id)?;
            }
        }
        Ok(())
    }
}

impl Im {
    pub(crate) async fn caller(&self, token: &str) -> Result<Caller, Failure> {
        let (im, token) = (self.clone(), hash(token)?);
        self.db.read(move |connection| im.caller_in(connection, token)).await
    }

    pub(crate) async fn issue(&self, user_id: &str, on: Option<i32>) -> Result<Token, Failure> {
        let (im, user_id) = (self.clone(), user_id.to_owned());
        self.db
            .write(move |tx| {
                let user = must_find(tx, &user_id)?;
                im.issue_in(tx, &user, on)
            })
            .await
    }

    /// A token for an administrator, who is made when he is first named.
    pub(crate) async fn issue_admin(&self, user_id: &str) -> Result<Token, Failure> {
        let (im, user_id) = (self.clone(), user_id.to_owned());
        self.db
            .write(move |tx| {
                let user = match crate::store::users::find(tx, &user_id)? {
                    Some(user) if user.level == users::ADMIN => user,
                    Some(_) => return Err(Failure::new(Code::NO_PERMISSION, "this user is no administrator")),
                    None => {
                        let new = super::NewUser {
                            user_id: Some(user_id.clone()),
                            ..Default::default()
                        };
                        let user = User {
                            level: users::ADMIN,
                            ..im.create_user_in(tx, &new)?
                        };
                        crate::store::users::set_level(tx, user.id, users::ADMIN)?;
                        user
                    }
                };
                im.issue_in(tx, &user, Some(platform::ADMIN))
            })
            .await
    }

    /// Admits a connection: the token must be this user's and this platform's, or belong to no platform yet.
    pub(crate) async fn admit(&self, token: &str, user_id: &str, on: i32) -> Result<Caller, Failure> {
        let wrong = Failure::new(Code::TOKEN_INVALID, "the token is of another user or platform");
        let (im, token, user_id) = (self.clone(), hash(token)?, user_id.to_owned());
        let caller = self
            .db
            .read(move |connection| {
                let caller = im.caller_in(connection, token)?;
                let named = caller.user.user_id == user_id || caller.user.foreign_id == user_id && !user_id.is_empty();
                if named && (caller.platform == on || caller.platform == 0) {
                    Ok(caller)
                } else {
                    Err(wrong)
                }
            })
            .await?;
        if caller.platform == on && self.rules.devices == super::DevicePolicy::All {
            return Ok(caller);
        }
        let im = self.clone();
        self.db
            .write(move |tx| {
                // Looked at once more: between the read and now it may have been ended, or bound by another device.
                let caller = im.caller_in(tx, token)?;
                if caller.platform != on && caller.platform != 0 {
                    return Err(wrong);
                }
                tokens::bind(tx, &token, on)?;
                let policy = im.rules.devices;
                im.end_tokens_in(tx, caller.user.id, |old, hash| *hash != token && policy.ends(on, old))?;
                Ok(Caller { platform: on, ..caller })
            })
            .await
    }

    /// Lets an admitted device in and ends the sessions that the policy does not allow beside it. One with the same
    /// token stays: it is the device itself, which lost its old connection without knowing.
    pub(crate) fn join(&self, joining: Joining) -> Option<std::sync::Arc<Session>> {
        let (policy, token, on) = (self.rules.devices, joining.token, joining.platform);
        self.hub
            .join(joining, |old| old.token != token && policy.ends(on, old.platform))
    }

    /// Ends the tokens and sessions of a user, on one platform or all, except those of one token.
    pub(crate) async fn kick(&self, user_id: &str, on: Option<i32>, except: Option<Hash>) -> Result<(), Failure> {
        let (im, user_id) = (self.clone(), user_id.to_owned());
        self.db.write(move |tx| im.kick_in(tx, &user_id, on, except)).await
    }

    /// The same as a part of a larger write. Tokens that the write gives out afterwards stay.
    pub(crate) fn kick_in(
        &self,
        tx: &mut Tx<'_>,
        user_id: &str,
        on: Option<i32>,
        except: Option<Hash>,
    ) -> Result<(), Failure> {
        let user = must_find(tx, user_id)?.id;
        let ends = move |platform, hash: &Hash| on.is_none_or(|on| on == platform) && except != Some(*hash);
        self.end_tokens_in(tx, user, ends)?;
        let im = self.clone();
        tx.after_commit(move || im.hub.kick(user, |session| ends(session.platform, &session.token)));
        Ok(())
    }
}
