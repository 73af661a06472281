//! Pictures and files of an account: brought, kept under the digest of their bytes, sent, fetched and shown. Knows nothing
//! of windows.
//!
//! ```text
//! brought/ID      what a person brings, as long as it is not sent     -> CONTENT
//! coming/KEY      what is being fetched; goes on where it stopped     -> CONTENT
//! CONTENT         whole files, named by the SHA-256 of their bytes
//! ```

mod album;
mod albums;
mod blur;
mod bringing;
pub(crate) mod disk;
mod drafting;
mod fetching;
mod film;
mod flowing;
mod moving;
pub(crate) mod naming;
mod poster;
mod prepare;
pub(crate) mod probe;
mod saving;
mod sending;
pub(crate) mod source;
pub(crate) mod stickers;
mod storage;
mod thumbs;
mod transfers;
mod uploading;
mod written;

pub(crate) use album::album;
pub(crate) use bringing::{add, begin, bring_voice, brought_file, brought_picture, end};
pub(crate) use disk::off_thread;
pub(crate) use drafting::{forget, keep as keep_drafted, kept as drafted};
pub(crate) use fetching::{Whole, fetch, read, whole};
pub(crate) use flowing::{Stretch, stretch};
pub(crate) use poster::set_poster;
pub(crate) use saving::{for_opening, save, save_as};
pub(crate) use sending::send;
pub(crate) use storage::{forget_attached, forget_bytes, forget_recalled, free, storage};
pub(crate) use thumbs::{as_png, thumb};
pub(crate) use transfers::{cancel, pause, transfers};
pub(crate) use uploading::run as uploading;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use crate::pictures::Pictures;
use crate::store::messages::Message;
use bringing::Brought;
use disk::{Coming, Disk};
use transfers::Running;

/// Fetched at one time.
const MOST_AT_ONCE: usize = 3;

/// What is known only while the program runs.
pub(crate) struct Media {
    pub(crate) disk: Disk,
    /// Small pictures of messages.
    thumbs: Pictures,
    brought: Mutex<BTreeMap<String, Brought>>,
    running: Mutex<BTreeMap<String, Running>>,
    /// By address: whoever wants the same waits for the first one.
    fetching: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>,
    /// What a player reads while it comes, by address.
    flowing: Mutex<BTreeMap<String, Coming>>,
    turns: Semaphore,
    /// Messages that were taken back and whose bytes are still here.
    recalled: Mutex<Vec<Message>>,
}

impl Media {
    pub(crate) fn new(account: &Path) -> Self {
        Self {
            disk: Disk::new(account),
            thumbs: Pictures::new(account, "thumbs"),
            brought: Mutex::default(),
            running: Mutex::default(),
            fetching: Mutex::default(),
            flowing: Mutex::default(),
            turns: Semaphore::new(MOST_AT_ONCE),
            recalled: Mutex::default(),
        }
    }

    pub(crate) fn note_recalled(&self, recalled: Vec<Message>) {
        held(&self.recalled).extend(recalled);
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
