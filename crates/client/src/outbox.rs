//! Own messages on their way: each conversation's in its order, several conversations at a time, each message until the
//! server has answered it. A lost connection never fails a message; only the server's word does.

mod forward;
mod message;
mod nested;
mod post;
mod say;
mod settle;
mod trouble;

pub(crate) use forward::forward;
pub(crate) use message::{discard, mentioning, resend, send_text};
pub(crate) use nested::{is_sayable, whole as nested};
pub(crate) use post::{Author, post, post_waiting};
pub(crate) use say::say;
pub(crate) use settle::fail;

use std::collections::BTreeSet;
use std::convert::Infallible;

use anyhow::Context as _;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::time::Instant;

use crate::account::Account;
use crate::link::Conn;
pub(crate) use crate::store::outbox::Waits;
use crate::store::outbox::{self, Head};
use settle::{Tried, settle};
use trouble::Troubles;

/// Conversations that send at the same time.
const AT_ONCE: usize = 8;

/// Sends what waits, now and whenever more comes.
pub(crate) async fn run(account: &Account, conn: &Conn) -> anyhow::Result<Infallible> {
    let mut sending = FuturesUnordered::new();
    let mut busy = BTreeSet::new();
    let mut troubles = Troubles::default();
    loop {
        let heads = account
            .read(|db| Ok(outbox::heads(db)?))
            .await
            .context("Read the outbox")?;
        let now = Instant::now();
        for head in heads {
            if sending.len() < AT_ONCE && !busy.contains(&head.conversation) && !troubles.waits(&head, now) {
                busy.insert(head.conversation.clone());
                let tries = troubles.tries(&head);
                sending.push(one(account, conn, head, tries));
            }
        }
        let due = troubles.due(now);
        tokio::select! {
            biased;
            Some((head, tried)) = sending.next() => {
                busy.remove(&head.conversation);
                match tried? {
                    Tried::Settled => troubles.clear(&head),
                    Tried::Later => troubles.note(&head, Instant::now()),
                }
            }
            () = account.wakes.outbox.notified() => {}
            () = until(due) => {}
        }
    }
}

async fn one(account: &Account, conn: &Conn, head: Head, tries: u32) -> (Head, anyhow::Result<Tried>) {
    let tried = settle(account, conn, &head, tries).await.context("Send a message");
    (head, tried)
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
