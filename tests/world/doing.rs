//! What somebody does to messages that are there: answer, react, edit, pin, take back, delete, send on. More words of the
//! stories.

use client::error::Result;
use client::requests::{Forward, MessageAct, Written};
use client::view::{Content, MessageView};

use crate::device::Device;
use crate::person::Person;

impl Device {
    /// The message with these words in a conversation.
    pub async fn finds(&self, conversation_id: &str, words: &str) -> MessageView {
        let mut all = self.history_of(conversation_id).await.into_iter().rev();
        let found = all.find(|message| match &message.content {
            Content::Text { text, .. } | Content::Quote { text, .. } => text == words,
            _ => false,
        });
        found.unwrap_or_else(|| panic!("{} has nothing that says {words:?}", self.who()))
    }

    /// The same in the conversation with somebody.
    pub async fn told(&self, with: &Person, words: &str) -> MessageView {
        let conversation = self.conversation(with).await;
        self.finds(&conversation.id, words).await
    }

    pub async fn does(&self, to: &MessageView, act: MessageAct) -> Result<()> {
        let ids = [to.client_msg_id.clone()];
        self.client().act_on_messages(&self.account(), &ids, act).await
    }

    pub async fn reacts(&self, to: &MessageView, emoji: &str, on: bool) {
        let emoji = emoji.to_owned();
        self.does(to, MessageAct::React { emoji, on }).await.expect("Reacting");
    }

    pub async fn edits(&self, message: &MessageView, text: &str) {
        let act = MessageAct::Edit {
            text: text.to_owned(),
            mentions: Vec::new(),
        };
        self.does(message, act).await.expect("Editing");
    }

    pub async fn pins(&self, message: &MessageView, on: bool) {
        self.does(message, MessageAct::Pin { on }).await.expect("Pinning");
    }

    pub async fn recalls(&self, message: &MessageView) -> Result<()> {
        self.does(message, MessageAct::Recall).await
    }

    pub async fn deletes(&self, messages: &[&MessageView]) -> Result<()> {
        let ids: Vec<_> = messages.iter().map(|message| message.client_msg_id.clone()).collect();
        self.client()
            .act_on_messages(&self.account(), &ids, MessageAct::Delete)
            .await
    }

    pub async fn answers(&self, to: &MessageView, text: &str) -> MessageView {
        let written = Written {
            text: text.to_owned(),
            mentions: Vec::new(),
            quote: Some(to.client_msg_id.clone()),
        };
        self.client()
            .send_written(&self.account(), &to.conversation_id, written)
            .await
            .expect("Answering")
    }

    pub async fn sends_on(&self, forward: Forward) -> Result<()> {
        self.client().forward(&self.account(), forward).await
    }

    /// What is pinned in a conversation, in words.
    pub async fn sees_pinned(&self, conversation_id: &str) -> String {
        let (client, account) = (self.client(), self.account());
        let pinned = client.pinned_messages(&account, conversation_id);
        crate::transcript::bare(&pinned.await.expect("What is pinned"))
    }
}
