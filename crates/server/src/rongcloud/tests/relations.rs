//! Black lists and the list of everybody, as an App Server sees them.

use serde_json::json;

use super::{HELLO, World};
use crate::im::Viewer;

#[tokio::test]
async fn black_lists_are_those_of_the_people() {
    let world = World::new().await;
    // Ids that OpenIM's wire could not carry are translated both ways.
    for id in ["u1", "u_2", "u3"] {
        world.admit(id).await;
    }
    let (status, answer) = world
        .call("/user/blacklist/add.json", "userId=u1&blackUserId=u_2&blackUserId=u3")
        .await;
    assert_eq!((status, answer), (200, json!({ "code": 200 })));
    assert_eq!(
        world
            .call("/user/blacklist/add.json", "userId=u1&blackUserId=u3")
            .await
            .0,
        200
    );
    let (_, answer) = world.call("/user/blacklist/query.json", "userId=u1").await;
    let mut users: Vec<_> = answer["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user.as_str().unwrap())
        .collect();
    users.sort_unstable();
    assert_eq!(users, ["u3", "u_2"]);
    let owner = world.app.im.find_user("u1").await.unwrap().unwrap();
    let (blacks, total) = world.app.im.blacks(Viewer::from(&owner), 0, 10).await.unwrap();
    assert_eq!((blacks.len(), total), (2, 2), "what OpenIM's clients see");

    let refused = format!("fromUserId=u3&toUserId=u1&verifyBlacklist=1&{HELLO}");
    world.publish(&refused).await;
    assert!(world.stored().await.is_empty());
    assert_eq!(
        world
            .call("/user/blacklist/remove.json", "userId=u1&blackUserId=u_2")
            .await
            .0,
        200
    );
    let (_, answer) = world.call("/user/blacklist/query.json", "userId=u1").await;
    assert_eq!(answer["users"], json!(["u3"]));

    for (path, form) in [
        ("add", "userId=u1"),
        ("add", "blackUserId=u3"),
        ("add", "userId=u1&blackUserId=nobody"),
        ("add", "userId=u1&blackUserId=u1"),
        ("add", "userId=nobody&blackUserId=u1"),
        ("remove", "userId=u1&blackUserId=nobody"),
        ("query", "userId=nobody"),
        ("query", "x=1"),
    ] {
        let (status, answer) = world.call(&format!("/user/blacklist/{path}.json"), form).await;
        assert_eq!((status, &answer["code"]), (400, &json!(1002)), "{path} {form}");
    }
}

#[tokio::test]
async fn everybody_is_listed_by_pages() {
    let world = World::new().await;
    for id in ["u1", "u_2", "u3"] {
        world.admit(id).await;
    }
    let (_, all) = world.call("/user/query.json", "page=1").await;
    let admins = all["total"].as_i64().unwrap() - 3;
    let listed = async |form: &str| {
        let (status, answer) = world.call("/user/query.json", form).await;
        assert_eq!(status, 200, "{answer}");
        let users = answer["users"].as_array().unwrap().iter();
        users
            .map(|user| user["userId"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("page=1&pageSize=2&order=1").await, ["u3", "u_2"]);
    assert_eq!(
        listed(&format!("page=1&pageSize={}", admins + 3)).await.last().unwrap(),
        "u3"
    );
    assert!(listed("page=9").await.is_empty());
    let (_, answer) = world.call("/user/query.json", "pageSize=1&order=1").await;
    let user = &answer["users"][0];
    assert_eq!((&user["userName"], &user["userPortrait"]), (&json!("N-u3"), &json!("")));
    assert_eq!(user["regTime"].as_str().unwrap().len(), 19);
    for form in ["page=0", "pageSize=101", "order=2", "page=x"] {
        assert_eq!(world.call("/user/query.json", form).await.0, 400, "{form}");
    }
}
