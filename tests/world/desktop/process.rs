//! Programs beside a test: started, watched, and ended with whoever holds them.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A child that is killed when dropped.
pub struct Process(pub(super) Child);

impl Drop for Process {
    fn drop(&mut self) {
        // Already ended is what was wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    pub fn new(mut command: Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn();
        Self(child.unwrap_or_else(|error| panic!("{name} is missing ({error}): run `make test`")))
    }

    /// Process id, for a look at its memory.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Waits for its end, and tells whether that was a good one.
    pub async fn end(mut self) -> bool {
        let ended = async {
            loop {
                if let Some(well) = self.ended() {
                    return well;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, ended)
            .await
            .expect("A program did not end")
    }

    /// Whether it has ended, and how.
    pub fn ended(&mut self) -> Option<bool> {
        self.0.try_wait().unwrap().map(|status| status.success())
    }
}

/// Whether a process is there and has not ended.
pub fn is_alive(process: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status.contains("State:") && !status.contains("State:\tZ")
}

/// The processes under this one, those nearer to it first.
pub fn descendants(of: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut next = vec![of];
    while let Some(parent) = next.pop() {
        let children = format!("/proc/{parent}/task/{parent}/children");
        let children = fs::read_to_string(children).unwrap_or_default();
        let children = children.split_whitespace().map(|id| id.parse().unwrap());
        for child in children {
            found.push(child);
            next.push(child);
        }
    }
    found
}

/// Starts a program that says on its first line where it can be found.
pub(super) fn first_line(command: &mut Command) -> (Process, String) {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{name} is missing ({error}): run `make test`"));
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap_or_else(|| panic!("{name} ended at once")).unwrap();
    (Process(child), line.trim().to_owned())
}
