//! Reads: they see what was answered, one moment at a time, and change nothing.

use db::{Db, Error, Migration};

use crate::place::{NOTES, Place, begun, notes, write};

async fn count(db: &Db) -> i64 {
    db.read::<_, Error>(|connection| Ok(connection.query_row("SELECT count(*) FROM notes", [], |row| row.get(0))?))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_sees_every_write_that_was_answered_before() {
    let place = Place::new();
    let db = place.open();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8 {
        let db = db.clone();
        writers.spawn(async move {
            for turn in 0..30 {
                let text = format!("{writer} {turn}");
                write(&db, text.clone()).await.unwrap();
                let found = db
                    .read::<i64, Error>(move |connection| {
                        Ok(connection
                            .query_row("SELECT count(*) FROM notes WHERE text = ?1", [text], |row| row.get(0))?)
                    })
                    .await;
                assert_eq!(found.unwrap(), 1);
            }
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn a_read_sees_one_moment() {
    let place = Place::new();
    let db = place.open();
    let (begin, begun_reading) = std::sync::mpsc::channel();
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let reader = db.clone();
    let reading = begun(async move {
        reader
            .read::<_, Error>(move |connection| {
                let count = || connection.query_row("SELECT count(*) FROM notes", [], |row| row.get::<_, i64>(0));
                let before = count()?;
                begin.send(()).unwrap();
                wait.recv().unwrap();
                Ok((before, count()?))
            })
            .await
    });
    begun_reading.recv().unwrap();
    write(&db, "in between").await.unwrap();
    assert_eq!(count(&db).await, 1, "another reader is not held up");
    go_on.send(()).unwrap();
    assert_eq!(reading.await.unwrap(), (0, 0));
}

#[tokio::test]
async fn a_read_cannot_write() {
    let place = Place::new();
    let db = place.open();
    let tried = db
        .read::<_, Error>(|connection| Ok(connection.execute("INSERT INTO notes (text) VALUES ('no')", [])?))
        .await;
    assert!(tried.is_err());
    assert_eq!(notes(&db).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_read_that_panics_or_ends_its_snapshot_leaves_the_reader_usable() {
    let place = Place::new();
    let db = place.open();
    for _ in 0..3 {
        let panicked = db.read::<(), Error>(|_| panic!("as the test wants it")).await;
        assert!(matches!(panicked, Err(Error::Panicked)));
        db.read::<_, Error>(|connection| Ok(connection.execute_batch("COMMIT")?))
            .await
            .unwrap();
    }
    write(&db, "fine").await.unwrap();
    assert_eq!(notes(&db).await, ["fine"]);
}

#[tokio::test]
async fn reads_run_beside_each_other() {
    let place = Place::new();
    let db = place.open();
    let meet = std::sync::Arc::new(std::sync::Barrier::new(2));
    let read = || {
        let meet = std::sync::Arc::clone(&meet);
        db.read::<_, Error>(move |_| {
            meet.wait();
            Ok(())
        })
    };
    let (one, other) = tokio::join!(read(), read());
    one.unwrap();
    other.unwrap();
}

/// Also when a read holds on to an old moment for a while, the log is used anew afterwards.
#[tokio::test]
async fn the_log_does_not_grow_for_ever() {
    let place = Place::new();
    place.disk.skip_syncs(true);
    let db = place.open();
    let (begin, begun_reading) = std::sync::mpsc::channel();
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let reader = db.clone();
    let reading = begun(async move {
        reader
            .read::<i64, Error>(move |connection| {
                let count = connection.query_row("SELECT count(*) FROM notes", [], |row| row.get(0))?;
                begin.send(()).unwrap();
                wait.recv().unwrap();
                Ok(count)
            })
            .await
    });
    begun_reading.recv().unwrap();
    let log = || std::fs::metadata(place.beside("-wal")).unwrap().len();
    let write_much = async |from: u32| {
        for number in from..from + 1000 {
            write(&db, format!("{number}{}", "x".repeat(8000))).await.unwrap();
        }
    };
    write_much(0).await;
    let held = log();
    assert!(held > 8_000_000, "the reader still needs it");
    go_on.send(()).unwrap();
    reading.await.unwrap();
    write_much(1000).await;
    write_much(2000).await;
    assert!(log() < held + 8_000_000, "{} after {held}", log());
    assert_eq!(notes(&db).await.len(), 3000);
}

#[tokio::test]
async fn what_is_bound_to_a_statement_does_not_prepare_it_again() {
    const PARTIAL: &[Migration] = &[
        NOTES[0],
        Migration {
            number: 2,
            name: "partial",
            sql: "CREATE INDEX notes_later ON notes (text) WHERE id > 0;",
        },
    ];
    let place = Place::new();
    let db = place.try_open(PARTIAL).unwrap();
    let again = db.read::<_, Error>(|connection| {
        let mut again = 0;
        for sql in [
            "SELECT r.id FROM notes n LEFT JOIN replies r ON r.id = n.id WHERE n.id = ?1",
            "SELECT text FROM notes WHERE id > ?1 ORDER BY text",
        ] {
            let mut statement = connection.prepare(sql)?;
            for id in 0..9 {
                statement.exists([id])?;
            }
            again += statement.get_status(rusqlite::StatementStatus::RePrepare);
        }
        Ok(again)
    });
    assert_eq!(again.await.unwrap(), 0);
}
