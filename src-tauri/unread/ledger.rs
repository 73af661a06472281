//! The sums: what each conversation of each account has unread, kept along with the engine's events. Knows no engine.

use std::collections::BTreeMap;

use client::{
    event::Event,
    view::{AccountId, ConversationView, Notify},
};

use super::{Chat, Waiting};

/// How many conversations are told by name.
const TOLD: usize = 5;

#[derive(Default)]
pub(super) struct Ledger {
    accounts: BTreeMap<AccountId, BTreeMap<String, Entry>>,
}

struct Entry {
    name: String,
    time: i64,
    unread: i64,
}

impl Ledger {
    /// Everything of an account, as it was read.
    pub(super) fn read(&mut self, account: AccountId, conversations: Vec<ConversationView>) {
        let counts = conversations.into_iter().map(counted).collect();
        self.accounts.insert(account, counts);
    }

    /// Follows an event. The account that is returned has to be read anew.
    pub(super) fn hear(&mut self, event: Event) -> Option<AccountId> {
        match event {
            Event::Conversations { account, changed, gone } => {
                let counts = self.accounts.entry(account).or_default();
                counts.extend(changed.into_iter().map(counted));
                counts.retain(|id, _| !gone.contains(id));
                None
            }
            Event::SignedOut { account } => {
                self.accounts.remove(&account);
                None
            }
            Event::Account { account, .. } => (!self.accounts.contains_key(&account)).then_some(account),
            Event::Resync { account } => Some(account),
            _ => None,
        }
    }

    pub(super) fn waiting(&self) -> Waiting {
        let all = self
            .accounts
            .iter()
            .flat_map(|(account, entries)| entries.iter().map(move |(id, entry)| (account, id, entry)));
        let mut waiting: Vec<_> = all.filter(|(_, _, entry)| entry.unread > 0).collect();
        waiting.sort_by_key(|(_, _, entry)| std::cmp::Reverse(entry.time));
        let messages = waiting
            .iter()
            .fold(0, |sum: i64, (_, _, entry)| sum.saturating_add(entry.unread));
        let newest = waiting.into_iter().take(TOLD).map(|(account, id, entry)| Chat {
            account: account.clone(),
            conversation_id: id.clone(),
            name: entry.name.clone(),
            unread: entry.unread,
        });
        Waiting {
            messages,
            newest: newest.collect(),
        }
    }
}

/// A conversation that is told of only for mentions is as quiet as a muted one, and so is one that is put away.
fn counted(conversation: ConversationView) -> (String, Entry) {
    let loud = conversation.notify == Notify::All && !conversation.archived;
    let peer = conversation.peer;
    let names = [peer.nickname, peer.account, peer.user_id];
    let name = names.into_iter().find(|name| !name.trim().is_empty() && !peer.deleted);
    let entry = Entry {
        name: name.unwrap_or_default(),
        time: conversation.time,
        unread: if loud { conversation.unread.max(0) } else { 0 },
    };
    (conversation.id, entry)
}

#[cfg(test)]
mod tests {
    use client::view::{ConversationKind, Presence, UserView};

    use super::*;

    fn conversation(id: &str, unread: i64, notify: Notify) -> ConversationView {
        ConversationView {
            id: id.into(),
            kind: ConversationKind::Single,
            peer: UserView {
                user_id: id.into(),
                account: id.into(),
                nickname: id.into(),
                own_name: id.into(),
                face_url: String::new(),
                status: String::new(),
                robot: false,
                deleted: false,
                friend: false,
                blocked: false,
                presence: Presence::Unknown,
                on: Vec::new(),
            },
            last: None,
            time: 0,
            unread,
            failed: false,
            draft: String::new(),
            draft_meant: Vec::new(),
            draft_quote: None,
            draft_files: 0,
            notify,
            pinned: None,
            archived: false,
            marked_unread: false,
            mentioned: None,
            burn: 0,
            keep: 0,
        }
    }

    fn changed(account: &str, conversations: Vec<ConversationView>) -> Event {
        Event::Conversations {
            account: AccountId(account.into()),
            changed: conversations,
            gone: Vec::new(),
        }
    }

    #[test]
    fn all_accounts_count_and_muted_conversations_do_not() {
        let mut ledger = Ledger::default();
        ledger.read(
            AccountId("one".into()),
            vec![
                conversation("bob", 2, Notify::All),
                conversation("crowd", 90, Notify::None),
                conversation("club", 7, Notify::Mentions),
            ],
        );
        ledger.hear(changed("two", vec![conversation("bob", 3, Notify::All)]));
        assert_eq!(ledger.waiting().messages, 5);
        ledger.hear(changed("one", vec![conversation("bob", 0, Notify::All)]));
        assert_eq!(ledger.waiting().messages, 3);
        ledger.hear(changed("one", vec![conversation("crowd", 91, Notify::All)]));
        assert_eq!(ledger.waiting().messages, 94);
        ledger.hear(Event::SignedOut {
            account: AccountId("one".into()),
        });
        assert_eq!(ledger.waiting().messages, 3);
    }

    #[test]
    fn what_is_put_away_or_deleted_does_not_count() {
        let mut ledger = Ledger::default();
        let mut away = conversation("bob", 2, Notify::All);
        away.archived = true;
        ledger.hear(changed("one", vec![away, conversation("eve", 3, Notify::All)]));
        assert_eq!(ledger.waiting().messages, 3);
        ledger.hear(Event::Conversations {
            account: AccountId("one".into()),
            changed: vec![],
            gone: vec!["eve".into()],
        });
        assert_eq!(ledger.waiting().messages, 0);
    }

    #[test]
    fn the_newest_are_told_by_name() {
        let mut ledger = Ledger::default();
        for (time, id) in (1..).zip(["ann", "bob", "cleo", "dan", "eve", "fay"]) {
            let mut chat = conversation(id, 1, Notify::All);
            chat.time = time;
            chat.peer.deleted = id == "dan";
            ledger.hear(changed(if time % 2 == 0 { "even" } else { "odd" }, vec![chat]));
        }
        ledger.hear(changed("even", vec![conversation("read", 0, Notify::All)]));
        let waiting = ledger.waiting();
        assert_eq!(waiting.messages, 6);
        let names: Vec<_> = waiting.newest.iter().map(|chat| chat.name.as_str()).collect();
        assert_eq!(names, ["fay", "eve", "", "cleo", "bob"]);
    }

    #[test]
    fn what_was_dropped_is_read_anew() {
        let account = AccountId("one".into());
        let mut ledger = Ledger::default();
        ledger.read(account.clone(), vec![conversation("bob", 2, Notify::All)]);
        let resync = Event::Resync {
            account: account.clone(),
        };
        assert_eq!(ledger.hear(resync), Some(account.clone()));
        ledger.read(account, vec![]);
        assert_eq!(ledger.waiting().messages, 0);
    }
}
