//! What is asked of a group, and who may ask it.

use super::*;

#[tokio::test(start_paused = true)]
async fn members_are_paged_filtered_and_found_by_name() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let token = world.token("carol", LINUX).await;
    let mut asked = async |filter: i32, keyword: &str, page: i32, show: i32| {
        let request = json!({
            "groupID": group, "filter": filter, "keyword": keyword,
            "pagination": { "pageNumber": page, "showNumber": show },
        });
        let answer = world.post("/group/get_group_member_list", &token, request).await;
        let members = answer["data"]["members"].as_array().unwrap().iter();
        let members: Vec<_> = members
            .map(|member| member["userID"].as_str().unwrap().to_owned())
            .collect();
        (members, answer["data"]["total"].as_i64().unwrap())
    };
    let words = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(asked(0, "", 1, 2).await, (words(&["alice", "bob"]), 3));
    assert_eq!(asked(0, "", 2, 2).await, (words(&["carol"]), 3));
    for (filter, ids) in [
        (1, &["alice"][..]),
        (2, &["bob"]),
        (3, &["carol"]),
        (4, &["bob", "carol"]),
        (5, &["alice", "bob"]),
    ] {
        assert_eq!(asked(filter, "", 1, 9).await, (words(ids), ids.len() as i64));
    }
    // A part of the name, in either case; a user ID as a whole; no sign means anything else than itself.
    assert_eq!(asked(0, "aro", 1, 9).await.0, ["carol"]);
    assert_eq!(asked(0, "bob", 1, 9).await.0, ["bob"]);
    assert_eq!(asked(0, "%", 1, 9).await, (vec![], 0));
    let ids = json!({ "groupID": group });
    let ids = world.post("/group/get_group_member_user_id", &token, ids).await;
    assert_eq!(ids["data"]["userIDs"], json!(["alice", "bob", "carol"]));
    let some = json!({ "groupID": group, "userIDs": ["bob", "nobody", "eve"] });
    let some = world.post("/group/get_group_members_info", &token, some).await;
    assert_eq!(some["data"]["members"].as_array().unwrap().len(), 1);
    let stranger = world.token("eve", LINUX).await;
    for call in [
        "get_group_member_user_id",
        "get_group_members_info",
        "get_incremental_group_members",
    ] {
        let answer = world
            .post(&format!("/group/{call}"), &stranger, json!({ "groupID": group }))
            .await;
        assert_eq!(code(&answer), 1203, "{call}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_openims_groups_lack_is_asked_beside_them() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let (alice, carol) = (world.token("alice", LINUX).await, world.token("carol", LINUX).await);
    let of = json!({ "groupID": group });
    assert_eq!(
        world.post("/ext/groups/extras", &carol, of.clone()).await["data"]["history"],
        true
    );
    let off = json!({ "groupID": group, "history": false });
    assert_eq!(
        code(&world.post("/ext/groups/extras/set", &carol, off.clone()).await),
        1002
    );
    assert_eq!(code(&world.post("/api/ext/groups/extras/set", &alice, off).await), 0);
    assert_eq!(
        world.post("/ext/groups/extras", &carol, of.clone()).await["data"]["history"],
        false
    );
    let quit = json!({ "groupID": group, "userID": "carol" });
    assert_eq!(code(&world.post("/group/quit_group", &carol, quit).await), 0);
    let departed = json!({ "groupID": group, "pagination": { "pageNumber": 1, "showNumber": 10 } });
    let departed = world.post("/ext/groups/departed", &alice, departed).await;
    let carol_left = &departed["data"]["departed"][0];
    assert_eq!(
        (&carol_left["nickname"], &carol_left["removedBy"]),
        (&json!("CAROL"), &json!(""))
    );
    assert_eq!(code(&world.post("/ext/groups/extras", &carol, of).await), 1203);
}

#[tokio::test(start_paused = true)]
async fn an_administrator_acts_for_nobodys_role() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let secret = world.server.apps().default_app().secret();
    let body = json!({ "secret": secret, "userID": "imAdmin" });
    let admin = world.post("/auth/get_admin_token", "", body).await["data"]["token"].clone();
    let admin = admin.as_str().unwrap().to_owned();
    for (call, body) in [
        (
            "invite_user_to_group",
            json!({ "groupID": group, "invitedUserIDs": ["dave"] }),
        ),
        ("quit_group", json!({ "groupID": group, "userID": "dave" })),
        ("kick_group", json!({ "groupID": group, "kickedUserIDs": ["bob"] })),
        (
            "create_group",
            json!({ "ownerUserID": "eve", "groupInfo": { "groupName": "Eve's", "groupType": 2, "groupID": "77" } }),
        ),
        ("dismiss_group", json!({ "groupID": "77" })),
    ] {
        let answer = world.post(&format!("/group/{call}"), &admin, body).await;
        assert_eq!(code(&answer), 0, "{call}: {answer}");
    }
    let token = world.token("carol", LINUX).await;
    let quits = json!({ "groupID": group, "userID": "alice" });
    assert_eq!(code(&world.post("/group/quit_group", &token, quits).await), 1002);
}
