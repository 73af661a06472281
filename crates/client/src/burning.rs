//! Messages that burn: read, they are gone after the time that their sender chose, from this device and, by a word to the
//! server, from the person's other ones. The time runs on this device's own clock from its reading on, so that it does not
//! matter what that clock shows; after a restart it runs on, at most as long as it would have. Knows no window.

mod told;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::time::Instant;

use crate::account::Account;
use crate::inbox;
use crate::media;
use crate::store::burning::{self, Burning};
use crate::store::deletions;
use crate::store::messages::{self, Message};

pub(crate) use told::{attached, seconds};

/// After a disk that would not write.
const AGAIN: Duration = Duration::from_secs(10);

/// Lets what is to be gone be gone, as long as the account is there, online or not.
pub(crate) async fn run(account: Arc<Account>) {
    let mut due = BTreeMap::new();
    loop {
        let next = match step(&account, &mut due).await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "Messages cannot burn");
                Some(Instant::now() + AGAIN)
            }
        };
        tokio::select! {
            biased;
            () = account.wakes.burning.notified() => {}
            () = until(next) => {}
        }
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// Begins to count what was read, burns what is due, and says when the next one is.
async fn step(account: &Account, due: &mut BTreeMap<i64, Instant>) -> anyhow::Result<Option<Instant>> {
    media::forget_recalled(account)
        .await
        .context("Forget what was taken back")?;
    let (fresh, mut running) = account
        .read(|db| Ok((burning::read(db)?, burning::all(db)?)))
        .await
        .context("Read what burns")?;
    let now = account.world.clock.now_ms();
    if !fresh.is_empty() {
        let begun: Vec<Burning> = fresh
            .into_iter()
            .map(|one| Burning {
                at: now + one.seconds * 1000,
                ..one
            })
            .collect();
        running.extend(&begun);
        account
            .change(move |db, changes| {
                for one in begun {
                    burning::begin(db, one.message, one.at)?;
                    if let Some(message) = messages::get(db, one.message)? {
                        changes.message(&message.conversation, one.message);
                    }
                }
                Ok(())
            })
            .await
            .context("Begin to count")?;
    }
    due.retain(|message, _| running.iter().any(|one| one.message == *message));
    for one in running {
        let left = (one.at - now).clamp(0, one.seconds * 1000);
        let left = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        due.entry(one.message).or_insert_with(|| Instant::now() + left);
    }
    let gone: Vec<i64> = due
        .iter()
        .filter(|(_, at)| **at <= Instant::now())
        .map(|(message, _)| *message)
        .collect();
    if !gone.is_empty() {
        burn(account, gone.clone()).await?;
        due.retain(|message, _| !gone.contains(message));
    }
    Ok(due.values().min().copied())
}

async fn burn(account: &Account, gone: Vec<i64>) -> anyhow::Result<()> {
    let burnt: Vec<Message> = account
        .read({
            let gone = gone.clone();
            move |db| {
                let mut found = Vec::new();
                for local in gone {
                    found.extend(messages::get(db, local)?);
                }
                Ok(found)
            }
        })
        .await
        .context("Read what is to be gone")?;
    // While the message still says where they are.
    media::forget_bytes(account, &burnt).await?;
    account
        .change(move |db, changes| {
            for local in gone {
                let Some(mut message) = messages::get(db, local)? else {
                    continue;
                };
                message.burns = 0;
                messages::update(db, &message)?;
                deletions::want(db, &message.conversation, message.seq)?;
                inbox::deleted(db, changes, &message.conversation, message.seq)?;
            }
            Ok(())
        })
        .await
        .context("Let messages be gone")?;
    account.wakes.deletions.notify_one();
    Ok(())
}
