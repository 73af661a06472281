//! A folder with a database in it, and the one table that these tests write to.

use std::future::Future;
use std::path::PathBuf;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use db::{Db, Error, Migration, Mode, OpenError, Options};
use tempfile::TempDir;

use crate::faults::Disk;

pub const NOTES: &[Migration] = &[Migration {
    number: 1,
    name: "notes",
    sql: "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
          CREATE TABLE replies (
              id INTEGER PRIMARY KEY,
              note INTEGER NOT NULL REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED
          ) STRICT;",
}];

pub struct Place {
    pub folder: TempDir,
    pub disk: Disk,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            disk: Disk::new(),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("notes.db")
    }

    pub fn beside(&self, suffix: &str) -> PathBuf {
        self.folder.path().join(format!("notes.db{suffix}"))
    }

    pub fn options(&self) -> Options {
        Options {
            path: self.path(),
            migrations: NOTES,
            readers: 2,
            mode: Mode::Threads,
            vfs: Some(self.disk.vfs()),
        }
    }

    pub fn open(&self) -> Db {
        Db::open(self.options()).unwrap()
    }

    pub fn try_open(&self, migrations: &'static [Migration]) -> Result<Db, OpenError> {
        Db::open(Options {
            migrations,
            ..self.options()
        })
    }
}

/// Writes one note.
pub async fn write(db: &Db, text: impl Into<String>) -> Result<(), Error> {
    let text = text.into();
    db.write(move |tx| {
        tx.execute("INSERT INTO notes (text) VALUES (?1)", [text])?;
        Ok(())
    })
    .await
}

/// All notes in the order in which they were committed.
pub async fn notes(db: &Db) -> Vec<String> {
    db.read::<_, Error>(|connection| {
        let mut notes = connection.prepare_cached("SELECT text FROM notes ORDER BY id")?;
        let rows = notes.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    })
    .await
    .unwrap()
}

pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A write that was handed over and is not answered yet.
pub fn begun<T: 'static>(future: impl Future<Output = T> + Send + 'static) -> Boxed<T> {
    let mut future: Boxed<T> = Box::pin(future);
    assert!(polled(&mut future).is_pending(), "nothing can be answered yet");
    future
}

pub fn polled<T>(future: &mut Boxed<T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}
