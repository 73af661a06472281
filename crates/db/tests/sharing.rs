//! Writes share commits, and none of them can tell.

use std::sync::{Arc, Mutex};

use db::{Db, Error};
use rusqlite::ErrorCode;

use crate::place::{Boxed, Place, begun, notes, write};

type Answer = Result<(), Error>;

/// Hands `writes` over while the disk holds the sync of another write, so that they share the next commit.
async fn together(place: &Place, db: &Db, writes: Vec<Boxed<Answer>>) -> Vec<Answer> {
    place.disk.hold_syncs(true);
    let shared = db.clone();
    let first = begun(async move { write(&shared, "first").await });
    place.disk.wait_for_held_sync();
    let writes: Vec<_> = writes.into_iter().map(begun).collect();
    place.disk.hold_syncs(false);
    first.await.unwrap();
    let mut answers = Vec::new();
    for write in writes {
        answers.push(write.await);
    }
    answers
}

fn note(db: &Db, text: &str) -> Boxed<Answer> {
    let (db, text) = (db.clone(), text.to_owned());
    Box::pin(async move { write(&db, text).await })
}

/// A write that runs these statements, whatever they are.
fn statements(db: &Db, sql: &'static str) -> Boxed<Answer> {
    let db = db.clone();
    Box::pin(async move { db.write(move |tx| Ok(tx.execute_batch(sql)?)).await })
}

