//! The process is killed in the middle of its writes; what it had said to be written is there.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use db::{Db, Mode, Options};

use crate::place::{NOTES, notes, write};

/// Set in the child: the database that it writes to until it is killed.
const CHILD: &str = "SELKIE_DB_KILLED_CHILD";

fn options(path: PathBuf) -> Options {
    Options {
        path,
        migrations: NOTES,
        readers: 1,
        mode: Mode::Threads,
        vfs: None,
    }
}

#[test]
fn answered_writes_outlive_kill_9() {
    if let Some(path) = std::env::var_os(CHILD) {
        return write_until_killed(path.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.db");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut answered = Vec::new();
    for round in 0..10 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kills::answered_writes_outlive_kill_9", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // Enough for the log to be carried over in some rounds and not in others.
        answered.extend(
            lines
                .by_ref()
                .filter(|line| line.starts_with("note "))
                .take(37 + 400 * round),
        );
        child.kill().unwrap();
        // What it said between our last line and its end counts too.
        answered.extend(lines.filter(|line| line.starts_with("note ") && line.ends_with('.')));
        child.wait().unwrap();
        let db = Db::open(options(path.clone())).unwrap();
        let kept: std::collections::BTreeSet<_> = runtime.block_on(notes(&db)).into_iter().collect();
        for note in &answered {
            assert!(kept.contains(note), "{note} was answered and is lost");
        }
    }
    assert!(answered.len() >= 10 * 37);
}

fn write_until_killed(path: PathBuf) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        let db = Db::open(options(path)).unwrap();
        let process = std::process::id();
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..16 {
            let db = db.clone();
            writers.spawn(async move {
                for turn in 0.. {
                    let note = format!("note {process} {writer} {turn}.");
                    write(&db, note.clone()).await.unwrap();
                    // One call, so that the line arrives whole or not at all.
                    std::io::stdout().write_all(format!("{note}\n").as_bytes()).unwrap();
                }
            });
        }
        writers.join_next().await;
    });
}
