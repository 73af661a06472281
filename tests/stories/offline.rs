//! Without a network: everything can be read and written, and goes out later by itself.

use world::{World, both};

#[test]
fn what_was_written_offline_goes_out_later_by_itself() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "online").await;
        world.settle().await;
        alice.link.cut();
        alice.says(&bob, "written in a tunnel").await;
        alice.says(&bob, "and this").await;
        world.pass(600).await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: online ✓\nalice: written in a tunnel …\nalice: and this …"
        );
        alice.restart().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: online ✓\nalice: written in a tunnel …\nalice: and this …"
        );
        alice.link.mend();
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: online ✓\nalice: written in a tunnel ✓\nalice: and this ✓"
        );
        assert_eq!(
            bob.sees(&alice).await,
            "alice: online\nalice: written in a tunnel\nalice: and this"
        );
    });
}

#[test]
fn somebody_known_can_be_written_to_for_the_first_time_offline() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.find("bob").await;
        alice.link.cut();
        alice.says(&bob, "hello").await;
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: hello");
    });
}

#[test]
fn both_were_away_and_both_wrote() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "one").await;
        world.settle().await;
        alice.link.cut();
        bob.link.cut();
        alice.says(&bob, "two").await;
        alice.says(&bob, "three").await;
        bob.says(&alice, "four").await;
        alice.link.mend();
        world.settle().await;
        bob.link.mend();
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: one ✓\nalice: two ✓\nalice: three ✓\nbob: four"
        );
        assert_eq!(
            bob.sees(&alice).await,
            "alice: one\nalice: two\nalice: three\nbob: four ✓"
        );
    });
}

#[test]
fn the_server_was_away() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.meets(&bob).await;
        world.settle().await;
        world.server.crash().await;
        alice.says(&bob, "anybody there?").await;
        world.pass(120).await;
        assert_eq!(alice.sees(&bob).await, "alice: anybody there? …");
        world.server.start().await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: anybody there?");
        assert_eq!(alice.sees(&bob).await, "alice: anybody there? ✓");
    });
}

#[test]
fn waking_up_dials_at_once() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        alice.link.cut();
        world.pass(3600).await;
        alice.link.mend();
        alice.client().go();
        world.pass(1).await;
        assert_eq!(alice.link_state(), client::view::LinkState::Online);
    });
}

#[test]
fn the_first_words_of_both_cross_and_a_window_that_is_open_shows_them_all() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.meets(&bob).await;
        bob.meets(&alice).await;
        world.settle().await;
        bob.link.cut();
        bob.says(&alice, "anybody there?").await;
        alice.says(&bob, "one").await;
        alice.says(&bob, "two").await;
        world.settle().await;
        bob.link.delay(1..=900);
        bob.link.mend();
        // Settling compares what events told with what can be read.
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: one\nalice: two\nbob: anybody there? ✓");
    });
}
