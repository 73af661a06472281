//! Whether an App Server may call, and how often.

use std::sync::atomic::Ordering;

use serde_json::json;

use super::World;
use crate::config::{Config, Limits};

#[tokio::test(start_paused = true)]
async fn a_call_is_made_a_hundred_times_a_second_and_other_calls_count_for_themselves() {
    let world = World::new().await;
    let token = async || world.call("/user/getToken.json", "userId=u&name=U").await;
    for _ in 0..100 {
        assert_eq!(token().await.0, 200);
    }
    let (status, answer) = token().await;
    assert_eq!((status, &answer["code"]), (429, &json!(1008)), "{answer}");
    let without_ending = world.call("/user/getToken", "userId=u&name=U").await;
    assert_eq!(without_ending.0, 429, "it is the same call");
    assert_eq!(world.call("/user/info.json", "userId=u").await.0, 200);
    world.clock.jump.fetch_add(999, Ordering::Relaxed);
    assert_eq!(token().await.0, 429);
    world.clock.jump.fetch_add(1, Ordering::Relaxed);
    assert_eq!(token().await.0, 200);
}

#[tokio::test(start_paused = true)]
async fn who_cannot_sign_uses_nobodys_calls_up() {
    let limits = Limits {
        server_calls_per_second: 2,
        ..Limits::default()
    };
    let world = World::with(Config {
        limits,
        ..Config::default()
    })
    .await;
    for _ in 0..10 {
        let mut forged = world
            .signed("", "/user/getToken.json")
            .body("userId=u&name=U".into())
            .unwrap();
        forged
            .headers_mut()
            .insert("signature", "0".repeat(40).parse().unwrap());
        assert_eq!(world.answer(forged).await.0, 401);
    }
    assert_eq!(world.call("/user/getToken.json", "userId=u&name=U").await.0, 200);
}

#[tokio::test]
async fn the_door_can_be_shut() {
    let world = World::with(Config {
        server_api: false,
        ..Config::default()
    })
    .await;
    let (status, answer) = world.call("/user/getToken.json", "userId=u1").await;
    assert_eq!((status, &answer["code"]), (403, &json!(1009)));
}
