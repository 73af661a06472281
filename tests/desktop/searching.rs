//! Looking for messages in the window: from a few signs to the message in its place, however far back it lies.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    talking::{find, say},
};

const CONTROL: &str = "\u{e009}";
const SHIFT: &str = "\u{e008}";
const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";

/// More than are ever in the document or read at once.
const MANY: u32 = 420;

#[tokio::test]
async fn a_message_far_back_is_found_by_a_part_of_it_and_gone_to() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "Hello, Bob!").await;
    let alice = bob.hears("Hello, Bob!").await.sender_id;
    bob.says(&alice, "明天開會嗎？").await;
    for number in 1..=MANY {
        bob.says(&alice, &format!("boat {number}")).await;
    }
    window.sees("conversation", &format!("boat {MANY}")).await;

    // By simplified characters, and with the keys alone.
    window.press(&[CONTROL, SHIFT, "f"]).await;
    window
        .wait("() => document.activeElement?.dataset.testid === 'find'", &[])
        .await;
    window.write("find", "开会").await;
    window.sees("search-hit", "明天開會嗎？").await;
    let marked = "() => document.querySelector('[data-testid=search-hit] mark')?.textContent === '開會'";
    window.wait(marked, &[]).await;
    window.press(&[DOWN]).await;
    window.press(&[ENTER]).await;
    window.sees_message("明天開會嗎？", "received").await;
    window.sees_message("Hello, Bob!", "sent").await;

    // In the conversation itself, from hit to hit.
    window.press(&[CONTROL, "f"]).await;
    window.write("search-here-query", "boat 42").await;
    window.sees("search-place", "2").await;
    window.press_enter("search-here-query").await;
    window.sees_message("boat 420", "received").await;
    window.press_enter("search-here-query").await;
    let found = "() => document.querySelector('.found')?.innerText.includes('boat 42\\n')";
    window.wait(found, &[]).await;
    window.click("search-close").await;
    say(&window, "Tomorrow then").await;
    window.sees_message("Tomorrow then", "sent").await;
    window.sees_message("boat 419", "received").await;
    window.close().await;
}
