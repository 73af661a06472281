//! Fetches stretches of seqs. A server may give less than it was asked for, so what came tells what is known now, and
//! the rest is asked for again.

use std::collections::VecDeque;

use anyhow::Context as _;
use protocol::ids::conversation_id::{self, Kind};
use protocol::pb;

use crate::account::Account;
use crate::calls::{CallError, wire};
use crate::inbox::{self, Arrivals, Delivery};
use crate::link::Conn;
use crate::spans::Span;

/// Messages asked for at a time.
const TOGETHER: i64 = 100;

/// A stretch to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Want {
    pub(crate) id: String,
    /// What is still missing.
    span: Span,
    whole: Span,
    /// New rows are not told one by one.
    silent: bool,
}

impl Want {
    pub(crate) fn new(id: &str, span: Span) -> Self {
        Self {
            id: id.to_owned(),
            span,
            whole: span,
            silent: false,
        }
    }

    pub(crate) fn silent(self, silent: bool) -> Self {
        Self { silent, ..self }
    }

    fn is_notice(&self) -> bool {
        conversation_id::kind(&self.id) == Some(Kind::Notification)
    }
}

/// What one answer means for one stretch.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// This much is known now; the rest lies before it.
    Known(Span),
    /// Nothing fitted behind the others: ask by itself.
    Again,
    /// The server says nothing of this conversation.
    Withheld,
}

/// Fetches everything wanted, newest parts first, and takes it in.
pub(crate) async fn pull(account: &Account, conn: &Conn, wants: Vec<Want>) -> anyhow::Result<()> {
    let mut queue = VecDeque::from(wants);
    let mut together = TOGETHER;
    while !queue.is_empty() {
        let batch = next_batch(&mut queue, together);
        let ranges = batch.iter().map(|want| pb::SeqRange {
            conversation_id: want.id.clone(),
            begin: want.span.from,
            end: want.span.to,
            num: want.span.len(),
        });
        let answer = match wire::pull(conn, ranges.collect()).await {
            Ok(answer) => answer,
            Err(CallError::TooLong) if together > 1 => {
                together /= 2;
                put_back(&mut queue, batch);
                continue;
            }
            Err(error) => return Err(error).context("Pull"),
        };
        take(account, conn, &mut queue, batch, answer).await?;
    }
    Ok(())
}

/// Takes wants off the queue until they are `together` messages; of the last one its newest part.
fn next_batch(queue: &mut VecDeque<Want>, together: i64) -> Vec<Want> {
    let mut batch = Vec::new();
    let mut room = together;
    while room > 0
        && let Some(want) = queue.pop_front()
    {
        let part = want.span.newest(room);
        room -= part.len();
        if let Some(rest) = Span::new(want.span.from, part.from - 1) {
            queue.push_front(Want {
                span: rest,
                ..want.clone()
            });
        }
        batch.push(Want { span: part, ..want });
    }
    batch
}

/// Undoes [`next_batch`]: parts of one want become one again.
fn put_back(queue: &mut VecDeque<Want>, batch: Vec<Want>) {
    for want in batch.into_iter().rev() {
        match queue.front_mut() {
            Some(rest) if rest.id == want.id && rest.span.to + 1 == want.span.from => rest.span.to = want.span.to,
            _ => queue.push_front(want),
        }
    }
}

