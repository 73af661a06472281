//! Messages with a file, newest first: one walk of the index `messages_media` for each kind, however many other messages
//! lie between them.

use rusqlite::{Connection, Result, params};

use super::{Message, read};

/// Shown rows of these kinds before a place, or the newest; those without a seq are the newest of all.
pub(crate) fn of_kinds(
    db: &Connection,
    conversation: &str,
    kinds: &[i32],
    before: Option<(i64, i64)>,
    limit: i64,
) -> Result<Vec<Message>> {
    let mut found = Vec::new();
    for kind in kinds {
        found.extend(of_kind(db, conversation, *kind, before, limit)?);
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.seq == 0, one.seq, one.local)));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM messages INDEXED BY messages_media WHERE conversation_id = ?1 AND content_type = ?2
                AND content_type BETWEEN 102 AND 105 AND gone = 0 AND hidden = 0 AND ",
            $rest,
            " LIMIT ?4"
        )
    };
}

const WITHOUT_SEQ: &str = kept!("seq = 0 AND local < ?3 ORDER BY local DESC");
const WITH_SEQ: &str = kept!("seq > 0 AND seq < ?3 ORDER BY seq DESC");

fn of_kind(
    db: &Connection,
    conversation: &str,
    kind: i32,
    before: Option<(i64, i64)>,
    limit: i64,
) -> Result<Vec<Message>> {
    let (seq, local) = before.unwrap_or((0, i64::MAX));
    let mut found: Vec<Message> = Vec::new();
    if seq == 0 {
        found = db
            .prepare_cached(WITHOUT_SEQ)?
            .query_map(params![conversation, kind, local, limit], read)?
            .collect::<Result<_>>()?;
    }
    let below = if seq == 0 { i64::MAX } else { seq };
    let rows: Vec<Message> = db
        .prepare_cached(WITH_SEQ)?
        .query_map(params![conversation, kind, below, limit], read)?
        .collect::<Result<_>>()?;
    found.extend(rows);
    Ok(found)
}

const WITH_FILE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM messages INDEXED BY messages_media WHERE content_type BETWEEN 102 AND 105 AND content_type IN (104, 105)
        AND gone = 0 AND hidden = 0 AND instr(content, ?1) > 0"
);

/// Files and videos, of all conversations, in whose content this stands.
pub(crate) fn with_file_at(db: &Connection, address: &str) -> Result<Vec<Message>> {
    db.prepare_cached(WITH_FILE)?
        .query_map([address.as_bytes()], read)?
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
    use super::super::insert;
    use super::*;

    fn plan(db: &Connection, sql: &str) -> String {
        let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = plan.query_map(params!["c", 102, 1, 1], |row| row.get::<_, String>(3));
        steps.unwrap().collect::<Result<Vec<_>>>().unwrap().join("\n")
    }

    #[test]
    fn the_pictures_of_a_conversation_are_a_walk_of_an_index() {
        let db = crate::store::scratch();
        for sql in [WITHOUT_SEQ, WITH_SEQ] {
            let plan = plan(&db, sql);
            assert!(
                plan.contains("messages_media") && !plan.contains("TEMP B-TREE"),
                "{plan}"
            );
        }
    }

    #[test]
    fn several_kinds_stand_in_one_order_and_go_on_page_by_page() {
        let db = crate::store::scratch();
        let put = |seq: i64, kind: i32, gone: bool| {
            let name = format!("{kind}-{seq}");
            let message = Message {
                conversation: "c".to_owned(),
                client_msg_id: name.clone(),
                sent_as: name,
                sender: "a".to_owned(),
                content_type: kind,
                seq,
                gone,
                ..Message::default()
            };
            insert(&db, &message).unwrap();
        };
        for seq in 1..=9 {
            put(seq, if seq % 3 == 0 { 104 } else { 102 }, seq == 5);
        }
        put(0, 102, false);
        put(10, 105, false);
        let seqs = |kinds: &[i32], before: Option<(i64, i64)>, limit: i64| -> Vec<i64> {
            let found = of_kinds(&db, "c", kinds, before, limit).unwrap();
            found.iter().map(|one| one.seq).collect()
        };
        assert_eq!(seqs(&[102, 104], None, 4), [0, 9, 8, 7]);
        assert_eq!(seqs(&[102, 104], Some((7, 0)), 4), [6, 4, 3, 2]);
        assert_eq!(seqs(&[104], None, 10), [9, 6, 3]);
        assert_eq!(seqs(&[105], None, 10), [10]);
        let waiting = of_kinds(&db, "c", &[102], None, 1).unwrap();
        assert_eq!(seqs(&[102], Some((0, waiting[0].local)), 2), [8, 7]);
    }
}
