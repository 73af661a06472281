//! What happens while a connection lasts: catch up, then take in pushes, send, mark and fetch what is missing, all at
//! once in one task. Knows the order in which these may begin, not how they work.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use bytes::Bytes;
use protocol::envelope::Response;
use protocol::frame;
use protocol::pb::{self, Message as _};
use tokio::sync::{mpsc, watch};

use super::dial::Link;
use super::pump::{self, Pushes};
use super::{Conn, End};
use crate::account::Account;
use crate::calls::CallError;
use crate::chores::Chores;
use crate::error::Code;
use crate::failure;
use crate::inbox::{self, Delivery};
use crate::network::Frame;
use crate::view::LinkState;
use crate::{acts, expiring, favourites, history, marks, media, outbox, presence, receipts, sync, wishes};

/// Pushes that wait while the disk is busy. More are dropped and fetched.
const WAITING: usize = 256;

/// Pushes that share one transaction.
const TOGETHER: usize = 64;

/// How soon a connection in doubt has to show that it lives.
const DOUBT: Duration = Duration::from_secs(5);

/// How far a connection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Open,
    /// It is the server that we know, with the history that we know.
    Known,
    /// What was missed is here.
    Synced,
}

pub(super) async fn run(account: &Arc<Account>, link: Link) -> End {
    account.set_link(LinkState::Syncing);
    let conn = link.conn.clone();
    account.set_conn(Some(conn.clone()));
    let (sender, queue) = mpsc::channel(WAITING);
    let pushes = Pushes::new(sender);
    let end = tokio::select! {
        biased;
        end = pump::run(link, &pushes) => end,
        end = doubt(account, &conn) => end,
        end = work(account, &conn, &pushes, queue) => end,
    };
    account.set_conn(None);
    presence::forget(account).await;
    end
}

/// When the world is said to have changed, the other side has to show soon that it is still there.
async fn doubt(account: &Account, conn: &Conn) -> End {
    loop {
        account.wakes.go.notified().await;
        let heard = conn.heard();
        conn.say(Frame::Ping(Bytes::new()));
        tokio::time::sleep(DOUBT).await;
        if conn.heard() == heard {
            return End::Lost(Code::Timeout);
        }
    }
}

async fn work(account: &Arc<Account>, conn: &Conn, pushes: &Pushes, queue: mpsc::Receiver<Response>) -> End {
    let (stage, reached) = watch::channel(Stage::Open);
    // A server that knows an id which it has seen makes sending twice harmless; elsewhere see first what arrived.
    let from = || async {
        let stage = if account.counted() { Stage::Known } else { Stage::Synced };
        reach(&reached, stage).await;
    };
    let ended = tokio::select! {
        biased;
        ended = async {
            sync::first(account, conn, &stage).await?;
            sync::chores(account, conn).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Known).await;
            take_in(account, pushes, queue).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Known).await;
            from().await;
            outbox::run(account, conn).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Known).await;
            media::uploading(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            marks::run(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            wishes::run(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            acts::doing::run(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            favourites::run(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            expiring::run(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            receipts::run(account).await
        } => ended,
        ended = async {
            reach(&reached, Stage::Synced).await;
            history::fill(account, conn).await
        } => ended,
    };
    match ended {
        Ok(never) => match never {},
        Err(error) => end_of(&error),
    }
}

async fn reach(reached: &watch::Receiver<Stage>, stage: Stage) {
    // The sender lives as long as the loops that wait here.
    let _ = reached.clone().wait_for(|now| *now >= stage).await;
}

fn end_of(error: &anyhow::Error) -> End {
    let code = failure::code(error);
    tracing::info!(?code, error = format!("{error:#}"), "The connection is given up");
    let token = error
        .chain()
        .any(|cause| cause.downcast_ref::<CallError>().is_some_and(CallError::is_token));
    if token { End::Token(code) } else { End::Lost(code) }
}

/// Takes pushes in, those that wait together in one transaction.
async fn take_in(
    account: &Arc<Account>,
    pushes: &Pushes,
    mut queue: mpsc::Receiver<Response>,
) -> anyhow::Result<Infallible> {
    loop {
        let Some(first) = queue.recv().await else {
            return std::future::pending().await;
        };
        let mut delivery = Delivery::default();
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(response) = next {
            match response.req_identifier {
                frame::PUSH => match pb::PushMessages::decode(response.data.as_slice()) {
                    Ok(pushed) => delivery.extend(Delivery::pushed(pushed.msgs, pushed.notification_msgs)),
                    Err(_) => tracing::warn!("A push cannot be read"),
                },
                frame::SUBSCRIBE => match pb::SubUserOnlineStatusTips::decode(response.data.as_slice()) {
                    Ok(tips) => presence::note(account, tips).await?,
                    Err(_) => tracing::warn!("A push cannot be read"),
                },
                frame::RECEIPTS => match serde_json::from_slice(&response.data) {
                    Ok(told) => receipts::note(account, &told),
                    Err(_) => tracing::warn!("A push cannot be read"),
                },
                _ => {}
            }
            taken += 1;
            next = if taken < TOGETHER { queue.try_recv().ok() } else { None };
        }
        let me = account.user_id.clone();
        let chores = account
            .change(move |db, changes| Ok(inbox::take(db, changes, &me, delivery)?))
            .await
            .context("Take in a push")?;
        account.want(chores);
        if pushes.take_overflow() {
            account.want(Chores {
                everything: true,
                ..Chores::default()
            });
        }
    }
}
