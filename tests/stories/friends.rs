//! Friendships on the server: at the bare doors, as anybody's client would knock.

use protocol::content::{FRIEND_REQUEST, FRIEND_REQUEST_ACCEPTED};
use protocol::ids::conversation_id;
use serde_json::{Value, json};
use world::session::Session;
use world::{AppServer, World, both};

/// Some people whom an App Server admitted.
pub struct People {
    pub apps: AppServer,
}

impl People {
    pub async fn admitted(world: &World) -> Self {
        let apps = world.app_server();
        for user in ["gina", "hugo", "iris"] {
            apps.admit(user, user).await;
        }
        Self { apps }
    }

    async fn call(&self, who: &str, path: &str, body: Value) -> Value {
        let token = self.apps.token(who).await;
        self.apps.visitor.call(path, Some(&token), &body).await
    }

    async fn does(&self, who: &str, path: &str, body: Value) -> i64 {
        self.call(who, path, body).await["errCode"].as_i64().expect("A code")
    }

    async fn session(&self, who: &str) -> Session {
        Session::open(&self.apps.visitor, who, &self.apps.token(who).await).await
    }

    async fn asks(&self, from: &str, to: &str) -> i64 {
        let body = json!({ "fromUserID": from, "toUserID": to, "reqMsg": "hello" });
        self.does(from, "/api/friend/add_friend", body).await
    }

    async fn answers(&self, to: &str, from: &str, result: i32) -> i64 {
        let body = json!({ "fromUserID": from, "toUserID": to, "handleResult": result });
        self.does(to, "/api/friend/add_friend_response", body).await
    }

    async fn friends(&self, of: &str) -> Vec<String> {
        let answer = self
            .call(of, "/api/friend/get_friend_id", json!({ "userID": of }))
            .await;
        let ids = answer["data"]["friendIDs"].as_array().into_iter().flatten();
        ids.map(|id| id.as_str().expect("An id").to_owned()).collect()
    }

    /// What changed in somebody's list of friends.
    async fn changes(&self, of: &str, since: &Value) -> Value {
        let known = json!({ "userID": of, "versionID": since["versionID"], "version": since["version"] });
        self.call(of, "/api/friend/get_incremental_friends", known).await["data"].clone()
    }
}

#[test]
fn a_friendship_outlives_the_server_and_whoever_was_away_finds_it_by_its_version() {
    both(async |world: &World| {
        let people = People::admitted(world).await;
        let before = people.changes("gina", &json!({})).await;
        assert_eq!(before["full"], true);
        assert_eq!(people.asks("gina", "hugo").await, 0);
        world.server.crash().await;
        world.server.start().await;
        assert_eq!(people.answers("hugo", "gina", 1).await, 0);
        world.server.crash().await;
        world.server.start().await;
        assert_eq!(people.friends("hugo").await, ["gina"]);
        let changes = people.changes("gina", &before).await;
        assert_eq!(changes["full"], false);
        assert_eq!(changes["insert"][0]["friendUser"]["userID"], "hugo");
        let rows = world.server_rows(&conversation_id::single("gina", "hugo"));
        assert_eq!(rows.len(), 1, "the acceptance stands in their conversation, once");
    });
}

#[test]
fn a_list_from_before_a_restored_copy_is_read_anew() {
    both(async |world: &World| {
        let people = People::admitted(world).await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        assert_eq!(people.asks("gina", "hugo").await, 0);
        assert_eq!(people.answers("hugo", "gina", 1).await, 0);
        let known = people.changes("gina", &json!({})).await;
        world.server.restore(&copy).await;
        assert_eq!(people.asks("gina", "iris").await, 0);
        assert_eq!(people.answers("iris", "gina", 1).await, 0);
        let then = people.changes("gina", &known).await;
        assert_ne!(then["versionID"], known["versionID"], "the same number is another list");
        assert_eq!(then["full"], true);
        assert_eq!(people.friends("gina").await, ["iris"]);
    });
}

