//! Notifications, shown by a real program on a desk of its own: what they say, where a click leads, when they go, and
//! when there are none.

use client::clock::{Clock as _, SystemClock};
use world::process::ServerProcess;

use crate::{
    desk::{Around, Desk},
    dunst::Dunst,
    entering::{PASSWORD, register},
    friend::Friend,
    talking::{find, say},
    window::Window,
};

/// Two who write to alice, and alice's own id. The conversation with bob is in front of her.
async fn friends(window: &Window<'_>, address: &str) -> (Friend, Friend, String) {
    let mut bob = Friend::new(address, "bob").await;
    let carol = Friend::new(address, "carol").await;
    register(window, address, "alice").await;
    find(window, "bob").await;
    say(window, "Hello, Bob!").await;
    let alice = bob.hears("Hello, Bob!").await.sender_id;
    (bob, carol, alice)
}

#[tokio::test]
async fn a_click_opens_what_was_written_and_reading_anywhere_takes_it_away() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let dunst = Dunst::new(&desk).await;
    let window = desk.open().await;
    let (bob, carol, alice) = friends(&window, &server.address).await;

    bob.says(&alice, "in front of you").await;
    window.sees_message("in front of you", "received").await;
    carol.says(&alice, "你好 <b>Alice</b>").await;
    dunst.says("carol", "你好 &lt;b&gt;Alice&lt;/b&gt;").await;
    assert_eq!(dunst.history().len(), 1, "The conversation in front needs none");
    dunst.click().await;
    window.sees_message("你好 <b>Alice</b>", "received").await;
    dunst.shows(0).await;

    bob.says(&alice, "one").await;
    dunst.says("bob", "one").await;
    bob.says(&alice, "two").await;
    dunst.says("bob · 2 messages", "two").await;
    assert_eq!(dunst.up().await, 1, "The second takes the place of the first");
    let elsewhere = Friend::again(&server.address, "alice", PASSWORD).await;
    elsewhere.reads(bob.user_id(), "two").await;
    dunst.shows(0).await;

    // Somebody who looks elsewhere has nothing in front.
    window.run("dispatchEvent(new Event('blur'))", &[]).await;
    carol.says(&alice, "are you there?").await;
    dunst.says("carol", "are you there?").await;
    window.run("dispatchEvent(new Event('focus'))", &[]).await;
    dunst.shows(0).await;
    window.close().await;
}

#[tokio::test]
async fn a_click_brings_back_a_window_that_was_put_away() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let _manager = desk.run("openbox");
    let dunst = Dunst::new(&desk).await;
    let window = desk.open().await;
    let (bob, _, alice) = friends(&window, &server.address).await;
    window.minimize().await;
    looked_at(&window, false).await;
    bob.says(&alice, "come back").await;
    dunst.says("bob", "come back").await;
    dunst.click().await;
    looked_at(&window, true).await;
    window.sees_message("come back", "received").await;
    window.close().await;
}

#[tokio::test]
async fn what_is_chosen_for_notifications_holds_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let dunst = Dunst::new(&desk).await;
    let window = desk.open().await;
    let (bob, carol, alice) = friends(&window, &server.address).await;
    window.click("settings").await;
    window.click("section-notifications").await;

    bob.says(&alice, "for all to see").await;
    dunst.says("bob", "for all to see").await;
    window.click("notify-content").await;
    dunst.shows(0).await;
    bob.says(&alice, "between us").await;
    dunst.says("Selkie", "New message").await;

    // Round this moment, wherever midnight is.
    window.click("quiet").await;
    let half_hour = SystemClock.now_ms() / 60_000 % 1440 / 30 * 30;
    window.choose("quiet-from", &half_hour.to_string()).await;
    window.choose("quiet-to", &((half_hour + 90) % 1440).to_string()).await;
    bob.says(&alice, "in your sleep").await;
    window.sees(".unread", "3").await;
    window.click("quiet").await;
    bob.says(&alice, "good morning").await;
    dunst.says("Selkie", "2 new messages").await;

    window.click("notify-on").await;
    dunst.shows(0).await;
    bob.says(&alice, "unheard").await;
    window.sees(".unread", "5").await;
    window.click("notify-on").await;
    window.click("notify-content").await;
    window.click("settings").await;
    window.click("details").await;
    let mute = "[data-testid=notify] input[value=none]";
    window.tick(mute).await;
    window.state("muted", "none").await;
    window.click("settings").await;
    bob.says(&alice, "muted").await;
    carol.says(&alice, "but I am not").await;
    dunst.says("carol", "but I am not").await;
    let said: Vec<_> = dunst.history().into_iter().map(|(_, text)| text).collect();
    let expected = ["for all to see", "New message", "2 new messages", "but I am not"];
    assert_eq!(said, expected);
    window.close().await;
}

#[tokio::test]
async fn what_was_missed_is_one_summary() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let place = server.address.trim_start_matches("http://").to_owned();
    let desk = Desk::new().await;
    let dunst = Dunst::new(&desk).await;
    let window = desk.open().await;
    let (bob, carol, alice) = friends(&window, &server.address).await;
    window.close().await;
    let elsewhere = Friend::again(&server.address, "alice", PASSWORD).await;
    for friend in [&bob, &carol] {
        for at in 0..40 {
            friend.says(&alice, &format!("number {at}")).await;
        }
        elsewhere.sees(friend.user_id(), "number 39").await;
    }
    // The app finds no server when it starts, so that its person can look away before the messages come.
    server.kill();
    let window = desk.open().await;
    window.state("link-state", "offline").await;
    window.run("dispatchEvent(new Event('blur'))", &[]).await;
    let _server = ServerProcess::start(folder.path(), &place).unwrap();
    window.state("link-state", "online").await;
    dunst.says("80 new messages", "carol, bob").await;
    assert_eq!(dunst.history().len(), 1, "{:?}", dunst.history());
    window.close().await;
}

#[tokio::test]
async fn without_anything_that_shows_them_the_app_runs_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    for (around, name) in [(Around::Bus, "bob"), (Around::Nothing, "carol")] {
        let desk = Desk::amid(around).await;
        let mut friend = Friend::new(&server.address, name).await;
        let window = desk.open().await;
        register(&window, &server.address, &format!("{name}s-friend")).await;
        find(&window, name).await;
        say(&window, "Hello!").await;
        let me = friend.hears("Hello!").await.sender_id;
        window.click("settings").await;
        window.click("section-notifications").await;
        window.read("notify-missing").await;
        friend.says(&me, "Nobody shows this").await;
        window.click("settings").await;
        window.sees_message("Nobody shows this", "received").await;
        window.close().await;
    }
}

/// Waits until the page knows whether anybody can look at it. Nothing in it changes by that.
async fn looked_at(window: &Window<'_>, looked: bool) {
    let script = "const done = arguments[0];
        const look = () => document.hasFocus() === LOOKED ? done(true) : setTimeout(look, 20);
        look();";
    window.run_async(&script.replace("LOOKED", &looked.to_string())).await;
}