async fn take(
    account: &Account,
    conn: &Conn,
    queue: &mut VecDeque<Want>,
    batch: Vec<Want>,
    answer: pb::PullMessageBySeqsResp,
) -> anyhow::Result<()> {
    let pb::PullMessageBySeqsResp {
        mut msgs,
        mut notification_msgs,
    } = answer;
    let mut delivery = Delivery::default();
    let mut again = Vec::new();
    for (index, want) in batch.into_iter().enumerate() {
        let notice = want.is_notice();
        let pulled = if notice {
            notification_msgs.remove(&want.id)
        } else {
            msgs.remove(&want.id)
        };
        let seqs = pulled
            .as_ref()
            .map(|pulled| pulled.msgs.iter().map(|message| message.seq));
        match outcome(want.span, seqs, index == 0) {
            Outcome::Known(known) => {
                let rest = Span::new(want.span.from, known.from - 1);
                let messages = pulled.map(|pulled| pulled.msgs).unwrap_or_default();
                let last = rest.is_none() && !queue.iter().any(|waiting| waiting.id == want.id);
                // Notices count as worked through when all of them were: parts may come newest first.
                let asked = if notice && last { want.whole } else { known };
                let arrivals = Arrivals {
                    messages,
                    asked: Some(asked),
                    silent: want.silent,
                };
                let part = if notice {
                    &mut delivery.notices
                } else {
                    &mut delivery.chats
                };
                part.insert(want.id.clone(), arrivals);
                again.extend(rest.map(|span| Want { span, ..want }));
            }
            Outcome::Again => again.push(want),
            Outcome::Withheld => {
                conn.withhold(&want.id);
                queue.retain(|waiting| waiting.id != want.id);
            }
        }
    }
    put_back(queue, again);
    let me = account.user_id.clone();
    let chores = account
        .change(move |db, changes| Ok(inbox::take(db, changes, &me, delivery)?))
        .await
        .context("Take in what was pulled")?;
    account.want(chores);
    Ok(())
}

/// Messages come newest first until the answer is full, so below the lowest that came nothing is known, and above it
/// what did not come does not exist. Whatever stands first in a request has the whole answer for itself.
fn outcome(span: Span, seqs: Option<impl Iterator<Item = i64>>, first: bool) -> Outcome {
    let Some(seqs) = seqs else { return Outcome::Withheld };
    match seqs.filter(|seq| span.from <= *seq && *seq <= span.to).min() {
        Some(lowest) => Outcome::Known(Span {
            from: lowest,
            to: span.to,
        }),
        None if first => Outcome::Known(span),
        None => Outcome::Again,
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

    proptest! {
        /// A server that gives the newest of each range until its answer is full, and has nothing in some places.
        #[test]
        fn everything_becomes_known_whatever_the_server_cuts(
            wants in proptest::collection::vec((1i64..50, 0i64..80), 1..6),
            budget in 1usize..40,
            missing in proptest::collection::btree_set(1i64..130, 0..60),
        ) {
            let wants: Vec<_> = wants.iter().enumerate()
                .map(|(n, (from, len))| Want::new(&format!("sg_{n}"), Span { from: *from, to: from + len })).collect();
            let mut queue = VecDeque::from(wants.clone());
            let mut known = std::collections::BTreeMap::<String, crate::spans::Spans>::new();
            for _ in 0..10_000 {
                if queue.is_empty() { break; }
                let mut left = budget;
                let mut again = Vec::new();
                for (index, want) in next_batch(&mut queue, TOGETHER).into_iter().enumerate() {
                    let seqs: Vec<i64> = (want.span.from..=want.span.to).rev()
                        .filter(|seq| !missing.contains(seq)).take(left).collect();
                    left -= seqs.len();
                    match outcome(want.span, Some(seqs.iter().copied()), index == 0) {
                        Outcome::Known(span) => {
                            known.entry(want.id.clone()).or_default().add(span);
                            again.extend(Span::new(want.span.from, span.from - 1).map(|span| Want { span, ..want }));
                        }
                        Outcome::Again => again.push(want),
                        Outcome::Withheld => unreachable!(),
                    }
                }
                put_back(&mut queue, again);
            }
            prop_assert!(queue.is_empty(), "it ends");
            for want in wants {
                prop_assert!(known[&want.id].covers(want.whole.from, want.whole.to));
            }
        }
    }

    #[test]
    fn a_range_that_came_empty_behind_others_is_not_known() {
        let span = Span { from: 1, to: 5 };
        assert_eq!(outcome(span, Some([].into_iter()), false), Outcome::Again);
        assert_eq!(outcome(span, Some([].into_iter()), true), Outcome::Known(span));
        assert_eq!(outcome(span, None::<std::iter::Empty<i64>>, true), Outcome::Withheld);
        assert_eq!(
            outcome(span, Some([4, 5].into_iter()), true),
            Outcome::Known(Span { from: 4, to: 5 })
        );
    }
}
