//! Files in trouble: cuts and crashes in the middle, what vanishes, and servers that want no more.

use std::fs;
use std::path::PathBuf;

use client::error::Code;
use client::requests::Manner;
use client::view::MessageState;
use image::ImageFormat;
use world::{Device, Plan, World, both, simulate};

use super::{brings, bytes_of, file_of, last, noise, parts_put, picture, sends, sends_file};

/// The folder of an account's files.
fn folder(device: &Device) -> PathBuf {
    device.folder().join("accounts").join(device.account().0).join("files")
}

#[test]
fn a_crash_in_the_middle_of_an_upload_loses_nothing_and_repeats_little() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        world.settle().await;
        let bytes = noise(17 << 20);
        alice.link.delay(200..=200);
        sends_file(&alice, &bob, "large.bin", &bytes).await;
        while parts_put(world) < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        alice.crash().await;
        alice.link.heal();
        alice.start().await;
        world.settle().await;
        assert_eq!(
            bob.sees(&alice).await,
            format!("alice: (file large.bin of {})", bytes.len())
        );
        assert_eq!(
            bytes_of(&bob, &last(&bob, &alice).await).await.expect("The file"),
            bytes
        );
        assert!(
            parts_put(world) <= 5,
            "of four parts one was in the air: {}",
            parts_put(world)
        );
    });
}

#[test]
fn a_cut_in_the_middle_of_an_upload_only_interrupts_it() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        world.settle().await;
        let bytes = noise(17 << 20);
        alice.link.delay(100..=100);
        sends_file(&alice, &bob, "large.bin", &bytes).await;
        for _ in 0..4 {
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
            alice.link.cut();
            world.pass(30).await;
            alice.link.mend();
        }
        alice.link.heal();
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            format!("alice: (file large.bin of {}) ✓", bytes.len())
        );
        assert_eq!(
            bytes_of(&bob, &last(&bob, &alice).await).await.expect("The file"),
            bytes
        );
    });
}

#[test]
fn a_cut_in_the_middle_of_a_download_goes_on_where_it_was() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let bytes = noise(9 << 20);
        sends_file(&alice, &bob, "large.bin", &bytes).await;
        world.settle().await;
        let come = last(&bob, &alice).await;
        assert!(!file_of(&come).here);

        bob.link.delay(100..=100);
        let (client, account, id) = (bob.client(), bob.account(), come.client_msg_id.clone());
        let cut = async {
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            bob.link.cut();
        };
        let (failed, ()) = tokio::join!(client.fetch_file(&account, &id), cut);
        drop(client);
        let code = failed.expect_err("It was cut").code;
        assert!(matches!(code, Code::Network | Code::Timeout), "{code:?}");
        let half = fs::read_dir(folder(&bob).join("coming"))
            .expect("A folder")
            .flatten()
            .next();
        let half = half.expect("What has come").metadata().expect("Its size").len();
        assert!(half > 0 && half < bytes.len() as u64, "{half}");

        bob.restart().await;
        bob.link.mend();
        bob.link.heal();
        world.settle().await;
        assert_eq!(bytes_of(&bob, &come).await.expect("The file"), bytes);
        assert!(file_of(&last(&bob, &alice).await).here);
        assert!(!folder(&bob).join("coming").read_dir().expect("A folder").any(|_| true));
    });
}

/// The long tests send a larger one.
fn megabytes() -> usize {
    let told = std::env::var("MEGABYTES").ok();
    told.map_or(11, |told| told.parse().expect("MEGABYTES is a number"))
}

