//! Both modes answer alike, and the end of a database loses nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use db::{Db, Error, Mode, Options};

use crate::place::{Place, begun, notes, write};

/// A bit of everything, told as text.
async fn history(mode: Mode) -> Vec<String> {
    let place = Place::new();
    let open = || {
        Db::open(Options {
            mode,
            ..place.options()
        })
        .unwrap()
    };
    let db = open();
    let mut told = Vec::new();
    let hooks = Arc::new(AtomicUsize::new(0));
    for number in 0..12_i64 {
        let hooks_now = Arc::clone(&hooks);
        let answer = db
            .write::<i64, Error>(move |tx| {
                tx.after_commit(move || {
                    hooks_now.fetch_add(1, Ordering::Relaxed);
                });
                match number % 6 {
                    0 | 1 => drop(tx.execute("INSERT INTO notes (text) VALUES (?1)", [format!("note {number}")])?),
                    2 => drop(tx.execute("INSERT INTO notes (text) VALUES ('note 0')", [])?),
                    3 => drop(tx.execute("INSERT INTO replies (note) VALUES (1000)", [])?),
                    4 => tx.execute_batch("COMMIT")?,
                    _ => panic!("as the test wants it"),
                }
                Ok(tx.last_insert_rowid())
            })
            .await;
        told.push(format!("{number}: {answer:?}, {} hooks", hooks.load(Ordering::Relaxed)));
        let stray = db
            .read::<_, Error>(|reader| Ok(reader.execute("DELETE FROM notes", [])?))
            .await;
        told.push(format!("{stray:?}, then {:?}", notes(&db).await));
    }
    place.disk.full_after(Some(0));
    told.push(format!("{:?}", write(&db, "full").await));
    place.disk.full_after(None);
    let clone = db.clone();
    db.close().await;
    told.push(format!("{:?}", write(&clone, "closed").await));
    told.push(format!("{:?}", clone.read::<(), Error>(|_| Ok(())).await));
    told.push(format!("{:?}", notes(&open()).await));
    told
}

#[tokio::test]
async fn inline_and_threads_answer_alike() {
    let inline = history(Mode::Inline).await;
    assert_eq!(inline, history(Mode::Threads).await);
    assert_eq!(inline, history(Mode::Inline).await, "and always alike");
    assert_eq!(inline.last().unwrap(), r#"["note 0", "note 1", "note 6", "note 7"]"#);
}

#[tokio::test]
async fn inline_runs_on_the_callers_thread() {
    let place = Place::new();
    let db = Db::open(Options {
        mode: Mode::Inline,
        ..place.options()
    })
    .unwrap();
    let here = std::thread::current().id();
    let there = db
        .write::<_, Error>(move |tx| {
            tx.after_commit(move || assert_eq!(std::thread::current().id(), here));
            Ok(std::thread::current().id())
        })
        .await;
    assert_eq!(there.unwrap(), here);
    assert_eq!(
        db.read::<_, Error>(|_| Ok(std::thread::current().id())).await.unwrap(),
        here
    );
}

/// As with threads: whoever is ready to run gets a turn between a commit and its answer.
#[tokio::test]
async fn inline_lets_others_run_between_a_commit_and_its_answer() {
    let place = Place::new();
    let db = Db::open(Options {
        mode: Mode::Inline,
        ..place.options()
    })
    .unwrap();
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    let [hook, other] = [0, 1].map(|_| Arc::clone(&order));
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(async move { other.lock().unwrap().push("other") });
    db.write::<_, Error>(move |tx| {
        tx.after_commit(move || hook.lock().unwrap().push("hook"));
        Ok(())
    })
    .await
    .unwrap();
    order.lock().unwrap().push("answer");
    assert_eq!(*order.lock().unwrap(), ["hook", "other", "answer"]);
}

#[tokio::test]
async fn dropping_the_last_handle_finishes_what_waits() {
    let place = Place::new();
    let db = place.open();
    place.disk.hold_syncs(true);
    let done = Arc::new(AtomicUsize::new(0));
    let waiting: Vec<_> = (0..100)
        .map(|number| {
            let (db, done) = (db.clone(), Arc::clone(&done));
            begun(async move {
                db.write::<_, Error>(move |tx| {
                    tx.execute("INSERT INTO notes (text) VALUES (?1)", [format!("note {number}")])?;
                    tx.after_commit(move || {
                        done.fetch_add(1, Ordering::Relaxed);
                    });
                    Ok(())
                })
                .await
            })
        })
        .collect();
    place.disk.wait_for_held_sync();
    drop(waiting);
    place.disk.hold_syncs(false);
    drop(db);
    assert_eq!(done.load(Ordering::Relaxed), 100, "all were on disk when drop returned");
    assert!(!place.beside("-wal").exists(), "closed well");
    assert_eq!(notes(&place.open()).await.len(), 100, "and the lock is free");
}

#[tokio::test]
async fn closing_ends_all_clones_and_frees_the_lock() {
    let place = Place::new();
    let db = place.open();
    write(&db, "hello").await.unwrap();
    let clone = db.clone();
    db.close().await;
    assert!(matches!(write(&clone, "too late").await, Err(Error::Closed)));
    assert_eq!(
        notes(&place.open()).await,
        ["hello"],
        "while the other clone still lives"
    );
    clone.close().await;
}

/// A thread cannot wait for its own end; this would stand still for ever.
#[tokio::test]
async fn the_last_handle_may_die_inside_a_closure_or_hook() {
    let place = Place::new();
    for act in 0..3 {
        let db = place.open();
        let last = db.clone();
        let (told, heard) = tokio::sync::oneshot::channel();
        let (begin, running) = std::sync::mpsc::channel();
        let (go_on, wait) = std::sync::mpsc::channel::<()>();
        let end = move || {
            begin.send(()).unwrap();
            wait.recv().unwrap();
            drop(last);
            told.send(()).unwrap();
            Ok::<_, Error>(())
        };
        let act = begun(async move {
            let _ = match act {
                0 => db.write(move |_| end()).await,
                1 => db.read(move |_| end()).await,
                _ => {
                    db.write::<_, Error>(move |tx| {
                        tx.after_commit(move || end().unwrap());
                        Ok(())
                    })
                    .await
                }
            };
        });
        running.recv().unwrap();
        drop(act);
        go_on.send(()).unwrap();
        heard.await.unwrap();
        // The thread that could not be waited for ends soon.
        loop {
            match place.try_open(crate::place::NOTES) {
                Ok(db) => break db.close().await,
                Err(db::OpenError::Locked) => tokio::task::yield_now().await,
                Err(other) => panic!("{other}"),
            }
        }
    }
}

fn shared<T: Send + Sync + Clone + 'static>() {}

#[test]
fn a_handle_can_go_anywhere() {
    shared::<Db>();
}
