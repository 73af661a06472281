//! What somebody keeps while his device or the server is killed: there at once, and once on the server in the end.

use std::collections::BTreeSet;

use rand::RngExt;
use rusqlite::Connection;
use world::random;

use super::{Headless, Row, Scene, database, number, random_moment};

const AT_ONCE: usize = 8;

fn has_all(rows: &[Row], kept: &BTreeSet<String>, when: &str) {
    let there: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
    assert_eq!(there.len(), rows.len(), "{when} something is there twice");
    let lost: Vec<_> = kept.difference(&there).collect();
    assert!(lost.is_empty(), "{when} {lost:?} is lost");
}

#[test]
fn what_is_kept_survives_the_kill_of_a_device_and_of_the_server() {
    let mut draws = random::stream(number("SEED", 1), "kept");
    let mut scene = Scene::new();
    let bob_id = scene.bob_id.clone();
    let mut kept = BTreeSet::new();
    for round in 0..number("KILLS", 25) {
        scene.alice.flood(&bob_id, AT_ONCE as u32, &format!("a{round}"));
        scene.alice.accepted(AT_ONCE);
        scene.settle();
        scene.alice.keep(&bob_id, AT_ONCE);
        let seen = draws.random_range(0..AT_ONCE);
        kept.extend(scene.alice.accepted(seen));
        random_moment(&mut draws);
        if draws.random_range(0..2) == 0 {
            kept.extend(scene.alice.kill());
            scene.alice = Headless::start(&scene.folder.path().join("alice"));
        } else {
            scene.restart_server();
            kept.extend(scene.alice.accepted(AT_ONCE - seen));
        }
        has_all(&scene.alice.favourites(), &kept, "before the network had a say,");
        scene.settle();
    }
    let rows = scene.alice.favourites();
    has_all(&rows, &kept, "in the end");
    assert!(rows.iter().all(|row| row.state == "kept"), "{rows:?}");
    scene.server.kill();
    let tables = Connection::open(database(&scene.folder.path().join("server"))).unwrap();
    let count: i64 = tables
        .query_row("SELECT count(*) FROM user_commands", [], |row| row.get(0))
        .unwrap();
    assert_eq!(
        count,
        i64::try_from(rows.len()).unwrap(),
        "the server has what the device shows"
    );
}
