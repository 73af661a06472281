//! The door as RongCloud's SDKs knock at it.

mod admission;
mod groups;
mod kinds;
mod relations;
mod routing;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use http::Request;
use prost::Message as _;
use protocol::ids::hex;
use protocol::pb::MsgData;
use rusqlite::Connection;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use tower::ServiceExt as _;

use crate::apps::App;
use crate::config::Config;
use crate::im::UserId;
use crate::server::Server;
use crate::store::{blacks, users};
use crate::testing::PausedClock;

struct World {
    _dir: tempfile::TempDir,
    router: axum::Router,
    app: Arc<App>,
    clock: Arc<PausedClock>,
}

impl World {
    async fn new() -> Self {
        Self::with(Config::default()).await
    }

    async fn with(config: Config) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (env, clock) = crate::testing::env(7);
        let server = Server::open(dir.path(), config, env).await.unwrap();
        let app = Arc::clone(server.apps().default_app());
        Self {
            _dir: dir,
            router: server.rongcloud(),
            app,
            clock,
        }
    }

    fn signed(&self, prefix: &str, path: &str) -> http::request::Builder {
        let (nonce, timestamp) = ("0.0237849234", "1795242000");
        let signature = hex(&Sha1::digest(format!("{}{nonce}{timestamp}", self.app.secret())));
        Request::post(path)
            .header(format!("{prefix}App-Key"), &self.app.key)
            .header(format!("{prefix}Nonce"), nonce)
            .header(format!("{prefix}Timestamp"), timestamp)
            .header(format!("{prefix}Signature"), signature)
    }

    async fn answer(&self, request: Request<Body>) -> (u16, Value) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    /// A call as a form.
    async fn call(&self, path: &str, form: &str) -> (u16, Value) {
        let request = self
            .signed("", path)
            .header("content-type", "application/x-www-form-urlencoded");
        self.answer(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn admit(&self, id: &str) -> String {
        let (status, answer) = self
            .call("/user/getToken.json", &format!("userId={id}&name=N-{id}"))
            .await;
        assert_eq!((status, &answer["code"]), (200, &json!(200)), "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    async fn publish(&self, form: &str) -> (u16, Value) {
        self.call("/message/private/publish.json", form).await
    }

    /// What is stored, in order: options, content type, content.
    async fn stored(&self) -> Vec<MsgData> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare("SELECT body FROM messages ORDER BY position")?;
            let bodies = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
            bodies.collect::<rusqlite::Result<Vec<_>>>().map_err(db::Error::from)
        };
        let bodies = self.app.im.door().db().read(read).await.unwrap();
        bodies
            .iter()
            .map(|body| MsgData::decode(body.as_slice()).unwrap())
            .collect()
    }

    async fn row(&self, id: &str) -> i64 {
        let id = id.to_owned();
        let read = move |connection: &Connection| Ok::<_, db::Error>(users::row_of(connection, &id)?.unwrap());
        self.app.im.door().db().read(read).await.unwrap()
    }
}

const HELLO: &str = "objectName=RC:TxtMsg&content=%7B%22content%22%3A%22hello%22%7D";

#[tokio::test]
async fn a_person_is_admitted_by_a_token() {
    let world = World::new().await;
    for (prefix, path) in [
        ("", "/user/getToken.json"),
        ("RC-", "/user/getToken"),
        ("rc-", "/user/getToken.json"),
    ] {
        let request = world
            .signed(prefix, path)
            .header("content-type", "application/x-www-form-urlencoded");
        let body = Body::from("userId=u1&name=%E5%B0%8F%E6%98%8E&portraitUri=http%3A%2F%2Fx%2Ff.png");
        let (status, answer) = world.answer(request.body(body).unwrap()).await;
        assert_eq!(
            (status, &answer["code"], &answer["userId"]),
            (200, &json!(200), &json!("u1")),
            "{prefix}"
        );
        let token = answer["token"].as_str().unwrap();
        let (user, platform) = world.app.im.door().token_user(token).await.unwrap();
        assert_eq!(
            (user, platform),
            (UserId("u1".into()), None),
            "the first device decides"
        );
    }
    let profile = world.app.im.door().user("u1").await.unwrap().unwrap();
    assert_eq!(
        (profile.nickname.as_str(), profile.face_url.as_str()),
        ("小明", "http://x/f.png")
    );
}

#[tokio::test]
async fn an_id_that_cannot_travel_is_answered_as_it_came() {
    let world = World::new().await;
    let (_, answer) = world
        .call("/user/getToken.json", "userId=shop_7%3Da%3Ab&name=Shop")
        .await;
    assert_eq!(answer["userId"], "shop_7=a:b");
    let (user, _) = world
        .app
        .im
        .door()
        .token_user(answer["token"].as_str().unwrap())
        .await
        .unwrap();
    assert!(user.0.bytes().all(|byte| byte.is_ascii_digit()));
    world.admit("bob").await;
    let (_, sent) = world
        .publish(&format!("fromUserId=shop_7%3Da%3Ab&toUserId=bob&{HELLO}"))
        .await;
    assert_eq!(sent["code"], 200, "{sent}");
    assert_eq!(world.stored().await[0].send_id, user.0);
}

