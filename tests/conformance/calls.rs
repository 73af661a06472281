//! Every call that `@openim/client-sdk` has is listed in docs/conformance.md; those around messages that no other test
//! here makes are made here.

use client::view::MessageView;
use client::{Client, view::AccountId};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use world::process::ServerProcess;

use crate::openim::{WEB, our_client, user_id};
use crate::package::Package;

/// What the SDK has beside its calls: parts that it leaves open to itself.
const INSIDE: [&str; 12] = [
    "generateHttpHeader",
    "sendHttpRequest",
    "handleWsConnected",
    "handleMessage",
    "handleGeneralWsResp",
    "handleReconnecting",
    "handleReconnectFailed",
    "handleReconnectSuccess",
    "sendReqWaitResp",
    "triggerEvent",
    "internalUploadFile",
    "reset",
];

#[test]
fn every_call_of_the_official_sdk_is_listed() {
    let calls = Package::start("openim.mjs", &[]).ask("calls", json!({}));
    let calls: BTreeSet<_> = calls.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(calls.len() > 60, "{calls:?}");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/conformance.md");
    let page = std::fs::read_to_string(page).unwrap();
    let missing: Vec<_> = calls
        .into_iter()
        .filter(|call| !INSIDE.contains(call) && !page.contains(&format!("`{call}`")))
        .collect();
    assert!(missing.is_empty(), "docs/conformance.md says nothing of {missing:?}");
}

struct Talk {
    sdk: Package,
    bob: Client,
    bob_account: AccountId,
    bob_id: String,
    /// As both call it.
    id: String,
}

impl Talk {
    fn call(&mut self, name: &str, given: Value) -> Value {
        let answer = self.sdk.ask("call", json!({ "name": name, "given": given }));
        assert!(answer.get("refused").is_none(), "{name}: {answer}");
        answer["data"].clone()
    }

    /// Makes a message by this call and sends it; what the SDK has of it then.
    fn send(&mut self, create: &str, given: Value) -> Value {
        let what = json!({ "create": create, "given": given, "to": self.bob_id });
        let sent = self.sdk.ask("sendKind", what);
        assert_eq!(sent["status"], 2, "{create} is sent: {sent}");
        sent
    }

