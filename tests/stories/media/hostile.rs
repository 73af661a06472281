//! Files and words about files that mean harm, and pictures that cannot be drawn.

use client::error::Code;
use client::requests::Manner;
use client::view::{Content, FileKind};
use image::ImageFormat;
use protocol::content;
use protocol::ids::conversation_id;
use world::session::Session;
use world::{Plan, World, both, simulate};

use super::{brings, bytes_of, file_of, last, picture, sends};

#[test]
fn what_cannot_be_drawn_goes_as_a_file_and_says_why() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let png = picture(50, 50, ImageFormat::Png);
        let mut huge = picture(50, 50, ImageFormat::Jpeg);
        let frame = huge.windows(2).position(|two| two == b"\xff\xc0").expect("A frame");
        huge[frame + 5..frame + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
        let mut bomb = picture(50, 50, ImageFormat::Gif);
        let end = bomb.pop().expect("Its end");
        for _ in 0..6_000 {
            bomb.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0");
        }
        bomb.push(end);
        for (name, bytes, odd) in [
            (
                "a.heic",
                b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
                Some(Code::BadPicture),
            ),
            (
                "a.avif",
                b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec(),
                Some(Code::BadPicture),
            ),
            ("a.svg", b"<svg onload='alert(1)'/>".to_vec(), Some(Code::BadPicture)),
            ("cut.png", png[..png.len() / 2].to_vec(), Some(Code::BadPicture)),
            ("huge.jpg", huge, Some(Code::PictureTooLarge)),
            ("bomb.gif", bomb, Some(Code::PictureTooLarge)),
            ("lying.jpg", b"just words".to_vec(), None),
        ] {
            let brought = brings(&alice, name, &bytes).await.expect("It is taken");
            assert_eq!((brought.picture, brought.odd), (None, odd), "{name}");
            sends(&alice, &bob, &brought, Manner::Picture).await.expect("It goes");
            world.settle().await;
            let come = last(&bob, &alice).await;
            assert_eq!(file_of(&come).name, name);
            assert_eq!(bytes_of(&bob, &come).await.expect("As it was"), bytes, "{name}");
            let drawn = bob
                .client()
                .fetch_file(&bob.account(), &come.client_msg_id)
                .await
                .expect("It is here");
            assert_eq!(
                drawn.shown,
                name == "cut.png",
                "{name}: only what it is lets it be shown"
            );
            // The first frame alone costs nothing.
            let thumb = bob.client().thumb(&bob.account(), &come.client_msg_id).await;
            assert_eq!(thumb.is_ok(), name == "bomb.gif", "{name}");
        }
    });
}

#[test]
fn a_name_from_others_is_made_fit_to_be_shown_and_saved() {
    simulate(Plan::seeded(9), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.meets(&bob).await;
        let long = format!("{}.txt", "长".repeat(1_000));
        let folder = world.folder().join("saved");
        for (name, shown, kind) in [
            ("../../../etc/cron.d/x", "x", FileKind::Document),
            ("photo\u{202e}gpj.exe", "photogpj.exe", FileKind::Program),
            ("CON.txt", "_CON.txt", FileKind::Document),
            ("C:\\x\\y.pdf", "y.pdf", FileKind::Document),
            (&*long, &format!("{}.txt", "长".repeat(65)), FileKind::Document),
            ("", "", FileKind::Document),
        ] {
            let brought = brings(&alice, name, b"words").await.expect("It is taken");
            sends(&alice, &bob, &brought, Manner::File).await.expect("It goes");
            world.settle().await;
            let come = last(&bob, &alice).await;
            let file = file_of(&come);
            assert_eq!(
                (&*file.name, file.kind, file.program),
                (shown, kind, kind == FileKind::Program),
                "{name}"
            );
            let client = bob.client();
            let saved = client
                .save_file(&bob.account(), &come.client_msg_id, folder.clone())
                .await
                .expect("Saved");
            assert_eq!(saved.parent(), Some(&*folder), "{name}");
            let opened = client.file_for_opening(&bob.account(), &come.client_msg_id).await;
            match kind {
                FileKind::Program => assert_eq!(opened.expect_err("Not to be run").code, Code::NoPermission),
                _ => assert_eq!(std::fs::read(opened.expect("A copy")).expect("Its bytes"), b"words"),
            }
        }
        let again = last(&bob, &alice).await;
        let saved = bob
            .client()
            .save_file(&bob.account(), &again.client_msg_id, folder.clone())
            .await;
        assert!(saved.expect("Beside the other").ends_with("text (2).txt"));
    });
}

#[test]
fn whatever_stands_in_these_kinds_is_drawn_as_something() {
    both(async |world: &World| {
        let apps = world.app_server();
        let hugo = world.person("hugo").await;
        apps.admit("gina", "gina").await;
        let mut gina = Session::open(&apps.visitor, "gina", &apps.token("gina").await).await;
        let hostile: [&[u8]; 14] = [
            b"",
            b"null",
            b"[]",
            b"{}",
            b"{\"sourcePicture\":null}",
            b"{\"sourcePicture\":{\"width\":-5,\"height\":99999999999,\"size\":-1,\"url\":\"file:///etc/passwd\"}}",
            b"{\"sourcePicture\":{\"width\":100,\"height\":50,\"url\":\"http://127.0.0.1:631/shutdown\"}}",
            b"{\"sourcePicture\":{\"width\":\"wide\"}}",
            b"{\"sourceUrl\":\"http://192.168.1.1/reboot\",\"fileName\":\"../../x\",\"fileSize\":9223372036854775807}",
            b"{\"fileName\":7}",
            b"{\"duration\":-1,\"sourceUrl\":\"javascript:alert(1)\",\"dataSize\":-9}",
            b"{\"videoUrl\":\"\",\"duration\":99999999999}",
            b"\xff\xfe",
            b"{\"sourcePicture\":{}}{}",
        ];
        let mut number = 0;
        for kind in [content::PICTURE, content::VOICE, content::VIDEO, content::FILE] {
            for bytes in hostile {
                number += 1;
                gina.sends(&hugo.user_id, &format!("{number:032x}"), kind, bytes).await;
            }
        }
        world.settle().await;
        let id = conversation_id::single("gina", &hugo.user_id);
        let come = hugo.history_of(&id).await;
        assert_eq!(come.len(), number);
        for message in &come {
            let drawn = matches!(
                message.content,
                Content::Picture { .. }
                    | Content::Voice { .. }
                    | Content::Video { .. }
                    | Content::File { .. }
                    | Content::Unknown { .. }
            );
            assert!(drawn, "{:?}", message.content);
            assert!(
                hugo.client()
                    .thumb(&hugo.account(), &message.client_msg_id)
                    .await
                    .is_err()
            );
            assert!(
                hugo.client()
                    .fetch_file(&hugo.account(), &message.client_msg_id)
                    .await
                    .is_err()
            );
        }
        assert!(!world.trace().text().contains("calls http://1"), "nobody asked");
        hugo.check_events().await;
    });
}
