//! The calls about messages: history, sending, reading, drafts.

use std::sync::atomic::Ordering;

use super::Client;
use crate::error::{Code, Problem, Result};
use crate::failure::problem;
use crate::requests::{Cursor, Forward, Meant, MessageAct, Say, Written};
use crate::store::{conversations, messages};
use crate::view::{AccountId, LinkCard, MessageVersion, MessageView, Onward, Page, Readers, Receipt};
use crate::{acts, drafts, history, inbox, links, outbox, receipts, typing, views, wishes};

impl Client {
    /// A page that ends before `before`, or the newest one; fetched from the server where this device has a hole.
    pub async fn messages(
        &self,
        account: &AccountId,
        conversation_id: &str,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Page> {
        let account = self.account(account)?;
        history::page(&account, conversation_id, before, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// A page that begins at `seq`, towards the newest; fetched from the server where this device has a hole.
    pub async fn messages_from(
        &self,
        account: &AccountId,
        conversation_id: &str,
        seq: i64,
        limit: u32,
    ) -> Result<Onward> {
        let account = self.account(account)?;
        history::onward(&account, conversation_id, seq, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// Takes a text on its way: it is on disk when this returns, and ends as sent or failed whatever happens.
    pub async fn send_text(&self, account: &AccountId, conversation_id: &str, text: &str) -> Result<MessageView> {
        self.send_text_to(account, conversation_id, text, &[]).await
    }

    /// The same with places in it that mention somebody.
    pub async fn send_text_to(
        &self,
        account: &AccountId,
        conversation_id: &str,
        text: &str,
        meant: &[Meant],
    ) -> Result<MessageView> {
        let written = Written {
            text: text.to_owned(),
            mentions: meant.to_vec(),
            quote: None,
        };
        self.send_written(account, conversation_id, written).await
    }

    /// The same, as an answer to a message too.
    pub async fn send_written(
        &self,
        account: &AccountId,
        conversation_id: &str,
        written: Written,
    ) -> Result<MessageView> {
        outbox::send_text(&*self.account(account)?, conversation_id, written, String::new(), false)
            .await
            .map_err(|error| problem(&error))
    }

    /// Says something beside words and files, in the same way.
    pub async fn say(&self, account: &AccountId, conversation_id: &str, what: Say) -> Result<MessageView> {
        outbox::say(&*self.account(account)?, conversation_id, what)
            .await
            .map_err(|error| problem(&error))
    }

    /// What the page at an address says of itself. It is asked for that, so that the person has to want it.
    pub async fn look_at_link(&self, account: &AccountId, url: &str) -> Result<LinkCard> {
        links::look(&*self.account(account)?, url).await
    }

    /// The small picture of a page that was looked at a moment ago.
    pub fn looked_picture(&self, account: &AccountId, url: &str) -> Result<Vec<u8>> {
        links::looked(&*self.account(account)?, url)
    }

    /// The picture of the card beside a message's words.
    pub async fn link_picture(&self, account: &AccountId, client_msg_id: &str) -> Result<Vec<u8>> {
        links::picture::of(&*self.account(account)?, client_msg_id).await
    }

    /// Does something to messages, with all of them or with none.
    pub async fn act_on_messages(&self, account: &AccountId, client_msg_ids: &[String], act: MessageAct) -> Result<()> {
        acts::doing::act(&*self.account(account)?, client_msg_ids, act)
            .await
            .map_err(|error| problem(&error))
    }

    /// Sends messages on, all of them or none.
    pub async fn forward(&self, account: &AccountId, forward: Forward) -> Result<()> {
        outbox::forward(&*self.account(account)?, forward)
            .await
            .map_err(|error| problem(&error))
    }

    /// What a message said, from its first words to those of now.
    pub async fn versions(&self, account: &AccountId, client_msg_id: &str) -> Result<Vec<MessageVersion>> {
        let id = client_msg_id.to_owned();
        self.account(account)?
            .read(move |db| {
                let found = messages::by_id(db, &id)?.filter(|message| !message.gone);
                Ok(acts::versions(db, &found.ok_or(Problem::from(Code::NotFound))?)?)
            })
            .await
            .map_err(|error| problem(&error))
    }

    /// The messages that are pinned in a conversation, the one pinned last first.
    pub async fn pinned_messages(&self, account: &AccountId, conversation_id: &str) -> Result<Vec<MessageView>> {
        let id = conversation_id.to_owned();
        self.account(account)?
            .read(move |db| match conversations::get(db, &id)? {
                Some(row) => Ok(acts::pinned(db, &row)?),
                None => Ok(Vec::new()),
            })
            .await
            .map_err(|error| problem(&error))
    }

    /// The messages inside of a merged one; `path` goes from one to one inside of it.
    pub async fn transcript(
        &self,
        account: &AccountId,
        client_msg_id: &str,
        path: Vec<u32>,
    ) -> Result<Vec<MessageView>> {
        let id = client_msg_id.to_owned();
        let name = path.iter().fold(id, |name, step| format!("{name}/{step}"));
        self.account(account)?
            .read(move |db| {
                let message = views::called_by(db, &name)?.ok_or(Problem::from(Code::NotFound))?;
                let found = views::transcript(db, &message)?;
                Ok(found.ok_or(Problem::from(Code::NotFound))?)
            })
            .await
            .map_err(|error| problem(&error))
    }

    /// How many have read these own messages of a group; needs a connection, and a server that tells it.
    pub async fn receipts(&self, account: &AccountId, conversation_id: &str, seqs: Vec<i64>) -> Result<Vec<Receipt>> {
        receipts::counts(&*self.account(account)?, conversation_id, seqs)
            .await
            .map_err(|error| problem(&error))
    }

    /// Who has read an own message of a group, and who not.
    pub async fn readers(&self, account: &AccountId, conversation_id: &str, seq: i64) -> Result<Readers> {
        receipts::readers(&*self.account(account)?, conversation_id, seq)
            .await
            .map_err(|error| problem(&error))
    }

    /// Tells the others of a conversation that this person writes, or stopped.
    pub async fn tell_typing(&self, account: &AccountId, conversation_id: &str, on: bool) -> Result<()> {
        typing::tell(&*self.account(account)?, conversation_id, on)
            .await
            .map_err(|error| problem(&error))
    }

    /// Tries a failed message again.
    pub async fn resend(&self, account: &AccountId, client_msg_id: &str) -> Result<()> {
        outbox::resend(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Throws a failed message away.
    pub async fn discard(&self, account: &AccountId, client_msg_id: &str) -> Result<()> {
        outbox::discard(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Everything up to `seq` has been seen. At once on this device, by itself later on the server.
    pub async fn mark_read(&self, account: &AccountId, conversation_id: &str, seq: i64) -> Result<()> {
        let account = self.account(account)?;
        let id = conversation_id.to_owned();
        let (queued, looked) = account
            .change(move |db, changes| {
                conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
                let looked = wishes::looked(db, changes, &id)?;
                Ok((inbox::reading::mark(db, changes, &id, seq)?, looked))
            })
            .await
            .map_err(|error| problem(&error))?;
        if queued {
            account.wakes.marks.notify_one();
        }
        if looked {
            account.wakes.wishes.notify_one();
        }
        Ok(())
    }

    /// Whether others are told from now on how far the people of this computer have read.
    pub fn set_receipts(&self, on: bool) {
        self.roster.world.reads_quietly.store(!on, Ordering::Release);
    }

    /// Keeps what was written and not sent, and whom it mentions; empty: nothing.
    pub async fn set_draft(
        &self,
        account: &AccountId,
        conversation_id: &str,
        text: &str,
        meant: Vec<Meant>,
    ) -> Result<()> {
        let written = Written {
            text: text.to_owned(),
            mentions: meant,
            quote: None,
        };
        self.keep_draft(account, conversation_id, written).await
    }

    /// The same, with what it answers.
    pub async fn keep_draft(&self, account: &AccountId, conversation_id: &str, written: Written) -> Result<()> {
        drafts::set(&*self.account(account)?, conversation_id, written)
            .await
            .map_err(|error| problem(&error))
    }
}
