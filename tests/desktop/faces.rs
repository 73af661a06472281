//! What one shows of oneself, in two windows side by side: a picture, a name, a card; and files that are no pictures.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use world::process::ServerProcess;

use crate::{
    desk::Desk,
    dunst::Dunst,
    entering::register,
    friend::Friend,
    groups::{gone, pick},
    talking::{find, say},
    window::Window,
};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(width, height, |x, _| {
        image::Rgb([if x * 2 < width { 220 } else { 20 }, 90, 60])
    });
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

async fn choose(window: &Window<'_>, file: &[u8]) {
    window.give("picture-file", &[("face.png", file)]).await;
}

/// The picture has come, written by the engine, in whatever bears this name.
async fn sees_face(window: &Window<'_>, testid: &str) {
    let drawn =
        format!("() => document.querySelector('[data-testid=\"{testid}\"] .avatar img.come')?.naturalWidth === 256");
    window.wait(&drawn, &[]).await;
}

#[tokio::test]
async fn a_new_picture_and_name_show_in_the_other_window() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let (one, other) = (Desk::new().await, Desk::new().await);
    let (alice, bob) = (one.open().await, other.open().await);
    register(&bob, &server.address, "bob").await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "It is me").await;
    bob.sees("conversation", "It is me").await;

    alice.click("settings").await;
    for (file, words) in [
        (b"<svg onload='alert(1)'/>".to_vec(), "no picture that Selkie can read"),
        (png(30_000, 1), "too large"),
    ] {
        choose(&alice, &file).await;
        alice.sees("picture-problem", words).await;
    }
    choose(&alice, &png(640, 400)).await;
    alice.click("crop-turn").await;
    alice.click("crop-use").await;
    let gone = "() => document.querySelector('[data-testid=\"crop-dialog\"]') === null";
    alice.wait(gone, &[]).await;
    sees_face(&alice, "account-button").await;
    alice.write("profile-nickname", "Alice Li").await;
    alice.click("profile-save").await;
    sees_face(&bob, "conversation").await;
    bob.sees("conversation", "Alice Li").await;

    alice.write("profile-birthday", "1990-02-30").await;
    alice.click("about-save").await;
    alice.sees("settings-page", "This is no day").await;
    alice.write("profile-birthday", "1990-01-31").await;
    alice.click("about-save").await;
    alice.write("profile-personal-id", "Selkie_7").await;
    alice.click("personal-id-save").await;
    alice.sees("personal-id", "Selkie_7").await;
    alice.click("card-open").await;
    let link = alice.read("card-link").await;
    assert!(link.starts_with("selkie://person?"), "{link}");

    let handed = other.start(&[&link]);
    assert!(handed.end().await);
    bob.sees("person-dialog", "Alice Li").await;
    bob.sees("person-dialog", "January 31, 1990").await;
    sees_face(&bob, "person-dialog").await;
    bob.click("person-write").await;
    bob.sees_message("It is me", "received").await;
    let elsewhere = other.start(&["selkie://person?address=https%3A%2F%2Fchat.example.org&user=7"]);
    assert!(elsewhere.end().await);
    bob.sees("person-elsewhere", "chat.example.org").await;
    alice.close().await;
    bob.close().await;
}

#[tokio::test]
async fn a_groups_picture_is_chosen_and_taken_away_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let (hers, his) = (Desk::new().await, Desk::new().await);
    let (alice, bob) = (hers.open().await, his.open().await);
    register(&bob, &server.address, "bob").await;
    register(&alice, &server.address, "alice").await;
    alice.click("group-add").await;
    alice.click("group-new").await;
    pick(&alice, "bob").await;
    alice.write("group-name", "Harbour").await;
    alice.click("create-group-now").await;
    alice.sees("group-line", "You created the group").await;
    say(&alice, "Welcome").await;
    bob.sees("conversation", "Harbour").await;
    bob.click("conversation").await;
    bob.click("details").await;

    alice.click("details").await;
    alice.read("group-picture").await;
    choose(&alice, b"no picture").await;
    alice.sees("picture-problem", "no picture that Selkie can read").await;
    choose(&alice, &png(640, 400)).await;
    alice.click("crop-use").await;
    gone(&alice, "crop-dialog").await;
    sees_face(&alice, "details-content").await;
    sees_face(&bob, "conversation").await;
    sees_face(&bob, "details-content").await;
    let offered = bob
        .run(
            "return document.querySelector('[data-testid=group-picture]') !== null",
            &[],
        )
        .await;
    assert_eq!(offered, false, "Who does not lead was offered another picture");

    alice.click("group-picture").await;
    alice.click("picture-remove").await;
    let drawn = "() => document.querySelector('[data-testid=conversation] .mosaic') !== null";
    alice.wait(drawn, &[]).await;
    bob.wait(drawn, &[]).await;
    alice.close().await;
    bob.close().await;
}

#[tokio::test]
async fn a_picture_shows_in_notifications_and_in_the_picture_of_a_group() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;
    let dunst = Dunst::new(&desk).await;
    let window = desk.open().await;
    let mut bob = Friend::new(&server.address, "bob").await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "Hello, Bob!").await;
    let alice = bob.hears("Hello, Bob!").await.sender_id;

    let look = async |where_to: &str| {
        window
            .run(&format!("dispatchEvent(new Event('{where_to}'))"), &[])
            .await;
    };
    look("blur").await;
    bob.says(&alice, "without a picture").await;
    dunst.says("bob", "without a picture").await;
    let before = dunst.picture();
    look("focus").await;
    dunst.shows(0).await;
    bob.wears(png(300, 300), 300).await;
    sees_face(&window, "conversation").await;
    look("blur").await;
    bob.says(&alice, "with one").await;
    dunst.says("bob", "with one").await;
    assert_ne!(dunst.picture(), before);
    look("focus").await;
    dunst.shows(0).await;

    bob.gathers("Harbour", &alice).await;
    window.sees("conversation", "Harbour").await;
    let drawn = "() => document.querySelector('[data-testid=conversation] .mosaic img')?.naturalWidth === 256";
    window.wait(drawn, &[]).await;
    window.close().await;
}
