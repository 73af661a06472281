//! The App Server half of one app: accounts with passwords, recovery, invitations, and finding people, as OpenIM's chat
//! server has them. Sees the IM half only through its door; knows no socket.

pub(crate) mod assistant;
mod attempts;
mod codes;
mod contact;
mod dispatch;
mod importing;
mod language;
mod letters;
pub mod names;
mod own;
mod owner;
pub mod password;
mod passwords;
mod people;
mod proving;
pub mod recovery;
mod registration;
mod rest;
mod sign_in;
pub(crate) mod store;
mod tokens;

use std::net::IpAddr;
use std::sync::Arc;

use protocol::Code;

pub use importing::{Imported, ImportedUser};
pub use owner::{Listed, NewAccount};
pub use rest::router;
pub use tokens::Tokens;

use crate::config::{Config, Registration};
use crate::env::{Env, Random};
use crate::im::{Door, Failure};
use assistant::{Assistant, Greeter};
use attempts::Attempts;
use codes::Codes;
use dispatch::Dispatch;
use password::{Busy, Hasher};
use store::accounts::Name;

/// The accounts of one app.
pub struct Accounts {
    door: Door,
    hasher: Hasher,
    random: Arc<dyn Random>,
    attempts: Attempts,
    codes: Arc<Codes>,
    /// None where the owner has set up no way to send anything.
    dispatch: Option<Dispatch>,
    config: Arc<Config>,
    assistant: Option<Assistant>,
}

/// Where a call comes from; none in simulation and from the server's owner.
pub(crate) type From = Option<IpAddr>;

impl std::convert::From<Busy> for Failure {
    fn from(_: Busy) -> Self {
        Self::new(Code::CODE_TOO_FREQUENT, "too many sign in at this moment")
    }
}

impl Accounts {
    /// `main`: this is the app of the server's own people, and not one that an App Server has beside it.
    pub async fn open(door: Door, config: Arc<Config>, env: &Env, main: bool) -> Result<Self, Failure> {
        let assistant = match main && config.assistant && !config.plain {
            true => Assistant::start(&door, env.time_zone).await?,
            false => None,
        };
        let codes = Arc::new(Codes::new(Arc::clone(&env.random)));
        let start = || Dispatch::start(door.clone(), Arc::clone(&codes), Arc::clone(&config), env);
        Ok(Self {
            assistant,
            dispatch: (config.mail.on() || config.sms.on()).then(start),
            codes,
            door,
            hasher: Hasher::new(env),
            random: Arc::clone(&env.random),
            attempts: Attempts::new(&config.limits),
            config,
        })
    }

    /// Ends what runs by itself.
    pub(crate) async fn close(&self) {
        if let Some(assistant) = &self.assistant {
            assistant.end().await;
        }
    }

    fn greeter(&self) -> Option<Greeter> {
        self.assistant.as_ref().map(Assistant::greeter)
    }

    /// What is said where an account does not exist. While everybody may register, registration tells that anyway;
    /// otherwise nobody learns who has an account.
    fn not_found(&self, otherwise: Code) -> Failure {
        if self.config.registration == Registration::Open {
            Failure::new(Code::ACCOUNT_NOT_FOUND, "there is no such account")
        } else {
            Failure::new(otherwise, "no such account, or not so")
        }
    }

    async fn find(&self, name: &Name) -> Result<Option<store::accounts::Account>, Failure> {
        let name = name.clone();
        self.door
            .db()
            .read(move |connection| Ok(store::accounts::find(connection, &name)?))
            .await
    }
}

impl Name {
    /// As what is counted: one account may be guessed at by several names, each counts for itself.
    fn counted(&self) -> String {
        match self {
            Self::Account(account) => store::accounts::key(account),
            Self::Phone { area_code, number } => format!("{area_code} {number}"),
            Self::Email(email) => store::accounts::key(email),
        }
    }
}

const DISABLED: Failure = Failure::new(Code::FORBIDDEN, "the account is disabled");

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
