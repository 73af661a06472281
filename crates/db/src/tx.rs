//! What a write closure sees: its own piece of the shared transaction. Knows nothing of the other pieces.

use rusqlite::Connection;

pub(crate) type Hook = Box<dyn FnOnce() + Send>;

/// A write in progress. Everything done through it is kept when the closure answers `Ok` and undone when it answers
/// `Err` or panics. Statements that begin or end transactions are not for the closure; they fail.
pub struct Tx<'a> {
    connection: &'a Connection,
    hooks: &'a mut Vec<Hook>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(connection: &'a Connection, hooks: &'a mut Vec<Hook>) -> Self {
        Self { connection, hooks }
    }

    /// Runs `f` when, and only when, this write is on disk: before its answer, and in the order of the commits.
    /// `f` must be short and must not wait for anything, least of all for this database.
    pub fn after_commit(&mut self, f: impl FnOnce() + Send + 'static) {
        self.hooks.push(Box::new(f));
    }
}

impl std::ops::Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
