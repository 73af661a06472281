//! What somebody keeps for himself: found again on all his devices, and his own whatever becomes of the message.

use client::error::{Code, Result};
use client::event::Event;
use client::requests::{ConversationAct, Favoured, FavouriteKind, Forward, Manner, Merging, Say};
use client::view::{FavouriteView, MessageView};
use image::ImageFormat;
use protocol::content::{FAVOURITES, KeptMessage, NestedMessage};
use serde_json::{Value, json};
use world::{Device, Person, Plan, World, both, simulate, transcript};

use crate::media::{brings, bytes_of, last, noise, parts_put, picture, sends, sends_file};

async fn keeps(device: &Device, messages: &[&MessageView]) -> Result<()> {
    let ids = messages.iter().map(|one| one.client_msg_id.clone()).collect();
    device.client().keep_favourites(&device.account(), ids).await
}

async fn lets_go(device: &Device, one: &FavouriteView) {
    let (client, account) = (device.client(), device.account());
    client
        .remove_favourites(&account, vec![one.id.clone()])
        .await
        .expect("It goes");
}

async fn found(device: &Device, query: &str, kind: Option<FavouriteKind>) -> Vec<FavouriteView> {
    let asked = Favoured {
        query: query.to_owned(),
        kind,
    };
    let found = device.client().favourites(&device.account(), &asked, 100).await;
    found.expect("Favourites").all
}

async fn kept(device: &Device) -> Vec<FavouriteView> {
    found(device, "", None).await
}

fn said(all: &[FavouriteView]) -> String {
    let messages: Vec<MessageView> = all.iter().map(|one| one.message.clone()).collect();
    transcript::bare(&messages).replace('\n', ", ")
}

async fn sees(device: &Device) -> String {
    said(&kept(device).await)
}

#[test]
fn what_is_kept_is_on_all_own_devices_and_stays_whatever_becomes_of_the_message() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = alice.device("phone").await;
        bob.says(&alice, "the door code is 7").await;
        world.settle().await;
        let answered = alice.told(&bob, "the door code is 7").await;
        alice.answers(&answered, "noted").await;
        bob.says(&alice, "and the roof is open").await;
        world.settle().await;
        for words in ["the door code is 7", "noted", "and the roof is open"] {
            keeps(&alice, &[&alice.told(&bob, words).await])
                .await
                .expect("It is kept");
            world.settle().await;
        }
        // Twice is once.
        keeps(&alice, &[&alice.told(&bob, "noted").await])
            .await
            .expect("It is there");
        world.settle().await;
        let all = "bob: and the roof is open, alice: noted «bob: the door code is 7», bob: the door code is 7";
        for device in [&*alice, &phone] {
            assert_eq!(sees(device).await, all, "{}", device.who());
        }
        let code = kept(&phone).await.pop().expect("The oldest");
        assert_eq!((code.place.as_str(), code.group, code.waiting), ("bob", false, false));
        assert_eq!(code.at, answered.seq);
        assert!(sees(&bob).await.is_empty(), "nobody else learns of it");

        bob.edits(&bob.told(&alice, "the door code is 7").await, "the door code is 8")
            .await;
        bob.recalls(&bob.told(&alice, "and the roof is open").await)
            .await
            .expect("Taking it back");
        world.settle().await;
        alice
            .deletes(&[&alice.told(&bob, "noted").await])
            .await
            .expect("It goes");
        world.settle().await;
        for device in [&*alice, &phone] {
            assert_eq!(sees(device).await, all);
            let there: Vec<bool> = kept(device).await.iter().map(|one| one.at.is_some()).collect();
            assert_eq!(there, [false, false, true], "of two nothing is left to go to");
        }
        phone.restart().await;
        world.settle().await;
        assert_eq!(sees(&phone).await, all);
        let tablet = alice.device("tablet").await;
        world.settle().await;
        assert_eq!(sees(&tablet).await, all);

        lets_go(&tablet, &code).await;
        world.settle().await;
        for device in [&*alice, &phone, &tablet] {
            assert!(
                sees(device).await.ends_with("bob: the door code is 7»"),
                "{}",
                sees(device).await
            );
            device.check_events().await;
        }
        // It says something else now, and is kept as that.
        keeps(&alice, &[&alice.told(&bob, "the door code is 8").await])
            .await
            .expect("It is kept");
        world.settle().await;
        assert!(sees(&phone).await.starts_with("bob: the door code is 8, "));
    });
}