#[test]
fn a_connection_that_is_cut_at_every_step_only_delays_a_file() {
    let megabytes = megabytes();
    let times = 30.max(megabytes as u64 / 4);
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        world.settle().await;
        let bytes = noise(megabytes << 20);
        let step = |number: u64| tokio::time::sleep(std::time::Duration::from_millis(number * 70));
        alice.link.delay(40..=40);
        sends_file(&alice, &bob, "large.bin", &bytes).await;
        for number in 1..=times {
            step(number).await;
            alice.link.cut();
            world.pass(20).await;
            alice.link.mend();
        }
        alice.link.heal();
        world.settle().await;
        assert_eq!(
            bob.sees(&alice).await,
            format!("alice: (file large.bin of {})", bytes.len())
        );

        let come = last(&bob, &alice).await;
        bob.link.delay(40..=40);
        for number in 1..=times {
            let (client, account) = (bob.client(), bob.account());
            let cut = async {
                step(number).await;
                bob.link.cut();
            };
            let (_, ()) = tokio::join!(client.fetch_file(&account, &come.client_msg_id), cut);
            world.pass(20).await;
            bob.link.mend();
            world.pass(20).await;
        }
        bob.link.heal();
        assert!(file_of(&last(&bob, &alice).await).here, "it came in spite of all");
        assert_eq!(bytes_of(&bob, &come).await.expect("The file"), bytes);
    });
}

#[test]
fn the_copy_is_the_truth_and_when_it_vanishes_that_is_said() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        world.settle().await;
        alice.link.cut();
        let gone = sends_file(&alice, &bob, "gone.bin", &noise(2_000)).await;
        alice.says(&bob, "what is behind it goes all the same").await;
        for file in fs::read_dir(folder(&alice)).expect("A folder").flatten() {
            if file.path().is_file() {
                fs::remove_file(file.path()).expect("Removing it");
            }
        }
        alice.link.mend();
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: what is behind it goes all the same ✓\nalice: (file gone.bin of 2000) ✗ FileLost"
        );
        // Brought once more, the same bytes are there for the message that failed too.
        brings(&alice, "gone.bin", &noise(2_000)).await.expect("It is taken");
        alice
            .client()
            .resend(&alice.account(), &gone.client_msg_id)
            .await
            .expect("Again");
        world.settle().await;
        assert_eq!(file_of(&last(&bob, &alice).await).name, "gone.bin");
    });
}

#[test]
fn what_was_brought_and_not_sent_is_gone_with_the_program() {
    simulate(Plan::seeded(6), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let (client, account) = (alice.client(), alice.account());
        let id = client.begin_file(&account, "half.bin", 2_000).await.expect("It begins");
        client.add_to_file(&account, &id, noise(1_000)).await.expect("A piece");
        drop(client);
        let whole = brings(&alice, "whole.bin", b"words").await.expect("It is taken");
        alice.restart().await;
        assert!(!folder(&alice).join("brought").exists());
        let refused = sends(&alice, &bob, &whole, Manner::File).await;
        assert_eq!(refused.expect_err("It is gone").code, Code::NotFound);
        assert_eq!(alice.sees(&bob).await, "");
    });
}

#[test]
fn a_file_that_the_server_does_not_take_fails_with_the_reason_and_holds_nothing_up() {
    let mut plan = Plan::seeded(7);
    plan.config.objects.max_file_mb = 1;
    plan.config.objects.max_person_mb = 1;
    simulate(plan, async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        sends_file(&alice, &bob, "large.bin", &noise(1_100_000)).await;
        sends_file(&alice, &bob, "fits.bin", &noise(900_000)).await;
        world.settle().await;
        sends_file(&alice, &bob, "more.bin", &noise(900_001)).await;
        alice.says(&bob, "so").await;
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: (file fits.bin of 900000) ✓\nalice: so ✓\nalice: (file large.bin of 1100000) ✗ FileTooLarge\nalice: (file \
             more.bin of 900001) ✗ FilesFull"
        );
    });
}

#[test]
fn a_file_that_is_gone_from_the_server_is_said_to_be_lost() {
    simulate(Plan::seeded(8), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        sends_file(&alice, &bob, "a.bin", &noise(5_000)).await;
        world.settle().await;
        let client = alice.client();
        client
            .delete_account(&alice.account(), &alice.password)
            .await
            .expect("She goes");
        world.pass(5).await;
        let come = last(&bob, &alice).await;
        let lost = bytes_of(&bob, &come).await;
        assert_eq!(lost.expect_err("It is gone").code, Code::FileLost);
        assert_eq!(come.state, MessageState::Received);
    });
}

