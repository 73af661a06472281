//! What a person wants to be told of a conversation, and its way to the server. A wish is on disk before it is sent, is
//! shown at once, and is sent until it is answered. OpenIM knows "everything" and "without being told"; that mentions
//! are an exception from the second stands in the conversation's `ex`.

use std::convert::Infallible;

use anyhow::Context as _;
use protocol::content::session;
use protocol::pb::ConversationReq;
use protocol::rest::conversation::SetConversationsReq;

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::error::{Code, Problem};
use crate::ex;
use crate::store::conversations::{self, Conversation};
use crate::view::Notify;

const NOTIFY: &str = "notify";
const MENTIONS: &str = "mentions";

/// OpenIM's `recvMsgOpt`: everything, or without being told.
const EVERYTHING: i32 = 0;
const UNTOLD: i32 = 2;

/// What is to be told of a conversation.
pub(crate) fn notify(row: &Conversation) -> Notify {
    row.wanted.unwrap_or_else(|| match row.recv_msg_opt {
        EVERYTHING => Notify::All,
        _ if ex::get(&row.ex, NOTIFY).is_some_and(|word| word == MENTIONS) => Notify::Mentions,
        _ => Notify::None,
    })
}

/// The same as the server keeps it. Where somebody else's text fills the `ex`, mentions are not told either.
fn kept(row: &Conversation, wanted: Notify) -> (i32, Option<String>) {
    let opt = match wanted {
        Notify::All => EVERYTHING,
        Notify::Mentions | Notify::None => UNTOLD,
    };
    let word = (wanted == Notify::Mentions).then(|| MENTIONS.into());
    (opt, ex::set(&row.ex, NOTIFY, word))
}

/// From now on this is to be told. At once on this device, by itself later on the server.
pub(crate) async fn want(account: &Account, conversation: &str, wanted: Notify) -> anyhow::Result<()> {
    let id = conversation.to_owned();
    account
        .change(move |db, changes| {
            let mut row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            if notify(&row) != wanted {
                row.wanted = Some(wanted);
                conversations::put(db, &row)?;
                changes.conversation(&id);
            }
            Ok(())
        })
        .await
        .context("Note what is to be told of a conversation")?;
    account.wakes.wishes.notify_one();
    Ok(())
}

/// Sends what is wanted, now and whenever more comes.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    loop {
        let wanting = account.read(|db| Ok(conversations::wanting(db)?));
        for row in wanting.await.context("Read the wishes")? {
            if let Some(wanted) = row.wanted {
                send(account, &row, wanted).await.context("Send a wish")?;
            }
        }
        account.wakes.wishes.notified().await;
    }
}

async fn send(account: &Account, row: &Conversation, wanted: Notify) -> anyhow::Result<()> {
    let (recv_msg_opt, ex) = kept(row, wanted);
    let (user_id, group_id) = if row.kind == session::GROUP {
        (String::new(), row.peer.clone())
    } else {
        (row.peer.clone(), String::new())
    };
    let request = SetConversationsReq {
        user_ids: vec![account.user_id.clone()],
        conversation: ConversationReq {
            conversation_id: row.id.clone(),
            conversation_type: row.kind,
            user_id,
            group_id,
            recv_msg_opt: Some(recv_msg_opt),
            ex: ex.clone(),
            ..ConversationReq::default()
        },
    };
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    let taken = match account.rest().call(Part::Api, &token, &request).await {
        Ok(_) => true,
        // Asking again would bring the same answer; what the server keeps is shown again.
        Err(CallError::Wire(code)) if !code.is_token() => {
            tracing::info!(%code, "The server does not take a setting of a conversation");
            false
        }
        Err(error) => return Err(error.into()),
    };
    let before = row.clone();
    account
        .change(move |db, changes| {
            let Some(mut row) = conversations::get(db, &before.id)? else {
                return Ok(());
            };
            // What the list brought meanwhile is as new as this or newer.
            if taken && (row.recv_msg_opt, &row.ex) == (before.recv_msg_opt, &before.ex) {
                row.recv_msg_opt = recv_msg_opt;
                row.ex = ex.unwrap_or(row.ex);
            }
            let shown = notify(&row);
            if row.wanted == Some(wanted) {
                row.wanted = None;
            }
            conversations::put(db, &row)?;
            if notify(&row) != shown {
                changes.conversation(&row.id);
            }
            Ok(())
        })
        .await
        .context("Note that a wish is known")
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    fn row(recv_msg_opt: i32, ex: &str) -> Conversation {
        Conversation {
            recv_msg_opt,
            ex: ex.to_owned(),
            ..Conversation::default()
        }
    }

    #[test]
    fn what_is_wanted_comes_back_from_the_server_as_it_was() {
        for (opt, ex) in [
            (0, ""),
            (2, r#"{"selkie":{"notify":"mentions"},"theirs":1}"#),
            (1, "words"),
        ] {
            for wanted in [Notify::All, Notify::None] {
                let (opt, ex) = kept(&row(opt, ex), wanted);
                assert_eq!(notify(&row(opt, &ex.unwrap_or_else(|| "words".into()))), wanted);
            }
        }
        let (opt, ex) = kept(&row(0, r#"{"theirs":1}"#), Notify::Mentions);
        let ex = ex.unwrap();
        assert_eq!(notify(&row(opt, &ex)), Notify::Mentions);
        assert_eq!(ex, r#"{"selkie":{"notify":"mentions"},"theirs":1}"#);
        assert_eq!(
            kept(&row(2, &ex), Notify::All),
            (0, Some(r#"{"theirs":1}"#.into())),
            "nothing of ours stays behind"
        );
    }

    #[test]
    fn a_blocked_conversation_and_unknown_words_tell_nothing() {
        assert_eq!(notify(&row(1, "")), Notify::None);
        assert_eq!(notify(&row(2, r#"{"selkie":{"notify":7}}"#)), Notify::None);
        assert_eq!(notify(&row(0, r#"{"selkie":{"notify":"mentions"}}"#)), Notify::All);
    }
}
