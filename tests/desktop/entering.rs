//! Coming in, in the window: with a password, without it, by a link.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    friend::Friend,
    talking::{find, say},
    window::Window,
};

pub const PASSWORD: &str = "a long-forgotten tune";

/// Fills in the form of a new account, and gives the recovery code that was shown.
pub async fn register(window: &Window<'_>, address: &str, name: &str) -> String {
    window.click("connect").await;
    window.write("address", address).await;
    window.click("tab-register").await;
    window.write("nickname", name).await;
    window.write("account", name).await;
    window.write("password", PASSWORD).await;
    window.click("register").await;
    let code = window.read("recovery-code").await;
    assert!(code.len() > 8, "No recovery code is shown");
    window.click("recovery-done").await;
    window.state("link-state", "online").await;
    code
}

async fn sign_out(window: &Window<'_>) {
    window.click("settings").await;
    window.click("sign-out").await;
    window.click("sign-out-now").await;
}

#[tokio::test]
async fn a_wrong_password_is_said_and_the_right_one_lets_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;

    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "first").await;
    window.sees_message("first", "sent").await;
    sign_out(&window).await;
    window.click("connect").await;
    window.write("address", &server.address).await;
    window.write("account", "alice").await;
    window.write("password", "not that one").await;
    window.click("sign-in").await;
    window.sees(".welcome", "password is not right").await;
    window.write("password", PASSWORD).await;
    window.click("sign-in").await;
    window.sees("conversation", bob.name()).await;
    window.close().await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_changed() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;

    let window = desk.open().await;
    let code = register(&window, &server.address, "alice").await;
    sign_out(&window).await;
    window.click("connect").await;
    window.write("address", &server.address).await;
    window.click("forgot").await;
    window.write("account", "alice").await;
    window.write("recovery-code-field", &code).await;
    window.write("password", "another long tune").await;
    window.click("reset").await;
    assert_ne!(window.read("recovery-code").await, code, "A recovery code works once");
    window.click("recovery-done").await;
    window.state("link-state", "online").await;

    window.click("settings").await;
    window.click("change-password").await;
    window.write("current-password", "another long tune").await;
    window.write("new-password", "the third long tune").await;
    window.click("change-password-now").await;
    window.click("password-changed").await;
    window.close().await;
    let window = desk.open().await;
    window.state("link-state", "online").await;
    window.close().await;
}

/// Hands a link with a token over, as the system does, and signs in with it.
async fn led_in<'a>(desk: &'a Desk, link: &str) -> Window<'a> {
    let window = desk.open().await;
    window.read("connect").await;
    assert!(desk.start(&[link]).end().await);
    window.read("token").await;
    window.click("sign-in").await;
    window
}

#[tokio::test]
async fn a_link_with_a_token_leads_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let bob = Friend::new(&server.address, "bob").await;
    let carol = Friend::new(&server.address, "carol").await;
    carol.says(bob.user_id(), "from my other computer").await;
    let token = server.command(&["token", "carol", "linux"]).unwrap();
    let link = format!(
        "selkie://sign-in?address={}&user={}&token={}",
        server.address,
        carol.user_id(),
        token.trim()
    );
    let desk = Desk::new().await;

    let window = led_in(&desk, &link).await;
    window.state("link-state", "online").await;
    window.sees("conversation", "from my other computer").await;

    // Nobody renews it: when it is one no more, the window asks, and shows meanwhile what it has.
    for what in ["disable", "enable"] {
        server.command(&["user", what, "carol"]).unwrap();
    }
    window.click("enter-token").await;
    window.sees("conversation", "from my other computer").await;
    window.write("new-token", "no token").await;
    window.click("renew").await;
    window
        .wait(
            "css => document.querySelector(css)?.ariaInvalid === 'true'",
            &["[data-testid=new-token]".into()],
        )
        .await;
    let token = server.command(&["token", "carol", "linux"]).unwrap();
    window.write("new-token", token.trim()).await;
    window.click("renew").await;
    window.state("link-state", "online").await;
    window.close().await;
}

#[tokio::test]
async fn what_an_app_server_writes_is_in_the_window_of_whom_it_admitted() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let printed = server.example("rongcloud.mjs").unwrap().output().unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let link = printed.lines().find(|line| line.starts_with("selkie://")).unwrap();
    let desk = Desk::new().await;

    let window = led_in(&desk, link).await;
    window.sees("conversation", "Your parcel is on its way.").await;
    window.close().await;
}

#[tokio::test]
async fn the_keyboard_goes_on_after_a_question_over_a_page_that_has_just_come() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.click("connect").await;
    window.write("address", &server.address).await;
    window.click("tab-register").await;
    window.write("account", "alice").await;
    window.write("password", PASSWORD).await;
    window.press_enter("password").await;
    window.read("recovery-code").await;
    desk.screen().press_close();
    window.read("closing-dialog").await;
    window.escape().await;
    window
        .wait("() => !document.querySelector('[data-testid=closing-dialog]')", &[])
        .await;
    for _ in 0..2 {
        window.press(&["\u{e004}"]).await;
    }
    window
        .wait("() => document.activeElement?.dataset.testid === 'recovery-done'", &[])
        .await;
    window.press(&["\u{e007}"]).await;
    window.state("link-state", "online").await;
    window.close().await;
}
