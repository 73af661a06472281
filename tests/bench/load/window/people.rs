//! The lists of people in the full window: contacts, the members of a group of very many, and finding by name.

use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;
use world::desktop::desk::Desk;
use world::desktop::window::Window;
use world::process::ServerProcess;

use super::page::{list, print};
use super::{desks, device, memory};
use crate::Numbers;
use crate::names::{self, TYPED};
use crate::people::Rest;

const WALK: &str = include_str!("page/walk.js");
const LEAP: &str = include_str!("page/leap.js");
const PRESS: &str = include_str!("page/press.js");
const TYPE: &str = include_str!("page/type.js");

const READER: u64 = 1;
const FRIENDS: u64 = 1_000_000;
const GROUP: &str = "crowd";
const CONTACTS: &str = "[data-testid=friends]";
const MEMBERS: &str = "[data-testid=members]";
/// At most this long runs one script, or the driver would lose its patience.
const STRETCH_MS: u64 = 15_000;
/// After this long an answer is the one that was there before.
const SAME_MS: u64 = 400;
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn measure(numbers: &Numbers) {
    let (friends, members) = (numbers.get("friends", 2_000), numbers.get("members", 100_000));
    let folder = filled(friends, members).await;
    let desk = desks::on(&folder.1.path().join("client")).await;
    let window = desk.open().await;
    window.state("link-state", "online").await;
    tokio::time::sleep(Duration::from_secs(8)).await;
    memory::print("Selkie under the driver, fresh", memory::held(&desk.app()));

    press(
        &window,
        "[data-testid=place-contacts]",
        "[data-testid=friend]",
        "contacts, from the press to their names",
    )
    .await;
    walk(
        &window,
        CONTACTS,
        &format!("{friends} contacts"),
        numbers.get("pixels", 100),
        4,
    )
    .await;
    memory::print("after the contacts", memory::held(&desk.app()));

    press(
        &window,
        "[data-testid=place-chats]",
        "[data-testid=conversation]",
        "back to the conversations",
    )
    .await;
    switcher(&window).await;
    members_of(&desk, &window, members, numbers).await;
    window.close().await;
}

/// A server with all these people, and a data folder that has what a client keeps of them.
async fn filled(friends: u64, members: u64) -> (ServerProcess, TempDir) {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("A folder");
    let place = folder.path().join("server");
    std::fs::create_dir_all(&place).expect("A folder");
    let config = format!("assistant = false\n[groups]\nmax_members = {}\n", members.max(2));
    std::fs::write(place.join("config.toml"), config).expect("A configuration");
    let server = ServerProcess::start(&place, "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, &place).await;
    let reader = rest.users(READER, 1).await.remove(0);
    let ids: Vec<String> = (FRIENDS..FRIENDS + members.max(friends))
        .map(|id| id.to_string())
        .collect();
    let called: Vec<String> = (0..ids.len() as u64).map(names::name).collect();
    rest.register_as(&ids, &called).await;
    let count = |number| usize::try_from(number).expect("A number");
    rest.befriend(&reader.user_id, &ids[..count(friends)]).await;
    let mut everybody = vec![reader.user_id.clone()];
    everybody.extend_from_slice(&ids[..count(members - 1)]);
    rest.group(GROUP, &everybody).await;
    let (client, account) = device::sign_in(&folder.path().join("client"), &server.address, &reader).await;
    let waits = Instant::now();
    while client.friends(&account).await.expect("The contacts").len() < count(friends)
        || client.groups(&account).await.expect("The groups").is_empty()
    {
        assert!(waits.elapsed() < PATIENCE, "Not all came");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    client.close().await;
    println!(
        "{friends} friends and a group of {members} after {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    (server, folder)
}

async fn press(window: &Window<'_>, button: &str, wanted: &str, what: &str) {
    let time = window.run_script(PRESS, &[json!(button), json!(wanted)]).await;
    println!("{what}: {:.0} ms", time.as_f64().unwrap_or(f64::NAN));
}

async fn walk(window: &Window<'_>, list_of: &str, what: &str, pixels: u64, stretches: u64) {
    let (mut intervals, mut blank, mut waiting, mut elements, mut top) = (Vec::new(), 0.0, 0.0, 0.0_f64, 0.0);
    for _ in 0..stretches {
        let found = window
            .run_script(WALK, &[json!(list_of), json!(pixels), json!(STRETCH_MS)])
            .await;
        intervals.extend(list(&found["intervals"]));
        let number = |name: &str| found[name].as_f64().unwrap_or_default();
        blank += number("blank");
        waiting += number("waiting");
        elements = elements.max(number("elements"));
        top = number("top");
        if found["done"] == true {
            break;
        }
    }
    let late = |most: f64| intervals.iter().filter(|ms| **ms > most).count();
    println!(
        "scroll {what}, {pixels} px a frame, {top:.0} px: {} frames, {} over 33 ms, {} over 50 ms; {blank} blank, in \
         {waiting} some names not there yet; at most {elements} elements",
        intervals.len(),
        late(33.4),
        late(50.0),
    );
    print("frame to frame", &mut intervals, "ms");
}

async fn switcher(window: &Window<'_>) {
    window.press(&["\u{e009}", "k"]).await;
    window.read("switcher").await;
    let found = window.run_script(TYPE, &[json!(TYPED), json!(SAME_MS)]).await;
    println!("quick switcher: {} keys changed nothing", found["same"]);
    print("quick switcher, a key to its answer", &mut list(&found["times"]), "ms");
    window.escape().await;
}

async fn members_of(desk: &Desk, window: &Window<'_>, members: u64, numbers: &Numbers) {
    let row = format!("[data-testid=\"conversation\"][data-id=\"sg_{GROUP}\"]");
    press(
        window,
        &row,
        "[data-testid=details]",
        "the group, from the press to its thread",
    )
    .await;
    press(
        window,
        "[data-testid=details]",
        "[data-testid=all-members]",
        "its details",
    )
    .await;
    let what = format!("its list of {members} members");
    press(window, "[data-testid=all-members]", "[data-testid=member]", &what).await;
    memory::print("with the members open", memory::held(&desk.app()));
    let what = format!("{members} members");
    walk(window, MEMBERS, &what, numbers.get("pixels", 100), 1).await;
    walk(window, MEMBERS, &what, 3 * numbers.get("pixels", 100), 1).await;
    memory::print("after these members", memory::held(&desk.app()));
    let mut times = list(
        &window
            .run_script(LEAP, &[json!(MEMBERS), json!(numbers.get("leaps", 50))])
            .await,
    );
    print("a leap to any of the members", &mut times, "ms");
    memory::print("after these leaps", memory::held(&desk.app()));
}
