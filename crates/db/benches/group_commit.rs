//! What sharing commits costs: writes that are on disk per second through [`db::Db::write`] by many writers at once,
//! against the ceiling, a loop of raw rusqlite that puts as many rows into each transaction. Both with the log synced at
//! each commit, on the same disk, in the same run. `cargo bench -p db` prints the ratio at the end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "benchmark"
)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use criterion::measurement::{Measurement, WallTime};
use criterion::{BenchmarkId, Criterion, Throughput};
use db::{Db, Error, Migration, Mode, Options};
use rusqlite::{Connection, params};

/// A table of messages, with the two unique indexes that the server's has.
const MESSAGES: &str = "CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    sender INTEGER NOT NULL,
    client_msg_id TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (conversation, seq),
    UNIQUE (sender, client_msg_id)
) STRICT;";

const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "messages",
    sql: MESSAGES,
}];

const SIZES: [u64; 3] = [1, 64, 512];

fn insert(connection: &Connection, writer: u64, turn: u64) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO messages (conversation, seq, sender, client_msg_id, content) VALUES (?1, ?2, ?1, ?3, ?4)",
        )?
        .execute(params![
            writer.cast_signed(),
            turn.cast_signed(),
            format!("{writer:016x}{turn:016x}"),
            [7_u8; 200]
        ])?;
    Ok(())
}

/// `turns` transactions of `size` rows.
fn raw(connection: &Connection, size: u64, turns: std::ops::Range<u64>) {
    for turn in turns {
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        for writer in 0..size {
            insert(connection, writer, turn).unwrap();
        }
        connection.execute_batch("COMMIT").unwrap();
    }
}

/// `size` writers, each of which writes `turns` rows and waits for each answer.
async fn shared(db: &Db, size: u64, turns: std::ops::Range<u64>) {
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..size {
        let (db, turns) = (db.clone(), turns.clone());
        writers.spawn(async move {
            for turn in turns {
                db.write(move |tx| insert(tx, writer, turn)).await.unwrap();
            }
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended.unwrap();
    }
}

/// Rows and time by what was measured and how many wrote.
type Figures = RefCell<BTreeMap<(&'static str, u64), (u64, Duration)>>;

fn measure(figures: &Figures, what: &'static str, size: u64, turns: u64, run: impl FnOnce()) -> Duration {
    let start = WallTime.start();
    run();
    let time = WallTime.end(start);
    let mut figures = figures.borrow_mut();
    let (rows, total) = figures.entry((what, size)).or_default();
    *rows += size * turns;
    *total += time;
    time
}

fn raw_connection(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        .unwrap();
    connection.execute_batch(MESSAGES).unwrap();
    connection
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let figures = Figures::default();
    let mut group = criterion.benchmark_group("group_commit");
    for size in SIZES {
        group.throughput(Throughput::Elements(size));
        group.bench_function(BenchmarkId::new("raw", size), |bencher| {
            let connection = raw_connection(&tempfile::tempdir_in(&folder).unwrap().keep().join("raw.db"));
            let mut done = 0;
            bencher.iter_custom(|turns| {
                let range = done..done + turns;
                done += turns;
                measure(&figures, "raw", size, turns, || raw(&connection, size, range))
            });
        });
        group.bench_function(BenchmarkId::new("write", size), |bencher| {
            let path = tempfile::tempdir_in(&folder).unwrap().keep().join("shared.db");
            let options = Options {
                path,
                migrations: MIGRATIONS,
                readers: 1,
                mode: Mode::Threads,
                vfs: None,
            };
            let db = Db::open(options).unwrap();
            let mut done = 0;
            bencher.iter_custom(|turns| {
                let range = done..done + turns;
                done += turns;
                measure(&figures, "write", size, turns, || {
                    runtime.block_on(shared(&db, size, range))
                })
            });
        });
    }
    group.finish();
    criterion.final_summary();
    print(&figures.borrow());
}

fn print(figures: &BTreeMap<(&'static str, u64), (u64, Duration)>) {
    let rate = |what, size| {
        let (rows, time) = figures.get(&(what, size))?;
        Some(*rows as f64 / time.as_secs_f64())
    };
    println!("writers   raw rows/s   written/s   ratio");
    for size in SIZES {
        if let (Some(raw), Some(write)) = (rate("raw", size), rate("write", size)) {
            println!("{size:7} {raw:12.0} {write:11.0} {:6.0} %", 100.0 * write / raw);
        }
    }
}
