//! Pictures and files: sent once whatever happens, seen by everybody, fetched by stretches, and lost by nobody.

mod drafted;
mod hostile;
mod kept;
mod trouble;
mod video;
mod voice;

use std::io::Cursor;
use std::time::Duration;

use client::error::{Code, Result};
use client::requests::{Attachment, Manner};
use client::view::{BroughtView, Content, FileView, MessageView, PictureView};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use world::{Device, Person, Plan, World, both, simulate};

pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([
            200,
            u8::try_from(x % 256).expect("Small"),
            u8::try_from(y % 256).expect("Small"),
        ])
    });
    DynamicImage::from(picture)
        .write_to(&mut bytes, format)
        .expect("A picture");
    bytes.into_inner()
}

/// Bytes that repeat nowhere near.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

/// As the page does it, piece by piece, but that it does not tell how many bytes will come.
pub async fn brings(device: &Device, name: &str, bytes: &[u8]) -> Result<BroughtView> {
    let (client, account) = (device.client(), device.account());
    let id = client.begin_file(&account, name, 0).await?;
    for piece in bytes.chunks(1 << 20) {
        client.add_to_file(&account, &id, piece.to_vec()).await?;
    }
    client.end_file(&account, &id).await
}

pub async fn sends(device: &Device, to: &Person, brought: &BroughtView, manner: Manner) -> Result<Vec<MessageView>> {
    let conversation = device.conversation(to).await;
    let files = [Attachment {
        id: brought.id.clone(),
        manner,
    }];
    let (client, account) = (device.client(), device.account());
    client.send_files(&account, &conversation.id, &files, "", &[]).await
}

pub async fn sends_file(device: &Device, to: &Person, name: &str, bytes: &[u8]) -> MessageView {
    let brought = brings(device, name, bytes).await.expect("It is taken");
    let sent = sends(device, to, &brought, Manner::File).await.expect("It goes");
    sent.into_iter().next().expect("One message")
}

pub async fn last(device: &Device, with: &Person) -> MessageView {
    device.history(with).await.pop().expect("A message")
}

pub fn file_of(message: &MessageView) -> FileView {
    match &message.content {
        Content::File { file } => file.clone(),
        other => panic!("No file: {other:?}"),
    }
}

pub fn picture_of(message: &MessageView) -> PictureView {
    match &message.content {
        Content::Picture { picture } => picture.clone(),
        other => panic!("No picture: {other:?}"),
    }
}

pub async fn bytes_of(device: &Device, message: &MessageView) -> Result<Vec<u8>> {
    let (client, account) = (device.client(), device.account());
    let file = client.fetch_file(&account, &message.client_msg_id).await?;
    client.read_file(&account, &file, 0, u64::MAX).await
}

#[test]
fn a_picture_is_sent_smaller_and_seen_by_both() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let jpeg = picture(3_000, 1_500, ImageFormat::Jpeg);
        let brought = brings(&alice, "holiday.png", &jpeg).await.expect("It is taken");
        let side = brought.picture.expect("A picture, whatever its name says");
        assert_eq!((side.width, side.height), (3_000, 1_500));
        sends(&alice, &bob, &brought, Manner::Picture).await.expect("It goes");
        // One's own is drawn before it is anywhere.
        let own = last(&alice, &bob).await;
        let thumb = alice
            .client()
            .thumb(&alice.account(), &own.client_msg_id)
            .await
            .expect("A thumb");
        assert!(image::load_from_memory(&thumb).is_ok());
        world.settle().await;

        assert_eq!(alice.sees(&bob).await, "alice: (picture 2560x1280) ✓");
        assert_eq!(bob.sees(&alice).await, "alice: (picture 2560x1280)");
        let come = last(&bob, &alice).await;
        let shown = picture_of(&come);
        assert!(!shown.hash.is_empty() && shown.name == "holiday.png" && !shown.moves);
        let thumb = bob
            .client()
            .thumb(&bob.account(), &come.client_msg_id)
            .await
            .expect("A thumb");
        let thumb = image::load_from_memory(&thumb).expect("A picture");
        assert_eq!((thumb.width(), thumb.height()), (640, 320));
        let whole = image::load_from_memory(&bytes_of(&bob, &come).await.expect("The whole")).expect("A picture");
        assert_eq!((whole.width(), whole.height()), (2_560, 1_280));
    });
}

#[test]
fn the_original_arrives_byte_by_byte_where_that_is_wanted() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let jpeg = picture(40, 30, ImageFormat::Jpeg);
        for manner in [Manner::Original, Manner::File] {
            let brought = brings(&alice, "a.jpg", &jpeg).await.expect("It is taken");
            sends(&alice, &bob, &brought, manner).await.expect("It goes");
            world.settle().await;
            let come = last(&bob, &alice).await;
            assert_eq!(bytes_of(&bob, &come).await.expect("The file"), jpeg, "{manner:?}");
        }
        let length = jpeg.len();
        assert_eq!(
            bob.sees(&alice).await,
            format!("alice: (picture 40x30)\nalice: (file a.jpg of {length})")
        );
    });
}

