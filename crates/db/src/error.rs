//! What can go wrong with a database, as closed sets. They are read from SQLite's result codes, never from its texts.
//! Knows nothing of what the statement was for.

use std::io;
use std::sync::Arc;

use rusqlite::{ErrorCode, ffi};

/// Why a read or write came to nothing.
///
/// After an error from [`crate::Db::write`] the change is not in the database. The one exception is [`Error::Io`] or
/// [`Error::Full`] from the shared commit when the machine loses power right afterwards: what was already handed to the
/// disk may then turn out to be there. Whoever repeats a write gives it an id of its own.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("The disk is full")]
    Full,
    /// Another program holds the file's write lock for longer than we wait.
    #[error("The database is locked by another program")]
    Busy,
    #[error("The database is damaged")]
    Damaged,
    /// The file cannot be read or written.
    #[error("The database cannot be read or written")]
    Io(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// [`crate::Db::close`] was called before.
    #[error("The database is closed")]
    Closed,
    /// The closure panicked. Its changes are undone; everybody else's stand.
    #[error("A database closure panicked")]
    Panicked,
    /// Anything else that SQLite or rusqlite says: a constraint, a missing row, a wrong statement.
    #[error(transparent)]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            Some(
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied,
            ) => Self::Io(Arc::new(error)),
            _ => Self::Sql(error),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        if is_full(&error) {
            Self::Full
        } else {
            Self::Io(Arc::new(error))
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

impl Error {
    /// The same error once more, for everybody who shared a failed transaction.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Full => Self::Full,
            Self::Busy => Self::Busy,
            Self::Damaged => Self::Damaged,
            Self::Closed => Self::Closed,
            Self::Panicked => Self::Panicked,
            Self::Io(error) => Self::Io(Arc::clone(error)),
            Self::Sql(error) => Self::Sql(copy(error)),
        }
    }
}

fn copy(error: &rusqlite::Error) -> rusqlite::Error {
    match error {
        rusqlite::Error::SqliteFailure(code, text) => rusqlite::Error::SqliteFailure(*code, text.clone()),
        _ => failure(ffi::SQLITE_ERROR),
    }
}

pub(crate) fn failure(code: i32) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
}

/// Why a database could not be opened. The file is as it was before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another process, or another [`crate::Db`] of this one, has it open.
    #[error("The data is in use by another program")]
    Locked,
    /// Written by a newer version of the program.
    #[error("The data has version {found}, and this program knows versions up to {known}")]
    NewerSchema { found: u32, known: u32 },
    #[error("The database is damaged")]
    Damaged,
    /// A SQLite file, but of another program.
    #[error("The file belongs to another program")]
    Foreign,
    #[error("The disk is full")]
    Full,
    #[error("The data cannot be read or written")]
    Io(#[source] io::Error),
    /// A migration does not run on this data. The file is as it was before all of them.
    #[error("Migration {number} failed")]
    Migration {
        number: u32,
        #[source]
        source: rusqlite::Error,
    },
    #[error(transparent)]
    Sql(rusqlite::Error),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { Self::Full } else { Self::Io(error) }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        match error {
            Error::Full => Self::Full,
            Error::Busy => Self::Locked,
            Error::Damaged => Self::Damaged,
            Error::Io(error) => Self::Io(io::Error::other(error)),
            Error::Sql(error) => Self::Sql(error),
            Error::Closed | Error::Panicked => Self::Sql(failure(ffi::SQLITE_MISUSE)),
        }
    }
}
