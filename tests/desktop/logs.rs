//! What Selkie notes can be shown to anybody: neither its file nor the terminal has a word that somebody wrote, a name,
//! a password, a token.

use std::fs;

use world::process::ServerProcess;

use crate::{
    desk::{Around, Desk},
    entering::register,
    friend::Friend,
    talking::{find, say},
};

const LINK: &str = "selkie://sign-in?address=http%3A%2F%2F127.0.0.1%3A1&user=zacharias&token=a-token-of-amber";

#[tokio::test]
async fn nothing_private_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bartholomew").await;
    let desk = Desk::amid(Around::Ears).await;
    let window = desk.open().await;
    let code = register(&window, &server.address, "wilhelmina").await;
    find(&window, "bartholomew").await;
    say(&window, "the heron stands still").await;
    let alice = bob.hears("the heron stands still").await.sender_id;
    bob.says(&alice, "苍鹭一动不动").await;
    window.sees_message("苍鹭一动不动", "received").await;
    assert!(desk.start(&[LINK]).end().await);
    window.read("token").await;
    window.reload().await;
    window.click("conversation").await;
    server.kill();
    window.state("link-state", "offline").await;
    say(&window, "a fish is overdue").await;
    window.sees_message("a fish is overdue", "sending").await;

    let file = fs::read_to_string(desk.data().join("logs/selkie.log")).unwrap();
    let heard = desk.heard();
    assert!(
        file.contains("Migrated") && heard.contains("Migrated"),
        "Nothing was noted:\n{file}"
    );
    for word in [
        "wilhelmina",
        "bartholomew",
        "heron",
        "苍鹭",
        "overdue",
        "long-forgotten tune",
        "amber",
        "zacharias",
        &code,
    ] {
        assert!(!file.contains(word), "The file says {word}:\n{file}");
        assert!(!heard.contains(word), "The terminal says {word}:\n{heard}");
    }
    window.close().await;
}
