//! A closure on its way to a connection and its answer on the way back. Knows nothing of transactions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::{Error, Tx};

/// A write that waits for its turn. The order is `run`, perhaps `spoil`, `answer`.
pub(crate) trait Write: Send {
    /// Whether its changes are to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Whatever the closure said: this is the answer now.
    fn spoil(&mut self, error: Error);
    fn answer(self: Box<Self>);
}

/// A read that waits for its turn.
pub(crate) trait Read: Send {
    fn run(self: Box<Self>, connection: &Connection);
}

struct Job<F, T, E> {
    closure: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

pub(crate) fn write<T, E, F>(closure: F) -> (Box<dyn Write>, oneshot::Receiver<Result<T, E>>)
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    E: From<Error> + Send + 'static,
    T: Send + 'static,
{
    let (answer, receiver) = oneshot::channel();
    (
        Box::new(Job {
            closure: Some(closure),
            result: None,
            answer,
        }),
        receiver,
    )
}

pub(crate) fn read<T, E, F>(closure: F) -> (Box<dyn Read>, oneshot::Receiver<Result<T, E>>)
where
    F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    E: From<Error> + Send + 'static,
    T: Send + 'static,
{
    let (answer, receiver) = oneshot::channel();
    (
        Box::new(Job {
            closure: Some(closure),
            result: None,
            answer,
        }),
        receiver,
    )
}

impl<F, T, E> Write for Job<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    E: From<Error> + Send,
    T: Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(closure) = self.closure.take() else {
            return false;
        };
        let result = caught(|| closure(tx));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn spoil(&mut self, error: Error) {
        self.result = Some(Err(E::from(error)));
    }

    fn answer(self: Box<Self>) {
        // Nobody listens when the caller's future was dropped; the write stands all the same.
        let _ = self
            .answer
            .send(self.result.unwrap_or_else(|| Err(E::from(Error::Closed))));
    }
}

impl<F, T, E> Read for Job<F, T, E>
where
    F: FnOnce(&Connection) -> Result<T, E> + Send,
    E: From<Error> + Send,
    T: Send,
{
    fn run(self: Box<Self>, connection: &Connection) {
        let Some(closure) = self.closure else { return };
        if self.answer.is_closed() {
            return;
        }
        let _ = self.answer.send(snapshot(connection, closure));
    }
}

/// One transaction around the closure, so that all its statements see the same moment.
fn snapshot<T, E: From<Error>>(
    connection: &Connection,
    closure: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    connection.execute_batch("BEGIN").map_err(Error::from)?;
    let result = caught(|| closure(connection));
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("ROLLBACK")
    {
        tracing::warn!(code = ?error.sqlite_error_code(), "A read could not be ended");
    }
    result
}

fn caught<T, E: From<Error>>(f: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|_| Err(E::from(Error::Panicked)))
}
