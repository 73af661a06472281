//! A token's time ends the socket that stands on it.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use protocol::envelope::{Codec, Encoding};
use protocol::frame;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use super::LINUX;
use crate::Config;
use crate::testing::{Device, World};

const DAY: Duration = Duration::from_secs(24 * 3600);
const CODEC: Codec = Codec {
    encoding: Encoding::Gob,
    gzip: false,
};

async fn world() -> World {
    let config = Config {
        token_days: Some(1),
        ..Config::default()
    };
    let world = World::with(config).await;
    world.users(&["alice", "bob"]).await;
    world
}

/// Keeps a device alive as apps do, until the server closes it.
async fn stay(device: &mut Device) {
    let mut heartbeat = tokio::time::interval(Duration::from_secs(24));
    loop {
        tokio::select! {
            biased;
            heard = device.socket.next() => match heard {
                Some(Ok(Message::Binary(bytes))) => {
                    let said = device.codec.decode_response(&bytes).unwrap();
                    assert_ne!(said.req_identifier, frame::KICK, "a device whose time is over was not kicked");
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
            _ = heartbeat.tick() => device.socket.send(Message::Ping(Vec::new().into())).await.unwrap(),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_ends_with_its_token_and_one_without_an_end_stays() {
    let mut world = world().await;
    let begin = Instant::now();
    let token = world.token("alice", LINUX).await;
    let mut alice = world.dial_with("alice", LINUX, &token, CODEC).await.unwrap();
    tokio::time::timeout(DAY * 2, stay(&mut alice)).await.expect("an end");
    let lived = begin.elapsed();
    assert!(lived >= DAY && lived < DAY + Duration::from_secs(1), "{lived:?}");
    let refused = world.dial_with("alice", LINUX, &token, CODEC).await.err().unwrap();
    assert!(refused.contains("1501"), "{refused}");
    let mut again = world.dial("alice", LINUX).await;
    again.say("bob", "m1", "hello").await;

    let mut lasting = World::start().await;
    lasting.users(&["alice"]).await;
    let mut alice = lasting.dial("alice", LINUX).await;
    assert!(tokio::time::timeout(DAY * 2, stay(&mut alice)).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_over_the_end_ends_the_session_with_the_next_sign_of_life() {
    let mut world = world().await;
    let mut alice = world.dial("alice", LINUX).await;
    world.clock.jump.store(25 * 3_600_000, Ordering::Relaxed);
    let late = tokio::time::timeout(Duration::from_secs(30), stay(&mut alice));
    late.await.expect("an end");
}
