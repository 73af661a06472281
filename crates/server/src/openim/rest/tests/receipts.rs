//! Who has read what in groups, as the writer is told.

use std::time::Duration;

use protocol::frame;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{LINUX, code};
use crate::testing::World;

async fn asked(world: &mut World, who: &str, path: &str, body: Value) -> Value {
    let token = world.token(who, LINUX).await;
    world.post(path, &token, body).await
}

async fn say(world: &World, from: &str, group: &str) -> i64 {
    let message = crate::im::Outgoing {
        from: from.into(),
        group: group.into(),
        content_type: 101,
        content: br#"{"content":"x"}"#.to_vec(),
        ..crate::im::Outgoing::default()
    };
    world.im().door().send_as(message).await.unwrap().seq
}

#[tokio::test(start_paused = true)]
async fn the_writer_learns_who_has_read_and_nobody_else_does() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol", "dave"]).await;
    let made = json!({ "ownerUserID": "alice", "memberUserIDs": ["bob", "carol"], "groupInfo": { "groupName": "Seals", "groupType": 2 } });
    let made = asked(&mut world, "alice", "/group/create_group", made).await;
    let group = made["data"]["groupInfo"]["groupID"].as_str().unwrap().to_owned();
    let (first, second) = (say(&world, "alice", &group).await, say(&world, "alice", &group).await);
    let bobs = say(&world, "bob", &group).await;
    let reads = async |world: &mut World, who: &str, seq: i64, path: &str| {
        let id = format!("sg_{group}");
        let mark = json!({ "conversationID": id, "userID": who, "hasReadSeq": seq });
        assert_eq!(code(&asked(world, who, path, mark).await), 0);
    };
    reads(&mut world, "bob", first, "/msg/mark_conversation_as_read").await;
    // Who keeps to himself that he reads only counts for himself.
    reads(&mut world, "carol", bobs, "/msg/set_conversation_has_read_seq").await;
    let receipts = json!({ "groupID": group, "seqs": [first, second, bobs, 99] });
    let told = asked(&mut world, "alice", "/ext/receipts", receipts.clone()).await;
    assert_eq!(
        told["data"]["receipts"],
        json!([{ "seq": first, "read": 1, "members": 2 }, { "seq": second, "read": 0, "members": 2 }])
    );
    let readers = json!({ "groupID": group, "seq": first });
    let told = asked(&mut world, "alice", "/ext/receipts/readers", readers.clone()).await;
    assert_eq!(
        (&told["data"]["read"], &told["data"]["unread"]),
        (&json!(["bob"]), &json!(["carol"]))
    );
    assert_eq!(
        code(&asked(&mut world, "carol", "/ext/receipts/readers", readers.clone()).await),
        1004
    );
    assert_eq!(
        code(&asked(&mut world, "dave", "/ext/receipts/readers", readers).await),
        1203
    );
    assert_eq!(code(&asked(&mut world, "dave", "/ext/receipts", receipts).await), 1203);
    let invite = json!({ "groupID": group, "invitedUserIDs": ["dave"], "reason": "" });
    assert_eq!(
        code(&asked(&mut world, "alice", "/group/invite_user_to_group", invite).await),
        0
    );
    reads(&mut world, "dave", second, "/msg/mark_conversation_as_read").await;
    let told = asked(
        &mut world,
        "alice",
        "/ext/receipts",
        json!({ "groupID": group, "seqs": [second] }),
    )
    .await;
    assert_eq!(
        told["data"]["receipts"],
        json!([{ "seq": second, "read": 1, "members": 3 }])
    );
}

/// A group of alice's with so many others, and something that she said there.
async fn spoken(world: &mut World, others: usize) -> (String, i64) {
    let others: Vec<_> = (0..others).map(|number| format!("m{number}")).collect();
    world.users(&["alice"]).await;
    world
        .users(&others.iter().map(String::as_str).collect::<Vec<_>>())
        .await;
    let made = json!({ "ownerUserID": "alice", "memberUserIDs": others, "groupInfo": { "groupName": "Seals", "groupType": 2 } });
    let made = asked(world, "alice", "/group/create_group", made).await;
    let group = made["data"]["groupInfo"]["groupID"].as_str().unwrap().to_owned();
    let seq = say(world, "alice", &group).await;
    (group, seq)
}

