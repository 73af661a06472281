//! `rongcloud-sdk` as an App Server: it admits people, of whom our engine signs one in, writes to them, and leads groups.

use client::requests::TokenSignIn;
use client::view::Content;
use client::{Client, Setup};
use serde_json::{Value, json};
use world::process::ServerProcess;

use crate::openim::{first_written, is_text, shows, until};
use crate::package::Package;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_admits_people_and_writes_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (key, secret) = server.app().unwrap();
    let environment = [
        ("ADDRESS", server.address.as_str()),
        ("APP_KEY", &key),
        ("SECRET", &secret),
    ];
    let mut rong = Package::start("rongcloud.mjs", &environment);

    // An id that OpenIM's wire could not carry: the door gives it a number and translates.
    let portrait = "http://127.0.0.1/face.png";
    let admitted = rong.ask(
        "register",
        json!({ "id": "u_1=a", "name": "小明", "portrait": portrait }),
    );
    assert_eq!((&admitted["code"], &admitted["userId"]), (&json!(200), &json!("u_1=a")));
    rong.ask(
        "register",
        json!({ "id": "robot", "name": "Robot", "portrait": portrait }),
    );
    rong.ask(
        "update",
        json!({ "id": "u_1=a", "name": "小明明", "portrait": portrait }),
    );
    let info = rong.ask("info", json!({ "id": "u_1=a" }));
    assert_eq!((&info["code"], &info["userName"]), (&json!(200), &json!("小明明")));

    let mut setup = Setup::real(folder.path().join("client"));
    setup.keychain = std::sync::Arc::new(client::keychain::MemoryKeychain::default());
    let client = Client::open(setup).await.unwrap();
    let mut events = client.subscribe();
    let request = TokenSignIn {
        address: server.address.clone(),
        user_id: "u_1=a".to_owned(),
        token: admitted["token"].as_str().unwrap().to_owned(),
        renew_url: None,
        fingerprint: None,
    };
    let account = client.sign_in_with_token(request).await.unwrap();
    assert_eq!(account.nickname, "小明明");

    let published = rong.ask("publish", json!({ "from": "robot", "to": "u_1=a", "content": "欢迎" }));
    assert_eq!(published["code"], 200);
    let row = first_written(&client, &account.id, &mut events).await;
    assert_eq!((row.unread, row.peer.nickname.as_str()), (1, "Robot"));
    assert!(matches!(row.last.unwrap().content, Content::Text { text, .. } if text == "欢迎"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_sends_every_kind_and_takes_one_back() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (key, secret) = server.app().unwrap();
    let environment = [
        ("ADDRESS", server.address.as_str()),
        ("APP_KEY", &key),
        ("SECRET", &secret),
    ];
    let mut rong = Package::start("rongcloud.mjs", &environment);
    let mut token = String::new();
    for id in ["robot", "u_1"] {
        let person = json!({ "id": id, "name": id, "portrait": "http://127.0.0.1/face.png" });
        token = rong.ask("register", person)["token"].as_str().unwrap().to_owned();
    }
    let mut setup = Setup::real(folder.path().join("client"));
    setup.keychain = std::sync::Arc::new(client::keychain::MemoryKeychain::default());
    let client = Client::open(setup).await.unwrap();
    let mut events = client.subscribe();
    let request = TokenSignIn {
        address: server.address.clone(),
        user_id: "u_1".to_owned(),
        token,
        renew_url: None,
        fingerprint: None,
    };
    let account = client.sign_in_with_token(request).await.unwrap();

    let url = "http://127.0.0.1/a";
    let kinds = [
        ("RC:ImgMsg", json!({ "content": "aGk=", "imageUri": url })),
        (
            "RC:GIFMsg",
            json!({ "remoteUrl": url, "width": 3, "height": 4, "gifDataSize": 5 }),
        ),
        ("RC:HQVCMsg", json!({ "remoteUrl": url, "duration": 7 })),
        ("RC:VcMsg", json!({ "content": "IyFBTVIKaGk=", "duration": 7 })),
        (
            "RC:FileMsg",
            json!({ "name": "a.pdf", "size": 9, "type": "pdf", "fileUrl": url }),
        ),
        (
            "RC:SightMsg",
            json!({ "sightUrl": url, "content": "aGk=", "duration": 9, "size": 10, "name": "a" }),
        ),
        (
            "RC:LBSMsg",
            json!({ "latitude": 39.9, "longitude": 116.4, "poi": "北京" }),
        ),
        (
            "RC:ImgTextMsg",
            json!({ "title": "t", "content": "c", "imageUri": url, "url": url }),
        ),
        (
            "RC:ReferenceMsg",
            json!({ "content": "yes", "referMsgUserId": "robot", "objName": "RC:TxtMsg", "referMsg": { "content": "?" } }),
        ),
        (
            "RC:CombineMsg",
            json!({ "remoteUrl": url, "conversationType": 1, "nameList": ["A"], "summaryList": ["A: hi"] }),
        ),
        ("RC:CardMsg", json!({ "userId": "robot", "name": "Robot" })),
        ("app:Own", json!({ "a": 1 })),
    ];
    for (object, content) in kinds {
        let given = json!({ "from": "robot", "to": "u_1", "objectName": object, "content": content });
        assert_eq!(rong.ask("publishKind", given)["code"], 200, "{object}");
    }
    let said = rong.ask("publish", json!({ "from": "robot", "to": "u_1", "content": "不对" }));
    let uid = said["messageUID"].as_str().unwrap().to_owned();
    until(&mut events, |event| shows(event, |content, _| is_text(content, "不对"))).await;
    let row = first_written(&client, &account.id, &mut events).await;
    assert_eq!(row.unread, 13);
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_millis().to_string();
    let taken = rong.ask(
        "recall",
        json!({ "from": "robot", "to": "u_1", "uid": uid, "time": now }),
    );
    assert_eq!(taken["code"], 200, "{taken}");
    until(&mut events, |event| shows(event, |content, _| content.is_gone())).await;
}

/// The promise of the facts: a wrong secret is told as such, and nothing happens.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_secret_admits_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (key, _) = server.app().unwrap();
    let environment = [
        ("ADDRESS", server.address.as_str()),
        ("APP_KEY", &key),
        ("SECRET", "guessed"),
    ];
    let mut rong = Package::start("rongcloud.mjs", &environment);
    let refused = rong.ask(
        "register",
        json!({ "id": "u1", "name": "U", "portrait": "http://127.0.0.1/face.png" }),
    );
    // The SDK's own name for 1004, a wrong signature.
    assert_eq!(
        refused["code"]
            .as_str()
            .map_or(refused["code"].to_string(), str::to_owned),
        "20000"
    );
    assert!(refused.get("token").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_keeps_black_lists() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (key, secret) = server.app().unwrap();
    let environment = [
        ("ADDRESS", server.address.as_str()),
        ("APP_KEY", &key),
        ("SECRET", &secret),
    ];
    let mut rong = Package::start("rongcloud.mjs", &environment);
    for id in ["u1", "u_2", "u3"] {
        let portrait = "http://127.0.0.1/face.png";
        rong.ask("register", json!({ "id": id, "name": id, "portrait": portrait }));
    }
    let blocked = |rong: &mut Package| {
        let list = rong.ask("blocked", json!({ "id": "u1" }));
        assert_eq!(list["code"], 200);
        let mut ids: Vec<_> = list["users"]
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["id"].clone())
            .collect();
        ids.sort_by_key(ToString::to_string);
        ids
    };
    assert_eq!(
        rong.ask("block", json!({ "id": "u1", "others": ["u_2", "u3"] }))["code"],
        200
    );
    assert_eq!(blocked(&mut rong), [json!("u3"), json!("u_2")]);
    assert_eq!(
        rong.ask("unblock", json!({ "id": "u1", "others": ["u_2"] }))["code"],
        200
    );
    assert_eq!(blocked(&mut rong), [json!("u3")]);
    let refused = rong.ask("block", json!({ "id": "u1", "others": ["nobody"] }));
    assert_ne!(refused["code"], 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_server_sdk_drives_groups() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (key, secret) = server.app().unwrap();
    let environment = [
        ("ADDRESS", server.address.as_str()),
        ("APP_KEY", &key),
        ("SECRET", &secret),
    ];
    let mut rong = Package::start("rongcloud.mjs", &environment);
    let mut token = String::new();
    for id in ["u_1", "u2", "u3"] {
        let person = json!({ "id": id, "name": id, "portrait": "http://127.0.0.1/face.png" });
        let admitted = rong.ask("register", person);
        if id == "u_1" {
            token = admitted["token"].as_str().unwrap().to_owned();
        }
    }
    let mut setup = Setup::real(folder.path().join("client"));
    setup.keychain = std::sync::Arc::new(client::keychain::MemoryKeychain::default());
    let client = Client::open(setup).await.unwrap();
    let mut events = client.subscribe();
    let request = TokenSignIn {
        address: server.address.clone(),
        user_id: "u_1".to_owned(),
        token,
        renew_url: None,
        fingerprint: None,
    };
    let account = client.sign_in_with_token(request).await.unwrap().id;
    let mut does = |call: &str, params: Value| {
        let answer = rong.ask("group", json!({ "call": call, "params": params }));
        assert_eq!(answer["code"], 200, "{call}: {answer}");
        answer
    };

    // An id that OpenIM's wire could not carry.
    let members = json!([{ "id": "u_1" }, { "id": "u2" }]);
    does("create", json!({ "id": "g_1", "name": "海豹", "members": members }));
    does("join", json!({ "id": "g_1", "name": "海豹", "member": { "id": "u3" } }));
    let people = does("get", json!({ "id": "g_1" }));
    assert_eq!(
        people["members"],
        json!([{ "id": "u_1" }, { "id": "u2" }, { "id": "u3" }])
    );
    does("update", json!({ "id": "g_1", "name": "海豹 2" }));
    does(
        "Gag.add",
        json!({ "id": "g_1", "members": [{ "id": "u2" }], "minute": 5 }),
    );
    assert_eq!(does("Gag.getList", json!({ "id": "g_1" }))["members"][0]["id"], "u2");
    does("Gag.remove", json!({ "id": "g_1", "members": [{ "id": "u2" }] }));
    does("Mute.All.add", json!({ "groups": [{ "id": "g_1" }] }));
    assert_eq!(does("Mute.All.getList", json!({}))["groups"][0]["id"], "g_1");
    let let_write = json!({ "id": "g_1", "members": [{ "id": "u2" }] });
    does("Mute.Whitelist.add", let_write.clone());
    let listed = does("Mute.Whitelist.getList", json!({ "id": "g_1" }));
    assert_eq!(listed["members"], json!([{ "id": "u2" }]));
    does("Mute.Whitelist.remove", let_write);
    let listed = does("Mute.Whitelist.getList", json!({ "id": "g_1" }));
    assert_eq!(listed["members"], json!([]));
    does("Mute.All.remove", json!({ "groups": [{ "id": "g_1" }] }));
    does("quit", json!({ "id": "g_1", "member": { "id": "u3" } }));
    let published = rong.ask(
        "publishGroup",
        json!({ "from": "u2", "group": "g_1", "content": "欢迎" }),
    );
    assert_eq!(published["code"], 200, "{published}");
    loop {
        let list = client.conversations(&account).await.unwrap();
        let said = list.first().and_then(|row| row.last.as_ref()).map(|last| &last.content);
        if said.is_some_and(|content| is_text(content, "欢迎")) && list[0].peer.nickname == "海豹 2" {
            break;
        }
        until(&mut events, |_| true).await;
    }
    let ended = rong.ask(
        "group",
        json!({ "call": "dismiss", "params": { "id": "g_1", "member": { "id": "u_1" } } }),
    );
    assert_eq!(ended["code"], 200, "{ended}");
}
