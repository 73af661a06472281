//! One's own account: devices that end, another recovery code, deletion.

use super::{World, json, md5};
use crate::app::NewAccount;

#[tokio::test(start_paused = true)]
async fn a_device_that_ends_takes_both_its_tokens_along() {
    let world = World::new().await;
    let (_, laptop) = world.register("alice", "correct horse").await;
    let (_, phone) = world.login("alice", "correct horse").await;
    let im = &world.app.im;
    let caller = im.caller(laptop["imToken"].as_str().unwrap()).await.unwrap();
    let devices = im.devices(&caller).await.unwrap();
    let other = devices.iter().find(|device| !device.this).unwrap().id;
    assert!(!im.end_device(&caller, Some(other)).await.unwrap());
    assert_eq!(world.im(&phone["imToken"]).await, Err(1506));
    assert_eq!(world.chat(&phone["chatToken"]).await, 1506);
    assert_eq!(world.chat(&laptop["chatToken"]).await, 0);
    assert!(im.end_device(&caller, None).await.unwrap());
    assert_eq!(world.chat(&laptop["chatToken"]).await, 1506);
}

#[tokio::test(start_paused = true)]
async fn a_personal_id_is_chosen_once_and_found_and_signed_in_by() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob-the-builder", "correct horse").await;
    let set = async |who: &serde_json::Value, id: &str| {
        let token = who["chatToken"].as_str().unwrap();
        let asked = json!({ "personalID": id });
        world.post("/ext/profile/personal_id", token, &asked).await.0
    };
    for bad in ["", "short", "has space", "naïve-id", "1234567890", &"a".repeat(21)] {
        assert_eq!(set(&alice, bad).await, 1001, "{bad}");
    }
    assert_eq!(set(&alice, "BOB-the-builder").await, 20004, "a name of somebody else");
    assert_eq!(set(&alice, "Selkie_7").await, 0);
    assert_eq!(set(&alice, "other_7").await, 1003, "once");
    assert_eq!(set(&bob, "selkie_7").await, 20004, "upper and lower case are one");
    assert_eq!(world.register("selkie_7", "a long secret").await.0, 20004);
    assert_eq!(
        world.login("sELKIE_7", "correct horse").await.1["userID"],
        alice["userID"]
    );
    let token = bob["chatToken"].as_str().unwrap();
    let found = json!({ "keyword": "selkie_7", "pagination": { "pageNumber": 1, "showNumber": 9 } });
    let (_, found) = world.post("/user/search/full", token, &found).await;
    assert_eq!(found["users"][0]["userID"], alice["userID"]);

    let own = alice["chatToken"].as_str().unwrap();
    let said = json!({ "userID": alice["userID"], "gender": 2, "birth": 631_152_000_000_i64 });
    assert_eq!(world.post("/user/update", own, &said).await.0, 0);
    let asked = json!({ "userID": alice["userID"] });
    let (_, told) = world.post("/ext/profile", token, &asked).await;
    let expected = json!({ "account": "alice", "personalID": "Selkie_7", "gender": 2, "birth": 631_152_000_000_i64 });
    assert_eq!(told, expected);

    let deleted = json!({ "password": md5("correct horse") });
    assert_eq!(world.post("/ext/account/delete", own, &deleted).await.0, 0);
    assert_eq!(set(&bob, "selkie_7").await, 20004, "nobody passes for who is gone");
    assert_eq!(world.post("/ext/profile", token, &asked).await.1["personalID"], "");
}

#[tokio::test(start_paused = true)]
async fn a_deleted_account_leaves_nothing_but_its_name_taken() {
    let world = World::new().await;
    let user = json!({ "account": "alice", "password": md5("correct horse"), "nickname": "Alice",
        "email": "alice@example.org" });
    let body = json!({ "autoLogin": true, "platform": 7, "user": user });
    let (_, alice) = world.post("/account/register", "", &body).await;
    let token = alice["chatToken"].as_str().unwrap();
    let delete = |password| json!({ "password": md5(password) });
    let path = "/ext/account/delete";
    assert_eq!(world.post(path, token, &delete("battery staple")).await.0, 20001);
    assert_eq!(world.post(path, "", &delete("correct horse")).await.0, 1001);
    assert_eq!(world.post(path, token, &delete("correct horse")).await.0, 0);
    assert_eq!(world.im(&alice["imToken"]).await, Err(1506));
    assert_eq!(world.chat(&alice["chatToken"]).await, 1506);
    assert_eq!(world.login("alice", "correct horse").await.0, 20002);
    assert!(world.app.accounts.list().await.unwrap().is_empty());
    let id = alice["userID"].as_str().unwrap();
    let gone = world.app.im.find_user(id).await.unwrap().unwrap();
    assert!(gone.deleted && gone.nickname != "Alice");
    assert!(
        world.app.im.issue(id, None).await.is_err(),
        "no App Server brings it back"
    );

    assert_eq!(world.register("ALICE", "a long secret").await.0, 20004);
    let (_, bob) = world.register("bob", "a long secret").await;
    let renamed = json!({ "userID": bob["userID"], "account": "alice" });
    let token = bob["chatToken"].as_str().unwrap();
    assert_eq!(world.post("/user/update", token, &renamed).await.0, 20004);
    let again = NewAccount {
        account: "alice".into(),
        ..NewAccount::default()
    };
    let given = world.app.accounts.add(again, "a long secret").await;
    given.expect("The server's owner gives the name again");
    let user = json!({ "account": "alice2", "password": md5("a long secret"), "nickname": "A",
        "email": "alice@example.org" });
    let body = json!({ "platform": 7, "user": user });
    assert_eq!(
        world.post("/account/register", "", &body).await.0,
        0,
        "the address is free"
    );
}