#[test]
fn two_who_ask_each_other_at_once_end_as_friends() {
    both(async |world: &World| {
        let people = People::admitted(world).await;
        let mut gina = people.session("gina").await;
        let (one, other) = tokio::join!(people.asks("gina", "hugo"), people.asks("hugo", "gina"));
        assert_eq!((one, other), (0, 0));
        let requests = gina.notices(FRIEND_REQUEST).await.len();
        if world.is_plain() {
            assert_eq!(
                requests, 2,
                "a plain OpenIM has two requests, and either answer settles both"
            );
            assert_eq!(people.answers("hugo", "gina", 1).await, 0);
            assert_eq!(people.answers("gina", "hugo", 1).await, 1305);
        } else {
            assert_eq!(requests, 1, "the second one was the answer");
        }
        assert_eq!(people.friends("gina").await, ["hugo"]);
        assert_eq!(people.friends("hugo").await, ["gina"]);
    });
}

#[test]
fn of_two_answers_at_once_one_counts() {
    both(async |world: &World| {
        let people = People::admitted(world).await;
        assert_eq!(people.asks("gina", "hugo").await, 0);
        let mut gina = people.session("gina").await;
        let (yes, no) = tokio::join!(people.answers("hugo", "gina", 1), people.answers("hugo", "gina", -1));
        let mut codes = [yes, no];
        codes.sort_unstable();
        assert_eq!(codes, [0, 1305]);
        let accepted = gina.notices(FRIEND_REQUEST_ACCEPTED).await.len();
        assert_eq!(
            people.friends("gina").await.len(),
            accepted,
            "what she was told is what holds"
        );
        assert_eq!(people.friends("hugo").await.len(), accepted);
    });
}

#[test]
fn who_is_blocked_gets_nothing_through_and_nobody_else_is() {
    both(async |world: &World| {
        let people = People::admitted(world).await;
        let (mut gina, mut hugo) = (people.session("gina").await, people.session("hugo").await);
        let black = json!({ "ownerUserID": "gina", "blackUserID": "hugo" });
        assert_eq!(people.does("gina", "/api/friend/add_black", black.clone()).await, 0);
        assert!(hugo.pushes().await.is_empty(), "he is not told");
        assert_eq!(
            hugo.says("gina", "0123456789abcdef0123456789abcdef", "hello").await.0,
            1302
        );
        assert_eq!(people.asks("hugo", "gina").await, 1302);
        assert_eq!(people.asks("iris", "gina").await, 0);
        assert_eq!(
            gina.says("hugo", "1123456789abcdef0123456789abcdef", "my last word")
                .await
                .0,
            0
        );
        assert_eq!(people.does("gina", "/api/friend/remove_black", black).await, 0);
        assert_eq!(
            hugo.says("gina", "0123456789abcdef0123456789abcdef", "hello").await.0,
            0
        );
    });
}

#[test]
fn nobody_acts_for_another_or_without_a_right_token() {
    both(async |world: &World| {
        let people = People::admitted(world).await;
        assert_eq!(people.asks("gina", "hugo").await, 0);
        let calls = [
            ("add_friend", json!({ "fromUserID": "hugo", "toUserID": "iris" })),
            (
                "add_friend_response",
                json!({ "fromUserID": "gina", "toUserID": "hugo", "handleResult": 1 }),
            ),
            (
                "delete_friend",
                json!({ "ownerUserID": "hugo", "friendUserID": "gina" }),
            ),
            (
                "update_friends",
                json!({ "ownerUserID": "hugo", "friendUserIDs": ["gina"], "remark": "x" }),
            ),
            (
                "set_friend_remark",
                json!({ "ownerUserID": "hugo", "friendUserID": "gina" }),
            ),
            ("add_black", json!({ "ownerUserID": "hugo", "blackUserID": "gina" })),
            ("remove_black", json!({ "ownerUserID": "hugo", "blackUserID": "gina" })),
            (
                "import_friend",
                json!({ "ownerUserID": "iris", "friendUserIDs": ["gina"] }),
            ),
            ("get_incremental_blacks", json!({ "userID": "hugo" })),
            (
                "get_designated_friend_apply",
                json!({ "fromUserID": "gina", "toUserID": "hugo" }),
            ),
        ];
        for (call, body) in calls {
            let path = format!("/api/friend/{call}");
            assert_eq!(people.does("iris", &path, body.clone()).await, 1002, "{call}");
            let without = people.apps.visitor.call(&path, None, &body).await;
            assert_eq!(without["errCode"], 1001, "{call}");
        }
        assert!(people.friends("hugo").await.is_empty());
    });
}
