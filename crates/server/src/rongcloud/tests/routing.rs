//! What an App Server is told: under the names that it knows, and with what RongCloud carries inside of a message.

use std::collections::BTreeMap;

use protocol::content::session;
use protocol::pb::MsgData;
use serde_json::{Value, json};

use super::World;
use crate::im::Routed;
use crate::rongcloud::routing;

async fn told(world: &World, message: MsgData) -> BTreeMap<String, String> {
    let told = Routed {
        id: 1,
        recalled: false,
        message,
    };
    let form = routing::form(&world.app, &told).await.unwrap().unwrap();
    form_urlencoded::parse(form.body.as_bytes()).into_owned().collect()
}

#[tokio::test]
async fn people_and_groups_have_the_names_that_the_app_server_knows() {
    let world = World::new().await;
    for id in ["u_1", "u_2"] {
        world.admit(id).await;
    }
    let made = "userId=u_1&userId=u_2&groupId=g_1&groupName=Seals";
    assert_eq!(world.call("/group/create.json", made).await.1["code"], 200);
    let wire = async |id: &str| world.app.im.find_user(id).await.unwrap().unwrap().user_id;
    let (one, two) = (wire("u_1").await, wire("u_2").await);
    let message = MsgData {
        send_id: one,
        group_id: world.app.im.served_id("g_1".into()).await.unwrap(),
        session_type: session::GROUP,
        content_type: 101,
        content: br#"{"content":"hello"}"#.to_vec(),
        at_user_id_list: vec![two.clone()],
        server_msg_id: "uid".into(),
        sender_platform_id: 2,
        send_time: 7,
        ..MsgData::default()
    };
    assert_ne!((two.as_str(), message.group_id.as_str()), ("u_2", "g_1"));
    let group = told(&world, message.clone()).await;
    for (name, value) in [
        ("fromUserId", "u_1"),
        ("toUserId", "g_1"),
        ("channelType", "GROUP"),
        ("source", "Android"),
        ("msgUID", "uid"),
        ("msgTimestamp", "7"),
    ] {
        assert_eq!(group[name], value, "{name}");
    }
    let content: Value = serde_json::from_str(&group["content"]).unwrap();
    assert_eq!(content["mentionedInfo"]["userIdList"], json!(["u_2"]));
    let single = MsgData {
        recv_id: two,
        group_id: String::new(),
        session_type: session::SINGLE,
        at_user_id_list: Vec::new(),
        ..message
    };
    let single = told(&world, single).await;
    assert_eq!(
        (single["toUserId"].as_str(), single["channelType"].as_str()),
        ("u_2", "PERSON")
    );
    assert_eq!(single["content"], r#"{"content":"hello"}"#);
}

#[tokio::test]
async fn what_came_inside_of_a_message_goes_out_inside_and_files_have_addresses_that_open() {
    let world = World::new().await;
    for id in ["u_1", "u_2"] {
        world.admit(id).await;
    }
    let sound = json!({ "content": "IyFBTVIKaGk=", "duration": 2 });
    let form = |content: &Value| {
        let fields = [("fromUserId", "u_1"), ("toUserId", "u_2"), ("objectName", "RC:VcMsg")];
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields)
            .append_pair("content", &content.to_string())
            .finish()
    };
    assert_eq!(world.publish(&form(&sound)).await.1["code"], 200);
    let stored = world.stored().await.remove(0);
    let voice = told(&world, stored.clone()).await;
    assert_eq!(voice["objectName"], "RC:VcMsg");
    assert_eq!(serde_json::from_str::<Value>(&voice["content"]).unwrap(), sound);

    // Sound that RongCloud's clients do not play inside has an address, which opens for whoever has it.
    let mut content: Value = serde_json::from_slice(&stored.content).unwrap();
    content["soundType"] = "audio/ogg".into();
    let other = MsgData {
        content: content.to_string().into_bytes(),
        ..stored
    };
    let voice = told(&world, other).await;
    assert_eq!(voice["objectName"], "RC:HQVCMsg");
    let content: Value = serde_json::from_str(&voice["content"]).unwrap();
    let (address, signed) = content["remoteUrl"].as_str().unwrap().split_once('?').unwrap();
    let signed: BTreeMap<String, String> = form_urlencoded::parse(signed.as_bytes()).into_owned().collect();
    let name = address.split_once("/object/").unwrap().1;
    let opens = world
        .app
        .im
        .opens_object(name, signed["expires"].parse().unwrap(), &signed["signature"]);
    assert!(opens);
}
