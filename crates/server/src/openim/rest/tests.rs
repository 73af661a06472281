//! The REST door through the whole HTTP stack, over in-memory pipes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod blacks;
mod chat;
mod commands;
mod friends;
mod groups;
mod lists;
mod objects;
mod receipts;
mod revoking;
mod search;

use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::Config;
use crate::testing::World;

const LINUX: i32 = 7;

fn code(answer: &Value) -> i64 {
    answer["errCode"].as_i64().unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_app_server_gets_tokens_and_takes_them_back() {
    let mut world = World::start().await;
    let secret = world.server.apps().default_app().secret();
    for (body, expected) in [
        (json!({ "secret": "openIM123", "userID": "imAdmin" }), 1002),
        (json!({ "secret": secret, "userID": "alice" }), 1002),
        (json!({ "secret": 1, "userID": "imAdmin" }), 1001),
    ] {
        assert_eq!(code(&world.post("/auth/get_admin_token", "", body).await), expected);
    }
    let body = json!({ "secret": secret, "userID": "imAdmin" });
    let admin = world.post("/api/auth/get_admin_token", "", body).await["data"]["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let users = json!({ "users": [{ "userID": "alice", "nickname": "Alice" }, { "userID": "a:b c" }] });
    assert_eq!(code(&world.post("/user/user_register", &admin, users.clone()).await), 0);
    assert_eq!(code(&world.post("/user/user_register", &admin, users).await), 1102);
    let asked = json!({ "userID": "alice", "platformID": LINUX });
    let answer = world.post("/auth/get_user_token", &admin, asked.clone()).await;
    let token = answer["data"]["token"].as_str().unwrap().to_owned();
    assert!(answer["data"]["expireTimeSeconds"].as_i64().unwrap() > 0);
    assert_eq!(code(&world.post("/auth/get_user_token", &token, asked).await), 1002);
    let whose = world.post("/auth/parse_token", "", json!({ "token": token })).await;
    assert_eq!(
        (&whose["data"]["userID"], &whose["data"]["platformID"]),
        (&json!("alice"), &json!(LINUX))
    );
    let check = json!({ "checkUserIDs": ["alice", "nobody", "a:b c"] });
    let checked = world.post("/user/account_check", &admin, check).await;
    let status: Vec<_> = checked["data"]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["accountStatus"])
        .collect();
    assert_eq!(status, [1, 0, 1]);
    let out = json!({ "userID": "alice", "platformID": LINUX });
    assert_eq!(code(&world.post("/auth/force_logout", &admin, out).await), 0);
    assert_eq!(
        code(&world.post("/auth/parse_token", "", json!({ "token": token })).await),
        1506
    );
    assert_eq!(
        code(
            &world
                .post("/user/get_users_info", &token, json!({ "userIDs": [] }))
                .await
        ),
        1506
    );
}

#[tokio::test(start_paused = true)]
async fn earlier_generations_show_the_secret() {
    let mut world = World::start().await;
    let secret = world.server.apps().default_app().secret();
    let flat = json!({ "secret": secret, "platform": LINUX, "userID": "alice", "nickname": "A", "operationID": "x" });
    let registered = world.post("/auth/user_register", "", flat).await;
    assert_eq!(registered["data"]["uid"], "alice");
    for key in ["platform", "platformID"] {
        let body = json!({ "secret": secret, key: LINUX, "userID": "alice" });
        let answer = world.post("/auth/user_token", "", body).await;
        let token = answer["data"]["token"].as_str().unwrap().to_owned();
        let whose = world.post("/auth/parse_token", "", json!({ "token": token })).await;
        assert_eq!(whose["data"]["platformID"], LINUX);
        assert!(answer["data"]["expiredTime"].as_i64() > answer["data"]["expireTimeSeconds"].as_i64());
    }
    let users = json!({ "secret": secret, "users": [{ "userID": "bob" }] });
    assert_eq!(code(&world.post("/user/user_register", "", users).await), 0);
    for body in [
        json!({ "secret": "wrong", "userID": "alice", "platform": LINUX }),
        json!({ "userID": "alice", "platform": LINUX }),
        json!({ "secret": secret, "userID": "imAdmin", "platform": LINUX }),
    ] {
        assert_eq!(code(&world.post("/auth/user_token", "", body).await), 1002);
    }
    let unknown = json!({ "secret": secret, "userID": "nobody", "platform": LINUX });
    assert_eq!(code(&world.post("/auth/user_token", "", unknown).await), 1101);
    let mut closed = World::with(Config {
        server_api: false,
        ..Config::default()
    })
    .await;
    let secret = closed.server.apps().default_app().secret();
    let body = json!({ "secret": secret, "userID": "imAdmin" });
    assert_eq!(code(&closed.post("/auth/get_admin_token", "", body).await), 1002);
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_a_call_is_said_in_its_answer() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let token = world.token("alice", LINUX).await;
    let request = |path: &str, headers: &[(&str, &str)], body: &str| {
        let mut request = Request::post(path).header("host", "127.0.0.1:10002");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Full::from(body.to_owned())).unwrap()
    };
    let path = "/user/get_users_info";
    for (headers, body, expected) in [
        (vec![("token", token.as_str())], "{}", 1001),
        (vec![("operationID", "o")], "{}", 1001),
        (vec![("operationID", "o"), ("token", "nonsense")], "{}", 1503),
        (vec![("operationID", "o"), ("token", &token)], "not json", 1001),
        (
            vec![("operationID", "o"), ("token", &token)],
            r#"{"userIDs":"alice"}"#,
            1001,
        ),
        (
            vec![("operationID", "o"), ("token", &token)],
            r#"{"userIDs":null,"more":[1]}"#,
            0,
        ),
        (vec![("operationID", "o"), ("token", &token)], "", 0),
    ] {
        let answer = world.http(request(path, &headers, body)).await;
        let answer: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(code(&answer), expected, "{headers:?} {body}");
    }
    let long = format!(r#"{{"userIDs":["{}"]}}"#, "x".repeat(3 << 20));
    let answer = world
        .http(request(path, &[("operationID", "o"), ("token", &token)], &long))
        .await;
    assert_eq!(code(&serde_json::from_slice(answer.body()).unwrap()), 1001);
    for unknown in ["/no/such_call", "/api/no/such_call", "/"] {
        assert_eq!(code(&world.post(unknown, &token, json!({})).await), 1004);
    }
    let other = json!({ "userInfo": { "userID": "bob", "nickname": "mine" } });
    assert_eq!(
        code(&world.post("/user/update_user_info_ex", &token, other).await),
        1002
    );
    let page = json!({ "userID": "alice", "pagination": { "pageNumber": 0, "showNumber": 10 } });
    assert_eq!(code(&world.post("/friend/get_friend_list", &token, page).await), 1001);
}

#[tokio::test(start_paused = true)]
async fn a_web_page_cannot_reach_a_server_on_this_machine() {
    let mut world = World::start().await;
    let get = |host: &str, origin: Option<&str>| {
        let mut request = Request::get("/healthz").header("host", host);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        request.body(Full::default()).unwrap()
    };
    assert_eq!(world.http(get("localhost:10002", None)).await.status(), 200);
    assert_eq!(world.http(get("rebound.example", None)).await.status(), 421);
    assert_eq!(
        world
            .http(get("localhost", Some("https://evil.example")))
            .await
            .status(),
        403
    );
    assert_eq!(world.http(get("localhost", Some("null"))).await.status(), 403);
    let allowed = Config {
        allowed_origins: vec!["https://chat.example".into()],
        ..Config::default()
    };
    let mut world = World::with(allowed).await;
    let answer = world.http(get("localhost", Some("https://chat.example"))).await;
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://chat.example");
    let preflight = Request::options("/user/get_users_info")
        .header("host", "localhost")
        .header("origin", "https://chat.example")
        .header("access-control-request-headers", "token,operationid")
        .body(Full::default())
        .unwrap();
    let answer = world.http(preflight).await;
    assert_eq!(
        (
            answer.status().as_u16(),
            &answer.headers()["access-control-allow-headers"]
        ),
        (200, &"*".parse().unwrap())
    );
    assert_eq!(
        world
            .http(get("localhost", Some("https://evil.example")))
            .await
            .status(),
        403
    );
}

#[tokio::test(start_paused = true)]
async fn a_server_tells_what_it_is_unless_it_plays_a_plain_one() {
    let ask = || {
        Request::get("/api/ext/capabilities")
            .header("host", "localhost")
            .body(Full::default())
            .unwrap()
    };
    let mut world = World::start().await;
    let answer: Value = serde_json::from_slice(world.http(ask()).await.body()).unwrap();
    assert_eq!(
        (&answer["errCode"], &answer["data"]["product"]),
        (&json!(0), &json!("selkie"))
    );
    assert_eq!(answer["data"]["registration"], "open");
    assert_eq!(answer["data"]["maxMessageBytes"], 51_200);
    assert_eq!(answer["data"]["serverID"].as_str().unwrap().len(), 32);
    let mut plain = World::with(Config {
        plain: true,
        ..Config::default()
    })
    .await;
    let answer: Value = serde_json::from_slice(plain.http(ask()).await.body()).unwrap();
    assert_eq!(code(&answer), 1004);
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_holds_no_connection() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut world = World::start().await;
    let begun = tokio::time::Instant::now();
    let mut silent = world.pipe();
    let mut slow = world.pipe();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: local").await.unwrap();
    let mut idle = world.pipe();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut body = world.pipe();
    let head = "POST /auth/parse_token HTTP/1.1\r\nHost: localhost\r\nOperationID: o\r\nContent-Length: 99\r\n\r\n{";
    body.write_all(head.as_bytes()).await.unwrap();
    for pipe in [&mut silent, &mut slow, &mut idle, &mut body] {
        let mut all = Vec::new();
        pipe.read_to_end(&mut all).await.unwrap();
    }
    assert!(begun.elapsed().as_secs() <= 65, "{:?}", begun.elapsed());
}
