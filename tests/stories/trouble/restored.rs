//! The server is put back to an older copy of its folder.

use world::{World, both};

#[test]
fn after_an_older_copy_was_put_back_everybody_goes_on_with_one_truth() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "one").await;
        world.settle().await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        world.settle().await;
        alice.says(&bob, "two, of which the copy knows nothing").await;
        bob.says(&alice, "three").await;
        world.settle().await;
        assert_eq!(bob.history(&alice).await.len(), 3);

        world.server.restore(&copy).await;
        world.settle().await;
        alice.says(&bob, "hello again").await;
        world.settle().await;
        let phone = bob.device("phone").await;
        world.settle().await;
        let wanted = "alice: one\nalice: hello again";
        assert_eq!(
            phone.sees(&alice).await,
            wanted,
            "a new device sees what the server has"
        );
        assert_eq!(bob.sees(&alice).await, wanted);
        assert_eq!(alice.sees(&bob).await, "alice: one ✓\nalice: hello again ✓");
        assert_eq!(bob.unread(&alice).await, phone.unread(&alice).await);
    });
}

#[test]
fn it_is_noticed_even_when_the_conversation_has_grown_past_the_old_one_meanwhile() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "one").await;
        world.settle().await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        world.settle().await;
        alice.says(&bob, "lost").await;
        world.settle().await;

        bob.crash().await;
        world.server.restore(&copy).await;
        world.settle().await;
        for text in ["two", "three", "four"] {
            alice.says(&bob, text).await;
        }
        world.settle().await;
        bob.start().await;
        world.settle().await;
        let seen = bob.sees(&alice).await;
        if world.is_plain() {
            // A plain server has no epoch: of the seqs that bob knows he cannot tell that they are other messages now.
            assert!(seen.ends_with("alice: three\nalice: four"), "{seen}");
        } else {
            assert_eq!(seen, "alice: one\nalice: two\nalice: three\nalice: four");
        }
    });
}

#[test]
fn what_waits_to_be_sent_survives_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "one").await;
        world.settle().await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        world.settle().await;
        alice.link.cut();
        alice.says(&bob, "written offline").await;
        world.server.restore(&copy).await;
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: one\nalice: written offline");
        assert_eq!(alice.sees(&bob).await, "alice: one ✓\nalice: written offline ✓");
    });
}

#[test]
fn a_backup_made_while_people_talk_is_put_back_and_everybody_agrees() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for number in 0..10 {
            alice.says(&bob, &format!("a{number}")).await;
            bob.says(&alice, &format!("b{number}")).await;
        }
        let backup = world.server.copy_online().await;
        alice.says(&bob, "after it").await;
        world.settle().await;
        assert!(bob.sees(&alice).await.ends_with("alice: after it"));
        assert!(alice.sees(&bob).await.ends_with("alice: after it ✓"));

        let kept = world.server.put_back(&backup).await;
        alice.says(&bob, "said anew").await;
        world.settle().await;
        let phone = bob.device("phone").await;
        world.settle().await;
        let truth = phone.sees(&alice).await;
        assert_eq!(bob.sees(&alice).await, truth);
        let hers = alice.sees(&bob).await;
        for sees in [&truth, &hers] {
            assert!(!sees.contains("after it"), "nothing pretends to have been sent: {sees}");
            assert!(sees.contains("said anew"), "{sees}");
        }

        world.server.put_back(&kept).await;
        world.settle().await;
        assert!(
            bob.sees(&alice).await.ends_with("alice: after it"),
            "what was replaced comes back"
        );
    });
}