#[tokio::test]
async fn profiles_are_refreshed_and_told() {
    let world = World::new().await;
    world.admit("u1").await;
    assert_eq!(
        world.call("/user/refresh.json", "userId=u1&name=New").await,
        (200, json!({ "code": 200 }))
    );
    let (_, info) = world.call("/user/info.json", "userId=u1").await;
    assert_eq!(
        (&info["code"], &info["userName"], &info["userPortrait"]),
        (&json!(200), &json!("New"), &json!(""))
    );
    assert_eq!(info["createTime"].as_str().unwrap().len(), 19);
    assert_eq!(
        world.call("/user/refresh.json", "userId=nobody&name=x").await.1["code"],
        1002
    );
    assert_eq!(world.call("/user/info.json", "userId=nobody").await.1["code"], 1002);
    world.call("/user/getToken.json", "userId=u1").await;
    assert_eq!(
        world.call("/user/info.json", "userId=u1").await.1["userName"],
        "New",
        "said nothing, changed nothing"
    );
}

#[tokio::test]
async fn a_wrong_signature_key_or_path_is_named() {
    let world = World::new().await;
    let code = async |request: http::request::Builder| {
        let (status, answer) = world.answer(request.body(Body::from("userId=u1")).unwrap()).await;
        assert!(!answer["errorMessage"].as_str().unwrap().is_empty());
        (status, answer["code"].as_i64().unwrap())
    };
    let path = "/user/getToken.json";
    let right = world.signed("", path);
    let mut wrong = right.body(Body::from("userId=u1")).unwrap();
    wrong.headers_mut().insert("nonce", "other".parse().unwrap());
    let (status, answer) = world.answer(wrong).await;
    assert_eq!((status, &answer["code"]), (401, &json!(1004)));
    let key = &world.app.key;
    assert_eq!(code(Request::post(path).header("App-Key", key)).await, (401, 1004));
    let bare = hex(&Sha1::digest(world.app.secret()));
    assert_eq!(
        code(Request::post(path).header("App-Key", key).header("Signature", bare)).await,
        (401, 1004)
    );
    assert_eq!(
        code(Request::post(path).header("App-Key", "nonsense")).await,
        (401, 1001)
    );
    assert_eq!(code(Request::post(path)).await, (401, 1001));
    assert_eq!(code(world.signed("", "/user/nonsense.json")).await, (404, 404));
    assert_eq!(code(world.signed("", "/")).await, (404, 404));
    assert_eq!(code(world.signed("", path).method("GET")).await, (405, 405));
    assert!(
        world.app.im.door().user("u1").await.unwrap().is_none(),
        "nothing happened"
    );
}

#[tokio::test]
async fn the_old_secret_signs_nothing_any_more() {
    let world = World::new().await;
    let before = world
        .signed("", "/user/getToken.json")
        .body(Body::from("userId=u1"))
        .unwrap();
    world.app.rotate_secret().unwrap();
    assert_eq!(world.answer(before).await.1["code"], 1004);
    world.admit("u1").await;
}

#[tokio::test]
async fn parameters_have_limits() {
    let world = World::new().await;
    for (form, code) in [
        ("name=x".to_owned(), 1002),
        (String::new(), 1003),
        (format!("userId={}", "u".repeat(65)), 1005),
        (format!("userId=u&name={}", "n".repeat(129)), 1005),
        (format!("userId=u&portraitUri={}", "p".repeat(1025)), 1005),
        (format!("userId=u&x={}", "x".repeat(110_000)), 1508),
    ] {
        assert_eq!(
            world.call("/user/getToken.json", &form).await.1["code"],
            code,
            "{:.30}",
            form
        );
    }
    assert_eq!(
        world
            .call("/user/getToken.json", &format!("userId={}", "u".repeat(64)))
            .await
            .1["code"],
        200
    );
    world.admit("bob").await;
    let many: String = (0..1_001).map(|number| format!("&toUserId=u{number}")).collect();
    for form in [
        format!("fromUserId=bob&{HELLO}"),
        format!("toUserId=bob&{HELLO}"),
        format!("fromUserId=nobody&toUserId=bob&{HELLO}"),
        format!("fromUserId=bob&toUserId=nobody&{HELLO}"),
        "fromUserId=bob&toUserId=bob&objectName=RC:TxtMsg".to_owned(),
        "fromUserId=bob&toUserId=bob&objectName=RC:TxtMsg&content=plain".to_owned(),
        format!("fromUserId=bob&toUserId=bob&isPersisted=maybe&{HELLO}"),
        format!("fromUserId=bob{many}&{HELLO}"),
    ] {
        assert_eq!(world.publish(&form).await.1["code"], 1002, "{:.80}", form);
    }
    assert!(world.stored().await.is_empty());
}