#[test]
fn what_is_kept_without_a_connection_or_just_before_a_crash_is_kept() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = alice.device("phone").await;
        for words in ["one", "two", "three", "four"] {
            bob.says(&alice, words).await;
        }
        world.settle().await;
        keeps(&phone, &[&phone.told(&bob, "one").await])
            .await
            .expect("It is kept");
        world.settle().await;
        alice.link.cut();
        world.pass(10).await;
        let there = alice.clock.now_ms();
        // A clock that is wrong moves nothing that waits.
        alice.clock.jump(-86_400_000);
        keeps(
            &alice,
            &[&alice.told(&bob, "two").await, &alice.told(&bob, "three").await],
        )
        .await
        .expect("They are kept");
        lets_go(&alice, &kept(&alice).await.pop().expect("The first one")).await;
        let waiting = kept(&alice).await;
        assert!(waiting.len() == 2 && waiting.iter().all(|one| one.waiting));
        // On the other device the same is kept meanwhile, and something else.
        keeps(
            &phone,
            &[&phone.told(&bob, "two").await, &phone.told(&bob, "four").await],
        )
        .await
        .expect("They are kept");
        alice.restart().await;
        assert_eq!(kept(&alice).await.len(), 2, "the wish was on the disk");
        alice.link.mend();
        world.pass(120).await;
        world.settle().await;
        for device in [&*alice, &phone] {
            let mut words: Vec<String> = kept(device)
                .await
                .iter()
                .map(|one| said(std::slice::from_ref(one)))
                .collect();
            words.sort_unstable();
            assert_eq!(words, ["bob: four", "bob: three", "bob: two"], "{}", device.who());
            assert!(
                kept(device)
                    .await
                    .iter()
                    .all(|one| !one.waiting && one.kept >= there - 60_000)
            );
        }
        // An answer that is lost is no second one, and a change of mind on the way counts.
        alice.link.lose_answers(1);
        let four = kept(&alice)
            .await
            .into_iter()
            .find(|one| said(std::slice::from_ref(one)) == "bob: four");
        lets_go(&alice, &four.expect("It is there")).await;
        keeps(&alice, &[&alice.told(&bob, "four").await])
            .await
            .expect("It is kept");
        world.pass(120).await;
        world.settle().await;
        assert_eq!((kept(&alice).await.len(), kept(&phone).await.len()), (3, 3));
    });
}

