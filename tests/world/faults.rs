//! A disk that can be told to go wrong: a SQLite VFS around the system's own, which writes down in one order what was
//! written, synced and answered, and on demand is full, fails or holds syncs, or loses power. Knows nothing of what is
//! stored.
//!
//! ```ignore
//! let disk = Disk::new();
//! let options = Options { vfs: Some(disk.vfs()), .. };
//! disk.full_after(Some(0));   // every write fails as on a full disk
//! disk.full_after(None);      // somebody made room
//! disk.cut_power();           // nothing works any more; drop the database, then
//! disk.restore_power(|_| 0);  // what no sync covered is gone
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "test equipment, of which each test uses a part"
)]

// The paths are spelled out because the tests of the database crate take this file in by its path.
#[path = "faults/state.rs"]
mod state;
#[path = "faults/vfs.rs"]
mod vfs;

use std::sync::Arc;

use state::{Now, State};

/// One disk, registered with SQLite under a name of its own until it is dropped.
pub struct Disk {
    state: Arc<State>,
    registration: vfs::Registration,
}

/// Something that happened, in the order of `sequence`.
#[derive(Debug, Clone)]
pub struct Event {
    pub sequence: u64,
    pub act: Act,
}

#[derive(Debug, Clone)]
pub enum Act {
    Wrote {
        file: File,
        offset: u64,
        bytes: Vec<u8>,
    },
    SyncBegun {
        file: File,
    },
    /// `begun` is the sequence of its beginning.
    SyncCompleted {
        file: File,
        begun: u64,
    },
    SyncFailed {
        file: File,
        begun: u64,
    },
    /// Somebody was told that the write which contains these bytes is done.
    Answered {
        mark: Vec<u8>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    Database,
    Log,
    Other,
}

impl Disk {
    pub fn new() -> Self {
        let state = Arc::new(State::default());
        Self {
            registration: vfs::Registration::new(Arc::clone(&state)),
            state,
        }
    }

    /// The name for `Options::vfs`.
    pub fn vfs(&self) -> String {
        self.registration.name()
    }

    /// Keeps all events from now on; without this only syncs are counted.
    pub fn record(&self) {
        self.state.with(|now| now.recording = true);
    }

    pub fn events(&self) -> Vec<Event> {
        self.state.with(|now| now.events.clone())
    }

    /// To be called as soon as an answer is there. `mark` is part of what was written, and of nothing else.
    pub fn answered(&self, mark: &[u8]) {
        self.state
            .with(|now| now.note(|| Act::Answered { mark: mark.to_vec() }));
    }

    /// Syncs completed so far, of all files.
    pub fn syncs(&self) -> u64 {
        self.state.with(|now| now.syncs)
    }

    /// Room for so many more bytes of writing, then every write fails as on a full disk. `None`: room for all.
    pub fn full_after(&self, bytes: Option<u64>) {
        self.state.with(|now| now.room = bytes);
    }

    /// Whether syncs that begin from now on fail.
    pub fn fail_syncs(&self, fail: bool) {
        self.state.with(|now| now.failing = fail);
    }

    /// Whether syncs succeed without troubling the machine's real disk. For speed: what they promise still holds
    /// against [`Disk::cut_power`], which goes by what was synced here.
    pub fn skip_syncs(&self, skip: bool) {
        self.state.with(|now| now.skipping = skip);
    }

    /// Whether a sync that begins stands still, until this is called with `false`.
    pub fn hold_syncs(&self, hold: bool) {
        self.state.with(|now| now.holding = hold);
    }

    /// Waits until a sync stands still.
    pub fn wait_for_held_sync(&self) {
        self.state.wait_until(|now| now.held > 0);
    }

    /// From now on nothing can be read or written, as if the process had died.
    pub fn cut_power(&self) {
        self.state.with(Now::cut_power);
    }

    /// The same, but only after so many more writes and syncs.
    pub fn cut_power_after(&self, acts: u64) {
        self.state.with(|now| now.acts_left = Some(acts));
    }

    /// Makes the disk work again with what had really reached it. Of each write that no completed sync covers, `kept`
    /// says how many of its bytes had: 0 for the worst of power cuts, all of them for a mere end of the process.
    /// Databases that were open must have been dropped before.
    pub fn restore_power(&self, kept: impl FnMut(usize) -> usize) {
        self.state.restore(kept);
    }
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

/// The marks that were answered too early: no sync of the file that they were written to had both begun after the write
/// and completed before the answer.
pub fn too_early(events: &[Event]) -> Vec<Vec<u8>> {
    let mut early = Vec::new();
    for answer in events {
        let Act::Answered { mark } = &answer.act else { continue };
        let durable = events.iter().any(|write| {
            matches!(&write.act, Act::Wrote { file, bytes, .. }
                if contains(bytes, mark) && synced_between(events, *file, write.sequence, answer.sequence))
        });
        if !durable {
            early.push(mark.clone());
        }
    }
    early
}

fn synced_between(events: &[Event], synced: File, write: u64, answer: u64) -> bool {
    events.iter().any(|event| {
        matches!(event.act, Act::SyncCompleted { file, begun }
            if file == synced && begun > write && event.sequence < answer)
    })
}

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}
