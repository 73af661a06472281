//! Messages that burn after reading, and conversations of which everything goes after a time.

use std::time::Duration;

use client::requests::{ConversationAct, Forward, Manner, Search};
use client::view::Content;
use image::ImageFormat;
use world::{Device, Person, World, both};

use crate::media::{brings, bytes_of, last, picture, sends};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn sets(device: &Device, with: &Person, act: ConversationAct) {
    let conversation = device.conversation(with).await;
    device
        .client()
        .act(&device.account(), &[conversation.id], act)
        .await
        .expect("It is set");
}

async fn reads(device: &Device, with: &Person) {
    let seq = last(device, with).await.seq.expect("It came");
    let conversation = device.conversation(with).await;
    device
        .client()
        .mark_read(&device.account(), &conversation.id, seq)
        .await
        .expect("Reading");
}

async fn passes(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

#[test]
fn what_burns_is_gone_everywhere_after_it_was_read_and_not_before() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = bob.device("phone").await;
        alice.says(&bob, "this stays").await;
        world.settle().await;
        sets(&alice, &bob, ConversationAct::Burn { seconds: 30 }).await;
        world.settle().await;
        assert_eq!(bob.conversation(&alice).await.burn, 30, "for both");
        alice.says(&bob, "the code is 4711").await;
        world.settle().await;
        let come = last(&bob, &alice).await;
        assert_eq!(come.burns.map(|burns| (burns.seconds, burns.at)), Some((30, None)));
        let elsewhere = Forward {
            messages: vec![come.client_msg_id.clone()],
            to: vec![bob.conversation(&alice).await.id],
            merged: None,
            word: String::new(),
        };
        bob.sends_on(elsewhere).await.expect_err("It would stay there");

        passes(3600).await;
        assert!(
            bob.sees(&alice).await.contains("the code is 4711"),
            "nobody has read it"
        );
        reads(&bob, &alice).await;
        passes(20).await;
        assert!(last(&bob, &alice).await.burns.is_some_and(|burns| burns.at.is_some()));
        assert!(alice.sees(&bob).await.contains("the code is 4711"));
        passes(15).await;
        world.settle().await;
        for (device, with) in [(&*alice, &bob), (&*bob, &alice), (&phone, &alice)] {
            let seen = device.sees(with).await;
            assert!(seen.contains("this stays") && !seen.contains("4711"), "{seen}");
            let asked = Search {
                query: "4711".into(),
                ..Search::default()
            };
            let found = device.client().search(&device.account(), &asked, None, 9).await;
            assert!(found.expect("Looking").hits.is_empty());
        }
        let tablet = bob.device("tablet").await;
        world.settle().await;
        assert!(
            !tablet.sees(&alice).await.contains("4711"),
            "who comes later never sees it"
        );
    });
}

#[test]
fn a_restart_and_a_clock_that_is_wrong_change_nothing() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        bob.clock.jump(-DAY_MS);
        alice.clock.jump(DAY_MS);
        alice.meets(&bob).await;
        sets(&alice, &bob, ConversationAct::Burn { seconds: 60 }).await;
        world.settle().await;
        alice.says(&bob, "burn this").await;
        alice.says(&bob, "and this").await;
        world.settle().await;
        reads(&bob, &alice).await;
        passes(10).await;
        // It runs by what has passed, and not by what the clock shows.
        bob.clock.jump(3 * DAY_MS);
        passes(10).await;
        assert!(bob.sees(&alice).await.contains("burn this"));
        bob.restart().await;
        alice.link.cut();
        alice.crash().await;
        passes(120).await;
        world.settle().await;
        assert!(!bob.sees(&alice).await.contains("this"));
        alice.start().await;
        passes(1).await;
        assert!(
            !alice.sees(&bob).await.contains("this"),
            "it is over, without a connection too"
        );
    });
}

#[test]
fn nothing_of_a_picture_that_burnt_stays_here() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        sets(&alice, &bob, ConversationAct::Burn { seconds: 10 }).await;
        world.settle().await;
        let png = picture(300, 200, ImageFormat::Png);
        let brought = brings(&alice, "a.png", &png).await.expect("It is taken");
        sends(&alice, &bob, &brought, Manner::Original).await.expect("It goes");
        world.settle().await;
        let come = last(&bob, &alice).await;
        assert!(matches!(come.content, Content::Picture { .. }));
        bytes_of(&bob, &come).await.expect("The picture");
        bob.client()
            .thumb(&bob.account(), &come.client_msg_id)
            .await
            .expect("A thumb");
        reads(&bob, &alice).await;
        passes(15).await;
        world.settle().await;
        for device in [&*alice, &*bob] {
            let kept = device.client().storage(&device.account()).await.expect("Figures");
            assert_eq!((kept.files, kept.thumbs, kept.waiting), (0, 0, 0));
        }
    });
}

#[test]
fn switching_it_is_a_line_for_both_and_holds_offline_too() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        alice.link.cut();
        sets(&alice, &bob, ConversationAct::Burn { seconds: 300 }).await;
        assert_eq!(alice.conversation(&bob).await.burn, 300);
        alice.says(&bob, "written offline").await;
        alice.link.mend();
        world.settle().await;
        let come = bob.told(&alice, "written offline").await;
        assert_eq!(come.burns.map(|burns| burns.seconds), Some(300));
        assert!(bob.sees(&alice).await.contains("(burns from now on)"));
        sets(&bob, &alice, ConversationAct::Burn { seconds: 0 }).await;
        world.settle().await;
        assert_eq!(alice.conversation(&bob).await.burn, 0);
        assert!(alice.sees(&bob).await.contains("(stays from now on)"));
    });
}

#[test]
fn what_is_older_than_its_owner_wants_goes_from_all_his_devices_and_nobody_elses() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = bob.device("phone").await;
        // A clock that is wrong by a day takes nothing away too early.
        bob.clock.jump(2 * DAY_MS);
        alice.says(&bob, "old").await;
        world.settle().await;
        sets(&bob, &alice, ConversationAct::Keep { seconds: 86_400 }).await;
        world.settle().await;
        passes(80_000).await;
        alice.says(&bob, "young").await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: old\nalice: young");
        passes(8_000).await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: young");
        assert_eq!(phone.sees(&alice).await, "alice: young");
        assert_eq!(phone.conversation(&alice).await.keep, 86_400);
        assert!(alice.sees(&bob).await.contains("old"), "the other one keeps it");
    });
}

#[test]
fn what_nobody_has_seen_does_not_burn_though_one_writes_behind_it() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        sets(&alice, &bob, ConversationAct::Burn { seconds: 10 }).await;
        world.settle().await;
        bob.link.cut();
        bob.says(&alice, "on my way").await;
        alice.says(&bob, "the code is 4711").await;
        world.settle().await;
        bob.link.mend();
        world.settle().await;
        passes(60).await;
        assert!(bob.sees(&alice).await.contains("4711"), "he has not looked yet");
        reads(&bob, &alice).await;
        passes(15).await;
        world.settle().await;
        assert!(!bob.sees(&alice).await.contains("4711"));
        assert!(!alice.sees(&bob).await.contains("4711"));
    });
}
