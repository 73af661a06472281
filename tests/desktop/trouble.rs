//! A desktop on a bad day: what is missing around the app, folders and certificates that are not what they were, starts
//! that come together, a machine that was stopped.

use std::{fs, path::Path, time::Duration};

use world::process::ServerProcess;

use crate::{
    desk::{Around, Desk},
    entering::{PASSWORD, register},
    friend::Friend,
    talking::{find, say},
};

const LINK: &str = "selkie://sign-in?address=http%3A%2F%2F127.0.0.1%3A1&user=alice&token=a-token";

#[tokio::test]
async fn a_certificate_that_changed_is_looked_at_and_agreed_to() {
    let folder = tempfile::tempdir().unwrap();
    let tls = ["--tls", "self-signed"];
    let mut server = ServerProcess::start_with(folder.path(), "127.0.0.1:0", &tls).unwrap();
    let address = server.address.clone();
    let place = address.trim_start_matches("https://").to_owned();
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.click("connect").await;
    window.write("address", &address).await;
    let first = window.read("fingerprint").await;
    window.click("agree").await;
    window.click("tab-register").await;
    window.write("account", "alice").await;
    window.write("password", PASSWORD).await;
    window.click("register").await;
    window.click("recovery-done").await;
    window.state("link-state", "online").await;

    server.kill();
    fs::remove_dir_all(folder.path().join("tls")).unwrap();
    let _server = ServerProcess::start_with(folder.path(), &place, &tls).unwrap();
    window.sees("stopped", "certificate").await;
    window.click("sign-in-again").await;
    let second = window.read("fingerprint").await;
    assert_ne!(first, second);
    window.click("agree").await;
    window.write("password", PASSWORD).await;
    window.click("sign-in").await;
    window.state("link-state", "online").await;
    window.close().await;
}

#[tokio::test]
async fn a_machine_that_was_stopped_catches_up_when_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let place = server.address.trim_start_matches("http://").to_owned();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "good night").await;
    let alice = bob.hears("good night").await.sender_id;

    desk.signal("STOP");
    // Its connection goes while it can hear nothing of that.
    server.kill();
    let _server = ServerProcess::start(folder.path(), &place).unwrap();
    bob.says(&alice, "are you asleep?").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.signal("CONT");
    window.sees_message("are you asleep?", "received").await;
    say(&window, "not any more").await;
    bob.hears("not any more").await;
    window.close().await;
}

#[tokio::test]
async fn without_a_session_bus_one_talks_and_stays_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::amid(Around::Nothing).await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "no bus today").await;
    bob.hears("no bus today").await;
    window.close().await;
    let window = desk.open().await;
    window.state("link-state", "online").await;
    window.close().await;
}

#[tokio::test]
async fn where_there_is_a_keychain_no_token_lies_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::amid(Around::Keychain).await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    window.close().await;
    let secret = desk.secret();
    let token = secret
        .split_once("\"im\":\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .unwrap_or_else(|| panic!("The keychain holds no token"))
        .0;
    assert!(token.len() > 20);
    assert_eq!(files_with(desk.data(), token.as_bytes()), Vec::<String>::new());
    let window = desk.open().await;
    window.state("link-state", "online").await;
    window.click("settings").await;
    window.click("sign-out").await;
    window.click("sign-out-now").await;
    window.read("connect").await;
    window.close().await;
    assert_eq!(desk.secret(), "", "a token is left behind");
}

/// The files anywhere below that hold these bytes.
fn files_with(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if fs::read(&path).is_ok_and(|text| text.windows(bytes.len()).any(|part| part == bytes)) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// What a firewall does that lets nothing through: nobody answers, and nobody says no.
struct Firewall {
    address: std::net::SocketAddr,
    _listening: tokio::net::TcpListener,
    _queue: Vec<std::net::TcpStream>,
}

impl Firewall {
    fn new() -> Self {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listening = socket.listen(1).unwrap();
        let address = listening.local_addr().unwrap();
        // Once its queue is full, the system drops whoever knocks.
        let knock = || std::net::TcpStream::connect_timeout(&address, Duration::from_millis(300)).ok();
        Self {
            address,
            _queue: std::iter::from_fn(knock).collect(),
            _listening: listening,
        }
    }
}

#[tokio::test]
async fn an_invitation_behind_a_firewall_says_what_may_be_in_the_way() {
    let firewall = Firewall::new();
    let desk = Desk::new().await;
    let window = desk.open().await;
    let link = format!("selkie://join?address=https%3A%2F%2F{}", firewall.address);
    window.paste("invitation-link", &link).await;
    window.sees(".notice", "firewall").await;
    window.close().await;
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_made_is_said() {
    let desk = Desk::with_data_at(Path::new("/dev/null/selkie")).await;
    let window = desk.open().await;
    window.sees(".broken", "cannot be read or written").await;
    window.close().await;
}

#[tokio::test]
async fn of_two_starts_at_once_one_stays() {
    let desk = Desk::new().await;
    let mut starts = [desk.start(&[]), desk.start(&[])];
    let ended = async {
        loop {
            let states = starts.each_mut().map(|start| start.ended());
            match states {
                [None, None] => tokio::time::sleep(Duration::from_millis(20)).await,
                [Some(well), None] | [None, Some(well)] => return well,
                both => panic!("Both ended: {both:?}"),
            }
        }
    };
    let well = tokio::time::timeout(Duration::from_secs(30), ended).await;
    assert!(well.expect("Both stay"), "The second start failed");
    assert!(desk.start(&[LINK]).end().await, "Nobody takes a link any more");
}

#[tokio::test]
async fn a_link_starts_the_app_and_fills_the_form_in() {
    let desk = Desk::new().await;
    let window = desk.open_with(&[LINK]).await;
    window.read("token").await;
    assert_eq!(window.value("token").await, "a-token");
    assert_eq!(window.value("user-id").await, "alice");
    window.close().await;
}

#[tokio::test]
async fn a_choice_that_cannot_be_kept_is_taken_back_and_says_so_wherever_it_was_made() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("language-zh-CN").await;
    // Neither written nor put aside: both are folders in which something lies.
    for name in ["settings.json", "settings.damaged.json"] {
        let path = desk.data().join(name);
        let _ = fs::remove_file(&path);
        fs::create_dir(&path).unwrap();
        fs::write(path.join("in the way"), "").unwrap();
    }
    window.click("language-zh-CN").await;
    window.sees("not-kept", "The change was not kept.").await;
    window.click("not-kept-close").await;
    window
        .wait(
            "css => document.querySelector(css) === null",
            &["[data-testid=not-kept]".into()],
        )
        .await;
    window.close().await;
}
