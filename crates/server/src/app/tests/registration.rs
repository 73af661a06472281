//! Making accounts.

use super::{World, json, md5};
use crate::config::{Config, Limits, Registration};

#[tokio::test(start_paused = true)]
async fn alice_registers_and_is_signed_in() {
    let world = World::new().await;
    let (code, data) = world.register("alice", "correct horse").await;
    assert_eq!(code, 0);
    let user = data["userID"].as_str().unwrap();
    assert!(user.bytes().all(|byte| byte.is_ascii_digit()), "{user}");
    assert_eq!(world.im(&data["imToken"]).await.unwrap(), user);
    assert_eq!(world.chat(&data["chatToken"]).await, 0);
    assert_eq!(data["recoveryCode"].as_str().unwrap().len(), 23);
    let profile = world.app.im.door().user(user).await.unwrap().unwrap();
    assert_eq!(profile.nickname, "alice");
}

#[tokio::test(start_paused = true)]
async fn without_auto_login_no_token_is_given() {
    let world = World::new().await;
    let user = json!({ "account": "alice", "password": md5("correct horse"), "nickname": "A" });
    let (code, data) = world.post("/account/register", "", &json!({ "user": user })).await;
    assert_eq!(
        (code, &data["imToken"], &data["chatToken"]),
        (0, &json!(""), &json!(""))
    );
}

#[tokio::test(start_paused = true)]
async fn of_two_who_register_one_name_at_once_one_wins() {
    let world = World::new().await;
    let tries = ["alice", "Alice", "ALICE", "aLiCe"].map(|name| world.register(name, "correct horse"));
    let codes: Vec<i64> = futures_util::future::join_all(tries)
        .await
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 20004).count(), 3, "{codes:?}");
    assert_eq!(world.app.accounts.list().await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn names_and_passwords_have_rules() {
    let world = World::new().await;
    let refused = async |account: &str, nickname: &str, password: &str| {
        let user = json!({ "account": account, "password": password, "nickname": nickname });
        world.post("/account/register", "", &json!({ "user": user })).await.0
    };
    let good = md5("correct horse");
    for account in [
        "",
        "al",
        "1alice",
        "al ice",
        "a\nlice",
        "álice",
        &"a".repeat(33),
        &"a".repeat(10_000),
    ] {
        assert_eq!(refused(account, "A", &good).await, 1001, "{account}");
    }
    for nickname in ["", "  ", "\n", "\u{200b}\u{202e}", &"a".repeat(65), &"a".repeat(10_000)] {
        assert_eq!(refused("alice", nickname, &good).await, 1001, "{nickname:?}");
    }
    for password in ["", "short", "d41d8cd98f00b204e9800998ecf8427e", &"x".repeat(129)] {
        assert_eq!(refused("alice", "A", password).await, 1001, "{password}");
    }
    assert_eq!(
        refused(
            " alice ",
            " 李 \u{1f469}\u{200d}\u{1f467}\n雷 ",
            "in clear, from elsewhere"
        )
        .await,
        0
    );
    let listed = world.app.accounts.list().await.unwrap();
    assert_eq!(
        (listed[0].account.as_str(), listed[0].nickname.as_str()),
        ("alice", "李 \u{1f469}\u{200d}\u{1f467} 雷")
    );
    assert_eq!(
        world.login("alice", "in clear, from elsewhere").await.0,
        0,
        "MD5 and clear are one password"
    );
}

#[tokio::test(start_paused = true)]
async fn phone_and_mail_are_unique_too() {
    let world = World::new().await;
    let register = async |account: &str, phone: &str, email: &str| {
        let user = json!({ "account": account, "nickname": "A", "password": md5("correct horse"),
            "areaCode": "+86", "phoneNumber": phone, "email": email });
        world.post("/account/register", "", &json!({ "user": user })).await.0
    };
    assert_eq!(register("alice", "123", "A@x.example").await, 0);
    assert_eq!(register("bob", "123", "").await, 20003);
    assert_eq!(register("bob", "", "a@X.example").await, 20014);
    assert_eq!(register("bob", "", "").await, 0);
    assert_eq!(register("carol", "", "").await, 0);
    for by in [
        json!({ "areaCode": "+86", "phoneNumber": "123" }),
        json!({ "email": "a@x.example" }),
    ] {
        let mut body = by.clone();
        body["password"] = json!(md5("correct horse"));
        assert_eq!(world.post("/account/login", "", &body).await.0, 0, "{by}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_closed_server_takes_nobody_but_by_its_administrator() {
    let config = Config {
        registration: Registration::Closed,
        ..Config::default()
    };
    let world = World::with(config).await;
    assert_eq!(world.register("alice", "correct horse").await.0, 20012);
    let user = json!({ "account": "alice", "password": md5("correct horse"), "nickname": "A", "userID": "alice-1" });
    let body = json!({ "user": user });
    let admin = world.app.im.issue_admin("imAdmin").await.unwrap().token;
    let (code, data) = world.post("/account/register", &admin, &body).await;
    assert_eq!((code, &data["userID"]), (0, &json!("alice-1")));
    assert_eq!(world.login("alice", "correct horse").await.0, 0);
}

#[tokio::test(start_paused = true)]
async fn nobody_gives_himself_an_id() {
    let world = World::new().await;
    let user = json!({ "account": "alice", "password": md5("correct horse"), "nickname": "A", "userID": "imAdmin" });
    assert_eq!(
        world.post("/account/register", "", &json!({ "user": user })).await.0,
        1002
    );
}

#[tokio::test(start_paused = true)]
async fn an_address_makes_so_many_accounts_in_an_hour() {
    let limits = Limits {
        registrations_per_hour: 2,
        ..Limits::default()
    };
    let mut world = World::with(Config {
        limits,
        ..Config::default()
    })
    .await;
    for account in ["alice", "bob"] {
        assert_eq!(world.register(account, "correct horse").await.0, 0);
    }
    assert_eq!(world.register("carol", "correct horse").await.0, 20005);
    world.later(3_600_000);
    assert_eq!(world.register("carol", "correct horse").await.0, 0);
    world.from = "127.0.0.1:1".parse().unwrap();
    for number in 0..5 {
        assert_eq!(world.register(&format!("here{number}"), "correct horse").await.0, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn bodies_are_read_leniently_and_refused_politely() {
    let world = World::new().await;
    let user = json!({ "account": "alice", "password": md5("correct horse"), "nickname": "A", "faceURL": null });
    let (code, _) = world
        .post(
            "/account/register",
            "",
            &json!({ "user": user, "news": [1], "invitationCode": null }),
        )
        .await;
    assert_eq!(code, 0);
    for body in ["", "{", "[]", "null", "{\"user\":7}", "{\"user\":{\"account\":[]}}"] {
        let (status, answer) = world.post_raw("/account/register", "", "op", body.into()).await;
        assert_eq!((status, &answer["errCode"]), (200, &json!(1001)), "{body}");
    }
    let (_, answer) = world.post_raw("/account/login", "", "", "{}".into()).await;
    assert_eq!(answer["errCode"], 1001, "an operationID is needed");
    let long = format!("{{\"account\":\"{}\"}}", "a".repeat(70_000));
    assert_eq!(
        world.post_raw("/account/login", "", "op", long).await.1["errCode"],
        1001
    );
    let (status, answer) = world.post_raw("/account/nonsense", "", "op", "{}".into()).await;
    assert_eq!((status, &answer["errCode"]), (404, &json!(1001)));
}
