//! `@openim/client-sdk` on both sides of a friendship: asked, accepted, refused, remarked, ended, blocked.

use client::event::Event;
use client::view::RequestState;
use serde_json::{Value, json};
use world::process::ServerProcess;

use crate::openim::{our_client, until, user_id};
use crate::package::Package;

const WEB: i32 = 5;

/// One person with the official SDK.
struct Sdk {
    package: Package,
    id: String,
    /// What was heard and not asked for yet: the SDK asks the server between an event and the next, in any order.
    heard: Vec<Value>,
}

impl Sdk {
    async fn start(server: &ServerProcess, folder: &std::path::Path, name: &str) -> Self {
        let (client, account) = our_client(server, &folder.join(name), name).await;
        let id = user_id(&client);
        client.sign_out(&account, false).await.unwrap();
        let token = server
            .command(&["token", &id, &WEB.to_string()])
            .unwrap()
            .trim()
            .to_owned();
        let mut package = Package::start("openim.mjs", &[]);
        package.ask(
            "signIn",
            json!({ "address": server.address, "userID": id, "token": token, "platformID": WEB }),
        );
        Self {
            package,
            id,
            heard: Vec::new(),
        }
    }

    fn call(&mut self, name: &str, given: Value) -> Value {
        self.package.ask("call", json!({ "name": name, "given": given }))
    }

    fn does(&mut self, name: &str, given: Value) -> Value {
        let answer = self.call(name, given);
        assert!(answer.get("refused").is_none(), "{name}: {answer}");
        answer["data"].clone()
    }

    /// The name of the error with which a call is refused.
    fn refused(&mut self, name: &str, given: Value) -> String {
        let answer = self.call(name, given);
        answer["refused"].as_str().expect("A refusal").to_owned()
    }

    /// The first of these events that tells of something; of some acts of its own the SDK raises one without.
    fn hears(&mut self, event: &str) -> Value {
        loop {
            let told = |heard: &Value| heard["event"] == event && heard["data"].is_object();
            if let Some(at) = self.heard.iter().position(told) {
                return self.heard.remove(at)["data"].clone();
            }
            self.heard.push(self.package.hear(|_| true));
        }
    }

