//! Migrations, the copies kept before them, and copies on demand.

use std::fs;

use db::{Db, Error, Migration, OpenError, Options};

use crate::place::{NOTES, Place, notes, write};

const TWO: Migration = Migration {
    number: 2,
    name: "stars",
    sql: "ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 0",
};
const THREE: Migration = Migration {
    number: 3,
    name: "shout",
    sql: "UPDATE notes SET text = upper(text)",
};
const FOUR_FAILS: Migration = Migration {
    number: 4,
    name: "wrong",
    sql: "DELETE FROM notes; INSERT INTO nowhere VALUES (1)",
};

const TO_TWO: &[Migration] = &[NOTES[0], TWO];
const TO_THREE: &[Migration] = &[NOTES[0], TWO, THREE];
const THROUGH_FAILURE: &[Migration] = &[NOTES[0], TWO, FOUR_FAILS];

async fn with_hello(place: &Place) {
    let db = place.open();
    write(&db, "hello").await.unwrap();
    db.close().await;
}

/// What is in a copy, opened as a database of its own.
async fn in_copy(place: &Place, suffix: &str, migrations: &'static [Migration]) -> Vec<String> {
    let db = Db::open(Options {
        path: place.beside(suffix),
        migrations,
        ..place.options()
    })
    .unwrap();
    notes(&db).await
}

#[tokio::test]
async fn a_migration_keeps_a_copy_of_what_was() {
    let place = Place::new();
    with_hello(&place).await;
    let db = place.try_open(TO_THREE).unwrap();
    assert_eq!(notes(&db).await, ["HELLO"]);
    drop(db);
    assert_eq!(in_copy(&place, ".before-2", NOTES).await, ["hello"]);
}

#[tokio::test]
async fn only_the_newest_copy_is_kept() {
    let place = Place::new();
    with_hello(&place).await;
    fs::write(place.beside(".before-notes.txt"), "not a copy of ours").unwrap();
    drop(place.try_open(TO_TWO).unwrap());
    assert!(place.beside(".before-2").exists());
    drop(place.try_open(TO_THREE).unwrap());
    assert!(place.beside(".before-3").exists() && !place.beside(".before-2").exists());
    assert!(place.beside(".before-notes.txt").exists());
    assert!(!place.beside(".before-3.part").exists());
    drop(place.try_open(TO_THREE).unwrap());
    assert!(
        place.beside(".before-3").exists(),
        "an opening with nothing to do keeps it"
    );
}

#[test]
fn a_new_file_needs_no_copy() {
    let place = Place::new();
    drop(place.try_open(TO_THREE).unwrap());
    assert!(
        !fs::read_dir(place.folder.path())
            .unwrap()
            .any(|file| { file.unwrap().file_name().to_string_lossy().contains("before") })
    );
}

#[tokio::test]
async fn a_failing_migration_leaves_a_file_that_the_old_program_opens() {
    let place = Place::new();
    with_hello(&place).await;
    for _ in 0..2 {
        let failed = place.try_open(THROUGH_FAILURE);
        assert!(
            matches!(failed, Err(OpenError::Migration { number: 4, .. })),
            "{:?}",
            failed.err()
        );
    }
    assert_eq!(notes(&place.open()).await, ["hello"]);
    assert_eq!(
        notes(&place.try_open(TO_THREE).unwrap()).await,
        ["HELLO"],
        "the repaired program goes on from there"
    );
}

#[tokio::test]
async fn migrations_may_not_leave_the_file_inconsistent() {
    const DANGLING: &[Migration] = &[
        NOTES[0],
        Migration {
            number: 2,
            name: "dangling",
            sql: "INSERT INTO replies (note) VALUES (77)",
        },
    ];
    const COMMITS: &[Migration] = &[
        NOTES[0],
        Migration {
            number: 2,
            name: "commits",
            sql: "DELETE FROM notes; COMMIT",
        },
    ];
    const BACKWARDS: &[Migration] = &[
        NOTES[0],
        Migration { number: 3, ..TWO },
        Migration { number: 2, ..THREE },
    ];
    for migrations in [DANGLING, COMMITS, BACKWARDS] {
        let place = Place::new();
        with_hello(&place).await;
        let failed = place.try_open(migrations);
        assert!(matches!(failed, Err(OpenError::Migration { .. })), "{:?}", failed.err());
        assert_eq!(notes(&place.open()).await, ["hello"]);
    }
}