#[test]
fn a_kept_picture_a_file_and_a_transcript_are_opened_and_sent_on_without_another_upload() {
    both(async |world: &World| {
        let (alice, bob, carol) = (
            world.person("alice").await,
            world.person("bob").await,
            world.person("carol").await,
        );
        alice.meets(&bob).await;
        let png = picture(300, 200, ImageFormat::Png);
        let brought = brings(&alice, "lake.png", &png).await.expect("It is taken");
        sends(&alice, &bob, &brought, Manner::Original).await.expect("It goes");
        let bytes = noise(3_000_000);
        sends_file(&alice, &bob, "plan.pdf", &bytes).await;
        world.settle().await;
        let come = bob.history(&alice).await;
        let merged = Forward {
            messages: come.iter().map(|one| one.client_msg_id.clone()).collect(),
            to: vec![come[0].conversation_id.clone()],
            merged: Some(Merging {
                title: "two files".into(),
                lines: Vec::new(),
            }),
            word: String::new(),
        };
        bob.sends_on(merged).await.expect("Sending on");
        world.settle().await;
        let all = bob.history(&alice).await;
        let [lake, plan, both_files] = &all[..] else {
            panic!("Three messages")
        };
        keeps(&bob, &[lake, plan, both_files]).await.expect("They are kept");
        world.settle().await;
        let conversation = come[0].conversation_id.clone();
        let (client, account) = (bob.client(), bob.account());
        client
            .act(&account, std::slice::from_ref(&conversation), ConversationAct::Delete)
            .await
            .expect("It goes");
        client.free_storage(&account).await.expect("Room");
        world.settle().await;

        let phone = bob.device("phone").await;
        world.settle().await;
        let before = parts_put(world);
        for device in [&*bob, &phone] {
            let copies = kept(device).await;
            assert_eq!(copies.len(), 3);
            let copy_of = |what: &str| {
                let found = copies.iter().find(|one| said(std::slice::from_ref(one)).contains(what));
                &found.expect("A copy").message
            };
            assert_eq!(bytes_of(device, copy_of("picture")).await.expect("The picture"), png);
            assert_eq!(bytes_of(device, copy_of("file")).await.expect("The file"), bytes);
            let (client, account) = (device.client(), device.account());
            let small = client.thumb(&account, &copy_of("picture").client_msg_id).await;
            assert!(image::load_from_memory(&small.expect("A small one")).is_ok());
            let outer = &copy_of("merged").client_msg_id;
            let inside = client
                .transcript(&account, outer, Vec::new())
                .await
                .expect("What is inside");
            assert_eq!(bytes_of(device, &inside[0]).await.expect("The same picture"), png);
        }
        let copies: Vec<String> = kept(&bob)
            .await
            .into_iter()
            .map(|one| one.message.client_msg_id)
            .collect();
        let to_carol = bob.conversation(&carol).await.id;
        for merged in [false, true] {
            let wanted = Forward {
                messages: copies.clone(),
                to: vec![to_carol.clone()],
                merged: merged.then(|| Merging {
                    title: "what I kept".into(),
                    lines: Vec::new(),
                }),
                word: String::new(),
            };
            bob.sends_on(wanted).await.expect("Sending on");
            world.settle().await;
        }
        let come = carol.history(&bob).await;
        assert!(transcript::bare(&come).ends_with("bob: (merged 3: what I kept)"));
        for one in &come {
            if matches!(one.content, client::view::Content::Picture { .. }) {
                assert_eq!(bytes_of(&carol, one).await.expect("The picture"), png);
            }
        }
        assert_eq!(come.len(), 4);
        assert_eq!(parts_put(world), before, "nothing went up again");
    });
}

#[test]
fn favourites_are_found_by_kind_and_by_words_that_were_said_by_whom_and_where() {
    both(async |world: &World| {
        let (alice, bob, carol) = (
            world.person("alice").await,
            world.person("bob").await,
            world.person("carol").await,
        );
        bob.says(&alice, "Die Tür ist offen").await;
        world.settle().await;
        carol.says(&alice, "萬事如意").await;
        world.settle().await;
        let png = picture(30, 20, ImageFormat::Png);
        let brought = brings(&bob, "a.png", &png).await.expect("It is taken");
        sends(&bob, &alice, &brought, Manner::Original).await.expect("It goes");
        sends_file(&bob, &alice, "Budget.ods", b"a table").await;
        bob.meets(&carol).await;
        let with_alice = bob.conversation(&alice).await.id;
        let card = Say::Card {
            user_id: carol.user_id.to_string(),
        };
        bob.client()
            .say(&bob.account(), &with_alice, card)
            .await
            .expect("A card");
        world.settle().await;
        for message in bob_and_carol(&alice, &bob, &carol).await {
            keeps(&alice, &[&message]).await.expect("It is kept");
            world.settle().await;
        }
        let counts = async |query: &str, kind: Option<FavouriteKind>| found(&alice, query, kind).await.len();
        assert_eq!(counts("", None).await, 5);
        for (kind, count) in [
            (FavouriteKind::Text, 2),
            (FavouriteKind::Pictures, 1),
            (FavouriteKind::Files, 1),
            (FavouriteKind::Voice, 0),
            (FavouriteKind::Others, 1),
        ] {
            assert_eq!(counts("", Some(kind)).await, count, "{kind:?}");
        }
        for (query, count) in [
            ("tur ist", 1),
            ("万事", 1),
            ("ＢＵＤＧＥＴ", 1),
            ("bob", 4),
            ("carol", 2),
            ("nothing", 0),
            ("%", 0),
            ("\u{202e}", 0),
        ] {
            assert_eq!(counts(query, None).await, count, "{query}");
        }
        let few = alice
            .client()
            .favourites(&alice.account(), &Favoured::default(), 2)
            .await;
        let few = few.expect("The newest");
        assert!(few.more && few.all.len() == 2);
    });
}

async fn bob_and_carol(alice: &Person, bob: &Person, carol: &Person) -> Vec<MessageView> {
    let mut all = alice.history(bob).await;
    all.extend(alice.history(carol).await);
    all
}

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
