//! A page of a conversation: from disk as far as it reaches without a hole, from the server where it does not. Without
//! a connection a page ends at a hole and the next begins beyond it, so that everything on disk can be read.

use anyhow::Context as _;
use rusqlite::{Connection, Result};

use super::pull::{Want, pull};
use crate::account::Account;
use crate::requests::Cursor;
use crate::spans::{Span, Spans};
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, Message};
use crate::store::spans;
use crate::view::Page;
use crate::views;

const MOST: u32 = 200;

/// A stretch read from disk.
struct Stretch {
    page: Page,
    /// The hole right below it, when it is shorter than wanted because of one.
    hole: Option<Span>,
    /// It begins beyond a hole.
    jumped: bool,
}

pub(crate) async fn page(account: &Account, id: &str, before: Option<Cursor>, limit: u32) -> anyhow::Result<Page> {
    let limit = i64::from(limit.clamp(1, MOST));
    let mut may_pull = true;
    loop {
        let (wanted, jump) = (id.to_owned(), !may_pull);
        let stretch = account
            .read(move |db| {
                // Where nothing was ever written there is nothing to read.
                let row = conversations::get(db, &wanted)?.unwrap_or_default();
                Ok(read(db, &row, before, limit, jump)?)
            })
            .await
            .context("Read a page")?;
        match (stretch.hole, account.conn()) {
            (Some(hole), Some(conn)) if may_pull && !conn.is_withheld(id) => {
                let want = Want::new(id, hole.newest(limit)).silent(!account.has_jumped(id));
                // What cannot be fetched now is read as if there were no connection.
                if let Err(error) = pull(account, &conn, vec![want]).await {
                    tracing::info!(error = format!("{error:#}"), "A page cannot be fetched");
                    may_pull = false;
                }
            }
            // At the hole itself nothing is left to show before it: go beyond.
            (Some(_), _) if may_pull && stretch.page.messages.is_empty() => may_pull = false,
            _ => {
                if stretch.jumped {
                    account.note_jump(id);
                }
                return Ok(stretch.page);
            }
        }
    }
}

fn read(db: &Connection, row: &Conversation, before: Option<Cursor>, limit: i64, jump: bool) -> Result<Stretch> {
    let mut found: Vec<Message> = Vec::new();
    if before.is_none_or(|cursor| cursor.seq.is_none()) {
        let local = before.map_or(i64::MAX, |cursor| cursor.local);
        found = messages::newest_without_seq(db, &row.id, local, limit)?;
    }
    let known = spans::of(db, &row.id)?;
    let mut to = before.and_then(|cursor| cursor.seq).map_or(row.max_seq, |seq| seq - 1);
    let (mut hole, mut jumped) = (None, false);
    let wanted = |found: &Vec<Message>| limit - i64::try_from(found.len()).unwrap_or(limit);
    while wanted(&found) > 0 && to >= row.first() {
        let Some(span) = known.around(to) else {
            hole = Some(hole_at(&known, row, to));
            match known.before(to) {
                Some(next) if jump && found.iter().all(|message| message.seq == 0) => {
                    (hole, jumped, to) = (None, true, next.to);
                    continue;
                }
                _ => break,
            }
        };
        let more = messages::newest(db, &row.id, span.from.max(row.first()), to, wanted(&found))?;
        found.extend(more);
        to = span.from - 1;
    }
    found.reverse();
    let oldest = found
        .iter()
        .map(|message| message.seq)
        .find(|seq| *seq > 0)
        .unwrap_or(to + 1);
    let older = !known.covers(row.first(), oldest - 1)
        || !messages::newest(db, &row.id, row.first(), oldest - 1, 1)?.is_empty()
        || (oldest == 0 && row.max_seq > 0);
    let unread_from = match before {
        None if row.unread > 0 => messages::first_unread(db, &row.id, row.read_seq)?,
        _ => None,
    };
    let messages = found
        .iter()
        .map(|message| views::message(db, message, row))
        .collect::<Result<_>>()?;
    Ok(Stretch {
        page: Page {
            messages,
            older,
            unread_from,
        },
        hole,
        jumped,
    })
}

/// The whole hole that `seq` lies in, as far as it lies below.
fn hole_at(known: &Spans, row: &Conversation, seq: i64) -> Span {
    let from = known
        .before(seq)
        .map_or(row.first(), |span| span.to + 1)
        .max(row.first());
    Span {
        from: from.min(seq),
        to: seq,
    }
}
