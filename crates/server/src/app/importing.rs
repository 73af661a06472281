//! People and friendships that an administrator brings along, one by one; what is there already stays as it is. Knows no
//! table.

use protocol::Code;
use serde::{Deserialize, Serialize};

use super::registration::{By, Registering};
use super::store::accounts::Name;
use super::{Accounts, password, recovery};
use crate::im::{Failure, UserId};

/// Somebody who is to have an account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ImportedUser {
    pub account: String,
    /// Empty: the account name.
    pub nickname: String,
    /// `None`: a number is made up.
    pub user_id: Option<String>,
    /// In the form in which it is compared; `None`: one is made up.
    pub password: Option<String>,
    pub email: String,
    pub area_code: String,
    pub phone: String,
}

/// What became of somebody.
#[derive(Debug, PartialEq, Eq)]
pub enum Imported {
    /// With the recovery code, which is shown once, and the password, if that was made up.
    New {
        user: UserId,
        recovery_code: String,
        password: Option<String>,
    },
    There,
}

const ANOTHER: Failure = Failure::new(Code::ACCOUNT_REGISTERED, "the account name is that of another user ID");
const NO_PASSWORD: Failure = Failure::new(Code::ARGS, "the password is not 8 to 128 characters");

impl Accounts {
    pub async fn import_user(&self, user: ImportedUser) -> Result<Imported, Failure> {
        if let Some(there) = self.find(&Name::Account(user.account.trim().to_owned())).await? {
            return match user.user_id {
                Some(wanted) if wanted != there.user_id => Err(ANOTHER),
                _ => Ok(Imported::There),
            };
        }
        let (form, made_up) = match user.password {
            Some(form) => (form, None),
            None => {
                let clear = recovery::make(&*self.random);
                (password::form_of_clear(&clear).ok_or(NO_PASSWORD)?, Some(clear))
            }
        };
        let nickname = match user.nickname.as_str() {
            "" => user.account.clone(),
            own => own.to_owned(),
        };
        let registering = Registering {
            account: user.account,
            password: form,
            nickname,
            user_id: user.user_id,
            email: user.email,
            area_code: user.area_code,
            phone_number: user.phone,
            ..Registering::default()
        };
        let registered = self.register(registering, By::Owner).await?;
        Ok(Imported::New {
            user: registered.user,
            recovery_code: registered.recovery_code,
            password: made_up,
        })
    }

    /// Makes two people friends, by account names or user IDs. Whether they were not before.
    pub async fn import_friends(&self, one: &str, other: &str) -> Result<bool, Failure> {
        let (one, other) = (self.user_of(one).await?, self.user_of(other).await?);
        self.door.befriend(&one, &other).await
    }
}
