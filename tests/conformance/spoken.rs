//! Voice and videos between `@openim/client-sdk` and our engine: what it sends is drawn and fetched here, and ours is read
//! there.

use std::sync::Arc;
use std::time::Duration;

use client::requests::{Attachment, Manner};
use client::view::{AccountId, Content, MessageView};
use client::{Client, Setup};
use serde_json::{Value, json};
use world::microphone::Tone;
use world::process::ServerProcess;

use crate::openim::{WEB, our_client, user_id};
use crate::package::Package;

/// Six seconds of a ball, in VP8.
const FILM: &[u8] = include_bytes!("../desktop/ball.webm");

/// The message with this id, once it is here.
async fn arrived(client: &Client, account: &AccountId, conversation: &str, id: &str) -> MessageView {
    for _ in 0..600 {
        let page = client.messages(account, conversation, None, 50).await.unwrap();
        if let Some(found) = page.messages.into_iter().find(|one| one.client_msg_id == id) {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{id} never comes");
}

/// The newest message of a kind that the SDK has.
async fn newest(sdk: &mut Package, conversation: &str, kind: i32) -> Value {
    for _ in 0..600 {
        let given = json!([{ "conversationID": conversation, "count": 10, "startClientMsgID": "" }]);
        let told = sdk.ask(
            "call",
            json!({ "name": "getAdvancedHistoryMessageList", "given": given }),
        );
        let all = told["data"]["messageList"].as_array().cloned().unwrap_or_default();
        if let Some(found) = all
            .into_iter()
            .rev()
            .find(|one| one["contentType"] == kind && one["sendID"] != "")
        {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the SDK never has a {kind}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_and_our_client_hear_and_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (alice, alice_account) = our_client(&server, folder.path(), "alice").await;
    let alice_id = user_id(&alice);
    alice.sign_out(&alice_account, false).await.unwrap();
    let token = server.command(&["token", &alice_id, &WEB.to_string()]).unwrap();
    let (bob, account, microphone) = speaker(&server, &folder.path().join("bob")).await;
    let bob_id = user_id(&bob);
    let mut sdk = Package::start("openim.mjs", &[]);
    let told = json!({ "address": server.address, "userID": alice_id, "token": token.trim(), "platformID": WEB });
    sdk.ask("signIn", told);
    let with = bob.open_conversation(&account, &alice_id).await.unwrap().id;

    // What it makes of files has nine bytes.
    let given = json!({ "uuid": "s", "soundPath": "", "sourceUrl": "", "dataSize": 9, "duration": 7,
        "files": { "file": "a.wav" } });
    let sent = sdk.ask(
        "sendKind",
        json!({ "create": "createSoundMessageByFile", "given": given, "to": bob_id }),
    );
    let come = arrived(&bob, &account, &with, sent["clientMsgID"].as_str().unwrap()).await;
    let Content::Voice { voice } = &come.content else {
        panic!("no voice: {:?}", come.content)
    };
    assert_eq!((voice.seconds, voice.heard), (7, false));
    let fetched = bob.fetch_file(&account, &come.client_msg_id).await.unwrap();
    assert_eq!(fetched.size, 9);
    let given = json!({ "videoPath": "", "duration": 5, "videoType": "video/mp4", "snapshotPath": "", "videoUUID": "v",
        "videoUrl": "", "videoSize": 9, "snapshotUUID": "t", "snapshotSize": 9, "snapshotUrl": "", "snapshotWidth": 64,
        "snapshotHeight": 36, "snapShotType": "image/png", "files": { "videoFile": "a.mp4", "snapshotFile": "b.png" } });
    let sent = sdk.ask(
        "sendKind",
        json!({ "create": "createVideoMessageByFile", "given": given, "to": bob_id }),
    );
    let come = arrived(&bob, &account, &with, sent["clientMsgID"].as_str().unwrap()).await;
    let Content::Video { video } = &come.content else {
        panic!("no video: {:?}", come.content)
    };
    assert_eq!(
        (video.seconds, video.width, video.height, video.poster),
        (5, 64, 36, true)
    );
    assert_eq!(bob.fetch_file(&account, &come.client_msg_id).await.unwrap().size, 9);

    microphone.plug_in(48_000, Duration::from_secs(2));
    let recorded = bob.record(&account).await.unwrap().unwrap();
    send(&bob, &account, &with, recorded.id).await;
    let id = bob.begin_file(&account, "ball.webm", FILM.len() as u64).await.unwrap();
    bob.add_to_file(&account, &id, FILM.to_vec()).await.unwrap();
    bob.end_file(&account, &id).await.unwrap();
    send(&bob, &account, &with, id).await;
    let is_ours = |one: &Value| one["sendID"] == json!(bob_id);
    let sound = newest(&mut sdk, &with, 103).await;
    assert!(is_ours(&sound), "{sound}");
    assert_eq!(sound["soundElem"]["duration"], 2);
    assert_eq!(sound["soundElem"]["dataSize"], json!(recorded.size));
    let film = newest(&mut sdk, &with, 104).await;
    assert_eq!(
        (&film["videoElem"]["duration"], &film["videoElem"]["videoSize"]),
        (&json!(6), &json!(FILM.len()))
    );
    for (message, field) in [(&sound["soundElem"], "sourceUrl"), (&film["videoElem"], "videoUrl")] {
        let url = message[field].as_str().unwrap();
        assert!(
            url.starts_with(&format!("{}/api/object/{bob_id}/", server.address)),
            "{url}"
        );
    }
    sdk.ask("signOut", json!({}));
}

pub async fn send(client: &Client, account: &AccountId, conversation: &str, id: String) {
    let files = [Attachment {
        id,
        manner: Manner::Original,
    }];
    let sent = client.send_files(account, conversation, &files, "", &[]).await.unwrap();
    let id = &sent[0].client_msg_id;
    for _ in 0..600 {
        if arrived(client, account, conversation, id).await.seq.is_some() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never goes");
}

/// Somebody of ours with a microphone.
async fn speaker(server: &ServerProcess, folder: &std::path::Path) -> (Client, AccountId, Arc<Tone>) {
    let (client, account) = our_client(server, folder, "bob").await;
    client.close().await;
    let microphone = Arc::new(Tone::default());
    let setup = Setup {
        keychain: Arc::new(client::keychain::MemoryKeychain::default()),
        microphone: microphone.clone(),
        ..Setup::real(folder.join("again"))
    };
    drop((client, account));
    let client = Client::open(setup).await.unwrap();
    let signed_in = client
        .sign_in(client::requests::SignIn {
            address: server.address.clone(),
            account: "bob".to_owned(),
            password: "correct horse battery".to_owned(),
            fingerprint: None,
        })
        .await
        .unwrap();
    (client, signed_in.id, microphone)
}
