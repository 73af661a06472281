//! What is said beside words and files: cards, places, pokes, and what other apps and system accounts send.

use client::error::Code;
use client::requests::Say;
use client::view::{Content, ConversationKind, MessageState, MessageView, TextLook};
use serde_json::{Value, json};
use world::{AppServer, Device, Person, World, both, transcript};

use crate::searching::found;

async fn say(from: &Device, to: &Person, what: Say) -> client::error::Result<MessageView> {
    let conversation = from.conversation(to).await.id;
    from.client().say(&from.account(), &conversation, what).await
}

/// A message of any kind, as an App Server sends it for somebody.
async fn sends(world: &World, apps: &AppServer, from: &Person, to: &Person, kind: i32, content: Value) {
    let admin = apps.admin_token().await;
    let body = json!({
        "sendID": &*from.user_id, "recvID": &*to.user_id, "sessionType": 1, "contentType": kind,
        "senderPlatformID": 1, "senderNickname": "bob", "content": content,
    });
    apps.visitor.ask("/api/msg/send_msg", Some(&admin), &body).await;
    world.settle().await;
}

#[test]
fn a_card_leads_to_somebody_by_the_name_that_he_chose() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let (client, account) = (alice.client(), alice.account());
        client
            .add_friend(&account, &carol.user_id, "hello")
            .await
            .expect("Asking");
        world.settle().await;
        carol
            .client()
            .answer_friend(&carol.account(), &alice.user_id, true, "")
            .await
            .expect("Answering");
        world.settle().await;
        client
            .describe_friend(&account, &carol.user_id, "Auntie", "")
            .await
            .expect("A remark");
        let card = Say::Card {
            user_id: carol.user_id.to_string(),
        };
        alice.link.cut();
        say(&alice, &bob, card)
            .await
            .expect("A card, also without a connection");
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (card of carol)");
        let Content::Card { user_id, .. } = bob.history(&alice).await.remove(0).content else {
            panic!("No card");
        };
        assert_eq!(*user_id, *carol.user_id);
        // One's own, too; somebody of whom nothing is known has none.
        let own = Say::Card {
            user_id: alice.user_id.to_string(),
        };
        say(&alice, &bob, own).await.expect("The own card");
        let nobody = Say::Card { user_id: "777".into() };
        let refused = say(&alice, &bob, nobody).await.expect_err("Nobody");
        assert_eq!(refused.code, Code::NotFound);
        world.settle().await;
        assert!(bob.sees(&alice).await.ends_with("alice: (card of alice)"));
    });
}

#[test]
fn a_place_is_sent_by_its_name_and_only_if_it_is_on_the_earth() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let place = |latitude: f64, longitude: f64| Say::Location {
            name: "The\nold harbour".into(),
            latitude,
            longitude,
        };
        say(&alice, &bob, place(59.3293, -18.0686)).await.expect("A place");
        for (latitude, longitude) in [(90.5, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            let refused = say(&alice, &bob, place(latitude, longitude)).await;
            assert_eq!(refused.expect_err("Nowhere").code, Code::BadRequest);
        }
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (at The old harbour)");
        let content = bob.history(&alice).await.remove(0).content;
        let wanted = Content::Location {
            name: "The old harbour".into(),
            latitude: "59.329300".into(),
            longitude: "-18.068600".into(),
        };
        assert_eq!(content, wanted);
    });
}

#[test]
fn a_poke_arrives_and_nobody_is_poked_twice_in_one_breath() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let sent = say(&alice, &bob, Say::Poke).await.expect("A poke");
        assert_eq!(sent.state, MessageState::Sending);
        let again = say(&alice, &bob, Say::Poke).await.expect_err("At once");
        assert_eq!(again.code, Code::TooManyTries);
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: ([Poke])");
        assert_eq!(bob.unread(&alice).await, 1);
        say(&bob, &alice, Say::Poke).await.expect("The other one may at once");
        world.pass(11).await;
        say(&alice, &bob, Say::Poke).await.expect("A while later");
        world.settle().await;
        assert_eq!(
            bob.sees(&alice).await,
            "alice: ([Poke])\nbob: ([Poke]) ✓\nalice: ([Poke])"
        );
    });
}

