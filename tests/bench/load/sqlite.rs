//! The ceiling of the storage part: bare SQLite on the same disk, the same rows and indexes, so many rows a commit.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

/// Rows a second when each commit, synced, takes `batch` rows.
pub fn measure(folder: &Path, batch: u64, duration: Duration) -> f64 {
    let path = folder.join(format!("raw-{batch}.db"));
    let mut connection = Connection::open(path).expect("A database");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE messages (
                 position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL,
                 seq INTEGER NOT NULL, sender INTEGER NOT NULL, client_msg_id TEXT NOT NULL,
                 send_time INTEGER NOT NULL, content_type INTEGER NOT NULL, count INTEGER NOT NULL,
                 body BLOB NOT NULL) STRICT;
             CREATE UNIQUE INDEX messages_by_seq ON messages (conversation, seq);
             CREATE INDEX messages_by_client_id ON messages (sender, client_msg_id);",
        )
        .expect("A table");
    let body = vec![b'x'; 260];
    let begun = Instant::now();
    let mut rows = 0;
    while begun.elapsed() < duration {
        let transaction = connection.transaction().expect("A transaction");
        {
            let mut insert = transaction
                .prepare_cached(
                    "INSERT INTO messages
                     (conversation, seq, sender, client_msg_id, send_time, content_type, count, body)
                     VALUES (?1, ?2, ?3, ?4, ?5, 101, ?2, ?6)",
                )
                .expect("A statement");
            for _ in 0..batch {
                let (conversation, sender) = (rows % 32, rows % 32);
                insert
                    .execute(params![conversation, rows, sender, format!("{rows:032x}"), rows, body])
                    .expect("A row");
                rows += 1;
            }
        }
        transaction.commit().expect("A commit");
    }
    rows as f64 / begun.elapsed().as_secs_f64()
}
