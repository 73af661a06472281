//! A disk that is full or fails: everybody concerned is told, nothing half remains, and it goes on when the disk does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use db::{Db, Error, OpenError};

use crate::place::{Place, begun, notes, write};

/// Ten writes that share a commit, which meets the disk as `spoil` left it.
async fn ten_together(place: &Place, db: &Db, spoil: impl FnOnce()) -> Vec<Result<(), Error>> {
    place.disk.hold_syncs(true);
    let shared = db.clone();
    let first = begun(async move { write(&shared, "first").await });
    place.disk.wait_for_held_sync();
    let heard = Arc::new(AtomicUsize::new(0));
    let ten: Vec<_> = (0..10)
        .map(|number| {
            let (db, heard) = (db.clone(), Arc::clone(&heard));
            begun(async move {
                db.write::<_, Error>(move |tx| {
                    tx.execute("INSERT INTO notes (text) VALUES (?1)", [format!("spoilt {number}")])?;
                    tx.after_commit(move || {
                        heard.fetch_add(1, Ordering::Relaxed);
                    });
                    // A no is not to be trusted either, when it was said in a transaction that came to nothing.
                    if number == 9 { Err(Error::Panicked) } else { Ok(()) }
                })
                .await
            })
        })
        .collect();
    spoil();
    place.disk.hold_syncs(false);
    first.await.unwrap();
    let mut answers = Vec::new();
    for write in ten {
        answers.push(write.await);
    }
    assert_eq!(heard.load(Ordering::Relaxed), 0, "no hook of a failed commit runs");
    answers
}

#[tokio::test]
async fn a_full_disk_fails_all_who_shared_the_commit_and_nobody_later() {
    let place = Place::new();
    let db = place.open();
    let answers = ten_together(&place, &db, || place.disk.full_after(Some(5000))).await;
    assert!(
        answers.iter().all(|answer| matches!(answer, Err(Error::Full))),
        "{answers:?}"
    );
    assert_eq!(notes(&db).await, ["first"]);
    assert!(matches!(write(&db, "still full").await, Err(Error::Full)));
    place.disk.full_after(None);
    write(&db, "room again").await.unwrap();
    assert_eq!(notes(&db).await, ["first", "room again"]);
    drop(db);
    assert_eq!(notes(&place.open()).await, ["first", "room again"]);
}

#[tokio::test]
async fn a_failed_sync_fails_all_who_shared_the_commit_and_nobody_later() {
    let place = Place::new();
    let db = place.open();
    let answers = ten_together(&place, &db, || place.disk.fail_syncs(true)).await;
    assert!(
        answers.iter().all(|answer| matches!(answer, Err(Error::Io(_)))),
        "{answers:?}"
    );
    assert_eq!(notes(&db).await, ["first"]);
    place.disk.fail_syncs(false);
    write(&db, "works again").await.unwrap();
    assert_eq!(notes(&db).await, ["first", "works again"]);
    drop(db);
    assert_eq!(notes(&place.open()).await, ["first", "works again"]);
}

/// More than the page cache holds, so that SQLite meets the full disk in the middle of a statement and gives up the
/// transaction of all others by itself.
#[tokio::test]
async fn a_disk_that_fills_in_the_middle_of_a_write_is_told_as_full() {
    let place = Place::new();
    let db = place.open();
    place.disk.hold_syncs(true);
    let shared = db.clone();
    let first = begun(async move { write(&shared, "first").await });
    place.disk.wait_for_held_sync();
    let small = db.clone();
    let small = begun(async move { write(&small, "small").await });
    let large = db.clone();
    let large = begun(async move {
        large
            .write::<_, Error>(|tx| {
                for _ in 0..100 {
                    let swallowed = tx.execute("INSERT INTO notes (text) VALUES (hex(randomblob(100000)))", []);
                    if swallowed.is_err() && tx.is_autocommit() {
                        // Going on all the same must not put anything on the disk.
                        let _ = tx.execute("INSERT INTO notes (text) VALUES ('smuggled')", []);
                    }
                }
                Ok(())
            })
            .await
    });
    place.disk.full_after(Some(2_000_000));
    place.disk.hold_syncs(false);
    first.await.unwrap();
    assert!(large.await.is_err());
    assert!(small.await.is_err(), "its transaction was given up too");
    place.disk.full_after(None);
    write(&db, "after").await.unwrap();
    assert_eq!(notes(&db).await, ["first", "after"]);
}

#[tokio::test]
async fn a_disk_that_fills_under_one_honest_write_is_told_as_full() {
    let place = Place::new();
    let db = place.open();
    place.disk.full_after(Some(2_000_000));
    let answer = db
        .write::<_, Error>(|tx| {
            for _ in 0..100 {
                tx.execute("INSERT INTO notes (text) VALUES (hex(randomblob(100000)))", [])?;
            }
            Ok(())
        })
        .await;
    assert!(matches!(answer, Err(Error::Full)), "{answer:?}");
}

#[tokio::test]
async fn the_log_is_carried_over_after_a_full_disk() {
    let place = Place::new();
    let db = place.open();
    for number in 0..30 {
        place
            .disk
            .full_after(if number % 3 == 1 { Some(number * 30_000) } else { None });
        let _ = db
            .write::<_, Error>(|tx| {
                Ok(tx.execute(
                    "WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 50)
                     INSERT INTO notes (text) SELECT hex(randomblob(5000)) FROM many",
                    [],
                )?)
            })
            .await;
    }
    place.disk.full_after(None);
    let kept = notes(&db).await;
    assert!(kept.len() >= 20 * 50);
    db.close().await;
    assert!(!place.beside("-wal").exists(), "closed well");
    assert_eq!(notes(&place.open()).await, kept);
}

#[test]
fn opening_on_a_full_disk_says_so_and_works_later() {
    let place = Place::new();
    place.disk.full_after(Some(0));
    assert!(matches!(place.try_open(crate::place::NOTES), Err(OpenError::Full)));
    place.disk.full_after(None);
    place.open();
}

/// A lock that another program holds on the file itself, past our own lock.
#[tokio::test]
async fn a_file_locked_by_another_program_is_told_as_busy() {
    let place = Place::new();
    let db = place.open();
    let other = rusqlite::Connection::open(place.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(write(&db, "too early").await, Err(Error::Busy)));
    other.execute_batch("ROLLBACK").unwrap();
    write(&db, "free").await.unwrap();
    assert_eq!(notes(&db).await, ["free"]);
}
