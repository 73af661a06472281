//! Who is there.

use client::view::{DeviceKind, Presence};
use world::{Person, Plan, World, both, simulate};

async fn seen(of: &Person, by: &Person) -> Presence {
    by.conversation(of).await.peer.presence
}

#[test]
fn bob_comes_and_goes_and_alice_sees_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        assert_eq!(seen(&bob, &alice).await, Presence::Online);
        bob.crash().await;
        world.settle().await;
        assert_eq!(seen(&bob, &alice).await, Presence::Offline);
        bob.start().await;
        world.settle().await;
        assert_eq!(seen(&bob, &alice).await, Presence::Online);
    });
}

#[test]
fn a_vanished_bob_is_noticed() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        bob.link.swallow();
        world.pass(60).await;
        assert_eq!(seen(&bob, &alice).await, Presence::Offline);
    });
}

#[test]
fn one_of_two_devices_is_enough_to_be_there() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = bob.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        bob.crash().await;
        world.settle().await;
        assert_eq!(seen(&bob, &alice).await, Presence::Online);
        phone.crash().await;
        world.settle().await;
        assert_eq!(seen(&bob, &alice).await, Presence::Offline);
    });
}

#[test]
fn who_is_offline_knows_nothing_of_others() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        alice.link.cut();
        world.pass(5).await;
        assert_eq!(seen(&bob, &alice).await, Presence::Unknown);
    });
}

#[test]
fn it_is_told_on_which_kind_of_device_somebody_is() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        assert_eq!(alice.conversation(&bob).await.peer.on, [DeviceKind::Computer]);
        bob.crash().await;
        world.settle().await;
        assert_eq!(alice.conversation(&bob).await.peer.on, []);
    });
}

#[test]
fn who_is_blocked_sees_nobody_come_or_go() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let block = async |on: bool| {
            let blocked = alice.client().set_blocked(&alice.account(), &bob.user_id, on).await;
            blocked.expect("A block");
            world.settle().await;
        };
        block(true).await;
        assert_eq!(seen(&alice, &bob).await, Presence::Offline, "at once");
        assert_eq!(seen(&bob, &alice).await, Presence::Online, "one way only");
        alice.crash().await;
        alice.start().await;
        world.settle().await;
        assert_eq!(seen(&alice, &bob).await, Presence::Offline, "when she comes");
        bob.crash().await;
        bob.start().await;
        world.settle().await;
        assert_eq!(seen(&alice, &bob).await, Presence::Offline, "when he asks anew");
        block(false).await;
        assert_eq!(seen(&alice, &bob).await, Presence::Online);
        alice.crash().await;
        world.settle().await;
        assert_eq!(seen(&alice, &bob).await, Presence::Offline);
    });
}
