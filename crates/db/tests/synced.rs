//! A write is answered only when a whole sync lies between it and its answer.

use db::{Db, Error};
use tokio::task::JoinSet;

use crate::faults::{Act, too_early};
use crate::place::{Place, write};

fn mark(number: usize) -> String {
    format!("<{number:06}>")
}

async fn write_marked(db: &Db, place: &std::sync::Arc<Place>, number: usize) {
    let hook = std::sync::Arc::clone(place);
    db.write::<_, Error>(move |tx| {
        tx.execute("INSERT INTO notes (text) VALUES (?1)", [mark(number)])?;
        // A push to other people's devices leaves from here: it may not be early either.
        tx.after_commit(move || hook.disk.answered(mark(number).as_bytes()));
        Ok(())
    })
    .await
    .unwrap();
    place.disk.answered(mark(number).as_bytes());
}

#[tokio::test]
async fn one_write_after_the_other_is_synced_before_its_answer() {
    let place = std::sync::Arc::new(Place::new());
    let db = place.open();
    place.disk.record();
    for number in 0..50 {
        write_marked(&db, &place, number).await;
    }
    let events = place.disk.events();
    assert_eq!(answers(&events), 100);
    assert_eq!(too_early(&events), Vec::<Vec<u8>>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_share_a_commit_are_synced_before_their_answers() {
    let place = std::sync::Arc::new(Place::new());
    let db = place.open();
    place.disk.record();
    let mut writers = JoinSet::new();
    for writer in 0..16 {
        let (db, place) = (db.clone(), std::sync::Arc::clone(&place));
        writers.spawn(async move {
            for turn in 0..20 {
                write_marked(&db, &place, writer * 1000 + turn).await;
            }
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended.unwrap();
    }
    let events = place.disk.events();
    assert_eq!(answers(&events), 2 * 16 * 20);
    assert_eq!(too_early(&events), Vec::<Vec<u8>>::new());
}

/// The check above finds what it looks for: here is a database that does not sync.
#[tokio::test]
async fn a_database_that_does_not_sync_is_found_out() {
    let place = Place::new();
    place.open().close().await;
    let careless = rusqlite::Connection::open_with_flags_and_vfs(
        place.path(),
        rusqlite::OpenFlags::default(),
        place.disk.vfs().as_str(),
    )
    .unwrap();
    careless.pragma_update(None, "synchronous", "OFF").unwrap();
    place.disk.record();
    for number in 0..3 {
        careless
            .execute("INSERT INTO notes (text) VALUES (?1)", [mark(number)])
            .unwrap();
        place.disk.answered(mark(number).as_bytes());
    }
    let early: Vec<_> = (0..3).map(|number| mark(number).into_bytes()).collect();
    assert_eq!(too_early(&place.disk.events()), early);
}

/// Nor does it take a sync for an answer's that came too late.
#[tokio::test]
async fn a_sync_after_the_answer_does_not_count() {
    let place = Place::new();
    let db = place.open();
    place.disk.record();
    let text = mark(1);
    let early = std::sync::Arc::new(place);
    let inside = std::sync::Arc::clone(&early);
    db.write::<_, Error>(move |tx| {
        tx.execute("INSERT INTO notes (text) VALUES (?1)", [&text])?;
        inside.disk.answered(text.as_bytes());
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(too_early(&early.disk.events()), vec![mark(1).into_bytes()]);
}

#[tokio::test]
async fn an_answer_waits_for_its_sync() {
    let place = Place::new();
    let db = place.open();
    place.disk.hold_syncs(true);
    let shared = db.clone();
    let mut waiting = crate::place::begun(async move { write(&shared, "hello").await });
    place.disk.wait_for_held_sync();
    assert!(crate::place::polled(&mut waiting).is_pending());
    assert_eq!(
        crate::place::notes(&db).await,
        Vec::<String>::new(),
        "nobody reads what is not on disk"
    );
    place.disk.hold_syncs(false);
    waiting.await.unwrap();
    assert_eq!(crate::place::notes(&db).await, ["hello"]);
}

fn answers(events: &[crate::faults::Event]) -> usize {
    events
        .iter()
        .filter(|event| matches!(event.act, Act::Answered { .. }))
        .count()
}
