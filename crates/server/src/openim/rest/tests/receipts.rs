//! Who has read what in groups, as the writer is told.

use serde_json::{Value, json};

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
