//! The lock beside the file, held while a [`crate::Db`] is open, and the note in it that tells whether the last one
//! ended well. Knows nothing of SQLite.
//!
//! The operating system takes the lock away when the process dies, however it dies; the note stays. The lock file
//! itself is never deleted: two processes could then hold locks on two files of the same name.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::OpenError;

const IN_USE: &[u8] = b"in use\n";

pub(crate) struct Lock {
    file: File,
    /// The last holder ended without [`Lock::release`].
    pub(crate) was_in_use: bool,
}

impl Lock {
    pub(crate) fn take(database: &Path) -> Result<Self, OpenError> {
        let mut file = private()
            .read(true)
            .create(true)
            .truncate(false)
            .open(beside(database, ".lock"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::Locked),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let mut note = Vec::new();
        file.read_to_end(&mut note)?;
        Ok(Self {
            file,
            was_in_use: !note.is_empty(),
        })
    }

    /// Notes, on disk, that the database is in use from now on.
    pub(crate) fn mark(&mut self) -> Result<(), OpenError> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(IN_USE)?;
        self.file.sync_all()?;
        Ok(())
    }

    /// Notes that all ended well. The note need not reach the disk: an extra check costs less than a missed one.
    pub(crate) fn release(self) {
        if let Err(error) = self.file.set_len(0) {
            tracing::warn!(kind = ?error.kind(), "The end of the database's use could not be noted");
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a process that is being started from another thread holds the open file too, until it
        // runs its own program.
        if let Err(error) = self.file.unlock() {
            tracing::warn!(kind = ?error.kind(), "The database's lock could not be given back");
        }
    }
}

/// `PATH` + suffix, in the same folder.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Options for a file that only its owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the names in a file's folder last, where the system can do that.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
