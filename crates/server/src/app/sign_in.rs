//! Signing in with a password. Knows no wire.

use protocol::Code;

use super::password::Password;
use super::store::accounts::{self, Account, Name};
use super::tokens::Tokens;
use super::{Accounts, DISABLED, From};
use crate::im::{Failure, UserId};

pub(crate) struct SignedIn {
    pub(crate) user: UserId,
    pub(crate) tokens: Tokens,
}

impl Accounts {
    /// `platform` `None`: the first device that connects decides.
    pub(crate) async fn sign_in(
        &self,
        name: Name,
        password: &str,
        platform: Option<i32>,
        from: From,
    ) -> Result<SignedIn, Failure> {
        let account = self.prove(&name, password, from).await?;
        if account.disabled {
            return Err(DISABLED);
        }
        let user = UserId(account.user_id.clone());
        let (issuer, of) = (self.issuer(), user.clone());
        let tokens = self
            .door
            .db()
            .write(move |tx| {
                // Between the comparison and now the password may have been changed or the account disabled, and
                // everybody signed out: this must not slip in behind.
                match accounts::by_id(tx, &of.0)? {
                    Some(now) if now.disabled => Err(DISABLED),
                    Some(now) if now.password == account.password => issuer.issue_in(tx, &of, platform),
                    _ => Err(WRONG),
                }
            })
            .await?;
        Ok(SignedIn { user, tokens })
    }

    /// The account whose password this is.
    pub(super) async fn prove(&self, name: &Name, password: &str, from: From) -> Result<Account, Failure> {
        let attempt = self.attempts.begin(&name.counted(), from, self.door.now())?;
        let proven = async {
            let account = self.find(name).await?;
            let stored = account.as_ref().map(|account| account.password.as_str());
            let right = self.hasher.is(&Password::tried(password), stored).await?;
            Ok::<_, Failure>((account, right))
        };
        match proven.await {
            Ok((Some(account), true)) => {
                attempt.right();
                Ok(account)
            }
            Ok((Some(_), false)) => Err(WRONG),
            Ok((None, _)) => Err(self.not_found(Code::WRONG_PASSWORD)),
            Err(failure) => {
                attempt.take_back();
                Err(failure)
            }
        }
    }
}

const WRONG: Failure = Failure::new(Code::WRONG_PASSWORD, "the password is wrong");