    /// User ids and remarks of the friends.
    fn friends(&mut self) -> Vec<(String, String)> {
        let list = self.does("getFriendListPage", json!([{ "offset": 0, "count": 100 }]));
        let text = |friend: &Value, key: &str| friend[key].as_str().unwrap().to_owned();
        let friends = list.as_array().unwrap().iter();
        friends
            .map(|friend| (text(friend, "userID"), text(friend, "remark")))
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_makes_and_ends_friendships() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let mut alice = Sdk::start(&server, folder.path(), "alice").await;
    let mut bob = Sdk::start(&server, folder.path(), "bob").await;
    let (alice_id, bob_id) = (alice.id.clone(), bob.id.clone());
    let page = json!([{ "offset": 0, "count": 100 }]);
    let ask = json!([{ "toUserID": bob_id, "reqMsg": "it is me" }]);

    assert_eq!(
        alice.refused("addFriend", json!([{ "toUserID": alice_id, "reqMsg": "" }])),
        "CanNotAddYourselfError"
    );
    assert_eq!(
        alice.refused("addFriend", json!([{ "toUserID": "nobody", "reqMsg": "" }])),
        "UserIDNotFoundError"
    );
    alice.does("addFriend", ask.clone());
    let request = bob.hears("OnFriendApplicationAdded");
    assert_eq!(
        (&request["fromUserID"], &request["reqMsg"]),
        (&json!(alice_id), &json!("it is me"))
    );
    let sent = alice.does("getFriendApplicationListAsApplicant", page.clone());
    assert_eq!(
        (&sent[0]["toUserID"], &sent[0]["handleResult"]),
        (&json!(bob_id), &json!(0))
    );

    bob.does(
        "refuseFriendApplication",
        json!([{ "toUserID": alice_id, "handleMsg": "who?" }]),
    );
    assert_eq!(alice.hears("OnFriendApplicationRejected")["handleMsg"], "who?");
    alice.does("addFriend", ask.clone());
    bob.hears("OnFriendApplicationAdded");
    let received = bob.does("getFriendApplicationListAsRecipient", page.clone());
    assert_eq!(received.as_array().unwrap().len(), 1);
    bob.does(
        "acceptFriendApplication",
        json!([{ "toUserID": alice_id, "handleMsg": "" }]),
    );
    assert_eq!(alice.hears("OnFriendApplicationAccepted")["handleResult"], 1);
    assert_eq!(alice.hears("OnFriendAdded")["userID"], json!(bob_id));
    assert_eq!(bob.hears("OnFriendAdded")["userID"], json!(alice_id));
    assert_eq!(alice.friends(), [(bob_id.clone(), String::new())]);
    assert_eq!(alice.refused("addFriend", ask.clone()), "RelationshipAlreadyError");
    let answer = json!([{ "toUserID": alice_id, "handleMsg": "" }]);
    assert_eq!(bob.refused("acceptFriendApplication", answer), "FriendRequestHandled");
    let checked = alice.does("checkFriend", json!([[bob_id, "nobody"]]));
    assert_eq!(checked[0]["result"], 1);
    // The acceptance began their conversation.
    let list = alice.package.ask("list", json!({}));
    assert_eq!(
        (list.as_array().unwrap().len(), &list[0]["showName"]),
        (1, &json!("bob"))
    );

    alice.does(
        "updateFriends",
        json!([{ "friendUserIDs": [bob_id], "remark": "Bobby", "isPinned": true }]),
    );
    assert_eq!(alice.hears("OnFriendInfoChanged")["remark"], "Bobby");
    assert_eq!(alice.friends(), [(bob_id.clone(), "Bobby".to_owned())]);
    let known = alice.does("getSpecifiedFriendsInfo", json!([[bob_id]]));
    assert_eq!(known[0]["remark"], "Bobby");

    alice.does("addBlack", json!([{ "toUserID": bob_id }]));
    assert_eq!(alice.hears("OnBlackAdded")["userID"], json!(bob_id));
    assert_eq!(alice.does("getBlackList", page.clone())[0]["userID"], json!(bob_id));
    alice.does("removeBlack", json!([bob_id]));
    alice.hears("OnBlackDeleted");
    assert_eq!(alice.does("getBlackList", page), json!([]));

    alice.does("deleteFriend", json!([bob_id]));
    alice.hears("OnFriendDeleted");
    assert!(alice.friends().is_empty());
    assert_eq!(bob.friends().len(), 1, "he keeps her");
    alice.package.ask("signOut", json!({}));
    bob.package.ask("signOut", json!({}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_and_our_client_see_what_the_other_does() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (alice, account) = our_client(&server, folder.path(), "alice").await;
    let mut bob = Sdk::start(&server, folder.path(), "bob").await;
    let (alice_id, bob_id) = (user_id(&alice), bob.id.clone());
    let mut events = alice.subscribe();

    alice.add_friend(&account, &bob_id, "it is me").await.unwrap();
    assert_eq!(bob.hears("OnFriendApplicationAdded")["reqMsg"], "it is me");
    bob.does(
        "acceptFriendApplication",
        json!([{ "toUserID": alice_id, "handleMsg": "" }]),
    );
    until(&mut events, |event| {
        matches!(event, Event::Friends { changed, .. } if changed.iter().any(|friend| friend.user.user_id == bob_id))
    })
    .await;
    bob.hears("OnFriendAdded");
    alice.describe_friend(&account, &bob_id, "Bobby", "").await.unwrap();
    assert_eq!(alice.friends(&account).await.unwrap()[0].user.nickname, "Bobby");

    alice.delete_friend(&account, &bob_id, true).await.unwrap();
    assert_eq!(bob.hears("OnFriendDeleted")["userID"], json!(alice_id));
    assert!(bob.friends().is_empty());
    bob.does("addFriend", json!([{ "toUserID": alice_id, "reqMsg": "again?" }]));
    until(&mut events, |event| {
        let waits = |state, mine: bool| state == RequestState::Waiting && !mine;
        matches!(event, Event::FriendRequests { changed, .. } if changed.iter().any(|one| waits(one.state, one.mine)))
    })
    .await;
    alice.answer_friend(&account, &bob_id, true, "yes").await.unwrap();
    while bob.hears("OnFriendApplicationAccepted")["handleMsg"] != "yes" {}

    alice.set_blocked(&account, &bob_id, true).await.unwrap();
    let again = json!([{ "toUserID": alice_id, "reqMsg": "" }]);
    assert_eq!(
        bob.refused("addFriend", again),
        "RelationshipAlreadyError",
        "they are friends still"
    );
    bob.does("deleteFriend", json!([alice_id]));
    let again = json!([{ "toUserID": alice_id, "reqMsg": "" }]);
    assert_eq!(bob.refused("addFriend", again), "BlockedByPeer");
    bob.package.ask("signOut", json!({}));
}
