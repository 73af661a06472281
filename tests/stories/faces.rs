//! Pictures of people: put on the server, seen by everybody, and fetched by no rule but one's own.

use std::io::Cursor;

use client::error::{Code, Result};
use client::event::ServerLink;
use client::requests::{About, Crop};
use client::view::{Gender, UserView};
use image::{DynamicImage, ImageFormat, RgbImage};
use world::{Device, Person, Plan, World, both, simulate};

fn png(width: u32, height: u32, red: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(width, height, image::Rgb([red, 0, 0]));
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("A picture");
    bytes.into_inner()
}

fn whole(side: u32) -> Crop {
    Crop {
        side,
        ..Crop::default()
    }
}

async fn puts(device: &Device, file: Vec<u8>, crop: Crop) -> Result<String> {
    let (client, account) = (device.client(), device.account());
    let url = client.upload_avatar(&account, file, crop).await?;
    client.set_face(&account, &url).await?;
    Ok(url)
}

/// As the list shows somebody, without asking the server for him.
async fn shown(device: &Device, whom: &Person) -> UserView {
    let list = device.conversations().await;
    let row = list.into_iter().find(|row| row.peer.user_id == *whom.user_id);
    row.map(|row| row.peer).expect("A row of the list")
}

async fn red(device: &Device, url: &str) -> u8 {
    let bytes = device
        .client()
        .picture(&device.account(), url)
        .await
        .expect("A picture");
    let picture = image::load_from_memory(&bytes)
        .expect("One that can be drawn")
        .into_rgb8();
    assert!(picture.width() <= 256 && picture.width() == picture.height());
    picture.get_pixel(picture.width() / 2, picture.height() / 2).0[0]
}

#[test]
fn a_new_picture_shows_everywhere_within_a_second_and_stays_without_a_connection() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let first = puts(&alice, png(600, 600, 200), whole(600)).await.expect("A picture");
        world.pass(1).await;
        for device in [&*alice, &phone] {
            assert_eq!(device.account_view().face_url, first);
        }
        if world.is_plain() {
            // OpenIM tells friends only; others learn it with the next word or the next connection.
            alice.says(&bob, "it is me").await;
            world.settle().await;
        }
        assert_eq!(shown(&bob, &alice).await.face_url, first);
        assert!(
            bob.history(&alice)
                .await
                .iter()
                .all(|message| message.mine || message.sender_face_url == first)
        );
        assert!(red(&bob, &first).await > 180);

        bob.link.cut();
        bob.restart().await;
        assert!(red(&bob, &first).await > 180, "it lies on his disk");
        assert!(bob.client().picture_at_hand(&bob.account(), &first).is_some());
        bob.link.mend();
        world.settle().await;
        let second = puts(&alice, png(600, 600, 90), whole(600)).await.expect("Another");
        assert_ne!(first, second);
        alice.client().set_face(&alice.account(), "").await.expect("None");
        assert_eq!(alice.account_view().face_url, "");
    });
}

#[test]
fn a_file_that_is_no_picture_changes_nothing() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        for (file, crop, code) in [
            (b"<svg onload='alert(1)'/>".to_vec(), whole(1), Code::BadPicture),
            (Vec::new(), whole(1), Code::BadPicture),
            (png(30_000, 1, 0), whole(1), Code::PictureTooLarge),
            (png(10, 10, 0), whole(11), Code::BadRequest),
        ] {
            let refused = puts(&alice, file, crop).await.expect_err("A refusal");
            assert_eq!(refused.code, code);
        }
        assert_eq!(alice.account_view().face_url, "");
    });
}

#[test]
fn a_server_that_keeps_no_files_says_so_and_the_page_knows_it() {
    for plain in [false, true] {
        let mut plan = Plan::seeded(1);
        plan.config.objects.max_file_mb = 0;
        simulate(if plain { plan.plain() } else { plan }, async |world: &World| {
            let alice = world.person("alice").await;
            world.settle().await;
            assert_eq!(alice.account_view().offers.avatars, plain, "a plain server is tried");
            let refused = puts(&alice, png(9, 9, 0), whole(9)).await.expect_err("A refusal");
            assert_eq!(refused.code, Code::NoFiles);
        });
    }
}

