//! Small things that a person's clients keep here: kept, told to his own devices, bounded.

use protocol::content::{USER_COMMAND_ADDED, USER_COMMAND_DELETED, USER_COMMAND_UPDATED};
use serde_json::{Value, json};

use super::LINUX;
use super::friends::{People, notice};

fn one(uuid: &str, value: &str) -> Value {
    json!({ "userID": "alice", "type": 73_002, "uuid": uuid, "value": value })
}

impl People {
    async fn adds(&mut self, uuid: &str, value: &str) -> i64 {
        self.does("alice", "/user/process_user_command_add", one(uuid, value))
            .await
    }

    async fn kept(&mut self, kind: i32) -> Vec<Value> {
        let asked = json!({ "userID": "alice", "type": kind });
        let answer = self.call("alice", "/user/process_user_command_get", asked).await;
        answer["data"]["CommandResp"].as_array().unwrap().clone()
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_kept_is_told_to_its_owners_devices_and_to_nobody_else() {
    let mut people = People::start().await;
    let mut alice = people.world.dial("alice", LINUX).await;
    let mut bob = people.world.dial("bob", LINUX).await;
    assert_eq!(people.adds("a", "words").await, 0);
    let (kind, id, tips) = notice(&mut alice).await;
    assert_eq!((kind, id.as_str()), (USER_COMMAND_ADDED, "n_alice_alice"));
    assert_eq!(tips, json!({ "fromUserID": "alice", "toUserID": "alice" }));
    assert_eq!(people.adds("a", "others").await, 1003);
    let kept = people.kept(73_002).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (&kept[0]["uuid"], &kept[0]["value"], &kept[0]["type"]),
        (&json!("a"), &json!("words"), &json!(73_002))
    );
    assert!(kept[0]["createTime"].as_i64().unwrap() > 1_000_000_000_000);
    assert!(people.kept(73_001).await.is_empty());
    assert!(alice.quiet().await, "nothing changed");

    let update = "/user/process_user_command_update";
    assert_eq!(people.does("alice", update, one("a", "others")).await, 0);
    assert_eq!(notice(&mut alice).await.0, USER_COMMAND_UPDATED);
    assert_eq!(people.does("alice", update, one("b", "others")).await, 1004);
    let delete = "/user/process_user_command_delete";
    assert_eq!(people.does("bob", delete, one("a", "")).await, 1002);
    assert_eq!(people.does("alice", delete, one("a", "")).await, 0);
    assert_eq!(notice(&mut alice).await.0, USER_COMMAND_DELETED);
    assert_eq!(people.does("alice", delete, one("a", "")).await, 1004);
    assert!(bob.quiet().await);
}

#[tokio::test(start_paused = true)]
async fn no_more_is_kept_than_can_be_told_in_one_answer() {
    let mut people = People::start().await;
    assert_eq!(people.adds("a", &"x".repeat(65_537)).await, 1001);
    assert_eq!(people.adds(&"x".repeat(257), "").await, 1001);
    let large = "x".repeat(65_536);
    for at in 0..127 {
        assert_eq!(people.adds(&at.to_string(), &large).await, 0);
    }
    assert_eq!(people.adds("over", &large).await, 19_002);
    assert_eq!(people.kept(73_002).await.len(), 127);
    assert_eq!(people.adds("small", "x").await, 0);
    let grown = one("small", &large);
    assert_eq!(
        people.does("alice", "/user/process_user_command_update", grown).await,
        19_002
    );
    let gone = one("0", "");
    assert_eq!(people.does("alice", "/user/process_user_command_delete", gone).await, 0);
    assert_eq!(people.adds("over", &large).await, 0);
}

#[tokio::test(start_paused = true)]
async fn what_changed_of_what_is_kept_is_told_by_itself() {
    let mut people = People::start().await;
    let since = async |people: &mut People, known: &Value| {
        let asked = json!({
            "userID": "alice", "type": 73_002, "versionID": known["versionID"], "version": known["version"],
        });
        people.call("alice", "/ext/user/get_incremental_commands", asked).await["data"].take()
    };
    let first = since(&mut people, &Value::Null).await;
    assert_eq!((&first["full"], &first["insert"]), (&json!(true), &json!([])));
    assert_eq!(people.adds("a", "words").await, 0);
    assert_eq!(people.adds("b", "others").await, 0);
    let other = json!({ "userID": "alice", "type": 73_001, "uuid": "a", "value": "of another kind" });
    assert_eq!(people.does("alice", "/user/process_user_command_add", other).await, 0);
    let told = since(&mut people, &first).await;
    assert_eq!(told["full"], json!(false));
    let inserted = told["insert"].as_array().unwrap();
    assert_eq!(inserted.len(), 2);
    assert_eq!(
        (&inserted[0]["uuid"], &inserted[0]["value"]),
        (&json!("a"), &json!("words"))
    );

    let (update, delete) = ("/user/process_user_command_update", "/user/process_user_command_delete");
    assert_eq!(people.does("alice", update, one("a", "new words")).await, 0);
    assert_eq!(people.does("alice", delete, one("b", "")).await, 0);
    assert_eq!(people.does("alice", delete, one("b", "")).await, 1004);
    let again = since(&mut people, &told).await;
    assert_eq!(again["update"][0]["value"], json!("new words"));
    assert_eq!((&again["insert"], &again["delete"]), (&json!([]), &json!(["b"])));
    let same = since(&mut people, &again).await;
    assert_eq!(same["version"], again["version"]);
    for list in ["insert", "update", "delete"] {
        assert_eq!(same[list], json!([]), "{list}");
    }
    let elsewhere = since(&mut people, &json!({ "versionID": "another", "version": 2 })).await;
    assert_eq!(elsewhere["full"], json!(true));
    let asked = json!({ "userID": "alice", "type": 73_002 });
    let refused = people.does("bob", "/ext/user/get_incremental_commands", asked).await;
    assert_eq!(refused, 1002, "nobody else learns of it");
}
