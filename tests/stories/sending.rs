//! Sending: once and only once, a visible state, a reason when it fails.

use client::error::Code;
use world::{Plan, World, both, simulate};

#[test]
fn a_lost_answer_does_not_double_the_message() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.meets(&bob).await;
        world.settle().await;
        alice.link.lose_answers(1);
        alice.says(&bob, "once").await;
        alice.says(&bob, "and once").await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: once ✓\nalice: and once ✓");
        assert_eq!(bob.sees(&alice).await, "alice: once\nalice: and once");
        assert_eq!(bob.unread(&alice).await, 2);
    });
}

#[test]
fn a_crash_before_the_answer_does_not_double_the_message() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.meets(&bob).await;
        world.settle().await;
        alice.link.delay(100..=100);
        alice.says(&bob, "once").await;
        // The request is there, the answer is on its way.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        alice.crash().await;
        alice.link.heal();
        alice.start().await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: once ✓");
        assert_eq!(bob.sees(&alice).await, "alice: once");
    });
}

#[test]
fn what_was_accepted_survives_a_crash_at_once() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.meets(&bob).await;
        alice.link.cut();
        alice.says(&bob, "kept").await;
        alice.restart().await;
        assert_eq!(alice.sees(&bob).await, "alice: kept …");
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: kept");
    });
}

#[test]
fn a_refused_message_says_why_and_can_be_sent_again() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        world.black_list(&bob, &alice, true).await;
        let refused = alice.says(&bob, "are you angry?").await;
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: hello ✓\nalice: are you angry? ✗ Blocked"
        );
        assert_eq!(bob.sees(&alice).await, "alice: hello");
        assert!(
            alice.list().await.contains(" !"),
            "the list shows that something failed: {}",
            alice.list().await
        );

        world.black_list(&bob, &alice, false).await;
        alice
            .client()
            .resend(&alice.account(), &refused.client_msg_id)
            .await
            .expect("Sending again");
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓\nalice: are you angry? ✓");
        assert_eq!(bob.sees(&alice).await, "alice: hello\nalice: are you angry?");
        assert!(!alice.list().await.contains(" !"));
    });
}

#[test]
fn a_failed_message_can_be_thrown_away() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        world.black_list(&bob, &alice, true).await;
        let refused = alice.says(&bob, "never mind").await;
        world.settle().await;
        alice
            .client()
            .discard(&alice.account(), &refused.client_msg_id)
            .await
            .expect("Throwing it away");
        assert_eq!(alice.sees(&bob).await, "");
        alice.restart().await;
        assert_eq!(alice.sees(&bob).await, "");
    });
}

#[test]
fn one_refused_message_does_not_hold_back_the_next() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        alice.meets(&bob).await;
        alice.meets(&carol).await;
        world.black_list(&bob, &alice, true).await;
        alice.link.cut();
        alice.says(&bob, "refused").await;
        alice.says(&carol, "welcome").await;
        alice.link.mend();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: refused ✗ Blocked");
        assert_eq!(carol.sees(&alice).await, "alice: welcome");
    });
}

#[test]
fn sending_to_a_stranger_who_does_not_exist_fails_with_its_reason() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let unknown = alice.client().open_conversation(&alice.account(), "999999999").await;
        assert_eq!(unknown.expect_err("Nobody").code, Code::UserNotFound);
    });
}
