//! Voice messages and videos in the real window: heard, seen, spoken, and said to be impossible where they are.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use world::{narrow::Narrow, process::ServerProcess};

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    groups::gone,
    media::choose,
    talking::{find, say},
    window::Window,
};

/// Six seconds of a ball, in VP8.
const FILM: &[u8] = include_bytes!("ball.webm");

async fn phase(window: &Window<'_>, number: usize, phase: &str) {
    let so = "(number, phase) => document.querySelectorAll('[data-testid=voice]')[number]?.dataset.phase === phase";
    window.wait(so, &[number.to_string(), phase.to_owned()]).await;
}

#[tokio::test]
async fn voices_are_played_one_after_the_other_and_then_are_heard() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Tell me").await;
    let alice_id = bob.hears("Tell me").await.sender_id;
    bob.speaks(&alice_id, Duration::from_secs(2)).await;
    bob.speaks(&alice_id, Duration::from_secs(1)).await;
    let both = "() => document.querySelectorAll('[data-testid=voice-unheard]').length === 2";
    alice.wait(both, &[]).await;

    alice.click("voice-play").await;
    phase(&alice, 0, "playing").await;
    phase(&alice, 1, "playing").await;
    phase(&alice, 1, "off").await;
    let none = "() => document.querySelectorAll('[data-testid=voice-unheard]').length === 0";
    alice.wait(none, &[]).await;

    // A key on a message that has the focus does the same.
    alice
        .on("voice", "arguments[0].closest('[data-key]').focus()", &[])
        .await;
    alice.press(&[" "]).await;
    phase(&alice, 0, "playing").await;
    alice.press(&[" "]).await;
    phase(&alice, 0, "paused").await;
    alice.click("voice-rate").await;
    alice.sees("voice-rate", "1.5×").await;
    alice.close().await;
}

#[tokio::test]
async fn a_video_is_sent_with_its_picture_and_what_is_none_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Look").await;
    bob.hears("Look").await;
    choose(&alice, &[("ball.webm", FILM)]).await;
    alice.sees("send-files", "0:06").await;
    let small = "() => document.querySelector('[data-testid=send-files] img')?.naturalWidth === 96";
    alice.wait(small, &[]).await;
    alice.click("send-files-now").await;
    gone(&alice, "send-files").await;
    alice.sees_message("0:06", "sent").await;
    let drawn =
        "() => document.querySelector('[data-testid=video]')?.parentElement.querySelector('img')?.naturalWidth === 96";
    alice.wait(drawn, &[]).await;

    // A codec that no computer has; it is sent before the page gave up taking its picture.
    let codec = FILM.windows(5).position(|bytes| bytes == b"V_VP8").unwrap();
    let mut strange = FILM.to_vec();
    strange[codec + 2..codec + 5].copy_from_slice(b"???");
    choose(&alice, &[("strange.webm", &strange)]).await;
    alice.sees("send-files", "strange.webm").await;
    alice.click("send-files-now").await;
    gone(&alice, "send-files").await;
    let second = "() => document.querySelectorAll('[data-testid=video]').length === 2";
    alice.wait(second, &[]).await;
    alice
        .run("document.querySelectorAll('[data-testid=video]')[1].click()", &[])
        .await;
    alice.read("video-failed").await;
    alice.close().await;
}

/// Half a minute of snow, which no codec makes small.
fn long_film(folder: &Path) -> Vec<u8> {
    let path = folder.join("snow.webm");
    let mut made = Command::new("gst-launch-1.0");
    made.args(["-q", "videotestsrc", "pattern=snow", "num-buffers=450"])
        .args(["!", "video/x-raw,width=320,height=240,framerate=15/1"])
        .args([
            "!",
            "vp8enc",
            "target-bitrate=8000000",
            "deadline=1",
            "cpu-used=16",
            "keyframe-max-dist=15",
        ])
        .args(["!", "webmmux", "!", "filesink"])
        .arg(format!("location={}", path.display()));
    let made = made.status().expect("gst-launch-1.0 is missing: run `make test`");
    assert!(made.success());
    std::fs::read(path).unwrap()
}

#[tokio::test]
async fn a_video_is_sought_where_nothing_has_come_yet_and_plays_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let narrow = Narrow::before(&server.address).await;
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let alice = desk.open().await;
    register(&alice, &narrow.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Show me").await;
    let alice_id = bob.hears("Show me").await.sender_id;
    let film = long_film(desk.home());
    bob.shows(&alice_id, "snow.webm", &film).await;
    alice.sees("video", "").await;

    narrow.narrows(1 << 20);
    let before = narrow.down();
    alice.click("video").await;
    let plays = "(from) => { const film = document.querySelector('[data-testid=film]');
        return film !== null && !film.seeking && film.readyState > 2 && film.currentTime > Number(from) }";
    alice.wait(plays, &["0.5".to_owned()]).await;
    alice
        .run("document.querySelector('[data-testid=film]').currentTime = 24", &[])
        .await;
    alice.wait(plays, &["24.5".to_owned()]).await;
    let come = narrow.down() - before;
    assert!(come < film.len() as u64 * 3 / 4, "{come} of {} had to come", film.len());
    alice.close().await;
}

#[tokio::test]
async fn without_a_microphone_the_window_says_so_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    desk.without_microphone();
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Listen").await;
    bob.hears("Listen").await;
    alice.click("record").await;
    let says = "() => document.querySelector('form')?.textContent.includes('No microphone can be used')";
    alice.wait(says, &[]).await;
    gone(&alice, "record-bar").await;
    say(&alice, "I have to write").await;
    bob.hears("I have to write").await;
    alice.close().await;
}
