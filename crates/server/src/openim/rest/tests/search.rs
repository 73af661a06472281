//! Finding messages on the server: by the shared rules, and only what the asker may read.

use protocol::content::{Act, ActContent, AtTextContent};
use serde_json::{Value, json};

use super::{LINUX, code};
use crate::Config;
use crate::im::{Outgoing, Sent};
use crate::testing::{World, env};

const ID: &str = "si_alice_bob";

async fn said(world: &World, from: &str, to: &str, group: &str, text: &str) -> Sent {
    let message = Outgoing {
        from: from.into(),
        to: to.into(),
        group: group.into(),
        content_type: 101,
        content: json!({ "content": text }).to_string().into_bytes(),
        ..Outgoing::default()
    };
    world.im().door().send_as(message).await.unwrap()
}

async fn ask(world: &mut World, who: &str, asked: Value) -> Value {
    let token = world.token(who, LINUX).await;
    world.post("/ext/search/messages", &token, asked).await
}

/// The words that are found, the newest first.
async fn found(world: &mut World, who: &str, asked: Value) -> Vec<String> {
    let answer = ask(world, who, asked).await;
    assert_eq!((code(&answer), &answer["data"]["behind"]), (0, &json!(0)), "{answer}");
    let found = answer["data"]["found"].as_array().cloned().unwrap_or_default();
    let text = |one: &Value| {
        let message: protocol::pb::MsgData = serde_json::from_value(one["message"].clone()).unwrap();
        protocol::content::decode_text(&message.content).unwrap()
    };
    found.iter().map(text).collect()
}

fn words(query: &str) -> Value {
    json!({ "query": query })
}

#[tokio::test(start_paused = true)]
async fn any_stretch_of_what_was_said_is_found() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    for text in ["我們明天去上海吃飯", "Meet me at Ｃａｆé Nord", "ok", "上海见"] {
        said(&world, "alice", "bob", "", text).await;
    }
    for (query, expected) in [
        ("上海", vec!["上海见", "我們明天去上海吃飯"]),
        ("海", vec!["上海见", "我們明天去上海吃飯"]),
        ("我们明天去上海吃饭", vec!["我們明天去上海吃飯"]),
        ("cafe n", vec!["Meet me at Ｃａｆé Nord"]),
        ("ET ME", vec!["Meet me at Ｃａｆé Nord"]),
        ("海上", vec![]),
        ("okay", vec![]),
        ("o\" OR \"k", vec![]),
    ] {
        assert_eq!(found(&mut world, "bob", words(query)).await, expected, "{query}");
    }
    assert_eq!(code(&ask(&mut world, "bob", words("  ")).await), 1001);
}

