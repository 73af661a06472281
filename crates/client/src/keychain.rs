//! Where tokens lie: the keychain of the operating system, a private file where there is none, memory in tests. Knows
//! nothing of what a secret is for.

mod system;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use futures_util::future::BoxFuture;

use crate::view::SecretStore;

pub use system::SystemKeychain;

/// A secret could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The secret store does not answer")]
pub struct KeychainError;

pub trait Keychain: Send + Sync {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>>;
    /// Keeps the secret and tells where it lies now.
    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>>;
    /// Deleting what is not there is no error.
    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>>;
}

/// Secrets in memory, for tests. Kept in an `Arc` it outlives a client, as the real one outlives a program.
#[derive(Debug, Default)]
pub struct MemoryKeychain {
    secrets: Mutex<BTreeMap<String, String>>,
}

impl Keychain for MemoryKeychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>> {
        let found = self
            .secrets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .cloned();
        Box::pin(std::future::ready(Ok(found)))
    }

    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>> {
        self.secrets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), secret.to_owned());
        Box::pin(std::future::ready(Ok(SecretStore::Keychain)))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Box::pin(std::future::ready(Ok(())))
    }
}
