//! Groups as `@openim/client-sdk` drives them on three devices, with our client beside them.

use client::Client;
use client::error::Code;
use client::view::{AccountId, GroupRole, GroupState, GroupView, MessageState, RequestSide, RequestState};
use serde_json::{Value, json};
use world::process::ServerProcess;

use crate::openim::{WEB, is_text, our_client, shows, until, user_id};
use crate::package::Package;

/// Somebody at OpenIM's SDK.
struct Guest {
    id: String,
    package: Package,
}

impl Guest {
    async fn enter(server: &ServerProcess, folder: &std::path::Path, name: &str) -> Self {
        let (client, account) = our_client(server, &folder.join(name), name).await;
        let id = user_id(&client);
        client.sign_out(&account, false).await.unwrap();
        let token = server.command(&["token", &id, &WEB.to_string()]).unwrap();
        let mut package = Package::start("openim.mjs", &[]);
        let request = json!({ "address": server.address, "userID": id, "token": token.trim(), "platformID": WEB });
        package.ask("signIn", request);
        Self { id, package }
    }

    /// What a call of the SDK gives.
    fn does(&mut self, call: &str, params: Value) -> Value {
        let mut answer = self.package.ask("group", json!({ "call": call, "params": params }));
        assert!(answer.get("refused").is_none(), "{call}: {answer}");
        answer["data"].take()
    }

    /// How the server calls the refusal of a call.
    fn is_refused(&mut self, call: &str, params: Value) -> Value {
        self.package.ask("group", json!({ "call": call, "params": params }))["refused"].take()
    }

    fn hears(&mut self, event: &str) -> Value {
        self.package.hear(|heard| heard["event"] == event)["data"].take()
    }

    fn reads(&mut self, text: &str) {
        self.package
            .hear(|heard| heard["event"] == "message" && heard["text"] == text);
    }
}

async fn says(client: &Client, account: &AccountId, group: &str, text: &str) {
    let conversation = format!("sg_{group}");
    client.send_text(account, &conversation, text).await.unwrap();
}

/// Waits until our client shows the group under this name: it asks for it when it first hears of the group.
async fn named(client: &Client, account: &AccountId, events: &mut client::Subscription, group: &str, name: &str) {
    let conversation = format!("sg_{group}");
    loop {
        let list = client.conversations(account).await.unwrap();
        if list
            .iter()
            .any(|row| row.id == conversation && row.peer.nickname == name)
        {
            return;
        }
        until(events, |_| true).await;
    }
}

/// Waits until our client shows a group as it is wanted.
async fn becomes(
    client: &Client,
    account: &AccountId,
    events: &mut client::Subscription,
    group: &str,
    wanted: impl Fn(&GroupView) -> bool,
) {
    loop {
        let groups = client.groups(account).await.unwrap();
        if groups.iter().any(|view| view.group_id == group && wanted(view)) {
            return;
        }
        until(events, |_| true).await;
    }
}

