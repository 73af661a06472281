//! What has to be asked of the server as soon as there is a connection: gaps, profiles, settings. Kept in memory only,
//! since every new connection finds out by itself what it missed. Knows no network.

use std::collections::{BTreeMap, BTreeSet};

use crate::spans::Span;
use crate::sync::groups;
use crate::sync::relations::Stale;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chores {
    /// The newest hole that a push left in a conversation.
    pub(crate) gaps: BTreeMap<String, Span>,
    /// Hidden notification conversations that came further than was worked through.
    pub(crate) notices: BTreeMap<String, i64>,
    /// People whose profile is to be fetched.
    pub(crate) profiles: BTreeSet<String>,
    /// What is to be fetched of groups.
    pub(crate) groups: groups::Stale,
    /// People whose coming and going is to be watched.
    pub(crate) watch: BTreeSet<String>,
    /// Conversations whose read state is to be asked for.
    pub(crate) reading: BTreeSet<String>,
    /// Lists of people that changed.
    pub(crate) relations: Stale,
    /// What the person keeps changed.
    pub(crate) favourites: bool,
    /// The list of conversations changed.
    pub(crate) list: bool,
    /// Under a known seq came another message: the server's history is another one.
    pub(crate) diverged: bool,
    /// Pushes were dropped: compare everything with the server once more.
    pub(crate) everything: bool,
}

impl Chores {
    pub(crate) fn merge(&mut self, more: Self) {
        for (conversation, gap) in more.gaps {
            let known = self.gaps.entry(conversation).or_insert(gap);
            *known = Span {
                from: known.from.min(gap.from),
                to: known.to.max(gap.to),
            };
        }
        for (conversation, seq) in more.notices {
            let known = self.notices.entry(conversation).or_default();
            *known = seq.max(*known);
        }
        self.profiles.extend(more.profiles);
        self.groups.merge(more.groups);
        self.watch.extend(more.watch);
        self.reading.extend(more.reading);
        self.relations.merge(more.relations);
        self.favourites |= more.favourites;
        self.list |= more.list;
        self.diverged |= more.diverged;
        self.everything |= more.everything;
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
