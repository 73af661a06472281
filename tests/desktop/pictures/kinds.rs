//! Pictures of everything that one can say, and of what looks at it, keeps it and plays it.

use world::{
    cast::{CHINESE, ENGLISH, gallery, play},
    process::ServerProcess,
};

use super::{Camera, SIZES, open, pick, sign_in};
use crate::{
    desk::Desk,
    groups::gone,
    media::{READ, choose},
    window::Window,
};

/// Six seconds of a ball, in VP8.
const FILM: &[u8] = include_bytes!("../ball.webm");

#[tokio::test]
#[ignore = "takes pictures for a person to look at: make screenshots"]
async fn every_kind_of_message_is_pictured() {
    for (locale, cast, words) in [
        ("en", &ENGLISH, &gallery::ENGLISH),
        ("zh-CN", &CHINESE, &gallery::CHINESE),
    ] {
        let (folder, people) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
        let players = play(&server.address, cast, people.path()).await.unwrap();
        gallery::gallery(&players, words).await.unwrap();
        let desk = Desk::new().await;
        let window = open(&desk, locale).await;
        sign_in(&window, &server.address, cast.roles[0].account).await;
        let mut camera = Camera::new(&desk, &window, &format!("{locale}/kinds")).await;
        pick(&window, "conversation", cast.roles[5].nickname).await;
        window.read("poke").await;
        camera.take_at("kinds-end", &SIZES).await;
        window
            .run("document.querySelector('[data-testid=messages]').scrollTop = 0", &[])
            .await;
        camera.take_at("kinds-begin", &SIZES).await;
        window.click("emoji").await;
        window.tick("[data-testid=picker-kind] [data-value=stickers]").await;
        window.read("sticker-hello").await;
        camera.take_at("stickers", &SIZES).await;
        window.click("emoji").await;
        favourites(&window, &mut camera).await;
        sound_and_film(&window, &mut camera).await;
        window.close().await;
    }
}

async fn favourites(window: &Window<'_>, camera: &mut Camera<'_>) {
    window.click("place-favourites").await;
    window.read("favourites-none").await;
    camera.take("favourites-none").await;
    window.click("place-chats").await;
    window.read("picture").await;
    for testid in [
        "picture",
        "sticker",
        "open-file",
        "download-file",
        "save-file",
        "location",
        "link-card",
        "merged",
    ] {
        let keep = "const row = document.querySelector(`[data-testid=messages] [data-testid=${arguments[0]}]`)
            ?.closest('[data-key]');
            row?.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true }))";
        window.run(keep, &[testid.to_owned()]).await;
    }
    window.click("place-favourites").await;
    window.read("favourite").await;
    camera.take("favourites").await;
    window.click("favourite").await;
    window.read("favourite-shown").await;
    camera.take("favourite").await;
    window.click("[data-testid=favourites] [data-kind=pictures]").await;
    pick(window, "favourite", "open-day").await;
    camera.take("favourite-picture").await;
    window.click("favourite-remove").await;
    window.read("undo-bar").await;
    camera.take_at("favourite-removed", &SIZES[..1]).await;
    window.click("undo").await;
    window.click("place-chats").await;
}

async fn sound_and_film(window: &Window<'_>, camera: &mut Camera<'_>) {
    choose(window, &[("ball.webm", FILM)]).await;
    window.wait(READ, &[]).await;
    camera.take_at("send-video", &SIZES[..1]).await;
    window.click("send-files-now").await;
    gone(window, "send-files").await;
    window.read("video").await;
    window.click("details").await;
    window.click("kept-open").await;
    window.read("kept-picture").await;
    camera.take_at("media", &SIZES[..1]).await;
    window.tick("[data-testid=kept-which] [data-value=files]").await;
    window.read("kept-line").await;
    camera.take_at("media-files", &SIZES[..1]).await;
    window.click("details-close").await;
    window.click("picture").await;
    window.read("viewer").await;
    camera.take("viewer").await;
    window.escape().await;
    window
        .run(
            "[...document.querySelectorAll('[data-testid=video]')].at(-1).click()",
            &[],
        )
        .await;
    window.read("video-viewer").await;
    window
        .run("document.querySelector('[data-testid=film]')?.pause()", &[])
        .await;
    camera.take("video").await;
    window.click("close-video").await;
    // Without a microphone it is said that there is none.
    window.click("record").await;
    window.rest().await;
    camera.take("record").await;
    let forget = "document.querySelector('[data-testid=record-forget]')?.click()";
    window.run(forget, &[]).await;
}
