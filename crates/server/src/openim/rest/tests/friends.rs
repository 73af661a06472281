//! Friends through the door: what is asked, answered, refused and told.

mod list;

use protocol::content::{
    FRIEND_ADDED, FRIEND_DELETED, FRIEND_REMARK_SET, FRIEND_REQUEST, FRIEND_REQUEST_ACCEPTED, FRIEND_REQUEST_REJECTED,
    FRIENDS_SETTINGS_UPDATED, Notification,
};
use serde_json::{Value, json};

use super::{LINUX, code};
use crate::Config;
use crate::config::Limits;
use crate::testing::{Device, World};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// People and how they knock.
pub(super) struct People {
    pub(super) world: World,
}

impl People {
    pub(super) async fn with(config: Config) -> Self {
        let world = World::with(config).await;
        world.users(&["alice", "bob", "carol"]).await;
        Self { world }
    }

    pub(super) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(super) async fn call(&mut self, who: &str, path: &str, body: Value) -> Value {
        let token = self.world.token(who, LINUX).await;
        self.world.post(path, &token, body).await
    }

    pub(super) async fn does(&mut self, who: &str, path: &str, body: Value) -> i64 {
        code(&self.call(who, path, body).await)
    }

    pub(super) async fn asks(&mut self, from: &str, to: &str) -> i64 {
        let body = json!({ "fromUserID": from, "toUserID": to, "reqMsg": format!("it is {from}") });
        self.does(from, "/friend/add_friend", body).await
    }

    pub(super) async fn answers(&mut self, to: &str, from: &str, result: i32) -> i64 {
        let body = json!({ "fromUserID": from, "toUserID": to, "handleResult": result, "handleMsg": "well" });
        self.does(to, "/friend/add_friend_response", body).await
    }

    pub(super) async fn befriend(&mut self, one: &str, other: &str) {
        assert_eq!(self.asks(one, other).await, 0);
        assert_eq!(self.answers(other, one, 1).await, 0);
    }

    pub(super) async fn friends(&mut self, of: &str) -> Vec<String> {
        let answer = self.call(of, "/friend/get_friend_id", json!({ "userID": of })).await;
        let ids = answer["data"]["friendIDs"].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect()
    }

    /// The requests that came to somebody: who asked, with what words, and what became of it.
    async fn received(&mut self, by: &str) -> Vec<(String, String, i64)> {
        let page = json!({ "userID": by, "pagination": { "pageNumber": 1, "showNumber": 100 } });
        let answer = self.call(by, "/friend/get_friend_apply_list", page).await;
        let list = answer["data"]["FriendRequests"].as_array().unwrap().iter();
        list.map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (
                text("fromUserID"),
                text("reqMsg"),
                one["handleResult"].as_i64().unwrap(),
            )
        })
        .collect()
    }
}

