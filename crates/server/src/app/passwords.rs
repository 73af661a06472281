//! A forgotten password, by recovery code, and a changed one. Both end the sessions that stand on the old one. Knows no
//! wire.

use db::Tx;
use protocol::Code;

use super::codes::Purpose;
use super::contact::Contact;
use super::password::Password;
use super::store::accounts::{self, Account, Name};
use super::store::chat_tokens;
use super::tokens::{Caller, Tokens};
use super::{Accounts, DISABLED, From, recovery};
use crate::im::{Door, Failure, UserId};

const NO_PASSWORD: Failure = Failure::new(Code::ARGS, "the password is not 8 to 128 characters");
const WRONG_CODE: Failure = Failure::new(Code::CODE_MISMATCH, "the code is wrong");

impl Accounts {
    /// Sets another password for whoever has the recovery code, signs everybody out, and answers with the next code.
    pub(crate) async fn reset_password(
        &self,
        name: &Name,
        code: &str,
        password: &str,
        from: From,
    ) -> Result<String, Failure> {
        let password = Password::new(password).ok_or(NO_PASSWORD)?;
        let attempt = self.attempts.begin(&name.counted(), from, self.door.now())?;
        let account = match self.find(name).await {
            Ok(Some(account)) if recovery::is(code, &account.recovery) => account,
            Ok(Some(_)) => return Err(WRONG_CODE),
            Ok(None) => return Err(self.not_found(Code::CODE_MISMATCH)),
            Err(failure) => {
                attempt.take_back();
                return Err(failure);
            }
        };
        attempt.right();
        if account.disabled {
            return Err(DISABLED);
        }
        self.put_password(account, &password, Used::Once).await
    }

    /// The same for whoever has the code that was sent to a proven address. The recovery code stays what it is: it may be
    /// all that the owner has left when somebody else reads his mails.
    pub(crate) async fn reset_password_by_code(
        &self,
        to: &Contact,
        code: &str,
        password: &str,
        from: From,
    ) -> Result<(), Failure> {
        let password = Password::new(password).ok_or(NO_PASSWORD)?;
        let proof = self.proof(to, &Purpose::Reset, code, from)?;
        let hash = self.hasher.hash(&password).await?;
        let (door, name) = (self.door.clone(), to.name());
        let put = self.door.db().write(move |tx| {
            let account = accounts::find(tx, &name)?.filter(|account| account.has_proven(&name));
            let account = account.ok_or(WRONG_CODE)?;
            if account.disabled {
                return Err(DISABLED);
            }
            put_in(tx, &door, &UserId(account.user_id), &hash)
        });
        put.await?;
        proof.spend();
        Ok(())
    }

    /// The owner's way: no old password and no code is asked.
    pub(super) async fn replace_password(&self, account: Account, password: &str) -> Result<String, Failure> {
        let password = Password::new(password).ok_or(NO_PASSWORD)?;
        self.put_password(account, &password, Used::Never).await
    }

    async fn put_password(&self, account: Account, password: &Password, used: Used) -> Result<String, Failure> {
        let hash = self.hasher.hash(password).await?;
        let code = recovery::make(&*self.random);
        let next = recovery::hash(&code).unwrap_or_default();
        let user = UserId(account.user_id);
        let door = self.door.clone();
        self.door
            .db()
            .write(move |tx| {
                match used {
                    Used::Never => accounts::set_recovery(tx, &user.0, &next)?,
                    // Of two at once with the same code one comes too late.
                    Used::Once if !accounts::renew_recovery(tx, &user.0, &account.recovery, &next)? => {
                        return Err(WRONG_CODE);
                    }
                    Used::Once => {}
                }
                put_in(tx, &door, &user, &hash)
            })
            .await?;
        Ok(code)
    }

    /// Sets another password for a signed-in person, signs out everybody, and gives this device new tokens.
    pub(crate) async fn change_password(
        &self,
        caller: &Caller,
        current: &str,
        new: &str,
        from: From,
    ) -> Result<Tokens, Failure> {
        let new = Password::new(new).ok_or(NO_PASSWORD)?;
        let user = caller.user.clone();
        let by_id = user.0.clone();
        let account = self
            .door
            .db()
            .read(move |connection| Ok::<_, Failure>(accounts::by_id(connection, &by_id)?));
        let account = account
            .await?
            .ok_or(Failure::new(Code::ACCOUNT_NOT_FOUND, "this user has no password"))?;
        let account = self.prove(&Name::Account(account.account), current, from).await?;
        let hash = self.hasher.hash(&new).await?;
        let (door, issuer) = (self.door.clone(), self.issuer());
        let (before, token) = (account.password, caller.im_token.clone());
        self.door
            .db()
            .write(move |tx| {
                if accounts::by_id(tx, &user.0)?.is_none_or(|now| now.password != before) {
                    return Err(Failure::new(Code::WRONG_PASSWORD, "the password was changed meanwhile"));
                }
                let (_, platform) = door.token_user_in(tx, &token)?;
                put_in(tx, &door, &user, &hash)?;
                // Whoever holds a copy of this device's token is signed out too: the device goes on with new ones.
                issuer.issue_in(tx, &user, platform)
            })
            .await
    }
}

/// Another password, and with it, in the same write, the end of all that stands on the old one: a crash in between would
/// leave a thief signed in with a password that no longer is.
fn put_in(tx: &mut Tx<'_>, door: &Door, user: &UserId, hash: &str) -> Result<(), Failure> {
    accounts::set_password(tx, &user.0, hash)?;
    chat_tokens::end_all(tx, &user.0)?;
    door.kick_user_in(tx, user, None)
}

/// Whether a recovery code is spent by the change.
#[derive(Clone, Copy)]
enum Used {
    Once,
    Never,
}
