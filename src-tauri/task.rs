//! Tasks of the shell. Knows nothing of what they do; whoever holds one owns it.

use std::future::Future;

use tauri::async_runtime::JoinHandle;

/// A running task; dropping it ends it.
pub struct Task(JoinHandle<()>);

impl Task {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the shell starts tasks; each has an owner"
    )]
    pub fn new(work: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tauri::async_runtime::spawn(work))
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
