//! Reading the index: the newest hits, and how many there are. Knows no message beyond its place.

use std::collections::{BTreeMap, BinaryHeap};

use protocol::search::{Folded, Kind, expression, mark};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::{known, slot};

/// Hits that wait for their time at most; of a greater crowd the order is that of their coming.
const MOST_HELD: usize = 5_000;

/// Rows between two looks at whether the answer is still wanted.
const LOOK: usize = 256;

/// From the newest on.
pub(super) const WALK: &str =
    "SELECT rowid FROM index_words WHERE index_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC";

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// `None`: all that the rest of it is about.
    pub(crate) query: Option<Folded>,
    /// Empty: anywhere.
    pub(crate) conversation: String,
    /// Empty: by anybody.
    pub(crate) sender: String,
    /// `None`: of any kind.
    pub(crate) kind: Option<Kind>,
    /// Whose messages are found whatever their words are: the query is his name.
    pub(crate) named: Vec<String>,
    /// Milliseconds since 1970, both included.
    pub(crate) from: Option<i64>,
    pub(crate) to: Option<i64>,
}

/// A hit, in the order in which they are given: by time, then by its id in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Match {
    pub(crate) time: i64,
    pub(crate) id: i64,
    pub(crate) local: i64,
}

impl Asked {
    /// What is asked of the index.
    pub(super) fn expression(&self, db: &Connection) -> Result<String> {
        let (conversation, sender) = (numbered(db, &self.conversation)?, numbered(db, &self.sender)?);
        let mut also = Vec::new();
        for id in &self.named {
            if let Some(named) = numbered(db, id)?.filter(|named| sender.is_none_or(|sender| sender == *named)) {
                also.push(mark(conversation, Some(named), self.kind));
            }
        }
        Ok(expression(
            self.query.as_ref(),
            &[mark(conversation, sender, self.kind)],
            &also,
        ))
    }

    fn is_within(&self, time: i64) -> bool {
        self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time <= to)
    }

    /// Between which ids all of it lies.
    fn bounds(&self, moved: i64, before: Option<Match>) -> (i64, i64) {
        let latest = [self.to, before.map(|before| before.time)].into_iter().flatten().min();
        (
            self.from.map_or(i64::MIN, slot),
            latest.map_or(i64::MAX, |time| slot(time).saturating_add(moved)),
        )
    }
}

/// The newest hits before `before`, newest first. Fewer when `wanted` says that nobody waits for them any more.
pub(crate) fn newest(
    db: &Connection,
    asked: &Asked,
    before: Option<Match>,
    limit: usize,
    wanted: impl Fn() -> bool,
) -> Result<Vec<Match>> {
    let expression = asked.expression(db)?;
    let (bottom, top) = asked.bounds(moved(db)?, before);
    let mut walk = db.prepare_cached(WALK)?;
    let mut look_up = db.prepare_cached("SELECT time, message FROM indexed WHERE id = ?1")?;
    let mut ids = walk.query(params![expression, bottom, top])?;
    let mut found = Vec::with_capacity(limit);
    let mut held = BinaryHeap::new();
    while let Some(row) = ids.next()? {
        let id: i64 = row.get(0)?;
        if !wanted() {
            return Ok(found);
        }
        // Whatever is still to come was sent in the quarter of this id or earlier.
        while held
            .peek()
            .is_some_and(|hit: &Match| slot(hit.time) > id || held.len() > MOST_HELD)
        {
            found.extend(held.pop());
        }
        if found.len() >= limit {
            break;
        }
        let hit = look_up
            .query_row([id], |row| {
                Ok(Match {
                    time: row.get(0)?,
                    id,
                    local: row.get(1)?,
                })
            })
            .optional()?;
        held.extend(hit.filter(|hit| asked.is_within(hit.time) && before.is_none_or(|before| *hit < before)));
    }
    while found.len() < limit
        && let Some(hit) = held.pop()
    {
        found.push(hit);
    }
    found.truncate(limit);
    Ok(found)
}

/// How many hits each conversation has. `None`: nobody waits for it any more.
pub(crate) fn counts(
    db: &Connection,
    asked: &Asked,
    wanted: impl Fn() -> bool,
) -> Result<Option<BTreeMap<String, i64>>> {
    let expression = asked.expression(db)?;
    let (bottom, top) = asked.bounds(moved(db)?, None);
    let mut walk = db.prepare_cached(
        "SELECT i.place, i.time FROM index_words w JOIN indexed i ON i.id = w.rowid
         WHERE index_words MATCH ?1 AND w.rowid BETWEEN ?2 AND ?3",
    )?;
    let mut rows = walk.query(params![expression, bottom, top])?;
    let mut places = BTreeMap::<i64, i64>::new();
    let mut seen = 0_usize;
    while let Some(row) = rows.next()? {
        seen += 1;
        if seen.is_multiple_of(LOOK) && !wanted() {
            return Ok(None);
        }
        if asked.is_within(row.get(1)?) {
            *places.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut name = db.prepare_cached("SELECT name FROM index_names WHERE number = ?1")?;
    let named = places
        .into_iter()
        .map(|(place, count)| Ok((name.query_row([place], |row| row.get(0))?, count)));
    Ok(Some(named.collect::<Result<_>>()?))
}

/// The number of a name, where there is one; that of nobody where no message bears it.
fn numbered(db: &Connection, name: &str) -> Result<Option<i64>> {
    if name.is_empty() {
        return Ok(None);
    }
    Ok(Some(known(db, name)?.unwrap_or(0)))
}

fn moved(db: &Connection) -> Result<i64> {
    let moved = db
        .prepare_cached("SELECT moved FROM index_state")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(moved.unwrap_or(i64::MAX))
}
