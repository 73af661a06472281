//! The threads that read, each with a connection of its own. A read begins its snapshot after it was asked for, so it
//! sees every write that was answered before. Knows nothing of the writer.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

use crate::job::Read;

/// Starts one thread a connection. They end when the queue's senders are gone and it is empty.
#[expect(clippy::disallowed_methods, reason = "the writer's thread joins them")]
pub(crate) fn start(
    connections: Vec<Connection>,
    queue: Receiver<Box<dyn Read>>,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let queue = Arc::new(Mutex::new(queue));
    connections
        .into_iter()
        .map(|connection| {
            let queue = Arc::clone(&queue);
            Builder::new()
                .name("db-reader".into())
                .spawn(move || serve(&connection, &queue))
        })
        .collect()
}

fn serve(connection: &Connection, queue: &Mutex<Receiver<Box<dyn Read>>>) {
    loop {
        // The idle readers queue up for the lock; the one that holds it waits for the next read.
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        job.run(connection);
    }
}
