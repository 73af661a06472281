//! What a person does with the list in the window: by its menu, by the keyboard, with several at once; and his other
//! device shows it.

use client::view::Notify;
use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::{PASSWORD, register},
    friend::Friend,
    window::Window,
};

const SHIFT: &str = "\u{e008}";
const CTRL: &str = "\u{e009}";
const ALT: &str = "\u{e00a}";
const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";
const DELETE: &str = "\u{e017}";
const F10: &str = "\u{e03a}";

fn row(with: &Friend) -> String {
    format!("[data-testid=\"conversation\"][data-id*=\"{}\"]", with.user_id())
}

async fn focus(window: &Window<'_>, with: &Friend) {
    window.on(&row(with), "arguments[0].focus()", &[]).await;
}

/// Waits until the list begins with these.
async fn order(window: &Window<'_>, with: &[&Friend]) {
    let ids: Vec<_> = with.iter().map(|friend| friend.user_id().to_owned()).collect();
    let begins = "(...ids) => { const rows = [...document.querySelectorAll('[data-at]')]
        .sort((a, b) => a.dataset.at - b.dataset.at).map(li => li.firstElementChild.dataset.id);
        return ids.every((id, at) => rows[at]?.includes(id)); }";
    window.wait(begins, &ids).await;
}

#[tokio::test]
async fn the_list_is_arranged_in_the_window_and_shows_so_on_the_other_device() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    let phone = Friend::again(&server.address, "alice", PASSWORD).await;
    let mut friends = Vec::new();
    for name in ["bob", "eve", "joe"] {
        let friend = Friend::new(&server.address, name).await;
        friend.says(phone.user_id(), &format!("hello from {name}")).await;
        window.sees("conversation", &format!("hello from {name}")).await;
        friends.push(friend);
    }
    let [bob, eve, joe] = &friends[..] else {
        panic!("Three friends")
    };

    window.right_click(&row(bob)).await;
    window.click("row-pin").await;
    order(&window, &[bob, joe, eve]).await;
    focus(&window, joe).await;
    window.press(&[SHIFT, F10]).await;
    window.click("row-pin").await;
    order(&window, &[joe, bob, eve]).await;
    focus(&window, joe).await;
    window.press(&[ALT, DOWN]).await;
    order(&window, &[bob, joe, eve]).await;
    let ids = [bob, joe, eve].map(|friend| friend.user_id().to_owned());
    phone
        .lists(|rows| {
            rows.iter()
                .zip(&ids)
                .filter(|(row, id)| row.peer.user_id == **id)
                .count()
                == 3
        })
        .await;

    window.tick("[data-testid=filter] [data-value=mentions]").await;
    window.read("list-empty").await;
    window.click("filter-all").await;
    window.right_click(&row(eve)).await;
    window.click("row-archive").await;
    window.read("archive").await;
    phone
        .lists(|rows| rows.iter().any(|row| row.archived && row.peer.user_id == eve.user_id()))
        .await;
    window.click("archive").await;
    order(&window, &[eve]).await;
    window.click("archive-back").await;
    eve.says(phone.user_id(), "I am back").await;
    window.sees("conversation", "I am back").await;

    focus(&window, joe).await;
    window.press(&[DELETE]).await;
    window.sees("undo-bar", "joe").await;
    window.click("undo").await;
    order(&window, &[bob, joe]).await;
    phone
        .lists(|rows| rows.iter().any(|row| row.peer.user_id == joe.user_id()))
        .await;
    focus(&window, joe).await;
    window.press(&[DELETE]).await;
    phone
        .lists(|rows| rows.iter().all(|row| row.peer.user_id != joe.user_id()))
        .await;
    order(&window, &[bob, eve]).await;

    focus(&window, bob).await;
    window.press(&[CTRL, " "]).await;
    window.sees("selection", "1").await;
    window.press(&[SHIFT, DOWN]).await;
    window.sees("selection", "2").await;
    window.press(&[SHIFT, UP]).await;
    window.press(&[CTRL, "a"]).await;
    window.sees("selection", "2").await;
    window.click("all-read").await;
    phone.lists(|rows| rows.iter().all(|row| row.unread == 0)).await;
    focus(&window, bob).await;
    window.press(&[CTRL, "a"]).await;
    window.click("all-mute").await;
    phone
        .lists(|rows| rows.iter().all(|row| row.notify == Notify::None))
        .await;
    focus(&window, eve).await;
    window.press(&[CTRL, " "]).await;
    window.escape().await;
    window
        .wait(
            "() => document.querySelector('[data-testid=\"selection\"]') === null",
            &[],
        )
        .await;

    window.right_click(&row(eve)).await;
    window.click("row-read").await;
    window.read("marked-unread").await;
    phone.lists(|rows| rows.iter().any(|row| row.marked_unread)).await;
    window.click(&row(eve)).await;
    window.sees_message("I am back", "received").await;
    phone.lists(|rows| rows.iter().all(|row| !row.marked_unread)).await;
    window.right_click(&row(eve)).await;
    window.click("row-clear").await;
    window.click("clear-now").await;
    let gone = "() => document.querySelector('[data-testid=\"message\"]') === null";
    window.wait(gone, &[]).await;
    phone.lists(|rows| rows.iter().any(|row| row.last.is_none())).await;
    window.close().await;
}

#[tokio::test]
async fn a_pinned_one_is_dragged_and_a_mark_leads_to_its_mention() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    let phone = Friend::again(&server.address, "alice", PASSWORD).await;
    let mut friends = Vec::new();
    for name in ["bob", "eve", "joe"] {
        let friend = Friend::new(&server.address, name).await;
        friend.says(phone.user_id(), &format!("hello from {name}")).await;
        window.sees("conversation", &format!("hello from {name}")).await;
        window.right_click(&row(&friend)).await;
        window.click("row-pin").await;
        friends.push(friend);
        order(&window, &friends.iter().rev().collect::<Vec<_>>()).await;
    }
    let [bob, eve, joe] = &friends[..] else {
        panic!("Three friends")
    };
    window.drag(&row(joe), &row(bob)).await;
    order(&window, &[eve, bob, joe]).await;
    assert_eq!(window.how_many("composer").await, 0, "nothing was opened by it");
    window.drag(&row(bob), &row(eve)).await;
    order(&window, &[bob, eve, joe]).await;
    let ids = [bob, eve, joe].map(|friend| friend.user_id().to_owned());
    let same = |rows: &[client::view::ConversationView]| rows.iter().map(|row| &row.peer.user_id).eq(&ids);
    phone.lists(same).await;

    let harbour = bob.gathers("Harbour", phone.user_id()).await;
    for at in 0..40 {
        bob.tells(&harbour, &format!("before {at}"), None).await;
    }
    bob.tells(&harbour, "@alice the boat is yours", Some(phone.user_id()))
        .await;
    for at in 0..40 {
        bob.tells(&harbour, &format!("after {at}"), None).await;
    }
    window.sees("conversation", "after 39").await;
    window.click("mentioned").await;
    let found = "() => { const found = document.querySelector('.row.found');
        if (!found?.innerText.includes('the boat is yours')) return false;
        const { top, bottom } = found.getBoundingClientRect();
        const box = found.closest('ol').parentElement.getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom; }";
    window.wait(found, &[]).await;
    window.close().await;
}
