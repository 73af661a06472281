//! The calls about messages: history, sending, reading, drafts.

use super::Client;
use crate::error::{Code, Result};
use crate::failure::problem;
use crate::requests::{Cursor, Meant};
use crate::store::conversations;
use crate::view::{AccountId, MessageView, Onward, Page};
use crate::{drafts, history, inbox, outbox, wishes};

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
        let account = self.account(account)?;
        outbox::send_text(&account, conversation_id, text, meant)
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
                conversations::get(db, &id)?.ok_or(crate::error::Problem::from(Code::NotFound))?;
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

    /// Keeps what was written and not sent, and whom it mentions; empty: nothing.
    pub async fn set_draft(
        &self,
        account: &AccountId,
        conversation_id: &str,
        text: &str,
        meant: Vec<Meant>,
    ) -> Result<()> {
        drafts::set(&*self.account(account)?, conversation_id, text, meant)
            .await
            .map_err(|error| problem(&error))
    }
}
