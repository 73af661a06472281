//! Makes the index anew in the background where it was written by other rules, without holding up what a person does.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;

use crate::account::Account;
use crate::store::search;

/// Messages in one transaction: some milliseconds.
const STEP: i64 = 200;

/// Leaves room for what somebody waits for.
const REST: Duration = Duration::from_millis(5);

/// Until it is whole.
pub(crate) async fn run(account: Arc<Account>) {
    if let Err(error) = make(&account).await {
        // The next start goes on from here.
        tracing::warn!(error = format!("{error:#}"), "The index cannot be written");
    }
}

async fn make(account: &Account) -> anyhow::Result<()> {
    let current = account.read(|db| Ok(search::is_current(db)?)).await?;
    if !current {
        account
            .db
            .write(|tx| anyhow::Ok(search::begin(tx)?))
            .await
            .context("Begin an index")?;
    }
    while account.read(|db| Ok(search::progress(db)?)).await?.is_some() {
        account
            .db
            .write(|tx| anyhow::Ok(search::step(tx, STEP)?))
            .await
            .context("Go on with an index")?;
        tokio::time::sleep(REST).await;
    }
    Ok(())
}
