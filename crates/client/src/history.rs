//! History: pages for whoever reads upward, and the pulls that close holes. What arrives goes through the inbox. Knows
//! what is known; when to ask is others' business too.

mod onward;
mod page;
mod pull;

pub(crate) use onward::onward;
pub(crate) use page::page;
pub(crate) use pull::{Want, pull};

use std::convert::Infallible;
use std::time::Duration;

use anyhow::Context as _;
use rusqlite::{Connection, Result};

use crate::account::Account;
use crate::link::Conn;
use crate::spans::Span;
use crate::store::{conversations, spans};

/// Messages in one step of filling up.
const STEP: i64 = 100;

/// Filling up leaves room for what somebody waits for.
const REST: Duration = Duration::from_millis(20);

/// Conversations are first filled so far, all of them, before any goes deeper.
const NEAR: i64 = 100;

/// Fetches older history in the background until no hole is left.
pub(crate) async fn fill(account: &Account, conn: &Conn) -> anyhow::Result<Infallible> {
    loop {
        let holes = account.read(|db| Ok(holes(db)?)).await.context("Look for holes")?;
        let next = holes.into_iter().find(|hole| !conn.is_withheld(&hole.want.id));
        match next {
            Some(Hole { want, closes_between }) => {
                let silent = !account.has_jumped(&want.id);
                pull(account, conn, vec![want.silent(silent)])
                    .await
                    .context("Fill up history")?;
                if silent && closes_between {
                    // Both sides of it may be shown, as the connection may have been lost before a gap was closed.
                    account
                        .change(|_, changes| {
                            changes.resync();
                            Ok(())
                        })
                        .await?;
                }
                tokio::time::sleep(REST).await;
            }
            None => account.wakes.fill.notified().await,
        }
    }
}

/// What to fetch of a hole.
struct Hole {
    want: Want,
    /// It is the rest of a hole that has known messages on both sides.
    closes_between: bool,
}

/// The next holes to fill, the most wanted first.
fn holes(db: &Connection) -> Result<Vec<Hole>> {
    for depth in [NEAR, i64::MAX] {
        let mut found = Vec::new();
        for id in spans::holed(db, depth)? {
            let Some(row) = conversations::get(db, &id)? else {
                continue;
            };
            let known = spans::of(db, &id)?;
            found.extend(known.holes(row.first(), row.max_seq).pop().map(|hole| {
                let part = hole.newest(STEP);
                // The end of a hole is asked for with its neighbour: if that is another message now, so is the history.
                let closes_between = part.from == hole.from && known.around(hole.from - 1).is_some();
                let from = part.from - i64::from(closes_between);
                let want = Want::new(&id, Span { from, to: part.to });
                Hole { want, closes_between }
            }));
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
