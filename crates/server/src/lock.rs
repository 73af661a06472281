//! The lock of a data folder: whoever holds it is the only one to open, change or replace what lies there. The system
//! takes it away when the process dies, however it dies. Knows nothing of what lies there.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::server::OpenError;

/// Never deleted: two processes could then hold locks on two files of one name.
const NAME: &str = "lock";

pub(crate) struct Lock(File);

impl Lock {
    pub(crate) fn take(dir: &Path) -> Result<Self, OpenError> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(dir.join(NAME))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::Data(db::OpenError::Locked)),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a process that is being started from another thread holds the open file too, until it
        // runs its own program.
        if let Err(error) = self.0.unlock() {
            tracing::warn!(kind = ?error.kind(), "The data folder's lock could not be given back");
        }
    }
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
    fn one_holds_it_until_it_is_let_go() {
        let dir = tempfile::tempdir().unwrap();
        let held = Lock::take(dir.path()).unwrap();
        assert!(matches!(
            Lock::take(dir.path()),
            Err(OpenError::Data(db::OpenError::Locked))
        ));
        drop(held);
        Lock::take(dir.path()).unwrap();
    }
}
