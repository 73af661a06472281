//! Forgotten and changed passwords.

use super::{World, json, md5};

async fn reset(world: &World, account: &str, code: &str, password: &str) -> (i64, String) {
    let body = json!({ "account": account, "verifyCode": code, "password": md5(password) });
    let (errcode, data) = world.post("/account/password/reset", "", &body).await;
    (errcode, data["recoveryCode"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test(start_paused = true)]
async fn the_recovery_code_sets_a_password_once_and_signs_everybody_out() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let code = alice["recoveryCode"].as_str().unwrap();
    let spoken = code.to_lowercase().replace('-', " ");
    assert_eq!(
        reset(&world, "alice", "AAAAA-AAAAA-AAAAA-AAAAA", "battery staple")
            .await
            .0,
        20006
    );
    assert_eq!(reset(&world, "alice", "", "battery staple").await.0, 20006);
    assert_eq!(reset(&world, "nobody", code, "battery staple").await.0, 20002);
    let empty = json!({ "account": "alice", "verifyCode": code, "password": "" });
    assert_eq!(world.post("/account/password/reset", "", &empty).await.0, 1001);
    let (done, next) = reset(&world, "Alice", &spoken, "battery staple").await;
    assert_eq!(done, 0);
    assert_eq!(world.im(&alice["imToken"]).await, Err(1506));
    assert_eq!(world.chat(&alice["chatToken"]).await, 1506);
    assert_eq!(world.login("alice", "correct horse").await.0, 20001);
    assert_eq!(world.login("alice", "battery staple").await.0, 0);
    assert_eq!(
        reset(&world, "alice", code, "third password").await.0,
        20006,
        "it was spent"
    );
    assert_eq!(reset(&world, "alice", &next, "third password").await.0, 0);
}

#[tokio::test(start_paused = true)]
async fn of_two_resets_with_one_code_one_counts() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let code = alice["recoveryCode"].as_str().unwrap();
    let (one, two) = tokio::join!(
        reset(&world, "alice", code, "password one"),
        reset(&world, "alice", code, "password two")
    );
    let mut codes = [one.0, two.0];
    codes.sort_unstable();
    assert_eq!(codes, [0, 20006]);
    let right = if one.0 == 0 { "password one" } else { "password two" };
    assert_eq!(world.login("alice", right).await.0, 0);
}

#[tokio::test(start_paused = true)]
async fn recovery_codes_are_not_guessed() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    for _ in 0..5 {
        assert_eq!(
            reset(&world, "alice", "AAAAA-AAAAA-AAAAA-AAAAA", "battery staple")
                .await
                .0,
            20006
        );
    }
    let code = alice["recoveryCode"].as_str().unwrap();
    assert_eq!(reset(&world, "alice", code, "battery staple").await.0, 20005);
    world.later(1_000);
    assert_eq!(reset(&world, "alice", code, "battery staple").await.0, 0);
}

#[tokio::test(start_paused = true)]
async fn a_changed_password_signs_everybody_out_but_gives_new_tokens_to_who_asked() {
    let world = World::new().await;
    let (_, other) = world.register("alice", "correct horse").await;
    let (_, this) = world.login("alice", "correct horse").await;
    let change = json!({ "userID": this["userID"], "currentPassword": md5("correct horse"),
        "newPassword": md5("battery staple") });
    let (code, fresh) = world
        .post("/account/password/change", this["chatToken"].as_str().unwrap(), &change)
        .await;
    assert_eq!(code, 0);
    assert_eq!(world.im(&other["imToken"]).await, Err(1506));
    assert_eq!(world.chat(&other["chatToken"]).await, 1506);
    assert_eq!(
        world.im(&this["imToken"]).await,
        Err(1506),
        "somebody could have a copy of it"
    );
    assert_eq!(world.chat(&this["chatToken"]).await, 1506);
    assert!(world.im(&fresh["imToken"]).await.is_ok());
    assert_eq!(world.chat(&fresh["chatToken"]).await, 0);
    assert_eq!(world.login("alice", "correct horse").await.0, 20001);
    assert_eq!(world.login("alice", "battery staple").await.0, 0);
    let code = other["recoveryCode"].as_str().unwrap();
    assert_eq!(
        reset(&world, "alice", code, "third password").await.0,
        0,
        "the code on paper stays good"
    );
}

#[tokio::test(start_paused = true)]
async fn a_password_is_changed_by_its_owner_only() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    let (_, bob) = world.register("bob", "correct horse").await;
    let change = |user: &serde_json::Value, current: &str, new: &str| json!({ "userID": user["userID"], "currentPassword": md5(current), "newPassword": new });
    let token = bob["chatToken"].as_str().unwrap();
    let path = "/account/password/change";
    let new = md5("battery staple");
    assert_eq!(
        world.post(path, token, &change(&alice, "correct horse", &new)).await.0,
        1002
    );
    assert_eq!(
        world.post(path, token, &change(&bob, "wrong password", &new)).await.0,
        20001
    );
    assert_eq!(
        world.post(path, token, &change(&bob, "correct horse", "")).await.0,
        1001
    );
    assert_eq!(world.post(path, "", &change(&bob, "correct horse", &new)).await.0, 1001);
    assert_eq!(world.login("alice", "correct horse").await.0, 0);
    assert_eq!(world.login("bob", "correct horse").await.0, 0);
}

#[tokio::test(start_paused = true)]
async fn a_password_changes_together_with_the_end_of_the_sessions_or_not_at_all() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    // A disk that fails between the two stands for a crash there.
    let fails = "CREATE TRIGGER fails BEFORE UPDATE OF kicked ON tokens BEGIN SELECT RAISE(ABORT, 'here'); END";
    let db = world.app.im.door().db().clone();
    let schema = |sql: &'static str| db.write(move |tx| Ok::<_, db::Error>(tx.execute_batch(sql)?));
    schema(fails).await.unwrap();
    let code = alice["recoveryCode"].as_str().unwrap();
    let change = json!({ "currentPassword": md5("correct horse"), "newPassword": md5("battery staple") });
    let token = alice["chatToken"].as_str().unwrap();
    let unchanged = async || {
        assert_eq!(world.login("alice", "battery staple").await.0, 20001);
        assert_eq!(world.login("alice", "correct horse").await.0, 0);
        assert_eq!(
            (
                world.chat(&alice["chatToken"]).await,
                world.im(&alice["imToken"]).await.is_ok()
            ),
            (0, true)
        );
    };
    assert_eq!(reset(&world, "alice", code, "battery staple").await.0, 90002);
    unchanged().await;
    assert_eq!(world.post("/account/password/change", token, &change).await.0, 90002);
    unchanged().await;
    assert!(world.app.accounts.reset("alice", "battery staple").await.is_err());
    unchanged().await;
    assert!(world.app.accounts.set_disabled("alice", true).await.is_err());
    unchanged().await;

    schema("DROP TRIGGER fails").await.unwrap();
    assert_eq!(
        reset(&world, "alice", code, "battery staple").await.0,
        0,
        "the code was not spent"
    );
    assert_eq!(world.im(&alice["imToken"]).await, Err(1506));
}
