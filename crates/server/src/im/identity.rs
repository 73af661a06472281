//! Who this app's server is: its id, and the epoch, which is a new one after an older copy of the data was put back.
//! Clients that know another epoch resync in full, and every version log gets another id, because its versions have
//! gone back.
//!
//! A copy is known by a small file beside the database that says how far it had come, and which file it speaks of. It is
//! written after commits and not with each, so it never claims more than the database holds, unless that is not the
//! database it was written for; and a whole folder that is copied back holds another file. In doubt it is a new epoch:
//! that costs clients a fetch, the other error costs them the truth.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use protocol::ids::hex;
use rusqlite::{Connection, Result};
use sha2::{Digest, Sha256};

use crate::env::Random;
use crate::store::{meta, versions};

const MARKER: &str = "epoch";

/// What a marker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    epoch: String,
    reached: Reached,
    /// The database's own file, as [`file_of`] knows it.
    file: String,
}

/// Tells a file from every copy of it: when it was made and, where there is one, its number. The same for all where the
/// file system knows neither.
pub(crate) fn file_of(database: &Path) -> String {
    let Ok(metadata) = std::fs::metadata(database) else {
        return "-".to_owned();
    };
    let made = metadata.created().ok();
    let made = made.and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    let made = made.map_or(0, |made| made.as_nanos());
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let number = 0;
    format!("{made:x}-{number:x}")
}
const EVERY_MS: i64 = 1000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) server_id: String,
    pub(crate) epoch: String,
}

impl Identity {
    /// The id of a version log: another one in another epoch, though nobody had to store it.
    pub(crate) fn version_id(&self, list: versions::List, owner: i64) -> String {
        let mut hash = Sha256::new();
        hash.update(self.epoch.as_bytes());
        hash.update([list as u8]);
        hash.update(owner.to_be_bytes());
        hex(hash.finalize().first_chunk::<12>().unwrap_or(&[0; 12]))
    }

    /// A number for one version of a log; another version has another one.
    pub(crate) fn version_hash(&self, list: versions::List, owner: i64, version: i64) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.version_id(list, owner));
        hash.update(version.to_be_bytes());
        let digest = hash.finalize();
        u64::from_be_bytes(digest.first_chunk::<8>().copied().unwrap_or_default())
    }
}

/// How far the data has come: the last position of messages and of version entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reached {
    pub(crate) messages: i64,
    pub(crate) versions: i64,
}

fn reached(connection: &Connection) -> Result<Reached> {
    let messages = meta::last_number(connection, "messages")?;
    let versions = meta::last_number(connection, "version_entries")?;
    Ok(Reached { messages, versions })
}

/// Reads or makes the identity of the database that is `file`. `marked` is what the marker says, if there is a readable
/// one.
pub(crate) fn settle(
    connection: &Connection,
    marked: Option<&Marked>,
    file: &str,
    random: &dyn Random,
) -> Result<(Identity, Reached)> {
    let reached = reached(connection)?;
    let fresh = || {
        let mut bytes = [0; 16];
        random.fill(&mut bytes);
        hex(&bytes)
    };
    let server_id = match meta::get(connection, "server_id")? {
        Some(server_id) => server_id,
        None => {
            let server_id = fresh();
            meta::set(connection, "server_id", &server_id)?;
            server_id
        }
    };
    let epoch = match meta::get(connection, "epoch")? {
        Some(epoch)
            if marked.is_some_and(|marked| {
                let then = marked.reached;
                marked.epoch == epoch
                    && marked.file == file
                    && then.messages <= reached.messages
                    && then.versions <= reached.versions
            }) =>
        {
            epoch
        }
        before => {
            let epoch = fresh();
            meta::set(connection, "epoch", &epoch)?;
            if before.is_some() {
                tracing::warn!("The data is a copy that was put back; clients will fetch everything anew");
            }
            epoch
        }
    };
    Ok((Identity { server_id, epoch }, reached))
}

/// The file beside the database.
pub(crate) struct Marker {
    path: PathBuf,
    epoch: String,
    file: String,
    state: Mutex<State>,
}

struct State {
    reached: Reached,
    /// What the file says.
    written: Reached,
    written_at: i64,
}

impl Marker {
    pub(crate) fn read(folder: &Path) -> Option<Marked> {
        let text = std::fs::read_to_string(folder.join(MARKER)).ok()?;
        let mut words = text.split_ascii_whitespace();
        let epoch = words.next()?.to_owned();
        let reached = Reached {
            messages: words.next()?.parse().ok()?,
            versions: words.next()?.parse().ok()?,
        };
        let file = words.next()?.to_owned();
        Some(Marked { epoch, reached, file })
    }

    pub(crate) fn start(folder: &Path, epoch: &str, file: String, reached: Reached, now: i64) -> Self {
        let marker = Self {
            path: folder.join(MARKER),
            epoch: epoch.to_owned(),
            file,
            state: Mutex::new(State {
                reached,
                written: reached,
                written_at: now,
            }),
        };
        marker.write(reached);
        marker
    }

    /// Called after a commit.
    pub(crate) fn moved(&self, reached: Reached, now: i64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.reached.messages = state.reached.messages.max(reached.messages);
        state.reached.versions = state.reached.versions.max(reached.versions);
        // A clock that jumps back must not keep the file old for ever.
        if (now - state.written_at).abs() >= EVERY_MS {
            state.written = state.reached;
            state.written_at = now;
            self.write(state.reached);
        }
    }

    pub(crate) fn finish(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.written != state.reached {
            state.written = state.reached;
            self.write(state.reached);
        }
    }

    fn write(&self, reached: Reached) {
        let Self { epoch, file, .. } = self;
        let text = format!("{epoch} {} {} {file}\n", reached.messages, reached.versions);
        let part = self.path.with_extension("part");
        let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, &self.path));
        if let Err(error) = written {
            // The next one may work; a stale marker only makes a put-back copy harder to notice.
            tracing::warn!(%error, "The epoch file could not be written");
        }
    }
}