#[test]
fn a_file_that_waits_still_waits_after_the_server_was_put_back() {
    simulate(Plan::seeded(10), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        world.settle().await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        alice.says(&bob, "the server will not know of this").await;
        world.settle().await;
        alice.link.cut();
        sends_file(&alice, &bob, "plan.bin", b"words").await;
        alice.says(&bob, "and behind it").await;
        world.server.restore(&copy).await;
        alice.link.mend();
        world.settle().await;
        let seen = bob.sees(&alice).await;
        assert!(
            seen.ends_with("alice: (file plan.bin of 5)\nalice: and behind it"),
            "{seen}"
        );
        let come = bob.history(&alice).await;
        let file = &come[come.len() - 2];
        assert_eq!(bytes_of(&bob, file).await.expect("The file"), b"words");
    });
}

#[test]
fn room_is_not_made_of_what_was_brought_and_is_in_no_draft_yet() {
    simulate(Plan::seeded(12), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let plan = brings(&alice, "plan.bin", b"words").await.expect("It is taken");
        let (client, account) = (alice.client(), alice.account());
        assert_eq!(client.free_storage(&account).await.expect("Room"), 0);
        sends(&alice, &bob, &plan, Manner::File).await.expect("It goes");
        world.settle().await;
        let come = last(&bob, &alice).await;
        assert_eq!(bytes_of(&bob, &come).await.expect("The file"), b"words");
    });
}

#[test]
fn nothing_stays_of_an_upload_that_was_given_up_unless_it_is_wanted_once_more() {
    simulate(Plan::seeded(13), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        alice.link.cut();
        let bytes = noise(70_000);
        let (client, account) = (alice.client(), alice.account());
        let mut sent = Vec::new();
        for name in ["one.bin", "two.bin"] {
            sent.push(sends_file(&alice, &bob, name, &bytes).await.client_msg_id);
        }
        for (id, left) in sent.iter().zip([70_000, 0]) {
            client.cancel_transfer(&account, id).await.expect("It is given up");
            let told = client.storage(&account).await.expect("Figures");
            assert_eq!((told.files, told.waiting), (0, left));
        }
        let lie = fs::read_dir(folder(&alice)).expect("The files").flatten();
        assert_eq!(lie.filter(|entry| entry.path().is_file()).count(), 0);
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "");
    });
}

#[test]
fn nothing_stays_of_the_bytes_of_what_was_taken_back() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let lake = picture(300, 200, ImageFormat::Png);
        let lake = brings(&alice, "lake.png", &lake).await.expect("It is taken");
        sends(&alice, &bob, &lake, Manner::Original).await.expect("It goes");
        sends_file(&alice, &bob, "plan.bin", &noise(70_000)).await;
        world.settle().await;
        let come = bob.history(&alice).await;
        for message in &come[come.len() - 2..] {
            bytes_of(&bob, message).await.expect("The bytes");
        }
        let small = bob
            .client()
            .thumb(&bob.account(), &come[come.len() - 2].client_msg_id)
            .await;
        small.expect("A small one");
        bob.link.cut();
        for message in alice.history(&bob).await.iter().rev().take(2) {
            alice.recalls(message).await.expect("Taking it back");
        }
        bob.link.mend();
        world.settle().await;
        for device in [&*alice, &*bob] {
            let told = device.client().storage(&device.account()).await.expect("Figures");
            assert_eq!((told.files, told.waiting, told.thumbs), (0, 0, 0), "{}", device.who());
            let lie = fs::read_dir(folder(device)).expect("The files").flatten();
            assert_eq!(lie.filter(|entry| entry.path().is_file()).count(), 0);
        }
    });
}

#[test]
fn four_gigabytes_and_one_byte_are_refused_before_anything_is_read() {
    simulate(Plan::seeded(11), async |world: &World| {
        let alice = world.person("alice").await;
        let (client, account) = (alice.client(), alice.account());
        let most = 4 << 30;
        let refused = client.begin_file(&account, "film.mkv", most + 1).await;
        assert_eq!(refused.expect_err("The server takes less").code, Code::FileTooLarge);
        assert!(!folder(&alice).join("brought").exists());
        client.begin_file(&account, "film.mkv", most).await.expect("It begins");
    });
}
