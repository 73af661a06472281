//! Groups through RongCloud's door: the same that OpenIM's has.

use protocol::content;
use serde_json::json;

use super::{HELLO, World};

impl World {
    async fn does(&self, path: &str, form: &str) -> i64 {
        let (_, answer) = self.call(path, form).await;
        answer["code"].as_i64().unwrap()
    }

    async fn people_of(&self, group: &str) -> Vec<String> {
        let (_, answer) = self.call("/group/user/query.json", &format!("groupId={group}")).await;
        let users = answer["users"].as_array().unwrap().iter();
        users.map(|user| user["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// u_1 owns it, u2 and u3 are in.
async fn made() -> World {
    let world = World::new().await;
    for id in ["u_1", "u2", "u3", "u4"] {
        world.admit(id).await;
    }
    let form = "userId=u_1&userId=u2&userId=u3&groupId=g_1&groupName=%E6%B5%B7%E8%B1%B9";
    assert_eq!(world.does("/group/create.json", form).await, 200);
    world
}

#[tokio::test]
async fn people_come_and_go_under_the_names_that_the_app_server_knows() {
    let world = made().await;
    assert_eq!(world.people_of("g_1").await, ["u_1", "u2", "u3"]);
    let groups = world
        .app
        .im
        .joined_groups(viewer(&world, "u_1").await, 0, 10)
        .await
        .unwrap();
    assert_eq!((groups.1, &*groups.0[0].group_name), (1, "海豹"));
    // Once more is the same group, with whom it did not have.
    let again = "userId=u2&userId=u4&groupId=g_1&groupName=other";
    assert_eq!(world.does("/group/create.json", again).await, 200);
    assert_eq!(world.people_of("g_1").await, ["u_1", "u2", "u3", "u4"]);
    assert_eq!(
        world.does("/group/quit.json", "userId=u4&userId=u3&groupId=g_1").await,
        200
    );
    assert_eq!(
        world.does("/group/quit.json", "userId=u4&groupId=g_1").await,
        200,
        "he is out already"
    );
    assert_eq!(
        world
            .does("/group/join.json", "userId=u4&groupId=g_1&groupName=x")
            .await,
        200
    );
    assert_eq!(world.people_of("g_1").await, ["u_1", "u2", "u4"]);
    // The owner goes: another one has the group.
    assert_eq!(world.does("/group/quit.json", "userId=u_1&groupId=g_1").await, 200);
    assert_eq!(world.people_of("g_1").await, ["u2", "u4"]);
    assert_eq!(
        world
            .does("/group/refresh.json", "groupId=g_1&groupName=Walruses")
            .await,
        200
    );
    let groups = world
        .app
        .im
        .joined_groups(viewer(&world, "u2").await, 0, 10)
        .await
        .unwrap()
        .0;
    assert_eq!((&*groups[0].group_name, &*groups[0].owner_user_id), ("Walruses", "u2"));
    assert_eq!(world.does("/group/dismiss.json", "userId=u2&groupId=g_1").await, 200);
    assert_eq!(world.does("/group/user/query.json", "groupId=g_1").await, 1002);
}

async fn viewer(world: &World, id: &str) -> crate::im::Viewer {
    crate::im::Viewer::from(&world.app.im.find_user(id).await.unwrap().unwrap())
}

#[tokio::test]
async fn a_group_hears_what_the_app_server_says_and_who_is_mentioned_is_marked() {
    let world = made().await;
    let path = "/message/group/publish.json";
    let (status, answer) = world.call(path, &format!("fromUserId=u2&toGroupId=g_1&{HELLO}")).await;
    assert_eq!((status, answer["messageUID"].as_str().map(str::len)), (200, Some(32)));
    let mention = "fromUserId=u2&toGroupId=g_1&isMentioned=1&objectName=RC:TxtMsg&content=%7B%22content%22%3A%22hi%22%2C\
                   %22mentionedInfo%22%3A%7B%22type%22%3A2%2C%22userIdList%22%3A%5B%22u_1%22%5D%7D%7D";
    assert_eq!(world.does(path, mention).await, 200);
    let stored = world.stored().await;
    let texts: Vec<_> = stored
        .iter()
        .filter(|message| message.content_type == content::TEXT)
        .collect();
    assert_eq!((texts.len(), &*texts[0].send_id, texts[0].session_type), (2, "u2", 3));
    let rows = world
        .app
        .im
        .conversations(viewer(&world, "u_1").await, None)
        .await
        .unwrap();
    assert_eq!(rows[0].group_at_type, 1);
    for (form, code) in [
        (format!("fromUserId=u2&toGroupId=nowhere&{HELLO}"), 1002),
        (format!("fromUserId=u2&{HELLO}"), 1002),
        (
            format!("fromUserId=u2&toGroupId=a&toGroupId=b&toGroupId=c&toGroupId=d&{HELLO}"),
            1002,
        ),
        (format!("fromUserId=u2&toGroupId=g_1&toUserId=u3&{HELLO}"), 1002),
        (format!("fromUserId=nobody&toGroupId=g_1&{HELLO}"), 1002),
        (format!("fromUserId=u2&toGroupId=g_1&isMentioned=1&{HELLO}"), 1002),
    ] {
        assert_eq!(world.does(path, &form).await, code, "{form}");
    }
}

#[tokio::test]
async fn members_and_groups_are_silenced_and_listed() {
    let world = made().await;
    assert_eq!(
        world
            .does("/group/user/gag/add.json", "userId=u2&userId=u3&groupId=g_1&minute=10")
            .await,
        200
    );
    let (_, listed) = world.call("/group/user/gag/list.json", "groupId=g_1").await;
    assert_eq!(listed["users"].as_array().unwrap().len(), 2);
    assert_eq!(listed["users"][0]["userId"], "u2");
    assert_eq!(listed["users"][0]["time"].as_str().unwrap().len(), 19);
    assert_eq!(
        world
            .does("/group/user/gag/rollback.json", "userId=u2&groupId=g_1")
            .await,
        200
    );
    let (_, listed) = world.call("/group/user/gag/list.json", "groupId=g_1").await;
    assert_eq!(listed["users"].as_array().unwrap().len(), 1);
    assert_eq!(
        world
            .does("/group/user/gag/add.json", "userId=u2&groupId=g_1&minute=99999")
            .await,
        1002
    );
    assert_eq!(
        world
            .does("/group/user/gag/add.json", "userId=u4&groupId=g_1&minute=1")
            .await,
        1002,
        "not in it"
    );
    assert_eq!(world.does("/group/ban/add.json", "groupId=g_1").await, 200);
    let (_, silent) = world.call("/group/ban/query.json", "x=").await;
    assert_eq!(silent["groupinfo"], json!([{ "groupId": "g_1", "stat": 1 }]));
    assert_eq!(world.does("/group/ban/rollback.json", "groupId=g_1").await, 200);
    let (_, silent) = world.call("/group/ban/query.json", "groupId=g_1").await;
    assert_eq!(silent["groupinfo"], json!([{ "groupId": "g_1", "stat": 0 }]));
}

#[tokio::test]
async fn some_write_where_all_are_silenced() {
    let world = made().await;
    let (add, list) = (
        "/group/user/ban/whitelist/add.json",
        "/group/user/ban/whitelist/query.json",
    );
    // App Servers name the owner too.
    assert_eq!(world.does(add, "userId=u_1&userId=u3&userId=u3&groupId=g_1").await, 200);
    let (_, listed) = world.call(list, "groupId=g_1").await;
    assert_eq!(listed, json!({ "code": 200, "userIds": ["u_1", "u3"] }));
    assert_eq!(world.does("/group/ban/add.json", "groupId=g_1").await, 200);
    let (publish, remove) = ("/message/group/publish.json", "/group/user/ban/whitelist/rollback.json");
    assert_eq!(
        world
            .does(publish, &format!("fromUserId=u3&toGroupId=g_1&{HELLO}"))
            .await,
        200
    );
    assert_eq!(world.does(remove, "userId=u3&groupId=g_1").await, 200);
    assert_eq!(
        world.does(remove, "userId=u3&groupId=g_1").await,
        200,
        "once more does no harm"
    );
    let (_, listed) = world.call(list, "groupId=g_1").await;
    assert_eq!(listed["userIds"], json!(["u_1"]));
    let many: String = (0..21).map(|at| format!("userId=m{at}&")).collect();
    for (path, form) in [
        (add, "userId=u4&groupId=g_1".to_owned()),
        (add, "groupId=g_1".to_owned()),
        (add, "userId=u2".to_owned()),
        (add, format!("{many}groupId=g_1")),
        (remove, "userId=nobody&groupId=g_1".to_owned()),
        (list, "groupId=nowhere".to_owned()),
    ] {
        assert_eq!(world.does(path, &form).await, 1002, "{path} {form}");
    }
}

#[tokio::test]
async fn what_no_group_could_be_is_refused() {
    let world = made().await;
    for (path, form) in [
        ("/group/create.json", "groupId=g2&groupName=x"),
        ("/group/create.json", "userId=u2&groupName=x"),
        ("/group/create.json", "userId=u2&groupId=g2"),
        ("/group/create.json", "userId=nobody&groupId=g2&groupName=x"),
        ("/group/create.json", "userId=u2&groupId=g2&groupName=a%0Ab"),
        ("/group/join.json", "userId=u2&groupId=nowhere"),
        ("/group/quit.json", "userId=nobody&groupId=g_1"),
        ("/group/refresh.json", "groupId=g_1&groupName=%E2%80%AE"),
    ] {
        assert_eq!(world.does(path, form).await, 1002, "{path} {form}");
    }
    assert_eq!(world.people_of("g_1").await.len(), 3);
}

#[tokio::test]
async fn somebody_is_put_into_these_groups_and_taken_out_of_others() {
    let world = made().await;
    let other = "userId=u2&userId=u3&groupId=g2&groupName=Walruses";
    assert_eq!(world.does("/group/create.json", other).await, 200);
    let only = "userId=u2&group[g_1]=x&group[g3]=New";
    assert_eq!(world.does("/group/sync.json", only).await, 200);
    assert_eq!(world.people_of("g_1").await, ["u_1", "u2", "u3"], "he was in it");
    assert_eq!(
        world.people_of("g2").await,
        ["u3"],
        "and is out of this one, which has another owner"
    );
    assert_eq!(world.people_of("g3").await, ["u2"], "and this one is made");
    assert_eq!(world.does("/group/sync.json", "userId=u2").await, 1002);
    assert_eq!(world.people_of("g3").await, ["u2"], "nothing is not none");
}
