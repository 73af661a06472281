//! Black lists and privacy through the door.

use prost::Message as _;
use protocol::content::{BLACK_ADDED, BLACK_REMOVED};
use protocol::frame;
use serde_json::{Value, json};

use super::LINUX;
use super::friends::{People, notice};
use crate::Config;

fn black(owner: &str, black: &str) -> Value {
    json!({ "ownerUserID": owner, "blackUserID": black, "ex": "why" })
}

impl People {
    async fn blocks(&mut self, owner: &str, other: &str) -> i64 {
        self.does(owner, "/friend/add_black", black(owner, other)).await
    }

    async fn unblocks(&mut self, owner: &str, other: &str) -> i64 {
        self.does(owner, "/friend/remove_black", black(owner, other)).await
    }

    async fn blacks(&mut self, of: &str) -> Vec<Value> {
        let page = json!({ "userID": of, "pagination": { "pageNumber": 1, "showNumber": 100 } });
        let answer = self.call(of, "/friend/get_black_list", page).await;
        answer["data"]["blacks"].as_array().unwrap().clone()
    }

    async fn chooses(&mut self, who: &str, choice: Value) -> i64 {
        self.does(who, "/ext/privacy/set", choice).await
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_blocked_is_refused_and_not_told() {
    let mut people = People::start().await;
    let mut alice = people.world.dial("alice", LINUX).await;
    let mut bob = people.world.dial("bob", LINUX).await;
    assert_eq!(people.blocks("alice", "bob").await, 0);
    let (kind, id, tips) = notice(&mut alice).await;
    assert_eq!((kind, id.as_str()), (BLACK_ADDED, "n_alice_alice"));
    assert_eq!(
        tips["fromToUserID"],
        json!({ "fromUserID": "alice", "toUserID": "bob" })
    );
    assert_eq!(people.blocks("alice", "bob").await, 0, "twice is once");
    assert!(alice.quiet().await && bob.quiet().await);
    let listed = people.blacks("alice").await;
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (&listed[0]["ex"], &listed[0]["blackUserInfo"]["nickname"]),
        (&json!("why"), &json!("BOB"))
    );
    let specified = json!({ "ownerUserID": "alice", "userIDList": ["bob", "carol", "nobody"] });
    let specified = people.call("alice", "/friend/get_specified_blacks", specified).await;
    assert_eq!(specified["data"]["total"], 1);

    let hello = bob.text("alice", "m1", "hello");
    assert_eq!(bob.request(frame::SEND, hello.encode_to_vec()).await.err_code, 1302);
    assert_eq!(people.asks("bob", "alice").await, 1302);
    alice.say("bob", "m2", "but I may write").await;
    assert_eq!(bob.pushed_message().await.2.client_msg_id, "m2");
    alice.pushed_message().await;

    assert_eq!(people.unblocks("alice", "bob").await, 0);
    assert_eq!(notice(&mut alice).await.0, BLACK_REMOVED);
    assert_eq!(people.unblocks("alice", "bob").await, 0);
    assert!(alice.quiet().await);
    bob.say("alice", "m1", "hello").await;
    assert_eq!(people.blocks("alice", "alice").await, 1301);
    assert_eq!(people.blocks("alice", "nobody").await, 1101);
    assert_eq!(
        people.does("bob", "/friend/add_black", black("alice", "bob")).await,
        1002
    );
}

#[tokio::test(start_paused = true)]
async fn wanting_somebody_as_a_friend_ends_ones_own_block() {
    let mut people = People::start().await;
    assert_eq!(people.blocks("alice", "bob").await, 0);
    assert_eq!(people.asks("alice", "bob").await, 0);
    assert!(people.blacks("alice").await.is_empty());
    assert_eq!(people.blocks("alice", "bob").await, 0);
    assert_eq!(
        people.answers("bob", "alice", 1).await,
        1302,
        "she thought better of it"
    );
    assert_eq!(people.unblocks("alice", "bob").await, 0);
    assert_eq!(people.blocks("bob", "alice").await, 0);
    assert_eq!(people.answers("bob", "alice", 1).await, 0);
    assert!(people.blacks("bob").await.is_empty());
    assert_eq!(people.friends("bob").await, ["alice"]);
}

#[tokio::test(start_paused = true)]
async fn black_lists_are_followed_by_version() {
    let mut people = People::start().await;
    let path = "/friend/get_incremental_blacks";
    let first = people.call("alice", path, json!({ "userID": "alice" })).await["data"].clone();
    assert_eq!((&first["full"], &first["version"]), (&json!(true), &json!(1)));
    let since = json!({ "userID": "alice", "versionID": first["versionID"], "version": 1 });
    people.blocks("alice", "bob").await;
    people.blocks("alice", "carol").await;
    people.unblocks("alice", "bob").await;
    let then = people.call("alice", path, since.clone()).await["data"].clone();
    assert_eq!((&then["full"], &then["version"]), (&json!(false), &json!(4)));
    assert_eq!(then["delete"], json!(["bob"]));
    assert_eq!(then["insert"][0]["blackUserInfo"]["userID"], "carol");
    let change = json!({ "userInfo": { "userID": "carol", "nickname": "C." } });
    people.does("carol", "/user/update_user_info_ex", change).await;
    let since = json!({ "userID": "alice", "versionID": first["versionID"], "version": 4 });
    let then = people.call("alice", path, since).await["data"].clone();
    assert_eq!(then["update"][0]["blackUserInfo"]["nickname"], "C.");
    let foreign = json!({ "userID": "alice", "versionID": "0".repeat(24), "version": 4 });
    assert_eq!(people.call("alice", path, foreign).await["data"]["full"], true);
    assert_eq!(people.does("bob", path, json!({ "userID": "alice" })).await, 1002);
}

#[tokio::test(start_paused = true)]
async fn who_may_ask_is_each_ones_own_choice() {
    let mut people = People::start().await;
    let answer = people.call("bob", "/ext/privacy", json!({})).await;
    let all = json!({ "findByContact": true, "findByID": true, "adding": 1, "pulled": true });
    assert_eq!(answer["data"], all);
    assert_eq!(people.chooses("bob", json!({ "adding": 3 })).await, 1001);
    let mut bob = people.world.dial("bob", LINUX).await;
    let mut alice = people.world.dial("alice", LINUX).await;
    assert_eq!(people.chooses("bob", json!({ "adding": 2 })).await, 0);
    let (kind, id, _) = notice(&mut bob).await;
    assert_eq!((kind, id.as_str()), (1303, "n_bob_bob"), "his other devices look again");
    assert_eq!(people.chooses("bob", json!({ "adding": 2 })).await, 0);
    assert!(bob.quiet().await && alice.quiet().await);
    assert_eq!(people.asks("alice", "bob").await, 20013);
    assert_eq!(people.asks("bob", "alice").await, 0, "he may ask");
    assert_eq!(people.asks("alice", "bob").await, 0, "and that is answered by asking");
    assert_eq!(people.friends("bob").await, ["alice"]);

    assert_eq!(people.chooses("bob", json!({ "adding": 0 })).await, 0);
    assert_eq!(people.asks("carol", "bob").await, 0);
    assert_eq!(people.friends("carol").await, ["bob"]);
    assert_eq!(people.friends("bob").await, ["alice", "carol"]);
}

#[tokio::test(start_paused = true)]
async fn a_stranger_does_not_find_who_hides_and_people_he_deals_with_do() {
    let mut people = People::start().await;
    assert_eq!(people.chooses("bob", json!({ "findByID": false })).await, 0);
    let path = "/user/get_users_info";
    let sees = async |people: &mut People, who: &str| {
        let found = people.call(who, path, json!({ "userIDs": ["bob"] })).await;
        let info = json!({ "ownerUserID": who, "userIDList": ["bob"] });
        let listed = people.call(who, "/friend/get_specified_friends_info", info).await;
        let count = |list: &Value| list.as_array().unwrap().len();
        assert_eq!(count(&found["data"]["usersInfo"]), count(&listed["data"]["infos"]));
        count(&found["data"]["usersInfo"]) == 1
    };
    assert!(sees(&mut people, "bob").await && !sees(&mut people, "alice").await);
    let mut alice = people.world.dial("alice", LINUX).await;
    alice.say("bob", "m1", "hello?").await;
    assert_eq!(people.asks("alice", "bob").await, 0);
    assert!(!sees(&mut people, "alice").await, "what she does alone opens nothing");
    let mut bob = people.world.dial("bob", LINUX).await;
    bob.say("alice", "m2", "hello").await;
    assert!(sees(&mut people, "alice").await && !sees(&mut people, "carol").await);
    assert_eq!(people.asks("bob", "carol").await, 0);
    assert!(sees(&mut people, "carol").await);
}

#[tokio::test(start_paused = true)]
async fn who_wants_to_be_asked_before_he_is_in_a_group_is_asked() {
    let mut people = People::start().await;
    let asked = json!({
        "ownerUserID": "alice",
        "memberUserIDs": ["bob"],
        "groupInfo": { "groupName": "Seals", "groupType": 2 },
    });
    assert_eq!(people.chooses("bob", json!({ "pulled": false })).await, 0);
    let made = people.call("alice", "/group/create_group", asked).await;
    let group = &made["data"]["groupInfo"];
    assert_eq!(group["memberCount"], 1);
    let page = json!({ "pagination": { "pageNumber": 1, "showNumber": 10 } });
    let asked = people.call("bob", "/ext/groups/invitations", page).await;
    let one = &asked["data"]["groupRequests"][0];
    assert_eq!(
        (&one["groupInfo"]["groupID"], &one["inviterUserID"]),
        (&group["groupID"], &json!("alice"))
    );
    let who = json!({ "groupID": group["groupID"], "userIDs": ["bob", "carol"] });
    let waiting = people.call("alice", "/ext/groups/invited", who).await;
    assert_eq!(waiting["data"]["userIDs"], json!(["bob"]));
    let yes = json!({ "groupID": group["groupID"], "accept": true });
    assert_eq!(
        people
            .does("carol", "/ext/groups/invitations/answer", yes.clone())
            .await,
        1004
    );
    assert_eq!(people.does("bob", "/ext/groups/invitations/answer", yes).await, 0);
    let found = people
        .call(
            "bob",
            "/group/get_groups_info",
            json!({ "groupIDs": [group["groupID"]] }),
        )
        .await;
    assert_eq!(found["data"]["groupInfos"][0]["memberCount"], 2);
}

#[tokio::test(start_paused = true)]
async fn a_plain_openim_has_no_privacy_and_no_end_for_both() {
    let mut people = People::with(Config {
        plain: true,
        ..Config::default()
    })
    .await;
    for path in [
        "/ext/privacy",
        "/ext/privacy/set",
        "/ext/friends/end",
        "/ext/groups/invitations",
    ] {
        assert_eq!(people.does("alice", path, json!({})).await, 1004, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_sees_by_the_status_calls_whether_who_blocks_him_is_there() {
    let mut people = People::start().await;
    let _alice = people.world.dial("alice", LINUX).await;
    let asked = json!({ "userID": "bob", "userIDs": ["alice"] });
    let watched = json!({ "userID": "bob", "userIDs": ["alice"], "genre": 1 });
    for (blocked, status) in [(false, 1), (true, 0), (false, 1)] {
        let done = match blocked {
            true => people.blocks("alice", "bob").await,
            false => people.unblocks("alice", "bob").await,
        };
        assert_eq!(done, 0);
        for (path, body) in [
            ("/user/get_users_status", &asked),
            ("/user/subscribe_users_status", &watched),
        ] {
            let answer = people.call("bob", path, body.clone()).await;
            assert_eq!(answer["data"]["statusList"][0]["status"], status, "{path} {blocked}");
        }
        let own = json!({ "userID": "carol", "userIDs": ["alice"] });
        let answer = people.call("carol", "/user/get_users_status", own).await;
        assert_eq!(answer["data"]["statusList"][0]["status"], 1, "others see her");
    }
}
