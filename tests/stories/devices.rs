//! Several devices of one person: what happens on one shows on the other.

use world::{World, both};

#[test]
fn a_second_device_sees_everything() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "from the laptop").await;
        bob.says(&alice, "an answer").await;
        world.settle().await;
        let phone = alice.device("phone").await;
        world.settle().await;
        phone.says(&bob, "from the phone").await;
        world.settle().await;
        let wanted = "alice: from the laptop ✓\nbob: an answer\nalice: from the phone ✓";
        let sorted = |text: String| {
            let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(alice.sees(&bob).await, phone.sees(&bob).await);
        assert_eq!(sorted(phone.sees(&bob).await), sorted(wanted.into()));
        assert_eq!(phone.unread(&bob).await, alice.unread(&bob).await);
        assert_eq!(alice.list().await, phone.list().await);
    });
}

#[test]
fn both_devices_write_at_once() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        for number in 1..=10 {
            alice.says(&bob, &format!("laptop {number}")).await;
            phone.says(&bob, &format!("phone {number}")).await;
        }
        world.settle().await;
        assert_eq!(alice.history(&bob).await.len(), 20);
        assert_eq!(alice.sees(&bob).await, phone.sees(&bob).await);
        assert_eq!(bob.unread(&alice).await, 20);
    });
}

#[test]
fn signing_out_one_device_leaves_the_other() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        world.settle().await;
        alice.sign_out(false).await.expect("Signing out");
        bob.says(&alice, "still there?").await;
        world.settle().await;
        assert_eq!(phone.sees(&bob).await, "bob: still there?");
    });
}
