//! The threads on which the server runs, so that however much it has to do, the page is served by others. Knows nothing
//! of what is run.

use std::future::Future;

use client::error::{Code, Result};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinHandle,
};

const THREADS: usize = 2;

/// Made when first needed: most people never start the server.
#[derive(Default)]
pub(super) struct Workers(Option<Runtime>);

impl Workers {
    /// Starts work there.
    pub(super) fn start<T: Send + 'static>(
        &mut self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<Work<T>> {
        let runtime = match &mut self.0 {
            Some(runtime) => runtime,
            none => {
                let made = Builder::new_multi_thread()
                    .worker_threads(THREADS)
                    .thread_name("server")
                    .enable_all()
                    .build();
                none.insert(made.map_err(|error| {
                    tracing::error!("The server's threads could not be started: {error}");
                    Code::Internal
                })?)
            }
        };
        Ok(Work(runtime.spawn(work)))
    }

    /// The same, to its end.
    pub(super) async fn run<T: Send + 'static>(&mut self, work: impl Future<Output = T> + Send + 'static) -> Result<T> {
        self.start(work)?.end().await
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Waiting here would hold the thread that drops it.
            runtime.shutdown_background();
        }
    }
}

/// Work that was started; dropping it ends it.
pub(super) struct Work<T>(JoinHandle<T>);

impl<T> Work<T> {
    pub(super) async fn end(mut self) -> Result<T> {
        (&mut self.0).await.map_err(|_| Code::Internal.into())
    }
}

impl<T> Drop for Work<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