#[test]
fn kinds_of_other_apps_are_drawn_where_they_are_registered_and_described_where_not() {
    both(async |world: &World| {
        let apps = world.app_server();
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let custom = async |data: Value, description: &str| {
            let content = json!({ "data": data.to_string(), "description": description, "extension": "" });
            sends(world, &apps, &bob, &alice, 110, content).await;
        };
        custom(
            json!({ "customType": "redPacket", "data": { "greeting": "恭喜发财", "id": 7 } }),
            "red packet",
        )
        .await;
        let packet = json!({ "Bribery_ID": "1", "Bribery_Message": "Best wishes" }).to_string();
        custom(
            json!({ "objectName": "RCJrmf:RpMsg", "content": packet }),
            "RCJrmf:RpMsg",
        )
        .await;
        custom(json!({ "customType": 200, "data": {} }), "A call").await;
        custom(json!({ "customType": "redPacket", "data": { "greeting": {} } }), "Odd").await;
        assert_eq!(
            alice.sees(&bob).await,
            "bob: ([Red packet] 恭喜发财)\nbob: ([Red packet] Best wishes)\nbob: (custom: A call)\nbob: (custom: Odd)"
        );
        let Content::Special {
            kind, fields, chinese, ..
        } = alice.history(&bob).await.remove(0).content
        else {
            panic!("Not drawn");
        };
        assert_eq!((kind.as_str(), chinese.as_str()), ("redPacket", "[红包] 恭喜发财"));
        // What nobody registered does not get through.
        assert_eq!(
            fields.into_iter().collect::<Vec<_>>(),
            [("greeting".into(), "恭喜发财".into())]
        );
    });
}

#[test]
fn texts_that_are_laid_out_arrive_with_their_layout() {
    both(async |world: &World| {
        let apps = world.app_server();
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        sends(world, &apps, &bob, &alice, 118, json!({ "content": "# Hi\n**there**" })).await;
        let rich = json!({
            "text": "see 😀 the docs",
            "messageEntityList": [
                { "type": "bold", "offset": 0, "length": 3, "url": "", "ex": "" },
                { "type": "link", "offset": 7, "length": 8, "url": "https://example.org/", "ex": null },
                { "type": "link", "offset": 1, "length": 9, "url": "https://example.org/over", "ex": "" },
            ],
        });
        sends(world, &apps, &bob, &alice, 117, rich).await;
        sends(world, &apps, &bob, &alice, 115, json!({ "index": 3, "data": "seal" })).await;
        assert_eq!(
            alice.sees(&bob).await,
            "bob: (markdown) # Hi⏎**there**\nbob: (rich, 2 marks) see 😀 the docs\nbob: (face)"
        );
        let Content::Rich { marks, .. } = alice.history(&bob).await.remove(1).content else {
            panic!("No marks");
        };
        assert_eq!((marks[0].look, marks[0].to), (TextLook::Strong, 3));
        assert_eq!((marks[1].url.as_str(), marks[1].from), ("https://example.org/", 7));
    });
}

#[test]
fn a_system_account_tells_something_in_a_conversation_of_its_own() {
    both(async |world: &World| {
        let apps = world.app_server();
        let admin = apps.admin_token().await;
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let detail = json!({
            "notificationName": "Front desk", "notificationFaceURL": "", "notificationType": 1, "mixType": 0,
            "text": "The lift is repaired on Monday.", "url": "https://example.org/lift", "ex": "",
        });
        let body = json!({
            "sendID": &*bob.user_id, "recvID": &*alice.user_id, "sessionType": 4, "contentType": 1400,
            "senderPlatformID": 1, "content": { "detail": detail.to_string() },
        });
        apps.visitor.ask("/api/msg/send_msg", Some(&admin), &body).await;
        world.settle().await;
        let list = alice.conversations().await;
        let notice = list.iter().find(|row| row.kind == ConversationKind::Notice);
        let notice = notice.expect("A conversation of notices");
        let told = alice.history_of(&notice.id).await;
        let told = transcript::bare(&told);
        assert!(
            told.ends_with("(notice of Front desk) The lift is repaired on Monday. https://example.org/lift"),
            "{told}"
        );
    });
}

#[test]
fn words_in_markdown_are_sent_and_found_as_what_they_are() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let words = |text: &str| Say::Markdown { text: text.into() };
        alice.link.cut();
        say(&alice, &bob, words("# Saturday\n- bring **cake**"))
            .await
            .expect("Also without a connection");
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (markdown) # Saturday⏎- bring **cake**");
        assert_eq!(found(&bob, "cake").await.len(), 1);
        let empty = say(&alice, &bob, words(" \n")).await;
        assert_eq!(empty.map_err(|problem| problem.code), Err(Code::EmptyMessage));
        let long = say(&alice, &bob, words(&"#".repeat(1 << 20))).await;
        assert_eq!(long.map_err(|problem| problem.code), Err(Code::MessageTooLong));
    });
}
