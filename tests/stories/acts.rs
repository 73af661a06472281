//! Reactions, edits and pins: what is done to messages that are there.

use client::error::Code;
use client::requests::{MessageAct, Search};
use protocol::content::{self, Act, ActContent};
use protocol::frame;
use protocol::pb::{Message as _, MsgData};
use world::session::Session;
use world::{World, both};

#[test]
fn reactions_edits_and_pins_are_seen_by_both_on_all_their_devices() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = bob.device("phone").await;
        alice.says(&bob, "hello").await;
        alice.says(&bob, "lunch at one?").await;
        world.settle().await;
        let hello = bob.told(&alice, "hello").await;
        let lunch = alice.told(&bob, "lunch at one?").await;
        bob.reacts(&hello, "👍", true).await;
        phone.reacts(&hello, "😀", true).await;
        alice.reacts(&hello, "👍", true).await;
        alice.edits(&lunch, "lunch at two?").await;
        bob.pins(&lunch, true).await;
        world.settle().await;
        let both_read = "alice: hello [👍 2] [😀 1]\nalice: lunch at two? ✎ 📌";
        assert_eq!(bob.sees(&alice).await, both_read);
        assert_eq!(phone.sees(&alice).await, both_read);
        assert_eq!(
            alice.sees(&bob).await,
            "alice: hello [👍 2] [😀 1] ✓\nalice: lunch at two? ✎ 📌 ✓"
        );
        let pinned = "alice: lunch at two? ✎ 📌";
        assert_eq!(phone.sees_pinned(&lunch.conversation_id).await, pinned);
        // None of it is something new to read, nor a line of the list.
        assert_eq!(alice.unread(&bob).await, 0);
        assert_eq!(alice.list().await, "bob ●: lunch at two?");
        phone.reacts(&hello, "😀", false).await;
        alice.pins(&lunch, false).await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: hello [👍 2]\nalice: lunch at two? ✎");
        let versions = phone.client().versions(&phone.account(), &lunch.client_msg_id).await;
        let said: Vec<_> = versions.expect("Versions").into_iter().map(|one| one.text).collect();
        assert_eq!(said, ["lunch at one?", "lunch at two?"]);
        // It is found by its words of now.
        for (query, hits) in [("lunch at one", 0), ("lunch at two", 1)] {
            let search = Search {
                query: query.to_owned(),
                ..Search::default()
            };
            let found = phone.client().search(&phone.account(), &search, None, 10).await;
            assert_eq!(found.expect("Looking").hits.len(), hits, "{query}");
        }
        // Who comes later sees them too.
        let tablet = alice.device("tablet").await;
        world.settle().await;
        assert_eq!(
            tablet.sees(&bob).await,
            "alice: hello [👍 2] ✓\nalice: lunch at two? ✎ ✓"
        );
    });
}

#[test]
fn what_is_done_offline_is_seen_at_once_and_goes_out_later_by_itself() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let hello = alice.told(&bob, "hello").await;
        alice.link.cut();
        alice.edits(&hello, "good morning").await;
        alice.reacts(&hello, "👍", true).await;
        alice.reacts(&hello, "👍", false).await;
        alice.pins(&hello, true).await;
        let mine = "alice: good morning ✎ 📌 ✓";
        assert_eq!(alice.sees(&bob).await, mine);
        alice.crash().await;
        alice.start().await;
        assert_eq!(alice.sees(&bob).await, mine);
        assert_eq!(bob.sees(&alice).await, "alice: hello");
        alice.link.mend();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, mine);
        assert_eq!(bob.sees(&alice).await, "alice: good morning ✎ 📌");
        assert!(!alice.sending().await);
    });
}

#[test]
fn acts_whose_answers_are_lost_and_that_arrive_twice_count_once() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        bob.says(&alice, "hello").await;
        world.settle().await;
        let hello = alice.told(&bob, "hello").await;
        alice.link.lose_answers(2);
        bob.link.duplicate(3);
        alice.reacts(&hello, "👍", true).await;
        alice.reacts(&hello, "😀", true).await;
        world.pass(60).await;
        alice.link.heal();
        bob.link.heal();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "bob: hello [👍 1] [😀 1]");
        assert_eq!(bob.sees(&alice).await, "bob: hello [👍 1] [😀 1] ✓");
    });
}

