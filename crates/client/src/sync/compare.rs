//! What is known here against what the server has, and the plan that comes of it.

use std::collections::BTreeMap;

use protocol::ids::conversation_id::{self, Kind};
use protocol::pb::Seqs;
use rusqlite::{Connection, Result};

use crate::history::Want;
use crate::spans::Span;
use crate::store::{conversations, messages, notices, spans};

/// The page that every conversation should have, and the longest gap that is closed at once.
const PAGE: i64 = 20;

/// So many conversations get a page at once, the newest ones; the others only what their row shows.
const WITH_PAGE: usize = 50;

/// More conversations than this are not told one by one.
const TOLD: usize = 100;

/// How far this device has come.
pub(super) struct Known {
    /// The newest seq that came, and the time of its message.
    chats: BTreeMap<String, (i64, Option<i64>)>,
    notices: BTreeMap<String, i64>,
}

/// What to fetch.
pub(super) struct Plan {
    pub(super) wants: Vec<Want>,
    /// So much changes that subscribers should read everything again.
    pub(super) resync: bool,
}

impl Known {
    pub(super) fn read(db: &Connection) -> Result<Self> {
        let mut chats = BTreeMap::new();
        for row in conversations::all(db)? {
            // Only what really came counts: seqs that a server merely told may not be ours to see.
            if let Some(top) = spans::of(db, &row.id)?.iter().last() {
                let time = messages::at(db, &row.id, top.to)?.map(|message| message.time);
                chats.insert(row.id, (top.to, time));
            }
        }
        Ok(Self {
            chats,
            notices: notices::all(db)?,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chats.is_empty() && self.notices.is_empty()
    }

    /// Whether the server has less than came from it: then it was restored from an older copy.
    pub(super) fn has_lost(&self, newest: &BTreeMap<String, i64>) -> bool {
        let tops = self.chats.iter().map(|(id, (top, _))| (id, top));
        tops.chain(&self.notices)
            .any(|(id, top)| newest.get(id).is_some_and(|max| max < top))
    }

    /// Whether the server has another message where ours is the newest. Only Selkie's tells the time of that very
    /// message.
    pub(super) fn differs(&self, seqs: &BTreeMap<String, Seqs>) -> bool {
        self.chats.iter().any(|(id, (top, time))| {
            seqs.get(id).is_some_and(|seqs| {
                seqs.max_seq == *top && time.is_some_and(|time| time > 0 && time != seqs.max_seq_time)
            })
        })
    }
}

impl Plan {
    pub(super) fn make(db: &Connection, newest: &BTreeMap<String, i64>, fresh: bool) -> Result<Self> {
        let mut wants = Vec::new();
        for (id, max) in newest {
            if conversation_id::kind(id) == Some(Kind::Notification) {
                wants.extend(Span::new(notices::reached(db, id)? + 1, *max).map(|span| Want::new(id, span)));
            }
        }
        let mut gaps = Vec::new();
        for row in conversations::all(db)? {
            let known = spans::of(db, &row.id)?;
            if row.max_seq < row.first() || known.around(row.max_seq).is_some() {
                continue;
            }
            let before = known.before(row.max_seq).map(|span| span.to + 1);
            let gap = Span {
                from: before.unwrap_or(row.first()).max(row.first()),
                to: row.max_seq,
            };
            gaps.push((row.id, gap, before.is_some()));
        }
        let many = fresh || gaps.len() > TOLD;
        let mut resync = many && !gaps.is_empty();
        for (index, (id, gap, continues)) in gaps.into_iter().enumerate() {
            let page = gap.newest(if index < WITH_PAGE || gap.len() <= PAGE && !many {
                PAGE
            } else {
                1
            });
            // What stays out between what is shown, be it own rows on their way, and what is new cannot be told by
            // single messages.
            resync |= page != gap;
            wants.push(Want::new(&id, overlapping(page, gap, continues)).silent(many));
        }
        Ok(Self { wants, resync })
    }
}

/// A gap that is closed to its end is asked for with the message before it: if that is another one now, so is the
/// history.
fn overlapping(page: Span, gap: Span, continues: bool) -> Span {
    let overlap = i64::from(continues && page.from == gap.from);
    Span {
        from: page.from - overlap,
        to: page.to,
    }
}
