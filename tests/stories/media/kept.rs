//! Looking through what is kept of a conversation: pictures, files, links and voice, without what was taken back.

use client::error::Code;
use client::requests::{Cursor, Forward, Kept, Manner, Search, SearchKind};
use client::view::{Content, MessageView};
use image::ImageFormat;
use world::{Device, Person, World, both};

use super::{brings, bytes_of, last, parts_put, picture, picture_of, sends, sends_file};

async fn kept(device: &Device, with: &Person, kept: Kept, before: Option<Cursor>, limit: u32) -> Vec<String> {
    let conversation = device.conversation(with).await;
    let found = device
        .client()
        .album(&device.account(), &conversation.id, kept, before, limit)
        .await
        .expect("What is kept");
    found.into_iter().map(|one| one.client_msg_id).collect()
}

#[test]
fn what_is_kept_of_a_conversation_is_found_by_its_kind_the_newest_first() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let mut pictures = Vec::new();
        for side in [10, 20, 30] {
            let png = picture(side, side, ImageFormat::Png);
            let brought = brings(&alice, "a.png", &png).await.expect("It is taken");
            let sent = sends(&alice, &bob, &brought, Manner::Original).await.expect("It goes");
            pictures.push(sent[0].clone());
            alice.says(&bob, "and words between them").await;
        }
        let file = sends_file(&alice, &bob, "plan.txt", b"a plan").await;
        alice.says(&bob, "see https://selkie.example/plan").await;
        world.settle().await;

        let newest_first: Vec<String> = pictures.iter().rev().map(|one| one.client_msg_id.clone()).collect();
        for (device, with) in [(&*alice, &bob), (&*bob, &alice)] {
            assert_eq!(kept(device, with, Kept::Pictures, None, 2).await, newest_first[..2]);
            assert_eq!(
                kept(device, with, Kept::Files, None, 9).await,
                [file.client_msg_id.as_str()]
            );
            assert!(kept(device, with, Kept::Voice, None, 9).await.is_empty());
        }
        let middle = bob
            .history(&alice)
            .await
            .into_iter()
            .find(|one| one.client_msg_id == newest_first[1]);
        let middle = middle.expect("It came");
        let before = Cursor {
            seq: middle.seq,
            local: middle.local,
        };
        assert_eq!(
            kept(&bob, &alice, Kept::Pictures, Some(before), 9).await,
            newest_first[2..]
        );

        let links = Search {
            conversation_id: Some(bob.conversation(&alice).await.id),
            kind: Some(SearchKind::Link),
            ..Search::default()
        };
        let found = bob
            .client()
            .search(&bob.account(), &links, None, 9)
            .await
            .expect("Links");
        assert_eq!(found.hits.len(), 1);
        assert!(found.hits[0].text.contains("https://selkie.example/plan"));

        let newest = alice
            .history(&bob)
            .await
            .into_iter()
            .find(|one| one.client_msg_id == newest_first[0]);
        alice
            .recalls(&newest.expect("It is there"))
            .await
            .expect("Taking it back");
        world.settle().await;
        assert_eq!(kept(&bob, &alice, Kept::Pictures, None, 9).await, newest_first[1..]);
    });
}

#[test]
fn a_picture_that_is_sent_on_is_known_before_it_is_there_and_goes_up_once() {
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
        world.settle().await;
        let (come, before) = (last(&bob, &alice).await, parts_put(world));
        let wanted = Forward {
            messages: vec![come.client_msg_id.clone()],
            to: vec![bob.conversation(&carol).await.id],
            merged: None,
            word: String::new(),
        };
        bob.sends_on(wanted).await.expect("Sending on");
        world.settle().await;
        let (first, then) = (picture_of(&come), picture_of(&last(&carol, &bob).await));
        assert!(!then.hash.is_empty());
        assert_eq!(then, first);
        assert_eq!(
            bytes_of(&carol, &last(&carol, &bob).await).await.expect("The picture"),
            png
        );
        assert_eq!(parts_put(world), before, "nothing went up again");
        let copied = carol
            .client()
            .picture_as_png(&carol.account(), &last(&carol, &bob).await.client_msg_id)
            .await;
        let copied = image::load_from_memory(&copied.expect("A copy")).expect("A picture");
        assert_eq!((copied.width(), copied.height()), (300, 200));
    });
}

#[test]
fn what_came_once_is_here_in_every_message_that_has_it() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let file = sends_file(&alice, &bob, "plan.bin", b"a plan").await;
        world.settle().await;
        let again = Forward {
            messages: vec![file.client_msg_id.clone()],
            to: vec![alice.conversation(&bob).await.id],
            merged: None,
            word: String::new(),
        };
        alice.sends_on(again).await.expect("Sending on");
        world.settle().await;
        let first = bob.history(&alice).await.remove(0);
        bob.answers(&first, "a good one").await;
        bytes_of(&bob, &first).await.expect("The file");
        world.settle().await;
        // What a window was told is what can be read.
        bob.check_events().await;
        let here: Vec<bool> = bob.history(&alice).await.iter().filter_map(is_here).collect();
        assert_eq!(here, [true, true]);
    });
}

fn is_here(message: &MessageView) -> Option<bool> {
    match &message.content {
        Content::File { file } => Some(file.here),
        _ => None,
    }
}

#[test]
fn a_file_is_saved_where_one_wants_it_and_what_lies_there_goes_only_for_the_whole() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let come = sends_file(&alice, &bob, "plan.txt", b"at noon").await;
        world.settle().await;
        let folder = tempfile::tempdir().expect("A folder");
        let place = folder.path().join("kept.txt");
        std::fs::write(&place, b"what was there before").expect("It is there");
        let saves = async |place| {
            bob.client()
                .save_file_as(&bob.account(), &come.client_msg_id, place)
                .await
                .map_err(|problem| problem.code)
        };
        saves(place.clone()).await.expect("In its place");
        assert_eq!(std::fs::read(&place).expect("Its bytes"), b"at noon");

        let taken = folder.path().join("taken");
        std::fs::create_dir(&taken).expect("A folder");
        std::fs::write(taken.join("mine"), b"mine").expect("It is there");
        assert_eq!(saves(taken.clone()).await, Err(Code::Storage));
        assert_eq!(saves(folder.path().join("none/plan.txt")).await, Err(Code::Storage));
        assert_eq!(std::fs::read(taken.join("mine")).expect("It stays"), b"mine");
        assert_eq!(std::fs::read_dir(folder.path()).expect("The folder").count(), 2);
    });
}
