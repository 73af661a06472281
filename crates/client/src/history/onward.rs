//! A page of a conversation towards the newest, for whoever stands in the middle of it: from disk as far as it reaches
//! without a hole, from the server where it does not. Without a connection it goes on beyond a hole that it has come to.

use anyhow::Context as _;
use rusqlite::{Connection, Result};

use super::pull::{Want, pull};
use crate::account::Account;
use crate::spans::Span;
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, Message};
use crate::store::spans;
use crate::view::Onward;
use crate::views;

const MOST: u32 = 200;

struct Stretch {
    page: Onward,
    /// The hole right above it, when it is shorter than wanted because of one.
    hole: Option<Span>,
    /// It begins beyond a hole.
    jumped: bool,
}

pub(crate) async fn onward(account: &Account, id: &str, seq: i64, limit: u32) -> anyhow::Result<Onward> {
    let limit = i64::from(limit.clamp(1, MOST));
    let mut may_pull = true;
    loop {
        let (wanted, jump) = (id.to_owned(), !may_pull);
        let stretch = account
            .read(move |db| {
                let row = conversations::get(db, &wanted)?.unwrap_or_default();
                Ok(read(db, &row, seq, limit, jump)?)
            })
            .await
            .context("Read a page onward")?;
        match (stretch.hole, account.conn()) {
            (Some(hole), Some(conn)) if may_pull && !conn.is_withheld(id) => {
                let oldest = Span {
                    from: hole.from,
                    to: hole.to.min(hole.from + limit - 1),
                };
                // Others who show both sides of the hole are told.
                if let Err(error) = pull(account, &conn, vec![Want::new(id, oldest)]).await {
                    tracing::info!(error = format!("{error:#}"), "A page cannot be fetched");
                    may_pull = false;
                }
            }
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

fn read(db: &Connection, row: &Conversation, seq: i64, limit: i64, jump: bool) -> Result<Stretch> {
    let known = spans::of(db, &row.id)?;
    let mut found: Vec<Message> = Vec::new();
    let mut from = seq.max(row.first());
    let (mut hole, mut jumped) = (None, false);
    let wanted = |found: &Vec<Message>| limit - i64::try_from(found.len()).unwrap_or(limit);
    while wanted(&found) > 0 && from <= row.max_seq {
        let Some(span) = known.around(from) else {
            let next = known.iter().find(|span| span.from > from);
            hole = Some(Span {
                from,
                to: next.map_or(row.max_seq, |span| span.from - 1),
            });
            match next {
                Some(next) if jump && found.is_empty() => {
                    (hole, jumped, from) = (None, true, next.from);
                    continue;
                }
                _ => break,
            }
        };
        let more = messages::oldest(db, &row.id, from, span.to, wanted(&found))?;
        found.extend(more);
        from = span.to + 1;
    }
    let newest = found.last().map_or(seq - 1, |message| message.seq);
    let newer = !known.covers(newest.max(row.first() - 1) + 1, row.max_seq)
        || !messages::oldest(db, &row.id, newest + 1, row.max_seq, 1)?.is_empty();
    let messages = found
        .iter()
        .map(|message| views::message(db, message, row))
        .collect::<Result<_>>()?;
    Ok(Stretch {
        page: Onward { messages, newer },
        hole,
        jumped,
    })
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
    use crate::spans::Spans;

    const CHAT: &str = "si_a_b";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn from_anywhere_everything_newer_on_disk_is_paged_once_and_no_page_has_a_hole(
            stretches in proptest::collection::vec((1i64..56, 0i64..5), 0..6),
            hidden in proptest::collection::vec(1i64..61, 0..20),
            begin in 1i64..61,
            limit in 1i64..9,
        ) {
            let db = crate::store::scratch();
            let mut known = Spans::default();
            for (from, more) in stretches {
                let span = Span { from, to: from + more };
                known.add(span);
                spans::add(&db, CHAT, span).unwrap();
            }
            let mut shown = Vec::new();
            for seq in known.iter().flat_map(|span| span.from..=span.to) {
                let id = format!("m{seq}");
                let unseen = hidden.contains(&seq);
                if !unseen && seq >= begin {
                    shown.push(seq);
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
            let row = Conversation { id: CHAT.into(), kind: 1, max_seq: 60, ..Conversation::default() };
            let (mut read_on, mut from) = (Vec::new(), begin);
            for _ in 0..200 {
                let stretch = read(&db, &row, from, limit, true).unwrap();
                let seqs: Vec<i64> = stretch.page.messages.iter().filter_map(|view| view.seq).collect();
                let (Some(first), Some(last)) = (seqs.first(), seqs.last()) else { break };
                prop_assert!(known.covers(*first, *last), "a page is a stretch without a hole");
                prop_assert_eq!(stretch.page.newer, *last < 60 && {
                    !known.covers(last + 1, 60) || shown.iter().any(|seq| seq > last)
                });
                from = last + 1;
                read_on.extend(seqs);
            }
            prop_assert_eq!(read_on, shown);
        }
    }
}
