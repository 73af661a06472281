//! What a person keeps, in the real window: by the menu and by a key, read, sent on, and there after a restart.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    media::{READ, choose, png},
    talking::{find, say},
};

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
