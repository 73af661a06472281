//! Friends, groups, black lists and their version logs, from rows that are put into the store.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Request;
use http_body_util::Full;
use prost::Message as _;
use protocol::pb::{GetActiveConversationsReq, GetActiveConversationsResp};
use serde_json::json;

use super::{LINUX, code};
use crate::im::Failure;
use crate::store::friend_requests::NewRequest;
use crate::store::friends::NewFriend;
use crate::store::group_members::Member;
use crate::store::groups::Group;
use crate::store::versions::{Change, List};
use crate::store::{blacks, friend_requests, friends, group_members, groups, users};
use crate::testing::World;

/// Puts rows into the store, as the calls that write them will.
async fn relate(world: &World) {
    let im = world.im();
    world
        .im()
        .db
        .write(move |tx| {
            let row = |id: &str| users::row_of(tx, id).unwrap().unwrap();
            let (alice, bob, carol) = (row("alice"), row("bob"), row("carol"));
            friends::insert(
                tx,
                alice,
                bob,
                &NewFriend {
                    remark: "Bobby",
                    created: 1,
                    ..NewFriend::default()
                },
            )?;
            blacks::insert(tx, alice, carol, "alice", "", 2)?;
            let please = NewRequest {
                req_msg: "please",
                created: 3,
                ..NewRequest::default()
            };
            friend_requests::insert(tx, carol, alice, &please)?;
            let group = Group {
                group_id: "77".into(),
                name: "Seals".into(),
                ..Group::default()
            };
            let group = groups::insert(tx, &group)?;
            for (user, role, joined) in [(alice, 100, 1), (bob, 20, 2)] {
                group_members::insert(
                    tx,
                    group,
                    &Member {
                        user,
                        role,
                        joined,
                        ..Member::default()
                    },
                )?;
                im.note(tx, List::JoinedGroups, user, "77", Change::Insert)?;
            }
            im.note(tx, List::Members, group, "bob", Change::Insert)?;
            im.note(tx, List::Friends, alice, "bob", Change::Insert)?;
            Ok::<_, Failure>(())
        })
        .await
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn relations_and_groups_are_read_from_the_store() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    relate(&world).await;
    let (token, carols) = (world.token("alice", LINUX).await, world.token("carol", LINUX).await);
    let page = json!({ "pageNumber": 1, "showNumber": 100 });
    let friends = world
        .post(
            "/friend/get_friend_list",
            &token,
            json!({ "userID": "alice", "pagination": page }),
        )
        .await;
    assert_eq!(
        (&friends["data"]["total"], &friends["data"]["friendsInfo"][0]["remark"]),
        (&json!(1), &json!("Bobby"))
    );
    assert_eq!(friends["data"]["friendsInfo"][0]["friendUser"]["nickname"], "BOB");
    let blacks = world
        .post(
            "/friend/get_black_list",
            &token,
            json!({ "userID": "alice", "pagination": page }),
        )
        .await;
    assert_eq!(blacks["data"]["blacks"][0]["blackUserInfo"]["userID"], "carol");
    let asked = json!({ "userID": "alice", "pagination": page, "handleResults": [0] });
    let requests = world.post("/friend/get_friend_apply_list", &token, asked).await;
    assert_eq!(requests["data"]["FriendRequests"][0]["reqMsg"], "please");
    let mine = world
        .post(
            "/friend/is_friend",
            &token,
            json!({ "userID1": "alice", "userID2": "bob" }),
        )
        .await;
    assert_eq!(
        (&mine["data"]["inUser1Friends"], &mine["data"]["inUser2Friends"]),
        (&json!(true), &json!(false))
    );
    let joined = world
        .post(
            "/group/get_joined_group_list",
            &token,
            json!({ "fromUserID": "alice", "pagination": page }),
        )
        .await;
    let group = &joined["data"]["groups"][0];
    assert_eq!(
        (&group["groupName"], &group["ownerUserID"], &group["memberCount"]),
        (&json!("Seals"), &json!("alice"), &json!(2))
    );
    let members = json!({ "groupID": "77", "pagination": page });
    let listed = world
        .post("/group/get_group_member_list", &token, members.clone())
        .await;
    let roles: Vec<_> = listed["data"]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| &member["roleLevel"])
        .collect();
    assert_eq!(roles, [100, 20]);
    assert_eq!(
        code(&world.post("/group/get_group_member_list", &carols, members).await),
        1203
    );
    assert_eq!(
        code(
            &world
                .post(
                    "/friend/get_friend_list",
                    &carols,
                    json!({ "userID": "alice", "pagination": page })
                )
                .await
        ),
        1002
    );
}

