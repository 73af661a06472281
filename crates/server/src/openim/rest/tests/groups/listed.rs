//! Groups as whoever runs the server lists them, and by what others know that their copy of a list is right.

use serde_json::{Value, json};

use super::super::{LINUX, code};
use super::made;
use crate::testing::World;

async fn admin(world: &mut World) -> String {
    let secret = world.server.apps().default_app().secret();
    let body = json!({ "secret": secret, "userID": "imAdmin" });
    let admin = world.post("/auth/get_admin_token", "", body).await["data"]["token"].clone();
    admin.as_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn an_administrator_lists_all_groups_and_nobody_else_does() {
    let mut world = World::start().await;
    let first = made(&mut world).await;
    let admin = admin(&mut world).await;
    let carol = world.token("carol", LINUX).await;
    for (id, name) in [("77", "Grey seals"), ("78", "100% walruses")] {
        let info = json!({ "groupName": name, "groupType": 2, "groupID": id });
        let body = json!({ "ownerUserID": "eve", "memberUserIDs": ["dave"], "groupInfo": info });
        assert_eq!(code(&world.post("/group/create_group", &admin, body).await), 0);
    }
    let page = |number: i32, show: i32| json!({ "pageNumber": number, "showNumber": show });
    for (asked, total, ids) in [
        (json!({ "pagination": page(1, 10) }), 3, vec!["78", "77", &first]),
        (json!({ "pagination": page(2, 2) }), 3, vec![&*first]),
        (
            json!({ "pagination": page(1, 10), "groupName": "SEALS" }),
            2,
            vec!["77", &first],
        ),
        (json!({ "pagination": page(1, 10), "groupName": "%" }), 1, vec!["78"]),
        (json!({ "pagination": page(1, 10), "groupID": "77" }), 1, vec!["77"]),
        (json!({ "pagination": page(1, 10), "groupID": "none" }), 0, vec![]),
    ] {
        let answer = world.post("/group/get_groups", &admin, asked.clone()).await;
        let groups = answer["data"]["groups"].as_array().unwrap();
        let listed: Vec<_> = groups
            .iter()
            .map(|one| one["groupInfo"]["groupID"].as_str().unwrap())
            .collect();
        assert_eq!((&answer["data"]["total"], listed), (&json!(total), ids), "{asked}");
    }
    let one = json!({ "pagination": page(1, 1), "groupID": first });
    let answer = world.post("/group/get_groups", &admin, one.clone()).await;
    let one_of = &answer["data"]["groups"][0];
    assert_eq!(
        (
            &one_of["groupOwnerUserID"],
            &one_of["groupOwnerUserName"],
            &one_of["groupInfo"]["memberCount"]
        ),
        (&json!("alice"), &json!("ALICE"), &json!(3))
    );
    assert_eq!(code(&world.post("/group/get_groups", &carol, one).await), 1002);
    let no_page = world.post("/group/get_groups", &admin, json!({})).await;
    assert_eq!(code(&no_page), 1001);
    let end = json!({ "groupID": "77" });
    assert_eq!(code(&world.post("/group/dismiss_group", &admin, end).await), 0);
    let all = world
        .post("/group/get_groups", &admin, json!({ "pagination": page(1, 10) }))
        .await;
    assert_eq!(all["data"]["total"], 2, "one that ended is not listed");
}

#[tokio::test(start_paused = true)]
async fn a_copy_of_a_groups_members_is_right_as_long_as_its_number_is() {
    let mut world = World::start().await;
    let group = made(&mut world).await;
    let alice = world.token("alice", LINUX).await;
    async fn told(world: &mut World, token: &str, group: &str) -> Value {
        let body = json!({ "groupIDs": [group] });
        let answer = world.post("/group/get_group_abstract_info", token, body).await;
        assert_eq!(code(&answer), 0, "{answer}");
        answer["data"]["groupAbstractInfos"][0].clone()
    }
    let before = told(&mut world, &alice, &group).await;
    assert_eq!(
        (&before["groupID"], &before["groupMemberNumber"]),
        (&json!(group), &json!(3))
    );
    assert!(before["groupMemberListHash"].is_u64());
    assert_eq!(told(&mut world, &alice, &group).await, before);
    let mute = json!({ "groupID": group, "userID": "carol", "mutedSeconds": 60 });
    assert_eq!(code(&world.post("/group/mute_group_member", &alice, mute).await), 0);
    let muted = told(&mut world, &alice, &group).await;
    assert_ne!(muted["groupMemberListHash"], before["groupMemberListHash"]);
    let invite = json!({ "groupID": group, "invitedUserIDs": ["dave"] });
    assert_eq!(
        code(&world.post("/group/invite_user_to_group", &alice, invite).await),
        0
    );
    let more = told(&mut world, &alice, &group).await;
    assert_eq!(more["groupMemberNumber"], 4);
    assert_ne!(more["groupMemberListHash"], muted["groupMemberListHash"]);
    for (ids, expected) in [
        (json!([]), 1001),
        (json!([group, group]), 1001),
        (json!([group, "none"]), 1201),
    ] {
        let answer = world
            .post("/group/get_group_abstract_info", &alice, json!({ "groupIDs": ids }))
            .await;
        assert_eq!(code(&answer), expected, "{ids}");
    }
}
