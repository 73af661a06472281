//! The data folder of a desk, filled by the client itself before any window opens on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use client::keychain::{Keychain, KeychainError};
use client::requests::TokenSignIn;
use client::view::{AccountId, LinkState, SecretStore};
use client::{Client, Setup};
use futures_util::future::{BoxFuture, ready};

use crate::people::User;

/// Where there is no keychain, as on the desks, secrets lie in files.
struct Files(PathBuf);

impl Keychain for Files {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>> {
        Box::pin(ready(Ok(std::fs::read_to_string(self.0.join(name)).ok())))
    }

    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>> {
        std::fs::create_dir_all(&self.0).expect("A folder for secrets");
        std::fs::write(self.0.join(name), secret).expect("A secret is kept");
        Box::pin(ready(Ok(SecretStore::File)))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        std::fs::remove_file(self.0.join(name)).expect("A secret is forgotten");
        Box::pin(ready(Ok(())))
    }
}

/// Signs somebody in whose data lies in a folder, and answers when the lists are there.
pub async fn sign_in(data: &Path, address: &str, user: &User) -> (Client, AccountId) {
    let mut setup = Setup::real(data.to_owned());
    setup.keychain = Arc::new(Files(data.join("secrets")));
    let client = Client::open(setup).await.expect("The client opens");
    let mut events = client.subscribe();
    let sign_in = TokenSignIn {
        address: address.to_owned(),
        user_id: user.user_id.clone(),
        token: user.token.clone(),
        renew_url: None,
        fingerprint: None,
    };
    let account = client.sign_in_with_token(sign_in).await.expect("Signing in").id;
    while client.accounts().iter().any(|view| view.link != LinkState::Online) {
        events.next().await;
    }
    (client, account)
}
