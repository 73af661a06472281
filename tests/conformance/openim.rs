//! `@openim/client-sdk` on one side, our engine on the other.

use client::event::Event;
use client::requests::NewAccount;
use client::view::{AccountId, Content, ConversationView, MessageState};
use client::{Client, Setup};
use serde_json::json;
use world::process::ServerProcess;

use crate::package::Package;

pub const WEB: i32 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_talks_with_our_client() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (alice, account) = our_client(&server, folder.path(), "alice").await;
    let (bob_engine, bob_account) = our_client(&server, &folder.path().join("bob"), "bob").await;
    let (alice_id, bob_id) = (user_id(&alice), user_id(&bob_engine));
    bob_engine.sign_out(&bob_account, false).await.unwrap();
    let token = server
        .command(&["token", &bob_id, &WEB.to_string()])
        .unwrap()
        .trim()
        .to_owned();

    let mut bob = Package::start("openim.mjs", &[]);
    bob.ask(
        "signIn",
        json!({ "address": server.address, "userID": bob_id, "token": token, "platformID": WEB }),
    );
    assert_eq!(bob.ask("myself", json!({})), json!("bob"));
    assert_eq!(bob.ask("list", json!({})), json!([]));

    let mut events = alice.subscribe();
    let conversation = alice.open_conversation(&account, &bob_id).await.unwrap();
    alice
        .send_text(&account, &conversation.id, "你好, bob 🦭")
        .await
        .unwrap();
    let heard = bob.hear(|event| event["event"] == "message" && event["from"] == json!(alice_id));
    assert_eq!(heard["text"], "你好, bob 🦭");
    let list = bob.ask("list", json!({}));
    assert_eq!(list[0]["conversationID"], json!(conversation.id));
    assert_eq!(list[0]["unreadCount"], 1);
    assert_eq!(list[0]["latest"], "你好, bob 🦭");

    let sent = bob.ask("send", json!({ "to": alice_id, "content": "hello from the SDK" }));
    assert_eq!(sent["status"], 2, "the SDK calls it sent");
    until(&mut events, |event| {
        shows(event, |content, _| is_text(content, "hello from the SDK"))
    })
    .await;

    bob.ask("markRead", json!({ "conversationID": conversation.id }));
    until(&mut events, |event| {
        shows(event, |_, state| state == MessageState::Read)
    })
    .await;

    let history = bob.ask("history", json!({ "conversationID": conversation.id, "count": 20 }));
    let texts: Vec<_> = history["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["text"].clone())
        .collect();
    assert_eq!(texts, [json!("你好, bob 🦭"), json!("hello from the SDK")]);

    for number in 1..=45 {
        alice
            .send_text(&account, &conversation.id, &format!("line {number}"))
            .await
            .unwrap();
    }
    bob.hear(|event| event["text"] == "line 45");
    let newest = bob.ask("history", json!({ "conversationID": conversation.id, "count": 20 }));
    let oldest_shown = newest["messages"][0].clone();
    assert_eq!(oldest_shown["text"], "line 26");
    let before = json!({ "conversationID": conversation.id, "count": 20, "before": oldest_shown["id"] });
    assert_eq!(bob.ask("history", before)["messages"][0]["text"], "line 6");
    bob.ask("signOut", json!({}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_puts_a_picture_there_and_our_client_draws_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (alice, account) = our_client(&server, folder.path(), "alice").await;
    let (bob_engine, bob_account) = our_client(&server, &folder.path().join("bob"), "bob").await;
    let bob_id = user_id(&bob_engine);
    bob_engine.sign_out(&bob_account, false).await.unwrap();
    let token = server.command(&["token", &bob_id, &WEB.to_string()]).unwrap();
    let mut bob = Package::start("openim.mjs", &[]);
    let told = json!({ "address": server.address, "userID": bob_id, "token": token.trim(), "platformID": WEB });
    bob.ask("signIn", told);
    let mut events = alice.subscribe();
    alice.open_conversation(&account, &bob_id).await.unwrap();

    let mut png = std::io::Cursor::new(Vec::new());
    let picture = image::DynamicImage::from(image::RgbImage::from_pixel(64, 64, image::Rgb([0, 90, 0])));
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    // Longer than one part, with what a picture may have behind its end.
    let (bytes, size) = (png.into_inner(), (5 << 20) + 7);
    let url = bob.ask(
        "upload",
        json!({ "name": "face.png", "beginning": bytes, "size": size }),
    );
    let url = url.as_str().unwrap().to_owned();
    assert!(
        url.starts_with(&format!("{}/api/object/{bob_id}/", server.address)),
        "{url}"
    );
    bob.ask("show", json!({ "nickname": "Bobby", "faceURL": url }));
    until(&mut events, |event| {
        matches!(event, Event::Users { changed, .. }
            if changed.iter().any(|user| user.face_url == url && user.nickname == "Bobby"))
    })
    .await;
    let drawn = alice.picture(&account, &url).await.unwrap();
    let drawn = image::load_from_memory(&drawn).unwrap().into_rgb8();
    assert!(drawn.get_pixel(30, 30).0[1] > 70);
    let again = bob.ask(
        "upload",
        json!({ "name": "other.png", "beginning": bytes, "size": size }),
    );
    assert_eq!(again, json!(url), "what is there comes no second time");
    bob.ask("signOut", json!({}));
}

/// Somebody of ours, registered and online.
pub async fn our_client(server: &ServerProcess, folder: &std::path::Path, name: &str) -> (Client, AccountId) {
    let mut setup = Setup::real(folder.join("client"));
    setup.keychain = std::sync::Arc::new(client::keychain::MemoryKeychain::default());
    let client = Client::open(setup).await.unwrap();
    let registered = client
        .register(NewAccount {
            address: server.address.clone(),
            account: name.to_owned(),
            password: "correct horse battery".to_owned(),
            nickname: name.to_owned(),
            ..NewAccount::default()
        })
        .await
        .unwrap();
    (client, registered.account.id)
}

pub fn user_id(client: &Client) -> String {
    client.accounts()[0].user_id.clone()
}

pub async fn until(events: &mut client::Subscription, fits: impl Fn(&Event) -> bool) {
    let wait = async { while !fits(&events.next().await) {} };
    tokio::time::timeout(std::time::Duration::from_secs(60), wait)
        .await
        .expect("the event comes");
}

/// The list's only row once it shows a message, whether that came as history or while one looked: both are right for
/// somebody who has only just signed in.
pub async fn first_written(
    client: &Client,
    account: &AccountId,
    events: &mut client::Subscription,
) -> ConversationView {
    loop {
        let mut list = client.conversations(account).await.unwrap();
        assert!(list.len() <= 1, "one conversation: {list:?}");
        if let Some(row) = list.pop().filter(|row| row.last.is_some()) {
            return row;
        }
        until(events, |_| true).await;
    }
}

pub fn shows(event: &Event, fits: impl Fn(&Content, MessageState) -> bool) -> bool {
    matches!(event, Event::Messages { changed, .. } if changed.iter().any(|message| fits(&message.content, message.state)))
}

pub fn is_text(content: &Content, wanted: &str) -> bool {
    matches!(content, Content::Text { text, .. } if text == wanted)
}
