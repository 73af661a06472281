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
    /// Something is known below that hole, so that a window may show both sides of it.
    between: bool,
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
                // Whoever asks gets the answer; a window that shows both sides of the hole does not ask.
                let silent = !stretch.between && !account.has_jumped(id);
                let want = Want::new(id, hole.newest(limit)).silent(silent);
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
    let (mut hole, mut between, mut jumped) = (None, false, false);
    let wanted = |found: &Vec<Message>| limit - i64::try_from(found.len()).unwrap_or(limit);
    while wanted(&found) > 0 && to >= row.first() {
        let Some(span) = known.around(to) else {
            hole = Some(hole_at(&known, row, to));
            let below = known.before(to);
            between = below.is_some();
            match below {
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
        || !messages::newest(db, &row.id, row.first(), oldest - 1, 1)?.is_empty();
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
        between,
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

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CHAT: &str = "si_a_b";

    /// A conversation of which some stretches are here, some seqs are hidden, and some own rows wait.
    fn disk(stretches: &[(i64, i64)], hidden: &[i64], waiting: usize) -> (Connection, Conversation, Vec<String>) {
        let db = crate::store::scratch();
        let mut known = Spans::default();
        for (from, more) in stretches {
            let span = Span {
                from: *from,
                to: from + more,
            };
            known.add(span);
            spans::add(&db, CHAT, span).unwrap();
        }
        let mut shown = Vec::new();
        for seq in known.iter().flat_map(|span| span.from..=span.to) {
            let id = format!("m{seq}");
            let unseen = hidden.contains(&seq);
            if !unseen {
                shown.push(id.clone());
            }
            let row = Message {
                conversation: CHAT.into(),
                sent_as: id.clone(),
                client_msg_id: id,
                sender: "b".into(),
                seq,
                hidden: unseen,
                ..Message::default()
            };
            messages::insert(&db, &row).unwrap();
        }
        for number in 0..waiting {
            let id = format!("own{number}");
            shown.push(id.clone());
            let row = Message {
                conversation: CHAT.into(),
                sent_as: id.clone(),
                client_msg_id: id,
                sender: "a".into(),
                mine: true,
                ..Message::default()
            };
            messages::insert(&db, &row).unwrap();
        }
        let row = Conversation {
            id: CHAT.into(),
            kind: 1,
            max_seq: 60,
            ..Conversation::default()
        };
        (db, row, shown)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn without_a_connection_everything_on_disk_is_paged_once_and_no_page_has_a_hole(
            stretches in proptest::collection::vec((1i64..56, 0i64..5), 0..6),
            hidden in proptest::collection::vec(1i64..61, 0..20),
            waiting in 0usize..5,
            limit in 1i64..9,
        ) {
            let (db, row, shown) = disk(&stretches, &hidden, waiting);
            let known = spans::of(&db, CHAT).unwrap();
            let mut read_up = Vec::new();
            let mut before = None;
            for _ in 0..200 {
                let stretch = read(&db, &row, before, limit, true).unwrap();
                let page = stretch.page.messages;
                let Some(oldest) = page.first() else { break };
                let seqs: Vec<i64> = page.iter().filter_map(|view| view.seq).collect();
                if let (Some(first), Some(last)) = (seqs.first(), seqs.last()) {
                    prop_assert!(known.covers(*first, *last), "a page is a stretch without a hole");
                }
                before = Some(Cursor { seq: oldest.seq, local: oldest.local });
                read_up.splice(0..0, page.into_iter().map(|view| view.client_msg_id));
            }
            prop_assert_eq!(read_up, shown);
        }

        #[test]
        fn with_a_connection_a_page_stops_at_a_hole_and_names_it(
            stretches in proptest::collection::vec((1i64..56, 0i64..5), 0..6),
            limit in 1i64..9,
        ) {
            let (db, row, _) = disk(&stretches, &[], 0);
            let known = spans::of(&db, CHAT).unwrap();
            let stretch = read(&db, &row, None, limit, false).unwrap();
            let got = i64::try_from(stretch.page.messages.len()).unwrap();
            let top = known.around(60).map_or(0, |span| span.len());
            prop_assert_eq!(got, top.min(limit));
            if got < limit && top < 60 {
                let hole = stretch.hole.unwrap();
                prop_assert_eq!(hole.to, 60 - top);
                prop_assert!(known.holes(hole.from, hole.to) == [hole]);
            } else {
                prop_assert_eq!(stretch.hole, None);
            }
            prop_assert_eq!(stretch.page.older, got < 60);
        }
    }
}
