//! What a transaction changed, and the events that come of it: read in the same transaction, told after its commit, in
//! commit order. Also keeps the list's own columns true. Knows no network.

mod lists;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use protocol::ids::conversation_id;
use protocol::rest::friend::REQUEST_LIFE_MS;
use rusqlite::{Connection, Result};

use crate::clock::Clock;
use crate::error::Code;
use crate::event::Event;
use crate::presence::Seen;
use crate::store::group_requests::Key;
use crate::store::users::User;
use crate::store::{self, conversations, group_members, messages, naming, users};
use crate::subscription::Bus;
use crate::view::{AccountId, UserView};
use crate::{groups, views};
use lists::Lists;

/// Messages above a window's end: what lies further up gets its sender's new name when it is read again.
const RENAMED: i64 = 500;
/// With more remarks at once, as on an empty device, everything is read again: each is looked for in all groups.
const REMARKED: usize = 20;

/// Speaks for one account to all subscribers.
pub(crate) struct Teller {
    pub(crate) account: AccountId,
    bus: Arc<Bus>,
    clock: Arc<dyn Clock>,
    /// Who is online, as far as the server tells on this connection.
    online: Mutex<BTreeMap<String, Seen>>,
    /// Grows with whatever is told.
    told: AtomicU64,
}

impl Teller {
    pub(crate) fn new(account: AccountId, bus: Arc<Bus>, clock: Arc<dyn Clock>) -> Self {
        Self {
            account,
            bus,
            clock,
            online: Mutex::default(),
            told: AtomicU64::new(0),
        }
    }

    /// As long as this is the same, nothing that is shown has changed.
    pub(crate) fn told(&self) -> u64 {
        self.told.load(Ordering::Acquire)
    }

    pub(crate) fn tell(&self, events: &[Event]) {
        self.told.fetch_add(1, Ordering::AcqRel);
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
    /// Something was read, or came, that may burn.
    pub(crate) burning: bool,
    /// What was taken back, as it was before.
    pub(crate) recalled: Vec<messages::Message>,
    messages: BTreeMap<String, BTreeSet<i64>>,
    conversations: BTreeMap<String, bool>,
    users: BTreeSet<String>,
    lists: Lists,
    remarked: usize,
    discarded: Vec<(String, String)>,
    cleared: BTreeMap<String, i64>,
    refused: Vec<(String, Code, Option<String>)>,
    /// Conversation and person, and whether he writes.
    typing: BTreeMap<(String, String), bool>,
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
        for group in group_members::groups_of(db, user)? {
            let faces = group_members::page(db, &group, 0, groups::views::FACES)?;
            if faces.iter().any(|member| member.id == user) {
                self.group(&group);
            }
        }
        Ok(())
    }

    /// Somebody is called otherwise, and so are the senders of what he wrote to this person.
    pub(crate) fn renamed(&mut self, db: &Connection, user: &str) -> Result<()> {
        // By his name he has his place among the friends.
        if store::friends::get(db, user)?.is_some() {
            self.friend(user);
        }
        // What others wrote calls him by his name too, where it mentions him. One look finds it in all conversations: who has
        // many friends and many groups meets all of the former in all of the latter.
        let named = naming::naming(db, user, RENAMED)?;
        for (conversation, local) in named.into_iter().chain(naming::reacted(db, user, None, RENAMED)?) {
            self.message(&conversation, local);
        }
        let groups = group_members::groups_of(db, user)?.into_iter();
        let groups = groups.map(|group| conversation_id::group(&group));
        for conversation in conversations::with_peer(db, user)?.into_iter().chain(groups) {
            for local in naming::newest_of(db, &conversation, user, RENAMED)? {
                self.message(&conversation, local);
            }
        }
        Ok(())
    }

    /// The same of a friend, who bears his remark in groups too, and in the lines about him.
    pub(crate) fn remarked(&mut self, db: &Connection, user: &str) -> Result<()> {
        self.remarked += 1;
        if self.remarked > REMARKED {
            self.resync();
            return Ok(());
        }
        self.renamed(db, user)?;
        let groups = conversations::groups(db)?;
        for conversation in &groups {
            for local in naming::newest_lines(db, conversation, RENAMED)? {
                self.message(conversation, local);
            }
        }
        self.renamed_in(db, user, groups)
    }