#[tokio::test(start_paused = true)]
async fn an_edited_message_is_found_by_what_it_says_now() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let edit = |from: &str, author: &str, target: &str, words: &str| {
        let words = AtTextContent {
            text: words.into(),
            ..AtTextContent::default()
        };
        let said = ActContent {
            author: author.into(),
            target: target.into(),
            act: Act::Edit { words },
        };
        Outgoing {
            from: from.into(),
            to: if from == "alice" { "bob".into() } else { "alice".into() },
            content_type: 119,
            content: said.encode(),
            ..Outgoing::default()
        }
    };
    let sent = said(&world, "alice", "bob", "", "at noon").await;
    assert_eq!(found(&mut world, "bob", words("noon")).await, ["at noon"]);
    // Nobody else's words, and no message that is not there.
    for other in [
        edit("bob", "alice", &sent.client_msg_id, "never"),
        edit("bob", "bob", &sent.client_msg_id, "never"),
        edit("alice", "alice", "nothing", "never"),
    ] {
        world.im().door().send_as(other).await.unwrap();
    }
    assert_eq!(found(&mut world, "bob", words("never")).await, [""; 0]);
    let edited = edit("alice", "alice", &sent.client_msg_id, "at midnight");
    world.im().door().send_as(edited).await.unwrap();
    assert_eq!(found(&mut world, "bob", words("noon")).await, [""; 0]);
    // The message is told as it was sent; what it says now, its edit tells.
    assert_eq!(found(&mut world, "bob", words("midnight")).await, ["at noon"]);
    let alice = world.im().find_user("alice").await.unwrap().unwrap();
    world.im().revoke(alice, ID.into(), sent.seq, false).await.unwrap();
    let again = edit("alice", "alice", &sent.client_msg_id, "at midnight");
    world.im().door().send_as(again).await.unwrap();
    assert_eq!(found(&mut world, "bob", words("midnight")).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn nobody_finds_what_he_may_not_read() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    let token = world.token("alice", LINUX).await;
    let made = json!({ "ownerUserID": "alice", "memberUserIDs": ["bob"], "groupInfo": { "groupName": "Seals", "groupType": 2 } });
    let made = world.post("/group/create_group", &token, made).await;
    let group = made["data"]["groupInfo"]["groupID"].as_str().unwrap().to_owned();
    let back = said(&world, "alice", "bob", "", "seal one").await;
    let gone = said(&world, "alice", "bob", "", "seal two").await;
    said(&world, "alice", "bob", "", "seal three").await;
    said(&world, "bob", "", &group, "seal of the group").await;
    let all = ["seal of the group", "seal three", "seal two", "seal one"];
    assert_eq!(found(&mut world, "bob", words("seal")).await, all);
    assert_eq!(found(&mut world, "carol", words("seal")).await, [""; 0]);

    let alice = world.im().find_user("alice").await.unwrap().unwrap();
    world.im().revoke(alice, ID.into(), back.seq, false).await.unwrap();
    let bobs = world.token("bob", LINUX).await;
    let delete = json!({ "conversationID": ID, "userID": "bob", "seqs": [gone.seq] });
    assert_eq!(code(&world.post("/msg/delete_msgs", &bobs, delete).await), 0);
    let kick = json!({ "groupID": group, "kickedUserIDs": ["bob"], "reason": "" });
    assert_eq!(code(&world.post("/group/kick_group", &token, kick).await), 0);
    said(&world, "alice", "", &group, "seal without Bob").await;
    assert_eq!(
        found(&mut world, "bob", words("seal")).await,
        ["seal of the group", "seal three"]
    );
    assert_eq!(
        found(&mut world, "alice", words("seal")).await,
        ["seal without Bob", "seal of the group", "seal three", "seal two"]
    );
    let clear = json!({ "conversationIDs": [ID], "userID": "bob" });
    assert_eq!(code(&world.post("/msg/clear_conversation_msg", &bobs, clear).await), 0);
    assert_eq!(found(&mut world, "bob", words("seal")).await, ["seal of the group"]);
}

#[tokio::test(start_paused = true)]
async fn finding_is_narrowed_and_goes_on_page_by_page() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    let mut times = Vec::new();
    for number in 1..=7 {
        let (from, to) = if number % 2 == 0 {
            ("bob", "alice")
        } else {
            ("alice", "bob")
        };
        times.push(said(&world, from, to, "", &format!("seal {number}")).await.send_time);
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    said(&world, "carol", "alice", "", "seal 8").await;
    let here = json!({ "query": "seal", "conversationIDs": [ID], "senderIDs": ["bob"] });
    assert_eq!(found(&mut world, "alice", here).await, ["seal 6", "seal 4", "seal 2"]);
    let between = json!({ "query": "seal", "since": times[1], "until": times[2], "kind": 1 });
    assert_eq!(found(&mut world, "alice", between).await, ["seal 3", "seal 2"]);
    assert_eq!(
        found(&mut world, "alice", json!({ "query": "seal", "kind": 2 })).await,
        [""; 0]
    );
    assert_eq!(
        found(&mut world, "alice", json!({ "query": "seal", "senderIDs": ["nobody"] })).await,
        [""; 0]
    );
    let (mut pages, mut next) = (Vec::new(), json!(0));
    while pages.is_empty() || next != 0 {
        let page = json!({ "query": "seal", "count": 3, "next": next });
        let answer = ask(&mut world, "alice", page).await["data"].clone();
        pages.push(answer["found"].as_array().unwrap().len());
        next = answer["next"].clone();
    }
    assert_eq!(pages, [3, 3, 2]);
}

