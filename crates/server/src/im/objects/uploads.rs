//! What is on its way: who may bring which part, and for how long. Bounded, forgotten after a time without a part, and
//! known to the next process.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::ground::{Found, Ground};

/// Without a part for so long, nobody brings another.
pub(super) const LIFE_MS: i64 = 3 * 24 * 3_600_000;
/// Of one person and of all at one time; beyond, the oldest has to begin anew.
const MOST_EACH: usize = 32;
const MOST: usize = 4_096;

/// What a client announces.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// Empty where it is not known before the bytes are here.
    pub(crate) hash: String,
    pub(crate) size: u64,
    pub(crate) part_size: u64,
    pub(crate) name: String,
}

impl Wanted {
    pub(crate) fn parts(&self) -> u64 {
        self.size.div_ceil(self.part_size.max(1))
    }
}

/// An upload that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Upload {
    #[serde(skip)]
    pub(crate) id: String,
    pub(super) owner: i64,
    pub(crate) wanted: Wanted,
    pub(super) file: String,
    /// Milliseconds since 1970.
    pub(crate) expires: i64,
    /// Numbers of the parts that are here.
    #[serde(skip)]
    pub(crate) come: BTreeSet<u64>,
}

impl Upload {
    pub(super) fn new(id: String, owner: i64, wanted: Wanted, file: String, now: i64) -> Self {
        Self {
            id,
            owner,
            wanted,
            file,
            expires: now.saturating_add(LIFE_MS),
            come: BTreeSet::new(),
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

    fn is_of(&self, owner: i64, wanted: &Wanted) -> bool {
        let its = &self.wanted;
        self.owner == owner
            && !wanted.hash.is_empty()
            && (&its.hash, its.size, its.part_size) == (&wanted.hash, wanted.size, wanted.part_size)
    }
}

#[derive(Default)]
pub(super) struct Uploads {
    all: Mutex<BTreeMap<String, Running>>,
}

struct Running {
    upload: Upload,
    ground: Arc<Ground>,
    /// Who brings a part now, by its number: who comes later takes the place of one whose connection may be dead.
    turns: BTreeMap<u64, u64>,
    /// Held by whoever puts it together.
    ending: Arc<tokio::sync::Mutex<()>>,
}

/// What somebody needs who brings a part.
pub(super) struct Turn {
    pub(super) upload: Upload,
    pub(super) ground: Arc<Ground>,
    pub(super) number: u64,
    turn: u64,
}

/// What somebody needs who puts the parts together.
pub(super) struct Ending {
    pub(super) upload: Upload,
    pub(super) ground: Arc<Ground>,
    pub(super) alone: Arc<tokio::sync::Mutex<()>>,
}

impl Uploads {
    /// Those of earlier processes go on.
    pub(super) fn of(found: Vec<Found>, now: i64) -> Self {
        let mut all = BTreeMap::new();
        for Found {
            id,
            announced,
            parts,
            ground,
        } in found
        {
            let Ok(upload) = serde_json::from_str::<Upload>(&announced) else {
                ground.remove();
                continue;
            };
            let newest = parts.iter().map(|(_, time)| time.saturating_add(LIFE_MS)).max();
            let upload = Upload {
                id: id.clone(),
                expires: newest.unwrap_or(upload.expires).min(now.saturating_add(LIFE_MS)),
                come: parts.into_iter().map(|(number, _)| number).collect(),
                ..upload
            };
            all.insert(id, running(upload, ground));
        }
        Self { all: Mutex::new(all) }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Running>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same file of the same person that is on its way already.
    pub(super) fn again(&self, owner: i64, wanted: &Wanted, now: i64) -> Option<Upload> {
        let mut all = self.lock();
        let running = all
            .values_mut()
            .find(|one| one.upload.is_of(owner, wanted) && one.upload.expires >= now)?;
        running.upload.expires = now.saturating_add(LIFE_MS);
        Some(running.upload.clone())
    }

    /// Bytes that a person has announced.
    pub(super) fn announced(&self, owner: i64) -> u64 {
        let all = self.lock();
        let own = all.values().filter(|one| one.upload.owner == owner);
        own.map(|one| one.upload.wanted.size).sum()
    }

    /// Adds one; what has to give way for it is to be removed.
    pub(super) fn begin(&self, upload: Upload, ground: Ground) -> Vec<Arc<Ground>> {
        let mut all = self.lock();
        let oldest = |all: &BTreeMap<String, Running>, of: Option<i64>| {
            let among = all
                .values()
                .filter(|one| of.is_none_or(|owner| one.upload.owner == owner));
            let oldest = among.min_by_key(|one| (one.upload.expires, &one.upload.id));
            oldest.map(|one| one.upload.id.clone())
        };
        let mut over = Vec::new();
        let owner = upload.owner;
        if all.values().filter(|one| one.upload.owner == owner).count() >= MOST_EACH {
            over.extend(oldest(&all, Some(owner)));
        }
        if all.len() >= MOST {
            over.extend(oldest(&all, None));
        }
        let over = over
            .iter()
            .filter_map(|id| all.remove(id))
            .map(|one| one.ground)
            .collect();
        all.insert(upload.id.clone(), running(upload, ground));
        over
    }

    /// Those whose time is over. A clock that was set back must not keep anything for ever.
    pub(super) fn expired(&self, now: i64) -> Vec<Arc<Ground>> {
        let mut all = self.lock();
        let lives = now..=now.saturating_add(LIFE_MS);
        let over = all.values().filter(|one| !lives.contains(&one.upload.expires));
        let over: Vec<String> = over.map(|one| one.upload.id.clone()).collect();
        over.iter()
            .filter_map(|id| all.remove(id))
            .map(|one| one.ground)
            .collect()
    }

    /// All of somebody who is gone.
    pub(super) fn of_owner(&self, owner: i64) -> Vec<Arc<Ground>> {
        let mut all = self.lock();
        let own = all.values().filter(|one| one.upload.owner == owner);
        let own: Vec<String> = own.map(|one| one.upload.id.clone()).collect();
        own.iter()
            .filter_map(|id| all.remove(id))
            .map(|one| one.ground)
            .collect()
    }

    pub(super) fn get(&self, id: &str, now: i64) -> Option<Upload> {
        let all = self.lock();
        let upload = &all.get(id)?.upload;
        (upload.expires >= now).then(|| upload.clone())
    }

    pub(super) fn turn(&self, id: &str, number: u64, now: i64) -> Option<Turn> {
        let mut all = self.lock();
        let running = all.get_mut(id).filter(|one| one.upload.expires >= now)?;
        running.upload.size_of(number)?;
        running.upload.come.remove(&number);
        let turn = running.turns.entry(number).or_default();
        *turn += 1;
        Some(Turn {
            number,
            turn: *turn,
            upload: running.upload.clone(),
            ground: Arc::clone(&running.ground),
        })
    }

    /// Whether somebody is still the one who brings this part.
    pub(super) fn is_on(&self, turn: &Turn) -> bool {
        let all = self.lock();
        all.get(&turn.upload.id).and_then(|one| one.turns.get(&turn.number)) == Some(&turn.turn)
    }

    /// Whether there was still somebody to take it.
    pub(super) fn take(&self, turn: &Turn, now: i64) -> bool {
        let mut all = self.lock();
        let Some(running) = all.get_mut(&turn.upload.id) else {
            return false;
        };
        if running.turns.get(&turn.number) != Some(&turn.turn) {
            return false;
        }
        running.upload.expires = now.saturating_add(LIFE_MS);
        running.upload.come.insert(turn.number)
    }

    pub(super) fn ending(&self, id: &str) -> Option<Ending> {
        let all = self.lock();
        let running = all.get(id)?;
        Some(Ending {
            upload: running.upload.clone(),
            ground: Arc::clone(&running.ground),
            alone: Arc::clone(&running.ending),
        })
    }

    /// Parts that were not what was said of them have not come.
    pub(super) fn lose(&self, id: &str, parts: &[u64]) {
        if let Some(running) = self.lock().get_mut(id) {
            for number in parts {
                running.upload.come.remove(number);
            }
        }
    }

    pub(super) fn end(&self, id: &str) {
        self.lock().remove(id);
    }
}

fn running(upload: Upload, ground: Ground) -> Running {
    Running {
        upload,
        ground: Arc::new(ground),
        turns: BTreeMap::new(),
        ending: Arc::default(),
    }
}
