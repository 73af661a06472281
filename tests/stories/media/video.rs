//! Videos: known before they are there, with a picture that stands for them, and read while they come.

use client::error::Code;
use client::requests::{Attachment, Manner};
use client::view::{BroughtView, Content, FilmView, MessageView, VideoView};
use image::ImageFormat;
use world::{Device, Person, Plan, World, both, simulate};

use super::{brings, bytes_of, file_of, last, noise, picture, sends};

fn boxed(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let size = u32::try_from(inside.len() + 8).expect("Small");
    [&size.to_be_bytes(), name.as_slice(), inside].concat()
}

/// As a camera writes it: a film of so many bytes, and behind it what it is.
pub fn film(bytes: usize) -> Vec<u8> {
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|one| one.to_be_bytes()).collect::<Vec<u8>>();
    let one = 1 << 16;
    let mut header = [0; 10].to_vec();
    header.extend([one, 0, 0, 0, one, 0, 0, 0, 1 << 30, 1_280 << 16, 720 << 16]);
    let handler = [[0; 8].as_slice(), b"vide", &[0; 12]].concat();
    let media = boxed(b"mdia", &boxed(b"hdlr", &handler));
    let track = boxed(b"trak", &[boxed(b"tkhd", &numbers(&header)), media].concat());
    let moov = [boxed(b"mvhd", &numbers(&[0, 0, 0, 1_000, 74_200])), track].concat();
    [
        boxed(b"ftyp", b"isom\0\0\0\0"),
        boxed(b"mdat", &noise(bytes)),
        boxed(b"moov", &moov),
    ]
    .concat()
}

fn video_of(message: &MessageView) -> VideoView {
    match &message.content {
        Content::Video { video } => video.clone(),
        other => panic!("No video: {other:?}"),
    }
}

async fn brings_film(device: &Device, bytes: &[u8]) -> BroughtView {
    let brought = brings(device, "seals.bin", bytes).await.expect("It is taken");
    let told = FilmView {
        width: 1_280,
        height: 720,
        seconds: 75,
    };
    assert_eq!(brought.film, Some(told), "whatever its name says");
    brought
}

#[test]
fn a_video_is_known_before_it_is_there_and_shown_by_its_picture() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let bytes = film(300_000);
        let brought = brings_film(&alice, &bytes).await;
        let (client, account) = (alice.client(), alice.account());
        let poster = picture(1_280, 720, ImageFormat::Jpeg);
        client
            .set_poster(&account, &brought.id, poster)
            .await
            .expect("It is a picture");
        sends(&alice, &bob, &brought, Manner::Picture).await.expect("It goes");
        let own = last(&alice, &bob).await;
        assert!(
            client.thumb(&account, &own.client_msg_id).await.is_ok(),
            "one's own is drawn at once"
        );
        drop(client);
        world.settle().await;

        assert_eq!(alice.sees(&bob).await, "alice: (video seals.bin of 75 s) ✓");
        assert_eq!(bob.sees(&alice).await, "alice: (video seals.bin of 75 s)");
        let come = last(&bob, &alice).await;
        let told = video_of(&come);
        assert_eq!((told.width, told.height, told.size), (640, 360, bytes.len() as u64));
        assert!(!told.hash.is_empty() && told.poster && !told.here);
        let thumb = bob
            .client()
            .thumb(&bob.account(), &come.client_msg_id)
            .await
            .expect("A picture");
        let thumb = image::load_from_memory(&thumb).expect("It can be drawn");
        assert_eq!((thumb.width(), thumb.height()), (640, 360));
        assert!(
            !video_of(&last(&bob, &alice).await).here,
            "for its picture nobody fetches a film"
        );
        assert_eq!(bytes_of(&bob, &come).await.expect("The film"), bytes);
        bob.check_events().await;
    });
}

