//! The places of pinned conversations. Each has a number, the highest stands on top, and one that is moved gets a number
//! between its new neighbours; only where none is left between them, all get new ones. Knows no network.

use rusqlite::{Connection, Result};

use super::wanted::pinned;
use crate::store::conversations;

/// From one place to the next. Milliseconds times this stay exact where numbers are floating, until long after 2100.
const STEP: i64 = 1024;

/// A place above all others.
pub(super) fn top(db: &Connection, now: i64) -> Result<i64> {
    let highest = all(db)?.first().map_or(0, |(_, place)| *place);
    Ok((now.max(0) * STEP).max(highest + STEP))
}

/// A place right below another one, or above all; and other places that had to change for it.
pub(super) fn below(db: &Connection, id: &str, other: Option<&str>, now: i64) -> Result<(i64, Vec<(String, i64)>)> {
    let others: Vec<_> = all(db)?.into_iter().filter(|(known, _)| known != id).collect();
    let at = other.and_then(|other| others.iter().position(|(known, _)| known == other));
    let Some(at) = at else {
        let highest = others.first().map_or(0, |(_, place)| *place);
        return Ok(((now.max(0) * STEP).max(highest + STEP), Vec::new()));
    };
    let upper = others.get(at).map_or(0, |(_, place)| *place);
    let lower = others.get(at + 1).map_or(0, |(_, place)| *place);
    if upper - lower > 1 {
        return Ok((lower + (upper - lower) / 2, Vec::new()));
    }
    let room = STEP * i64::try_from(others.len() + 2).unwrap_or(0);
    let mut place = (now.max(0) * STEP).max(others.first().map_or(0, |(_, place)| *place) + room);
    let (mut own, mut moved) = (0, Vec::new());
    for (index, (known, _)) in others.into_iter().enumerate() {
        moved.push((known, place));
        place -= STEP;
        if index == at {
            own = place;
            place -= STEP;
        }
    }
    Ok((own, moved))
}

/// Those that are pinned, from the top.
fn all(db: &Connection) -> Result<Vec<(String, i64)>> {
    let mut all: Vec<_> = conversations::listed(db)?
        .into_iter()
        .filter_map(|row| pinned(&row).map(|place| (place, row.time, row.id)))
        .collect();
    all.sort_by(|one, other| (other.0, other.1).cmp(&(one.0, one.1)).then(one.2.cmp(&other.2)));
    Ok(all.into_iter().map(|(place, _, id)| (id, place)).collect())
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
    use super::*;
    use crate::store::conversations::Conversation;

    fn put(db: &Connection, id: &str, place: i64) {
        let mut row = Conversation {
            id: id.into(),
            opened: true,
            ..conversations::get(db, id).unwrap().unwrap_or_default()
        };
        row.wanted.pin = Some(place);
        conversations::put(db, &row).unwrap();
    }

    fn place(db: &Connection, id: &str, other: Option<&str>) {
        let (own, moved) = below(db, id, other, 1).unwrap();
        for (id, place) in moved {
            put(db, &id, place);
        }
        put(db, id, own);
    }

    fn order(db: &Connection) -> String {
        all(db).unwrap().into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn one_is_moved_anywhere_and_the_others_keep_their_order() {
        let db = crate::store::scratch();
        for id in ["a", "b", "c", "d"] {
            put(&db, id, top(&db, 1).unwrap());
        }
        assert_eq!(order(&db), "dcba");
        place(&db, "a", Some("d"));
        assert_eq!(order(&db), "dacb");
        place(&db, "d", Some("b"));
        assert_eq!(order(&db), "acbd");
        place(&db, "b", None);
        assert_eq!(order(&db), "bacd");
        // Again and again between the same two, until there is no number left.
        for _ in 0..40 {
            place(&db, "c", Some("b"));
            place(&db, "a", Some("b"));
        }
        assert_eq!(order(&db), "bacd");
    }

    #[test]
    fn what_another_app_pinned_can_be_moved_too() {
        let db = crate::store::scratch();
        for id in ["x", "y", "z"] {
            let row = Conversation {
                id: id.into(),
                opened: true,
                pinned: true,
                ..Conversation::default()
            };
            conversations::put(&db, &row).unwrap();
        }
        assert_eq!(order(&db), "xyz");
        place(&db, "x", Some("y"));
        assert_eq!(order(&db), "yxz");
        put(&db, "w", top(&db, 1).unwrap());
        assert_eq!(order(&db), "wyxz");
    }
}
