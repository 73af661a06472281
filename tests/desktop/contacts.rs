//! How two people come together and apart, in two real windows; and what one lets others do.

use client::error::Code;
use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    talking::{find, say},
    window::Window,
};

async fn gone(window: &Window<'_>, css: &str) {
    window
        .wait("css => !document.querySelector(css)", &[css.to_owned()])
        .await;
}

/// Finds somebody on the server, from the place of contacts, and looks at him.
async fn look(window: &Window<'_>, name: &str) {
    window.click("place-contacts").await;
    window.click("add-people").await;
    window.write("people-search", name).await;
    window.click("people-result").await;
    window.sees("person-name", name).await;
}

#[tokio::test]
async fn two_people_find_each_other_become_friends_and_part() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let (one, other) = (Desk::new().await, Desk::new().await);
    let (alice, bob) = (one.open().await, other.open().await);
    register(&bob, &server.address, "bob").await;
    register(&alice, &server.address, "alice").await;

    look(&alice, "bob").await;
    alice.sees("presence", "Computer").await;
    alice.click("add-friend").await;
    alice.write("greeting", "It is me, from the harbour").await;
    alice.click("ask-send").await;
    alice.sees("outcome", "was sent").await;
    alice.read("own-request").await;

    bob.sees("[data-testid=place-contacts] .unread", "1").await;
    bob.click("place-contacts").await;
    bob.click("entry-requests").await;
    bob.sees("request", "It is me, from the harbour").await;
    gone(&bob, "[data-testid=place-contacts] .unread").await;
    bob.click("accept").await;
    bob.state("request", "accepted").await;
    bob.sees("friend", "alice").await;

    // What he did shows in her window by itself.
    alice.sees("friend", "bob").await;
    alice.click("describe").await;
    alice.write("remark", "Bobby").await;
    alice.write("note", "owes me a book").await;
    alice.click("describe-save").await;
    alice.sees("friend", "Bobby").await;
    alice.sees("person-own-name", "bob").await;
    alice.sees("note-shown", "owes me a book").await;
    alice.click("pin-friend").await;
    alice.sees("friends", "Pinned").await;
    alice.write("friend-search", "bob").await;
    alice.sees("friend", "Bobby").await;
    alice.write("friend-search", "nobody").await;
    alice.read("find-on-server").await;
    gone(&alice, "[data-testid=friend]").await;

    alice.click("write").await;
    alice.sees("who", "Bobby").await;
    say(&alice, "Found you").await;
    alice.sees_message("Found you", "sent").await;
    alice.click("details").await;
    alice.click("delete-friend").await;
    alice.click("[data-testid=delete-whose] input[value=both]").await;
    alice.click("delete-friend-do").await;
    alice.read("add-friend").await;
    alice.sees("who", "bob").await;
    gone(&bob, "[data-testid=friend]").await;
    alice.close().await;
    bob.close().await;
}

#[tokio::test]
async fn somebody_is_blocked_and_let_through_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "hello").await;
    window.sees_message("hello", "sent").await;
    let alice = bob.finds("alice").await;

    window.click("details").await;
    window.click("block").await;
    window.click("block-do").await;
    window.read("unblock").await;
    assert_eq!(bob.asks(&alice, "let me in").await, Err(Code::Blocked));

    window.click("place-contacts").await;
    window.click("entry-blocked").await;
    window.sees("blocked-user", "bob").await;
    window.click("unblock-row").await;
    gone(&window, "[data-testid=blocked-user]").await;
    assert!(bob.asks(&alice, "let me in").await.is_ok());
    window.sees("[data-testid=place-contacts] .unread", "1").await;
    window.click("entry-requests").await;
    window.click("refuse").await;
    window.state("request", "refused").await;

    window.click("settings").await;
    window.click("section-privacy").await;
    window.click("privacy-findById").await;
    window.choose("privacy-adding", "nobody").await;
    bob.asks_until(&alice, Code::RefusesRequests).await;
    window.click("section-account").await;
    window.click("section-privacy").await;
    let kept = "() => document.querySelector('[data-testid=privacy-adding]')?.value === 'nobody'
        && document.querySelector('[data-testid=privacy-findById]')?.checked === false";
    window.wait(kept, &[]).await;
    window.close().await;
}
