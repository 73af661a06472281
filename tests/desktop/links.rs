//! Links and codes that lead to groups and to people, between two windows; and who is told what becomes of those whom he
//! brings along.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    groups::{gone, pick},
    talking::say,
    window::Window,
};

const TAKES: &str = "[data-testid=take-link] input";

/// Drops a file where the window takes links.
async fn drop(window: &Window<'_>, file: &[u8]) {
    let script = "const bytes = Uint8Array.from(atob(arguments[1]), (sign) => sign.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], 'code.png'));
        arguments[0].dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));";
    window.on(TAKES, script, &[STANDARD.encode(file)]).await;
}

/// The link of the card that is shown, and the picture that was kept of it.
async fn card(window: &Window<'_>) -> (String, Vec<u8>) {
    let link = window.read("card-link").await;
    window.click("card-save").await;
    let kept = window.read("card-kept").await;
    let path = kept.strip_prefix("Saved as ").unwrap();
    (link, std::fs::read(path).unwrap())
}

#[tokio::test]
async fn a_link_or_a_code_leads_into_a_group_and_to_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let (hers, his) = (Desk::new().await, Desk::new().await);
    let (alice, bob) = (hers.open().await, his.open().await);
    register(&bob, &server.address, "bob").await;
    let carol = Friend::new(&server.address, "carol").await;
    register(&alice, &server.address, "alice").await;
    alice.click("group-add").await;
    alice.click("group-new").await;
    pick(&alice, carol.name()).await;
    alice.write("group-name", "Readers").await;
    alice.click("create-group-now").await;
    alice.sees("group-line", "You created the group with carol").await;
    alice.click("[data-what=created] button:last-of-type").await;
    alice.sees("person-name", "carol").await;
    alice.sees("common-groups", "Readers").await;
    alice.escape().await;
    gone(&alice, "person-card").await;

    alice.click("details").await;
    alice.click("group-code-open").await;
    let (link, code) = card(&alice).await;
    assert!(link.starts_with("selkie://group?"), "{link}");
    alice.escape().await;
    gone(&alice, "group-code").await;
    alice.click("settings").await;
    alice.click("card-open").await;
    let (person, face) = card(&alice).await;

    bob.click("group-add").await;
    bob.click("group-join").await;
    drop(&bob, b"no picture").await;
    bob.sees("link-problem", "no link of Selkie").await;
    bob.write("join-id", &link).await;
    bob.click("join-find").await;
    bob.sees("group-card", "Readers").await;
    bob.escape().await;
    gone(&bob, "join-group").await;
    bob.click("group-add").await;
    bob.click("group-join").await;
    drop(&bob, &code).await;
    bob.sees("group-card", "Readers").await;
    bob.click("join-ask").await;
    bob.sees("join-state", "You asked.").await;
    bob.escape().await;
    gone(&bob, "join-group").await;
    assert!(his.start(&[&link]).end().await);
    bob.sees("group-card", "Readers").await;
    bob.escape().await;
    gone(&bob, "join-group").await;
    let elsewhere = his.start(&["selkie://group?address=https%3A%2F%2Fchat.example.org&group=7"]);
    assert!(elsewhere.end().await);
    bob.sees("group-elsewhere", "chat.example.org").await;
    bob.escape().await;
    gone(&bob, "join-elsewhere").await;

    bob.click("place-contacts").await;
    bob.click("add-people").await;
    bob.paste(TAKES, &format!("Here I am: {person}")).await;
    bob.sees("person-name", "alice").await;
    bob.click("add-people").await;
    drop(&bob, &face).await;
    bob.sees("person-name", "alice").await;
    bob.click("add-people").await;
    bob.paste(TAKES, &link).await;
    bob.sees("group-card", "Readers").await;
    bob.escape().await;
    gone(&bob, "join-group").await;

    assert!(his.start(&[&person]).end().await);
    bob.click("person-add").await;
    bob.write("greeting", "We met at the harbour").await;
    bob.click("ask-send").await;
    bob.sees("person-asked", "was sent").await;
    alice.escape().await;
    alice.click("place-contacts").await;
    alice.click("entry-requests").await;
    alice.sees("request", "We met at the harbour").await;

    alice.click("place-chats").await;
    alice.click("conversation").await;
    say(&alice, &format!("Come to {link}")).await;
    alice.click("[data-text] a[href^='selkie://group']").await;
    alice.sees("group-card", "Readers").await;
    alice.close().await;
    bob.close().await;
}

#[tokio::test]
async fn whoever_brings_people_in_is_told_whom_is_asked_first() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let bob = Friend::new(&server.address, "bob").await;
    let (carol, dave) = (
        Friend::new(&server.address, "carol").await,
        Friend::new(&server.address, "dave").await,
    );
    bob.wants_to_be_asked().await;
    dave.wants_to_be_asked().await;
    let desk = Desk::new().await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    alice.click("group-add").await;
    alice.click("group-new").await;
    pick(&alice, bob.name()).await;
    pick(&alice, carol.name()).await;
    alice.write("group-name", "Harbour").await;
    alice.click("create-group-now").await;
    alice
        .sees("create-asked", "Asked first whether they want to be in it: bob.")
        .await;
    alice.click("create-open").await;
    alice.sees("group-line", "You created the group with carol").await;
    alice.click("details").await;
    alice.click("invite-people-open").await;
    pick(&alice, dave.name()).await;
    alice.click("invite-people-now").await;
    alice.sees("invite-asked", "dave").await;
    alice.close().await;
}