/// Waits until our client shows somebody in this role; none: not in the group.
async fn leads(
    client: &Client,
    account: &AccountId,
    events: &mut client::Subscription,
    (group, user): (&str, &str),
    role: Option<GroupRole>,
) {
    loop {
        let page = client.group_members(account, group, "", 0, 100).await.unwrap();
        let found = page.members.iter().find(|member| member.user.user_id == user);
        if found.map(|member| member.role) == role {
            return;
        }
        until(events, |_| true).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_makes_changes_and_ends_a_group_that_our_client_is_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (carol, account) = our_client(&server, &folder.path().join("carol"), "carol").await;
    let carol_id = user_id(&carol);
    let mut alice = Guest::enter(&server, folder.path(), "alice").await;
    let mut bob = Guest::enter(&server, folder.path(), "bob").await;
    let mut dave = Guest::enter(&server, folder.path(), "dave").await;
    let mut events = carol.subscribe();

    let wanted = json!({
        "memberUserIDs": [bob.id, carol_id],
        "groupInfo": { "groupName": "海豹 🦭", "groupType": 2 },
    });
    let made = alice.does("createGroup", wanted);
    let group = made["groupID"].as_str().unwrap().to_owned();
    assert_eq!(
        (&made["ownerUserID"], &made["memberCount"]),
        (&json!(alice.id), &json!(3))
    );
    assert_eq!(bob.hears("OnJoinedGroupAdded")["groupID"], json!(group));

    alice
        .package
        .ask("tell", json!({ "group": group, "content": "hello seals" }));
    bob.reads("hello seals");
    until(&mut events, |event| {
        shows(event, |content, _| is_text(content, "hello seals"))
    })
    .await;
    named(&carol, &account, &mut events, &group, "海豹 🦭").await;
    says(&carol, &account, &group, "from our client").await;
    alice.reads("from our client");
    bob.reads("from our client");

    let people = alice.does(
        "getGroupMemberList",
        json!({ "groupID": group, "filter": 0, "offset": 0, "count": 10 }),
    );
    let roles: Vec<_> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["roleLevel"].clone())
        .collect();
    assert_eq!(roles, [json!(100), json!(20), json!(20)]);
    let about = |user: &str, more: Value| {
        let mut params = json!({ "groupID": group, "userID": user });
        params
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        params
    };
    alice.does("setGroupMemberInfo", about(&bob.id, json!({ "roleLevel": 60 })));
    bob.hears("OnGroupMemberInfoChanged");
    let role = Some(GroupRole::Admin);
    leads(&carol, &account, &mut events, (&group, &bob.id), role).await;
    assert_eq!(bob.is_refused("dismissGroup", json!(group)), "NoPermissionError");

    // Silence: of one, of all.
    bob.does(
        "changeGroupMemberMute",
        about(&carol_id, json!({ "mutedSeconds": 600 })),
    );
    says(&carol, &account, &group, "mmm").await;
    until(&mut events, |event| {
        shows(event, |_, state| state == MessageState::Failed { code: Code::Muted })
    })
    .await;
    becomes(&carol, &account, &mut events, &group, |view| view.muted_until > 0).await;
    bob.does("changeGroupMemberMute", about(&carol_id, json!({ "mutedSeconds": 0 })));
    bob.does("changeGroupMute", json!({ "groupID": group, "isMute": true }));
    becomes(&carol, &account, &mut events, &group, |view| {
        view.muted_until == 0 && view.state == GroupState::Muted
    })
    .await;
    says(&carol, &account, &group, "mmm again").await;
    until(&mut events, |event| {
        shows(event, |_, state| {
            state == MessageState::Failed { code: Code::GroupMuted }
        })
    })
    .await;
    bob.does("changeGroupMute", json!({ "groupID": group, "isMute": false }));

    // Applications, refused and accepted.
    let ask = json!({ "groupID": group, "reqMsg": "let me in", "joinSource": 3 });
    let answer = json!({ "groupID": group, "fromUserID": dave.id, "handleMsg": "hm" });
    dave.does("joinGroup", ask.clone());
    bob.hears("OnGroupApplicationAdded");
    let page = json!({ "offset": 0, "count": 10 });
    let received = alice.does("getGroupApplicationListAsRecipient", page.clone());
    assert_eq!(received[0]["reqMsg"], "let me in");
    bob.does("refuseGroupApplication", answer.clone());
    dave.hears("OnGroupApplicationRejected");
    assert_eq!(
        alice.is_refused("acceptGroupApplication", answer.clone()),
        "GroupRequestHandled"
    );
    dave.does("joinGroup", ask);
    alice.does("acceptGroupApplication", answer);
    dave.hears("OnJoinedGroupAdded");
    assert_eq!(
        dave.does("getGroupApplicationListAsApplicant", page)[0]["handleResult"],
        1
    );
    assert_eq!(dave.does("isJoinGroup", json!(group)), json!(true));

    let role = Some(GroupRole::Member);
    leads(&carol, &account, &mut events, (&group, &dave.id), role).await;

    // A new name, in the SDK and in ours.
    alice.does("setGroupInfo", json!({ "groupID": group, "groupName": "Walruses" }));
    dave.package
        .hear(|heard| heard["event"] == "OnGroupInfoChanged" && heard["data"]["groupName"] == "Walruses");
    named(&carol, &account, &mut events, &group, "Walruses").await;

    // Out and in again.
    let whom = |id: &str| json!({ "groupID": group, "reason": "", "userIDList": [id] });
    bob.does("kickGroupMember", whom(&dave.id));
    dave.hears("OnJoinedGroupDeleted");
    leads(&carol, &account, &mut events, (&group, &dave.id), None).await;
    assert_eq!(
        dave.does("getJoinedGroupListPage", json!({ "offset": 0, "count": 10 })),
        json!([])
    );
    bob.does("inviteUserToGroup", whom(&dave.id));
    dave.hears("OnJoinedGroupAdded");
    let some = json!({ "groupID": group, "userIDList": [dave.id, carol_id] });
    assert_eq!(
        alice
            .does("getSpecifiedGroupMembersInfo", some.clone())
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(alice.does("getUsersInGroup", some).as_array().unwrap().len(), 2);

    // The owner hands it over and goes; the next one ends it.
    assert_eq!(alice.is_refused("quitGroup", json!(group)), "NoPermissionError");
    alice.does(
        "transferGroupOwner",
        json!({ "groupID": group, "newOwnerUserID": bob.id }),
    );
    alice.does("quitGroup", json!(group));
    alice.hears("OnJoinedGroupDeleted");
    let info = bob.does("getSpecifiedGroupsInfo", json!([group]));
    assert_eq!(
        (&info[0]["ownerUserID"], &info[0]["memberCount"]),
        (&json!(bob.id), &json!(3))
    );
    becomes(&carol, &account, &mut events, &group, |view| {
        view.owner_id == bob.id && view.members == 3
    })
    .await;
    bob.does("dismissGroup", json!(group));
    becomes(&carol, &account, &mut events, &group, |view| {
        view.role.is_none() && view.state == GroupState::Dismissed
    })
    .await;
    dave.hears("OnGroupDismissed");
    says(&carol, &account, &group, "anybody?").await;
    until(&mut events, |event| {
        let ended = MessageState::Failed {
            code: Code::GroupDismissed,
        };
        shows(event, |_, state| state == ended)
    })
    .await;
    for mut guest in [alice, bob, dave] {
        guest.package.ask("signOut", json!({}));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_sees_what_our_client_does_with_a_group() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (carol, account) = our_client(&server, &folder.path().join("carol"), "carol").await;
    let mut alice = Guest::enter(&server, folder.path(), "alice").await;
    let mut bob = Guest::enter(&server, folder.path(), "bob").await;
    let mut events = carol.subscribe();

    let made = carol
        .create_group(&account, "Seals", vec![alice.id.clone()], "")
        .await
        .unwrap();
    let group = made.group.group_id.as_str();
    assert_eq!(alice.hears("OnJoinedGroupAdded")["groupID"], json!(group));

    let ask = json!({ "groupID": group, "reqMsg": "let me in", "joinSource": 3 });
    bob.does("joinGroup", ask);
    loop {
        let requests = carol.group_requests(&account).await.unwrap();
        let asked = requests.iter().find(|one| one.user.user_id == bob.id);
        if asked.is_some_and(|one| one.side == RequestSide::Leading && one.state == RequestState::Waiting) {
            break;
        }
        until(&mut events, |_| true).await;
    }
    carol
        .answer_group_request(&account, group, &bob.id, true, "")
        .await
        .unwrap();
    bob.hears("OnJoinedGroupAdded");

    let change = client::view::GroupChange {
        name: Some("Walruses".into()),
        ..client::view::GroupChange::default()
    };
    carol.set_group(&account, group, change).await.unwrap();
    bob.package
        .hear(|heard| heard["event"] == "OnGroupInfoChanged" && heard["data"]["groupName"] == "Walruses");
    carol.set_group_admin(&account, group, &alice.id, true).await.unwrap();
    alice.hears("OnGroupMemberInfoChanged");
    carol.mute_member(&account, group, &bob.id, 600).await.unwrap();
    let people = json!({ "groupID": group, "filter": 0, "offset": 0, "count": 10 });
    let people = alice.does("getGroupMemberList", people);
    let muted = |one: &&Value| one["userID"] == json!(bob.id);
    let muted = people.as_array().unwrap().iter().find(muted).unwrap();
    assert!(muted["muteEndTime"].as_i64().unwrap() > 0, "{muted}");
    carol
        .remove_from_group(&account, group, vec![bob.id.clone()])
        .await
        .unwrap();
    bob.hears("OnJoinedGroupDeleted");
    carol.transfer_group(&account, group, &alice.id).await.unwrap();
    let info = alice.does("getSpecifiedGroupsInfo", json!([group]));
    assert_eq!(
        (&info[0]["ownerUserID"], &info[0]["memberCount"]),
        (&json!(alice.id), &json!(2))
    );
    carol.leave_group(&account, group).await.unwrap();
    let left = alice.does("getSpecifiedGroupsInfo", json!([group]));
    assert_eq!(left[0]["memberCount"], 1);
    for mut guest in [alice, bob] {
        guest.package.ask("signOut", json!({}));
    }
}
