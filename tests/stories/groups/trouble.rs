//! Groups that end, and people who are sent out or silenced, also while they are away.

use client::view::GroupState;

use super::*;

#[test]
fn who_was_sent_out_while_he_was_away_reads_up_to_then_and_no_further() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let seals = Seals::made(world, &[&alice, &bob, &carol]).await;
        seals.says(&alice, "all here").await.expect("Saying something");
        world.settle().await;
        carol.link.cut();
        seals.says(&alice, "while she is away").await.expect("Saying something");
        // What she wrote there goes nowhere any more, and she is told why.
        seals.says(&carol, "wait for me").await.expect("Accepting it");
        world.pass(5).await;
        seals
            .change("kick_group", json!({ "kickedUserIDs": [&*carol.user_id] }))
            .await;
        seals.says(&alice, "without her").await.expect("Saying something");
        world.pass(5).await;
        carol.link.mend();
        world.settle().await;
        let heard = seals.heard(&carol).await;
        assert!(heard.contains(&"alice: while she is away".to_owned()), "{heard:?}");
        assert!(!heard.contains(&"alice: without her".to_owned()), "{heard:?}");
        let failed = MessageState::Failed { code: Code::NotInGroup };
        assert_eq!(seals.state(&carol, "wait for me").await, failed);
        assert_eq!(seals.heard(&bob).await.len(), 3);
        // A device that is new sees the same end.
        let phone = carol.device("phone").await;
        world.settle().await;
        let heard = seals.heard(&phone).await;
        assert_eq!(heard, ["alice: all here", "alice: while she is away"]);
    });
}

#[test]
fn a_group_that_ends_while_somebody_writes_is_readable_and_says_so() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let seals = Seals::made(world, &[&alice, &bob]).await;
        seals.says(&bob, "before").await.expect("Saying something");
        world.settle().await;
        seals.change("dismiss_group", json!({})).await;
        seals.says(&bob, "after").await.expect("Accepting it");
        world.settle().await;
        let ended = MessageState::Failed {
            code: Code::GroupDismissed,
        };
        assert_eq!(seals.state(&bob, "after").await, ended);
        assert_eq!(seals.heard(&alice).await, ["bob: before"]);
        alice.restart().await;
        world.settle().await;
        assert_eq!(seals.heard(&alice).await, ["bob: before"]);
    });
}

#[test]
fn the_silenced_are_told_why_and_speak_again_in_time() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let seals = Seals::made(world, &[&alice, &bob]).await;
        let muted = json!({ "userID": &*bob.user_id, "mutedSeconds": 60 });
        seals.change("mute_group_member", muted).await;
        seals.says(&bob, "mmm").await.expect("Accepting it");
        world.settle().await;
        assert_eq!(
            seals.state(&bob, "mmm").await,
            MessageState::Failed { code: Code::Muted }
        );
        world.pass(61).await;
        seals.says(&bob, "at last").await.expect("Saying something");
        world.settle().await;
        assert_eq!(seals.state(&bob, "at last").await, MessageState::Sent);
        seals.change("mute_group", json!({})).await;
        seals.says(&bob, "mmm again").await.expect("Accepting it");
        seals.says(&alice, "silence, please").await.expect("Saying something");
        world.settle().await;
        assert_eq!(
            seals.state(&bob, "mmm again").await,
            MessageState::Failed { code: Code::GroupMuted }
        );
        assert_eq!(seals.heard(&alice).await, ["bob: at last", "alice: silence, please"]);
    });
}

#[test]
fn what_was_begun_and_what_waits_when_a_group_ends_is_kept_and_told() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let seals = Seals::made(world, &[&alice, &bob]).await;
        let draft = "As I was about to say";
        bob.link.cut();
        for text in ["one", "two"] {
            seals.says(&bob, text).await.expect("Accepting it");
        }
        bob.client()
            .set_draft(&bob.account(), &seals.conversation(), draft, Vec::new())
            .await
            .expect("Keeping a draft");
        world.pass(1).await;
        seals.change("dismiss_group", json!({})).await;
        bob.link.mend();
        world.settle().await;
        let ended = MessageState::Failed {
            code: Code::GroupDismissed,
        };
        for text in ["one", "two"] {
            assert_eq!(seals.state(&bob, text).await, ended, "{text}");
        }
        let groups = bob.client().groups(&bob.account()).await.expect("The groups");
        assert_eq!((groups[0].state, groups[0].role), (GroupState::Dismissed, None));
        assert_eq!(seals.row(&bob).await.draft, draft);
        assert!(seals.row(&bob).await.failed, "and the list says so");
        bob.restart().await;
        world.settle().await;
        assert_eq!(seals.row(&bob).await.draft, draft);
        assert_eq!(seals.state(&bob, "two").await, ended);
        assert_eq!(seals.heard(&alice).await, Vec::<String>::new());
    });
}
