//! A few stories with threads, real sockets and a real disk: that the simulation does not only agree with itself.

use std::time::Duration;

use client::view::MessageState;
use world::real::{RealPerson, RealServer};
use world::transcript;

/// Far more than it takes; only a hang gets there.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn tell(story: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { tokio::time::timeout(PATIENCE, story).await.expect("The story ends") });
}

#[test]
fn alice_and_bob_talk_over_real_sockets() {
    tell(async {
        let server = RealServer::start().await;
        let alice = RealPerson::register(&server, "alice").await;
        let bob = RealPerson::register(&server, "bob").await;
        alice.says(&bob, "hello").await;
        let seen = bob.waits_until(&alice, |messages| messages.len() == 1).await;
        assert_eq!(transcript::bare(&seen), "alice: hello");
        bob.says(&alice, "hello yourself").await;
        let all_sent = |messages: &[client::view::MessageView]| {
            messages.len() == 2 && messages.iter().all(|message| message.state != MessageState::Sending)
        };
        let hers = alice.waits_until(&bob, all_sent).await;
        let his = bob.waits_until(&alice, all_sent).await;
        assert_eq!(transcript::of_messages(&hers), "alice: hello ✓\nbob: hello yourself");
        assert_eq!(transcript::of_messages(&his), "alice: hello\nbob: hello yourself ✓");
        server.stop().await;
    });
}

#[test]
fn a_hundred_messages_each_way_at_once_over_real_sockets() {
    tell(async {
        let server = RealServer::start().await;
        let alice = RealPerson::register(&server, "alice").await;
        let bob = RealPerson::register(&server, "bob").await;
        let hers = async {
            for number in 0..50 {
                alice.says(&bob, &format!("a{number}")).await;
            }
        };
        let his = async {
            for number in 0..50 {
                bob.says(&alice, &format!("b{number}")).await;
            }
        };
        tokio::join!(hers, his);
        let all_there = |messages: &[client::view::MessageView]| {
            messages.len() == 100 && messages.iter().all(|message| message.seq.is_some())
        };
        let hers = alice.waits_until(&bob, all_there).await;
        let his = bob.waits_until(&alice, all_there).await;
        assert_eq!(transcript::bare(&hers), transcript::bare(&his));
        server.stop().await;
    });
}
