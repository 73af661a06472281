//! A device's keychain on good and on bad days: it may be locked, or another one than yesterday. Outlives the client, as
//! the real one outlives a program.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client::keychain::{Keychain, KeychainError, MemoryKeychain};
use client::view::SecretStore;
use futures_util::future::BoxFuture;

#[derive(Default)]
pub struct DeviceKeychain(Mutex<State>);

#[derive(Default)]
struct State {
    secrets: Arc<MemoryKeychain>,
    locked: bool,
}

impl DeviceKeychain {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn lock(&self) {
        self.state().locked = true;
    }

    pub fn unlock(&self) {
        self.state().locked = false;
    }

    /// The person made a new one.
    pub fn replace(&self) {
        self.state().secrets = Arc::default();
    }

    fn opened(&self) -> Result<Arc<MemoryKeychain>, KeychainError> {
        let state = self.state();
        if state.locked {
            Err(KeychainError)
        } else {
            Ok(state.secrets.clone())
        }
    }
}

impl Keychain for DeviceKeychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>> {
        Box::pin(async move { self.opened()?.get(name).await })
    }

    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>> {
        Box::pin(async move { self.opened()?.set(name, secret).await })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        Box::pin(async move { self.opened()?.delete(name).await })
    }
}
