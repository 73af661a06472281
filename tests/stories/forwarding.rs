//! Sending on what was said elsewhere, and the word that somebody writes.

use client::error::Code;
use client::event::Event;
use client::requests::{Forward, Merging};
use world::{World, both, transcript};

#[test]
fn messages_are_sent_on_one_by_one_to_several_with_a_word() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        bob.says(&alice, "the door code is 7").await;
        world.settle().await;
        let code = alice.told(&bob, "the door code is 7").await;
        alice.answers(&code, "thanks").await;
        world.settle().await;
        let thanks = alice.told(&bob, "thanks").await;
        let to_carol = alice.conversation(&carol).await.id;
        let wanted = Forward {
            messages: vec![code.client_msg_id.clone(), thanks.client_msg_id.clone()],
            to: vec![to_carol, code.conversation_id.clone()],
            merged: None,
            word: "for you".into(),
        };
        alice.link.cut();
        alice.sends_on(wanted).await.expect("Sending on");
        alice.link.mend();
        world.settle().await;
        // The quote stays behind: what it answers is not there.
        assert_eq!(
            carol.sees(&alice).await,
            "alice: the door code is 7\nalice: thanks\nalice: for you"
        );
        assert!(
            bob.sees(&alice)
                .await
                .ends_with("alice: the door code is 7\nalice: thanks\nalice: for you")
        );
    });
}

#[test]
fn messages_sent_on_as_one_open_as_they_were_one_in_another_too() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        bob.says(&alice, "at one?").await;
        alice.says(&bob, "fine").await;
        world.settle().await;
        let fine = alice.told(&bob, "fine").await;
        alice.edits(&fine, "fine!").await;
        world.settle().await;
        let ids = [alice.told(&bob, "at one?").await, fine].map(|message| message.client_msg_id);
        let to_carol = alice.conversation(&carol).await.id;
        let merged = |title: &str, messages: Vec<String>, to: &str| Forward {
            messages,
            to: vec![to.to_owned()],
            merged: Some(Merging {
                title: title.into(),
                lines: vec!["bob: at one?".into(), "alice: fine!".into()],
            }),
            word: String::new(),
        };
        let wanted = merged("alice and bob", ids.to_vec(), &to_carol);
        alice.sends_on(wanted).await.expect("Sending on");
        world.settle().await;
        assert_eq!(carol.sees(&alice).await, "alice: (merged 2: alice and bob)");
        let first = carol.history(&alice).await.remove(0);
        let open = async |id: &str, path: &[u32]| {
            let (client, account) = (carol.client(), carol.account());
            client.transcript(&account, id, path.to_vec()).await
        };
        let read = open(&first.client_msg_id, &[]).await.expect("What is inside");
        assert_eq!(transcript::bare(&read), "bob: at one?\nalice: fine!");
        // One in another.
        let wanted = merged("again", vec![first.client_msg_id.clone()], &first.conversation_id);
        carol.sends_on(wanted).await.expect("Sending on");
        world.settle().await;
        let outer = carol.history(&alice).await.remove(1);
        let read = open(&outer.client_msg_id, &[]).await.expect("What is inside");
        assert_eq!(transcript::bare(&read), "alice: (merged 2: alice and bob)");
        let read = open(&outer.client_msg_id, &[0]).await.expect("What is inside of that");
        assert_eq!(transcript::bare(&read), "bob: at one?\nalice: fine!");
        for nowhere in [&[1][..], &[0, 0], &[0, 7], &[u32::MAX]] {
            let missing = open(&outer.client_msg_id, nowhere).await.expect_err("Nothing there");
            assert_eq!(missing.code, Code::NotFound);
        }
    });
}

#[test]
fn nothing_is_sent_on_when_one_of_them_cannot_be() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        alice.says(&bob, "oops").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let (oops, hello) = (alice.told(&bob, "oops").await, alice.told(&bob, "hello").await);
        alice.recalls(&oops).await.expect("Taking it back");
        let to_carol = alice.conversation(&carol).await.id;
        let wanted = |messages: Vec<String>| Forward {
            messages,
            to: vec![to_carol.clone()],
            merged: None,
            word: String::new(),
        };
        let refused = alice
            .sends_on(wanted(vec![hello.client_msg_id, oops.client_msg_id]))
            .await;
        assert_eq!(refused.expect_err("One is gone").code, Code::NotFound);
        let refused = alice.sends_on(wanted(Vec::new())).await;
        assert_eq!(refused.expect_err("Nothing").code, Code::BadRequest);
        world.settle().await;
        assert_eq!(carol.sees(&alice).await, "");
    });
}

#[test]
fn the_other_one_is_told_that_somebody_writes_and_nobody_keeps_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let mut events = bob.client().subscribe();
        let id = bob.conversation(&alice).await.id;
        let tell = async |on: bool| {
            let (client, account) = (alice.client(), alice.account());
            client.tell_typing(&account, &id, on).await.expect("Telling");
        };
        // Said as often as keys are pressed, it is sent once.
        for _ in 0..5 {
            tell(true).await;
        }
        tell(false).await;
        world.settle().await;
        let mut told = Vec::new();
        while let Some(event) = events.try_next() {
            if let Event::Typing {
                name,
                on,
                conversation_id,
                ..
            } = event
            {
                assert_eq!(conversation_id, id);
                told.push((name, on));
            }
        }
        assert_eq!(told, [("alice".to_owned(), true), ("alice".to_owned(), false)]);
        assert_eq!(bob.sees(&alice).await, "alice: hello");
        alice.link.cut();
        world.pass(60).await;
        tell(true).await;
    });
}
