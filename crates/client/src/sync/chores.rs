//! Does what deliveries showed to be missing, as it comes up.

use std::convert::Infallible;

use anyhow::Context as _;

use super::{everything, favourites, forget, groups, list, profiles, relations};
use crate::account::Account;
use crate::calls::wire;
use crate::history::{Want, pull};
use crate::inbox::reading;
use crate::link::Conn;
use crate::presence;
use crate::spans::Span;
use crate::store::notices;

/// The most of a gap that is fetched at once; what is older is filled up in the background.
const GAP: i64 = 100;

pub(crate) async fn run(account: &Account, conn: &Conn) -> anyhow::Result<Infallible> {
    loop {
        let chores = account.take_chores();
        if chores.is_empty() {
            account.wakes.chores.notified().await;
            continue;
        }
        if chores.diverged {
            tracing::warn!("The server's history is not the one that was here");
            forget(account).await?;
        }
        if chores.everything || chores.diverged {
            everything(account, conn).await?;
        }
        let cut = chores.gaps.values().any(|gap| gap.newest(GAP) != *gap);
        let gaps = chores.gaps.iter().map(|(id, gap)| Want::new(id, gap.newest(GAP)));
        let mut wants: Vec<Want> = gaps.collect();
        for (id, seq) in chores.notices {
            let wanted = id.clone();
            let reached = account.read(move |db| Ok(notices::reached(db, &wanted)?)).await?;
            wants.extend(Span::new(reached + 1, seq).map(|span| Want::new(&id, span)));
        }
        pull(account, conn, wants).await.context("Close a gap")?;
        if cut {
            // The rest of the gap comes without a word, and lies above what is shown.
            account
                .change(|_, changes| {
                    changes.resync();
                    Ok(())
                })
                .await?;
        }
        if chores.list {
            list::refresh(account)
                .await
                .context("Refresh the list of conversations")?;
        }
        relations::refresh(account, chores.relations).await?;
        account.want(groups::once(account, chores.groups).await?);
        if chores.favourites {
            favourites::refresh(account).await?;
        }
        if !chores.reading.is_empty() {
            read_state(account, conn, chores.reading.into_iter().collect()).await?;
        }
        profiles::fetch(account, chores.profiles.into_iter().collect()).await?;
        presence::watch(account, conn, chores.watch.into_iter().collect()).await?;
        account.wakes.fill.notify_one();
    }
}

/// Asks the server how far these were read.
async fn read_state(account: &Account, conn: &Conn, ids: Vec<String>) -> anyhow::Result<()> {
    let told = wire::reading(conn, ids).await.context("Ask how far was read")?.seqs;
    account
        .change(move |db, changes| {
            for (id, seqs) in &told {
                reading::told(db, changes, id, seqs)?;
            }
            Ok(())
        })
        .await
}
