//! What a person does with messages in the window: react, answer, edit, take back, choose several and send them on.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    talking::{find, say},
    window::Window,
};

const UP: &str = "\u{e013}";

/// Presses the first button within an element.
async fn press_in(window: &Window<'_>, testid: &str) {
    let button = format!("[data-testid={testid}] button");
    window.tick(&button).await;
}

#[tokio::test]
async fn messages_are_reacted_to_answered_edited_taken_back_and_sent_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "Lunch at noon?").await;
    bob.hears("Lunch at noon?").await;
    window.sees_message("Lunch at noon?", "sent").await;

    window.right_click("message").await;
    press_in(&window, "quick").await;
    window.sees("reaction", "👍").await;
    window.click("composer").await;
    window.press(&[UP]).await;
    window.sees("editing", "Lunch at noon?").await;
    say(&window, "Lunch at one?").await;
    window.sees_message("Lunch at one?", "sent").await;
    window.click("edited").await;
    window.sees("versions", "Lunch at noon?").await;
    window.escape().await;

    window.right_click("message").await;
    window.click("message-pin").await;
    window.sees("pinned-bar", "Lunch at one?").await;
    window.right_click("message").await;
    window.click("message-quote").await;
    window.sees("quoting", "Lunch at one?").await;
    say(&window, "At the corner").await;
    window.sees("quote", "Lunch at one?").await;

    window.right_click("message").await;
    window.click("message-select").await;
    window.sees("message-selection", "1").await;
    window.click("messages-forward").await;
    window.click("forward-person").await;
    window.click("forward-now").await;
    window.sees("acting-note", "").await;
    bob.hears("Lunch at one?").await;

    window.right_click("message").await;
    window.click("message-recall").await;
    window.sees("recalled", "").await;
    window.click("edit-again").await;
    window
        .wait(
            "css => document.querySelector(css)?.value === 'Lunch at one?'",
            &["[data-testid=composer]".to_owned()],
        )
        .await;
    window.close().await;
}
