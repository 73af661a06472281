//! Messages of RongCloud's kinds as they are kept, and what an App Server takes back.

use serde_json::{Value, json};

use super::World;

async fn publish(world: &World, object: &str, content: Value) -> Value {
    let content = content.to_string();
    let form =
        serde_json::json!({ "fromUserId": "robot_1", "toUserId": "alice", "objectName": object, "content": content });
    let request = world.signed("", "/message/private/publish.json");
    let request = request
        .header("content-type", "application/json")
        .header("host", "localhost");
    let (status, answer) = world
        .answer(request.body(axum::body::Body::from(form.to_string())).unwrap())
        .await;
    assert_eq!((status, &answer["code"]), (200, &json!(200)), "{answer}");
    answer
}

#[tokio::test]
async fn what_burns_after_reading_burns_for_openims_clients_too() {
    let world = World::new().await;
    for id in ["robot_1", "alice"] {
        world.admit(id).await;
    }
    publish(&world, "RC:TxtMsg", json!({ "content": "secret", "burnDuration": 10 })).await;
    publish(&world, "RC:TxtMsg", json!({ "content": "plain" })).await;
    let stored = world.stored().await;
    let told: Value = serde_json::from_str(&stored[0].attached_info).unwrap();
    assert_eq!(told, json!({ "isPrivateChat": true, "burnDuration": 10 }));
    assert_eq!(stored[0].options.get("notPrivate"), Some(&false));
    assert_eq!(
        (stored[1].attached_info.as_str(), stored[1].options.get("notPrivate")),
        ("", None)
    );
}

#[tokio::test]
async fn what_came_inside_of_a_message_has_an_address_and_people_the_ids_that_travel() {
    let world = World::new().await;
    for id in ["robot_1", "alice"] {
        world.admit(id).await;
    }
    publish(&world, "RC:VcMsg", json!({ "content": "IyFBTVIKaGk=", "duration": 2 })).await;
    publish(&world, "RC:CardMsg", json!({ "userId": "robot_1", "name": "Robot" })).await;
    let stored = world.stored().await;
    let content = |at: usize| serde_json::from_slice::<Value>(&stored[at].content).unwrap();
    let robot = world.app.im.find_user("robot_1").await.unwrap().unwrap();
    let url = content(0)["sourceUrl"].as_str().unwrap().to_owned();
    let name = url.split_once("/object/").unwrap().1;
    assert!(name.starts_with(&format!("{}/", robot.user_id)), "{url}");
    let object = world.app.im.object(name).await.unwrap().unwrap();
    assert_eq!((object.size, object.content_type.as_str()), (8, "audio/amr"));
    assert_eq!(
        (stored[1].content_type, content(1)["userID"].as_str()),
        (108, Some(robot.user_id.as_str()))
    );
    assert_ne!(robot.user_id, "robot_1");
}

#[tokio::test]
async fn an_app_server_takes_back_by_what_it_was_answered_and_at_any_time() {
    let world = World::new().await;
    for id in ["robot_1", "alice"] {
        world.admit(id).await;
    }
    let text = json!({ "content": "x" });
    let uid = publish(&world, "RC:TxtMsg", text.clone()).await["messageUID"]
        .as_str()
        .unwrap()
        .to_owned();
    publish(&world, "RC:TxtMsg", text).await;
    let week = 7 * 24 * 3_600_000;
    world.clock.jump.fetch_add(week, std::sync::atomic::Ordering::Relaxed);
    let recall =
        |from: &str, more: &str| format!("fromUserId={from}&targetId=alice&conversationType=1&messageUID={uid}{more}");
    for (form, code) in [
        (recall("alice", "&targetId=robot_1"), 1002),
        (recall("nobody", ""), 1002),
        (recall("robot_1", "").replace(&uid, "another"), 1002),
        (recall("robot_1", "").replace("Type=1", "Type=9"), 1002),
        (recall("robot_1", "&sentTime=0"), 200),
    ] {
        let (_, answer) = world.call("/message/recall.json", &form).await;
        assert_eq!(answer["code"] == 200, code == 200, "{form}: {answer}");
    }
    let kinds: Vec<i32> = world
        .stored()
        .await
        .iter()
        .map(|message| message.content_type)
        .collect();
    assert_eq!(kinds[..2], [2101, 101]);
}
