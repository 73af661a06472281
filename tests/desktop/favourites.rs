//! What a person keeps, in the real window: by the menu and by a key, read, sent on, several at once, out of others, and
//! there after a restart.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    groups::gone,
    media::{READ, choose, png},
    talking::{find, say},
    window::Window,
};

const CONTROL: &str = "\u{e009}";
const SHIFT: &str = "\u{e008}";
const DOWN: &str = "\u{e015}";
const DELETE: &str = "\u{e017}";

const COUNT: &str = "count => document.querySelectorAll('[data-testid=favourite]').length === Number(count)";

#[tokio::test]
async fn a_message_and_a_picture_are_kept_read_sent_on_and_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    window.click("place-favourites").await;
    window.sees("favourites-none", "").await;
    window.click("place-chats").await;
    find(&window, "bob").await;
    say(&window, "The door code is 7").await;
    bob.hears("The door code is 7").await;
    window.sees_message("The door code is 7", "sent").await;
    window.right_click("message").await;
    window.click("message-favourite").await;
    window.sees("acting-note", "").await;

    choose(&window, &[("lake.png", &png(400, 200))]).await;
    window.wait(READ, &[]).await;
    window.write("caption", "A lake").await;
    window.click("send-files-now").await;
    bob.hears("A lake").await;
    window.sees_message("A lake", "sent").await;
    // By the key, on the picture above the words.
    window
        .on("picture", "arguments[0].closest('[data-key]').focus()", &[])
        .await;
    window.press(&["k"]).await;

    window.click("place-favourites").await;
    window.wait(COUNT, &["2".to_owned()]).await;
    window.click("favourite").await;
    let drawn = "() => document.querySelector('[data-testid=favourite-shown] img')?.naturalWidth > 0";
    window.wait(drawn, &[]).await;
    window.write("favourite-search", "DOOR").await;
    window.wait(COUNT, &["1".to_owned()]).await;
    window.click("favourite").await;
    window.sees("favourite-shown", "The door code is 7").await;
    window.click("favourite-forward").await;
    window.click("forward-person").await;
    window.click("forward-now").await;
    bob.hears("The door code is 7").await;
    window.click("favourite-go").await;
    window.sees_message("A lake", "sent").await;

    window.close().await;
    let window = desk.open().await;
    window.click("place-favourites").await;
    window.wait(COUNT, &["2".to_owned()]).await;
    window.click("favourite").await;
    window.click("favourite-remove").await;
    window.click("undo").await;
    window.wait(COUNT, &["2".to_owned()]).await;
    window.click("favourite").await;
    window.click("favourite-remove").await;
    window.sees("undo-bar", "").await;
    window
        .wait("() => document.querySelector('[data-testid=undo-bar]') === null", &[])
        .await;
    window.wait(COUNT, &["1".to_owned()]).await;
    window.close().await;
    let window = desk.open().await;
    window.click("place-favourites").await;
    window.sees("favourite", "The door code is 7").await;
    window.wait(COUNT, &["1".to_owned()]).await;
    window.close().await;
}

/// Presses the one with this number.
async fn press(window: &Window<'_>, testid: &str, number: usize) {
    let there = "(css, number) => document.querySelectorAll(css)[number] !== undefined";
    let arguments = [format!("[data-testid=\"{testid}\"]"), number.to_string()];
    window.wait(there, &arguments).await;
    let press = "document.querySelectorAll(arguments[0])[arguments[1]].click()";
    window.run(press, &arguments).await;
}

#[tokio::test]
async fn several_are_sent_on_and_let_go_together_and_one_out_of_a_transcript_is_kept_and_sent_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    for words in ["The first", "The second", "The third"] {
        say(&window, words).await;
        bob.hears(words).await;
        window.sees_message(words, "sent").await;
        let focus = "[...document.querySelectorAll('[data-testid=message]')].at(-1).focus()";
        window.run(focus, &[]).await;
        window.press(&["k"]).await;
        window.sees("acting-note", "").await;
    }

    window.click("place-favourites").await;
    window.wait(COUNT, &["3".to_owned()]).await;
    window.click("favourites-select").await;
    press(&window, "favourite", 0).await;
    press(&window, "favourite", 2).await;
    window.sees("favourites-selection", "2").await;
    window.click("favourites-forward").await;
    window.click("forward-person").await;
    window.click("forward-now").await;
    window.sees("favourites-forwarded", "").await;

    // By keys: from the first one down to the second.
    window
        .run("document.querySelector('[data-testid=favourite]').focus()", &[])
        .await;
    window.press(&["s"]).await;
    window.press(&[SHIFT, DOWN]).await;
    window.sees("favourites-selection", "2").await;
    window.press(&[DELETE]).await;
    window.wait(COUNT, &["1".to_owned()]).await;
    window.click("undo").await;
    window.wait(COUNT, &["3".to_owned()]).await;
    window
        .run("document.querySelector('[data-testid=favourite]').focus()", &[])
        .await;
    window.press(&[CONTROL, "a"]).await;
    window.press(&[DELETE]).await;
    window.sees("favourites-none", "").await;
    gone(&window, "undo-bar").await;

    window.click("place-chats").await;
    window.click("merged").await;
    window.sees("transcript-row", "The third").await;
    window.click("transcript-more").await;
    window.click("transcript-favourite").await;
    window.sees("acting-note", "").await;
    press(&window, "transcript-more", 1).await;
    window.click("transcript-copy").await;
    press(&window, "transcript-more", 1).await;
    window.click("transcript-forward").await;
    window.click("forward-person").await;
    window.click("forward-now").await;
    bob.hears("The third").await;
    gone(&window, "forward").await;
    window.escape().await;
    gone(&window, "transcript").await;
    window.click("place-favourites").await;
    window.sees("favourite", "The first").await;
    window.wait(COUNT, &["1".to_owned()]).await;
    window.click("favourite").await;
    window.click("favourite-go").await;
    window.read("merged").await;
    window.close().await;
}
