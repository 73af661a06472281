//! Finding messages on this device, as one types. Only `fetch` asks a server. What somebody looks for next ends what he looked for
//! before. Knows no rule of what is found; see [`protocol::search`].

mod index;
mod server;
mod snippet;

pub(crate) use index::run;
pub(crate) use server::fetch;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use protocol::content::searchable;
use protocol::search::{Folded, Kind, query};
use rusqlite::Connection;

use crate::account::Account;
use crate::acts;
use crate::known;
use crate::requests::{Search, SearchCursor};
use crate::store::search::{self, Asked, Match};
use crate::store::{conversations, messages};
use crate::view::{ConversationKind, FoundView, HitCount, HitView, IndexingView};
use crate::views;

const MOST: u32 = 200;

/// People whom the words of a search may mean.
const MOST_NAMED: usize = 16;

/// Which search is the last one.
#[derive(Default)]
pub(crate) struct Turns(AtomicU64);

impl Turns {
    /// Whether nobody has looked for anything else since. `next`: from now on.
    fn wanted(self: &Arc<Self>, next: bool) -> impl Fn() -> bool + Send + 'static {
        let turn = self.0.fetch_add(u64::from(next), Ordering::AcqRel) + u64::from(next);
        let turns = self.clone();
        move || turns.0.load(Ordering::Acquire) == turn
    }
}

/// The newest hits behind a place.
pub(crate) async fn find(
    account: &Account,
    request: &Search,
    before: Option<SearchCursor>,
    limit: u32,
) -> anyhow::Result<FoundView> {
    let wanted = account.searches.wanted(before.is_none());
    let limit = usize::try_from(limit.clamp(1, MOST))?;
    let asked = asked(account, request).await?;
    let before = before.map(|SearchCursor { time, id }| Match { time, id, local: 0 });
    account
        .read(move |db| {
            let mut found = search::newest(db, &asked, before, limit + 1, wanted)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let last = found.last().filter(|_| more);
            let next = last.map(|Match { time, id, .. }| SearchCursor { time: *time, id: *id });
            let mut hits = Vec::with_capacity(found.len());
            for Match { local, .. } in found {
                hits.extend(hit(db, asked.query.as_ref(), local)?);
            }
            let indexing = search::progress(db)?.map(|progress| IndexingView {
                done: progress.done,
                of: progress.of,
            });
            Ok(FoundView { hits, next, indexing })
        })
        .await
}

/// How many hits there are in each conversation, the most first. Empty when something else is looked for meanwhile.
pub(crate) async fn counts(account: &Account, request: &Search) -> anyhow::Result<Vec<HitCount>> {
    let wanted = account.searches.wanted(false);
    let asked = asked(account, request).await?;
    account
        .read(move |db| {
            let counts = search::counts(db, &asked, wanted)?.unwrap_or_default();
            let mut counts: Vec<HitCount> = counts
                .into_iter()
                .map(|(conversation_id, count)| HitCount { conversation_id, count })
                .collect();
            counts.sort_by_key(|one| std::cmp::Reverse(one.count));
            Ok(counts)
        })
        .await
}

async fn asked(account: &Account, request: &Search) -> anyhow::Result<Asked> {
    let (query, kind) = (query(&request.query), request.kind.map(Kind::from));
    let mut named = Vec::new();
    if query.is_some() && kind.is_some_and(Kind::is_found_by_sender) {
        let known = known::find(account, &request.query, MOST_NAMED).await?;
        let people = known.into_iter().filter(|one| one.kind == ConversationKind::Single);
        named.extend(people.map(|one| one.peer.user_id));
    }
    Ok(Asked {
        query,
        conversation: request.conversation_id.clone().unwrap_or_default(),
        sender: request.sender_id.clone().unwrap_or_default(),
        kind,
        named,
        from: request.from,
        to: request.to,
    })
}

fn hit(db: &Connection, query: Option<&Folded>, local: i64) -> rusqlite::Result<Option<HitView>> {
    let Some(message) = messages::get(db, local)? else {
        return Ok(None);
    };
    let row = conversations::get(db, &message.conversation)?.unwrap_or_default();
    let now = acts::reads_now(&message, &acts::of(db, &message)?);
    let words = searchable(now.content_type, &now.content, &now.ex).unwrap_or_default();
    let (text, marks) = snippet::snippet(&words, query);
    Ok(Some(HitView {
        message: views::message(db, &message, &row)?,
        text,
        marks,
    }))
}
