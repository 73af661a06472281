//! Where things lie on the computer, said in the system's own dialogs with real keys; and where the web view's own menu is.

use world::process::ServerProcess;

use crate::{
    desk::{Around, Desk},
    entering::register,
    friend::Friend,
    media::{choose, png},
    talking::{find, say},
};

#[tokio::test]
#[ignore = "on a busy machine some keys miss the system's dialog; run it alone with --ignored"]
async fn a_file_is_saved_and_stickers_are_taken_from_where_the_dialogs_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::amid(Around::InputMethod).await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Look").await;
    bob.hears("Look").await;

    choose(&alice, &[("plan.txt", b"at noon")]).await;
    alice.click("send-files-now").await;
    alice.sees_message("plan.txt", "sent").await;
    let place = desk.home().join("the plan.txt");
    alice.right_click("save-file").await;
    alice.click("message-saveAs").await;
    desk.answer("Save as", &place.to_string_lossy()).await;
    let saved = "path => document.body.textContent.includes(path)";
    alice.wait(saved, &[place.to_string_lossy().into_owned()]).await;
    assert_eq!(std::fs::read(&place).unwrap(), b"at noon");

    let pack = desk.home().join("pack");
    std::fs::create_dir(&pack).unwrap();
    for (name, bytes) in [
        ("one.png", png(60, 60)),
        ("two.png", png(60, 80)),
        ("words.txt", b"none".to_vec()),
    ] {
        std::fs::write(pack.join(name), bytes).unwrap();
    }
    alice.click("emoji").await;
    alice.tick("[data-testid=picker-kind] [data-value=stickers]").await;
    alice.click("sticker-folder").await;
    desk.answer("Add a folder of stickers", &pack.to_string_lossy()).await;
    alice.sees("stickers-said", "2 stickers added. 1 could not be").await;
    let kept = "() => document.querySelectorAll('[data-testid=sticker-kept]').length === 2";
    alice.wait(kept, &[]).await;
    alice.close().await;
}

#[tokio::test]
async fn the_menu_of_the_web_view_is_for_text_alone() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    let kept = "const asked = (css) => {
            const ask = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2 });
            return document.querySelector(css).dispatchEvent(ask);
        };
        return [asked('body'), asked('input')]";
    window.click("connect").await;
    window.write("address", "here").await;
    assert_eq!(window.run(kept, &[]).await, serde_json::json!([false, true]));
    window.close().await;
}
