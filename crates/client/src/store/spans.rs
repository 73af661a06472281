//! The table `spans`.

use rusqlite::{Connection, Result, params};

use crate::spans::{Span, Spans};

pub(crate) fn of(db: &Connection, conversation: &str) -> Result<Spans> {
    db.prepare_cached("SELECT from_seq, to_seq FROM spans WHERE conversation_id = ?1 ORDER BY from_seq")?
        .query_map([conversation], |row| {
            Ok(Span {
                from: row.get(0)?,
                to: row.get(1)?,
            })
        })?
        .collect()
}

/// Makes a stretch known.
pub(crate) fn add(db: &Connection, conversation: &str, span: Span) -> Result<()> {
    let touching: Vec<Span> = db
        .prepare_cached(
            "SELECT from_seq, to_seq FROM spans
             WHERE conversation_id = ?1 AND from_seq <= ?2 + 1 AND to_seq >= ?3 - 1",
        )?
        .query_map(params![conversation, span.to, span.from], |row| {
            Ok(Span {
                from: row.get(0)?,
                to: row.get(1)?,
            })
        })?
        .collect::<Result<_>>()?;
    let mut merged = span;
    for known in &touching {
        merged = Span {
            from: merged.from.min(known.from),
            to: merged.to.max(known.to),
        };
        db.prepare_cached("DELETE FROM spans WHERE conversation_id = ?1 AND from_seq = ?2")?
            .execute(params![conversation, known.from])?;
    }
    db.prepare_cached("INSERT INTO spans (conversation_id, from_seq, to_seq) VALUES (?1, ?2, ?3)")?
        .execute(params![conversation, merged.from, merged.to])?;
    Ok(())
}

/// As many as [`holed`] tells of at most.
pub(crate) const MOST_HOLED: u32 = 50;

/// Conversations that have a hole among their newest `depth` seqs, newest conversation first; some of them.
pub(crate) fn holed(db: &Connection, depth: i64) -> Result<Vec<String>> {
    db.prepare_cached(
        "SELECT conversation_id FROM conversations AS c
         WHERE max_seq > 0 AND max_seq >= min_seq AND NOT EXISTS (
             SELECT 1 FROM spans AS s WHERE s.conversation_id = c.conversation_id AND s.to_seq >= c.max_seq
                 AND s.from_seq <= max(c.min_seq, 1, CASE WHEN ?1 < c.max_seq THEN c.max_seq - ?1 + 1 ELSE 1 END))
         ORDER BY time DESC, conversation_id LIMIT ?2",
    )?
    .query_map(params![depth, MOST_HOLED], |row| row.get(0))?
    .collect()
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
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_table_does_what_the_arithmetic_does(added in proptest::collection::vec((1i64..40, 0i64..9), 0..20)) {
            let db = crate::store::scratch();
            let mut model = Spans::default();
            for (from, len) in added {
                let span = Span { from, to: from + len };
                model.add(span);
                add(&db, "si_a_b", span).unwrap();
                prop_assert_eq!(&of(&db, "si_a_b").unwrap(), &model);
            }
            prop_assert_eq!(of(&db, "si_a_c").unwrap(), Spans::default());
        }
    }
}
