//! The window that is closed and found again: by the icon in the panel, by a second start, or because it never went.

use std::fs;

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    dock::Dock,
    entering::register,
    friend::Friend,
    panel::Panel,
    screen::until,
    talking::{find, say},
    window::Window,
};

#[tokio::test]
async fn closing_asks_once_and_the_window_comes_back_from_the_panel() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let mut panel = Panel::new(desk.bus()).await;
    let mut dock = Dock::new(desk.bus()).await;
    let window = desk.open().await;
    let icon = panel.icon().await;
    let screen = desk.screen();
    screen.shows(true).await;
    icon.says("No unread messages", false).await;

    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "Hello, Bob!").await;
    let alice = bob.hears("Hello, Bob!").await.sender_id;

    window.click("settings").await;
    screen.press_close();
    window.sees("closing-dialog", "Its icon in the panel").await;
    screen.shows(true).await;
    window.click("closing-background").await;
    screen.shows(false).await;

    bob.says(&alice, "Are you there?").await;
    icon.says("1 unread message", true).await;
    screen.titled("(1) Selkie").await;
    dock.shows(1).await;
    assert_eq!(
        icon.lines().await,
        ["1 unread message", "bob (1)", "", "Open Selkie", "Quit Selkie"]
    );
    icon.choose("bob (1)").await;
    screen.shows(true).await;
    window.sees_message("Are you there?", "received").await;
    icon.says("No unread messages", false).await;
    screen.titled("Selkie").await;
    dock.shows(0).await;

    // The conversation is open now, but nobody sees it.
    screen.press_close();
    screen.shows(false).await;
    bob.says(&alice, "Gone again?").await;
    icon.says("1 unread message", true).await;
    icon.choose("Open Selkie").await;
    icon.says("No unread messages", false).await;
    screen.press_close();
    screen.shows(false).await;
    icon.click().await;
    screen.shows(true).await;
    screen.press_close();
    screen.shows(false).await;
    assert!(desk.start(&["--hidden"]).end().await);
    screen.shows(false).await;
    assert!(desk.start(&[]).end().await);
    screen.shows(true).await;

    window.click("settings").await;
    window.click("section-appearance").await;
    window.choose("language", "zh-CN").await;
    icon.says("没有未读消息", false).await;
    assert_eq!(icon.lines().await, ["没有未读消息", "", "打开 Selkie", "退出 Selkie"]);
    icon.choose("退出 Selkie").await;
    until("The app has ended", || desk.is_free()).await;
    window.forget().await;
}

#[tokio::test]
async fn without_a_panel_nothing_is_hidden() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("connect").await;
    let screen = desk.screen();
    screen.press_close();
    window.sees("closing-dialog", "only minimized").await;
    window.click("closing-background").await;
    window
        .wait("() => !document.querySelector('[data-testid=closing-dialog]')", &[])
        .await;
    screen.press_close();
    screen.shows(true).await;

    // A panel that goes gives the window back.
    let mut panel = Panel::new(desk.bus()).await;
    let icon = panel.icon().await;
    icon.says("No unread messages", false).await;
    screen.press_close();
    screen.shows(false).await;
    panel.close().await;
    screen.shows(true).await;
    window.close().await;
}

#[tokio::test]
async fn the_start_with_the_computer_shows_no_window_where_there_is_a_panel() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "Good night").await;
    let alice = bob.hears("Good night").await.sender_id;
    window.click("settings").await;
    window.click("section-general").await;
    window.click("autostart").await;
    until("An entry was made", || desk.starts_with_the_computer()).await;
    window.close().await;
    until("The app has ended", || desk.is_free()).await;

    let mut panel = Panel::new(desk.bus()).await;
    let started = desk.start_with_the_computer();
    let icon = panel.icon().await;
    bob.says(&alice, "Good morning").await;
    icon.says("1 unread message", true).await;
    let screen = desk.screen();
    screen.shows(false).await;
    icon.click().await;
    screen.shows(true).await;
    icon.choose("Quit Selkie").await;
    assert!(started.end().await, "The app did not end well");
    panel.close().await;

    let _started = desk.start_with_the_computer();
    screen.shows(true).await;
}

#[tokio::test]
async fn the_window_comes_back_where_it_was_and_never_where_no_screen_is() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("connect").await;
    let screen = desk.screen();
    screen.shows(true).await;
    screen.put((150, 60, 900, 640));
    screen.placed((150, 60, 900, 640)).await;
    quit(window, &desk).await;

    let window = desk.open().await;
    screen.placed((150, 60, 900, 640)).await;
    quit(window, &desk).await;
    let file = desk.data().join("window.json");
    let kept = fs::read_to_string(&file).unwrap();
    fs::write(&file, kept.replace("\"x\": 150", "\"x\": 5000")).unwrap();
    let window = desk.open().await;
    screen.shows(true).await;
    let (x, y, width, height) = screen.place();
    assert!(x < 1280 && y < 800, "The window is at {x}, {y}");
    assert_eq!((width, height), (900, 640));
    window.close().await;
}

/// By its key. The driver has its answer before the app ends.
async fn quit(window: Window<'_>, desk: &Desk) {
    let press = "dispatchEvent(new KeyboardEvent('keydown', { key: 'q', ctrlKey: true, bubbles: true }))";
    window.run(&format!("setTimeout(() => {press}, 200)"), &[]).await;
    until("The app has ended", || desk.is_free()).await;
    window.forget().await;
}
