//! What a person does in the window in the first days: register, talk, close, come back, lose the network.

use world::process::ServerProcess;

use crate::{desk::Desk, entering::register, friend::Friend, window::Window};

pub async fn find(window: &Window<'_>, name: &str) {
    window.write("find", name).await;
    window.click("find-result").await;
}

pub async fn say(window: &Window<'_>, text: &str) {
    window.write("composer", text).await;
    window.press_enter("composer").await;
}

#[tokio::test]
async fn a_new_person_talks_and_finds_everything_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;

    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "Hello, Bob!").await;
    let heard = bob.hears("Hello, Bob!").await;
    assert_eq!(heard.sender_nickname, "alice");
    window.sees_message("Hello, Bob!", "sent").await;
    bob.says(&heard.sender_id, "你好，Alice").await;
    window.sees_message("你好，Alice", "received").await;
    window.sees("conversation", "你好，Alice").await;

    window.reload().await;
    window.click("conversation").await;
    window.sees_message("Hello, Bob!", "sent").await;
    bob.says(&heard.sender_id, "Still there?").await;
    window.sees_message("Still there?", "received").await;
    window.close().await;

    bob.says(&heard.sender_id, "Are you there?").await;
    let window = desk.open().await;
    window.sees("conversation", "Are you there?").await;
    window.click("conversation").await;
    for (text, state) in [
        ("Hello, Bob!", "sent"),
        ("你好，Alice", "received"),
        ("Are you there?", "received"),
    ] {
        window.sees_message(text, state).await;
    }
    say(&window, "I am back").await;
    bob.hears("I am back").await;
    window.close().await;
}

#[tokio::test]
async fn what_is_written_without_a_server_goes_out_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let place = server.address.trim_start_matches("http://").to_owned();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;

    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "before the storm").await;
    window.sees_message("before the storm", "sent").await;

    server.kill();
    window.state("link-state", "offline").await;
    say(&window, "in the storm").await;
    window.sees_message("in the storm", "sending").await;
    window.close().await;
    let window = desk.open().await;
    window.click("conversation").await;
    window.sees_message("before the storm", "sent").await;
    window.sees_message("in the storm", "sending").await;

    let _server = ServerProcess::start(folder.path(), &place).unwrap();
    bob.hears("in the storm").await;
    window.sees_message("in the storm", "sent").await;
    window.close().await;
}

#[tokio::test]
async fn what_was_refused_says_why_and_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "hello").await;
    let alice = bob.hears("hello").await.sender_id;

    bob.blocks(&alice, true).await;
    say(&window, "are you there?").await;
    window.sees_message("are you there?", "failed").await;
    window.sees("message", "This person takes no messages from you.").await;
    bob.blocks(&alice, false).await;
    window.click("resend").await;
    bob.hears("are you there?").await;
    window.sees_message("are you there?", "sent").await;
    window.close().await;
}
