//! The client's own figures: the first sync of a long conversation, opening it, and a long list.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use client::keychain::MemoryKeychain;
use client::requests::TokenSignIn;
use client::view::{AccountId, LinkState};
use client::{Client, Setup};
use futures_util::StreamExt;
use protocol::ids::conversation_id;
use world::process::ServerProcess;

use crate::Numbers;
use crate::people::{Rest, User};
use crate::wire;

/// Sends under way while filling.
const WINDOW: u64 = 256;

pub async fn measure(numbers: &Numbers) {
    let long = numbers.get("messages", 100_000);
    let list = numbers.get("conversations", 2_000);
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, &folder.path().join("server")).await;
    let reader = rest.users(1, 1).await.remove(0);
    let talker = rest.users(2, 1).await.remove(0);
    fill(&server.address, &talker, &reader.user_id, long).await;
    for friend in rest.users(1_000_000, list.saturating_sub(1)).await {
        fill(&server.address, &friend, &reader.user_id, 1).await;
    }

    let client = open(&folder.path().join("client")).await;
    let begun = Instant::now();
    let mut events = client.subscribe();
    let account = sign_in(&client, &server.address, &reader).await;
    while client.accounts().iter().any(|view| view.link != LinkState::Online) {
        events.next().await;
    }
    let conversations = client.conversations(&account).await.expect("The list").len();
    println!(
        "first sync, until the list of {conversations} is there: {:.2} s",
        begun.elapsed().as_secs_f64()
    );
    let conversation = conversation_id::single(&reader.user_id, &talker.user_id);
    everything(&client, &account, &conversation, long).await;
    println!(
        "first sync, until all {long} messages are there: {:.2} s",
        begun.elapsed().as_secs_f64()
    );

    let page = median(|| async {
        client
            .messages(&account, &conversation, None, 50)
            .await
            .expect("A page");
    })
    .await;
    println!("opening a conversation of {long}: {:.2} ms", page.as_secs_f64() * 1e3);
    let whole = median(|| async {
        client.conversations(&account).await.expect("The list");
    })
    .await;
    println!("the list of {conversations}: {:.2} ms", whole.as_secs_f64() * 1e3);
}

/// A client in a folder of its own.
pub async fn open(folder: &Path) -> Client {
    let mut setup = Setup::real(folder.to_owned());
    setup.keychain = Arc::new(MemoryKeychain::default());
    Client::open(setup).await.expect("The client opens")
}

pub async fn sign_in(client: &Client, address: &str, user: &User) -> AccountId {
    let sign_in = TokenSignIn {
        address: address.to_owned(),
        user_id: user.user_id.clone(),
        token: user.token.clone(),
        renew_url: None,
        fingerprint: None,
    };
    client.sign_in_with_token(sign_in).await.expect("Signing in").id
}

pub async fn fill(address: &str, from: &User, to: &str, count: u64) {
    let mut socket = wire::session(address, &from.user_id, &from.token).await;
    let (mut sent, mut answered) = (0, 0);
    while answered < count {
        while sent < count && sent - answered < WINDOW {
            wire::send(&mut socket, wire::send_frame(&from.user_id, to, sent)).await;
            sent += 1;
        }
        if wire::is_answer(&wire::next(&mut socket).await) {
            answered += 1;
        }
    }
    drop(socket.next());
}

/// Until the whole conversation can be paged through without a pause for the network: the server is no longer asked
/// when the oldest page is at hand.
pub async fn everything(client: &Client, account: &AccountId, conversation: &str, count: u64) {
    let mut before = None;
    let mut seen = 0;
    loop {
        let page = client
            .messages(account, conversation, before, 1_000)
            .await
            .expect("A page");
        seen += page.messages.len() as u64;
        before = page.messages.first().map(|message| client::requests::Cursor {
            seq: message.seq,
            local: message.local,
        });
        if !page.older {
            break;
        }
    }
    assert_eq!(seen, count, "everything is there");
}

pub async fn median<F: Future<Output = ()>>(work: impl Fn() -> F) -> Duration {
    let mut times = Vec::new();
    for _ in 0..21 {
        let begun = Instant::now();
        work().await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}
