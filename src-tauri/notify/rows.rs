//! What is known of every list, so that an event can be told to be news: unread grew, and by somebody else. Knows
//! neither settings nor the window.

mod mention;

use std::collections::BTreeMap;

use client::{
    event::Event,
    view::{
        AccountId, AccountView, Content, ConversationKind, ConversationView, LinkState, MessageState, MessageView,
        Notify,
    },
};

use mention::mentions;

/// A conversation of an account.
pub type Place = (AccountId, String);

/// What an event comes down to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    Came(Box<Came>),
    /// Nothing there is to be told any more: it was read on whichever device, muted, or taken back.
    Over(Place),
    /// What the account missed is here.
    Settled(AccountId),
    Left(AccountId),
    /// The list has to be read to know what is old.
    ReadAgain(AccountId),
}

/// Messages from others came into a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub place: Place,
    /// What the list calls the conversation.
    pub title: String,
    /// Where the picture of that is; empty: there is none.
    pub face_url: String,
    pub sender: String,
    /// Of the newest, as is the time.
    pub content: Content,
    pub time: i64,
    /// How many came.
    pub more: i64,
    pub unread: i64,
    pub notify: Notify,
    pub mentioned: bool,
    /// Whether nobody else could have written there.
    pub alone: bool,
    /// What is written there burns after reading.
    pub burns: bool,
    /// Whether the account was up to date before, so that this is news and not something missed.
    pub settled: bool,
}

#[derive(Default)]
pub struct Rows {
    accounts: BTreeMap<AccountId, Account>,
}

struct Account {
    view: AccountView,
    /// It was added here and finds what there is; nobody has missed that.
    arriving: bool,
    settled: bool,
    rows: BTreeMap<String, Row>,
}

#[derive(Default)]
struct Row {
    /// How many of the unread ones are known here.
    known: i64,
    /// The newest from somebody else. How many are unread may be told before they are here, and an event may have been
    /// on its way while the list was read: what is no newer is no news. What this person wrote bears the time of another
    /// clock.
    newest: Option<(i64, Content)>,
    /// Somebody mentioned this person since the list last told.
    mentioned: bool,
}

impl Rows {
    /// What this event means.
    pub fn hear(&mut self, event: &Event) -> Vec<News> {
        match event {
            Event::Account { account, view } => self.account(account, view),
            Event::SignedOut { account } => {
                self.accounts.remove(account);
                vec![News::Left(account.clone())]
            }
            Event::Link { account, state } => self.link(account, *state).into_iter().collect(),
            Event::Messages {
                account,
                conversation_id,
                changed,
            } => {
                self.messages(account, conversation_id, changed);
                Vec::new()
            }
            Event::Conversations { account, changed, gone } => {
                let settled = self.settled(account);
                let mut news = self.list(account, changed, settled);
                news.extend(gone.iter().map(|id| News::Over((account.clone(), id.clone()))));
                news
            }
            Event::Resync { account } => vec![News::ReadAgain(account.clone())],
            Event::Discarded { .. }
            | Event::Cleared { .. }
            | Event::Transfer { .. }
            | Event::Recording { .. }
            | Event::Users { .. }
            | Event::Receipts { .. }
            | Event::Friends { .. }
            | Event::FriendRequests { .. }
            | Event::Blocked { .. }
            | Event::Groups { .. }
            | Event::GroupMembers { .. }
            | Event::GroupRequests { .. }
            | Event::SignInLink { .. }
            | Event::Invitation { .. }
            | Event::Person { .. }
            | Event::Group { .. }
            | Event::Open { .. }
            | Event::ActRefused { .. }
            | Event::Favourites { .. }
            | Event::Typing { .. }
            | Event::Closing { .. }
            | Event::Builtin { .. } => Vec::new(),
        }
    }

    fn account(&mut self, id: &AccountId, view: &AccountView) -> Vec<News> {
        if let Some(known) = self.accounts.get_mut(id) {
            known.view = view.clone();
            return Vec::new();
        }
        self.learn(view, &[]);
        if let Some(added) = self.accounts.get_mut(id) {
            added.arriving = true;
        }
        vec![News::ReadAgain(id.clone())]
    }

