//! What a signed-in person does with his own account beside its password: another recovery code, its end, an
//! ID of his own. The first two ask for the password once more, with the limits of a sign-in. Knows no wire.

use protocol::Code;
use protocol::rest::ext::is_personal_id;

use super::assistant;
use super::registration::must_not_be_retired;
use super::store::accounts::{self, Account, Name};
use super::store::{chat_tokens, reminders, retired_names};
use super::tokens::Caller;
use super::{Accounts, DISABLED, From, recovery};
use crate::im::{Failure, ProfileChange};

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
                if !there.personal_id.is_empty() {
                    retired_names::insert(tx, &there.personal_id, now)?;
                }
                accounts::delete(tx, &user.0)?;
                chat_tokens::end_all(tx, &user.0)?;
                reminders::delete_all(tx, &user.0)?;
                door.delete_user_in(tx, &user)
            })
            .await
    }

    /// An ID by which the person is found and signs in, beside the account name. It is given once, and is nobody else's
    /// name of any kind.
    pub(crate) async fn set_personal_id(&self, caller: &Caller, wanted: String) -> Result<(), Failure> {
        if !is_personal_id(&wanted) {
            return Err(Failure::new(Code::ARGS, "a personal ID is 6 to 20 of a-z 0-9 _ -"));
        }
        let (door, user) = (self.door.clone(), caller.user.clone());
        self.door
            .db()
            .write(move |tx| {
                let own = accounts::by_id(tx, &user.0)?.ok_or(NO_ACCOUNT)?;
                if !own.personal_id.is_empty() {
                    return Err(Failure::new(Code::DUPLICATE_KEY, "the personal ID was chosen"));
                }
                let named = accounts::find(tx, &Name::Account(wanted.clone()))?;
                let others = named.is_some_and(|found| found.user_id != user.0);
                if others || assistant::is_named(&wanted) || door.resolve_in(tx, &wanted)?.is_some() {
                    return Err(Failure::new(Code::ACCOUNT_REGISTERED, "somebody goes by that name"));
                }
                must_not_be_retired(tx, &wanted)?;
                accounts::set_personal_id(tx, &user.0, &wanted)?;
                // His devices ask anew.
                door.update_user_in(tx, &user, &ProfileChange::default())
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
