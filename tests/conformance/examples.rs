//! The two App Servers of `examples/`, as written: each admits a customer and writes to him, and our engine signs in
//! with the link that it prints.

use std::process::Command;

use client::requests::TokenSignIn;
use client::view::Content;
use client::{Client, Setup};
use world::process::ServerProcess;

use crate::openim::{app, first_written};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_server_written_for_openim_admits_its_users() {
    admits_and_writes("openim.mjs").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_server_written_for_rongcloud_admits_its_users() {
    admits_and_writes("rongcloud.mjs").await;
}

async fn admits_and_writes(script: &str) {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (key, secret) = app(&server);
    let output = Command::new("node")
        .arg(script)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/app-server"))
        .envs([
            ("SELKIE_ADDRESS", &server.address),
            ("SELKIE_APP_KEY", &key),
            ("SELKIE_SECRET", &secret),
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let link = printed
        .lines()
        .find(|line| line.starts_with("selkie://sign-in?"))
        .unwrap();
    let part = |name: &str| {
        link.split(['?', '&'])
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
            .unwrap()
    };

    let mut setup = Setup::real(folder.path().join("client"));
    setup.keychain = std::sync::Arc::new(client::keychain::MemoryKeychain::default());
    let client = Client::open(setup).await.unwrap();
    let mut events = client.subscribe();
    let request = TokenSignIn {
        address: server.address.clone(),
        user_id: part("user").to_owned(),
        token: part("token").to_owned(),
        renew_url: None,
        fingerprint: None,
    };
    let account = client.sign_in_with_token(request).await.unwrap();
    assert_eq!(account.nickname, "A customer");
    let row = first_written(&client, &account.id, &mut events).await;
    assert_eq!((row.unread, row.peer.nickname.as_str()), (1, "The shop"));
    assert!(matches!(row.last.unwrap().content, Content::Text { text, .. } if text.contains("parcel")));
}
