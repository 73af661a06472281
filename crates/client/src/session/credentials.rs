//! An account's tokens in the keychain. Knows no server.

use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::error::Code;
use crate::keychain::{Keychain, KeychainError};
use crate::view::{AccountId, SecretStore};

/// What admits a person; neither is ever logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tokens {
    pub(crate) im: String,
    /// The account server's; empty where an App Server issued the other one.
    #[serde(default)]
    pub(crate) chat: String,
}

fn name(account: &AccountId) -> String {
    format!("account-{}", account.0)
}

pub(crate) async fn read(keychain: &dyn Keychain, account: &AccountId) -> Result<Option<Tokens>, KeychainError> {
    let secret = keychain.get(&name(account)).await?;
    Ok(secret.and_then(|secret| serde_json::from_str(&secret).ok()))
}

pub(crate) async fn keep(
    keychain: &dyn Keychain,
    account: &AccountId,
    tokens: &Tokens,
) -> Result<SecretStore, KeychainError> {
    let secret = serde_json::to_string(tokens).map_err(|_| KeychainError)?;
    keychain.set(&name(account), &secret).await
}

pub(crate) async fn forget(keychain: &dyn Keychain, account: &AccountId) {
    if keychain.delete(&name(account)).await.is_err() {
        tracing::warn!("A token could not be removed from the keychain");
    }
}

/// The tokens in use and which generation they are; read from the keychain where that has not been done. A keychain
/// that does not answer now may do so later.
pub(crate) async fn tokens(account: &Account) -> Result<(Option<Tokens>, u64), Code> {
    if let (Some(tokens), generation) = account.tokens() {
        return Ok((Some(tokens), generation));
    }
    match read(&*account.world.keychain, &account.id).await {
        Ok(Some(tokens)) => {
            account.found_tokens(tokens);
            Ok(account.tokens())
        }
        Ok(None) => Ok(account.tokens()),
        Err(KeychainError) => Err(Code::Storage),
    }
}

/// Uses fresh tokens from now on, and keeps them.
pub(crate) async fn replace(account: &Account, tokens: Tokens) -> anyhow::Result<()> {
    account.use_tokens(tokens.clone());
    let store = keep(&*account.world.keychain, &account.id, &tokens).await?;
    account.change_owner(|owner| owner.secret_store = store).await
}