#[tokio::test]
async fn a_hundred_waiting_writes_take_one_sync() {
    let place = Place::new();
    let db = place.open();
    let before = place.disk.syncs();
    let writes = (0..100).map(|number| note(&db, &format!("note {number}"))).collect();
    for answer in together(&place, &db, writes).await {
        answer.unwrap();
    }
    assert_eq!(place.disk.syncs() - before, 2, "one for the first, one for the hundred");
    let notes = notes(&db).await;
    assert_eq!(notes.len(), 101);
    assert_eq!(notes[100], "note 99", "in the order in which they were handed over");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn busy_writers_share_by_themselves() {
    let place = Place::new();
    let db = place.open();
    let before = place.disk.syncs();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..64 {
        let db = db.clone();
        writers.spawn(async move {
            for turn in 0..20 {
                write(&db, format!("{writer} {turn}")).await.unwrap();
            }
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended.unwrap();
    }
    let syncs = place.disk.syncs() - before;
    assert!(syncs < 64 * 20 / 2, "{syncs} syncs for {} writes", 64 * 20);
    assert_eq!(notes(&db).await.len(), 64 * 20);
}

#[tokio::test]
async fn a_write_that_fails_hurts_nobody_else() {
    let place = Place::new();
    let db = place.open();
    let says_no = db.clone();
    let writes: Vec<Boxed<Answer>> = vec![
        note(&db, "before"),
        Box::pin(async move {
            says_no
                .write(|tx| {
                    tx.execute("INSERT INTO notes (text) VALUES ('half')", [])?;
                    tx.execute("INSERT INTO notes (text) VALUES ('before')", [])?;
                    Ok(())
                })
                .await
        }),
        note(&db, "after"),
    ];
    let answers = together(&place, &db, writes).await;
    assert!(answers[0].is_ok() && answers[2].is_ok());
    let Err(Error::Sql(error)) = &answers[1] else {
        panic!("{answers:?}")
    };
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
    assert_eq!(notes(&db).await, ["first", "before", "after"]);
}

#[tokio::test]
async fn a_panic_undoes_only_its_own_write() {
    let place = Place::new();
    let db = place.open();
    let panics = db.clone();
    let writes: Vec<Boxed<Answer>> = vec![
        note(&db, "before"),
        Box::pin(async move {
            panics
                .write(|tx| {
                    tx.execute("INSERT INTO notes (text) VALUES ('half')", [])?;
                    tx.after_commit(|| panic!("the hook of a write that is undone never runs"));
                    tx.execute_batch("SAVEPOINT inner")?;
                    panic!("as the test wants it")
                })
                .await
        }),
        note(&db, "after"),
    ];
    let answers = together(&place, &db, writes).await;
    assert!(answers[0].is_ok() && answers[2].is_ok());
    assert!(matches!(answers[1], Err(Error::Panicked)));
    assert_eq!(notes(&db).await, ["first", "before", "after"]);
}

#[tokio::test]
async fn a_reference_to_nowhere_fails_the_write_that_left_it() {
    let place = Place::new();
    let db = place.open();
    let writes = vec![
        note(&db, "before"),
        statements(&db, "INSERT INTO replies (note) VALUES (77)"),
        statements(
            &db,
            "INSERT INTO replies (note) VALUES (99); INSERT INTO notes (id, text) VALUES (99, 'ninety-nine')",
        ),
    ];
    let answers = together(&place, &db, writes).await;
    assert!(
        answers[0].is_ok() && answers[2].is_ok(),
        "a debt that is paid within the write is none: {answers:?}"
    );
    let Err(Error::Sql(error)) = &answers[1] else {
        panic!("{answers:?}")
    };
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
    assert_eq!(notes(&db).await, ["first", "before", "ninety-nine"]);
}

#[tokio::test]
async fn a_write_cannot_commit_by_itself() {
    let place = Place::new();
    let db = place.open();
    for sql in [
        "COMMIT",
        "ROLLBACK",
        "ROLLBACK; INSERT INTO notes (text) VALUES ('smuggled')",
        "RELEASE piece",
    ] {
        let writes = vec![
            note(&db, "victim"),
            statements(&db, sql),
            note(&db, &format!("after {sql}")),
        ];
        let answers = together_again(&place, &db, writes).await;
        assert!(answers[1].is_err(), "{sql}");
        assert!(answers[2].is_ok(), "{sql}: who comes later is not hurt");
        // Whether the one before was lost depends on the statement; that its answer is true does not.
        let kept = notes(&db).await.contains(&"victim".to_owned());
        assert_eq!(answers[0].is_ok(), kept, "{sql}");
        assert!(!notes(&db).await.contains(&"smuggled".to_owned()), "{sql}");
        statements(&db, "DELETE FROM notes").await.unwrap();
    }
}

async fn together_again(place: &Place, db: &Db, writes: Vec<Boxed<Answer>>) -> Vec<Answer> {
    let answers = together(place, db, writes).await;
    statements(db, "DELETE FROM notes WHERE text = 'first'").await.unwrap();
    answers
}

#[tokio::test]
async fn hooks_run_in_the_order_of_the_commits_and_before_the_answers() {
    let place = Place::new();
    let db = place.open();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let writes = (0..20)
        .map(|number| {
            let (db, heard) = (db.clone(), Arc::clone(&heard));
            let told = Arc::clone(&heard);
            let write: Boxed<Answer> = Box::pin(async move {
                db.write::<_, Error>(move |tx| {
                    tx.after_commit(move || heard.lock().unwrap().push(number));
                    tx.after_commit(|| {
                        assert_eq!(std::thread::current().name(), Some("db-writer"));
                    });
                    if number % 5 == 3 {
                        return Err(Error::Closed);
                    }
                    Ok(())
                })
                .await?;
                assert!(
                    told.lock().unwrap().contains(&number),
                    "the hook comes before the answer"
                );
                Ok(())
            });
            write
        })
        .collect();
    let answers = together(&place, &db, writes).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 4);
    let expected: Vec<_> = (0..20).filter(|number| number % 5 != 3).collect();
    assert_eq!(*heard.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_hook_that_panics_hurts_nobody() {
    let place = Place::new();
    let db = place.open();
    db.write::<_, Error>(|tx| {
        tx.after_commit(|| panic!("as the test wants it"));
        Ok(())
    })
    .await
    .unwrap();
    write(&db, "after").await.unwrap();
    assert_eq!(notes(&db).await, ["after"]);
}

#[tokio::test]
async fn a_write_goes_on_when_nobody_waits_for_it() {
    let place = Place::new();
    let db = place.open();
    let shared = db.clone();
    drop(begun(async move {
        shared
            .write::<_, Error>(|tx| Ok(tx.execute("INSERT INTO notes (text) VALUES ('unheard')", [])?))
            .await
    }));
    write(&db, "after").await.unwrap();
    assert_eq!(notes(&db).await, ["unheard", "after"]);
}
