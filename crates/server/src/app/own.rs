//! What a signed-in person does with his own account beside its password: another recovery code, and its end. Either
//! asks for the password once more, with the limits of a sign-in. Knows no wire.

use protocol::Code;

use super::store::accounts::{self, Account, Name};
use super::store::{chat_tokens, reminders, retired_names};
use super::tokens::Caller;
use super::{Accounts, DISABLED, From, recovery};
use crate::im::Failure;

const NO_ACCOUNT: Failure = Failure::new(Code::ACCOUNT_NOT_FOUND, "this user has no account with a password");
const CHANGED: Failure = Failure::new(Code::WRONG_PASSWORD, "the password was changed meanwhile");

impl Accounts {
    /// The next recovery code; the one before is void.
    pub(crate) async fn renew_recovery(&self, caller: &Caller, password: &str, from: From) -> Result<String, Failure> {
        let account = self.prove_own(caller, password, from).await?;
        let code = recovery::make(&*self.random);
        let next = recovery::hash(&code).unwrap_or_default();
        self.door
            .db()
            .write(move |tx| {
                if accounts::by_id(tx, &account.user_id)?.is_none_or(|now| now.password != account.password) {
                    return Err(CHANGED);
                }
                Ok::<_, Failure>(accounts::set_recovery(tx, &account.user_id, &next)?)
            })
            .await?;
        Ok(code)
    }

    /// Deletes the account for ever: the row, the tokens, the profile. Its name goes to nobody else.
    pub(crate) async fn delete(&self, caller: &Caller, password: &str, from: From) -> Result<(), Failure> {
        let account = self.prove_own(caller, password, from).await?;
        let (door, user, now) = (self.door.clone(), caller.user.clone(), self.door.now());
        self.door
            .db()
            .write(move |tx| {
                let there = accounts::by_id(tx, &user.0)?.ok_or(NO_ACCOUNT)?;
                if there.password != account.password {
                    return Err(CHANGED);
                }
                retired_names::insert(tx, &there.account, now)?;
                accounts::delete(tx, &user.0)?;
                chat_tokens::end_all(tx, &user.0)?;
                reminders::delete_all(tx, &user.0)?;
                door.delete_user_in(tx, &user)
            })
            .await
    }

    pub(super) async fn prove_own(&self, caller: &Caller, password: &str, from: From) -> Result<Account, Failure> {
        let id = caller.user.0.clone();
        let own = self
            .door
            .db()
            .read(move |connection| Ok::<_, Failure>(accounts::by_id(connection, &id)?));
        let own = own.await?.ok_or(NO_ACCOUNT)?;
        let account = self.prove(&Name::Account(own.account), password, from).await?;
        if account.disabled {
            return Err(DISABLED);
        }
        Ok(account)
    }
}
