//! Pictures and files in the real window: brought in pieces, sent, drawn from the app's own scheme, and looked at.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    files::Files,
    friend::Friend,
    groups::gone,
    talking::{find, say},
    window::Window,
};

/// All that was chosen has been read.
pub const READ: &str = "() => document.querySelector('[data-testid=send-files-now]')?.ariaBusy === 'false'";

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(width, height, Rgb([40, 120, 130])))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Gives files to the conversation that is open.
pub async fn choose(window: &Window<'_>, files: &[(&str, &[u8])]) {
    window.give("attach-files", files).await;
}

#[tokio::test]
async fn pictures_of_one_sending_stand_together() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Look").await;
    bob.hears("Look").await;
    let (one, two, three) = (png(800, 400), png(400, 800), png(600, 600));
    choose(&alice, &[("1.png", &one), ("2.png", &two), ("3.png", &three)]).await;
    let ready = "() => document.querySelectorAll('[data-testid=send-files] img').length === 3";
    alice.wait(ready, &[]).await;
    alice.write("caption", "Three of them").await;
    alice.wait(READ, &[]).await;
    alice.click("send-files-now").await;
    bob.hears("Three of them").await;
    let together =
        "() => { const all = [...document.querySelectorAll('[data-testid=album] [data-testid=picture] img')];
        return all.length === 3 && all.every((one) => one.naturalWidth > 0); }";
    alice.wait(together, &[]).await;
    // Each of them is a message.
    alice.right_click("album-picture").await;
    alice.click("message-pin").await;
    let pinned = "() => document.querySelectorAll('[data-testid=album-picture] .mark').length === 1";
    alice.wait(pinned, &[]).await;
    alice.close().await;
}

#[tokio::test]
async fn a_picture_and_a_file_are_sent_drawn_and_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let mut files = Files::new(desk.bus()).await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Look").await;
    bob.hears("Look").await;

    // Longer than one piece.
    let notes = vec![b'x'; 1_500_000];
    choose(&alice, &[("lake.png", &png(1_600, 800)), ("notes.txt", &notes)]).await;
    alice.sees("send-files", "lake.png").await;
    alice.sees("send-files", "notes.txt").await;
    let small = "() => document.querySelector('[data-testid=send-files] img')?.naturalWidth === 640";
    alice.wait(small, &[]).await;
    alice.write("caption", "From the lake").await;
    alice.wait(READ, &[]).await;
    alice.click("send-files-now").await;
    gone(&alice, "send-files").await;
    bob.hears("From the lake").await;
    alice.sees_message("From the lake", "sent").await;
    alice.sees_message("notes.txt", "sent").await;
    let drawn = "() => document.querySelector('[data-testid=picture] img')?.naturalWidth === 640";
    alice.wait(drawn, &[]).await;

    alice.click("picture").await;
    let whole = "() => document.querySelector('[data-testid=viewer] [data-testid=whole]')?.naturalWidth === 1600";
    alice.wait(whole, &[]).await;
    alice.click("copy-picture").await;
    alice.sees("acting-note", "The picture is on the clipboard.").await;
    alice.click("save-picture").await;
    alice.click("show-saved").await;
    let saved = format!("file://{}", desk.home().join("lake.png").display());
    assert_eq!(files.shows().await, [saved]);
    let leave = "arguments[0].dispatchEvent(new Event('cancel', { cancelable: true }))";
    alice.on("viewer", leave, &[]).await;
    gone(&alice, "viewer").await;
    alice.click("details").await;
    alice.click("kept-open").await;
    let small = "() => document.querySelector('[data-testid=kept-picture] img')?.naturalWidth === 640";
    alice.wait(small, &[]).await;
    alice.tick("[data-testid=kept-which] [data-value=files]").await;
    alice.sees("kept-line", "notes.txt").await;
    alice.click("kept-jump").await;
    let found = "() => document.querySelector('.found')?.textContent.includes('notes.txt')";
    alice.wait(found, &[]).await;
    alice.close().await;
}
