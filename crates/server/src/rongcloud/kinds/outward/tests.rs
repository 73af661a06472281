//! Each kind on its way out, and that what came in goes out as it came.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

fn message(content_type: i32, content: &Value) -> MsgData {
    MsgData {
        session_type: session::SINGLE,
        content_type,
        content: content.to_string().into_bytes(),
        send_id: "a".into(),
        recv_id: "b".into(),
        server_msg_id: "uid".into(),
        send_time: 7,
        ..MsgData::default()
    }
}

/// What goes out of what came in, where everything that came inside of it has an address.
fn back(object: &str, content: &Value) -> (String, Value) {
    let mut came = turned(object, &content.to_string()).unwrap();
    let mut inside = None;
    for part in std::mem::take(&mut came.inside) {
        for pointer in part.to {
            *came.content.pointer_mut(pointer).unwrap() = "http://here/object/1".into();
        }
        inside = Some(STANDARD.encode(part.bytes));
    }
    let stored = MsgData {
        ex: came.ex(),
        attached_info: came.attached_info(),
        ..message(came.content_type, &came.content)
    };
    let out = outward(&stored).filled(inside);
    (out.object.clone(), serde_json::from_str(&out.written()).unwrap())
}

#[test]
fn what_came_in_goes_out_the_same() {
    let user = json!({ "id": "a", "name": "A", "portrait": "http://h/f" });
    for (object, content) in [
        ("RC:TxtMsg", json!({ "content": "hi", "extra": "e", "user": user })),
        (
            "RC:TxtMsg",
            json!({ "content": "@B", "mentionedInfo": { "type": 2, "userIdList": ["b"], "mentionedContent": "" } }),
        ),
        ("RC:TxtMsg", json!({ "content": "secret", "burnDuration": 10 })),
        (
            "RC:ImgMsg",
            json!({ "content": "aGk=", "imageUri": "http://h/a.png", "thumWidth": 120, "thumHeight": 80 }),
        ),
        ("RC:ImgMsg", json!({ "imageUri": "http://h/a.gif" })),
        (
            "RC:GIFMsg",
            json!({ "remoteUrl": "http://h/a", "width": 3, "height": 4, "gifDataSize": 5 }),
        ),
        ("RC:VcMsg", json!({ "content": "aGk=", "duration": 2 })),
        (
            "RC:HQVCMsg",
            json!({ "remoteUrl": "http://h/a", "duration": 7, "extra": "e" }),
        ),
        (
            "RC:FileMsg",
            json!({ "name": "a.pdf", "size": 12, "type": "pdf", "fileUrl": "http://h/a" }),
        ),
        (
            "RC:SightMsg",
            json!({ "sightUrl": "http://h/a", "content": "aGk=", "duration": 9, "size": 10, "name": "a.mp4" }),
        ),
        (
            "RC:LBSMsg",
            json!({ "latitude": 39.5, "longitude": 116.25, "poi": "北京" }),
        ),
        (
            "RC:CardMsg",
            json!({ "userId": "u", "name": "小明", "portraitUri": "http://h/f", "sendUserId": "x" }),
        ),
        (
            "RC:ImgTextMsg",
            json!({ "title": "t", "content": "c", "imageUri": "i", "url": "http://h" }),
        ),
        (
            "RC:CombineMsg",
            json!({ "remoteUrl": "http://h", "conversationType": 1, "nameList": ["A", "B"],
            "summaryList": ["A：hi"] }),
        ),
        (
            "RC:ReferenceMsg",
            json!({ "content": "yes", "referMsgUserId": "u", "referMsgUid": "uid", "objName": "RC:FileMsg",
            "referMsg": { "name": "a.pdf", "size": 12, "type": "pdf", "fileUrl": "http://h/a" } }),
        ),
        ("app:Own", json!({ "a": 1 })),
    ] {
        assert_eq!(back(object, &content), (object.to_owned(), content));
    }
    let own = outward(&message(110, &turned("app:Own", "no JSON").unwrap().content));
    assert_eq!((own.object.as_str(), own.written().as_str()), ("app:Own", "no JSON"));
}

