//! A conversation as a window holds it: the newest page as once read, kept up by events. Knows no window.

use std::collections::BTreeMap;

use client::Client;
use client::view::{AccountId, MessageView, Page};

use crate::transcript;

/// As many messages as a window holds of a conversation that nobody scrolls in.
const PAGE: u32 = 40;

/// A conversation as it was opened and then kept up.
#[derive(Default)]
pub(super) struct Window {
    pub(super) rows: BTreeMap<String, MessageView>,
    /// The page said that there is more before it: whoever scrolls up reads that then.
    older: bool,
    /// The row at the top of that page, or the first that came where it had none: all of it may lie beyond what is shown.
    top: Option<String>,
}

impl Window {
    pub(super) async fn open(client: &Client, account: &AccountId, conversation: &str) -> Self {
        let page = page(client, account, conversation).await;
        let top = page.messages.first().filter(|_| page.older);
        let top = top.map(|message| message.client_msg_id.clone());
        let rows = page.messages.into_iter();
        let rows = rows.map(|message| (message.client_msg_id.clone(), message)).collect();
        Self {
            rows,
            older: page.older,
            top,
        }
    }

    pub(super) fn hear(&mut self, changed: &[MessageView]) {
        if self.older && self.rows.is_empty() {
            self.top = changed.first().map(|message| message.client_msg_id.clone());
        }
        for message in changed {
            self.rows.insert(message.client_msg_id.clone(), message.clone());
        }
    }

    /// Compares with the newest page as it can be read now, as far down from the top as this window was ever read.
    pub(super) fn check(&self, page: &[MessageView], which: &str) {
        let top = |rows: &[MessageView]| {
            rows.iter()
                .position(|row| Some(&row.client_msg_id) == self.top.as_ref())
        };
        let shown = self.sorted();
        let shown = shown.get(top(&shown).unwrap_or(0)..).unwrap_or_default();
        let wanted = page.get(top(page).unwrap_or(0)..).unwrap_or_default();
        let shown = shown
            .get(shown.len().saturating_sub(wanted.len())..)
            .unwrap_or_default();
        assert!(
            shown == wanted,
            "{which} events and messages differ:\n{}\n-- can be read:\n{}\n-- the first of them: {:#?}",
            transcript::of_messages(shown),
            transcript::of_messages(wanted),
            shown.iter().zip(wanted).find(|(shown, wanted)| shown != wanted)
        );
    }

    /// By seq, rows without one last, those in the order in which they were written.
    fn sorted(&self) -> Vec<MessageView> {
        let mut sorted: Vec<_> = self.rows.values().cloned().collect();
        sorted.sort_by_key(|message| (message.seq.unwrap_or(i64::MAX), message.local));
        sorted
    }
}

pub(super) async fn page(client: &Client, account: &AccountId, conversation: &str) -> Page {
    let page = client.messages(account, conversation, None, PAGE).await;
    page.unwrap_or(Page {
        messages: Vec::new(),
        older: false,
        unread_from: None,
    })
}
