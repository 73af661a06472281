//! Groups as OpenIM's clients change them, and what the devices of the others hear of it.

mod asked;
mod listed;

use std::time::Duration;

use protocol::content::{self, session};
use protocol::frame;
use protocol::pb::{MsgData, SendMsgResp};
use serde_json::{Value, json};

use super::{LINUX, code};
use crate::testing::{Device, World};

/// What a device hears: type, whether as a notice, and whether it was stored.
type Heard = (i32, bool, bool);

/// Everything until nothing more comes, with its details.
async fn heard(device: &mut Device) -> Vec<(Heard, String, Value)> {
    let mut all = Vec::new();
    let moment = Duration::from_secs(1);
    while let Ok((id, notice, message)) = tokio::time::timeout(moment, device.pushed_message()).await {
        let content: Value = serde_json::from_slice(&message.content).unwrap();
        let detail = content["detail"].as_str().unwrap_or("null");
        let detail = serde_json::from_str(detail).unwrap();
        all.push(((message.content_type, notice, message.seq > 0), id, detail));
    }
    all
}

async fn kinds(device: &mut Device) -> Vec<Heard> {
    heard(device).await.into_iter().map(|(kind, ..)| kind).collect()
}

/// A notice for the lists of those online, and a line in the thread.
fn told_and_kept(kind: i32) -> Vec<Heard> {
    vec![(kind, true, false), (kind, false, true)]
}

/// Alice's group with Bob as its admin and Carol.
async fn made(world: &mut World) -> String {
    world.users(&["alice", "bob", "carol", "dave", "eve"]).await;
    let token = world.token("alice", LINUX).await;
    let request = json!({
        "ownerUserID": "alice", "adminUserIDs": ["bob"], "memberUserIDs": ["carol"],
        "groupInfo": { "groupName": "Seals", "groupType": 2, "notification": "long ago" },
    });
    let answer = world.post("/group/create_group", &token, request).await;
    assert_eq!(code(&answer), 0, "{answer}");
    let info = &answer["data"]["groupInfo"];
    assert_eq!(
        (&info["ownerUserID"], &info["memberCount"]),
        (&json!("alice"), &json!(3))
    );
    info["groupID"].as_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn every_change_is_told_to_those_who_are_there_and_kept_where_a_line_shows_it() {
    let mut world = World::start().await;
    let mut carol = {
        world.users(&["zoe"]).await;
        let group = made(&mut world).await;
        (world.dial("carol", LINUX).await, group)
    };
    let group = carol.1.clone();
    let alice = world.token("alice", LINUX).await;
    let about = |more: Value| {
        let mut body = json!({ "groupID": group });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let member = |more: Value| {
        let mut member = json!({ "groupID": group, "userID": "bob" });
        member
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "members": [member] })
    };
    let only = |kind: i32| vec![(kind, true, false)];
    for (call, body, expected) in [
        (
            "set_group_info_ex",
            about(json!({ "groupName": "Walruses" })),
            told_and_kept(1520),
        ),
        (
            "set_group_info_ex",
            about(json!({ "notification": "Fish!" })),
            // And each one's row has a mark now.
            [told_and_kept(1519), only(1300)].concat(),
        ),
        (
            "set_group_info_ex",
            about(json!({ "introduction": "We swim" })),
            only(1502),
        ),
        ("set_group_info_ex", about(json!({ "introduction": "We swim" })), vec![]),
        (
            "set_group_info",
            json!({ "groupInfoForSet": about(json!({ "ex": "x" })) }),
            only(1502),
        ),
        (
            "invite_user_to_group",
            about(json!({ "invitedUserIDs": ["dave"] })),
            told_and_kept(1509),
        ),
        (
            "invite_user_to_group",
            about(json!({ "invitedUserIDs": ["dave"] })),
            vec![],
        ),
        (
            "mute_group_member",
            about(json!({ "userID": "dave", "mutedSeconds": 9 })),
            told_and_kept(1512),
        ),
        (
            "cancel_mute_group_member",
            about(json!({ "userID": "dave" })),
            told_and_kept(1513),
        ),
        ("mute_group", about(json!({})), told_and_kept(1514)),
        ("cancel_mute_group", about(json!({})), told_and_kept(1515)),
        (
            "set_group_member_info",
            member(json!({ "nickname": "Bobby" })),
            only(1516),
        ),
        ("set_group_member_info", member(json!({ "roleLevel": 20 })), only(1518)),
        ("set_group_member_info", member(json!({ "roleLevel": 60 })), only(1517)),
        (
            "kick_group",
            about(json!({ "kickedUserIDs": ["dave"], "sendMessage": false })),
            only(1508),
        ),
        (
            "kick_group",
            about(json!({ "kickedUserIDs": ["carol"] })),
            told_and_kept(1508),
        ),
        (
            "set_group_info_ex",
            about(json!({ "groupName": "Without Carol" })),
            vec![],
        ),
    ] {
        let shown = body.to_string();
        let answer = world.post(&format!("/group/{call}"), &alice, body).await;
        assert_eq!(code(&answer), 0, "{call} {shown}: {answer}");
        assert_eq!(kinds(&mut carol.0).await, expected, "{call} {shown}");
    }
    let mut bob = world.dial("bob", LINUX).await;
    for (call, body, expected) in [
        (
            "transfer_group",
            about(json!({ "oldOwnerUserID": "alice", "newOwnerUserID": "bob" })),
            told_and_kept(1507),
        ),
        ("quit_group", about(json!({ "userID": "alice" })), told_and_kept(1504)),
    ] {
        assert_eq!(
            code(&world.post(&format!("/group/{call}"), &alice, body).await),
            0,
            "{call}"
        );
        assert_eq!(kinds(&mut bob).await, expected, "{call}");
    }
    let bobs = world.token("bob", LINUX).await;
    let dismiss = about(json!({ "deleteMember": true }));
    assert_eq!(code(&world.post("/group/dismiss_group", &bobs, dismiss).await), 0);
    assert_eq!(kinds(&mut bob).await, told_and_kept(1511));
}

