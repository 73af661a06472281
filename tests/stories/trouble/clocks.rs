//! Clocks that go wrong.

use client::view::LinkState;
use world::{World, both};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn the_servers_clock_goes_back_an_hour_and_order_stays() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "before").await;
        world.settle().await;
        world.server.clock.jump(-HOUR_MS);
        alice.says(&bob, "after").await;
        world.settle().await;
        bob.says(&alice, "and after that").await;
        world.settle().await;
        world.server.crash().await;
        world.server.start().await;
        alice.says(&bob, "last").await;
        world.settle().await;
        let phone = bob.device("phone").await;
        world.settle().await;
        for device in [&*bob, &phone] {
            let seen = device.history(&alice).await;
            assert_eq!(
                world::transcript::bare(&seen),
                "alice: before\nalice: after\nbob: and after that\nalice: last"
            );
            assert!(
                seen.is_sorted_by_key(|message| message.time),
                "times never go back: {seen:?}"
            );
        }
    });
}

#[test]
fn a_devices_clock_goes_back_an_hour_and_nothing_changes_place() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "one").await;
        world.settle().await;
        alice.link.cut();
        alice.says(&bob, "two").await;
        alice.clock.jump(-HOUR_MS);
        alice.says(&bob, "three").await;
        alice.restart().await;
        assert_eq!(alice.sees(&bob).await, "alice: one ✓\nalice: two …\nalice: three …");
        alice.link.mend();
        world.settle().await;
        assert_eq!(alice.link_state(), LinkState::Online);
        assert_eq!(alice.sees(&bob).await, "alice: one ✓\nalice: two ✓\nalice: three ✓");
        assert_eq!(bob.sees(&alice).await, "alice: one\nalice: two\nalice: three");
    });
}

#[test]
fn a_year_ahead_and_back_again() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.clock.jump(24 * 365 * HOUR_MS);
        alice.says(&bob, "from the future").await;
        world.settle().await;
        alice.clock.jump(-24 * 365 * HOUR_MS);
        bob.says(&alice, "back in time").await;
        alice.says(&bob, "now").await;
        world.settle().await;
        assert_eq!(
            world::transcript::bare(&alice.history(&bob).await),
            world::transcript::bare(&bob.history(&alice).await)
        );
        assert_eq!(alice.history(&bob).await.len(), 3);
    });
}
