//! What is taken back, by whom and how long, and what stays of it elsewhere; and the switch for burning after reading.

use std::sync::atomic::Ordering;
use std::time::Duration;

use protocol::content::Notification;
use protocol::content::tips::ConversationSetPrivateTips;
use serde_json::{Value, json};

use super::{LINUX, code};
use crate::Config;
use crate::config::Messages;
use crate::im::{Outgoing, Sent};
use crate::testing::World;

const ID: &str = "si_alice_bob";
const MINUTE_MS: i64 = 60_000;

async fn say(world: &World, from: &str, to: &str, content_type: i32, content: Value) -> Sent {
    let message = Outgoing {
        from: from.into(),
        to: to.into(),
        content_type,
        content: content.to_string().into_bytes(),
        ..Outgoing::default()
    };
    world.im().door().send_as(message).await.unwrap()
}

async fn revoke(world: &mut World, who: &str, id: &str, seq: i64) -> i64 {
    let token = world.token(who, LINUX).await;
    let asked = json!({ "conversationID": id, "userID": who, "seq": seq });
    code(&world.post("/msg/revoke_msg", &token, asked).await)
}

#[tokio::test(start_paused = true)]
async fn the_owner_of_a_server_says_how_long_words_are_taken_back() {
    let mut world = World::with(Config {
        messages: Messages { revoke_minutes: 2 },
        ..Config::default()
    })
    .await;
    world.users(&["alice", "bob"]).await;
    let request = http::Request::get("/ext/capabilities").header("host", "localhost");
    let told = world.http(request.body(http_body_util::Full::default()).unwrap()).await;
    let told: Value = serde_json::from_slice(told.body()).unwrap();
    assert_eq!(told["data"]["revokeMs"], 2 * MINUTE_MS);
    let text = json!({ "content": "x" });
    let first = say(&world, "alice", "bob", 101, text.clone()).await;
    world.clock.jump.fetch_add(3 * MINUTE_MS, Ordering::Relaxed);
    let second = say(&world, "alice", "bob", 101, text.clone()).await;
    assert_eq!(revoke(&mut world, "alice", ID, first.seq).await, 1002);
    assert_eq!(revoke(&mut world, "alice", ID, second.seq).await, 0);

    let token = world.token("alice", LINUX).await;
    let made = json!({ "ownerUserID": "alice", "memberUserIDs": ["bob"], "groupInfo": { "groupName": "Seals", "groupType": 2 } });
    let made = world.post("/group/create_group", &token, made).await;
    let group = made["data"]["groupInfo"]["groupID"].as_str().unwrap().to_owned();
    let message = Outgoing {
        from: "bob".into(),
        group: group.clone(),
        content_type: 101,
        content: text.to_string().into_bytes(),
        ..Outgoing::default()
    };
    let bobs = world.im().door().send_as(message).await.unwrap();
    world.clock.jump.fetch_add(3 * MINUTE_MS, Ordering::Relaxed);
    assert_eq!(revoke(&mut world, "bob", &bobs.conversation_id, bobs.seq).await, 1002);
    assert_eq!(revoke(&mut world, "alice", &bobs.conversation_id, bobs.seq).await, 0);
}

#[tokio::test(start_paused = true)]
async fn what_is_taken_back_stands_in_no_quote_any_more() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let said = say(&world, "alice", "bob", 101, json!({ "content": "secret" })).await;
    let quote = json!({ "text": "yes", "quoteMessage": { "clientMsgID": said.client_msg_id, "sendID": "alice",
        "contentType": 101, "textElem": { "content": "secret" }, "content": "secret" } });
    let other = json!({ "text": "no", "quoteMessage": { "clientMsgID": "other", "textElem": { "content": "kept" } } });
    for quote in [&quote, &other] {
        say(&world, "bob", "alice", 114, quote.clone()).await;
    }
    assert_eq!(revoke(&mut world, "alice", ID, said.seq).await, 0);
    // Bob has not heard of it yet.
    say(&world, "bob", "alice", 114, quote).await;
    let token = world.token("bob", LINUX).await;
    let body = json!({ "userID": "bob", "seqRanges": [{ "conversationID": ID, "begin": 2, "end": 4, "num": 9 }] });
    let pulled = world.post("/msg/pull_msg_by_seq", &token, body).await;
    let messages: Vec<protocol::pb::MsgData> =
        serde_json::from_value(pulled["data"]["msgs"][ID]["Msgs"].clone()).unwrap();
    let contents: Vec<Value> = messages
        .iter()
        .map(|one| serde_json::from_slice(&one.content).unwrap())
        .collect();
    for quote in [&contents[0], &contents[2]] {
        assert_eq!(quote["quoteMessage"]["contentType"], 2101);
        assert!(!quote.to_string().contains("secret"));
        assert_eq!(quote["text"], "yes");
    }
    assert!(contents[1].to_string().contains("kept"));
}

#[tokio::test(start_paused = true)]
async fn burning_after_reading_is_switched_for_both() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    say(&world, "alice", "bob", 101, json!({ "content": "x" })).await;
    let (token, bobs) = (world.token("alice", LINUX).await, world.token("bob", LINUX).await);
    let mut bob = world.dial("bob", LINUX).await;
    let set = json!({ "userIDs": ["alice"], "conversation": { "conversationID": ID, "conversationType": 1,
        "userID": "bob", "isPrivateChat": true, "burnDuration": 60 } });
    assert_eq!(
        code(&world.post("/conversation/set_conversations", &token, set).await),
        0
    );
    let (mut told, mut lines) = (None, 0);
    while let Ok((id, _, message)) = tokio::time::timeout(Duration::from_secs(1), bob.pushed_message()).await {
        if message.content_type == 1701 && id == ID {
            lines += 1;
        } else if message.content_type == 1701 {
            told = Some((
                id,
                Notification::decode::<ConversationSetPrivateTips>(&message.content).unwrap(),
            ));
        }
    }
    let (id, tips) = told.unwrap();
    assert_eq!(
        (id.as_str(), tips.is_private, tips.conversation_id.as_str()),
        ("n_alice_bob", true, ID)
    );
    let row = json!({ "ownerUserID": "bob", "conversationID": ID });
    let row = world.post("/conversation/get_conversation", &bobs, row).await;
    assert_eq!(row["data"]["conversation"]["isPrivateChat"], true);
    assert_eq!(row["data"]["conversation"]["burnDuration"], 60);
    assert_eq!(lines, 1, "it stands between their messages too");
}
