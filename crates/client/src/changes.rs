//! What a transaction changed, and the events that come of it: read in the same transaction, told after its commit, in
//! commit order. Also keeps the list's own columns true. Knows no network.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use protocol::rest::friend::REQUEST_LIFE_MS;
use rusqlite::{Connection, Result};

use crate::clock::Clock;
use crate::event::Event;
use crate::presence::Seen;
use crate::store::users::User;
use crate::store::{self, conversations, messages, users};
use crate::subscription::Bus;
use crate::view::{AccountId, UserView};
use crate::views;

/// Messages above a window's end: what lies further up gets its sender's new name when it is read again.
const RENAMED: i64 = 500;

/// Speaks for one account to all subscribers.
pub(crate) struct Teller {
    pub(crate) account: AccountId,
    bus: Arc<Bus>,
    clock: Arc<dyn Clock>,
    /// Who is online, as far as the server tells on this connection.
    online: Mutex<BTreeMap<String, Seen>>,
}

impl Teller {
    pub(crate) fn new(account: AccountId, bus: Arc<Bus>, clock: Arc<dyn Clock>) -> Self {
        Self {
            account,
            bus,
            clock,
            online: Mutex::default(),
        }
    }

    pub(crate) fn tell(&self, events: &[Event]) {
        for event in events {
            self.bus.publish(event);
        }
    }

    pub(crate) fn presence(&self, user: &str) -> Seen {
        let online = self.online.lock().unwrap_or_else(PoisonError::into_inner);
        online.get(user).cloned().unwrap_or_default()
    }

    /// Notes who is online and returns those for whom that is new.
    pub(crate) fn note_presence(&self, told: impl IntoIterator<Item = (String, Seen)>) -> Vec<String> {
        let mut online = self.online.lock().unwrap_or_else(PoisonError::into_inner);
        told.into_iter()
            .filter_map(|(user, is)| (online.insert(user.clone(), is.clone()) != Some(is)).then_some(user))
            .collect()
    }

    /// Nobody tells any more who is online. Returns those who were known.
    pub(crate) fn forget_presence(&self) -> Vec<String> {
        std::mem::take(&mut *self.online.lock().unwrap_or_else(PoisonError::into_inner))
            .into_keys()
            .collect()
    }

    /// Whether a request of this time is open no more, where requests end by themselves.
    pub(crate) fn expired(&self, db: &Connection, time: i64) -> Result<bool> {
        Ok(time < self.clock.now_ms() - REQUEST_LIFE_MS && store::account::requests_end(db)?)
    }

    pub(crate) fn user_view(&self, user: &User) -> UserView {
        views::user(user, self.presence(&user.id))
    }
}

/// Collected while a transaction runs.
#[derive(Default)]
pub(crate) struct Changes {
    /// The server gives running counts, so unread is a difference.
    pub(crate) counted: bool,
    messages: BTreeMap<String, BTreeSet<i64>>,
    conversations: BTreeMap<String, bool>,
    users: BTreeSet<String>,
    friends: BTreeSet<String>,
    /// The other one, and whether this person asked.
    requests: BTreeSet<(String, bool)>,
    blacks: BTreeSet<String>,
    discarded: Vec<(String, String)>,
    resync: bool,
}

impl Changes {
    pub(crate) fn new(counted: bool) -> Self {
        Self {
            counted,
            ..Self::default()
        }
    }

    /// A message is new or looks different.
    pub(crate) fn message(&mut self, conversation: &str, local: i64) {
        self.messages.entry(conversation.to_owned()).or_default().insert(local);
        self.conversations.entry(conversation.to_owned()).or_default();
    }

    /// Something behind the conversation's row changed; whether the row looks different is found out.
    pub(crate) fn behind(&mut self, conversation: &str) {
        self.conversations.entry(conversation.to_owned()).or_default();
    }

    /// The conversation's row is told in any case.
    pub(crate) fn conversation(&mut self, conversation: &str) {
        self.conversations.insert(conversation.to_owned(), true);
    }

    /// A profile changed, and with it the rows that show it.
    pub(crate) fn user(&mut self, db: &Connection, user: &str) -> Result<()> {
        self.users.insert(user.to_owned());
        for conversation in conversations::with_peer(db, user)? {
            self.conversation(&conversation);
        }
        Ok(())
    }

    /// Somebody is called otherwise, and so are the senders of what he wrote to this person.
    pub(crate) fn renamed(&mut self, db: &Connection, user: &str) -> Result<()> {
        self.renamed_in(db, user, conversations::with_peer(db, user)?)
    }

    /// The same of a friend, who bears his remark in groups too.
    pub(crate) fn remarked(&mut self, db: &Connection, user: &str) -> Result<()> {
        self.renamed(db, user)?;
        self.renamed_in(db, user, conversations::groups(db)?)
    }

