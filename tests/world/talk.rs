//! What somebody does with a device: say, read, look at the list. The words of the stories.

use client::error::{Code, Result};
use client::requests::Cursor;
use client::view::{ConversationView, MessageState, MessageView, Page, UserView};

use crate::device::Device;
use crate::person::Person;
use crate::transcript;

/// Messages a page, as the window asks for them.
const PAGE: u32 = 50;

impl Device {
    /// Finds the person by account name, as one would do it the first time.
    pub async fn find(&self, name: &str) -> Vec<UserView> {
        self.client()
            .find_users(&self.account(), name)
            .await
            .expect("Finding people")
    }

    /// Gets to know somebody, as everything else with him works without a network only then.
    pub async fn meets(&self, whom: &Person) {
        self.conversation(whom).await;
    }

    pub async fn conversation(&self, with: &Person) -> ConversationView {
        self.client()
            .open_conversation(&self.account(), &with.user_id)
            .await
            .expect("Opening a conversation")
    }

    pub async fn says(&self, to: &Person, text: &str) -> MessageView {
        self.try_says(to, text).await.expect("Saying something")
    }

    pub async fn try_says(&self, to: &Person, text: &str) -> Result<MessageView> {
        let conversation = self.client().open_conversation(&self.account(), &to.user_id).await?;
        self.client().send_text(&self.account(), &conversation.id, text).await
    }

    pub async fn page(&self, with: &Person, before: Option<Cursor>, limit: u32) -> Page {
        let conversation = self.conversation(with).await;
        self.client()
            .messages(&self.account(), &conversation.id, before, limit)
            .await
            .expect("Reading messages")
    }

    /// Everything there is, paged upward to the first message.
    pub async fn history(&self, with: &Person) -> Vec<MessageView> {
        let conversation = self.conversation(with).await;
        self.history_of(&conversation.id).await
    }

    pub async fn history_of(&self, conversation_id: &str) -> Vec<MessageView> {
        let (client, account) = (self.client(), self.account());
        let mut all: Vec<MessageView> = Vec::new();
        let mut before = None;
        loop {
            let page = client.messages(&account, conversation_id, before, PAGE).await;
            // Nobody has said anything and nobody has looked: the device has never heard of it.
            if before.is_none() && page.as_ref().is_err_and(|problem| problem.code == Code::NotFound) {
                return all;
            }
            let page = page.expect("Reading messages");
            let first = page.messages.first().map(|message| Cursor {
                seq: message.seq,
                local: message.local,
            });
            all.splice(0..0, page.messages);
            if !page.older {
                return all;
            }
            assert!(
                first.is_some() && first != before,
                "{} cannot page up from {before:?}",
                self.who()
            );
            before = first;
        }
    }

    /// The whole conversation as text: `alice: hello ✓✓`.
    pub async fn sees(&self, with: &Person) -> String {
        transcript::of_messages(&self.history(with).await)
    }

    /// The conversation list as text: `bob (2): hello`.
    pub async fn list(&self) -> String {
        transcript::of_list(&self.conversations().await)
    }

    pub async fn conversations(&self) -> Vec<ConversationView> {
        self.client()
            .conversations(&self.account())
            .await
            .expect("Reading the list")
    }

    pub async fn unread(&self, with: &Person) -> i64 {
        self.conversation(with).await.unread
    }

    /// Reads down to the newest message.
    pub async fn reads(&self, with: &Person) {
        let conversation = self.conversation(with).await;
        let page = self.page(with, None, PAGE).await;
        if let Some(seq) = page.messages.iter().filter_map(|message| message.seq).max() {
            self.client()
                .mark_read(&self.account(), &conversation.id, seq)
                .await
                .expect("Marking as read");
        }
    }

    /// Pages up as far as it goes, as somebody who scrolls; what cannot be had now is let be.
    pub async fn browses(&self, with: &Person) {
        let (client, account) = (self.client(), self.account());
        let Ok(conversation) = client.open_conversation(&account, &with.user_id).await else {
            return;
        };
        let mut before = None;
        while let Ok(page) = client.messages(&account, &conversation.id, before, 7).await {
            let first = page.messages.first().map(|message| Cursor {
                seq: message.seq,
                local: message.local,
            });
            if !page.older || first.is_none() || first == before {
                return;
            }
            before = first;
        }
    }

    /// The newest page as far as it is at hand within a moment.
    pub async fn known(&self, conversation_id: &str) -> Vec<MessageView> {
        let (client, account) = (self.client(), self.account());
        let page = client.messages(&account, conversation_id, None, PAGE);
        match tokio::time::timeout(std::time::Duration::from_secs(1), page).await {
            Ok(page) => page.expect("Reading messages").messages,
            Err(_) => Vec::new(),
        }
    }

    /// Whether something is still on its way out.
    pub async fn sending(&self) -> bool {
        for conversation in self.conversations().await {
            let page = self
                .client()
                .messages(&self.account(), &conversation.id, None, PAGE)
                .await;
            let page = page.expect("Reading messages");
            if page
                .messages
                .iter()
                .any(|message| message.state == MessageState::Sending)
            {
                return true;
            }
        }
        false
    }
}
