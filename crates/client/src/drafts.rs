//! What was written into a conversation and not sent: kept on this device only, for as long as the data is.

use anyhow::Context as _;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::store::conversations;
use crate::text::is_blank;

/// Keeps a text for later; one of which nothing would be seen is none. The conversation stays where it is in the list.
pub(crate) async fn set(account: &Account, conversation: &str, text: &str) -> anyhow::Result<()> {
    let id = conversation.to_owned();
    let draft = if is_blank(text) { String::new() } else { text.to_owned() };
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
