//! Devices that look at who has read what, and what each was told last.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use protocol::frame;
use protocol::rest::ext::receipts::{GroupReceipt, GroupReceiptsTold, WATCHED_MS};
use tokio::time::Instant;

use super::{Hub, Push, Session};
use crate::store::tokens::Hash;

/// A device that looks at a conversation.
pub(super) struct Looker {
    session: Arc<Session>,
    until: Instant,
    /// `None`: it has asked, and the answer is not there yet.
    told: Option<Vec<GroupReceipt>>,
}

/// The same as it is told: by whom, by which session, and what that knows.
pub(crate) struct Look {
    pub(crate) user: i64,
    pub(crate) session: u64,
    pub(crate) told: Option<Vec<GroupReceipt>>,
}

impl Hub {
    /// The device with this token looks at a conversation, and at none else, knowing this; whether it is there.
    pub(crate) fn look(&self, user: i64, token: &Hash, conversation: &str, told: Option<&[GroupReceipt]>) -> bool {
        let mut inner = self.inner();
        let sessions = inner.users.get(&user).into_iter().flatten();
        let sessions: Vec<_> = sessions.filter(|session| session.token == *token).cloned().collect();
        for session in &sessions {
            let looker = Looker {
                session: Arc::clone(session),
                until: Instant::now() + Duration::from_millis(WATCHED_MS),
                told: told.map(<[_]>::to_vec),
            };
            if let Some(before) = session
                .look(Some(conversation))
                .filter(|before| **before != *conversation)
            {
                inner.look_away(&before, session.id);
            }
            let lookers = inner.lookers.entry(conversation.to_owned()).or_default();
            lookers.insert(session.id, looker);
        }
        !sessions.is_empty()
    }

    /// It was no conversation that it may look at.
    pub(crate) fn look_away(&self, conversation: &str, session: u64) {
        self.inner().look_away(conversation, session);
    }

    pub(crate) fn is_looked_at(&self, conversation: &str) -> bool {
        self.inner().lookers.contains_key(conversation)
    }

    /// Those who still look.
    pub(crate) fn looks(&self, conversation: &str) -> Vec<Look> {
        let (mut inner, now) = (self.inner(), Instant::now());
        let Some(lookers) = inner.lookers.get_mut(conversation) else {
            return Vec::new();
        };
        lookers.retain(|_, looker| looker.until > now);
        let looks = lookers.iter().map(|(session, looker)| Look {
            user: looker.session.user,
            session: *session,
            told: looker.told.clone(),
        });
        let looks: Vec<_> = looks.collect();
        if looks.is_empty() {
            inner.lookers.remove(conversation);
        }
        looks
    }

    /// Tells a device what is different, unless it has asked for something else meanwhile.
    pub(crate) fn tell_look(&self, conversation: &str, look: &Look, now: Vec<GroupReceipt>) {
        let mut inner = self.inner();
        let lookers = inner.lookers.get_mut(conversation);
        let Some(looker) = lookers.and_then(|lookers| lookers.get_mut(&look.session)) else {
            return;
        };
        let before = looker.told.as_deref().unwrap_or_default();
        let receipts: Vec<_> = now.iter().filter(|one| !before.contains(one)).copied().collect();
        if receipts.is_empty() || looker.told != look.told {
            return;
        }
        looker.told = Some(now);
        let told = GroupReceiptsTold {
            conversation_id: conversation.to_owned(),
            receipts,
        };
        let content = move || serde_json::to_vec(&told).unwrap_or_default();
        let push = Arc::new(Push::new(None, frame::RECEIPTS, content));
        looker.session.outlet.push(push);
    }
}

impl super::Inner {
    pub(super) fn look_away(&mut self, conversation: &str, session: u64) {
        if let Some(lookers) = self.lookers.get_mut(conversation) {
            lookers.remove(&session);
            if lookers.is_empty() {
                self.lookers.remove(conversation);
            }
        }
    }
}

pub(super) type Lookers = BTreeMap<String, BTreeMap<u64, Looker>>;
