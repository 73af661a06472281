//! The notifications that are up and those that wait to be said together. One conversation has one at most; much at once
//! becomes one summary. Says what is to be done; somebody else does it.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use client::view::AccountId;
use tokio::time::Instant;

use super::{
    decide::Verdict,
    rows::{Came, Place},
};

/// More than this many in a moment are a storm.
const FEW: usize = 3;
const MOMENT: Duration = Duration::from_secs(1);

/// Which notification is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Conversation(Place),
    Summary,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// In place of an earlier one of the same; `more` counts all of which it speaks.
    Show(Box<Came>),
    /// Where messages came, newest first.
    Summarise(Vec<Came>),
    Withdraw(Of),
}

#[derive(Default)]
pub struct Board {
    /// Of how many messages each speaks.
    up: BTreeMap<Place, i64>,
    /// What the summary that is up speaks of.
    summed: BTreeMap<Place, Came>,
    waiting: BTreeMap<Place, Came>,
    /// When the last ones were shown.
    recent: VecDeque<Instant>,
}

impl Board {
    /// Whether a few were shown a moment ago.
    pub fn busy(&self, now: Instant) -> bool {
        self.recent.iter().filter(|shown| now < **shown + MOMENT).count() >= FEW
    }

    pub fn came(&mut self, came: Came, verdict: Verdict, now: Instant) -> Vec<Act> {
        match verdict {
            Verdict::Silence => Vec::new(),
            Verdict::Now => vec![self.show(came, now)],
            Verdict::Together => {
                gather(&mut self.waiting, came);
                Vec::new()
            }
        }
    }

    fn show(&mut self, mut came: Came, now: Instant) -> Act {
        self.recent.push_back(now);
        if self.recent.len() > FEW {
            self.recent.pop_front();
        }
        let up = self.up.entry(came.place.clone()).or_default();
        // Some of the earlier ones may have been read meanwhile.
        *up = (*up + came.more).min(came.unread);
        came.more = *up;
        Act::Show(Box::new(came))
    }

    /// When those that wait because of a storm are due.
    pub fn due(&self) -> Option<Instant> {
        let storm = self.waiting.values().any(|waiting| waiting.settled);
        self.recent.back().filter(|_| storm).map(|last| *last + MOMENT)
    }

    /// The storm is over.
    pub fn tick(&mut self, watched: bool, now: Instant) -> Vec<Act> {
        self.say(|waiting| waiting.settled, watched, now)
    }

    /// What this account missed is all here.
    pub fn settled(&mut self, account: &AccountId, watched: bool, now: Instant) -> Vec<Act> {
        self.say(|waiting| waiting.place.0 == *account, watched, now)
    }

    /// Says what waited: one as itself, several as a summary, of which a person who sees the list has no need.
    fn say(&mut self, which: impl Fn(&Came) -> bool, watched: bool, now: Instant) -> Vec<Act> {
        let (said, rest): (BTreeMap<_, _>, _) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(_, waiting)| which(waiting));
        self.waiting = rest;
        if said.len() <= 1 {
            return said.into_values().map(|came| self.show(came, now)).collect();
        }
        if watched {
            return Vec::new();
        }
        for came in said.into_values() {
            gather(&mut self.summed, came);
        }
        let mut all: Vec<_> = self.summed.values().cloned().collect();
        all.sort_by_key(|came| std::cmp::Reverse(came.time));
        vec![Act::Summarise(all)]
    }

    /// Nothing of this conversation is to be told any more.
    pub fn over(&mut self, place: &Place) -> Vec<Act> {
        let mut acts = Vec::new();
        self.waiting.remove(place);
        if self.up.remove(place).is_some() {
            acts.push(Act::Withdraw(Of::Conversation(place.clone())));
        }
        if self.summed.remove(place).is_some() && self.summed.is_empty() {
            acts.push(Act::Withdraw(Of::Summary));
        }
        acts
    }

    /// The person, or the desktop, took it away: what comes later counts from the beginning.
    pub fn closed(&mut self, of: &Of) {
        match of {
            Of::Conversation(place) => {
                self.up.remove(place);
            }
            Of::Summary => self.summed.clear(),
        }
    }

    pub fn left(&mut self, account: &AccountId) -> Vec<Act> {
        let all = self.up.keys().chain(self.summed.keys()).chain(self.waiting.keys());
        let places: BTreeSet<_> = all.filter(|place| place.0 == *account).cloned().collect();
        places.iter().flat_map(|place| self.over(place)).collect()
    }

    /// Everything that is up goes, and what waits is forgotten.
    pub fn clear(&mut self) -> Vec<Act> {
        let Self { up, summed, .. } = std::mem::take(self);
        let conversations = up.into_keys().map(Of::Conversation);
        let summary = (!summed.is_empty()).then_some(Of::Summary);
        conversations.chain(summary).map(Act::Withdraw).collect()
    }
}

/// Puts one to what else came there; only the newest keeps its words.
fn gather(all: &mut BTreeMap<Place, Came>, came: Came) {
    let before = all.get(&came.place).map_or(0, |before| before.more);
    let more = (before + came.more).min(came.unread);
    all.insert(came.place.clone(), Came { more, ..came });
}

#[cfg(test)]
mod tests;