#[test]
fn without_a_picture_it_goes_too_and_as_a_file_it_is_one() {
    simulate(Plan::seeded(41), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let bytes = film(5_000);
        let brought = brings_film(&alice, &bytes).await;
        let (client, account) = (alice.client(), alice.account());
        let refused = client.set_poster(&account, &brought.id, b"no picture".to_vec()).await;
        assert_eq!(refused.expect_err("It is none").code, Code::BadPicture);
        sends(&alice, &bob, &brought, Manner::Original).await.expect("It goes");
        world.settle().await;
        let come = last(&bob, &alice).await;
        let told = video_of(&come);
        assert_eq!((told.width, told.height, told.poster), (1_280, 720, false));
        let none = bob.client().thumb(&bob.account(), &come.client_msg_id).await;
        assert_eq!(none.expect_err("It has none").code, Code::NotFound);

        let brought = brings_film(&alice, &bytes).await;
        sends(&alice, &bob, &brought, Manner::File).await.expect("It goes");
        let words = brings(&alice, "a.txt", b"no film").await.expect("It is taken");
        let refused = client
            .set_poster(&account, &words.id, picture(9, 9, ImageFormat::Png))
            .await;
        assert_eq!(refused.expect_err("It is no film").code, Code::NotFound);
        world.settle().await;
        assert_eq!(file_of(&last(&bob, &alice).await).name, "seals.bin");
    });
}

/// All of it, as a player reads.
async fn watches(device: &Device, message: &MessageView, mut from: u64) -> Vec<u8> {
    let (client, account) = (device.client(), device.account());
    let mut seen = Vec::new();
    loop {
        let stretch = client.stretch(&account, &message.client_msg_id, from).await;
        let stretch = stretch.expect("It comes");
        assert_eq!(stretch.kind, "video/mp4");
        from += stretch.bytes.len() as u64;
        seen.extend(stretch.bytes);
        if from >= stretch.size {
            return seen;
        }
    }
}

#[test]
fn a_video_is_watched_while_it_comes_from_wherever_one_likes_and_then_is_here() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let bytes = film(5 << 20);
        let brought = brings_film(&alice, &bytes).await;
        let (conversation, files) = (
            alice.conversation(&bob).await.id,
            [Attachment {
                id: brought.id,
                manner: Manner::Picture,
            }],
        );
        let (client, account) = (alice.client(), alice.account());
        client
            .send_files(&account, &conversation, &files, "", &[])
            .await
            .expect("It goes");
        drop(client);
        world.settle().await;
        let come = last(&bob, &alice).await;

        // A player looks at the beginning, and then for the tables at the end.
        let (client, account) = (bob.client(), bob.account());
        let begun = client
            .stretch(&account, &come.client_msg_id, 0)
            .await
            .expect("It comes");
        assert_eq!(begun.size, bytes.len() as u64);
        assert_eq!(begun.bytes, bytes[..1 << 20]);
        let end = watches(&bob, &come, 4 << 20).await;
        assert_eq!(end, bytes[4 << 20..]);
        assert!(!video_of(&last(&bob, &alice).await).here);

        bob.link.cut();
        world.pass(2).await;
        let again = client
            .stretch(&account, &come.client_msg_id, 100)
            .await
            .expect("What is here is here");
        assert_eq!(again.bytes, bytes[100..1 << 20]);
        assert!(
            client.stretch(&account, &come.client_msg_id, 2 << 20).await.is_err(),
            "the rest is not"
        );
        bob.link.mend();
        world.settle().await;
        assert_eq!(watches(&bob, &come, 0).await, bytes);
        assert!(
            video_of(&last(&bob, &alice).await).here,
            "who has seen all of it has it"
        );
        bob.link.cut();
        world.pass(2).await;
        assert_eq!(watches(&bob, &come, 0).await, bytes);
    });
}

#[test]
fn only_videos_are_read_while_they_come() {
    simulate(Plan::seeded(42), async |world: &World| {
        let (alice, bob): (Person, Person) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        super::sends_file(&alice, &bob, "a.mp4", &film(100)).await;
        world.settle().await;
        let come = last(&bob, &alice).await;
        let refused = bob.client().stretch(&bob.account(), &come.client_msg_id, 0).await;
        assert_eq!(refused.expect_err("It is a file").code, Code::NotFound);
    });
}
