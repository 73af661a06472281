//! Each kind as OpenIM's clients get it.

use super::*;

#[test]
fn a_text_becomes_a_text() {
    let text = turned("RC:TxtMsg", r#"{"content":"hi \"you\"","extra":"e"}"#).unwrap();
    assert_eq!(
        (text.content_type, &text.content),
        (101, &json!({ "content": "hi \"you\"" }))
    );
    assert_eq!(text.ex(), r#"{"rongcloud":{"extra":"e"}}"#);
    assert_eq!(turned("RC:TxtMsg", r#"{"content":"x"}"#).unwrap().ex(), "");
    for bad in ["hi", "[]", "{}", r#"{"content":1}"#] {
        assert!(turned("RC:TxtMsg", bad).is_err(), "{bad}");
    }
}

#[test]
fn another_kind_keeps_its_name_and_content() {
    for (object, content) in [
        ("app:Own", r#"{"a":1}"#),
        ("app:Own", "no JSON"),
        ("RC:ImgMsg", r#"{"content":"aGk="}"#),
        ("RC:VcMsg", r#"{"content":"?","duration":1}"#),
        ("RC:ReferenceMsg", r#"{"content":"x","objName":"RC:TxtMsg"}"#),
        ("RC:CombineMsg", "{}"),
        ("RC:LBSMsg", r#"{"latitude":"north","longitude":1}"#),
        ("RC:ImgTextMsg", "{}"),
        ("RC:FileMsg", "[]"),
    ] {
        let kept = turned(object, content).unwrap();
        let data: Value = serde_json::from_str(kept.content["data"].as_str().unwrap()).unwrap();
        assert_eq!(
            (kept.content_type, &data, &kept.content["description"]),
            (
                110,
                &json!({ "objectName": object, "content": content }),
                &json!(object)
            )
        );
    }
}

#[test]
fn pictures_and_sound_have_addresses() {
    let picture = json!({ "content": "aGk=", "imageUri": "http://h/a.PNG?x", "thumWidth": 120, "thumHeight": "80", "extra": "e" });
    let picture = turned("RC:ImgMsg", &picture.to_string()).unwrap();
    assert_eq!(picture.content_type, 102);
    let at = |pointer: &str| picture.content.pointer(pointer).unwrap().clone();
    assert_eq!(
        (at("/sourcePicture/url"), at("/sourcePicture/type")),
        (json!("http://h/a.PNG?x"), json!("image/png"))
    );
    assert_eq!(
        (at("/snapshotPicture/width"), at("/snapshotPicture/height")),
        (json!(120), json!(80))
    );
    assert_eq!(
        (picture.inside[0].bytes.as_slice(), picture.inside[0].to.as_slice()),
        (b"hi".as_slice(), ["/snapshotPicture/url"].as_slice())
    );
    assert_eq!(picture.ex(), r#"{"rongcloud":{"extra":"e"}}"#);

    let moving = json!({ "remoteUrl": "http://h/a", "width": 3, "height": 4, "gifDataSize": 5 });
    let moving = turned("RC:GIFMsg", &moving.to_string()).unwrap();
    assert_eq!(
        moving.content["sourcePicture"],
        json!({ "uuid": "", "type": "image/gif", "size": 5, "width": 3, "height": 4, "url": "http://h/a" })
    );

    let short = turned("RC:VcMsg", r#"{"content":"data:audio/amr;base64,aGk=","duration":2}"#).unwrap();
    assert_eq!(
        (
            short.content_type,
            &short.content["duration"],
            &short.content["dataSize"]
        ),
        (103, &json!(2), &json!(2))
    );
    assert_eq!(short.inside[0].bytes, b"hi");
    let voice = turned("RC:HQVCMsg", r#"{"remoteUrl":"http://h/a","duration":7}"#).unwrap();
    assert_eq!(
        (
            voice.content_type,
            &voice.content["sourceUrl"],
            &voice.content["duration"]
        ),
        (103, &json!("http://h/a"), &json!(7))
    );

    let film = json!({ "sightUrl": "http://h/a", "content": "aGk=", "duration": 9, "size": 10, "name": "a.mp4" });
    let film = turned("RC:SightMsg", &film.to_string()).unwrap();
    assert_eq!(
        (film.content_type, &film.content["videoUrl"], &film.content["duration"]),
        (104, &json!("http://h/a"), &json!(9))
    );
    let file = json!({ "name": "a.pdf", "size": "12", "type": "pdf", "fileUrl": "http://h/a" });
    let file = turned("RC:FileMsg", &file.to_string()).unwrap();
    assert_eq!(
        (file.content_type, &file.content["fileName"], &file.content["fileSize"]),
        (105, &json!("a.pdf"), &json!(12))
    );
}

#[test]
fn places_cards_articles_and_histories_are_read() {
    let place = turned(
        "RC:LBSMsg",
        r#"{"latitude":39.9,"longitude":"116.4","poi":"北京","content":"aGk="}"#,
    )
    .unwrap();
    assert_eq!(
        (place.content_type, place.content),
        (
            109,
            json!({ "description": "北京", "longitude": 116.4, "latitude": 39.9 })
        )
    );
    let card = turned(
        "RC:CardMsg",
        r#"{"userId":"u_1","name":"小明","portraitUri":"http://h/f","sendUserId":"x"}"#,
    )
    .unwrap();
    assert_eq!((card.content_type, &card.people), (108, &vec!["/userID".to_owned()]));
    assert_eq!(card.ex(), r#"{"rongcloud":{"sendUserId":"x"}}"#);
    let article = turned(
        "RC:ImgTextMsg",
        r#"{"title":"t","content":"c","imageUri":"i","url":"http://h"}"#,
    )
    .unwrap();
    assert_eq!(
        (article.content_type, &article.content["content"]),
        (101, &json!("t\nc\nhttp://h"))
    );
    assert_eq!(article.beside["imageUri"], "i");
    let merged =
        json!({ "remoteUrl": "http://h", "conversationType": 1, "nameList": ["A", "B"], "summaryList": ["A：hi"] });
    let merged = turned("RC:CombineMsg", &merged.to_string()).unwrap();
    assert_eq!(
        (
            merged.content_type,
            &merged.content["title"],
            &merged.content["abstractList"]
        ),
        (107, &json!("A, B"), &json!(["A：hi"]))
    );
    assert_eq!(merged.beside["remoteUrl"], "http://h");
}

#[test]
fn a_quote_bears_what_it_quotes() {
    let quote = json!({ "content": "yes", "referMsgUserId": "u_1", "referMsgUid": "uid", "objName": "RC:TxtMsg",
        "referMsg": { "content": "really?" } });
    let quote = turned("RC:ReferenceMsg", &quote.to_string()).unwrap();
    assert_eq!((quote.content_type, &quote.content["text"]), (114, &json!("yes")));
    let quoted = &quote.content["quoteMessage"];
    assert_eq!(
        (&quoted["contentType"], &quoted["textElem"]["content"]),
        (&json!(101), &json!("really?"))
    );
    assert_eq!(
        (&quoted["clientMsgID"], &quoted["sendID"]),
        (&json!("uid"), &json!("u_1"))
    );
    let inner = json!({ "content": "inner", "objName": "RC:TxtMsg", "referMsg": { "content": "x" } }).to_string();
    let outer = json!({ "content": "outer", "objName": "RC:ReferenceMsg", "referMsg": inner });
    let outer = turned("RC:ReferenceMsg", &outer.to_string()).unwrap();
    assert_eq!(outer.content["quoteMessage"]["textElem"]["content"], "inner");
}
