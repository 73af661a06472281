//! Conversations of which everything goes after a time that their owner chose: what is older is cleared on all his devices,
//! as if he had done it. What time it is the server says, for a clock here may be wrong by a day.

use std::convert::Infallible;
use std::time::Duration;

use anyhow::Context as _;
use protocol::rest::msg::GetServerTimeReq;

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::media;
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, Message};
use crate::wishes;

/// Nothing has to go to the second.
const SHORTEST: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Looks for what is too old, now and whenever the next one is.
pub(crate) async fn run(account: &Account) -> anyhow::Result<Infallible> {
    loop {
        let rows = account.read(|db| Ok(conversations::expiring(db)?)).await?;
        let mut pause = None;
        if !rows.is_empty()
            && let Some(now) = server_time(account).await?
        {
            pause = Some(LONGEST);
            for row in rows {
                let next = clear(account, &row, now).await.context("Let old messages go")?;
                pause = pause.min(Some(next));
            }
        }
        tokio::select! {
            biased;
            () = account.wakes.expiring.notified() => {}
            () = rest(pause) => {}
        }
    }
}

async fn rest(pause: Option<Duration>) {
    match pause {
        Some(pause) => tokio::time::sleep(pause.max(SHORTEST)).await,
        None => std::future::pending().await,
    }
}

/// `None`: it does not say.
async fn server_time(account: &Account) -> anyhow::Result<Option<i64>> {
    let token = account.tokens().0.map(|tokens| tokens.im).unwrap_or_default();
    match account.rest().call(Part::Api, &token, &GetServerTimeReq {}).await {
        Ok(told) => Ok(Some(told.server_time).filter(|time| *time > 0)),
        Err(CallError::Wire(code)) if !code.is_token() => Ok(None),
        Err(error) => Err(anyhow::Error::from(error).context("Ask what time it is")),
    }
}

/// How long it is until the next one is too old.
async fn clear(account: &Account, row: &Conversation, now: i64) -> anyhow::Result<Duration> {
    let until = now - wishes::keep(row).saturating_mul(1000);
    let (id, first) = (row.id.clone(), row.first());
    let old: Vec<Message> = account
        .read(move |db| Ok(messages::with_files_before(db, &id, first, until)?))
        .await?;
    media::forget_bytes(account, &old).await?;
    let id = row.id.clone();
    let (went, oldest) = account
        .change(move |db, changes| {
            let went = wishes::expire(db, changes, &id, until)?;
            let first = conversations::get(db, &id)?.map_or(0, |row| row.first());
            Ok((went, messages::oldest_time(db, &id, first)?))
        })
        .await?;
    if went {
        account.wakes.wishes.notify_one();
    }
    let left = oldest.map_or(i64::MAX, |time| time.saturating_sub(until));
    Ok(Duration::from_millis(u64::try_from(left).unwrap_or_default()).min(LONGEST))
}