#[tokio::test(start_paused = true)]
async fn a_mention_of_everybody_reaches_the_lists_of_those_who_are_there() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let (mut alice, mut carol) = (world.dial("alice", LINUX).await, world.dial("carol", LINUX).await);
    let message = MsgData {
        recv_id: String::new(),
        group_id: group.clone(),
        session_type: session::GROUP,
        at_user_id_list: vec![content::AT_ALL.to_owned()],
        ..alice.text("", "m1", "all of you")
    };
    let _: SendMsgResp = alice.ask(frame::SEND, &message).await;
    assert_eq!(kinds(&mut carol).await, [(101, false, true), (1300, true, false)]);
    assert_eq!(kinds(&mut alice).await, [(101, false, true)]);
    let token = world.token("carol", LINUX).await;
    let mine = json!({ "ownerUserID": "carol", "conversationIDs": [format!("sg_{group}")] });
    let row = world.post("/conversation/get_conversations", &token, mine).await;
    assert_eq!(row["data"]["conversations"][0]["groupAtType"], 2);
}

#[tokio::test(start_paused = true)]
async fn a_notice_carries_what_a_list_needs_to_follow_and_its_line_is_lean() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let (alice, carol) = (world.token("alice", LINUX).await, world.token("carol", LINUX).await);
    let known = json!({ "groupID": group });
    let before = world.post("/group/get_incremental_group_members", &carol, known).await["data"].clone();
    let mut device = world.dial("carol", LINUX).await;
    let invite = json!({ "groupID": group, "invitedUserIDs": ["dave"], "reason": "" });
    assert_eq!(
        code(&world.post("/group/invite_user_to_group", &alice, invite).await),
        0
    );
    let told = heard(&mut device).await;
    let [(_, hidden, notice), (_, thread, line)] = told.as_slice() else {
        panic!("a notice and a line: {told:?}");
    };
    assert_eq!((hidden, thread), (&format!("n_{group}"), &format!("sg_{group}")));
    assert_eq!(notice["invitedUserList"][0]["userID"], "dave");
    assert_eq!(notice["opUser"]["userID"], "alice");
    assert_eq!(
        (&notice["group"]["memberCount"], &notice["group"]["notification"]),
        (&json!(4), &json!("long ago"))
    );
    assert_eq!(line["group"]["notification"], "");
    assert_eq!(line["invitedUserList"], notice["invitedUserList"]);
    // One member is one version, so that the list follows without a request.
    assert_eq!(notice["groupMemberVersionID"], before["versionID"]);
    assert_eq!(notice["groupMemberVersion"], before["version"].as_u64().unwrap() + 1);
}

