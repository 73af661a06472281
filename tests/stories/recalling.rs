//! Taking back what was said, and putting it out of one's own sight.

use client::error::Code;
use client::view::Content;
use world::{World, both};

#[test]
fn what_is_taken_back_is_gone_for_everybody_and_says_who_did_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "oops").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let oops = alice.told(&bob, "oops").await;
        alice.recalls(&oops).await.expect("Taking it back");
        assert_eq!(alice.sees(&bob).await, "alice: (taken back by me) ✓\nalice: hello ✓");
        world.settle().await;
        assert_eq!(phone.sees(&bob).await, "alice: (taken back by me) ✓\nalice: hello ✓");
        assert_eq!(bob.sees(&alice).await, "alice: (taken back by alice)\nalice: hello");
        // Who was away learns it, and who comes new finds it so.
        let tablet = bob.device("tablet").await;
        world.settle().await;
        assert_eq!(tablet.sees(&alice).await, "alice: (taken back by alice)\nalice: hello");
        alice.recalls(&oops).await.expect_err("It is gone");
    });
}

#[test]
fn taking_back_needs_the_servers_word() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "mine").await;
        bob.says(&alice, "his").await;
        world.settle().await;
        let (mine, his) = (alice.told(&bob, "mine").await, alice.told(&bob, "his").await);
        let code = |result: client::error::Result<()>| result.map_err(|problem| problem.code);
        assert_eq!(code(alice.recalls(&his).await), Err(Code::NoPermission));
        alice.link.cut();
        world.pass(60).await;
        assert_eq!(code(alice.recalls(&mine).await), Err(Code::Network));
        assert_eq!(alice.sees(&bob).await, "alice: mine ✓\nbob: his");
    });
}

#[test]
fn a_recall_and_an_edit_that_cross_end_as_taken_back() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "secret").await;
        world.settle().await;
        let secret = alice.told(&bob, "secret").await;
        phone.link.cut();
        phone.edits(&secret, "not so secret").await;
        bob.link.cut();
        alice.recalls(&secret).await.expect("Taking it back");
        phone.link.mend();
        world.settle().await;
        bob.link.mend();
        world.settle().await;
        for (device, with) in [(&*alice, &bob), (&phone, &bob), (&*bob, &alice)] {
            let all = device.history(with).await;
            assert!(all.iter().all(|message| message.content.is_gone()), "{}", device.who());
            assert!(all.iter().all(|message| message.edited.is_none()));
        }
    });
}

#[test]
fn what_is_deleted_goes_from_ones_own_devices_alone() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        for text in ["one", "two", "three"] {
            alice.says(&bob, text).await;
        }
        world.settle().await;
        let (one, three) = (alice.told(&bob, "one").await, alice.told(&bob, "three").await);
        alice.link.cut();
        alice.deletes(&[&one, &three]).await.expect("Deleting");
        assert_eq!(alice.sees(&bob).await, "alice: two ✓");
        assert_eq!(alice.list().await, "bob: two");
        alice.crash().await;
        alice.start().await;
        assert_eq!(alice.sees(&bob).await, "alice: two ✓");
        assert_eq!(phone.sees(&bob).await, "alice: one ✓\nalice: two ✓\nalice: three ✓");
        alice.link.mend();
        world.settle().await;
        assert_eq!(phone.sees(&bob).await, "alice: two ✓");
        assert_eq!(bob.sees(&alice).await, "alice: one\nalice: two\nalice: three");
        let tablet = alice.device("tablet").await;
        world.settle().await;
        assert_eq!(tablet.sees(&bob).await, "alice: two ✓");
    });
}

#[test]
fn a_failed_message_is_deleted_and_one_on_its_way_is_not() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.meets(&bob).await;
        alice.link.cut();
        let waiting = alice.says(&bob, "wait").await;
        let refused = alice
            .deletes(&[&waiting])
            .await
            .expect_err("It may be with bob already");
        assert_eq!(refused.code, Code::NotFound);
        bob.client()
            .set_blocked(&bob.account(), &alice.user_id, true)
            .await
            .expect("Blocking");
        alice.link.mend();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: wait ✗ Blocked");
        alice.deletes(&[&waiting]).await.expect("Deleting");
        assert_eq!(alice.sees(&bob).await, "");
    });
}

#[test]
fn a_quote_shows_what_it_answers_as_it_is_now() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "at one?").await;
        world.settle().await;
        let asked = bob.told(&alice, "at one?").await;
        let first = bob.answers(&asked, "yes").await;
        assert!(matches!(first.content, Content::Quote { .. }));
        world.settle().await;
        let answer = alice.told(&bob, "yes").await;
        alice.answers(&answer, "good").await;
        world.settle().await;
        assert_eq!(
            bob.sees(&alice).await,
            "alice: at one?\nbob: yes «alice: at one?» ✓\nalice: good «bob: yes»"
        );
        let mut events = bob.client().subscribe();
        let asked = alice.told(&bob, "at one?").await;
        alice.edits(&asked, "at two?").await;
        world.settle().await;
        assert!(bob.sees(&alice).await.contains("yes «alice: at two?»"));
        alice.recalls(&asked).await.expect("Taking it back");
        world.settle().await;
        assert!(bob.sees(&alice).await.contains("yes «alice: (taken back by alice)»"));
        // Whoever looks at it is told.
        let mut told = false;
        while let Some(event) = events.try_next() {
            if let client::event::Event::Messages { changed, .. } = event {
                told |= changed.iter().any(|one| one.client_msg_id == first.client_msg_id);
            }
        }
        assert!(told);
    });
}

#[test]
fn a_draft_keeps_what_it_answers_over_a_restart() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        bob.says(&alice, "at one?").await;
        world.settle().await;
        let asked = alice.told(&bob, "at one?").await;
        let written = client::requests::Written {
            text: "well".into(),
            mentions: Vec::new(),
            quote: Some(asked.client_msg_id.clone()),
        };
        alice
            .client()
            .keep_draft(&alice.account(), &asked.conversation_id, written)
            .await
            .expect("Keeping a draft");
        alice.crash().await;
        alice.start().await;
        let row = alice.conversations().await.remove(0);
        let quoted = row.draft_quote.expect("What it answers");
        assert_eq!(
            (quoted.client_msg_id, *quoted.content),
            (asked.client_msg_id.clone(), asked.content.clone())
        );
        alice.answers(&asked, "well, yes").await;
        let row = alice.conversations().await.remove(0);
        assert_eq!((row.draft.as_str(), row.draft_quote), ("", None));
    });
}
