//! Power cuts at random moments: what was answered is there afterwards, and no write is there by half.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use db::{Db, Error, Mode, Options};

use crate::faults::Disk;
use crate::place::{Place, notes};

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Two notes in one write, so that a half would be seen.
async fn write_pair(db: &Db, name: String) -> Result<(), Error> {
    db.write(move |tx| {
        for part in ["a", "b"] {
            tx.execute("INSERT INTO notes (text) VALUES (?1)", [format!("{name}{part}")])?;
            tx.execute(
                "INSERT INTO notes (text) VALUES (?1)",
                [format!("{name}{part}{}", "x".repeat(3000))],
            )?;
        }
        Ok(())
    })
    .await
}

fn judge(notes: &[String], answered: &BTreeSet<String>) {
    let notes: BTreeSet<&str> = notes
        .iter()
        .map(String::as_str)
        .filter(|note| !note.ends_with('x'))
        .collect();
    for name in answered {
        assert!(
            notes.contains(format!("{name}a").as_str()),
            "{name} was answered and is lost"
        );
    }
    for note in &notes {
        let (name, _) = note.split_at(note.len() - 1);
        assert!(notes.contains(format!("{name}a").as_str()), "half of {name}");
        assert!(notes.contains(format!("{name}b").as_str()), "half of {name}");
    }
}

/// What of each unsynced write reached the disk, by turns: nothing, everything, or any piece.
fn restore(disk: &Disk, round: u64, dice: &mut Dice) {
    disk.restore_power(|length| match round % 3 {
        0 => 0,
        1 => length,
        _ => usize::try_from(dice.below(3 * length as u64))
            .unwrap()
            .saturating_sub(length),
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answered_writes_outlive_power_cuts() {
    let place = Place::new();
    let mut dice = Dice(2026);
    let answered = Arc::new(Mutex::new(BTreeSet::new()));
    for round in 0..30 {
        let db = place.open();
        judge(&notes(&db).await, &answered.lock().unwrap());
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            let (db, answered) = (db.clone(), Arc::clone(&answered));
            writers.spawn(async move {
                for turn in 0.. {
                    let name = format!("{round}-{writer}-{turn}-");
                    if write_pair(&db, name.clone()).await.is_err() {
                        return;
                    }
                    answered.lock().unwrap().insert(name);
                }
            });
        }
        let syncs = place.disk.syncs() + dice.below(30);
        while place.disk.syncs() < syncs && writers.try_join_next().is_none() {
            tokio::task::yield_now().await;
        }
        place.disk.cut_power();
        while let Some(ended) = writers.join_next().await {
            ended.unwrap();
        }
        drop(db);
        restore(&place.disk, round, &mut dice);
    }
    let db = place.open();
    judge(&notes(&db).await, &answered.lock().unwrap());
    assert!(answered.lock().unwrap().len() > 30);
}

/// The power goes at every single write and sync of a short history, log carried over and reset included.
#[tokio::test]
async fn no_moment_is_a_bad_one_for_a_power_cut() {
    let mut dice = Dice(7);
    for moment in (0..).step_by(97) {
        let place = Place::new();
        place.disk.skip_syncs(true);
        let inline = || {
            Db::open(Options {
                mode: Mode::Inline,
                readers: 1,
                ..place.options()
            })
        };
        let mut answered = BTreeSet::new();
        let finished = {
            place.disk.cut_power_after(moment);
            match inline() {
                Err(_) => false,
                Ok(db) => {
                    let mut alive = true;
                    for turn in 0..300 {
                        let name = format!("{turn}-");
                        alive = alive && write_pair(&db, name.clone()).await.is_ok();
                        if alive {
                            answered.insert(name);
                        }
                    }
                    alive
                }
            }
        };
        if finished {
            assert!(moment > 1000, "the history has {moment} moments");
            return;
        }
        restore(&place.disk, moment / 97, &mut dice);
        let db = inline().unwrap();
        judge(&notes(&db).await, &answered);
    }
}

/// The cut takes away what it should: without syncs, answered writes are lost.
#[tokio::test]
async fn a_power_cut_takes_what_was_not_synced() {
    let place = Place::new();
    place.open().close().await;
    let flags = rusqlite::OpenFlags::default();
    let vfs = place.disk.vfs();
    let careless = rusqlite::Connection::open_with_flags_and_vfs(place.path(), flags, vfs.as_str()).unwrap();
    careless.pragma_update(None, "synchronous", "OFF").unwrap();
    careless
        .execute("INSERT INTO notes (text) VALUES ('lost')", [])
        .unwrap();
    place.disk.cut_power();
    assert!(
        careless
            .execute("INSERT INTO notes (text) VALUES ('too late')", [])
            .is_err()
    );
    drop(careless);
    place.disk.restore_power(|_| 0);
    assert_eq!(notes(&place.open()).await, Vec::<String>::new());
}
