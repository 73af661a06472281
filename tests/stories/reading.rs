//! Unread counts and read marks, on every device of both sides.

use world::{World, both};

#[test]
fn unread_counts_what_others_wrote_and_falls_when_it_is_read() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for text in ["one", "two", "three"] {
            alice.says(&bob, text).await;
        }
        world.settle().await;
        assert_eq!((bob.unread(&alice).await, alice.unread(&bob).await), (3, 0));
        bob.reads(&alice).await;
        assert_eq!(bob.unread(&alice).await, 0, "at once, without waiting for the server");
        world.settle().await;
        assert_eq!(bob.unread(&alice).await, 0);
        alice.says(&bob, "four").await;
        world.settle().await;
        assert_eq!(bob.unread(&alice).await, 1);
    });
}

#[test]
fn ones_own_answer_does_not_count_as_unread() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        bob.says(&alice, "hello").await;
        world.settle().await;
        alice.restart().await;
        bob.restart().await;
        world.settle().await;
        assert!(alice.unread(&bob).await <= 1);
        alice.reads(&bob).await;
        bob.reads(&alice).await;
        alice.says(&bob, "and more").await;
        world.settle().await;
        alice.restart().await;
        world.settle().await;
        assert_eq!((alice.unread(&bob).await, bob.unread(&alice).await), (0, 1));
    });
}

#[test]
fn reading_half_of_it_leaves_half_unread() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for number in 1..=6 {
            alice.says(&bob, &number.to_string()).await;
        }
        world.settle().await;
        let conversation = bob.conversation(&alice).await.id;
        bob.client()
            .mark_read(&bob.account(), &conversation, 4)
            .await
            .expect("Marking as read");
        world.settle().await;
        assert_eq!(bob.unread(&alice).await, 2);
        assert_eq!(
            alice.sees(&bob).await,
            "alice: 1 ✓✓\nalice: 2 ✓✓\nalice: 3 ✓✓\nalice: 4 ✓✓\nalice: 5 ✓\nalice: 6 ✓"
        );
        assert_eq!(bob.page(&alice, None, 50).await.unread_from, Some(5));
    });
}

#[test]
fn what_is_read_on_one_device_is_read_on_the_other() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = bob.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        assert_eq!((bob.unread(&alice).await, phone.unread(&alice).await), (1, 1));
        phone.reads(&alice).await;
        world.settle().await;
        assert_eq!((bob.unread(&alice).await, phone.unread(&alice).await), (0, 0));
    });
}

#[test]
fn marks_made_offline_reach_the_other_side_later() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        bob.link.cut();
        bob.reads(&alice).await;
        world.settle().await;
        assert_eq!(bob.unread(&alice).await, 0);
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓");
        bob.restart().await;
        assert_eq!(bob.unread(&alice).await, 0, "the mark outlives the app");
        bob.link.mend();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓✓");
    });
}

#[test]
fn marks_that_were_missed_are_learned_on_coming_back() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        alice.crash().await;
        bob.reads(&alice).await;
        world.settle().await;
        alice.start().await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓✓");
    });
}

#[test]
fn who_turns_receipts_off_tells_nobody_else_what_he_has_read() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = bob.device("phone").await;
        bob.client().set_receipts(false);
        alice.says(&bob, "hello").await;
        world.settle().await;
        bob.reads(&alice).await;
        world.settle().await;
        assert_eq!((bob.unread(&alice).await, phone.unread(&alice).await), (0, 0));
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓");
        bob.client().set_receipts(true);
        alice.says(&bob, "again").await;
        world.settle().await;
        bob.reads(&alice).await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓✓\nalice: again ✓✓");
    });
}
