//! How a session ends: by silence, a policy, a sign-out, a slow reader, or the server's own end.

use super::*;

#[tokio::test(start_paused = true)]
async fn silence_ends_a_session_and_pings_keep_it() {
    let mut world = World::start().await;
    world.users(&["alice"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    for _ in 0..5 {
        tokio::time::sleep(Duration::from_secs(25)).await;
        alice
            .socket
            .send(Message::text(r#"{"type":"ping","body":"x"}"#))
            .await
            .unwrap();
        let pong = alice.socket.next().await.unwrap().unwrap();
        assert_eq!(pong.into_text().unwrap().as_str(), r#"{"type":"pong","body":"x"}"#);
    }
    tokio::time::sleep(Duration::from_secs(25)).await;
    alice.socket.send(Message::Ping(Vec::new().into())).await.unwrap();
    assert!(matches!(alice.socket.next().await, Some(Ok(Message::Pong(_)))));
    assert_eq!(world.im().sessions(), 1);
    assert!(alice.pushed().await.is_none());
    assert_eq!(world.im().sessions(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_policy_kicks_the_other_device_and_says_so() {
    assert_eq!(DevicePolicy::from_number(1), Some(DevicePolicy::OnePerPlatform));
    let mut world = World::with(Config {
        device_policy: 1,
        ..Config::default()
    })
    .await;
    world.users(&["alice"]).await;
    let codec = Codec {
        encoding: Encoding::Gob,
        gzip: false,
    };
    let first = world.token("alice", LINUX).await;
    let mut old = world.dial_with("alice", LINUX, &first, codec).await.unwrap();
    let mut same = world.dial_with("alice", LINUX, &first, codec).await.unwrap();
    assert!(old.quiet().await, "the same token is the same device");
    let mut phone = world.dial("alice", IOS).await;
    let _new = world.dial("alice", LINUX).await;
    for device in [&mut old, &mut same] {
        assert_eq!(device.pushed().await.unwrap().req_identifier, frame::KICK);
        assert!(device.pushed().await.is_none());
    }
    assert!(phone.quiet().await);
    let refused = world.dial_with("alice", LINUX, &first, codec).await.err().unwrap();
    assert!(refused.contains("1506"), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn logging_out_answers_and_closes_and_the_token_lives() {
    let mut world = World::start().await;
    world.users(&["alice"]).await;
    let codec = Codec {
        encoding: Encoding::Gob,
        gzip: false,
    };
    let token = world.token("alice", LINUX).await;
    let mut alice = world.dial_with("alice", LINUX, &token, codec).await.unwrap();
    assert_eq!(alice.request(frame::LOGOUT, Vec::new()).await.err_code, 0);
    assert!(alice.pushed().await.is_none());
    world.dial_with("alice", LINUX, &token, codec).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_dropped_and_holds_nobody_up() {
    let mut world = World::start().await;
    world.users(&["alice", "bob"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let _bob = world.dial("bob", LINUX).await;
    // More than the pipe and the queue take together; bob never reads.
    for turn in 0..400 {
        alice.say("bob", &format!("m{turn}"), &"x".repeat(1000)).await;
    }
    tokio::time::sleep(Duration::from_secs(29)).await;
    alice.socket.send(Message::Ping(Vec::new().into())).await.unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(world.im().sessions(), 1);
}

#[tokio::test(start_paused = true)]
async fn shutting_down_says_goodbye() {
    let mut world = World::start().await;
    world.users(&["alice"]).await;
    let mut alice = world.dial("alice", LINUX).await;
    let server = world.server.clone();
    let mut ending = tokio::task::JoinSet::new();
    ending.spawn(async move { server.shut_down().await });
    assert!(matches!(alice.socket.next().await, Some(Ok(Message::Close(Some(_))))));
    drop(alice);
    ending.join_next().await.unwrap().unwrap();
}
