//! The sums: what each conversation of each account has unread, kept along with the engine's events. Knows no engine.

use std::collections::BTreeMap;

use client::{
    event::Event,
    view::{AccountId, ConversationView, Notify},
};

use super::Waiting;

#[derive(Default)]
pub(super) struct Ledger {
    accounts: BTreeMap<AccountId, BTreeMap<String, i64>>,
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
            Event::Conversations { account, changed } => {
                let counts = self.accounts.entry(account).or_default();
                counts.extend(changed.into_iter().map(counted));
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
        let counts = self.accounts.values().flat_map(BTreeMap::values);
        Waiting {
            messages: counts.fold(0, |sum: i64, count| sum.saturating_add(*count)),
        }
    }
}

/// A conversation that is told of only for mentions is as quiet as a muted one.
fn counted(conversation: ConversationView) -> (String, i64) {
    let loud = conversation.notify == Notify::All;
    (conversation.id, if loud { conversation.unread.max(0) } else { 0 })
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
                face_url: String::new(),
                status: String::new(),
                robot: false,
                deleted: false,
                presence: Presence::Unknown,
            },
            last: None,
            time: 0,
            unread,
            failed: false,
            draft: String::new(),
            notify,
        }
    }

    fn changed(account: &str, conversations: Vec<ConversationView>) -> Event {
        Event::Conversations {
            account: AccountId(account.into()),
            changed: conversations,
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