    fn link(&mut self, id: &AccountId, state: LinkState) -> Option<News> {
        let known = self.accounts.get_mut(id)?;
        let settled = state == LinkState::Online;
        let before = std::mem::replace(&mut known.settled, settled);
        known.arriving &= !settled;
        (settled && !before).then(|| News::Settled(id.clone()))
    }

    fn messages(&mut self, id: &AccountId, conversation: &str, changed: &[MessageView]) {
        let Some(account) = self.accounts.get_mut(id) else {
            return;
        };
        let row = account.rows.entry(conversation.to_owned()).or_default();
        row.mentioned |= changed.iter().any(|message| {
            message.state == MessageState::Received
                && row.newest.as_ref().is_none_or(|(time, _)| message.time > *time)
                && mentions(&message.content, &account.view.nickname)
        });
    }

    /// An account with its list as it is: nothing in it is news.
    pub fn learn(&mut self, view: &AccountView, list: &[ConversationView]) {
        let account = Account {
            view: view.clone(),
            arriving: false,
            settled: view.link == LinkState::Online,
            rows: BTreeMap::new(),
        };
        self.accounts.insert(view.id.clone(), account);
        self.list(&view.id, list, false);
    }

    /// A list that was read again: what is new in it was missed.
    pub fn compare(&mut self, account: &AccountId, list: &[ConversationView]) -> Vec<News> {
        let news = self.list(account, list, false);
        if let Some(known) = self.accounts.get_mut(account) {
            known.arriving &= !known.settled;
        }
        news
    }

    fn list(&mut self, id: &AccountId, changed: &[ConversationView], settled: bool) -> Vec<News> {
        let Some(account) = self.accounts.get_mut(id) else {
            return Vec::new();
        };
        let told = changed.iter().filter_map(|view| {
            let row = account.rows.entry(view.id.clone()).or_default();
            row.tell(view, (id.clone(), view.id.clone()), settled)
        });
        let news: Vec<News> = told.collect();
        if account.arriving { Vec::new() } else { news }
    }

    /// Whether nothing that the account missed is on its way.
    pub fn settled(&self, id: &AccountId) -> bool {
        self.accounts.get(id).is_some_and(|account| account.settled)
    }

    /// What an account is called, where there are several: its nickname, with the server where that is not enough.
    pub fn name(&self, id: &AccountId) -> Option<String> {
        let view = &self.accounts.get(id)?.view;
        let namesakes = self
            .accounts
            .values()
            .filter(|other| other.view.nickname == view.nickname);
        let same = namesakes.count() > 1;
        (self.accounts.len() > 1).then(|| {
            let host = view.server.split("://").last().unwrap_or_default();
            if same {
                format!("{} @ {host}", view.nickname)
            } else {
                view.nickname.clone()
            }
        })
    }
}

impl Row {
    fn is_newer(&mut self, time: i64, content: &Content) -> bool {
        let newer = self.newest.as_ref().is_none_or(|(newest, known)| {
            // Two of one millisecond have other words, and so has one that was taken back.
            time > *newest || (time == *newest && content != known)
        });
        if newer {
            self.newest = Some((time, content.clone()));
        }
        newer
    }

    /// What it means that the conversation looks so now.
    fn tell(&mut self, view: &ConversationView, place: Place, settled: bool) -> Option<News> {
        self.known = self.known.min(view.unread);
        let last = view.last.as_ref().filter(|last| !last.mine);
        let newer = last.is_some_and(|last| self.is_newer(view.time, &last.content));
        let more = if newer { view.unread - self.known } else { 0 };
        self.known += more;
        if view.unread == 0 || view.notify == Notify::None {
            self.mentioned = false;
            return Some(News::Over(place));
        }
        let last = last?;
        if last.content.is_gone() {
            return Some(News::Over(place));
        }
        if more <= 0 {
            return None;
        }
        Some(News::Came(Box::new(Came {
            place,
            title: view.peer.nickname.clone(),
            face_url: view.peer.face_url.clone(),
            sender: last.sender.clone(),
            content: last.content.clone(),
            time: view.time,
            more,
            unread: view.unread,
            notify: view.notify,
            mentioned: std::mem::take(&mut self.mentioned),
            alone: view.kind != ConversationKind::Group,
            burns: view.burn > 0,
            settled,
        })))
    }
}

#[cfg(test)]
mod tests;
