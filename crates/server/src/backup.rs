//! Copies of a server's data: made while it runs, put back while it does not.
//!
//! ```text
//! BACKUPS/2026-11-25T11-30-00Z/   backup.json     says that it is one, and of when
//!                                 config.toml     where there is one
//!                                 tls/            where there is one
//!                                 apps/           default, and for each app its secret and its database
//! ```
//!
//! A copy has its name only when it is whole, was read through and is on disk. A copy that is put back first lies whole
//! in the data folder, under a name that promises that it will take the place of what is there; whoever opens the folder
//! next keeps that promise, so a death in between leaves either the old data or the new, and what was replaced becomes a
//! backup too. Nothing of how far the replaced data had come goes along, so the server begins a new epoch and every
//! client fetches everything anew. Knows no caller and no message.

mod kept;
mod making;
mod replacing;
#[cfg(test)]
mod tests;

use std::io;

pub use kept::{Backup, list};
pub use making::make;
pub use replacing::restore;
pub(crate) use replacing::settle;

use crate::server::OpenError;

/// Why there is no backup, or why nothing was put back. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("The disk is full")]
    Full,
    #[error("The data is damaged")]
    Damaged,
    #[error("The data is of a newer version of this program")]
    Newer,
    #[error("The data is in use by another program")]
    InUse,
    #[error("That folder holds no backup")]
    NotOne,
    /// Everything else that a file system or a database can say.
    #[error("The files cannot be read or written")]
    Io(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(Box::new(error)),
        }
    }
}

impl From<db::Error> for BackupError {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Full => Self::Full,
            db::Error::Damaged => Self::Damaged,
            error => Self::Io(Box::new(error)),
        }
    }
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Data(error) => error.into(),
            OpenError::Folder(error) => error.into(),
            error @ OpenError::Config(_) => Self::Io(Box::new(error)),
        }
    }
}

impl From<db::OpenError> for BackupError {
    fn from(error: db::OpenError) -> Self {
        match error {
            db::OpenError::Full => Self::Full,
            db::OpenError::Locked => Self::InUse,
            db::OpenError::NewerSchema { .. } => Self::Newer,
            db::OpenError::Damaged | db::OpenError::Foreign => Self::Damaged,
            error => Self::Io(Box::new(error)),
        }
    }
}