    /// The newest message on our side, once it is as wanted.
    async fn ours(&self, what: &str, fits: impl Fn(&MessageView) -> bool) {
        for _ in 0..600 {
            let page = self.bob.messages(&self.bob_account, &self.id, None, 50).await;
            if page.is_ok_and(|page| page.messages.iter().any(&fits)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("ours never shows it: {what}");
    }
}

async fn talk(server: &ServerProcess, folder: &Path) -> Talk {
    let (alice, account) = our_client(server, folder, "alice").await;
    let (bob, bob_account) = our_client(server, &folder.join("bob"), "bob").await;
    let (alice_id, bob_id) = (user_id(&alice), user_id(&bob));
    alice.sign_out(&account, false).await.unwrap();
    let token = server.command(&["token", &alice_id, &WEB.to_string()]).unwrap();
    let mut sdk = Package::start("openim.mjs", &[]);
    let told = json!({ "address": server.address, "userID": alice_id, "token": token.trim(), "platformID": WEB });
    sdk.ask("signIn", told);
    let id = bob.open_conversation(&bob_account, &alice_id).await.unwrap().id;
    Talk {
        sdk,
        bob,
        bob_account,
        bob_id,
        id,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_sends_every_kind_that_it_makes_and_has_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let mut talk = talk(&server, folder.path()).await;
    let url = format!("{}/nothing.png", server.address);
    let picture = json!({ "uuid": "p", "type": "image/png", "size": 9, "width": 3, "height": 3, "url": url });
    let pictures =
        json!({ "sourcePicture": picture, "bigPicture": picture, "snapshotPicture": picture, "sourcePath": "" });
    let sound = json!({ "uuid": "s", "soundPath": "", "sourceUrl": url, "dataSize": 9, "duration": 1 });
    let file = json!({ "uuid": "f", "filePath": "", "fileName": "a.txt", "sourceUrl": url, "fileSize": 9 });
    let video = json!({
        "videoPath": "", "duration": 1, "videoType": "video/mp4", "snapshotPath": "", "videoUUID": "v", "videoUrl": url,
        "videoSize": 9, "snapshotUUID": "t", "snapshotSize": 9, "snapshotUrl": url, "snapshotWidth": 3,
        "snapshotHeight": 3, "snapShotType": "image/png",
    });
    let with = |given: &Value, files: Value| {
        let mut all = given.clone();
        all["files"] = files;
        all
    };
    let text = talk.send("createTextMessage", json!("first"));
    let bob_id = talk.bob_id.clone();
    let kinds = [
        (
            "createTextAtMessage",
            106,
            json!({ "text": "@bob", "atUserIDList": [bob_id], "atUsersInfo": [{ "atUserID": bob_id, "groupNickname": "bob" }] }),
        ),
        (
            "createLocationMessage",
            109,
            json!({ "description": "here", "longitude": 2.1, "latitude": 41.4 }),
        ),
        (
            "createCustomMessage",
            110,
            json!({ "data": "{}", "extension": "", "description": "" }),
        ),
        (
            "createQuoteMessage",
            114,
            json!({ "text": "about that", "message": text.to_string() }),
        ),
        (
            "createCardMessage",
            108,
            json!({ "userID": bob_id, "nickname": "bob", "faceURL": "", "ex": "" }),
        ),
        ("createImageMessageByURL", 102, pictures.clone()),
        (
            "createImageMessageByFile",
            102,
            with(&pictures, json!({ "file": "a.png" })),
        ),
        ("createSoundMessageByURL", 103, sound.clone()),
        (
            "createSoundMessageByFile",
            103,
            with(&sound, json!({ "file": "a.wav" })),
        ),
        ("createVideoMessageByURL", 104, video.clone()),
        (
            "createVideoMessageByFile",
            104,
            with(&video, json!({ "videoFile": "a.mp4", "snapshotFile": "b.png" })),
        ),
        ("createFileMessageByURL", 105, file.clone()),
        ("createFileMessageByFile", 105, with(&file, json!({ "file": "a.txt" }))),
        (
            "createMergerMessage",
            107,
            json!({ "messageList": [text], "title": "us", "summaryList": ["first"] }),
        ),
        ("createFaceMessage", 115, json!({ "index": 0, "data": "smile" })),
        ("createForwardMessage", 101, text.clone()),
    ];
    for (create, kind, given) in kinds {
        let sent = talk.send(create, given);
        assert_eq!(sent["contentType"], kind, "{create}");
        let id = sent["clientMsgID"].as_str().unwrap().to_owned();
        talk.ours(create, |message| message.client_msg_id == id).await;
        let history = talk
            .sdk
            .ask("history", json!({ "conversationID": talk.id, "count": 5 }));
        // Two of one millisecond stand in any order there.
        let newest = history["messages"].as_array().unwrap();
        assert!(newest.iter().any(|message| message["id"] == json!(id)), "{create}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_takes_back_deletes_types_and_watches() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let mut talk = talk(&server, folder.path()).await;
    let first = talk.send("createTextMessage", json!("first"));
    let second = talk.send("createTextMessage", json!("second"));
    let which =
        |message: &Value, talk: &Talk| json!([{ "conversationID": talk.id, "clientMsgID": message["clientMsgID"] }]);

    let given = which(&second, &talk);
    talk.call("revokeMessage", given);
    let id = second["clientMsgID"].as_str().unwrap().to_owned();
    talk.ours("taken back", |message| {
        message.client_msg_id == id && message.content.is_gone()
    })
    .await;
    let given = which(&first, &talk);
    talk.call("deleteMessage", given);
    let id = first["clientMsgID"].as_str().unwrap().to_owned();
    talk.ours("still there for the other one", |message| {
        message.client_msg_id == id && !message.content.is_gone()
    })
    .await;
    let after = json!([{ "conversationID": talk.id, "count": 20, "startClientMsgID": "" }]);
    let newer = talk.call("getAdvancedHistoryMessageListReverse", after);
    assert_eq!(newer["isEnd"], json!(true));

    let (bob_id, with) = (talk.bob_id.clone(), talk.id.clone());
    let row = talk.call("getOneConversation", json!([{ "sourceID": bob_id, "sessionType": 1 }]));
    assert_eq!(row["conversationID"], json!(with));
    // What it wrote itself counts where its push was faster than its answer: the SDK knows it by the answer alone.
    let before = talk.call("getTotalUnreadMsgCount", json!([])).as_i64().unwrap();
    talk.bob.send_text(&talk.bob_account, &with, "unread").await.unwrap();
    talk.sdk.hear(|event| event["text"] == "unread");
    assert_eq!(talk.call("getTotalUnreadMsgCount", json!([])), json!(before + 1));
    assert_eq!(talk.call("getUsersInfo", json!([[bob_id]]))[0]["nickname"], "bob");

    let watched = talk.call("subscribeUsersStatus", json!([[bob_id]]));
    assert_eq!(watched[0]["status"], 1, "bob is online: {watched}");
    assert_eq!(
        talk.call("getSubscribeUsersStatus", json!([]))[0]["userID"],
        json!(bob_id)
    );
    talk.call("unsubscribeUsersStatus", json!([[bob_id]]));
    talk.call("changeInputStates", json!([{ "conversationID": with, "focus": true }]));
    let states = talk.call("getInputStates", json!([{ "conversationID": with, "userID": bob_id }]));
    assert_eq!(states, json!([]), "bob types nothing");

    talk.call("deleteAllMsgFromLocalAndSvr", json!([]));
    talk.call("getLoginStatus", json!([]));
}