#[test]
fn what_people_write_has_rongclouds_kinds() {
    let out = |content_type: i32, content: Value| {
        let out = outward(&message(content_type, &content));
        (out.object, out.content)
    };
    let text = |text: &str| ("RC:TxtMsg".to_owned(), json!({ "content": text }));
    assert_eq!(out(101, json!({ "content": "hi" })), text("hi"));
    assert_eq!(out(118, json!({ "content": "# Hi" })), text("# Hi"));
    assert_eq!(out(117, json!({ "text": "hi" })), text("hi"));
    assert_eq!(out(114, json!({ "text": "yes", "quoteMessage": null })), text("yes"));
    let voice = json!({ "sourceUrl": "http://h/a", "duration": 3, "soundType": "audio/ogg" });
    let spoken = json!({ "remoteUrl": "http://h/a", "duration": 3, "type": "ogg" });
    assert_eq!(out(103, voice), ("RC:HQVCMsg".into(), spoken));
    let file =
        json!({ "sourceUrl": "http://h/a", "fileName": "a.tar.gz", "fileSize": 9, "fileType": "application/gzip" });
    let named = json!({ "fileUrl": "http://h/a", "name": "a.tar.gz", "size": 9, "type": "gz" });
    assert_eq!(out(105, file), ("RC:FileMsg".into(), named));
    let act = json!({ "data": "{}", "description": "", "extension": "" });
    assert_eq!(out(119, act.clone()), ("OpenIM:119".into(), act));
    assert_eq!(
        out(102, json!({ "sourcePicture": {} })).0,
        "OpenIM:102",
        "it is nowhere"
    );
    let film = MsgData {
        ex: r#"{"selkie":{"video":{"name":"seal.mp4"}}}"#.into(),
        ..message(
            104,
            &json!({ "videoUrl": "http://h/a", "videoSize": 5, "duration": 2, "snapshotUrl": "http://h/s" }),
        )
    };
    let film = outward(&film);
    assert_eq!(
        (film.content["name"].as_str(), film.inside.as_str()),
        (Some("seal.mp4"), "http://h/s")
    );
    let merged = outward(&message(
        107,
        &json!({ "title": "Chat", "abstractList": ["a: hi"], "multiMessage": [] }),
    ));
    assert_eq!(
        (&merged.content["nameList"], &merged.content["conversationType"]),
        (&json!(["Chat"]), &json!(1))
    );
}

#[test]
fn people_are_named_where_the_app_server_names_them() {
    let mention =
        json!({ "text": "@7 hi", "atUserList": ["7"], "atUsersInfo": [{ "atUserID": "7", "groupNickname": "Ann" }] });
    let mention = MsgData {
        at_user_id_list: vec!["7".into()],
        session_type: session::GROUP,
        ..message(106, &mention)
    };
    let out = outward(&mention);
    assert_eq!(
        out.content,
        json!({ "content": "@Ann hi", "mentionedInfo": { "type": 2, "userIdList": ["7"], "mentionedContent": "" } })
    );
    assert_eq!(out.people, ["/mentionedInfo/userIdList/0"]);
    let everybody = MsgData {
        at_user_id_list: vec![AT_ALL.into()],
        ..mention
    };
    assert_eq!(outward(&everybody).content["mentionedInfo"]["type"], 1);
    let card = json!({ "userID": "7", "nickname": "Ann" });
    let nested = NestedMessage {
        client_msg_id: "c".into(),
        server_msg_id: "s".into(),
        send_id: "8".into(),
        content_type: 108,
        content: card.to_string(),
        ..NestedMessage::default()
    };
    let quote = json!({ "text": "who?", "quoteMessage": nested.write() });
    let out = outward(&message(114, &quote));
    assert_eq!(out.content["referMsgUid"], "s");
    for pointer in &out.people {
        assert!(out.content.pointer(pointer).is_some_and(Value::is_string), "{pointer}");
    }
    assert_eq!(out.people, ["/referMsgUserId", "/referMsg/userId"]);
}

#[test]
fn nobody_says_one_thing_to_people_and_another_to_the_app_server() {
    let hidden = json!({ "rongcloud": { "objectName": "RC:ImgTextMsg", "title": "harmless" } });
    let lying = MsgData {
        ex: hidden.to_string(),
        ..message(101, &json!({ "content": "harmful" }))
    };
    assert_eq!(outward(&lying).content["content"], "harmful");
    let over = json!({ "rongcloud": { "content": "harmless" } });
    let lying = MsgData {
        ex: over.to_string(),
        ..message(101, &json!({ "content": "harmful" }))
    };
    assert_eq!(outward(&lying).content["content"], "harmful");
    let recall = turned("RC:RcCmd", r#"{"messageUId":"another's"}"#).unwrap();
    assert_eq!(outward(&message(110, &recall.content)).object, "OpenIM:110");
}

#[test]
fn hostile_content_has_a_kind_too() {
    for content in [
        "",
        "{",
        "[]",
        "null",
        "7",
        "\u{0}",
        r#"{"data":7}"#,
        r#"{"quoteMessage":{"contentType":114}}"#,
    ] {
        for content_type in [
            0, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 114, 115, 117, 118, 119, 1400,
        ] {
            for ex in ["", "[", r#"{"rongcloud":7}"#, r#"{"rongcloud":{"objectName":7}}"#] {
                let hostile = MsgData {
                    content: content.into(),
                    ex: ex.into(),
                    attached_info: content.into(),
                    ..message(content_type, &Value::Null)
                };
                let out = outward(&hostile).filled(Some("aGk=".into()));
                assert!((1..=32).contains(&out.object.len()), "{content_type} {content}");
            }
        }
    }
    assert!(recall(&message(2101, &json!("nothing"))).is_none());
}
