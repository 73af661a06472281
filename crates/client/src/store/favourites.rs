//! The table `favourites`: copies of messages that a person keeps, and what of them the server does not know yet.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Result, Row, params, params_from_iter};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Favourite {
    pub(crate) id: String,
    /// As it travels.
    pub(crate) value: String,
    /// Milliseconds since 1970: the server's, before that the own clock's.
    pub(crate) kept: i64,
    pub(crate) content_type: i32,
    /// Folded.
    pub(crate) words: String,
    pub(crate) wish: Wish,
}

/// What the person wants and the server has not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    Nothing,
    Keep,
    /// It is shown no more.
    Remove,
}

impl Wish {
    fn number(self) -> i64 {
        match self {
            Self::Nothing => 0,
            Self::Keep => 1,
            Self::Remove => 2,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            1 => Self::Keep,
            2 => Self::Remove,
            _ => Self::Nothing,
        }
    }
}

/// Which ones are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Folded; empty: whatever they say.
    pub(crate) words: String,
    pub(crate) kinds: Kinds,
    pub(crate) limit: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kinds {
    All,
    Of(&'static [i32]),
    But(&'static [i32]),
}

const COLUMNS: &str = "SELECT id, value, kept, content_type, words, wish FROM favourites";

fn read(row: &Row<'_>) -> Result<Favourite> {
    Ok(Favourite {
        id: row.get(0)?,
        value: row.get(1)?,
        kept: row.get(2)?,
        content_type: row.get(3)?,
        words: row.get(4)?,
        wish: Wish::of(row.get(5)?),
    })
}

pub(crate) fn get(db: &Connection, id: &str) -> Result<Option<Favourite>> {
    db.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Writes one, whatever stood there.
pub(crate) fn put(db: &Connection, one: &Favourite) -> Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO favourites (id, value, kept, content_type, words, wish)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        one.id,
        one.value,
        one.kept,
        one.content_type,
        one.words,
        one.wish.number()
    ])?;
    Ok(())
}

pub(crate) fn wish(db: &Connection, id: &str, wish: Wish) -> Result<()> {
    db.prepare_cached("UPDATE favourites SET wish = ?2 WHERE id = ?1")?
        .execute(params![id, wish.number()])?;
    Ok(())
}

pub(crate) fn forget(db: &Connection, id: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM favourites WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

pub(crate) fn count(db: &Connection) -> Result<i64> {
    db.prepare_cached("SELECT count(*) FROM favourites WHERE wish <> 2")?
        .query_row([], |row| row.get(0))
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Favourite>> {
    db.prepare_cached(COLUMNS)?.query_map([], read)?.collect()
}

/// What the server is to be told, in the order in which it came up.
pub(crate) fn wishing(db: &Connection) -> Result<Vec<Favourite>> {
    db.prepare_cached(&format!("{COLUMNS} WHERE wish <> 0 ORDER BY kept, id"))?
        .query_map([], read)?
        .collect()
}

/// The one kept last comes first; those that the server has no time for yet are newer than all others.
pub(crate) fn newest(db: &Connection, asked: &Asked) -> Result<Vec<Favourite>> {
    let (not, kinds) = match asked.kinds {
        Kinds::All => ("NOT", &[][..]),
        Kinds::Of(kinds) => ("", kinds),
        Kinds::But(kinds) => ("NOT", kinds),
    };
    let among: Vec<String> = (0..kinds.len()).map(|at| format!("?{}", at + 3)).collect();
    let among = among.join(", ");
    let sql = format!(
        "{COLUMNS} WHERE wish <> 2 AND (?1 = '' OR instr(words, ?1) > 0) AND content_type {not} IN ({among})
         ORDER BY wish = 1 DESC, kept DESC, id LIMIT ?2"
    );
    let mut given = vec![Value::from(asked.words.clone()), Value::from(asked.limit)];
    given.extend(kinds.iter().map(|kind| Value::from(*kind)));
    db.prepare_cached(&sql)?
        .query_map(params_from_iter(given), read)?
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_by_kind_and_words_the_newest_first() {
        let db = crate::store::scratch();
        for (id, kept, content_type, words, wish) in [
            ("a", 10, 101, "the door code", Wish::Nothing),
            ("b", 30, 102, "alice", Wish::Nothing),
            ("c", 20, 108, "code", Wish::Nothing),
            ("d", 5, 101, "waits", Wish::Keep),
            ("e", 40, 101, "code", Wish::Remove),
        ] {
            let (id, words) = (id.to_owned(), words.to_owned());
            let value = String::new();
            put(
                &db,
                &Favourite {
                    id,
                    value,
                    kept,
                    content_type,
                    words,
                    wish,
                },
            )
            .unwrap();
        }
        let found = |words: &str, kinds: Kinds, limit: i64| {
            let words = words.to_owned();
            let found = newest(&db, &Asked { words, kinds, limit }).unwrap();
            found.into_iter().map(|one| one.id).collect::<String>()
        };
        assert_eq!(found("", Kinds::All, 9), "dbca");
        assert_eq!(found("", Kinds::All, 2), "db");
        assert_eq!(found("code", Kinds::All, 9), "ca");
        assert_eq!(found("", Kinds::Of(&[101, 106]), 9), "da");
        assert_eq!(found("", Kinds::But(&[101, 102]), 9), "c");
        assert_eq!(found("%", Kinds::All, 9), "");
        assert_eq!((count(&db).unwrap(), wishing(&db).unwrap().len()), (4, 2));
        forget(&db, "d").unwrap();
        wish(&db, "e", Wish::Nothing).unwrap();
        assert_eq!(found("", Kinds::All, 9), "ebca");
    }
}