    fn renamed_in(&mut self, db: &Connection, user: &str, conversations: Vec<String>) -> Result<()> {
        for conversation in conversations {
            for local in messages::newest_of(db, &conversation, user, RENAMED)? {
                self.message(&conversation, local);
            }
        }
        Ok(())
    }

    /// A friend is new, looks different, or is none any more.
    pub(crate) fn friend(&mut self, user: &str) {
        self.friends.insert(user.to_owned());
    }

    pub(crate) fn request(&mut self, user: &str, mine: bool) {
        self.requests.insert((user.to_owned(), mine));
    }

    /// Somebody is blocked, or is no more.
    pub(crate) fn black(&mut self, user: &str) {
        self.blacks.insert(user.to_owned());
    }

    pub(crate) fn discarded(&mut self, conversation: &str, client_msg_id: &str) {
        self.discarded.push((conversation.to_owned(), client_msg_id.to_owned()));
        self.behind(conversation);
    }

    /// So much changed that single events make no sense.
    pub(crate) fn resync(&mut self) {
        self.resync = true;
    }

    /// Brings the list's columns up to date and makes the events.
    pub(crate) fn finish(self, db: &Connection, teller: &Teller) -> Result<Vec<Event>> {
        let account = || teller.account.clone();
        let mut events = Vec::new();
        let mut rows = Vec::new();
        for (id, told) in &self.conversations {
            let Some(before) = conversations::get(db, id)? else {
                continue;
            };
            let mut row = before.clone();
            conversations::refresh(db, &mut row, self.counted)?;
            if row != before {
                conversations::put(db, &row)?;
            }
            // A new digest may look different though its row points to the same message.
            let digest = self.messages.get(id).is_some_and(|changed| changed.contains(&row.last));
            let listed = row.last > 0 || row.opened;
            if listed && (*told || digest || row != before) {
                rows.push(views::conversation(db, &row, |user| teller.presence(user))?);
            }
        }
        if self.resync {
            return Ok(vec![Event::Resync { account: account() }]);
        }
        let mut changed = Vec::new();
        for user in &self.users {
            if let Some(user) = users::get(db, user)? {
                changed.push(teller.user_view(&user));
            }
        }
        if !changed.is_empty() {
            events.push(Event::Users {
                account: account(),
                changed,
            });
        }
        events.extend(relations(db, teller, &self.friends, &self.requests, &self.blacks)?);
        for (conversation_id, locals) in self.messages {
            let Some(row) = conversations::get(db, &conversation_id)? else {
                continue;
            };
            let mut changed = Vec::new();
            for local in locals {
                changed.extend(messages::get(db, local)?.filter(|message| !message.hidden));
            }
            let views = changed.iter().map(|message| views::message(db, message, &row));
            let mut changed = views.collect::<Result<Vec<_>>>()?;
            changed.sort_by_key(|view| (view.seq.unwrap_or(i64::MAX), view.local));
            if !changed.is_empty() {
                events.push(Event::Messages {
                    account: account(),
                    conversation_id,
                    changed,
                });
            }
        }
        for (conversation_id, client_msg_id) in self.discarded {
            events.push(Event::Discarded {
                account: account(),
                conversation_id,
                client_msg_id,
            });
        }
        if !rows.is_empty() {
            events.push(Event::Conversations {
                account: account(),
                changed: rows,
            });
        }
        Ok(events)
    }
}

/// The events of lists of people.
fn relations(
    db: &Connection,
    teller: &Teller,
    friends: &BTreeSet<String>,
    requests: &BTreeSet<(String, bool)>,
    blacks: &BTreeSet<String>,
) -> Result<Vec<Event>> {
    let account = || teller.account.clone();
    let mut events = Vec::new();
    let (mut changed, mut gone) = (Vec::new(), Vec::new());
    for id in friends {
        match store::friends::get(db, id)? {
            Some(friend) => changed.push(views::friend(db, &friend, |user| teller.presence(user))?),
            None => gone.push(id.clone()),
        }
    }
    if !friends.is_empty() {
        events.push(Event::Friends {
            account: account(),
            changed,
            gone,
        });
    }
    let mut changed = Vec::new();
    for (id, mine) in requests {
        if let Some(request) = store::friend_requests::get(db, id, *mine)? {
            changed.push(views::request(db, &request, teller)?);
        }
    }
    if !changed.is_empty() {
        events.push(Event::FriendRequests {
            account: account(),
            changed,
        });
    }
    let (mut changed, mut gone) = (Vec::new(), Vec::new());
    for id in blacks {
        let user = users::get(db, id)?.unwrap_or_else(|| users::nobody(id));
        if user.relation.blocked {
            changed.push(teller.user_view(&user));
        } else {
            gone.push(id.clone());
        }
    }
    if !blacks.is_empty() {
        events.push(Event::Blocked {
            account: account(),
            changed,
            gone,
        });
    }
    Ok(events)
}
