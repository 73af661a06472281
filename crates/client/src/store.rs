//! What an account keeps on disk. One table a file; every function works in the transaction that it is given and
//! waits for nothing. Knows no network and no event.

pub(crate) mod account;
pub(crate) mod acts;
pub(crate) mod blacks;
pub(crate) mod burning;
pub(crate) mod conversations;
pub(crate) mod deletions;
pub(crate) mod draft_files;
pub(crate) mod erased;
pub(crate) mod favourites;
pub(crate) mod files;
pub(crate) mod friend_requests;
pub(crate) mod friends;
pub(crate) mod group_marks;
pub(crate) mod group_members;
pub(crate) mod group_requests;
pub(crate) mod groups;
pub(crate) mod heard;
pub(crate) mod history;
pub(crate) mod known;
pub(crate) mod marks;
pub(crate) mod messages;
pub(crate) mod naming;
pub(crate) mod notices;
pub(crate) mod outbox;
pub(crate) mod search;
pub(crate) mod spans;
pub(crate) mod stickers;
pub(crate) mod users;
pub(crate) mod versions;

use db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "account",
    sql: include_str!("../migrations/0001_account.sql"),
}];

/// Holds every table's SQL to a real database.
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) fn scratch() -> rusqlite::Connection {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    for step in MIGRATIONS {
        connection.execute_batch(step.sql).unwrap();
    }
    connection
}
