//! Files put on the server and taken from it, through the whole HTTP stack.

use http::{Request, Response};
use http_body_util::Full;
use md5::{Digest as _, Md5};
use serde_json::{Value, json};

mod keeping;
mod reading;

use super::code;
use crate::Config;
use crate::config::Objects;
use crate::testing::World;

const LINUX: i32 = 7;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and what else a picture has";

fn md5(bytes: &[u8]) -> String {
    protocol::ids::hex(&Md5::digest(bytes))
}

/// What a client says of a file before it sends it.
fn announced(name: &str, kind: &str, parts: &[&[u8]]) -> (Value, Vec<String>) {
    let sums: Vec<String> = parts.iter().map(|part| md5(part)).collect();
    let size: usize = parts.iter().map(|part| part.len()).sum();
    let announced = json!({ "hash": md5(sums.join(",").as_bytes()), "size": size, "partSize": parts[0].len(),
        "maxParts": -1, "cause": "", "name": name, "contentType": kind });
    (announced, sums)
}

async fn send(world: &mut World, method: &str, url: &str, range: &str, body: &[u8]) -> Response<bytes::Bytes> {
    show(world, method, url, range, body, "").await
}

/// The same with a token.
async fn show(
    world: &mut World,
    method: &str,
    url: &str,
    range: &str,
    body: &[u8],
    token: &str,
) -> Response<bytes::Bytes> {
    let request = Request::builder()
        .method(method)
        .uri(url.strip_prefix("http://localhost").unwrap())
        .header("host", "localhost")
        .header("range", range)
        .header("token", token)
        .body(Full::from(bytes::Bytes::copy_from_slice(body)));
    world.http(request.unwrap()).await
}

/// All that a client does, and the address that it gets for it.
async fn put(world: &mut World, token: &str, name: &str, kind: &str, parts: &[&[u8]]) -> Value {
    let (announced, sums) = announced(name, kind, parts);
    let begun = world
        .post("/api/object/initiate_multipart_upload", token, announced)
        .await;
    let Some(id) = begun["data"]["upload"]["uploadID"].as_str() else {
        return begun;
    };
    for (sign, part) in begun["data"]["upload"]["sign"]["parts"]
        .as_array()
        .unwrap()
        .iter()
        .zip(parts)
    {
        let put = send(world, "PUT", sign["url"].as_str().unwrap(), "", part).await;
        assert_eq!(put.status(), 200);
    }
    let completed = json!({ "uploadID": id, "parts": sums, "name": name, "contentType": kind, "cause": "" });
    world
        .post("/api/object/complete_multipart_upload", token, completed)
        .await
}

async fn people() -> (World, String) {
    let world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let token = world.token("alice", LINUX).await;
    (world, token)
}