/// The next notice: its type, who sends it under which conversation, and its details.
pub(super) async fn notice(device: &mut Device) -> (i32, String, Value) {
    let (id, is_notice, message) = device.pushed_message().await;
    assert!(is_notice, "{id} {}", message.content_type);
    assert_eq!((message.seq, message.msg_from), (0, 200));
    let detail = Notification::read(&message.content).unwrap().detail;
    (message.content_type, id, serde_json::from_str(&detail).unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_request_is_asked_told_and_accepted() {
    let mut people = People::start().await;
    let mut alice = people.world.dial("alice", LINUX).await;
    let mut bob = people.world.dial("bob", LINUX).await;
    assert_eq!(people.asks("alice", "bob").await, 0);
    for device in [&mut alice, &mut bob] {
        let (kind, id, tips) = notice(device).await;
        assert_eq!((kind, id.as_str()), (FRIEND_REQUEST, "n_alice_bob"));
        assert_eq!(
            tips["fromToUserID"],
            json!({ "fromUserID": "alice", "toUserID": "bob" })
        );
        assert_eq!(
            (&tips["request"]["reqMsg"], &tips["request"]["fromNickname"]),
            (&json!("it is alice"), &json!("ALICE"))
        );
    }
    let waiting = json!({ "userID": "bob", "time": 0 });
    let path = "/friend/get_self_unhandled_apply_count";
    assert_eq!(people.call("bob", path, waiting.clone()).await["data"]["count"], 1);
    assert!(people.friends("alice").await.is_empty());

    assert_eq!(people.answers("bob", "alice", 1).await, 0);
    let known = json!({ "userID": "alice" });
    let log = people.call("alice", "/friend/get_incremental_friends", known).await["data"].clone();
    for (device, own, other) in [(&mut alice, "n_alice_alice", "bob"), (&mut bob, "n_bob_bob", "alice")] {
        let (kind, id, tips) = notice(device).await;
        assert_eq!((kind, id.as_str()), (FRIEND_ADDED, own));
        assert_eq!(tips["friend"]["friendUser"]["userID"], other);
        let (kind, id, tips) = notice(device).await;
        assert_eq!((kind, id.as_str()), (FRIEND_REQUEST_ACCEPTED, "n_alice_bob"));
        assert_eq!(
            (&tips["handleMsg"], &tips["request"]["handleResult"]),
            (&json!("well"), &json!(1))
        );
        assert_eq!(
            (&tips["friendVersion"], &tips["friendVersionID"]),
            (&log["version"], &log["versionID"])
        );
        // The same stands in their conversation and opens it.
        let (id, is_notice, message) = device.pushed_message().await;
        assert_eq!((id.as_str(), is_notice, message.seq), ("si_alice_bob", false, 1));
        assert_eq!(
            (message.content_type, message.send_id.as_str(), message.count),
            (FRIEND_REQUEST_ACCEPTED, "bob", 1)
        );
    }
    assert_eq!(people.friends("alice").await, ["bob"]);
    assert_eq!(people.friends("bob").await, ["alice"]);
    assert_eq!(people.call("bob", path, waiting).await["data"]["count"], 0);
    assert_eq!(people.answers("bob", "alice", 1).await, 1305);
    assert_eq!(people.answers("bob", "carol", 1).await, 1004);
    assert_eq!(people.answers("bob", "nobody", 1).await, 1101);
    assert_eq!(people.asks("alice", "bob").await, 1304);
}

#[tokio::test(start_paused = true)]
async fn a_refused_request_is_told_and_can_be_asked_again() {
    let mut people = People::start().await;
    assert_eq!(people.asks("alice", "bob").await, 0);
    let mut alice = people.world.dial("alice", LINUX).await;
    assert_eq!(people.answers("bob", "alice", -1).await, 0);
    let (kind, _, tips) = notice(&mut alice).await;
    assert_eq!((kind, &tips["handleMsg"]), (FRIEND_REQUEST_REJECTED, &json!("well")));
    assert_eq!(people.answers("bob", "alice", 1).await, 1305);
    assert_eq!(people.asks("alice", "bob").await, 0);
    assert_eq!(
        people.received("bob").await,
        [("alice".to_owned(), "it is alice".to_owned(), 0)]
    );
    assert_eq!(people.answers("bob", "alice", 1).await, 0);
    assert_eq!(people.friends("bob").await, ["alice"]);
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_himself_the_unknown_or_for_another() {
    let mut people = People::start().await;
    assert_eq!(people.asks("alice", "alice").await, 1301);
    for nobody in ["nobody", "", "\u{202e}bob", &"b".repeat(10_000)] {
        assert_eq!(people.asks("alice", nobody).await, 1101, "{nobody:.20}");
    }
    let as_bob = json!({ "fromUserID": "bob", "toUserID": "carol" });
    assert_eq!(people.does("alice", "/friend/add_friend", as_bob).await, 1002);
    assert_eq!(people.asks("alice", "bob").await, 0);
    // Neither the one who asked nor a third one answers.
    for (who, to) in [("alice", "bob"), ("carol", "bob")] {
        let body = json!({ "fromUserID": "alice", "toUserID": to, "handleResult": 1 });
        assert_eq!(people.does(who, "/friend/add_friend_response", body).await, 1002);
    }
    for result in [0, 2, -2] {
        assert_eq!(people.answers("bob", "alice", result).await, 1001);
    }
}

#[tokio::test(start_paused = true)]
async fn greetings_are_one_line_of_a_few_words() {
    let mut people = People::start().await;
    let ask = |message: &str| json!({ "fromUserID": "alice", "toUserID": "bob", "reqMsg": message });
    let path = "/friend/add_friend";
    for long in ["x".repeat(10_000), "字".repeat(257)] {
        assert_eq!(people.does("alice", path, ask(&long)).await, 1001);
    }
    let ex = json!({ "fromUserID": "alice", "toUserID": "bob", "ex": "x".repeat(20_000) });
    assert_eq!(people.does("alice", path, ex).await, 1001);
    assert!(people.received("bob").await.is_empty());
    for (written, kept) in [
        ("  hi\r\n\tthere \u{202e}you\u{2069}", "hi there you"),
        ("\u{200b}\u{200d}", ""),
        ("👩\u{200d}👧 你好", "👩\u{200d}👧 你好"),
    ] {
        assert_eq!(people.does("alice", path, ask(written)).await, 0);
        assert_eq!(people.received("bob").await[0].1, kept);
    }
}

#[tokio::test(start_paused = true)]
async fn two_who_ask_each_other_are_friends_and_at_a_plain_openim_two_requests() {
    for plain in [false, true] {
        let mut people = People::with(Config {
            plain,
            ..Config::default()
        })
        .await;
        assert_eq!(people.asks("alice", "bob").await, 0);
        assert_eq!(people.asks("bob", "alice").await, 0);
        if plain {
            assert!(people.friends("alice").await.is_empty());
            assert_eq!(people.received("alice").await[0].2, 0);
            assert_eq!(people.answers("alice", "bob", 1).await, 0);
        }
        assert_eq!(people.friends("alice").await, ["bob"], "plain {plain}");
        assert_eq!(people.friends("bob").await, ["alice"]);
        assert_eq!(
            people.received("bob").await[0].2,
            1,
            "nothing is left open between friends"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_nobody_answered_expires_and_can_be_asked_again() {
    let mut people = People::start().await;
    assert_eq!(people.asks("alice", "bob").await, 0);
    let jump = |days: i64| {
        let clock = std::sync::Arc::clone(&people.world.clock);
        clock.jump.store(days * DAY_MS, std::sync::atomic::Ordering::Relaxed);
    };
    jump(31);
    assert_eq!(people.answers("bob", "alice", 1).await, 1004);
    let waiting = json!({ "userID": "bob", "time": 0 });
    let count = people
        .call("bob", "/friend/get_self_unhandled_apply_count", waiting)
        .await;
    assert_eq!(count["data"]["count"], 0);
    assert_eq!(people.asks("bob", "alice").await, 0);
    assert!(
        people.friends("bob").await.is_empty(),
        "what she wanted a month ago is not asked for now"
    );
    assert_eq!(people.asks("alice", "bob").await, 0);
    assert_eq!(people.friends("bob").await, ["alice"]);
}

#[tokio::test(start_paused = true)]
async fn nobody_is_pestered_by_one_or_asks_everybody() {
    let limits = Limits {
        friend_requests_per_minute: 12,
        ..Limits::default()
    };
    let mut people = People::with(Config {
        limits,
        ..Config::default()
    })
    .await;
    for _ in 0..10 {
        assert_eq!(people.asks("alice", "bob").await, 0);
    }
    assert_eq!(people.asks("alice", "bob").await, 20005, "ten times a day");
    assert_eq!(people.asks("alice", "carol").await, 0);
    assert_eq!(people.asks("alice", "carol").await, 20005, "twelve a minute");
    tokio::time::advance(std::time::Duration::from_secs(60)).await;
    assert_eq!(people.asks("alice", "carol").await, 0);
    assert_eq!(people.asks("alice", "bob").await, 20005);
}
