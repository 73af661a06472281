//! The first minute without any server: it starts inside the app, and others come in by an invitation.

use crate::{desk::Desk, talking::say, window::Window};

const PASSWORD: &str = "a tune of one's own";

/// Fills in who one is, on a server that is chosen already.
async fn introduce(window: &Window<'_>, name: &str) {
    window.write("account", name).await;
    window.write("password", PASSWORD).await;
    window.press_enter("password").await;
    window.read("recovery-code").await;
    window.click("recovery-done").await;
    window.state("link-state", "online").await;
}

#[tokio::test]
async fn a_server_starts_here_and_somebody_else_joins_by_an_invitation() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.click("use-here").await;
    introduce(&window, "alice").await;

    window.click("invite").await;
    window.click("invite-network").await;
    // The press that opens the server is the one that may copy, though the link comes only when it runs.
    window.read("invite-copied").await;
    let invitation = window.read("invite-link").await;
    assert!(invitation.starts_with("selkie://join?"), "{invitation}");

    let elsewhere = Desk::new().await;
    let other = elsewhere.open().await;
    other.paste("invitation-link", &invitation).await;
    introduce(&other, "bob").await;
    // The conversation with whoever invited is open, and at the inviter's the one with the guest opens.
    say(&other, "你好，Alice").await;
    other.sees_message("你好，Alice", "sent").await;
    window.sees_message("你好，Alice", "received").await;
    say(&window, "Welcome, Bob").await;
    other.sees_message("Welcome, Bob", "received").await;
    let inputs = window.inputs() + other.inputs();
    assert!(inputs <= 12, "It takes {inputs} inputs until both have talked");

    window.close().await;
    let window = desk.open().await;
    window.state("link-state", "online").await;
    window.click("conversation").await;
    window.sees_message("Welcome, Bob", "read").await;
    say(&window, "Here again").await;
    other.sees_message("Here again", "received").await;
    other.close().await;
    window.close().await;
}