#[tokio::test(start_paused = true)]
async fn a_file_comes_in_parts_and_is_given_back_whole_or_in_stretches() {
    let (mut world, token) = people().await;
    let size = world.post("/api/object/part_size", &token, json!({ "size": 7 })).await;
    assert_eq!(size["data"]["size"], 5 << 20);
    let limit = world.post("/api/object/part_limit", &token, json!({})).await;
    assert_eq!(
        limit["data"],
        json!({ "minPartSize": 5 << 20, "maxPartSize": 5_i64 << 30, "maxNumSize": 10_000 })
    );

    let (one, other) = PNG.split_at(20);
    let answer = put(&mut world, &token, "alice/face.png", "image/png", &[one, other]).await;
    let url = answer["data"]["url"].as_str().unwrap().to_owned();
    let server = world.server.id().to_owned();
    let (before, after) = url.split_once(&server).unwrap();
    assert_eq!(before, "http://localhost/api/object/alice/");
    assert!(
        after.ends_with("/face.png") && after.len() == 42,
        "nobody guesses {after}"
    );

    let whole = show(&mut world, "GET", &url, "", b"", &token).await;
    assert_eq!((whole.status().as_u16(), whole.body().as_ref()), (200, PNG));
    let said = |name: &str| whole.headers()[name].to_str().unwrap();
    assert_eq!(said("content-type"), "image/png");
    assert_eq!(said("x-content-type-options"), "nosniff");
    assert_eq!(said("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(said("content-length"), PNG.len().to_string());
    let some = show(&mut world, "GET", &url, "bytes=1-3", b"", &token).await;
    assert_eq!((some.status().as_u16(), some.body().as_ref()), (206, b"PNG".as_slice()));
    assert_eq!(some.headers()["content-range"], format!("bytes 1-3/{}", PNG.len()));
    let beyond = show(&mut world, "GET", &url, "bytes=900-", b"", &token).await;
    assert_eq!(beyond.status(), 416);
    let head = show(&mut world, "HEAD", &url, "", b"", &token).await;
    assert_eq!((head.status().as_u16(), head.body().len()), (200, 0));
    let none = show(&mut world, "GET", &url.replace("face", "face2"), "", b"", &token).await;
    assert_eq!(none.status(), 404);

    let again = put(&mut world, &token, "alice/other.png", "image/png", &[one, other]).await;
    assert_eq!(
        again["data"]["url"],
        url.as_str(),
        "what the person has here comes no second time"
    );
    let bob = world.token("bob", LINUX).await;
    let (announced, _) = announced("bob/face.png", "image/png", &[one, other]);
    let begun = world.post("/object/initiate_multipart_upload", &bob, announced).await;
    assert_eq!(begun["data"]["url"], "", "and nobody learns what others have");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_what_was_announced_is_not_kept() {
    let (mut world, token) = people().await;
    let begin = "/object/initiate_multipart_upload";
    for (name, expected) in [
        ("alice/a", 0),
        ("bob/a", 1001),
        ("alice", 1001),
        ("alice/..", 1001),
        ("", 1001),
    ] {
        let (announced, _) = announced(name, "", &[b"four"]);
        assert_eq!(code(&world.post(begin, &token, announced).await), expected, "{name}");
    }
    for (size, part) in [
        (0, 1),
        (-1, 1),
        (5_i64 << 30, 5_i64 << 20),
        (10, 0),
        (1_000_000, 1),
        (10, -1),
    ] {
        let asked = json!({ "hash": "x", "size": size, "partSize": part, "maxParts": 1, "name": "alice/a" });
        assert_eq!(code(&world.post(begin, &token, asked).await), 1001, "{size} {part}");
    }
    let (announced, sums) = announced("alice/a", "", &[b"four", b"more"]);
    let begun = world.post(begin, &token, announced).await;
    let upload = begun["data"]["upload"].clone();
    let url = |part: usize| upload["sign"]["parts"][part]["url"].as_str().unwrap();
    for body in [b"fou".as_slice(), b"fours", b""] {
        assert_eq!(send(&mut world, "PUT", url(0), "", body).await.status(), 400);
    }
    let elsewhere = format!("{}9", url(0));
    assert_eq!(send(&mut world, "PUT", &elsewhere, "", b"four").await.status(), 400);
    let complete = async |world: &mut World, token: &str, parts: &[String]| {
        let asked = json!({ "uploadID": upload["uploadID"], "parts": parts });
        code(&world.post("/object/complete_multipart_upload", token, asked).await)
    };
    assert_eq!(send(&mut world, "PUT", url(0), "", b"four").await.status(), 200);
    assert_eq!(complete(&mut world, &token, &sums).await, 1001, "a part is missing");
    assert_eq!(send(&mut world, "PUT", url(1), "", b"less").await.status(), 200);
    assert_eq!(complete(&mut world, &token, &sums).await, 1001, "it is another one");
    let named = [sums[0].clone(), md5(b"less")];
    assert_eq!(
        complete(&mut world, &token, &named).await,
        1001,
        "all of it is another one"
    );
    let bob = world.token("bob", LINUX).await;
    assert_eq!(complete(&mut world, &bob, &sums).await, 1701);
    let signed = json!({ "uploadID": upload["uploadID"], "partNumbers": [2] });
    let signed = world.post("/object/auth_sign", &token, signed).await;
    assert_eq!(signed["data"]["parts"][0]["url"], url(1));
    assert_eq!(send(&mut world, "PUT", url(1), "", b"more").await.status(), 200);
    assert_eq!(complete(&mut world, &token, &sums).await, 0);
    assert_eq!(complete(&mut world, &token, &sums).await, 1701, "once");
}

#[tokio::test(start_paused = true)]
async fn a_page_of_somebodys_making_is_bytes_to_be_saved() {
    let (mut world, token) = people().await;
    for (kind, bytes) in [
        ("text/html", b"<script>alert(1)</script>".as_slice()),
        ("image/png", b"<html>"),
        ("image/svg+xml", b"<svg onload='alert(1)'/>"),
        ("video/mp4", b"%PDF-1.7"),
    ] {
        let answer = put(&mut world, &token, "alice/page.html", kind, &[bytes]).await;
        let url = answer["data"]["url"].as_str().unwrap();
        let got = show(&mut world, "GET", url, "", b"", &token).await;
        assert_eq!(got.headers()["content-type"], "application/octet-stream", "{kind}");
        assert_eq!(got.headers()["content-disposition"], "attachment");
    }
}

#[tokio::test(start_paused = true)]
async fn the_owner_of_a_server_says_how_much_it_keeps() {
    let mut world = World::with(Config {
        objects: Objects {
            max_file_mb: 1,
            max_person_mb: 1,
            ..Objects::default()
        },
        ..Config::default()
    })
    .await;
    world.users(&["alice"]).await;
    let token = world.token("alice", LINUX).await;
    let (first, second) = (vec![1; 600_000], vec![2; 600_000]);
    assert_eq!(code(&put(&mut world, &token, "alice/1", "", &[&first]).await), 0);
    assert_eq!(code(&put(&mut world, &token, "alice/2", "", &[&second]).await), 1002);
    let mut none = World::with(Config {
        objects: Objects {
            max_file_mb: 0,
            ..Objects::default()
        },
        ..Config::default()
    })
    .await;
    none.users(&["alice"]).await;
    let token = none.token("alice", LINUX).await;
    assert_eq!(code(&put(&mut none, &token, "alice/1", "", &[b"x"]).await), 1004);
    let request = Request::get("/ext/capabilities").header("host", "localhost");
    let told = none.http(request.body(Full::default()).unwrap()).await;
    assert!(!String::from_utf8_lossy(told.body()).contains("objects"));
}
