//! An input method at work: pinyin by ibus, real keys from the X server, in the real window. Whatever is pressed while it
//! composes belongs to it, and nothing is sent but what Enter sends afterwards.

use world::process::ServerProcess;

use crate::{
    desk::{Around, Desk},
    entering::register,
    friend::Friend,
    talking::find,
    window::Window,
};

/// Waits until a field says this, where `.` stands for any one Chinese character.
async fn says(window: &Window<'_>, testid: &str, pattern: &str) {
    let pattern = format!("^{}$", pattern.replace('.', "\\p{Script=Han}"));
    let holds = "(css, pattern) => new RegExp(pattern, 'u').test(document.querySelector(css).value)";
    let css = format!("[data-testid=\"{testid}\"]");
    window.wait(holds, &[css, pattern]).await;
}

#[tokio::test]
async fn pinyin_is_typed_and_chosen_and_nothing_is_sent_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::amid(Around::InputMethod).await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    window.click("composer").await;
    desk.compose_pinyin().await;

    desk.press(&["n", "i", "h", "a", "o", "space"]);
    says(&window, "composer", "你好").await;
    // By its number.
    desk.press(&["w", "o", "2"]);
    says(&window, "composer", "你好.").await;
    // Enter takes the letters as they are.
    desk.press(&["n", "i", "Return"]);
    says(&window, "composer", "你好.ni").await;
    // Escape forgets them; arrows walk among what is offered.
    desk.press(&[
        "t", "a", "Escape", "m", "e", "n", "Down", "Left", "Right", "Up", "space",
    ]);
    says(&window, "composer", "你好.ni.").await;
    assert_eq!(window.how_many("message").await, 0, "Something was sent");

    let written = window.value("composer").await;
    desk.press(&["Return"]);
    window.sees_message(&written, "sent").await;
    bob.hears(&written).await;
    says(&window, "composer", "").await;
    // Enter and Escape of the search are the input method's too.
    window.click("find").await;
    desk.press(&["b", "o", "b", "Return"]);
    says(&window, "find", "bob").await;
    desk.press(&["l", "i", "Escape", "n", "i", "space"]);
    says(&window, "find", "bob.").await;
    assert_eq!(window.how_many("message").await, 1);
    window.close().await;
}
