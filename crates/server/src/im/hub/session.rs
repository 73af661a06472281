//! One connected device of one person.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use protocol::envelope::Codec;

use super::outlet::Outlet;
use crate::store::tokens::Hash;

/// What a session is made of, once its token is proven.
pub(crate) struct Joining {
    pub(crate) user: i64,
    pub(crate) user_id: Box<str>,
    /// Empty unless the App Server calls the user something that cannot travel.
    pub(crate) foreign_id: Box<str>,
    pub(crate) platform: i32,
    pub(crate) admin: bool,
    pub(crate) token: Hash,
    /// Of the token, in milliseconds since 1970; `None`: never.
    pub(crate) expires: Option<i64>,
    pub(crate) codec: Codec,
    pub(crate) background: bool,
}

pub(crate) struct Session {
    pub(super) id: u64,
    pub(crate) user: i64,
    pub(crate) user_id: Box<str>,
    /// Empty unless the App Server calls the user something that cannot travel.
    pub(crate) foreign_id: Box<str>,
    pub(crate) platform: i32,
    pub(crate) admin: bool,
    pub(crate) token: Hash,
    /// Of the token, in milliseconds since 1970; `None`: never.
    pub(crate) expires: Option<i64>,
    pub(crate) codec: Codec,
    pub(crate) outlet: Outlet,
    background: AtomicBool,
    watched: Mutex<BTreeSet<i64>>,
    /// The conversation whose readers it looks at.
    looked: Mutex<Option<Box<str>>>,
}

impl Session {
    pub(super) fn new(id: u64, joining: Joining) -> Self {
        let Joining {
            user,
            user_id,
            foreign_id,
            platform,
            admin,
            token,
            expires,
            codec,
            background,
        } = joining;
        Self {
            id,
            user,
            user_id,
            foreign_id,
            platform,
            admin,
            token,
            expires,
            codec,
            outlet: Outlet::default(),
            background: AtomicBool::new(background),
            watched: Mutex::default(),
            looked: Mutex::default(),
        }
    }

    /// Whether this id is that of the session's user.
    pub(crate) fn is(&self, id: &str) -> bool {
        *self.user_id == *id || !id.is_empty() && *self.foreign_id == *id
    }

    pub(crate) fn background(&self) -> bool {
        self.background.load(Ordering::Relaxed)
    }

    pub(crate) fn set_background(&self, background: bool) {
        self.background.store(background, Ordering::Relaxed);
    }

    pub(super) fn watch(&self, user: i64) {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).insert(user);
    }

    pub(super) fn unwatch(&self, user: i64) {
        self.watched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&user);
    }

    pub(super) fn watched_count(&self) -> usize {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// From now on at this; answers at what before.
    pub(super) fn look(&self, at: Option<&str>) -> Option<Box<str>> {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *looked, at.map(Into::into))
    }

    pub(super) fn take_watched(&self) -> BTreeSet<i64> {
        std::mem::take(&mut self.watched.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
