//! Stickers: sent as pictures without a frame, kept out of messages and files, and bounded.

use client::error::Code;
use client::requests::Manner;
use client::view::{Content, FileKind};
use image::ImageFormat;
use world::{Device, Person, World, both};

use crate::media::{brings, last, noise, picture, sends};

async fn sends_sticker(device: &Device, to: &Person, name: &str, bytes: &[u8]) {
    let brought = brings(device, name, bytes).await.expect("It is taken");
    sends(device, to, &brought, Manner::Sticker).await.expect("It goes");
}

#[test]
fn a_sticker_is_a_picture_byte_by_byte_that_both_draw_without_a_frame() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let file = picture(180, 180, ImageFormat::Png);
        sends_sticker(&alice, &bob, "selkie-hello.webp", &file).await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: (sticker selkie-hello.webp)");
        let message = last(&bob, &alice).await;
        let whole = bob.client().fetch_file(&bob.account(), &message.client_msg_id).await;
        assert_eq!(std::fs::read(whole.expect("It comes").path).expect("Its bytes"), file);
    });
}

#[test]
fn a_sticker_that_somebody_got_is_kept_over_restarts_and_sent_on_by_him() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let file = picture(120, 90, ImageFormat::Png);
        sends_sticker(&alice, &bob, "wink.png", &file).await;
        world.settle().await;
        let message = last(&bob, &alice).await;
        let kept = bob
            .client()
            .keep_received_sticker(&bob.account(), &message.client_msg_id)
            .await
            .expect("It is kept");
        assert_eq!((kept.name.as_str(), kept.width, kept.height), ("wink.png", 120, 90));
        // What the server has is freed, and this is not among it.
        bob.client().free_storage(&bob.account()).await.expect("Room");
        bob.restart().await;
        world.settle().await;
        let all = bob.client().stickers(&bob.account()).await.expect("The kept ones");
        assert_eq!(all.as_slice(), std::slice::from_ref(&kept));
        let shown = bob
            .client()
            .sticker(&bob.account(), &kept.content)
            .await
            .expect("Its bytes");
        assert_eq!(shown, (file, "image/png".to_owned()));
        let id = bob
            .client()
            .bring_sticker(&bob.account(), &kept.content)
            .await
            .expect("It is brought");
        let to = bob.conversation(&carol).await.id;
        let files = [client::requests::Attachment {
            id,
            manner: Manner::Sticker,
        }];
        bob.client()
            .send_files(&bob.account(), &to, &files, "", &[])
            .await
            .expect("It goes");
        world.settle().await;
        assert_eq!(carol.sees(&bob).await, "bob: (sticker wink.png)");
        bob.client()
            .forget_sticker(&bob.account(), &kept.content)
            .await
            .expect("It goes");
        assert_eq!(bob.client().stickers(&bob.account()).await.expect("None"), []);
        let gone = bob
            .client()
            .sticker(&bob.account(), &kept.content)
            .await
            .expect_err("Not kept");
        assert_eq!(gone.code, Code::NotFound);
    });
}

#[test]
fn what_is_no_picture_or_too_large_is_not_kept() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let keeps = async |name: &str, bytes: &[u8]| {
            let brought = brings(&alice, name, bytes).await.expect("It is taken");
            alice
                .client()
                .keep_sticker(&alice.account(), &brought.id)
                .await
                .map(|kept| kept.name)
        };
        assert_eq!(
            keeps("a.png", &noise(2000)).await.expect_err("No picture").code,
            Code::BadPicture
        );
        let wide = picture(1100, 20, ImageFormat::Png);
        assert_eq!(
            keeps("wide.png", &wide).await.expect_err("Too wide").code,
            Code::PictureTooLarge
        );
        let large = [picture(20, 20, ImageFormat::Png), noise(1 << 20)].concat();
        assert_eq!(
            keeps("large.png", &large).await.expect_err("Too large").code,
            Code::PictureTooLarge
        );
        let name = keeps("../../etc/pass\u{202e}wd.png", &picture(20, 20, ImageFormat::Png)).await;
        let name = name.expect("It is kept");
        assert!(!name.contains(['/', '\u{202e}']), "{name}");
    });
}

#[test]
fn somebody_elses_picture_is_no_sticker_unless_it_says_so() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let brought = brings(&alice, "a.png", &picture(30, 30, ImageFormat::Png))
            .await
            .expect("It is taken");
        assert_eq!(brought.kind, FileKind::Picture);
        sends(&alice, &bob, &brought, Manner::Original).await.expect("It goes");
        world.settle().await;
        let Content::Picture { picture } = last(&bob, &alice).await.content else {
            panic!("No picture");
        };
        assert!(!picture.sticker);
    });
}

#[test]
fn the_pictures_of_a_folder_are_kept_and_what_is_none_is_counted() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let folder = tempfile::tempdir().expect("A folder");
        let puts = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("It is there");
        puts("one.png", &picture(120, 90, ImageFormat::Png));
        puts("two.gif", &picture(60, 60, ImageFormat::Gif));
        puts("words.txt", b"no picture");
        puts("empty.png", b"");
        puts("large.bin", &noise((1 << 20) + 1));
        puts("wide.png", &picture(1025, 10, ImageFormat::Png));
        std::fs::create_dir(folder.path().join("inside.png")).expect("A folder");
        let keeps = async |place| alice.client().keep_sticker_folder(&alice.account(), place).await;

        let added = keeps(folder.path().into()).await.expect("They are kept");
        assert_eq!((added.kept, added.left, added.code), (2, 4, None));
        let again = keeps(folder.path().into()).await.expect("The same ones");
        assert_eq!(again, added);
        let kept = alice.client().stickers(&alice.account()).await.expect("The kept ones");
        let names: Vec<_> = kept.iter().map(|one| &*one.name).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        let nowhere = keeps(folder.path().join("none")).await;
        assert_eq!(nowhere.map_err(|problem| problem.code), Err(Code::Storage));
    });
}
