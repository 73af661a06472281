//! Read marks on their way to the server. They are on disk before they are sent, and each is sent until it is answered.

use std::convert::Infallible;

use anyhow::Context as _;
use protocol::rest::msg::{MarkConversationAsReadReq, SetConversationHasReadSeqReq};

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::store::marks::{self, Mark};
use crate::store::messages;

/// Messages of the other one that are named one by one, for servers that keep a receipt for each.
const NAMED: i64 = 500;

/// Sends what is queued, now and whenever more comes.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    loop {
        for mark in account.read(|db| Ok(marks::all(db)?)).await.context("Read the marks")? {
            send(account, mark).await.context("Send a read mark")?;
        }
        account.wakes.marks.notified().await;
    }
}

async fn send(account: &Account, mark: Mark) -> anyhow::Result<()> {
    let (tokens, _) = account.tokens();
    let token = tokens.map(|tokens| tokens.im).unwrap_or_default();
    let asked = mark.clone();
    let seqs = account
        .read(move |db| {
            Ok(messages::seqs_of_others(
                db,
                &asked.conversation,
                asked.from,
                asked.seq,
                NAMED,
            )?)
        })
        .await?;
    let told = if account.world.reads_quietly() {
        // It moves the person's own count on all his devices and tells nobody else.
        let request = SetConversationHasReadSeqReq {
            conversation_id: mark.conversation.clone(),
            user_id: account.user_id.clone(),
            has_read_seq: mark.seq,
            no_notification: false,
        };
        account.rest().call(Part::Api, &token, &request).await
    } else {
        let request = MarkConversationAsReadReq {
            conversation_id: mark.conversation.clone(),
            user_id: account.user_id.clone(),
            has_read_seq: mark.seq,
            seqs,
        };
        account.rest().call(Part::Api, &token, &request).await
    };
    match told {
        Ok(_) => {}
        // Asking again would bring the same answer: the server has lost the conversation, or does not take marks in it.
        Err(CallError::Wire(code)) if !code.is_token() => {
            tracing::info!(%code, "The server does not take a read mark");
        }
        Err(error) => return Err(error.into()),
    }
    account.change(move |db, _| Ok(marks::confirm(db, &mark)?)).await
}