#[test]
fn several_keep_their_order_and_the_words_come_behind() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let conversation = alice.conversation(&bob).await;
        let mut files = Vec::new();
        for (name, side) in [("one.png", 10), ("two.png", 20), ("three.png", 30)] {
            let brought = brings(&alice, name, &picture(side, side, ImageFormat::Png))
                .await
                .expect("It is taken");
            files.push(Attachment {
                id: brought.id,
                manner: Manner::Picture,
            });
        }
        let (client, account) = (alice.client(), alice.account());
        let sent = client
            .send_files(&account, &conversation.id, &files, "from the lake", &[])
            .await;
        assert_eq!(sent.expect("They go").len(), 4);
        alice.says(&bob, "and good night").await;
        world.settle().await;
        assert_eq!(
            bob.sees(&alice).await,
            "alice: (picture 10x10)\nalice: (picture 20x20)\nalice: (picture 30x30)\nalice: from the lake\nalice: and good \
             night"
        );
        // Those who know albums see one, and nobody has to.
        let album = |messages: &[MessageView]| -> Vec<String> {
            let pictures = messages
                .iter()
                .filter(|one| matches!(one.content, Content::Picture { .. }));
            pictures.map(|one| picture_of(one).album).collect()
        };
        let (own, come) = (album(&alice.history(&bob).await), album(&bob.history(&alice).await));
        assert_eq!(own.len(), 3);
        assert!(!own[0].is_empty() && own.iter().all(|one| *one == own[0]));
        assert_eq!(come, own);
    });
}

#[test]
fn the_same_file_to_ten_people_goes_up_once() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bytes = noise(6 << 20);
        let mut people = Vec::new();
        for number in 0..10 {
            people.push(world.person(&format!("person{number}")).await);
        }
        for person in &people {
            sends_file(&alice, person, "plan.bin", &bytes).await;
        }
        world.settle().await;
        for person in &people {
            assert_eq!(
                person.sees(&alice).await,
                format!("alice: (file plan.bin of {})", bytes.len())
            );
        }
        let come = last(&people[9], &alice).await;
        assert_eq!(bytes_of(&people[9], &come).await.expect("The file"), bytes);
        assert_eq!(parts_put(world), 2, "two parts, once");
    });
}

/// How many parts the server took.
pub fn parts_put(world: &World) -> usize {
    let trace = world.trace().text();
    trace
        .lines()
        .filter(|line| line.contains("200 from") && line.contains("/object/uploads/"))
        .count()
}

#[test]
fn what_is_written_later_goes_past_a_large_file() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        world.settle().await;
        let large = sends_file(&alice, &bob, "film.bin", &noise(7 << 20)).await;
        let (client, account) = (alice.client(), alice.account());
        client
            .pause_transfer(&account, &large.client_msg_id, true)
            .await
            .expect("It stops");
        alice.says(&bob, "it takes a while").await;
        world.pass(20).await;
        assert_eq!(bob.sees(&alice).await, "alice: it takes a while");
        let told = client.transfers(&account).await.expect("What waits");
        assert_eq!(told.len(), 1);
        drop(client);

        alice.restart().await;
        world.pass(20).await;
        assert_eq!(
            bob.sees(&alice).await,
            "alice: it takes a while",
            "a restart does not let it go"
        );
        let (client, account) = (alice.client(), alice.account());
        client
            .pause_transfer(&account, &large.client_msg_id, false)
            .await
            .expect("It goes on");
        world.settle().await;
        assert!(bob.sees(&alice).await.contains("(file film.bin of 7340032)"));
    });
}

#[test]
fn an_upload_that_is_given_up_leaves_nothing() {
    simulate(Plan::seeded(4), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        alice.link.cut();
        let sent = sends_file(&alice, &bob, "secret.txt", b"not for everybody").await;
        alice
            .client()
            .cancel_transfer(&alice.account(), &sent.client_msg_id)
            .await
            .expect("It is given up");
        assert_eq!(alice.sees(&bob).await, "");
        alice.link.mend();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "");
        let again = alice
            .client()
            .cancel_transfer(&alice.account(), &sent.client_msg_id)
            .await;
        assert_eq!(again.expect_err("Nothing is there").code, Code::NotFound);
    });
}

#[test]
fn what_the_server_has_can_be_freed_and_comes_again() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let bytes = noise(300_000);
        sends_file(&alice, &bob, "a.bin", &bytes).await;
        alice.link.cut();
        sends_file(&alice, &bob, "b.bin", b"waits").await;
        world.pass(1).await;
        let before = alice.client().storage(&alice.account()).await.expect("Figures");
        assert!(before.waiting >= 5 && before.messages > 0);
        alice.link.mend();
        world.settle().await;

        let freed = alice.client().free_storage(&alice.account()).await.expect("Room");
        assert!(freed >= 300_000, "{freed}");
        let after = alice.client().storage(&alice.account()).await.expect("Figures");
        assert_eq!((after.files, after.thumbs, after.waiting), (0, 0, 0));
        let own = alice.history(&bob).await.remove(0);
        assert!(!file_of(&own).here);
        assert_eq!(bytes_of(&alice, &own).await.expect("Fetched again"), bytes);
        assert!(file_of(&alice.history(&bob).await.remove(0)).here);
    });
}

#[test]
fn a_server_that_keeps_no_files_says_so() {
    let mut plan = Plan::seeded(5).plain();
    plan.config.objects.max_file_mb = 0;
    simulate(plan, async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        sends_file(&alice, &bob, "a.txt", b"words").await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: (file a.txt of 5) ✗ NoFiles");
    });
}
