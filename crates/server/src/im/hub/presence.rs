//! Who is online, and telling those who asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use protocol::frame;
use protocol::pb::{Message, SubUserOnlineStatusElem, SubUserOnlineStatusTips};

use super::{Hub, Inner, Push, Session, Watcher};
use crate::store::tokens::Hash;

/// More people than this cannot be watched by one session: a list of friends is at most 10,000 long.
const WATCHED: usize = 10_000;

/// Somebody who is to be watched, by row and name.
pub(crate) struct Watched {
    pub(crate) user: i64,
    pub(crate) user_id: String,
    /// He blocks who wants to watch him.
    pub(crate) hidden: bool,
}

/// A connected device, for administrators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Online {
    pub(crate) session: u64,
    pub(crate) platform: i32,
    pub(crate) background: bool,
}

fn elem(user_id: &str, platforms: &BTreeSet<i32>) -> SubUserOnlineStatusElem {
    SubUserOnlineStatusElem {
        user_id: user_id.to_owned(),
        online_platform_ids: platforms.iter().copied().collect(),
    }
}

fn push(elem: SubUserOnlineStatusElem) -> Arc<Push> {
    let tips = SubUserOnlineStatusTips {
        subscribers: vec![elem],
    };
    Arc::new(Push::new(None, frame::SUBSCRIBE, move || tips.encode_to_vec()))
}

impl Hub {
    /// Starts and stops watching, and answers with the present state of those now watched. From `hidden` ones nothing is
    /// to be seen.
    pub(crate) fn watch(&self, session: &Arc<Session>, start: &[Watched], stop: &[i64]) -> SubUserOnlineStatusTips {
        let mut inner = self.inner();
        for user in stop {
            session.unwatch(*user);
            inner.unwatch(*user, session.id);
        }
        let mut subscribers = Vec::with_capacity(start.len());
        for Watched { user, user_id, hidden } in start {
            if session.watched_count() >= WATCHED {
                break;
            }
            session.watch(*user);
            let watcher = Watcher {
                session: Arc::clone(session),
                hidden: *hidden,
            };
            inner.watchers.entry(*user).or_default().insert(session.id, watcher);
            let platforms = if *hidden {
                BTreeSet::new()
            } else {
                inner.platforms(*user)
            };
            subscribers.push(elem(user_id, &platforms));
        }
        SubUserOnlineStatusTips { subscribers }
    }

    /// Whether somebody who watches this user sees him come and go from now on, on all devices.
    pub(crate) fn hide(&self, (user, user_id): (i64, &str), from: i64, hidden: bool) {
        let mut inner = self.inner();
        let platforms = if hidden { BTreeSet::new() } else { inner.platforms(user) };
        let watchers = inner.watchers.get_mut(&user).into_iter().flat_map(BTreeMap::values_mut);
        let push = push(elem(user_id, &platforms));
        for watcher in watchers.filter(|watcher| watcher.session.user == from && watcher.hidden != hidden) {
            watcher.hidden = hidden;
            watcher.session.outlet.push(Arc::clone(&push));
        }
    }

    pub(crate) fn platforms(&self, user: i64) -> Vec<i32> {
        self.inner().platforms(user).into_iter().collect()
    }

    pub(crate) fn online(&self, user: i64) -> Vec<Online> {
        let inner = self.inner();
        let sessions = inner.users.get(&user).into_iter().flatten();
        sessions
            .map(|session| Online {
                session: session.id,
                platform: session.platform,
                background: session.background(),
            })
            .collect()
    }
}

impl Hub {
    /// The tokens with which a user is connected.
    pub(crate) fn connected(&self, user: i64) -> BTreeSet<Hash> {
        let inner = self.inner();
        let sessions = inner.users.get(&user).into_iter().flatten();
        sessions.map(|session| session.token).collect()
    }
}

impl Inner {
    pub(super) fn platforms(&self, user: i64) -> BTreeSet<i32> {
        self.users
            .get(&user)
            .into_iter()
            .flatten()
            .map(|session| session.platform)
            .collect()
    }

    pub(super) fn unwatch(&mut self, user: i64, session: u64) {
        if let Some(watchers) = self.watchers.get_mut(&user) {
            watchers.remove(&session);
            if watchers.is_empty() {
                self.watchers.remove(&user);
            }
        }
    }

    pub(super) fn tell_if_changed(&self, user: i64, user_id: &str, before: &BTreeSet<i32>) {
        let Some(watchers) = self.watchers.get(&user) else {
            return;
        };
        let now = self.platforms(user);
        if now == *before {
            return;
        }
        let push = push(elem(user_id, &now));
        for watcher in watchers.values().filter(|watcher| !watcher.hidden) {
            watcher.session.outlet.push(Arc::clone(&push));
        }
    }
}
