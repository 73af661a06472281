//! What happened on one disk, what shall go wrong there, and what of it a power cut would take back. Knows files only
//! through [`Raw`], and nothing of C.
//!
//! A write stays in the journal, with what was there before, until a sync of its file that began after it completes.
//! A file's creation and deletion count as lasting at once; the folder's syncs are not modelled.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::ffi;

use super::{Act, Event, File};

/// The system's file under ours.
pub(super) trait Raw {
    fn read(&self, offset: u64, bytes: &mut [u8]);
    fn write(&self, offset: u64, bytes: &[u8]) -> i32;
    fn truncate(&self, size: u64) -> i32;
    fn sync(&self) -> i32;
    fn size(&self) -> u64;
}

/// One opened file.
pub(super) struct Opened {
    pub(super) path: Option<PathBuf>,
    pub(super) file: File,
    /// The power cuts before it was opened.
    pub(super) life: u64,
}

#[derive(Default)]
pub(super) struct State {
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Default)]
pub(super) struct Now {
    pub(super) recording: bool,
    pub(super) events: Vec<Event>,
    pub(super) syncs: u64,
    pub(super) room: Option<u64>,
    pub(super) failing: bool,
    pub(super) skipping: bool,
    pub(super) holding: bool,
    pub(super) held: usize,
    pub(super) dead: bool,
    pub(super) life: u64,
    pub(super) acts_left: Option<u64>,
    sequence: u64,
    journal: BTreeMap<PathBuf, Vec<Change>>,
    databases: BTreeSet<PathBuf>,
}

enum Change {
    Wrote {
        offset: u64,
        old: Vec<u8>,
        old_size: u64,
        new: Vec<u8>,
    },
    Cut {
        size: u64,
        tail: Vec<u8>,
    },
}

impl Now {
    pub(super) fn note(&mut self, act: impl FnOnce() -> Act) -> u64 {
        self.sequence += 1;
        if self.recording {
            self.events.push(Event {
                sequence: self.sequence,
                act: act(),
            });
        }
        self.sequence
    }

    pub(super) fn cut_power(&mut self) {
        self.life += 1;
        self.dead = true;
        self.holding = false;
        self.acts_left = None;
    }

    /// Counts a write or sync that is about to happen.
    fn act(&mut self) {
        match &mut self.acts_left {
            Some(0) => self.cut_power(),
            Some(left) => *left -= 1,
            None => {}
        }
    }

    fn is_gone(&self, opened: &Opened) -> bool {
        self.dead || opened.life != self.life
    }

    fn changes(&mut self, opened: &Opened) -> Option<&mut Vec<Change>> {
        opened
            .path
            .as_ref()
            .map(|path| self.journal.entry(path.clone()).or_default())
    }
}

impl State {
    pub(super) fn with<T>(&self, f: impl FnOnce(&mut Now) -> T) -> T {
        let answer = f(&mut self.now.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
        answer
    }

    pub(super) fn wait_until(&self, mut reached: impl FnMut(&Now) -> bool) {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let (_now, waited) = self
            .changed
            .wait_timeout_while(now, Duration::from_secs(60), |now| !reached(now))
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.timed_out(), "what the test waits for does not happen");
    }

    /// `None` while there is no power.
    pub(super) fn open(&self, path: Option<PathBuf>, file: File) -> Option<Opened> {
        self.with(|now| {
            if now.dead {
                return None;
            }
            if let (File::Database, Some(path)) = (file, &path) {
                now.databases.insert(path.clone());
            }
            Some(Opened {
                path,
                file,
                life: now.life,
            })
        })
    }

    pub(super) fn is_dead(&self) -> bool {
        self.with(|now| now.dead)
    }

    pub(super) fn is_gone(&self, opened: &Opened) -> bool {
        self.with(|now| now.is_gone(opened))
    }