async fn read(world: &mut World, who: &str, group: &str, seq: i64) {
    let mark = json!({ "conversationID": format!("sg_{group}"), "userID": who, "hasReadSeq": seq });
    assert_eq!(
        code(&asked(world, who, "/msg/mark_conversation_as_read", mark).await),
        0
    );
}

/// The next that a device is told of readers, passing over everything else.
async fn told(device: &mut crate::testing::Device) -> Value {
    loop {
        let push = device.pushed().await.expect("a push");
        if push.req_identifier == frame::RECEIPTS {
            return serde_json::from_slice(&push.data).unwrap();
        }
    }
}

/// Nothing, before the server takes a silent device for dead.
async fn nothing(device: &mut crate::testing::Device) {
    let waited = tokio::time::timeout(Duration::from_secs(5), told(device)).await;
    assert!(waited.is_err(), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn many_who_read_at_once_are_told_together_and_only_to_who_looks() {
    let mut world = World::start().await;
    let (group, seq) = spoken(&mut world, 30).await;
    let token = world.token("alice", LINUX).await;
    let codec = protocol::envelope::Codec {
        encoding: protocol::envelope::Encoding::Json,
        gzip: false,
    };
    let ask = json!({ "groupID": group, "seqs": [seq], "watch": true });
    let answer = world.post("/ext/receipts", &token, ask.clone()).await;
    assert_eq!(answer["data"]["watched"], false, "it has no socket");
    let mut here = world.dial_with("alice", LINUX, &token, codec).await.unwrap();
    let mut other = world.dial("alice", 5).await;
    let answer = world.post("/ext/receipts", &token, ask.clone()).await;
    assert_eq!(answer["data"]["watched"], true);
    let began = Instant::now();
    for number in 0..30 {
        read(&mut world, &format!("m{number}"), &group, seq).await;
    }
    let expected =
        json!({ "conversationID": format!("sg_{group}"), "receipts": [{ "seq": seq, "read": 30, "members": 30 }] });
    assert_eq!(told(&mut here).await, expected);
    assert!(began.elapsed() < Duration::from_secs(2));
    nothing(&mut other).await;
    nothing(&mut here).await;
    // Who looks for long without asking again does not look.
    let again = say(&world, "alice", &group).await;
    let ask = json!({ "groupID": group, "seqs": [again], "watch": true });
    world.post("/ext/receipts", &token, ask).await;
    for _ in 0..16 * 6 {
        tokio::time::sleep(Duration::from_secs(10)).await;
        let alive = protocol::pb::GetMaxSeqReq {
            user_id: "alice".into(),
        };
        let _: protocol::pb::GetMaxSeqResp = here.ask(frame::GET_NEWEST_SEQ, &alive).await;
    }
    read(&mut world, "m0", &group, again).await;
    nothing(&mut here).await;
}

#[tokio::test(start_paused = true)]
async fn who_is_not_in_the_group_is_told_nothing() {
    let mut world = World::start().await;
    let (group, seq) = spoken(&mut world, 2).await;
    world.users(&["mallory"]).await;
    let codec = protocol::envelope::Codec {
        encoding: protocol::envelope::Encoding::Json,
        gzip: false,
    };
    let mut devices = Vec::new();
    // One who never was in, one who is and asks of what another wrote, and one who will go.
    let own = say(&world, "m1", &group).await;
    for (who, seq) in [("mallory", seq), ("m0", seq), ("m1", own)] {
        let token = world.token(who, LINUX).await;
        devices.push(world.dial_with(who, LINUX, &token, codec).await.unwrap());
        let ask = json!({ "groupID": group, "seqs": [seq], "watch": true });
        world.post("/ext/receipts", &token, ask).await;
    }
    let gone = json!({ "groupID": group, "kickedUserIDs": ["m1"], "reason": "" });
    assert_eq!(code(&asked(&mut world, "alice", "/group/kick_group", gone).await), 0);
    read(&mut world, "alice", &group, own).await;
    for device in &mut devices {
        nothing(device).await;
    }
}
