//! Who reads what others put on the server, and how.

use std::io::Cursor;

use http::Request;
use http_body_util::Full;
use serde_json::json;

use super::{PNG, people, put, send, show};
use crate::Config;
use crate::config::Objects;
use crate::testing::World;

const HOUR_MS: i64 = 3_600_000;

#[tokio::test(start_paused = true)]
async fn a_name_alone_is_nothing_and_a_signature_ends() {
    let (mut world, token) = people().await;
    let answer = put(&mut world, &token, "alice/a.png", "", &[PNG]).await;
    let url = answer["data"]["url"].as_str().unwrap().to_owned();
    assert_eq!(send(&mut world, "GET", &url, "", b"").await.status(), 403);
    assert_eq!(show(&mut world, "GET", &url, "", b"", "no token").await.status(), 403);
    let bob = world.token("bob", 7).await;
    assert_eq!(show(&mut world, "GET", &url, "", b"", &bob).await.body().as_ref(), PNG);

    let name = url.split_once("/object/").unwrap().1;
    let asked = world
        .post("/api/object/access_url", &bob, json!({ "name": name }))
        .await;
    let signed = asked["data"]["url"].as_str().unwrap().to_owned();
    assert!(signed.starts_with(&url));
    assert_eq!(send(&mut world, "GET", &signed, "", b"").await.body().as_ref(), PNG);
    let (before, signature) = signed.split_at(signed.len() - 1);
    let other = format!("{before}{}", if signature == "0" { "1" } else { "0" });
    assert_eq!(send(&mut world, "GET", &other, "", b"").await.status(), 403);
    world
        .clock
        .jump
        .fetch_add(7 * HOUR_MS, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(send(&mut world, "GET", &signed, "", b"").await.status(), 403);
}

#[tokio::test(start_paused = true)]
async fn the_owner_of_a_server_lets_names_be_enough() {
    let objects = Objects {
        plain_names: true,
        ..Objects::default()
    };
    let mut world = World::with(Config {
        objects,
        ..Config::default()
    })
    .await;
    world.users(&["alice"]).await;
    let token = world.token("alice", 7).await;
    let answer = put(&mut world, &token, "alice/a.png", "", &[PNG]).await;
    let url = answer["data"]["url"].as_str().unwrap();
    assert_eq!(send(&mut world, "GET", url, "", b"").await.body().as_ref(), PNG);
}

#[tokio::test(start_paused = true)]
async fn a_stretch_of_another_file_is_not_given() {
    let (mut world, token) = people().await;
    let answer = put(&mut world, &token, "alice/a.png", "", &[PNG]).await;
    let url = answer["data"]["url"].as_str().unwrap();
    let path = url.strip_prefix("http://localhost").unwrap();
    let tag = show(&mut world, "GET", url, "", b"", &token).await.headers()["etag"].clone();
    for (known, status) in [(tag.to_str().unwrap(), 206), ("\"other\"", 200)] {
        let request = Request::get(path)
            .header("host", "localhost")
            .header("token", &token)
            .header("range", "bytes=1-3")
            .header("if-range", known);
        let answer = world.http(request.body(Full::default()).unwrap()).await;
        assert_eq!(answer.status(), status, "{known}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_picture_is_given_small_to_whoever_asks_so() {
    let (mut world, token) = people().await;
    let mut png = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(500, 250)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let answer = put(&mut world, &token, "alice/a.png", "", &[png.get_ref()]).await;
    let url = answer["data"]["url"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        let small = format!("{url}?type=image&width=200&height=100");
        let small = show(&mut world, "GET", &small, "", b"", &token).await;
        assert_eq!(small.headers()["content-type"], "image/jpeg");
        let small = image::load_from_memory(small.body()).unwrap();
        assert_eq!((small.width(), small.height()), (320, 160));
    }
    for whole in ["", "?type=image&width=640&height=640", "?type=image", "?width=20"] {
        let got = show(&mut world, "GET", &format!("{url}{whole}"), "", b"", &token).await;
        assert_eq!(got.body().as_ref(), png.get_ref(), "{whole}");
    }
}
