//! Conversations, messages and marks by REST, and the notices that they cause.

use protocol::content::tips::{ConversationUpdateTips, MarkAsReadTips, UnreadTips, UserInfoUpdatedTips};
use protocol::content::{self, Notification};
use protocol::frame;
use protocol::pb::{
    GetConversationsHasReadAndMaxSeqReq, GetConversationsHasReadAndMaxSeqResp, GetMaxSeqReq, GetMaxSeqResp,
};
use serde_json::json;

use super::{LINUX, code};
use crate::Config;
use crate::testing::{Device, World};

const ID: &str = "si_alice_bob";

/// What `/msg/pull_msg_by_seq` says of each message: its text or its type, and whether it is read.
async fn transcript(world: &mut World, user_id: &str, token: &str) -> Vec<String> {
    let body = json!({ "userID": user_id, "seqRanges": [{ "conversationID": ID, "begin": 1, "end": 99, "num": 99 }] });
    let pulled = world.post("/msg/pull_msg_by_seq", token, body).await;
    let Some(messages) = pulled["data"]["msgs"][ID]["Msgs"].as_array() else {
        return Vec::new();
    };
    messages
        .iter()
        .map(|message| {
            let read = if message["isRead"].as_bool().unwrap() {
                " read"
            } else {
                ""
            };
            let message: protocol::pb::MsgData = serde_json::from_value(message.clone()).unwrap();
            let text = content::decode_text(&message.content);
            let text = text.unwrap_or_else(|_| format!("<{} {}>", message.content_type, message.status));
            format!("{} {}: {text}{read}", message.seq, message.send_id)
        })
        .collect()
}

async fn unread(device: &mut Device, user_id: &str) -> (i64, i64) {
    let request = GetConversationsHasReadAndMaxSeqReq {
        user_id: user_id.into(),
        ..Default::default()
    };
    let seqs: GetConversationsHasReadAndMaxSeqResp = device.ask(frame::READ_AND_MAX_SEQ, &request).await;
    let seqs = &seqs.seqs[ID];
    (seqs.max_seq - seqs.has_read_seq, seqs.count - seqs.read_count)
}

fn mark(user_id: &str, seq: i64) -> serde_json::Value {
    json!({ "conversationID": ID, "userID": user_id, "hasReadSeq": seq, "seqs": [] })
}

#[tokio::test(start_paused = true)]
async fn reading_is_told_to_both_sides_and_never_goes_back() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let (token, bobs) = (world.token("alice", LINUX).await, world.token("bob", LINUX).await);
    let mut alice = world.dial("alice", LINUX).await;
    let mut bob = world.dial("bob", LINUX).await;
    for turn in 1..=3 {
        alice.say("bob", &format!("m{turn}"), &format!("text {turn}")).await;
        alice.pushed_message().await;
        bob.pushed_message().await;
    }
    assert_eq!(unread(&mut bob, "bob").await, (3, 3));
    assert_eq!(unread(&mut alice, "alice").await, (0, 0));
    let path = "/msg/mark_conversation_as_read";
    assert_eq!(code(&world.post(path, &bobs, mark("bob", 4)).await), 1001);
    assert_eq!(code(&world.post(path, &bobs, mark("bob", 0)).await), 1001);
    assert_eq!(code(&world.post(path, &bobs, mark("alice", 2)).await), 1002);
    assert_eq!(
        code(
            &world
                .post(
                    path,
                    &bobs,
                    json!({ "conversationID": "si_a_b", "userID": "bob", "hasReadSeq": 1 })
                )
                .await
        ),
        1004
    );
    assert_eq!(code(&world.post(path, &bobs, mark("bob", 2)).await), 0);
    for device in [&mut alice, &mut bob] {
        let (id, notice, message) = device.pushed_message().await;
        assert_eq!(
            (id.as_str(), notice, message.seq, message.content_type),
            ("n_alice_bob", true, 1, 2200)
        );
        assert!(!message.options["isNotNotification"]);
        let tips: MarkAsReadTips = Notification::decode(&message.content).unwrap();
        assert_eq!((tips.mark_as_read_user_id.as_str(), tips.has_read_seq), ("bob", 2));
        assert_eq!((tips.conversation_id.as_str(), tips.seqs), (ID, vec![1, 2]));
    }
    let (id, _, message) = bob.pushed_message().await;
    assert_eq!((id.as_str(), message.seq, message.content_type), ("n_bob_bob", 0, 1702));
    let tips: UnreadTips = Notification::decode(&message.content).unwrap();
    assert_eq!((tips.conversation_id.as_str(), tips.has_read_seq), (ID, 2));
    assert_eq!(unread(&mut bob, "bob").await, (1, 1));
    assert_eq!(code(&world.post(path, &bobs, mark("bob", 1)).await), 0);
    assert!(alice.quiet().await && bob.quiet().await);
    assert_eq!(unread(&mut bob, "bob").await, (1, 1));
    assert_eq!(
        transcript(&mut world, "alice", &token).await,
        ["1 alice: text 1 read", "2 alice: text 2 read", "3 alice: text 3"]
    );
    // The notice waits for whoever was away.
    let newest: GetMaxSeqResp = alice
        .ask(
            frame::GET_NEWEST_SEQ,
            &GetMaxSeqReq {
                user_id: "alice".into(),
            },
        )
        .await;
    assert_eq!(
        newest.max_seqs,
        [(ID.to_owned(), 3), ("n_alice_bob".to_owned(), 1)].into()
    );
    let asked = json!({ "userID": "alice", "seqRanges": [{ "conversationID": "n_alice_bob", "begin": 1, "end": 1, "num": 0 }] });
    let pulled = world.post("/msg/pull_msg_by_seq", &token, asked).await;
    assert_eq!(
        pulled["data"]["notificationMsgs"]["n_alice_bob"]["Msgs"][0]["contentType"],
        2200
    );
}