/// As [`found`], by the kinds and the senders of what is found.
async fn kinds(world: &mut World, who: &str, asked: Value) -> Vec<(i64, String)> {
    let answer = ask(world, who, asked).await;
    assert_eq!(code(&answer), 0, "{answer}");
    let found = answer["data"]["found"].as_array().cloned().unwrap_or_default();
    let told = |one: &Value| {
        let message = &one["message"];
        (
            message["contentType"].as_i64().unwrap(),
            message["sendID"].as_str().unwrap().to_owned(),
        )
    };
    found.iter().map(told).collect()
}

#[tokio::test(start_paused = true)]
async fn a_kind_is_found_without_words_and_somebody_s_whatever_they_are() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    said(&world, "alice", "bob", "", "see https://h").await;
    for (from, content_type) in [("alice", 103), ("bob", 103), ("bob", 104)] {
        let message = Outgoing {
            from: from.into(),
            to: if from == "alice" { "bob".into() } else { "alice".into() },
            content_type,
            content: b"{}".to_vec(),
            ..Outgoing::default()
        };
        world.im().door().send_as(message).await.unwrap();
    }
    let (alice, bob) = ("alice".to_owned(), "bob".to_owned());
    let both = [(103, bob.clone()), (103, alice.clone())];
    assert_eq!(kinds(&mut world, "bob", json!({ "kind": 4 })).await, both);
    assert_eq!(kinds(&mut world, "carol", json!({ "kind": 4 })).await, []);
    let by_bob = json!({ "kind": 4, "senderIDs": ["bob"] });
    assert_eq!(kinds(&mut world, "alice", by_bob).await, [(103, bob.clone())]);
    let named = json!({ "query": "ali", "kind": 4, "namedIDs": ["alice", "nobody"] });
    assert_eq!(kinds(&mut world, "bob", named).await, [(103, alice.clone())]);
    let other = json!({ "query": "ali", "kind": 4, "namedIDs": ["alice"], "senderIDs": ["bob"] });
    assert_eq!(kinds(&mut world, "bob", other).await, []);
    assert_eq!(
        kinds(&mut world, "bob", json!({ "kind": 6 })).await,
        [(101, alice)],
        "a link"
    );
    let here = json!({ "conversationIDs": [ID] });
    assert_eq!(kinds(&mut world, "bob", here).await.len(), 4);
    assert_eq!(code(&ask(&mut world, "bob", json!({ "kind": 7 })).await), 1001);
}

#[tokio::test(start_paused = true)]
async fn the_index_follows_by_itself_and_goes_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(folder.path(), Config::default(), env(1)).await;
    world.users(&["alice", "bob"]).await;
    for number in 0..450 {
        said(&world, "alice", "bob", "", &format!("seal {number}")).await;
    }
    tokio::time::sleep(std::time::Duration::from_secs(30)).await;
    let im = world.im();
    let reached = im
        .db
        .read(|connection| Ok::<_, crate::im::Failure>(crate::store::found::reached(connection)?.position));
    assert!(reached.await.unwrap() >= 450, "nobody had to ask");
    drop(im);
    world.server.shut_down().await;
    let mut world = World::at(folder.path(), Config::default(), env(2)).await;
    said(&world, "alice", "bob", "", "seal 450").await;
    assert_eq!(
        found(&mut world, "bob", words("seal 45")).await,
        ["seal 450", "seal 45"]
    );
}
