//! What was written into a conversation and not sent, with whom it mentions: kept on this device only, for as long as the
//! data is.

use anyhow::Context as _;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::requests::{Meant, Written};
use crate::store::conversations;
use crate::text::is_blank;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) meant: Vec<Meant>,
    /// The clientMsgID of the message that it answers; empty: none.
    pub(crate) quote: String,
}

impl Draft {
    /// From the columns of a row.
    pub(crate) fn read(text: String, meant: &str, quote: String) -> Self {
        Self {
            text,
            meant: serde_json::from_str(meant).unwrap_or_default(),
            quote,
        }
    }

    /// Whom it mentions, as a row keeps it.
    pub(crate) fn written_meant(&self) -> String {
        if self.meant.is_empty() {
            return String::new();
        }
        serde_json::to_string(&self.meant).unwrap_or_default()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.quote.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Keeps a text for later, with what it answers; a text of which nothing would be seen is none. The conversation stays
/// where it is in the list.
pub(crate) async fn set(account: &Account, conversation: &str, written: Written) -> anyhow::Result<()> {
    let id = conversation.to_owned();
    let mut draft = Draft {
        quote: written.quote.unwrap_or_default(),
        ..Draft::default()
    };
    if !is_blank(&written.text) {
        draft.text = written.text;
        draft.meant = written.mentions;
    }
    account
        .change(move |db, changes| {
            let mut row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            if row.draft == draft {
                return Ok(());
            }
            row.draft = draft;
            // A draft that nobody can find again would be lost.
            row.opened = true;
            row.deleted = false;
            conversations::put(db, &row)?;
            changes.conversation(&id);
            Ok(())
        })
        .await
        .context("Keep a draft")
}