#[tokio::test(start_paused = true)]
async fn lists_are_followed_by_version() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    let token = world.token("alice", LINUX).await;
    let first = world
        .post("/friend/get_incremental_friends", &token, json!({ "userID": "alice" }))
        .await["data"]
        .clone();
    assert_eq!((&first["full"], &first["version"]), (&json!(true), &json!(1)));
    assert_eq!(first["versionID"].as_str().unwrap().len(), 24);
    relate(&world).await;
    let known = json!({ "userID": "alice", "versionID": first["versionID"], "version": first["version"] });
    let then = world.post("/friend/get_incremental_friends", &token, known).await["data"].clone();
    assert_eq!((&then["full"], &then["version"]), (&json!(false), &json!(2)));
    assert_eq!(then["insert"][0]["friendUser"]["userID"], "bob");
    let same = json!({ "userID": "alice", "versionID": first["versionID"], "version": 2 });
    let same = world.post("/friend/get_incremental_friends", &token, same).await["data"].clone();
    assert_eq!((&same["full"], &same["insert"]), (&json!(false), &json!([])));
    let foreign = json!({ "userID": "alice", "versionID": "0".repeat(24), "version": 2 });
    assert_eq!(
        world.post("/friend/get_incremental_friends", &token, foreign).await["data"]["full"],
        true
    );
    let ids = world
        .post(
            "/friend/get_full_friend_user_ids",
            &token,
            json!({ "userID": "alice", "idHash": 1 }),
        )
        .await;
    assert_eq!(
        (&ids["data"]["equal"], &ids["data"]["userIDs"]),
        (&json!(false), &json!(["bob"]))
    );
    let hash = protocol::rest::versioned::id_hash(&["bob".to_owned()]);
    let ids = world
        .post(
            "/friend/get_full_friend_user_ids",
            &token,
            json!({ "userID": "alice", "idHash": hash }),
        )
        .await;
    assert_eq!(ids["data"]["equal"], true);
    let batch = json!({ "userID": "alice", "reqList": [{ "groupID": "77" }, { "groupID": "none" }] });
    let batch = world
        .post("/group/get_incremental_group_members_batch", &token, batch)
        .await;
    assert_eq!(batch["data"]["respList"]["77"]["group"]["groupName"], "Seals");
    assert_eq!(batch["data"]["respList"].as_object().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn conversations_appear_for_both_with_the_first_message() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let bobs = world.token("bob", LINUX).await;
    let first = world
        .post(
            "/conversation/get_incremental_conversations",
            &bobs,
            json!({ "userID": "bob" }),
        )
        .await;
    let mut alice = world.dial("alice", LINUX).await;
    alice.say("bob", "m1", "hello").await;
    alice.say("bob", "m2", "again").await;
    let data = &first["data"];
    let known = json!({ "userID": "bob", "versionID": data["versionID"], "version": data["version"] });
    let then = world
        .post("/conversation/get_incremental_conversations", &bobs, known)
        .await;
    assert_eq!(
        (&then["data"]["full"], &then["data"]["version"]),
        (&json!(false), &json!(2))
    );
    assert_eq!(then["data"]["insert"][0]["conversationID"], "si_alice_bob");
    let hash = protocol::rest::versioned::id_hash(&["si_alice_bob".to_owned()]);
    for (hash, equal, ids) in [(1, false, json!(["si_alice_bob"])), (hash, true, json!([]))] {
        let asked = json!({ "userID": "bob", "idHash": hash });
        let told = world
            .post("/conversation/get_full_conversation_ids", &bobs, asked)
            .await;
        assert_eq!(told["data"]["equal"], equal);
        assert_eq!(
            (&told["data"]["version"], &told["data"]["conversationIDs"]),
            (&json!(2), &ids)
        );
    }
    let page = json!({ "userID": "bob", "pagination": { "pageNumber": 1, "showNumber": 300 } });
    let all = world
        .post("/conversation/get_owner_conversation", &bobs, page.clone())
        .await;
    assert_eq!(
        (&all["data"]["total"], &all["data"]["conversations"][0]["userID"]),
        (&json!(1), &json!("alice"))
    );
    let sorted = world
        .post("/conversation/get_sorted_conversation_list", &bobs, page)
        .await;
    assert_eq!(sorted["data"]["unreadTotal"], 2);
    assert_eq!(sorted["data"]["conversationElems"][0]["msgInfo"]["clientMsgID"], "m2");
    let request = GetActiveConversationsReq {
        owner_user_id: "bob".into(),
        count: 20,
    };
    let request = Request::post("/api/jssdk/get_active_conversations")
        .header("host", "localhost")
        .header("operationID", "test")
        .header("token", &bobs)
        .header("content-type", "application/x-protobuf")
        .body(Full::from(request.encode_to_vec()))
        .unwrap();
    let answer = world.http(request).await;
    let answer: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    let data = STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
    let active = GetActiveConversationsResp::decode(&*data).unwrap();
    assert_eq!(active.unread_count, 2);
    let row = &active.conversations[0];
    assert_eq!(
        (row.max_seq, row.read_seq, row.last_msg.as_ref().unwrap().seq),
        (2, 0, 2)
    );
    assert_eq!(row.user.as_ref().unwrap().nickname, "ALICE");
}

#[tokio::test(start_paused = true)]
async fn a_group_of_the_store_can_be_written_to() {
    let mut world = World::start().await;
    world.users(&["alice", "bob", "carol"]).await;
    relate(&world).await;
    let mut alice = world.dial("alice", LINUX).await;
    let mut bob = world.dial("bob", LINUX).await;
    let mut carol = world.dial("carol", LINUX).await;
    let message = protocol::pb::MsgData {
        group_id: "77".into(),
        session_type: 3,
        ..alice.text("", "g1", "all")
    };
    let _: protocol::pb::SendMsgResp = alice.ask(protocol::frame::SEND, &message).await;
    for device in [&mut alice, &mut bob] {
        let (id, _, message) = device.pushed_message().await;
        assert_eq!((id.as_str(), message.seq), ("sg_77", 1));
    }
    let outside = protocol::pb::MsgData {
        send_id: "carol".into(),
        ..message
    };
    let refused = carol.request(protocol::frame::SEND, outside.encode_to_vec()).await;
    assert_eq!(refused.err_code, 1203);
    assert!(carol.quiet().await);
}
