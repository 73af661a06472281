//! What a window would show: the list and the newest pages as once read, kept up by events alone and read anew only
//! when an event says so. If it ever differs from what can be read, an event was missing, wrong or too early. Knows no
//! window.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client::Client;
use client::event::Event;
use client::view::{AccountId, AccountView, ConversationView, MessageView, UserView};

/// As many messages as a window holds of a conversation that nobody scrolls in.
const PAGE: u32 = 40;

#[derive(Clone, Default)]
pub struct Mirror(Arc<Mutex<BTreeMap<AccountId, Shown>>>);

#[derive(Default)]
struct Shown {
    view: Option<AccountView>,
    conversations: BTreeMap<String, ConversationView>,
    messages: BTreeMap<String, BTreeMap<String, MessageView>>,
}

impl Mirror {
    fn shown(&self) -> MutexGuard<'_, BTreeMap<AccountId, Shown>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that a window reads when it opens.
    pub async fn read(&self, client: &Client) {
        for view in client.accounts() {
            self.read_account(client, &view.id).await;
        }
    }

    async fn read_account(&self, client: &Client, account: &AccountId) {
        let view = client.accounts().into_iter().find(|view| view.id == *account);
        let Ok(conversations) = client.conversations(account).await else {
            return;
        };
        let mut shown = Shown {
            view,
            ..Shown::default()
        };
        for conversation in conversations {
            let newest = newest(client, account, &conversation.id).await;
            let by_id = newest
                .into_iter()
                .map(|message| (message.client_msg_id.clone(), message));
            shown.messages.insert(conversation.id.clone(), by_id.collect());
            shown.conversations.insert(conversation.id.clone(), conversation);
        }
        self.shown().insert(account.clone(), shown);
    }

    pub async fn apply(&self, client: &Client, event: &Event) {
        match event {
            Event::Resync { account } => self.read_account(client, account).await,
            Event::Account { account, view } => {
                let known = self
                    .shown()
                    .get_mut(account)
                    .map(|shown| shown.view = Some(view.clone()))
                    .is_some();
                if !known {
                    self.read_account(client, account).await;
                }
            }
            Event::SignedOut { account } => {
                self.shown().remove(account);
            }
            Event::Link { account, state } => self.on(account, |shown| {
                if let Some(view) = &mut shown.view {
                    view.link = *state;
                }
            }),
            Event::Conversations { account, changed } => {
                for row in changed {
                    self.open(client, account, row).await;
                }
            }
            Event::Messages {
                account,
                conversation_id,
                changed,
            } => self.on(account, |shown| {
                // What was never opened is not shown yet.
                let Some(messages) = shown.messages.get_mut(conversation_id) else {
                    return;
                };
                for message in changed {
                    messages.insert(message.client_msg_id.clone(), message.clone());
                }
            }),
            Event::Discarded {
                account,
                conversation_id,
                client_msg_id,
            } => self.on(account, |shown| {
                shown
                    .messages
                    .entry(conversation_id.clone())
                    .or_default()
                    .remove(client_msg_id);
            }),
            Event::Users { account, changed } => self.on(account, |shown| shown.meet(changed)),
            Event::SignInLink { .. } => {}
        }
    }

    /// A row of the list; a new one is opened at once, so that its messages are followed from then on.
    async fn open(&self, client: &Client, account: &AccountId, row: &ConversationView) {
        let mut known = false;
        self.on(account, |shown| {
            known = shown.conversations.insert(row.id.clone(), row.clone()).is_some()
        });
        if !known {
            let by_id = newest(client, account, &row.id).await.into_iter();
            let by_id = by_id.map(|message| (message.client_msg_id.clone(), message)).collect();
            self.on(account, |shown| {
                shown.messages.insert(row.id.clone(), by_id);
            });
        }
    }

    fn on(&self, account: &AccountId, change: impl FnOnce(&mut Shown)) {
        if let Some(shown) = self.shown().get_mut(account) {
            change(shown);
        }
    }

    /// Fails where the window would show something else than can be read.
    pub async fn check(&self, client: &Client, who: &str) {
        for view in client.accounts() {
            let account = view.id.clone();
            let conversations = client.conversations(&account).await.expect("The list");
            let mut real = Vec::new();
            for conversation in &conversations {
                real.push(newest(client, &account, &conversation.id).await);
            }
            let shown = self.shown();
            let shown = shown
                .get(&account)
                .unwrap_or_else(|| panic!("{who}: no event told of {account:?}"));
            assert_eq!(shown.view.as_ref(), Some(&view), "{who}: events and account differ");
            let rows: Vec<_> = shown.conversations.values().collect();
            let mut wanted: Vec<_> = conversations.iter().collect();
            wanted.sort_by(|one, other| one.id.cmp(&other.id));
            assert_eq!(rows, wanted, "{who}: events and list differ");
            for (conversation, wanted) in conversations.iter().zip(real) {
                let all = shown.messages.get(&conversation.id).map(sorted).unwrap_or_default();
                let newest = all.get(all.len().saturating_sub(wanted.len())..).unwrap_or_default();
                assert!(
                    newest == wanted,
                    "{who}: events and messages of {} differ:\n{}\n-- can be read:\n{}",
                    conversation.id,
                    crate::transcript::of_messages(newest),
                    crate::transcript::of_messages(&wanted)
                );
            }
        }
    }
}

impl Shown {
    fn meet(&mut self, users: &[UserView]) {
        for user in users {
            for row in self
                .conversations
                .values_mut()
                .filter(|row| row.peer.user_id == user.user_id)
            {
                row.peer = user.clone();
            }
        }
    }
}

/// By seq, rows without one last, those in the order in which they were written.
fn sorted(messages: &BTreeMap<String, MessageView>) -> Vec<MessageView> {
    let mut sorted: Vec<_> = messages.values().cloned().collect();
    sorted.sort_by_key(|message| (message.seq.unwrap_or(i64::MAX), message.local));
    sorted
}

async fn newest(client: &Client, account: &AccountId, conversation: &str) -> Vec<MessageView> {
    client
        .messages(account, conversation, None, PAGE)
        .await
        .map(|page| page.messages)
        .unwrap_or_default()
}
