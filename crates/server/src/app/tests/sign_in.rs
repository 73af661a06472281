//! Signing in.

use super::{World, json, md5};
use crate::config::{Config, Registration};

#[tokio::test(start_paused = true)]
async fn the_right_password_signs_in_whatever_the_case_of_the_name() {
    let world = World::new().await;
    let (_, registered) = world.register("Alice", "correct horse").await;
    let (code, data) = world.login(" aLICE", "correct horse").await;
    assert_eq!((code, &data["userID"]), (0, &registered["userID"]));
    assert_ne!(data["imToken"], registered["imToken"]);
    assert_eq!(
        world.im(&data["imToken"]).await.unwrap(),
        registered["userID"].as_str().unwrap()
    );
    assert!(
        world.im(&registered["imToken"]).await.is_ok(),
        "the first device stays signed in"
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_and_an_unknown_name_are_refused() {
    let world = World::new().await;
    world.register("alice", "correct horse").await;
    assert_eq!(world.login("alice", "correct house").await.0, 20001);
    assert_eq!(world.login("nobody", "correct horse").await.0, 20002);
    assert_eq!(
        world
            .post("/account/login", "", &json!({ "password": md5("correct horse") }))
            .await
            .0,
        1001
    );
    assert_eq!(
        world.post("/account/login", "", &json!({ "account": "alice" })).await.0,
        20001
    );
    assert_eq!(world.login(&"a".repeat(10_000), "correct horse").await.0, 1001);
    let closed = World::with(Config {
        registration: Registration::Closed,
        ..Config::default()
    })
    .await;
    assert_eq!(
        closed.login("nobody", "correct horse").await.0,
        20001,
        "who has an account is nobody's business"
    );
}

#[tokio::test(start_paused = true)]
async fn there_is_no_code_that_opens_everything() {
    let world = World::new().await;
    world.register("alice", "correct horse").await;
    let send = json!({ "usedFor": 3, "areaCode": "+86", "phoneNumber": "123", "platform": 7 });
    assert_eq!(world.post("/account/code/send", "", &send).await.0, 20012);
    let phone = json!({ "areaCode": "+86", "phoneNumber": "123", "verifyCode": "666666", "platform": 7 });
    for path in ["/account/code/verify", "/account/login"] {
        assert_eq!(world.post(path, "", &phone).await.0, 20012, "{path}");
    }
    let mut reset = phone.clone();
    reset["password"] = json!(md5("another horse"));
    assert_eq!(world.post("/account/password/reset", "", &reset).await.0, 20012);
    let login = json!({ "account": "alice", "verifyCode": "666666", "platform": 7 });
    assert_eq!(world.post("/account/login", "", &login).await.0, 1001);
}

#[tokio::test(start_paused = true)]
async fn wrong_tries_wait_longer_and_longer_and_the_right_one_ends_it() {
    let world = World::new().await;
    world.register("alice", "correct horse").await;
    for _ in 0..5 {
        assert_eq!(world.login("alice", "wrong password").await.0, 20001);
    }
    assert_eq!(world.login("alice", "correct horse").await.0, 20005);
    world.later(1_000);
    assert_eq!(world.login("Alice", "wrong password").await.0, 20001);
    world.later(1_000);
    assert_eq!(
        world.login("alice", "correct horse").await.0,
        20005,
        "twice as long now"
    );
    world.later(1_000);
    assert_eq!(world.login("alice", "correct horse").await.0, 0);
    for _ in 0..5 {
        assert_eq!(
            world.login("alice", "wrong password").await.0,
            20001,
            "counted from the start again"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_name_is_slowed_as_a_known_one() {
    let world = World::new().await;
    for _ in 0..5 {
        assert_eq!(world.login("nobody", "wrong password").await.0, 20002);
    }
    assert_eq!(world.login("nobody", "wrong password").await.0, 20005);
}

#[tokio::test(start_paused = true)]
async fn account_tokens_are_told_apart() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob", "correct horse").await;
    assert_eq!(world.chat(&json!("")).await, 1001);
    assert_eq!(world.chat(&json!("nonsense")).await, 1503);
    assert_eq!(world.chat(&json!("é".repeat(60))).await, 1001);
    assert_eq!(world.chat(&json!("!".repeat(86))).await, 1503);
    assert_eq!(world.chat(&json!("A".repeat(86))).await, 1507);
    assert_eq!(
        world.chat(&alice["imToken"]).await,
        20101,
        "a chat token opens no account"
    );
    let (a, b) = (alice["chatToken"].as_str().unwrap(), bob["chatToken"].as_str().unwrap());
    let mixed = format!("{}{}", a.split_at(43).0, b.split_at(43).1);
    assert_eq!(world.chat(&json!(mixed)).await, 20101);
}

#[tokio::test(start_paused = true)]
async fn a_lifetime_ends_both_tokens() {
    let world = World::with(Config {
        token_days: Some(1),
        ..Config::default()
    })
    .await;
    let (_, alice) = world.register("alice", "correct horse").await;
    world.later(24 * 3_600_000 - 1);
    assert_eq!(world.chat(&alice["chatToken"]).await, 0);
    world.later(1);
    assert_eq!(world.chat(&alice["chatToken"]).await, 1501);
    assert_eq!(world.im(&alice["imToken"]).await, Err(1501));
}