    pub(super) fn write(&self, opened: &Opened, raw: &dyn Raw, offset: u64, bytes: &[u8]) -> i32 {
        self.with(|now| {
            now.act();
            if now.is_gone(opened) {
                return ffi::SQLITE_IOERR_WRITE;
            }
            let fitting = match now.room {
                Some(room) => bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX)),
                None => bytes.len(),
            };
            let (fits, wanted) = (&bytes[..fitting], bytes.len());
            if let Some(room) = &mut now.room {
                *room -= fitting as u64;
            }
            let old_size = raw.size();
            let mut old = vec![0; usize::try_from(old_size.saturating_sub(offset)).unwrap().min(fitting)];
            raw.read(offset, &mut old);
            let code = raw.write(offset, fits);
            if code != ffi::SQLITE_OK {
                return code;
            }
            if let Some(changes) = now.changes(opened) {
                changes.push(Change::Wrote {
                    offset,
                    old,
                    old_size,
                    new: fits.to_vec(),
                });
            }
            now.note(|| Act::Wrote {
                file: opened.file,
                offset,
                bytes: fits.to_vec(),
            });
            if fitting < wanted {
                ffi::SQLITE_FULL
            } else {
                ffi::SQLITE_OK
            }
        })
    }

    pub(super) fn truncate(&self, opened: &Opened, raw: &dyn Raw, size: u64) -> i32 {
        self.with(|now| {
            if now.is_gone(opened) {
                return ffi::SQLITE_IOERR_TRUNCATE;
            }
            let mut tail = vec![0; usize::try_from(raw.size().saturating_sub(size)).unwrap()];
            raw.read(size, &mut tail);
            let code = raw.truncate(size);
            if code == ffi::SQLITE_OK
                && let Some(changes) = now.changes(opened)
            {
                changes.push(Change::Cut { size, tail });
            }
            code
        })
    }

    pub(super) fn sync(&self, opened: &Opened, raw: &dyn Raw) -> i32 {
        let file = opened.file;
        let (begun, covered, failing, skip) = {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.act();
            let begun = now.note(|| Act::SyncBegun { file });
            let covered = now.changes(opened).map_or(0, |changes| changes.len());
            let failing = now.failing;
            now.held += 1;
            self.changed.notify_all();
            now = self
                .changed
                .wait_while(now, |now| now.holding)
                .unwrap_or_else(PoisonError::into_inner);
            now.held -= 1;
            (begun, covered, failing, now.skipping)
        };
        let code = match (failing, skip) {
            (true, _) => ffi::SQLITE_IOERR_FSYNC,
            (_, true) => ffi::SQLITE_OK,
            _ => raw.sync(),
        };
        self.with(|now| {
            if code != ffi::SQLITE_OK || now.is_gone(opened) {
                now.note(|| Act::SyncFailed { file, begun });
                return ffi::SQLITE_IOERR_FSYNC;
            }
            if let Some(changes) = now.changes(opened) {
                changes.drain(..covered.min(changes.len()));
            }
            now.syncs += 1;
            now.note(|| Act::SyncCompleted { file, begun });
            ffi::SQLITE_OK
        })
    }

    pub(super) fn deleted(&self, path: &Path) {
        self.with(|now| now.journal.remove(path));
    }

    pub(super) fn restore(&self, mut kept: impl FnMut(usize) -> usize) {
        self.with(|now| {
            for (path, changes) in std::mem::take(&mut now.journal) {
                if path.exists() {
                    take_back(&path, &changes, &mut kept).unwrap();
                }
            }
            for database in &now.databases {
                // Shared memory does not outlive the process.
                let mut shared = database.clone().into_os_string();
                shared.push("-shm");
                let _ = std::fs::remove_file(shared);
            }
            now.dead = false;
        });
    }
}

/// First to the state of the last sync, then forward with the bytes that made it.
fn take_back(path: &Path, changes: &[Change], kept: &mut dyn FnMut(usize) -> usize) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).open(path)?;
    let mut put = |offset: u64, bytes: &[u8]| {
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)
    };
    let resize = |size: u64| std::fs::OpenOptions::new().write(true).open(path)?.set_len(size);
    for change in changes.iter().rev() {
        match change {
            Change::Wrote {
                offset, old, old_size, ..
            } => {
                put(*offset, old)?;
                resize(*old_size)?;
            }
            Change::Cut { size, tail } => {
                resize(*size)?;
                put(*size, tail)?;
            }
        }
    }
    for change in changes {
        match change {
            Change::Wrote { offset, new, .. } => {
                let kept = kept(new.len()).min(new.len());
                if kept > 0 {
                    put(*offset, &new[..kept])?;
                }
            }
            Change::Cut { size, .. } => {
                if kept(1) > 0 {
                    resize(*size)?;
                }
            }
        }
    }
    Ok(())
}
