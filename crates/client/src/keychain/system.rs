//! The keychain of the operating system, and a file that only its owner may read where there is none. Both may block,
//! so they run beside the runtime.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::{Keychain, KeychainError};
use crate::view::SecretStore;

/// The program's name in the keychain.
const PROGRAM: &str = "selkie";

/// A keychain may ask its owner for a password, but not for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// The keychain of this computer; the files lie in `FOLDER/secrets`.
pub struct SystemKeychain {
    folder: PathBuf,
}

impl SystemKeychain {
    pub fn new(data: &Path) -> Self {
        Self {
            folder: data.join("secrets"),
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Keychain for SystemKeychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>> {
        let (file, name) = (self.file(name), name.to_owned());
        Box::pin(beside(move || match fs::read_to_string(&file) {
            Ok(secret) => Ok(Some(secret)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                match keyring::Entry::new(PROGRAM, &name).and_then(|entry| entry.get_password()) {
                    Ok(secret) => Ok(Some(secret)),
                    // Where there is no keychain, nothing is in it; where it is only locked, it may open.
                    Err(keyring::Error::NoEntry | keyring::Error::NoDefaultStore) => Ok(None),
                    Err(_) => Err(KeychainError),
                }
            }
            Err(_) => Err(KeychainError),
        }))
    }

    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>> {
        let (file, name, secret) = (self.file(name), name.to_owned(), secret.to_owned());
        Box::pin(async move {
            let kept = beside({
                let (file, name, secret) = (file.clone(), name, secret.clone());
                move || {
                    let entry = keyring::Entry::new(PROGRAM, &name).map_err(|_| KeychainError)?;
                    entry.set_password(&secret).map_err(|_| KeychainError)?;
                    // A file of an earlier time would hide what the keychain holds.
                    remove(&file)
                }
            });
            match kept.await {
                Ok(()) => Ok(SecretStore::Keychain),
                Err(KeychainError) => {
                    beside(move || write(&file, &secret).map_err(|_| KeychainError)).await?;
                    Ok(SecretStore::File)
                }
            }
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        let (file, name) = (self.file(name), name.to_owned());
        Box::pin(beside(move || {
            remove(&file)?;
            match keyring::Entry::new(PROGRAM, &name).and_then(|entry| entry.delete_credential()) {
                Ok(()) | Err(keyring::Error::NoEntry | keyring::Error::NoDefaultStore) => Ok(()),
                Err(_) => Err(KeychainError),
            }
        }))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a real keychain may block; simulations have one in memory"
)]
async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, KeychainError> + Send + 'static,
) -> Result<T, KeychainError> {
    match tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) | Err(_) => Err(KeychainError),
    }
}

fn remove(file: &Path) -> Result<(), KeychainError> {
    match fs::remove_file(file) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => Err(KeychainError),
    }
}

/// Written beside and moved into place, so that a crash leaves the old secret or the new one.
fn write(file: &Path, secret: &str) -> std::io::Result<()> {
    let folder = file.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    private(folder, 0o700)?;
    let fresh = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(&fresh)?;
    opened.write_all(secret.as_bytes())?;
    opened.sync_all()?;
    fs::rename(&fresh, file)
}

#[cfg(unix)]
fn private(path: &Path, mode: u32) -> std::io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn private(_: &Path, _: u32) -> std::io::Result<()> {
    // A user's data folder is private to that user already.
    Ok(())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = SystemKeychain::new(folder.path()).file("account");
        write(&file, "one").unwrap();
        write(&file, "two").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(
            fs::metadata(file.parent().unwrap()).unwrap().permissions().mode() & 0o777,
            0o700
        );
        remove(&file).unwrap();
        remove(&file).unwrap();
    }
}
