//! What cannot be kept, what is too much, and what other programs keep in the same place.

use client::error::Code;
use client::event::Event;
use client::requests::ConversationAct;
use protocol::content::{FAVOURITES, KeptMessage, NestedMessage};
use serde_json::{Value, json};
use world::{Plan, World, both, simulate};

use super::{keeps, kept, lets_go, said, sees};
use crate::media::last;

#[test]
fn what_burns_is_on_its_way_or_was_taken_back_cannot_be_kept() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        bob.says(&alice, "oops").await;
        world.settle().await;
        let oops = alice.told(&bob, "oops").await;
        bob.recalls(&bob.told(&alice, "oops").await)
            .await
            .expect("Taking it back");
        let conversation = bob.conversation(&alice).await.id;
        let burn = ConversationAct::Burn { seconds: 30 };
        bob.client()
            .act(&bob.account(), &[conversation], burn)
            .await
            .expect("It is set");
        world.settle().await;
        bob.says(&alice, "the code is 4711").await;
        world.settle().await;
        let burning = last(&alice, &bob).await;
        alice.link.cut();
        let waiting = alice.says(&bob, "wait").await;
        for message in [&oops, &burning, &waiting] {
            let refused = keeps(&alice, &[message]).await.expect_err("It is not there for that");
            assert_eq!(refused.code, Code::NotFound);
        }
        assert_eq!(keeps(&alice, &[]).await.expect_err("Nothing").code, Code::BadRequest);
        assert!(kept(&alice).await.is_empty());
    });
}

fn one(uuid: &str, value: &str) -> Value {
    json!({ "type": FAVOURITES, "uuid": uuid, "value": value })
}

#[test]
fn what_other_programs_keep_under_the_same_number_breaks_nothing() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        bob.says(&alice, "hello").await;
        world.settle().await;
        keeps(&alice, &[&alice.told(&bob, "hello").await])
            .await
            .expect("It is kept");
        let apps = world.app_server();
        let token = apps.token(&alice.user_id).await;
        let add = async |mut body: Value| {
            body["userID"] = json!(&*alice.user_id);
            apps.visitor
                .call("/api/user/process_user_command_add", Some(&token), &body)
                .await
        };
        let nested = |content_type: i32, content: &str| {
            let message = NestedMessage {
                client_msg_id: "../..".into(),
                send_id: "\u{202e}eve".into(),
                content_type,
                content: content.into(),
                seq: i64::MAX,
                send_time: i64::MIN,
                ..NestedMessage::default()
            };
            KeptMessage::of("si_\u{0}_'; --".into(), "x\n\u{202e}".repeat(300), &message).encode()
        };
        let deep = (0..500).fold("{}".to_owned(), |inside, _| format!(r#"{{"message":{inside}}}"#));
        for (at, value) in ["", "words", "{}", "[1]", "null", r#"{"message":7}"#, &deep]
            .into_iter()
            .map(str::to_owned)
            .chain([
                nested(101, "<b>hi</b>"),
                nested(102, "{}"),
                nested(107, r#"{"multiMessage":[null,7]}"#),
            ])
            .chain([nested(1501, "{}"), nested(i32::MIN, "")])
            .enumerate()
        {
            add(one(&format!("odd-{at}"), &value)).await;
        }
        add(one("../../etc/passwd", &nested(101, r#"{"content":"name"}"#))).await;
        add(one(&"x".repeat(200), &nested(101, r#"{"content":"name"}"#))).await;
        world.settle().await;
        let all = kept(&alice).await;
        assert!(said(&all).contains("bob: hello"));
        assert!(
            all.len() > 1
                && all
                    .iter()
                    .all(|one| one.place.chars().count() <= 120 && !one.place.contains('\u{202e}'))
        );
        assert!(
            all.iter()
                .filter(|one| !said(std::slice::from_ref(one)).contains("hello"))
                .all(|one| one.at.is_none())
        );
        for one in &all {
            let (client, account) = (alice.client(), alice.account());
            let _ = client.thumb(&account, &one.message.client_msg_id).await;
            let _ = client
                .transcript(&account, &one.message.client_msg_id, vec![0, 1])
                .await;
            lets_go(&alice, one).await;
        }
        world.settle().await;
        assert!(kept(&alice).await.is_empty());
        assert_eq!(alice.sees(&bob).await, "bob: hello");
    });
}

#[test]
fn when_the_server_keeps_no_more_it_is_said_and_undone() {
    simulate(Plan::seeded(41), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        bob.says(&alice, "hello").await;
        bob.says(&alice, &"long ".repeat(8_000)).await;
        world.settle().await;
        let apps = world.app_server();
        let token = apps.token(&alice.user_id).await;
        let large = "x".repeat(65_000);
        for at in 0..129 {
            let mut body = one(&at.to_string(), &large);
            body["userID"] = json!(&*alice.user_id);
            apps.visitor
                .ask("/api/user/process_user_command_add", Some(&token), &body)
                .await;
        }
        world.settle().await;
        let mut events = alice.client().subscribe();
        let all = alice.history(&bob).await;
        keeps(&alice, &[&all[0]]).await.expect("There is room for little");
        keeps(&alice, &[&all[1]]).await.expect("It waits");
        assert_eq!(kept(&alice).await.len(), 2);
        world.settle().await;
        assert_eq!(sees(&alice).await, "bob: hello");
        let refusals: Vec<Code> = std::iter::from_fn(|| events.try_next())
            .filter_map(|event| match event {
                Event::Favourites { refused, .. } => refused,
                _ => None,
            })
            .collect();
        assert_eq!(refusals, [Code::FavouritesFull]);
    });
}
