//! The tables `files`, `file_places` and `attachments`: which bytes lie on this device, where the servers have them, and
//! what own messages bring that the server does not have yet. Knows no disk.

use rusqlite::{Connection, OptionalExtension as _, Result, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct File {
    pub(crate) content: String,
    pub(crate) size: i64,
    /// A MIME type.
    pub(crate) kind: String,
}

/// What an own message brings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Attached {
    pub(crate) content: String,
    pub(crate) name: String,
    /// The picture that stands for it until it plays; empty: none does.
    pub(crate) poster: String,
}

/// Notes bytes that lie here, or that they were wanted again.
pub(crate) fn put(db: &Connection, file: &File, now: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO files (content, size, kind, used) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (content) DO UPDATE SET used = excluded.used",
    )?
    .execute(params![file.content, file.size, file.kind, now])?;
    Ok(())
}

pub(crate) fn get(db: &Connection, content: &str) -> Result<Option<File>> {
    db.prepare_cached("SELECT content, size, kind FROM files WHERE content = ?1")?
        .query_row([content], |row| {
            Ok(File {
                content: row.get(0)?,
                size: row.get(1)?,
                kind: row.get(2)?,
            })
        })
        .optional()
}

/// It is wanted; only as exactly as is needed to tell what was wanted long ago.
pub(crate) fn touch(db: &Connection, content: &str, now: i64, step: i64) -> Result<()> {
    db.prepare_cached("UPDATE files SET used = ?2 WHERE content = ?1 AND used < ?2 - ?3")?
        .execute(params![content, now, step])?;
    Ok(())
}

pub(crate) fn upload(db: &Connection, content: &str) -> Result<String> {
    let kept = db
        .prepare_cached("SELECT upload FROM files WHERE content = ?1")?
        .query_row([content], |row| row.get(0))
        .optional()?;
    Ok(kept.unwrap_or_default())
}

pub(crate) fn set_upload(db: &Connection, content: &str, upload: &str) -> Result<()> {
    db.prepare_cached("UPDATE files SET upload = ?2 WHERE content = ?1")?
        .execute(params![content, upload])?;
    Ok(())
}

/// The server has these bytes there.
pub(crate) fn place(db: &Connection, url: &str, content: &str) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO file_places (url, content) VALUES (?1, ?2)")?
        .execute(params![url, content])?;
    Ok(())
}

/// The bytes that lie at an address, if they lie here too.
pub(crate) fn at(db: &Connection, url: &str) -> Result<Option<File>> {
    let content = db
        .prepare_cached("SELECT content FROM file_places WHERE url = ?1")?
        .query_row([url], |row| row.get::<_, String>(0))
        .optional()?;
    content.map_or(Ok(None), |content| get(db, &content))
}

pub(crate) fn attach(db: &Connection, message: i64, attached: &Attached) -> Result<()> {
    db.prepare_cached("INSERT INTO attachments (message, content, name, poster) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![message, attached.content, attached.name, attached.poster])?;
    Ok(())
}

pub(crate) fn attached(db: &Connection, message: i64) -> Result<Option<Attached>> {
    db.prepare_cached("SELECT content, name, poster FROM attachments WHERE message = ?1")?
        .query_row([message], |row| {
            Ok(Attached {
                content: row.get(0)?,
                name: row.get(1)?,
                poster: row.get(2)?,
            })
        })
        .optional()
}

pub(crate) fn detach(db: &Connection, message: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM attachments WHERE message = ?1")?
        .execute([message])?;
    Ok(())
}

/// What is true of a file that is still to be sent.
macro_rules! waits {
    () => {
        "(EXISTS (SELECT 1 FROM attachments WHERE attachments.content = files.content)
          OR EXISTS (SELECT 1 FROM attachments WHERE attachments.poster <> '' AND attachments.poster = files.content)
          OR EXISTS (SELECT 1 FROM draft_files WHERE draft_files.content = files.content)
          OR EXISTS (SELECT 1 FROM stickers WHERE stickers.content = files.content))"
    };
}

/// Bytes of what could go, and of what is still to be sent.
pub(crate) fn totals(db: &Connection) -> Result<(i64, i64)> {
    db.prepare_cached(concat!(
        "SELECT coalesce(sum(CASE WHEN waits THEN 0 ELSE size END), 0), coalesce(sum(CASE WHEN waits THEN size ELSE 0 END), 0)
         FROM (SELECT size, ",
        waits!(),
        " AS waits FROM files)"
    ))?
    .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What could go and was not wanted since `since`, the longest unused first.
pub(crate) fn unused(db: &Connection, since: i64) -> Result<Vec<File>> {
    db.prepare_cached(concat!(
        "SELECT content, size, kind FROM files WHERE used < ?1 AND NOT ",
        waits!(),
        " ORDER BY used, content"
    ))?
    .query_map([since], |row| {
        Ok(File {
            content: row.get(0)?,
            size: row.get(1)?,
            kind: row.get(2)?,
        })
    })?
    .collect()
}

/// Whether nothing that is still to be sent needs it, and nobody keeps it as a sticker.
pub(crate) fn is_free(db: &Connection, content: &str) -> Result<bool> {
    let waits = db
        .prepare_cached(concat!("SELECT ", waits!(), " FROM files WHERE content = ?1"))?
        .query_row([content], |row| row.get(0))
        .optional()?;
    Ok(!waits.unwrap_or(false))
}

/// Whether no message has it either.
pub(crate) fn is_nobodys(db: &Connection, content: &str) -> Result<bool> {
    let placed: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM file_places WHERE content = ?1)")?
        .query_row([content], |row| row.get(0))?;
    Ok(!placed && is_free(db, content)?)
}

pub(crate) fn forget(db: &Connection, content: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM file_places WHERE content = ?1")?
        .execute([content])?;
    db.prepare_cached("DELETE FROM files WHERE content = ?1")?
        .execute([content])?;
    Ok(())
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

    fn file(content: &str, size: i64) -> File {
        File {
            content: content.to_owned(),
            size,
            kind: String::new(),
        }
    }

    #[test]
    fn what_is_still_to_be_sent_never_goes() {
        let db = crate::store::scratch();
        for (at, (content, size)) in [("a", 10), ("b", 20), ("c", 30)].into_iter().enumerate() {
            put(&db, &file(content, size), i64::try_from(at).unwrap()).unwrap();
        }
        let attached = Attached {
            content: "a".to_owned(),
            name: "a.txt".to_owned(),
            poster: "d".to_owned(),
        };
        put(&db, &file("d", 5), 3).unwrap();
        attach(&db, 7, &attached).unwrap();
        assert_eq!(super::attached(&db, 7).unwrap(), Some(attached));
        assert_eq!(totals(&db).unwrap(), (50, 15));
        assert_eq!(unused(&db, 10).unwrap(), [file("b", 20), file("c", 30)]);
        assert_eq!(unused(&db, 2).unwrap(), [file("b", 20)]);
        place(&db, "https://a.example/b", "b").unwrap();
        assert_eq!(at(&db, "https://a.example/b").unwrap(), Some(file("b", 20)));
        forget(&db, "b").unwrap();
        assert_eq!(at(&db, "https://a.example/b").unwrap(), None);
        detach(&db, 7).unwrap();
        assert_eq!(totals(&db).unwrap(), (45, 0));
    }
}
