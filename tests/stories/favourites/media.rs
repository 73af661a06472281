//! Kept pictures, files and transcripts, and how they are found.

use client::requests::{ConversationAct, Favoured, FavouriteKind, Forward, Manner, Merging, Say};
use client::view::MessageView;
use image::ImageFormat;
use world::{Person, World, both, transcript};

use super::{found, keeps, kept, said};
use crate::media::{brings, bytes_of, noise, parts_put, picture, sends, sends_file};

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