#[tokio::test]
async fn a_text_reaches_one_and_several() {
    let world = World::new().await;
    for id in ["robot", "alice", "bob"] {
        world.admit(id).await;
    }
    let (_, one) = world.publish(&format!("fromUserId=robot&toUserId=alice&{HELLO}")).await;
    assert_eq!(one["code"], 200);
    let stored = world.stored().await;
    assert_eq!(one["messageUID"], stored[0].server_msg_id.as_str());
    assert_eq!(
        (stored[0].send_id.as_str(), stored[0].recv_id.as_str()),
        ("robot", "alice")
    );
    assert_eq!(
        (stored[0].content_type, stored[0].content.as_slice()),
        (101, &br#"{"content":"hello"}"#[..])
    );
    assert_eq!(
        stored[0].options.get("senderSync"),
        Some(&false),
        "isIncludeSender is 0 unless said"
    );

    let form = format!(
        "fromUserId=robot&toUserId=alice&toUserId=nobody&toUserId=bob&toUserId=alice&isIncludeSender=1&{HELLO}"
    );
    let (_, several) = world.publish(&form).await;
    let listed: Vec<_> = several["messageUIDs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["userId"])
        .collect();
    assert_eq!(
        listed,
        ["alice", "bob"],
        "the unknown one is not among those reached, the doubled one once"
    );
    let stored = world.stored().await;
    assert_eq!(stored.len(), 3);
    assert_ne!(stored[2].options.get("senderSync"), Some(&false));
}

#[tokio::test]
async fn json_says_the_same_as_a_form() {
    let world = World::new().await;
    for id in ["robot", "alice", "bob"] {
        world.admit(id).await;
    }
    let body = json!({ "fromUserId": "robot", "toUserId": ["alice", "bob"], "objectName": "RC:TxtMsg",
        "content": "{\"content\":\"hello\"}", "isPersisted": 1 });
    let request = world
        .signed("RC-", "/message/private/publish.json")
        .header("content-type", "application/json");
    let (_, answer) = world.answer(request.body(Body::from(body.to_string())).unwrap()).await;
    assert_eq!(answer["messageUIDs"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn flags_and_kinds_decide_what_is_kept_and_counted() {
    let world = World::new().await;
    for id in ["robot", "alice"] {
        world.admit(id).await;
    }
    let send = async |object: &str, flags: &str| {
        let form =
            format!("fromUserId=robot&toUserId=alice&objectName={object}&content=%7B%22content%22%3A%22x%22%7D{flags}");
        let (_, answer) = world.publish(&form).await;
        assert_eq!(answer["code"], 200, "{answer}");
        assert!(answer["messageUID"].as_str().unwrap().len() > 8);
        world.stored().await
    };
    assert_eq!(
        send("RC:TxtMsg", "&isPersisted=0").await.len(),
        0,
        "handed on, not stored"
    );
    assert_eq!(send("RC:CmdMsg", "").await.len(), 0);
    let stored = send("RC:InfoNtf", "").await;
    assert_eq!((stored.len(), stored[0].options.get("unreadCount")), (1, Some(&false)));
    let stored = send("RC:TxtMsg", "&isCounted=0").await;
    assert_eq!(stored[1].options.get("unreadCount"), Some(&false));
    let stored = send("my:Order", "").await;
    assert_eq!(
        (stored[2].content_type, stored[2].options.get("unreadCount")),
        (110, None)
    );
    let content: Value = serde_json::from_slice(&stored[2].content).unwrap();
    let data: Value = serde_json::from_str(content["data"].as_str().unwrap()).unwrap();
    assert_eq!(
        data,
        json!({ "objectName": "my:Order", "content": "{\"content\":\"x\"}" })
    );
}

#[tokio::test]
async fn who_blocks_the_sender_is_passed_over_when_asked() {
    let world = World::new().await;
    for id in ["robot", "alice", "bob"] {
        world.admit(id).await;
    }
    let (alice, robot) = (world.row("alice").await, world.row("robot").await);
    let block = move |tx: &mut db::Tx<'_>| blacks::insert(tx, alice, robot, "alice", "", 1).map_err(db::Error::from);
    world.app.im.door().db().write(block).await.unwrap();
    let form = format!("fromUserId=robot&toUserId=alice&verifyBlacklist=1&{HELLO}");
    assert_eq!(world.publish(&form).await.1, json!({ "code": 200 }));
    let form = format!("fromUserId=robot&toUserId=alice&toUserId=bob&verifyBlacklist=1&{HELLO}");
    assert_eq!(world.publish(&form).await.1["messageUIDs"].as_array().unwrap().len(), 1);
    assert_eq!(world.stored().await.len(), 1);
    let form = format!("fromUserId=robot&toUserId=alice&{HELLO}");
    assert!(
        world.publish(&form).await.1["messageUID"].is_string(),
        "not asked, not looked at"
    );
}
