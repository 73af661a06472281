//! How uploads go on, what goes by itself, and files in forms.

use std::sync::atomic::Ordering;

use http::{Request, Response};
use http_body_util::Full;
use serde_json::json;

use super::super::code;
use super::{announced, md5, people, put, send, show};
use crate::Config;
use crate::config::Objects;
use crate::testing::{World, env};

const DAY_MS: i64 = 24 * 3_600_000;
const BEGIN: &str = "/api/object/initiate_multipart_upload";
const END: &str = "/api/object/complete_multipart_upload";

#[tokio::test(start_paused = true)]
async fn an_upload_goes_on_where_it_stood_also_in_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::at(folder.path(), Config::default(), env(1)).await;
    world.users(&["alice"]).await;
    let token = world.token("alice", 7).await;
    let (asked, sums) = announced("alice/a", "", &[b"four", b"more", b"end"]);
    let begun = world.post(BEGIN, &token, asked.clone()).await["data"]["upload"].clone();
    let url = |part: usize| begun["sign"]["parts"][part]["url"].as_str().unwrap();
    assert_eq!(begun["haveParts"], json!([]));
    assert_eq!(send(&mut world, "PUT", url(1), "", b"more").await.status(), 200);
    // Of this one only a beginning comes.
    assert_eq!(send(&mut world, "PUT", url(2), "", b"en").await.status(), 400);
    world.server.shut_down().await;

    let mut world = World::at(folder.path(), Config::default(), env(2)).await;
    let token = world.token("alice", 7).await;
    let again = world.post(BEGIN, &token, asked).await["data"]["upload"].clone();
    assert_eq!(again["uploadID"], begun["uploadID"]);
    assert_eq!(again["haveParts"], json!([2]));
    for (part, bytes) in [(0, b"four".as_slice()), (2, b"end")] {
        assert_eq!(send(&mut world, "PUT", url(part), "", bytes).await.status(), 200);
    }
    let named = json!({ "uploadID": begun["uploadID"], "parts": sums });
    let done = world.post(END, &token, named).await;
    let done = show(
        &mut world,
        "GET",
        done["data"]["url"].as_str().unwrap(),
        "",
        b"",
        &token,
    )
    .await;
    assert_eq!(done.body().as_ref(), b"fourmoreend");
    let left = std::fs::read_dir(only_app(folder.path()).join("uploads")).unwrap();
    assert_eq!(left.count(), 0, "nothing stays of what is whole");
}

/// The folder of the one app of a server.
fn only_app(data: &std::path::Path) -> std::path::PathBuf {
    let apps = std::fs::read_dir(data.join("apps")).unwrap().flatten();
    apps.map(|app| app.path())
        .find(|app| app.join("app.db").exists())
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_part_that_is_damaged_on_the_disk_has_not_come() {
    let folder = tempfile::tempdir().unwrap();
    let mut world = World::at(folder.path(), Config::default(), env(1)).await;
    world.users(&["alice"]).await;
    let token = world.token("alice", 7).await;
    let (asked, sums) = announced("alice/a", "", &[b"four", b"more"]);
    let begun = world.post(BEGIN, &token, asked.clone()).await["data"]["upload"].clone();
    let id = begun["uploadID"].as_str().unwrap();
    for (part, bytes) in [(0, b"four"), (1, b"more")] {
        let url = begun["sign"]["parts"][part]["url"].as_str().unwrap();
        assert_eq!(send(&mut world, "PUT", url, "", bytes).await.status(), 200);
    }
    let bytes = only_app(folder.path()).join(format!("uploads/{id}.bytes"));
    std::fs::write(bytes, b"fourm\0re").unwrap();
    let named = json!({ "uploadID": id, "parts": sums });
    assert_eq!(code(&world.post(END, &token, named).await), 1001);
    let again = world.post(BEGIN, &token, asked).await["data"]["upload"].clone();
    assert_eq!(again["haveParts"], json!([1]));
}

#[tokio::test(start_paused = true)]
async fn what_nothing_names_goes_after_a_time() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let token = world.token("alice", 7).await;
    let mut urls = Vec::new();
    for (name, bytes) in [
        ("sent", b"1"),
        ("face", b"2"),
        ("nothing", b"3"),
        ("back", b"4"),
        ("kept", b"5"),
    ] {
        let answer = put(&mut world, &token, &format!("alice/{name}"), "", &[bytes]).await;
        urls.push(answer["data"]["url"].as_str().unwrap().to_owned());
    }
    let im = world.im();
    let send_picture = async |url: &str| {
        let content = json!({ "sourcePicture": { "url": url } }).to_string().into_bytes();
        let message = crate::im::Outgoing {
            from: "alice".into(),
            to: "bob".into(),
            content_type: 102,
            content,
            ..crate::im::Outgoing::default()
        };
        im.door().send_as(message).await.unwrap()
    };
    send_picture(&urls[0]).await;
    let back = send_picture(&urls[3]).await;
    let alice = im.find_user("alice").await.unwrap().unwrap();
    im.revoke(alice, back.conversation_id, back.seq, false).await.unwrap();
    let change = crate::im::ProfileChange {
        face_url: Some(urls[1].clone()),
        ..crate::im::ProfileChange::default()
    };
    im.update_user("alice", change).await.unwrap();
    let kept =
        json!({ "userID": "alice", "type": 73_002, "uuid": "a", "value": json!({ "url": urls[4] }).to_string() });
    assert_eq!(
        code(&world.post("/user/process_user_command_add", &token, kept).await),
        0
    );
    world.clock.jump.fetch_add(31 * DAY_MS, Ordering::Relaxed);
    let token = world.token("alice", 7).await;
    // Whatever comes next sweeps.
    put(&mut world, &token, "alice/next", "", &[b"6"]).await;
    let mut found = Vec::new();
    for url in &urls {
        found.push(show(&mut world, "GET", url, "", b"", &token).await.status().as_u16());
    }
    assert_eq!(found, [200, 200, 404, 404, 200]);
}