#[test]
fn a_hostile_address_of_a_picture_makes_nobody_ask_for_it() {
    both(async |world: &World| {
        let (alice, mallory) = (world.person("alice").await, world.person("mallory").await);
        mallory.says(&alice, "look at me").await;
        world.settle().await;
        for address in [
            "http://127.0.0.1:631/shutdown",
            "http://192.168.1.1/reboot",
            "file:///etc/passwd",
            "http://localhost/x",
            "javascript:alert(1)",
        ] {
            let client = mallory.client();
            client
                .set_face(&mallory.account(), address)
                .await
                .expect("Nobody checks it there");
            alice.says(&mallory, "hm").await;
            world.settle().await;
            let asked = alice.client().picture(&alice.account(), address).await;
            assert_eq!(asked.expect_err("No picture").code, Code::NotFound, "{address}");
        }
        assert!(!world.trace().text().contains("calls http://"), "nobody asked");
    });
}

#[test]
fn others_see_what_one_says_of_oneself_and_find_one_by_an_id_of_ones_own() {
    simulate(Plan::seeded(2), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        world.settle().await;
        let (client, account) = (alice.client(), alice.account());
        let about = About {
            gender: Gender::Female,
            birthday: "1990-01-31".into(),
        };
        client.set_about(&account, &about).await.expect("Saying it");
        for (birthday, id, code) in [
            ("1990-02-30", "", Code::BadBirthday),
            ("", "bob", Code::BadPersonalId),
            ("", "1234567890", Code::BadPersonalId),
        ] {
            let about = About {
                birthday: birthday.into(),
                ..about.clone()
            };
            let refused = match id {
                "" => client.set_about(&account, &about).await,
                id => client.set_personal_id(&account, id).await,
            };
            assert_eq!(refused.expect_err("A refusal").code, code);
        }
        client.set_personal_id(&account, "Selkie_7").await.expect("A free one");
        let again = client.set_personal_id(&account, "Selkie_8").await;
        assert_eq!(again.expect_err("Once").code, Code::PersonalIdChosen);
        let taken = bob.client().set_personal_id(&bob.account(), "selkie_7").await;
        assert_eq!(taken.expect_err("Hers").code, Code::PersonalIdTaken);

        let found = bob
            .client()
            .find_users(&bob.account(), "SELKIE_7")
            .await
            .expect("A search");
        assert_eq!(found[0].user_id, *alice.user_id);
        let seen = bob
            .client()
            .profile(&bob.account(), &alice.user_id)
            .await
            .expect("A profile");
        assert!(seen.told && seen.gender == Gender::Female);
        assert_eq!((&*seen.birthday, &*seen.personal_id), ("1990-01-31", "Selkie_7"));
        bob.link.cut();
        let seen = bob
            .client()
            .profile(&bob.account(), &alice.user_id)
            .await
            .expect("As known");
        assert!(!seen.told && seen.user.user_id == *alice.user_id);
    });
}

#[test]
fn a_plain_server_tells_gender_and_birthday_and_knows_no_id_of_ones_own() {
    simulate(Plan::seeded(3).plain(), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        world.settle().await;
        let offers = alice.account_view().offers;
        assert!(offers.about && !offers.personal_id);
        let about = About {
            gender: Gender::Male,
            birthday: "2000-02-29".into(),
        };
        let (client, account) = (alice.client(), alice.account());
        client.set_about(&account, &about).await.expect("Saying it");
        let own = client.profile(&account, &alice.user_id).await.expect("The own");
        assert_eq!((own.gender, &*own.birthday), (Gender::Male, "2000-02-29"));
        let seen = bob
            .client()
            .profile(&bob.account(), &alice.user_id)
            .await
            .expect("A profile");
        assert!(seen.told && seen.gender == Gender::Male);
        let refused = client.set_personal_id(&account, "Selkie_7").await;
        assert_eq!(refused.expect_err("A refusal").code, Code::NoPermission);
    });
}

#[test]
fn a_card_is_known_by_its_server_wherever_that_is_reached() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        world.settle().await;
        let card = alice.client().own_link(&alice.account()).expect("A card");
        assert_eq!(card.user_id, *alice.user_id);
        assert_eq!(bob.client().accounts_of(&card.server), [bob.account()]);
        let elsewhere = ServerLink {
            addresses: vec!["https://elsewhere.example".into()],
            ..card.server.clone()
        };
        // The server's own name says more than an address, where it has one.
        assert_eq!(
            bob.client().accounts_of(&elsewhere).len(),
            usize::from(!world.is_plain())
        );
        let stranger = ServerLink {
            server_id: "another".into(),
            ..elsewhere
        };
        assert!(bob.client().accounts_of(&stranger).is_empty());
    });
}
