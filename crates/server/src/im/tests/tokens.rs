//! Tokens live, expire, bind to a platform and are kicked by the rules.

use std::sync::atomic::Ordering;

use super::App;
use crate::im::{DevicePolicy, Rules};

const LINUX: i32 = 7;
const IOS: i32 = 1;
const DAY_MS: i64 = 86_400_000;

impl App {
    async fn token(&self, on: Option<i32>) -> String {
        self.im.issue("alice", on).await.unwrap().token
    }

    /// 0 for a good one, or the code.
    async fn state(&self, token: &str) -> i32 {
        self.im.caller(token).await.map_or_else(|failure| failure.code.0, |_| 0)
    }

    async fn connect(&self, token: &str, user: &str, on: i32) -> i32 {
        self.im
            .admit(token, user, on)
            .await
            .map_or_else(|failure| failure.code.0, |_| 0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_lives_as_long_as_the_owner_says() {
    let app = App::with(Rules {
        token_days: Some(7),
        ..Rules::default()
    })
    .await;
    let issued = app.im.issue("alice", Some(LINUX)).await.unwrap();
    assert_eq!(issued.expires_in_s, 7 * 86_400);
    app.clock.jump.store(7 * DAY_MS - 1, Ordering::Relaxed);
    assert_eq!(app.state(&issued.token).await, 0);
    app.clock.jump.store(7 * DAY_MS, Ordering::Relaxed);
    assert_eq!(app.state(&issued.token).await, 1501);
    assert_eq!(app.connect(&issued.token, "alice", LINUX).await, 1501);
    let app = App::start().await;
    let forever = app.token(Some(LINUX)).await;
    app.clock.jump.store(3650 * DAY_MS, Ordering::Relaxed);
    assert_eq!(app.state(&forever).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_token_without_platform_binds_at_its_first_connection() {
    let app = App::start().await;
    let token = app.token(None).await;
    assert_eq!(app.connect(&token, "bob", IOS).await, 1502);
    assert_eq!(app.connect(&token, "alice", IOS).await, 0);
    assert_eq!(app.connect(&token, "alice", LINUX).await, 1502);
    assert_eq!(app.connect(&token, "alice", IOS).await, 0);
    assert_eq!(app.im.caller(&token).await.unwrap().platform, IOS);
}

#[tokio::test(start_paused = true)]
async fn policies_end_tokens_and_say_kicked() {
    let app = App::with(Rules {
        devices: DevicePolicy::OnePerPlatform,
        ..Rules::default()
    })
    .await;
    let (first, phone) = (app.token(Some(LINUX)).await, app.token(Some(IOS)).await);
    let second = app.token(Some(LINUX)).await;
    assert_eq!(
        (
            app.state(&first).await,
            app.state(&phone).await,
            app.state(&second).await
        ),
        (1506, 0, 0)
    );
    // One that had no platform decides when it binds.
    let unbound = app.token(None).await;
    assert_eq!(app.state(&second).await, 0);
    assert_eq!(app.connect(&unbound, "alice", LINUX).await, 0);
    assert_eq!((app.state(&second).await, app.state(&phone).await), (1506, 0));
    let app = App::start().await;
    let oldest = app.token(Some(LINUX)).await;
    let other = app.token(Some(IOS)).await;
    for _ in 0..29 {
        app.token(Some(LINUX)).await;
    }
    assert_eq!(app.state(&oldest).await, 0);
    app.token(Some(LINUX)).await;
    assert_eq!((app.state(&oldest).await, app.state(&other).await), (1506, 0));
}

#[tokio::test(start_paused = true)]
async fn being_kicked_spares_one_token_and_outlives_for_a_while() {
    let app = App::start().await;
    let (kept, other) = (app.token(Some(LINUX)).await, app.token(Some(IOS)).await);
    let id = app.im.door().resolve("alice").await.unwrap().unwrap();
    let (door, except) = (app.im.door(), kept.clone());
    let kick = app.im.db.write(move |tx| door.kick_user_in(tx, &id, Some(&except)));
    kick.await.unwrap();
    assert_eq!((app.state(&kept).await, app.state(&other).await), (0, 1506));
    assert_eq!(app.state(&"A".repeat(43)).await, 1507);
    app.clock.jump.store(91 * DAY_MS, Ordering::Relaxed);
    app.token(Some(IOS)).await;
    assert_eq!(app.state(&other).await, 1507);
    assert_eq!(app.im.issue("alice", Some(10)).await.unwrap_err().code.0, 1001);
    assert_eq!(app.im.issue("nobody", Some(IOS)).await.unwrap_err().code.0, 1101);
}

#[tokio::test(start_paused = true)]
async fn a_foreign_name_stands_for_its_number_everywhere() {
    let app = App::start().await;
    let name = "shop:42_ä b";
    let new = crate::im::NewUser {
        user_id: Some(name.into()),
        ..Default::default()
    };
    let id = app.im.door().create_user(new).await.unwrap();
    assert!(id.0.len() == 10 && id.0.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(app.im.door().foreign_of(&id).await.unwrap(), name);
    assert_eq!(app.im.door().resolve(name).await.unwrap(), Some(id.clone()));
    let token = app.im.issue(name, Some(LINUX)).await.unwrap().token;
    assert_eq!(
        (
            app.connect(&token, name, LINUX).await,
            app.connect(&token, &id.0, LINUX).await
        ),
        (0, 0)
    );
    let sent = app.say("alice", name, "hello").await;
    assert_eq!(
        sent.conversation_id,
        protocol::ids::conversation_id::single("alice", &id.0)
    );
    let twice = crate::im::NewUser {
        user_id: Some(name.into()),
        ..Default::default()
    };
    assert_eq!(app.im.door().create_user(twice).await.unwrap_err().code.0, 1102);
}
