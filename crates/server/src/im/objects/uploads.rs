//! What is on its way. Kept in memory, bounded, and forgotten after a time without a part.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use md5::{Digest, Md5};
use protocol::ids::hex;

use super::disk::Come;
use crate::store::users::User;

/// Without a part for so long, nobody brings another.
const LIFE_MS: i64 = 3_600_000;
/// Of one person and of all at one time; beyond, the oldest has to begin anew.
const MOST_EACH: usize = 16;
const MOST: usize = 1_024;

/// What a client announces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Wanted {
    pub(crate) hash: String,
    pub(crate) size: u64,
    pub(crate) part_size: u64,
    pub(crate) name: String,
    pub(crate) content_type: String,
}

impl Wanted {
    pub(crate) fn parts(&self) -> u64 {
        self.size.div_ceil(self.part_size.max(1))
    }
}

/// An upload that goes on.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) id: String,
    pub(crate) owner: User,
    pub(crate) wanted: Wanted,
    pub(super) file: String,
    /// Milliseconds since 1970.
    pub(crate) expires: i64,
}

impl Upload {
    pub(super) fn new(id: String, owner: User, wanted: Wanted, file: String, now: i64) -> Self {
        Self {
            id,
            owner,
            wanted,
            file,
            expires: now.saturating_add(LIFE_MS),
        }
    }

    /// Bytes of the part of this number, which counts from 1.
    pub(super) fn size_of(&self, number: u64) -> Option<u64> {
        let parts = self.wanted.parts();
        match number {
            0 => None,
            number if number < parts => Some(self.wanted.part_size),
            number if number == parts => Some(self.wanted.size - (parts - 1) * self.wanted.part_size),
            _ => None,
        }
    }
}

#[derive(Default)]
pub(super) struct Uploads {
    all: Mutex<BTreeMap<String, Running>>,
}

struct Running {
    upload: Upload,
    /// In the order of their numbers.
    come: BTreeMap<u64, Come>,
}

impl Uploads {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Running>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, upload: &Upload, now: i64) {
        let mut all = self.lock();
        // A clock that was set back must not keep anything for ever.
        all.retain(|_, running| running.upload.expires >= now && running.upload.expires <= now.saturating_add(LIFE_MS));
        let oldest = |all: &BTreeMap<String, Running>, of: Option<i64>| {
            let among = all
                .values()
                .filter(|one| of.is_none_or(|owner| one.upload.owner.id == owner));
            let oldest = among.min_by_key(|one| (one.upload.expires, &one.upload.id));
            oldest.map(|one| one.upload.id.clone())
        };
        let owner = upload.owner.id;
        if all.values().filter(|one| one.upload.owner.id == owner).count() >= MOST_EACH
            && let Some(id) = oldest(&all, Some(owner))
        {
            all.remove(&id);
        }
        if all.len() >= MOST
            && let Some(id) = oldest(&all, None)
        {
            all.remove(&id);
        }
        let running = Running {
            upload: upload.clone(),
            come: BTreeMap::new(),
        };
        all.insert(upload.id.clone(), running);
    }

    pub(super) fn get(&self, id: &str, now: i64) -> Option<Upload> {
        let all = self.lock();
        let upload = &all.get(id)?.upload;
        (upload.expires >= now).then(|| upload.clone())
    }

    /// Whether there was still somebody to take it. A part that comes again takes the place of the one before.
    pub(super) fn take(&self, id: &str, number: u64, come: Come, now: i64) -> bool {
        let mut all = self.lock();
        let Some(running) = all.get_mut(id) else {
            return false;
        };
        running.upload.expires = now.saturating_add(LIFE_MS);
        running.come.insert(number, come);
        true
    }

    /// The parts, if all have come and are those that are named. Then the upload is over.
    pub(super) fn end(&self, upload: &Upload, parts: &[String]) -> Option<Vec<Come>> {
        let mut all = self.lock();
        let running = all.get(&upload.id)?;
        let come: Vec<&str> = running.come.values().map(|part| part.md5.as_str()).collect();
        let whole = come.len() as u64 == upload.wanted.parts() && come == parts;
        if !whole || hex(&Md5::digest(come.join(","))) != upload.wanted.hash {
            return None;
        }
        let running = all.remove(&upload.id)?;
        Some(running.come.into_values().collect())
    }
}
