//! Processes killed with SIGKILL at random points: the server, and a client. After each kill everything that was
//! accepted is there, exactly once, and nothing is left on its way.
//!
//! `KILLS=1000` kills so often (25 times otherwise); `SEED=17` draws other points.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests of real processes"
)]

#[path = "crash/favourites.rs"]
mod favourites;
#[cfg(target_os = "linux")]
#[path = "crash/full.rs"]
mod full;
#[path = "crash/headless.rs"]
mod headless;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use headless::{Headless, Row};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rusqlite::Connection;
use world::process::ServerProcess;
use world::random;

/// Far longer than a push takes; what has not come by then is lost.
const ARRIVES: Duration = Duration::from_secs(30);

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name} is a number"))
    })
}

/// Lets a random part of a moment go by: the point at which the kill falls, not a wait for something.
fn random_moment(draws: &mut ChaCha8Rng) {
    std::thread::sleep(Duration::from_micros(draws.random_range(0..30_000)));
}

/// A server on a real disk and two people at it.
struct Scene {
    folder: tempfile::TempDir,
    server: ServerProcess,
    alice: Headless,
    bob: Headless,
    alice_id: String,
    bob_id: String,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
        let mut alice = Headless::start(&folder.path().join("alice"));
        let mut bob = Headless::start(&folder.path().join("bob"));
        let alice_id = alice.register(&server.address, "alice");
        let bob_id = bob.register(&server.address, "bob");
        Self {
            folder,
            server,
            alice,
            bob,
            alice_id,
            bob_id,
        }
    }

    fn restart_server(&mut self) {
        self.server.kill();
        let address = self.server.address.trim_start_matches("http://").to_owned();
        self.server = ServerProcess::start(&self.folder.path().join("server"), &address).unwrap();
    }

    fn settle(&mut self) {
        for person in [&mut self.alice, &mut self.bob] {
            person.go();
            person.settle();
        }
    }

    /// Both see the same, and everything accepted is in it once.
    fn check(&mut self, accepted: &[String]) {
        let ids = |rows: &[Row]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let begun = Instant::now();
        let (hers, his) = loop {
            // A look at much history on a busy machine may itself take this long. It sees what there was when it began.
            let late = begun.elapsed() > ARRIVES;
            let hers = self.alice.show(&self.bob_id);
            let his = self.bob.show(&self.alice_id);
            // What one was just told to be sent is still on its way to the other.
            if ids(&hers) == ids(&his) && hers.len() >= accepted.len() || late {
                break (hers, his);
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        self.keep_what_tells_of(&lost(accepted, &hers));
        once(accepted, &hers, "alice");
        assert_eq!(ids(&hers), ids(&his), "both see one order");
        assert!(
            hers.iter()
                .chain(&his)
                .all(|row| row.state == "sent" || row.state == "received")
        );
    }

    /// Says on which disks the lost ones are, and leaves all of them to be looked at.
    fn keep_what_tells_of(&mut self, lost: &[&String]) {
        if lost.is_empty() {
            return;
        }
        self.server.kill();
        self.folder.disable_cleanup(true);
        let tables = Connection::open(database(&self.folder.path().join("server"))).unwrap();
        let mut stored = tables
            .prepare("SELECT EXISTS (SELECT 1 FROM messages WHERE client_msg_id = ?1)")
            .unwrap();
        let there = lost
            .iter()
            .filter(|id| stored.query_row([id], |row| row.get(0)).unwrap());
        eprintln!(
            "The server has {} of the {} that are lost; everything is left in {}",
            there.count(),
            lost.len(),
            self.folder.path().display()
        );
    }
}

fn lost<'a>(accepted: &'a [String], rows: &[Row]) -> Vec<&'a String> {
    let shown: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    accepted.iter().filter(|id| !shown.contains(id.as_str())).collect()
}

fn once(accepted: &[String], rows: &[Row], who: &str) {
    let shown: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(shown.len(), rows.len(), "{who} sees something twice");
    let lost = lost(accepted, rows);
    assert!(lost.is_empty(), "{who} lost {lost:?}");
}

/// The database of the server's one app.
fn database(server: &Path) -> PathBuf {
    let apps = std::fs::read_dir(server.join("apps")).unwrap();
    apps.map(|entry| entry.unwrap().path().join("app.db"))
        .find(|path| path.is_file())
        .unwrap()
}

fn is_sound(server: &Path) {
    let tables = Connection::open(database(server)).unwrap();
    let check: String = tables
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    let doubled: i64 = tables
        .query_row(
            "SELECT count(*) FROM (SELECT 1 FROM messages WHERE client_msg_id <> ''
             GROUP BY sender, client_msg_id HAVING count(*) > 1)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(doubled, 0, "the server keeps each message once");
    let gaps: i64 = tables
        .query_row(
            "SELECT count(*) FROM (SELECT 1 FROM messages GROUP BY conversation
             HAVING max(seq) <> count(*) OR min(seq) <> 1)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(gaps, 0, "seqs have no gap");
}

#[test]
fn the_server_is_killed_and_keeps_what_it_answered() {
    let mut draws = random::stream(number("SEED", 1), "server kills");
    let mut scene = Scene::new();
    let mut accepted = Vec::new();
    for round in 0..number("KILLS", 25) {
        let (alice_id, bob_id) = (scene.alice_id.clone(), scene.bob_id.clone());
        scene.alice.flood(&bob_id, 40, &format!("a{round}"));
        scene.bob.flood(&alice_id, 40, &format!("b{round}"));
        random_moment(&mut draws);
        scene.restart_server();
        accepted.extend(scene.alice.accepted(40));
        accepted.extend(scene.bob.accepted(40));
        scene.settle();
        // Everything at the end of each round would take longer with every round.
        if round % 5 == 4 {
            scene.check(&accepted);
        }
    }
    scene.check(&accepted);
    scene.server.kill();
    is_sound(&scene.folder.path().join("server"));
}

#[test]
fn a_client_is_killed_and_keeps_what_it_accepted() {
    let mut draws = random::stream(number("SEED", 1), "client kills");
    let mut scene = Scene::new();
    let mut accepted = Vec::new();
    for round in 0..number("KILLS", 25) {
        let bob_id = scene.bob_id.clone();
        scene.alice.flood(&bob_id, 200, &format!("a{round}"));
        let seen = draws.random_range(0..60);
        accepted.extend(scene.alice.accepted(seen));
        random_moment(&mut draws);
        accepted.extend(scene.alice.kill());
        scene.alice = Headless::start(&scene.folder.path().join("alice"));
        once(
            &accepted,
            &scene.alice.show(&bob_id),
            "alice, before the network had a say",
        );
        scene.settle();
        if round % 5 == 4 {
            scene.check(&accepted);
        }
    }
    scene.check(&accepted);
    scene.server.kill();
    is_sound(&scene.folder.path().join("server"));
}
