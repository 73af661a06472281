//! Pictures and files, for everyone: before they are sent, in the conversation, and looked through.

use super::Looked;
use crate::media::{READ, choose, png};

pub async fn media(looked: &mut Looked<'_>) {
    let (wide, high) = (png(800, 400), png(400, 800));
    choose(
        &looked.window,
        &[("1.png", &wide), ("2.png", &high), ("notes.txt", b"words")],
    )
    .await;
    looked.window.read("send-files").await;
    looked.window.wait(READ, &[]).await;
    looked.at("before files are sent").await;
    looked.window.click("send-files-keep").await;
    looked.window.read("draft-files").await;
    looked.at("files of a draft").await;
    looked.window.click("draft-files-open").await;
    looked.window.click("send-files-now").await;
    looked.window.sees_message("notes.txt", "sent").await;
    looked.at("an album and a file").await;
    looked.window.click("picture").await;
    looked.window.read("viewer").await;
    looked.at("viewer").await;
    looked.leave().await;
    looked.window.click("details").await;
    looked.window.click("kept-open").await;
    looked.window.click("kept-picture").await;
    looked.leave().await;
    looked.at("what is kept").await;
    let files = "[data-testid=kept-which] [data-value=files]";
    looked.window.tick(files).await;
    looked.window.read("kept-line").await;
    looked.at("files that are kept").await;
    looked.window.click("details-back").await;
    looked.window.read("burn").await;
    looked.at("burning after reading").await;
    looked.window.click("details-close").await;
    looked.window.write("composer", "unfinished").await;
}
