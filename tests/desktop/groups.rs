//! What people do in groups, in two windows beside each other: make one, talk, change it, and come to its end.

use world::process::ServerProcess;

use crate::{desk::Desk, entering::register, talking::say, window::Window};

const MEMBER: &str = "[data-testid=member][data-role=member]";

/// Opens the menu of the only ordinary member, and chooses from it.
async fn act(window: &Window<'_>, what: &str) {
    window.click(MEMBER).await;
    window.click(what).await;
}

/// Writes something in place of what stands in a dialog, and agrees.
async fn answer(window: &Window<'_>, dialog: &str, text: &str) {
    window.write(&format!("{dialog}-text"), text).await;
    window.click(&format!("{dialog}-now")).await;
    gone(window, dialog).await;
}

pub async fn gone(window: &Window<'_>, testid: &str) {
    let css = format!("[data-testid=\"{testid}\"]");
    window.wait("css => !document.querySelector(css)", &[css]).await;
}

/// Waits until somebody may not write, for this reason.
async fn silent(window: &Window<'_>, why: &str) {
    window.read(&format!("[data-testid=silent][data-why={why}]")).await;
}

pub async fn pick(window: &Window<'_>, name: &str) {
    window.write("pick-find", name).await;
    window.click("pick-person").await;
}

/// The names of those who have read follow while somebody looks at them.
async fn who_reads_is_named(writer: &Window<'_>, reader: &Window<'_>) {
    reader.click("place-contacts").await;
    say(writer, "Are you there?").await;
    let open = "() => { const newest = [...document.querySelectorAll('[data-testid=message]')].at(-1);
        const receipt = newest?.innerText.includes('there?') && newest.querySelector('[data-testid=receipt]');
        receipt?.click?.(); return Boolean(receipt); }";
    writer.wait(open, &[]).await;
    writer.sees("readers", "Read · 0").await;
    reader.click("place-chats").await;
    writer.sees("readers", "Not yet · 0").await;
    writer.escape().await;
    gone(writer, "readers").await;
}

#[tokio::test]
async fn a_group_goes_its_whole_way_in_two_windows() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let (hers, his) = (Desk::new().await, Desk::new().await);
    let bob = his.open().await;
    register(&bob, &server.address, "bob").await;
    let alice = hers.open().await;
    register(&alice, &server.address, "alice").await;

    alice.click("group-add").await;
    alice.click("group-new").await;
    pick(&alice, "bob").await;
    alice.write("group-name", "Harbour").await;
    alice.click("create-group-now").await;
    alice.sees("group-line", "You created the group").await;
    say(&alice, "Welcome, Bob!").await;
    bob.sees("conversation", "Harbour").await;
    bob.click("conversation").await;
    bob.sees_message("Welcome, Bob!", "received").await;
    say(&bob, "Thank you").await;
    alice.sees_message("Thank you", "received").await;
    who_reads_is_named(&alice, &bob).await;

    alice.click("details").await;
    alice.click("group-rename").await;
    answer(&alice, "rename-group", "Harbour seals").await;
    bob.sees("who", "Harbour seals").await;
    bob.sees("conversation", "Harbour seals").await;
    bob.sees("group-line", "alice named the group “Harbour seals”").await;
    bob.click("[data-what=renamed] button").await;
    bob.sees("person-name", "alice").await;
    bob.escape().await;
    gone(&bob, "person-card").await;

    alice.click("announcement-edit").await;
    answer(&alice, "announce", "The boat leaves at nine").await;
    bob.sees("announcement-banner", "The boat leaves at nine").await;
    bob.click("announcement-read").await;
    gone(&bob, "announcement-banner").await;

    alice.click("all-members").await;
    act(&alice, "member-mute").await;
    alice.click("mute-member-now").await;
    silent(&bob, "until").await;
    act(&alice, "member-unmute").await;
    bob.write("composer", "As I was about to say").await;
    act(&alice, "member-remove").await;
    alice.click("remove-member-now").await;
    silent(&bob, "gone").await;
    bob.sees("kept-draft", "As I was about to say").await;
    bob.sees("group-line", "alice removed you").await;

    alice.click("details-back").await;
    alice.click("invite-people-open").await;
    pick(&alice, "bob").await;
    alice.click("invite-people-now").await;
    bob.wait(
        "text => document.querySelector('[data-testid=composer]')?.value === text",
        &["As I was about to say".into()],
    )
    .await;
    bob.click("details").await;
    bob.click("group-leave").await;
    bob.click("leave-group-now").await;
    silent(&bob, "gone").await;
    alice.sees("group-line", "bob left the group").await;

    alice.click("group-dismiss").await;
    alice.click("dismiss-group-now").await;
    silent(&alice, "dismissed").await;
    alice.close().await;
    bob.close().await;
}

#[tokio::test]
async fn somebody_asks_to_join_and_is_let_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let (hers, his) = (Desk::new().await, Desk::new().await);
    let bob = his.open().await;
    register(&bob, &server.address, "bob").await;
    let carol = crate::friend::Friend::new(&server.address, "carol").await;
    let alice = hers.open().await;
    register(&alice, &server.address, "alice").await;

    alice.click("group-add").await;
    alice.click("group-new").await;
    pick(&alice, carol.name()).await;
    alice.write("group-name", "Readers").await;
    alice.click("create-group-now").await;
    alice.sees("group-line", "You created the group").await;
    alice.click("details").await;
    let id = alice.read("group-id").await;

    bob.click("group-add").await;
    bob.click("group-join").await;
    bob.write("join-id", "no such group").await;
    bob.click("join-find").await;
    bob.sees("join-group", "There is no group of this ID.").await;
    bob.write("join-id", &id).await;
    bob.click("join-find").await;
    bob.sees("group-card", "Readers").await;
    bob.write("join-word", "I read too").await;
    bob.click("join-ask").await;
    bob.sees("join-state", "You asked.").await;
    bob.escape().await;

    alice.click("place-contacts").await;
    alice.click("entry-groups").await;
    alice.click("tab-requests").await;
    alice.sees("group-request", "I read too").await;
    alice.click("group-accept").await;
    alice.state("group-request", "accepted").await;
    bob.sees("conversation", "Readers").await;
    bob.click("conversation").await;
    bob.sees("group-line", "joined the group").await;
    say(&bob, "Good evening").await;
    bob.sees_message("Good evening", "sent").await;
    alice.close().await;
    bob.close().await;
}
