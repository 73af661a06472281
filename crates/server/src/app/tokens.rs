//! The pair of tokens of a sign-in: one for chat, one for the account calls. The second is the first with as many random
//! characters behind it, so that whoever shows it has shown which device he is, and it ends when the chat token does.
//! Knows no password.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::Tx;
use protocol::Code;
use sha2::{Digest, Sha256};

use super::Accounts;
use super::store::chat_tokens::{self, Hash};
use crate::env::Random;
use crate::im::{Door, Failure, UserId};

/// Characters of 32 bytes.
const LENGTH: usize = 43;

/// What a sign-in gives out, once.
#[derive(Clone)]
pub struct Tokens {
    pub im: String,
    pub chat: String,
}

/// Who makes an account call.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) user: UserId,
    /// The chat token that belongs to the shown one.
    pub(crate) im_token: String,
    /// An administrator of the chat side, who acts for anybody.
    pub(crate) admin: bool,
}

impl Caller {
    /// Refuses who names somebody else.
    pub(crate) fn must_be(&self, named: &UserId) -> Result<(), Failure> {
        if self.admin || self.user == *named {
            return Ok(());
        }
        Err(Failure::new(Code::NO_PERMISSION, "the token belongs to another user"))
    }
}

fn hash(token: &str) -> Hash {
    Sha256::digest(token.as_bytes()).into()
}

/// Gives out pairs inside of a write.
#[derive(Clone)]
pub(super) struct Issuer {
    door: Door,
    random: Arc<dyn Random>,
}

impl Issuer {
    /// `platform` `None`: the first device that connects decides.
    pub(super) fn issue_in(&self, tx: &Tx<'_>, user: &UserId, platform: Option<i32>) -> Result<Tokens, Failure> {
        let im = self.door.issue_token_in(tx, user, platform)?.token;
        let mut random = [0; 32];
        self.random.fill(&mut random);
        let chat = format!("{im}{}", URL_SAFE_NO_PAD.encode(random));
        chat_tokens::insert(tx, &hash(&chat), &user.0, self.door.now())?;
        Ok(Tokens { im, chat })
    }
}

impl Accounts {
    pub(super) fn issuer(&self) -> Issuer {
        Issuer {
            door: self.door.clone(),
            random: Arc::clone(&self.random),
        }
    }

    /// Whose token this is.
    pub(crate) async fn caller(&self, token: &str) -> Result<Caller, Failure> {
        if token.is_empty() {
            return Err(Failure::new(Code::ARGS, "header must have token"));
        }
        let Some((im_token, rest)) = token.split_at_checked(LENGTH) else {
            return Err(Failure::new(Code::TOKEN_MALFORMED, "this is no token of ours"));
        };
        let (user, _) = self.door.token_user(im_token).await?;
        if rest.is_empty() {
            // Chat's administrators have no account and so no account token.
            if self.door.token_is_admin(im_token).await? {
                return Ok(Caller {
                    user,
                    im_token: im_token.to_owned(),
                    admin: true,
                });
            }
            return Err(Failure::new(
                Code::CHAT_TOKEN_NOT_EXIST,
                "this call takes the chatToken",
            ));
        }
        let hash = hash(token);
        let known = self
            .door
            .db()
            .read(move |connection| Ok::<_, Failure>(chat_tokens::find(connection, &hash)?));
        match known.await? {
            Some(known) if known == user.0 => Ok(Caller {
                user,
                im_token: im_token.to_owned(),
                admin: false,
            }),
            _ => Err(Failure::new(Code::CHAT_TOKEN_NOT_EXIST, "the token is unknown")),
        }
    }
}
