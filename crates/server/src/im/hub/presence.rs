//! Who is online, and telling those who asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use protocol::frame;
use protocol::pb::{Message, SubUserOnlineStatusElem, SubUserOnlineStatusTips};

use super::{Frame, Hub, Inner, Push, Session};
use crate::store::tokens::Hash;

/// More people than this cannot be watched by one session: a list of friends is at most 10,000 long.
const WATCHED: usize = 10_000;

/// A connected device, for administrators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Online {
    pub(crate) session: u64,
    pub(crate) platform: i32,
    pub(crate) background: bool,
}

impl Hub {
    /// Starts and stops watching, and answers with the present state of those now watched. Users are given as row and
    /// name.
    pub(crate) fn watch(
        &self,
        session: &Arc<Session>,
        start: &[(i64, String)],
        stop: &[i64],
    ) -> SubUserOnlineStatusTips {
        let mut inner = self.inner();
        for user in stop {
            session.unwatch(*user);
            inner.unwatch(*user, session.id);
        }
        let mut subscribers = Vec::with_capacity(start.len());
        for (user, user_id) in start {
            if session.watched_count() >= WATCHED {
                break;
            }
            session.watch(*user);
            inner
                .watchers
                .entry(*user)
                .or_default()
                .insert(session.id, Arc::clone(session));
            subscribers.push(SubUserOnlineStatusElem {
                user_id: user_id.clone(),
                online_platform_ids: inner.platforms(*user).into_iter().collect(),
            });
        }
        SubUserOnlineStatusTips { subscribers }
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
        let tips = SubUserOnlineStatusTips {
            subscribers: vec![SubUserOnlineStatusElem {
                user_id: user_id.to_owned(),
                online_platform_ids: now.into_iter().collect(),
            }],
        };
        let push = Arc::new(Push::new(frame::SUBSCRIBE, move || tips.encode_to_vec()));
        for watcher in watchers.values() {
            watcher.outlet.push(Frame::Push(Arc::clone(&push)));
        }
    }
}
