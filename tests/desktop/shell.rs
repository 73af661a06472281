//! What the shell promises around the page: one instance for each data folder, links, a start that fails in words, and
//! a page that cannot leave.

use std::{fs, time::Duration};

use serde_json::Value;

use crate::desk::Desk;

const LINK: &str = "selkie://sign-in?address=http%3A%2F%2F127.0.0.1%3A1&user=alice&token=a-token";

#[tokio::test]
async fn a_second_start_hands_its_link_over_and_ends() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("connect").await;
    assert!(desk.start(&[LINK]).end().await, "The second start failed");
    window
        .wait(
            "css => document.querySelector(css)?.value === 'a-token'",
            &["[data-testid=token]".into()],
        )
        .await;
    assert_eq!(window.value("user-id").await, "alice");
    assert_eq!(window.value("address").await, "http://127.0.0.1:1");
    window.close().await;
}

#[tokio::test]
async fn another_profile_runs_beside() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("connect").await;
    let mut other = desk.start(&["--profile", "work"]);
    let folder = desk.data().join("profiles/work");
    let opened = async {
        // Its engine makes more in the folder than the shell and the window's own storage.
        while fs::read_dir(&folder).map_or(0, |entries| {
            let names = entries.flatten().map(|entry| entry.file_name());
            names.filter(|name| name != "page" && name != "logs").count()
        }) == 0
        {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), opened)
        .await
        .expect("The other profile opened no data");
    assert_eq!(other.ended(), None, "The other profile did not stay");
    window.read("connect").await;
    window.close().await;
}

#[tokio::test]
async fn a_folder_in_use_is_said_and_opens_when_it_is_free() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("connect").await;
    // On a bus of its own the second start cannot find the first, as on a machine that two people share.
    let elsewhere = Desk::sharing_data_of(&desk).await;
    let second = elsewhere.open().await;
    second.sees(".broken", "Another running Selkie").await;
    window.close().await;
    second.click(".broken button").await;
    second.read("connect").await;
    second.close().await;
}

#[tokio::test]
async fn the_page_cannot_leave_load_or_open_anything() {
    let desk = Desk::new().await;
    let window = desk.open().await;
    window.read("connect").await;
    let tried = window
        .run_async(
            "const done = arguments[0];
             const refused = async (act) => { try { await act(); return 'done'; } catch { return 'refused'; } };
             const violated = new Promise((tell) => addEventListener('securitypolicyviolation', (e) => tell(e.effectiveDirective)));
             (async () => done([
                 await refused(() => fetch('http://127.0.0.1:1/')),
                 await violated,
                 await refused(() => eval('1')),
                 await refused(() => window.__TAURI_INTERNALS__.invoke('plugin:window|set_title', { label: 'main', value: 'x' })),
                 await refused(() => { if (!window.open('https://example.org/')) throw 0; }),
                 String(window.__TAURI__),
                 String(Object.isFrozen(Object.prototype)),
             ]))();",
        )
        .await;
    let tried: Vec<_> = tried
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    assert_eq!(
        tried,
        [
            "refused",
            "connect-src",
            "refused",
            "refused",
            "refused",
            "undefined",
            "true"
        ]
    );
    let own = window.run("return location.href", &[]).await;
    window.run("location.href = 'https://example.org/'", &[]).await;
    window
        .run(
            "const a = document.createElement('a'); a.href = 'http://127.0.0.1:9/'; document.body.append(a); a.click()",
            &[],
        )
        .await;
    window.read("connect").await;
    assert_eq!(window.run("return location.href", &[]).await, own);
    assert!(matches!(own, Value::String(own) if own.starts_with("tauri://localhost")));
    window.close().await;
}