#[test]
fn what_the_server_refuses_is_undone() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let hello = alice.told(&bob, "hello").await;
        bob.client()
            .set_blocked(&bob.account(), &alice.user_id, true)
            .await
            .expect("Blocking");
        world.settle().await;
        let mut events = alice.client().subscribe();
        alice.reacts(&hello, "👍", true).await;
        assert_eq!(alice.sees(&bob).await, "alice: hello [👍 1] ✓");
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓");
        let mut refused = None;
        while let Some(event) = events.try_next() {
            if let client::event::Event::ActRefused { code, .. } = event {
                refused = Some(code);
            }
        }
        assert_eq!(refused, Some(Code::Blocked));
    });
}

#[test]
fn the_words_of_an_edit_that_is_refused_come_back() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let hello = alice.told(&bob, "hello").await;
        alice.link.cut();
        let mut events = alice.client().subscribe();
        alice.edits(&hello, "hello, dear Bob").await;
        assert_eq!(alice.sees(&bob).await, "alice: hello, dear Bob ✎ ✓");
        bob.client()
            .set_blocked(&bob.account(), &alice.user_id, true)
            .await
            .expect("Blocking");
        alice.link.mend();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓");
        let mut refused = None;
        while let Some(event) = events.try_next() {
            if let client::event::Event::ActRefused { words, .. } = event {
                refused = words;
            }
        }
        assert_eq!(refused.as_deref(), Some("hello, dear Bob"));
    });
}

#[test]
fn nobody_edits_what_another_wrote_or_writes_words_as_a_reaction() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let hello = bob.told(&alice, "hello").await;
        let edit = |text: &str| MessageAct::Edit {
            text: text.to_owned(),
            mentions: Vec::new(),
        };
        let code = |result: client::error::Result<()>| result.map_err(|problem| problem.code);
        assert_eq!(code(bob.does(&hello, edit("no")).await), Err(Code::NoPermission));
        assert_eq!(code(alice.does(&hello, edit(" \n")).await), Err(Code::EmptyMessage));
        let words = MessageAct::React {
            emoji: "nonsense".into(),
            on: true,
        };
        assert_eq!(code(bob.does(&hello, words).await), Err(Code::BadRequest));
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: hello");
    });
}

#[test]
fn acts_of_a_foreign_app_are_taken_only_where_they_may_be_done() {
    both(async |world: &World| {
        let apps = world.app_server();
        apps.admit("gina", "gina").await;
        apps.admit("hugo", "hugo").await;
        let hugo = world.device("hugo", "laptop").await;
        let token = apps.token("hugo").await;
        hugo.sign_in_with_token("hugo", &token, None).await.expect("Signing in");
        let mut gina = Session::open(&apps.visitor, "gina", &apps.token("gina").await).await;
        hugo.client()
            .open_conversation(&hugo.account(), "gina")
            .await
            .expect("A conversation");
        let conversation = protocol::ids::conversation_id::single("gina", "hugo").to_string();
        hugo.client()
            .send_text(&hugo.account(), &conversation, "mine")
            .await
            .expect("Sending");
        world.settle().await;
        gina.says("hugo", "theirs", "theirs").await;
        world.settle().await;
        let mine = hugo.finds(&conversation, "mine").await;
        let edit = |author: &str, target: &str, text: &str| {
            ActContent {
                author: author.into(),
                target: target.into(),
                act: Act::Edit {
                    words: content::AtTextContent {
                        text: text.into(),
                        ..content::AtTextContent::default()
                    },
                },
            }
            .encode()
        };
        let acts = [
            edit("hugo", &mine.client_msg_id, "put into his mouth"),
            edit("gina", &mine.client_msg_id, "by another name"),
            edit("gina", "never written", "nothing"),
            edit("gina", "theirs", "changed"),
            b"\xff".to_vec(),
            br#"{"data":"{\"selkie\":1,\"act\":\"react\",\"author\":\"gina\",\"target\":\"theirs\",\"emoji\":7}"}"#
                .to_vec(),
        ];
        for (at, content) in acts.into_iter().enumerate() {
            let message = MsgData {
                send_id: "gina".into(),
                recv_id: "hugo".into(),
                client_msg_id: format!("act{at}"),
                session_type: content::session::SINGLE,
                msg_from: content::from::USER,
                content_type: content::CUSTOM_QUIET,
                content,
                ..MsgData::default()
            };
            assert_eq!(gina.request(frame::SEND, message.encode_to_vec()).await.0, 0);
        }
        world.settle().await;
        let said = world::transcript::of_messages(&hugo.history_of(&conversation).await);
        let said: Vec<&str> = said
            .lines()
            .map(|line| line.split(": ").nth(1).unwrap_or_default())
            .collect();
        assert_eq!(said, ["mine ✓", "changed ✎"]);
    });
}
