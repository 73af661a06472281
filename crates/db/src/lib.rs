//! The mechanics of SQLite for one file: open, lock, migrate, one writer that shares its commits, many readers.
//! Knows no table and no rule of what is stored; the statements are the callers'.
//!
//! ```text
//! write ─┐                        ┌─ read
//! write ─┼─> queue ─> writer      ├─ read ─> readers (query only)
//! write ─┘     one transaction,   └─ read
//!              one sync for all who wait
//! ```

mod copy;
mod db;
mod error;
mod job;
mod lock;
mod migrate;
mod open;
mod readers;
mod tx;
mod whole;
mod writer;

pub use db::{Db, Mode, Options};
pub use error::{Error, OpenError};
pub use migrate::Migration;
pub use tx::Tx;