#[tokio::test(start_paused = true)]
async fn a_request_reaches_those_who_answer_it_and_its_answer_who_made_it() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let (bobs, eves) = (world.token("bob", LINUX).await, world.token("eve", LINUX).await);
    let (mut bob, mut carol, mut eve) = (
        world.dial("bob", LINUX).await,
        world.dial("carol", LINUX).await,
        world.dial("eve", LINUX).await,
    );
    let ask = json!({ "groupID": group, "reqMessage": "let me in", "joinSource": 3, "inviterUserID": "eve" });
    assert_eq!(code(&world.post("/group/join_group", &eves, ask.clone()).await), 0);
    let told = heard(&mut bob).await;
    assert_eq!(told[0].0, (1503, true, false));
    assert_eq!(
        (&told[0].2["applicant"]["userID"], &told[0].2["reqMsg"]),
        (&json!("eve"), &json!("let me in"))
    );
    assert_eq!(kinds(&mut eve).await, [(1503, true, false)]);
    assert_eq!(kinds(&mut carol).await, []);
    let page = json!({ "pageNumber": 1, "showNumber": 10 });
    let received = json!({ "fromUserID": "bob", "pagination": page, "handleResults": [0] });
    let received = world
        .post("/group/get_recv_group_applicationList", &bobs, received)
        .await;
    assert_eq!(received["data"]["groupRequests"][0]["userInfo"]["nickname"], "EVE");
    let one = json!({ "groupID": group, "userID": "eve" });
    let of_eve = world
        .post("/group/get_specified_user_group_request_info", &eves, one.clone())
        .await;
    assert_eq!(of_eve["data"]["total"], 1);
    let carols = world.token("carol", LINUX).await;
    assert_eq!(
        code(
            &world
                .post("/group/get_specified_user_group_request_info", &carols, one)
                .await
        ),
        1002
    );
    let some = json!({ "groupID": group, "userIDs": ["eve", "dave"] });
    let some = world
        .post("/group/get_group_users_req_application_list", &bobs, some)
        .await;
    assert_eq!(some["data"]["total"], 1);
    let count = json!({ "userID": "bob", "time": 0 });
    let count = world
        .post("/group/get_group_application_unhandled_count", &bobs, count)
        .await;
    assert_eq!(count["data"]["count"], 1);
    let answer =
        |result: i32| json!({ "groupID": group, "fromUserID": "eve", "handledMsg": "hm", "handleResult": result });
    assert_eq!(
        code(&world.post("/group/group_application_response", &bobs, answer(-1)).await),
        0
    );
    let told = heard(&mut eve).await;
    assert_eq!((told[0].0, &told[0].2["receiverAs"]), ((1506, true, false), &json!(0)));
    assert_eq!(
        code(&world.post("/group/group_application_response", &bobs, answer(1)).await),
        1206
    );
    assert_eq!(code(&world.post("/group/join_group", &eves, ask).await), 0);
    let (_, _) = (heard(&mut bob).await, heard(&mut eve).await);
    assert_eq!(
        code(&world.post("/group/group_application_response", &bobs, answer(1)).await),
        0
    );
    let mut entered = vec![(1505, true, false)];
    entered.extend(told_and_kept(1510));
    assert_eq!(kinds(&mut eve).await, entered);
    assert_eq!(kinds(&mut bob).await, entered);
    assert_eq!(kinds(&mut carol).await, told_and_kept(1510));
    let sent = json!({ "userID": "eve", "pagination": page });
    let sent = world
        .post("/group/get_user_req_group_applicationList", &eves, sent)
        .await;
    assert_eq!(sent["data"]["groupRequests"][0]["handleResult"], 1);
}