#[tokio::test(start_paused = true)]
async fn what_does_not_count_leaves_no_unread() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let mut bob = world.dial("bob", LINUX).await;
    alice.say("bob", "m1", "counts").await;
    for (id, content_type) in [("m2", 119), ("m3", 113)] {
        let message = alice.text("bob", id, "");
        let message = protocol::pb::MsgData {
            content_type,
            content: b"{}".to_vec(),
            ..message
        };
        let _: protocol::pb::SendMsgResp = alice.ask(frame::SEND, &message).await;
    }
    alice.say("bob", "m4", "counts").await;
    let seen: Vec<_> = [
        bob.pushed_message().await,
        bob.pushed_message().await,
        bob.pushed_message().await,
        bob.pushed_message().await,
    ]
    .map(|(_, _, message)| (message.content_type, message.seq, message.count))
    .into();
    assert_eq!(seen, [(101, 1, 1), (119, 2, 1), (113, 0, 0), (101, 3, 2)]);
    assert_eq!(unread(&mut bob, "bob").await, (2, 2));
    bob.say("alice", "b1", "answer").await;
    assert_eq!(unread(&mut bob, "bob").await, (0, 0));
    assert_eq!(unread(&mut alice, "alice").await, (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_plain_server_neither_recognises_nor_counts() {
    let mut world = World::with(Config {
        plain: true,
        ..Config::default()
    })
    .await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    alice.say("bob", "m1", "once").await;
    alice.say("bob", "m1", "once").await;
    let request = GetConversationsHasReadAndMaxSeqReq {
        user_id: "alice".into(),
        ..Default::default()
    };
    let seqs: GetConversationsHasReadAndMaxSeqResp = alice.ask(frame::READ_AND_MAX_SEQ, &request).await;
    assert_eq!(seqs.seqs[ID].max_seq, 2);
    assert_eq!((seqs.seqs[ID].count, seqs.seqs[ID].peer_read_seq), (0, 0));
    assert_eq!(alice.pushed_message().await.2.count, 0);
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let first = alice.say("bob", "m1", "once").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(alice.say("bob", "m1", "once").await, first);
    alice.pushed_message().await;
    assert!(alice.quiet().await);
}

#[tokio::test(start_paused = true)]
async fn deleting_clearing_and_revoking_leave_places() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    let (token, bobs) = (world.token("alice", LINUX).await, world.token("bob", LINUX).await);
    let carols = world.token("carol", LINUX).await;
    let mut alice = world.dial("alice", LINUX).await;
    for turn in 1..=3 {
        alice.say("bob", &format!("m{turn}"), &format!("text {turn}")).await;
    }
    let delete = json!({ "conversationID": ID, "userID": "bob", "seqs": [2], "deleteSyncOpt": { "IsSyncSelf": true } });
    assert_eq!(code(&world.post("/msg/delete_msgs", &bobs, delete).await), 0);
    let others =
        json!({ "conversationID": ID, "userID": "bob", "seqs": [1], "deleteSyncOpt": { "IsSyncOther": true } });
    assert_eq!(code(&world.post("/msg/delete_msgs", &bobs, others).await), 1002);
    assert_eq!(
        transcript(&mut world, "bob", &bobs).await,
        ["1 alice: text 1", "2 alice: <101 4>", "3 alice: text 3"]
    );
    let revoke = |user: &str, seq: i64| json!({ "conversationID": ID, "userID": user, "seq": seq });
    assert_eq!(
        code(&world.post("/msg/revoke_msg", &bobs, revoke("bob", 3)).await),
        1002
    );
    assert_eq!(
        code(&world.post("/msg/revoke_msg", &carols, revoke("carol", 3)).await),
        1004
    );
    assert_eq!(
        code(&world.post("/msg/revoke_msg", &token, revoke("alice", 3)).await),
        0
    );
    assert_eq!(
        code(&world.post("/msg/revoke_msg", &token, revoke("alice", 3)).await),
        1404
    );
    let left = ["1 alice: text 1", "2 alice: text 2", "3 alice: <2101 2>"];
    assert_eq!(transcript(&mut world, "alice", &token).await, left);
    let last = json!({ "ownerUserID": "bob", "conversationIDs": [ID] });
    let shown = world.post("/jssdk/get_conversations", &bobs, last).await;
    assert_eq!(shown["data"]["conversations"][0]["lastMsg"]["seq"], 1);
    let clear = json!({ "conversationIDs": [ID], "userID": "bob", "deleteSyncOpt": { "IsSyncSelf": true } });
    assert_eq!(code(&world.post("/msg/clear_conversation_msg", &bobs, clear).await), 0);
    assert_eq!(transcript(&mut world, "bob", &bobs).await, [""; 0]);
    assert_eq!(transcript(&mut world, "alice", &token).await, left);
    alice.say("bob", "m4", "after").await;
    assert_eq!(transcript(&mut world, "bob", &bobs).await, ["4 alice: after"]);
}

#[tokio::test(start_paused = true)]
async fn settings_and_profiles_are_told_to_the_own_devices() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let token = world.token("alice", LINUX).await;
    let mut phone = world.dial("alice", 1).await;
    let set = json!({ "userIDs": ["alice"], "conversation": { "conversationID": ID, "conversationType": 1, "userID": "bob", "recvMsgOpt": 2, "ex": "x" } });
    assert_eq!(
        code(&world.post("/conversation/set_conversations", &token, set).await),
        0
    );
    let (id, notice, message) = phone.pushed_message().await;
    assert_eq!(
        (id.as_str(), notice, message.seq, message.content_type),
        ("n_alice_alice", true, 0, 1300)
    );
    let tips: ConversationUpdateTips = Notification::decode(&message.content).unwrap();
    assert_eq!(tips.conversation_id_list, [ID]);
    let row = json!({ "ownerUserID": "alice", "conversationID": ID });
    let row = world.post("/conversation/get_conversation", &token, row).await;
    let row = &row["data"]["conversation"];
    assert_eq!(
        (&row["recvMsgOpt"], &row["ex"], &row["userID"]),
        (&json!(2), &json!("x"), &json!("bob"))
    );
    let change = json!({ "userInfo": { "userID": "alice", "nickname": "Ally", "faceURL": null } });
    assert_eq!(code(&world.post("/user/update_user_info_ex", &token, change).await), 0);
    let (_, _, message) = phone.pushed_message().await;
    let tips: UserInfoUpdatedTips = Notification::decode(&message.content).unwrap();
    assert_eq!((message.content_type, tips.user_id.as_str()), (1303, "alice"));
    let info = world
        .post(
            "/user/get_users_info",
            &token,
            json!({ "userIDs": ["nobody", "alice"] }),
        )
        .await;
    assert_eq!(info["data"]["usersInfo"][0]["nickname"], "Ally");
    assert_eq!(info["data"]["usersInfo"].as_array().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_deleted_conversation_comes_back_with_the_next_message() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let bobs = world.token("bob", LINUX).await;
    let mut alice = world.dial("alice", LINUX).await;
    let mut phone = world.dial("bob", 1).await;
    alice.say("bob", "m1", "before").await;
    phone.pushed_message().await;
    let all = json!({ "ownerUserID": "bob" });
    let listed = async |world: &mut World| {
        let answer = world
            .post("/conversation/get_all_conversations", &bobs, all.clone())
            .await;
        answer["data"]["conversations"].as_array().unwrap().len()
    };
    assert_eq!(listed(&mut world).await, 1);
    let known = world
        .post(
            "/conversation/get_incremental_conversations",
            &bobs,
            json!({ "userID": "bob" }),
        )
        .await;
    let delete = json!({ "ownerUserID": "bob", "conversationIDs": [ID], "needDeleteTime": 0 });
    assert_eq!(
        code(
            &world
                .post("/conversation/delete_conversations", &bobs, delete.clone())
                .await
        ),
        0
    );
    assert_eq!(phone.pushed_message().await.2.content_type, 1704);
    assert_eq!(
        code(&world.post("/conversation/delete_conversations", &bobs, delete).await),
        1004
    );
    assert_eq!(
        (
            listed(&mut world).await,
            transcript(&mut world, "bob", &bobs).await.len()
        ),
        (0, 0)
    );
    let known =
        json!({ "userID": "bob", "versionID": known["data"]["versionID"], "version": known["data"]["version"] });
    let then = world
        .post("/conversation/get_incremental_conversations", &bobs, known)
        .await;
    assert_eq!(then["data"]["delete"], json!([ID]));
    alice.say("bob", "m2", "after").await;
    assert_eq!(listed(&mut world).await, 1);
    assert_eq!(transcript(&mut world, "bob", &bobs).await, ["2 alice: after"]);
    assert_eq!(unread(&mut phone, "bob").await, (1, 1));
}
