//! What the server's owner does with accounts from the command line. Knows no socket and no prompt.

use protocol::Code;

use super::registration::{By, Registering};
use super::store::accounts::{self, Account, Name};
use super::store::{chat_tokens, invitations};
use super::{Accounts, recovery};
use crate::im::{Failure, UserId};

/// An account that the owner makes.
#[derive(Debug, Clone, Default)]
pub struct NewAccount {
    pub account: String,
    pub nickname: String,
    /// `None`: a number is made up.
    pub user_id: Option<String>,
}

/// One line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub user_id: String,
    pub account: String,
    pub nickname: String,
    pub disabled: bool,
    pub administrator: bool,
    /// Milliseconds since 1970.
    pub created: i64,
}

impl Accounts {
    /// Answers with the user ID and the recovery code, which is shown once.
    pub async fn add(&self, new: NewAccount, password: &str) -> Result<(UserId, String), Failure> {
        let nickname = if new.nickname.is_empty() {
            new.account.clone()
        } else {
            new.nickname
        };
        let registering = Registering {
            account: new.account,
            password: password.to_owned(),
            nickname,
            user_id: new.user_id,
            ..Registering::default()
        };
        let registered = self.register(registering, By::Owner).await?;
        Ok((registered.user, registered.recovery_code))
    }

    pub async fn list(&self) -> Result<Vec<Listed>, Failure> {
        let accounts = self
            .door
            .db()
            .read(|connection| Ok::<_, Failure>(accounts::all(connection)?))
            .await?;
        let mut listed = Vec::with_capacity(accounts.len());
        for account in accounts {
            let profile = self.door.user(&account.user_id).await?;
            listed.push(Listed {
                user_id: account.user_id,
                account: account.account,
                nickname: profile.map(|profile| profile.nickname).unwrap_or_default(),
                disabled: account.disabled,
                administrator: account.level == accounts::ADMINISTRATOR,
                created: account.created,
            });
        }
        Ok(listed)
    }

    /// Sets another password, signs everybody out, and answers with a new recovery code.
    pub async fn reset(&self, account: &str, password: &str) -> Result<String, Failure> {
        let account = self.named(account).await?;
        self.replace_password(account, password).await
    }

    /// A disabled account is signed out everywhere at once and cannot sign in until it is enabled again.
    pub async fn set_disabled(&self, account: &str, disabled: bool) -> Result<(), Failure> {
        let user = UserId(self.named(account).await?.user_id);
        let door = self.door.clone();
        self.door
            .db()
            .write(move |tx| {
                accounts::set_disabled(tx, &user.0, disabled)?;
                if disabled {
                    chat_tokens::end_all(tx, &user.0)?;
                    door.kick_user_in(tx, &user, None)?;
                }
                Ok(())
            })
            .await
    }

    /// To an administrator the assistant tells the server's state.
    pub async fn set_administrator(&self, account: &str, on: bool) -> Result<(), Failure> {
        let user = self.named(account).await?.user_id;
        self.door
            .db()
            .write(move |tx| Ok::<_, Failure>(accounts::set_administrator(tx, &user, on)?))
            .await
    }

    /// A new invitation, which makes one account.
    pub async fn invite(&self) -> Result<String, Failure> {
        let code = recovery::make(&*self.random);
        let hash = recovery::hash(&code).unwrap_or_default();
        let now = self.door.now();
        self.door
            .db()
            .write(move |tx| Ok::<_, Failure>(invitations::insert(tx, &hash, now)?))
            .await?;
        Ok(code)
    }

    /// The user behind an account name or a user ID.
    pub async fn user_of(&self, account_or_id: &str) -> Result<UserId, Failure> {
        if let Some(account) = self.find(&Name::Account(account_or_id.to_owned())).await? {
            return Ok(UserId(account.user_id));
        }
        self.door.resolve(account_or_id).await?.ok_or(NONE)
    }

    async fn named(&self, account: &str) -> Result<Account, Failure> {
        self.find(&Name::Account(account.to_owned())).await?.ok_or(NONE)
    }
}

const NONE: Failure = Failure::new(Code::ACCOUNT_NOT_FOUND, "there is no such account");