    /// The same in some conversations.
    pub(crate) fn renamed_in(&mut self, db: &Connection, user: &str, conversations: Vec<String>) -> Result<()> {
        for conversation in conversations {
            let wrote = naming::newest_of(db, &conversation, user, RENAMED)?.into_iter();
            let reacted = naming::reacted(db, user, Some(&conversation), RENAMED)?.into_iter();
            let shown = wrote
                .chain(naming::newest_naming(db, &conversation, user, RENAMED)?)
                .chain(reacted.map(|(_, local)| local));
            for local in shown {
                self.message(&conversation, local);
            }
        }
        Ok(())
    }

    /// A friend is new, looks different, or is none any more.
    pub(crate) fn friend(&mut self, user: &str) {
        self.lists.friends.insert(user.to_owned());
    }

    pub(crate) fn request(&mut self, user: &str, mine: bool) {
        self.lists.requests.insert((user.to_owned(), mine));
    }

    /// Somebody is blocked, or is no more.
    pub(crate) fn black(&mut self, user: &str) {
        self.lists.blacks.insert(user.to_owned());
    }

    /// A group is new, looks different, or is forgotten.
    pub(crate) fn group(&mut self, group: &str) {
        self.lists.groups.insert(group.to_owned());
    }

    /// Members of a group are others than before; which ones is not told.
    pub(crate) fn members(&mut self, group: &str) {
        self.lists.members.entry(group.to_owned()).or_default();
    }

    /// A member is new, looks different, or is none any more.
    pub(crate) fn member(&mut self, group: &str, user: &str) {
        let members = self.lists.members.entry(group.to_owned()).or_default();
        members.insert(user.to_owned());
    }

    pub(crate) fn group_request(&mut self, key: Key) {
        self.lists.group_requests.insert(key);
    }

    pub(crate) fn discarded(&mut self, conversation: &str, client_msg_id: &str) {
        self.discarded.push((conversation.to_owned(), client_msg_id.to_owned()));
        self.behind(conversation);
    }

    /// What the person keeps is something else now.
    pub(crate) fn favourites(&mut self) {
        self.lists.favourites = true;
    }

    /// The server does not take what he wanted of it.
    pub(crate) fn favourites_refused(&mut self, code: Code) {
        self.lists.favourites_refused = Some(code);
    }

    /// The server does not take what this person did to a message; `words`: of an edit.
    pub(crate) fn act_refused(&mut self, conversation: &str, code: Code, words: Option<String>) {
        self.refused.push((conversation.to_owned(), code, words));
    }

    /// Somebody writes, or stopped.
    pub(crate) fn typing(&mut self, conversation: &str, user: &str, on: bool) {
        self.typing.insert((conversation.to_owned(), user.to_owned()), on);
    }

    /// What lies before `first` is out of sight.
    pub(crate) fn cleared(&mut self, conversation: &str, first: i64) {
        self.cleared.insert(conversation.to_owned(), first);
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
        let (mut rows, mut gone) = (Vec::new(), Vec::new());
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
            if row.listed() && (*told || digest || row != before) {
                rows.push(views::conversation(db, &row, |user| teller.presence(user))?);
            } else if row.deleted && *told {
                gone.push(id.clone());
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
        events.extend(self.lists.events(db, teller)?);
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
        for (conversation_id, before) in self.cleared {
            events.push(Event::Cleared {
                account: account(),
                conversation_id,
                before,
            });
        }
        for (conversation_id, client_msg_id) in self.discarded {
            events.push(Event::Discarded {
                account: account(),
                conversation_id,
                client_msg_id,
            });
        }
        for (conversation_id, code, words) in self.refused {
            events.push(Event::ActRefused {
                account: account(),
                conversation_id,
                code,
                words,
            });
        }
        for ((conversation_id, user_id), on) in self.typing {
            let Some(row) = conversations::get(db, &conversation_id)? else {
                continue;
            };
            events.push(Event::Typing {
                account: account(),
                name: views::called(db, &row, &user_id)?,
                conversation_id,
                user_id,
                on,
            });
        }
        if !rows.is_empty() || !gone.is_empty() {
            events.push(Event::Conversations {
                account: account(),
                changed: rows,
                gone,
            });
        }
        Ok(events)
    }
}
