//! Who is connected, and the way of a push to their devices. Handing a push over never waits: each session has a
//! bounded queue, and one that does not empty it is ended. Knows no socket, no table and no message.

mod looking;
mod outlet;
mod presence;
mod push;
mod session;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use outlet::End;
pub(crate) use presence::Watched;
pub(crate) use push::Push;
pub(crate) use session::{Joining, Session};

#[derive(Default)]
pub(crate) struct Hub {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    next: u64,
    closed: bool,
    users: BTreeMap<i64, Vec<Arc<Session>>>,
    /// By the user who is watched.
    watchers: BTreeMap<i64, BTreeMap<u64, Watcher>>,
    /// By the conversation that they look at.
    lookers: looking::Lookers,
}

struct Watcher {
    session: Arc<Session>,
    /// The one who is watched blocks this one, who is told that nobody is there.
    hidden: bool,
}

impl Hub {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a session, tells those who watch its user, and ends the sessions of the same user for which `ends` says so.
    /// `None` when the hub is closed.
    pub(crate) fn join(&self, joining: Joining, ends: impl Fn(&Session) -> bool) -> Option<Arc<Session>> {
        let mut inner = self.inner();
        if inner.closed {
            return None;
        }
        inner.next += 1;
        let session = Arc::new(Session::new(inner.next, joining));
        let before = inner.platforms(session.user);
        let sessions = inner.users.entry(session.user).or_default();
        for old in sessions.iter().filter(|old| ends(old)) {
            old.outlet.end(End::Kicked);
        }
        sessions.push(Arc::clone(&session));
        inner.tell_if_changed(session.user, &session.user_id, &before);
        Some(session)
    }

    /// Takes a session out again and tells those who watch its user.
    pub(crate) fn leave(&self, session: &Session) {
        let mut inner = self.inner();
        let before = inner.platforms(session.user);
        if let Some(sessions) = inner.users.get_mut(&session.user) {
            sessions.retain(|other| other.id != session.id);
            if sessions.is_empty() {
                inner.users.remove(&session.user);
            }
        }
        for watched in session.take_watched() {
            inner.unwatch(watched, session.id);
        }
        if let Some(looked) = session.look(None) {
            inner.look_away(&looked, session.id);
        }
        inner.tell_if_changed(session.user, &session.user_id, &before);
    }

    /// Hands a push to every session of these users.
    pub(crate) fn push_all(&self, users: impl IntoIterator<Item = i64>, push: &Arc<Push>) {
        let inner = self.inner();
        for user in users {
            for session in inner.users.get(&user).into_iter().flatten() {
                session.outlet.push(Arc::clone(push));
            }
        }
    }

    /// Hands a push to every session of those of these users who are there, ascending as they are; `except` is passed
    /// over. What it costs goes with those who are there or those who are meant, whichever are fewer.
    pub(crate) fn push_some(&self, users: &[i64], except: Option<i64>, push: &Arc<Push>) {
        let inner = self.inner();
        let hand = |sessions: &Vec<Arc<Session>>| {
            for session in sessions {
                session.outlet.push(Arc::clone(push));
            }
        };
        let meant = |user: &i64| Some(*user) != except;
        if inner.users.len() < users.len() {
            for (user, sessions) in &inner.users {
                if meant(user) && users.binary_search(user).is_ok() {
                    hand(sessions);
                }
            }
        } else {
            for user in users.iter().filter(|user| meant(user)) {
                inner.users.get(user).into_iter().for_each(hand);
            }
        }
    }

    /// Those of these users who are there, ascending as they are.
    pub(crate) fn present(&self, users: &[i64]) -> Vec<i64> {
        let inner = self.inner();
        let there = inner.users.keys().copied();
        there.filter(|user| users.binary_search(user).is_ok()).collect()
    }

    /// Hands a push to every session that watches a user and is not his own.
    pub(crate) fn push_watchers(&self, user: i64, push: &Arc<Push>) {
        let inner = self.inner();
        let watchers = inner.watchers.get(&user).into_iter().flat_map(BTreeMap::values);
        for Watcher { session, .. } in watchers.filter(|watcher| watcher.session.user != user) {
            session.outlet.push(Arc::clone(push));
        }
    }

    /// Ends the sessions of a user for which `ends` says so, telling them that they were kicked.
    pub(crate) fn kick(&self, user: i64, ends: impl Fn(&Session) -> bool) {
        let inner = self.inner();
        for session in inner
            .users
            .get(&user)
            .into_iter()
            .flatten()
            .filter(|session| ends(session))
        {
            session.outlet.end(End::Kicked);
        }
    }

    /// Ends all sessions and lets none in any more.
    pub(crate) fn close(&self) {
        let mut inner = self.inner();
        inner.closed = true;
        for session in inner.users.values().flatten() {
            session.outlet.end(End::ShutDown);
        }
    }

    /// People with at least one connected device.
    pub(crate) fn people(&self) -> usize {
        self.inner().users.len()
    }

    pub(crate) fn count(&self) -> usize {
        self.inner().users.values().map(Vec::len).sum()
    }
}