/// A table that others refer to is rebuilt: the way to change a column in SQLite.
#[tokio::test]
async fn a_table_that_others_refer_to_can_be_rebuilt() {
    const REBUILD: &[Migration] = &[
        NOTES[0],
        Migration {
            number: 2,
            name: "rebuild",
            sql: "CREATE TABLE newer (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
                  INSERT INTO newer (id, text) SELECT id, text FROM notes;
                  DROP TABLE notes;
                  ALTER TABLE newer RENAME TO notes;",
        },
    ];
    let place = Place::new();
    let db = place.open();
    db.write::<_, Error>(|tx| {
        Ok(tx.execute_batch(
            "INSERT INTO notes (id, text) VALUES (7, 'seven'); INSERT INTO replies (note) VALUES (7);",
        )?)
    })
    .await
    .unwrap();
    db.close().await;
    let db = place.try_open(REBUILD).unwrap();
    let stray = db
        .write::<_, Error>(|tx| Ok(tx.execute("DELETE FROM notes", [])?))
        .await;
    assert!(stray.is_err(), "references are enforced again");
    assert_eq!(notes(&db).await, ["seven"]);
}

#[tokio::test]
async fn no_room_for_the_copy_means_no_migration() {
    let place = Place::new();
    with_hello(&place).await;
    place.disk.full_after(Some(6000));
    assert!(matches!(place.try_open(TO_THREE), Err(OpenError::Full)));
    place.disk.full_after(None);
    assert!(!place.beside(".before-2").exists() && !place.beside(".before-2.part").exists());
    assert_eq!(notes(&place.open()).await, ["hello"]);
}

#[tokio::test]
async fn a_copy_on_demand_is_whole_and_of_one_moment() {
    let place = Place::new();
    let db = place.open();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4 {
        let db = db.clone();
        writers.spawn(async move {
            for turn in 0..50 {
                let pair = move |part| format!("{writer} {turn} {part}");
                db.write::<_, Error>(move |tx| {
                    for part in ["a", "b"] {
                        tx.execute("INSERT INTO notes (text) VALUES (?1)", [pair(part)])?;
                    }
                    Ok(())
                })
                .await
                .unwrap();
            }
        });
    }
    writers.join_next().await;
    fs::write(place.beside(".copy"), "what is there is replaced").unwrap();
    db.copy_to(place.beside(".copy")).await.unwrap();
    assert!(db.copy_to(place.path()).await.is_err(), "not over itself");
    while let Some(ended) = writers.join_next().await {
        ended.unwrap();
    }
    let copied = in_copy(&place, ".copy", NOTES).await;
    assert!(
        copied.len() >= 100 && copied.len().is_multiple_of(2),
        "{}",
        copied.len()
    );
    assert_eq!(notes(&db).await[..copied.len()], copied[..]);
}

/// Changes one byte of a text in the file where an index keeps it, so that the index no longer agrees with its table.
fn damage_index(place: &Place, text: &str) {
    let mut bytes = fs::read(place.path()).unwrap();
    let found: Vec<usize> = bytes
        .windows(text.len())
        .enumerate()
        .filter(|(_, part)| *part == text.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(found.len(), 2, "once in the table and once in its index");
    // The index's page was made after the table's.
    bytes[found[1]] ^= 1;
    fs::write(place.path(), bytes).unwrap();
}

#[tokio::test]
async fn a_copy_of_a_damaged_file_is_never_called_whole() {
    let place = Place::new();
    with_hello(&place).await;
    let db = place.open();
    db.check().await.unwrap();
    db.close().await;
    damage_index(&place, "hello");
    let db = place.open();
    assert!(matches!(db.check().await, Err(Error::Damaged)));
    assert!(matches!(db.copy_to(place.beside(".copy")).await, Err(Error::Damaged)));
    assert!(!place.beside(".copy").exists() && !place.beside(".copy.part").exists());
}
