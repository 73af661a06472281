//! The two App Servers of `examples/`, as written: each admits a customer and writes to him, and our engine signs in
//! with the link that it prints.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use client::keychain::MemoryKeychain;
use client::requests::TokenSignIn;
use client::view::Content;
use client::{Client, Setup};
use serde_json::{Value, json};
use world::process::ServerProcess;

use crate::openim::first_written;

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
    let output = server.example(script).unwrap().output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let link = printed
        .lines()
        .find(|line| line.starts_with("selkie://sign-in?"))
        .unwrap();

    let client = engine(&folder.path().join("client")).await;
    let mut events = client.subscribe();
    let request = TokenSignIn {
        address: server.address.clone(),
        user_id: part(link, "user").to_owned(),
        token: part(link, "token").to_owned(),
        renew_url: None,
        fingerprint: None,
    };
    let account = client.sign_in_with_token(request).await.unwrap();
    assert_eq!(account.nickname, "A customer");
    let row = first_written(&client, &account.id, &mut events).await;
    assert_eq!((row.unread, row.peer.nickname.as_str()), (1, "The shop"));
    assert!(matches!(row.last.unwrap().content, Content::Text { text, .. } if text.contains("parcel")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_example_for_rongcloud_renews_the_token_of_whoever_shows_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut app_server = server
        .example("rongcloud.mjs")
        .unwrap()
        .env("RENEWAL_PORT", place.port().to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(app_server.stdout.take().unwrap()).lines();
    let link = lines.next().unwrap().unwrap();
    assert!(lines.next().unwrap().unwrap().starts_with("sent "));

    let first = part(&link, "token");
    assert!(ask(place, "made up").await.starts_with("HTTP/1.1 403"));
    let answer = ask(place, first).await;
    let told: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let second = told["token"].as_str().unwrap();
    assert!(
        ask(place, first).await.starts_with("HTTP/1.1 403"),
        "a token is renewed once"
    );
    app_server.kill().unwrap();
    app_server.wait().unwrap();

    let client = engine(&folder.path().join("client")).await;
    let request = TokenSignIn {
        address: server.address.clone(),
        user_id: part(&link, "user").to_owned(),
        token: second.to_owned(),
        renew_url: None,
        fingerprint: None,
    };
    client.sign_in_with_token(request).await.unwrap();
}

/// Asks for another token, as Selkie does, until somebody listens.
async fn ask(place: SocketAddr, token: &str) -> String {
    let body = json!({ "userID": "customer-1", "token": token }).to_string();
    let length = body.len();
    let request =
        format!("POST / HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    for _ in 0..500 {
        if let Ok(mut stream) = TcpStream::connect(place) {
            stream.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("Nobody listens at {place}");
}

/// What the printed link says.
fn part<'a>(link: &'a str, name: &str) -> &'a str {
    link.split(['?', '&'])
        .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
        .unwrap()
}

async fn engine(folder: &Path) -> Client {
    let mut setup = Setup::real(folder.to_owned());
    setup.keychain = Arc::new(MemoryKeychain::default());
    Client::open(setup).await.unwrap()
}