#[tokio::test(start_paused = true)]
async fn what_is_announced_counts_and_is_forgotten_after_a_time() {
    let objects = Objects {
        max_file_mb: 1,
        max_person_mb: 1,
        ..Objects::default()
    };
    let mut world = World::with(Config {
        objects,
        ..Config::default()
    })
    .await;
    world.users(&["alice"]).await;
    let token = world.token("alice", 7).await;
    let large = |hash: &str| json!({ "hash": hash, "size": 600_000, "partSize": 600_000, "name": "alice/a" });
    assert_eq!(code(&world.post(BEGIN, &token, large("1")).await), 0);
    assert_eq!(code(&world.post(BEGIN, &token, large("1")).await), 0, "it is the same");
    assert_eq!(code(&world.post(BEGIN, &token, large("2")).await), 1002);
    world.clock.jump.fetch_add(4 * DAY_MS, Ordering::Relaxed);
    let token = world.token("alice", 7).await;
    assert_eq!(code(&world.post(BEGIN, &token, large("2")).await), 0);
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_stops_in_the_middle_holds_nothing() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let (mut world, token) = people().await;
    let (asked, sums) = announced("alice/a", "", &[b"four"]);
    let begun = world.post(BEGIN, &token, asked).await["data"]["upload"].clone();
    let url = begun["sign"]["parts"][0]["url"].as_str().unwrap().to_owned();
    let path = url.strip_prefix("http://localhost").unwrap();
    let mut stuck = world.pipe();
    let head = format!("PUT {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\n\r\nfo");
    stuck.write_all(head.as_bytes()).await.unwrap();
    let began = tokio::time::Instant::now();
    let mut answer = [0; 12];
    stuck.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 400");
    assert!(began.elapsed().as_secs() <= 31);
    // The same part once more, from a link that works.
    assert_eq!(send(&mut world, "PUT", &url, "", b"four").await.status(), 200);
    let named = json!({ "uploadID": begun["uploadID"], "parts": sums });
    assert_eq!(code(&world.post(END, &token, named).await), 0);
}

async fn form(world: &mut World, url: &str, kind: &str, body: &[u8]) -> Response<bytes::Bytes> {
    let request = Request::post(url.strip_prefix("http://localhost").unwrap())
        .header("host", "localhost")
        .header("content-type", kind)
        .body(Full::from(bytes::Bytes::copy_from_slice(body)));
    world.http(request.unwrap()).await
}

#[tokio::test(start_paused = true)]
async fn a_file_comes_in_a_form() {
    let (mut world, token) = people().await;
    let file = b"four\r\n--x\r\n--xy\r\n- \0 more";
    let asked = json!({ "name": "alice/a.txt", "size": file.len(), "contentType": "text/plain", "group": "" });
    let begun = world.post("/api/object/initiate_form_data", &token, asked).await["data"].clone();
    let url = begun["url"].as_str().unwrap();
    assert_eq!(
        (begun["file"].as_str(), &begun["successCodes"]),
        (Some("file"), &json!([200]))
    );
    let kind = "multipart/form-data; boundary=\"x-y\"";
    let written = |file: &[u8]| {
        let mut body = b"--x-y\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nfile\r\n--x-y\r\n".to_vec();
        body.extend(b"Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: x\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--x-y--\r\n");
        body
    };
    for (kind, body) in [
        ("text/plain", written(file)),
        (kind, written(b"four")),
        (kind, b"--x-y--\r\n".to_vec()),
        (kind, b"--x-y\r\n".to_vec()),
        (kind, Vec::new()),
    ] {
        assert_eq!(form(&mut world, url, kind, &body).await.status(), 400);
    }
    let end = json!({ "id": begun["id"] });
    assert_eq!(
        code(&world.post("/api/object/complete_form_data", &token, end.clone()).await),
        1001
    );
    assert_eq!(form(&mut world, url, kind, &written(file)).await.status(), 200);
    let done = world.post("/api/object/complete_form_data", &token, end).await;
    let url = done["data"]["url"].as_str().unwrap();
    let got = show(&mut world, "GET", url, "", b"", &token).await;
    assert_eq!(got.body().as_ref(), file);
    let (asked, _) = announced("alice/b", "", &[file]);
    let known = world.post(BEGIN, &token, asked).await;
    assert_eq!(known["data"]["url"], url, "it is known by its digest from now on");
    assert_eq!(md5(file).len(), 32);
}
