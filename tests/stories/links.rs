//! Cards of links: gathered by whoever sends, drawn by everybody from the message alone.

use std::convert::Infallible;
use std::io::Cursor;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use client::error::{self, Code};
use client::requests::{Forward, Merging, Say, Written};
use client::view::{LinkCard, MessageView};
use http_body_util::Full;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use image::RgbImage;
use tokio::task::JoinSet;
use world::hosts::Host;
use world::pipe::End;
use world::{Device, Person, World, both};

/// A site of the web that notes who asks it for what.
#[derive(Default)]
struct Pages {
    asked: Mutex<Vec<String>>,
    tasks: Mutex<JoinSet<()>>,
}

const PAGE: &str = r#"<html><head><title>Seals</title><meta property="og:description" content="They &amp; the sea">
    <meta property="og:site_name" content="Harbour"></head></html>"#;

fn answer(path: &str) -> http::Response<Full<Bytes>> {
    let (status, location, body) = match path {
        "/seals" => (200, None, Bytes::from(PAGE)),
        "/moved" => (302, Some("/seals"), Bytes::new()),
        "/round" => (302, Some("/round"), Bytes::new()),
        "/inside" => (302, Some("http://127.0.0.1/secret"), Bytes::new()),
        "/long" => (200, None, Bytes::from("x".repeat(2 << 20))),
        "/odd" => (200, None, Bytes::from_static(b"<title>\xff\xfe</title>")),
        "/bare" => (200, None, Bytes::from("<p>nothing</p>")),
        "/pictured" => (200, None, Bytes::from(of_picture("/seal.png"))),
        "/seal.png" => (200, None, seal()),
        "/by-its-name" => (200, None, Bytes::from(of_picture("//pages.test/moved.png"))),
        "/moved.png" => (301, Some("/seal.png"), Bytes::new()),
        "/of-no-picture" => (200, None, Bytes::from(of_picture("/odd"))),
        "/of-a-lost-one" => (200, None, Bytes::from(of_picture("/lost.png"))),
        "/of-a-huge-one" => (200, None, Bytes::from(of_picture("/huge.png"))),
        "/huge.png" => (200, None, Bytes::from(vec![0; 5 << 20])),
        "/of-one-inside" => (200, None, Bytes::from(of_picture("http://127.0.0.1/seal.png"))),
        _ => (404, None, Bytes::new()),
    };
    let mut answer = http::Response::builder().status(status);
    if let Some(location) = location {
        answer = answer.header("location", location);
    }
    answer.body(Full::new(body)).expect("An answer")
}

fn of_picture(at: &str) -> String {
    format!(r#"<title>Seals</title><meta property="og:image" content="{at}">"#)
}

/// A picture larger than any that travels with a card.
fn seal() -> Bytes {
    let mut png = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x / 4) as u8, (y / 3) as u8, 90]));
    picture.write_to(&mut png, image::ImageFormat::Png).expect("A picture");
    png.into_inner().into()
}

struct Site(Arc<Pages>);

impl Host for Site {
    fn accept(&self, end: End, _: SocketAddr) -> Result<(), End> {
        let pages = self.0.clone();
        let serving = async move {
            let answering = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                let path = request.uri().path().to_owned();
                let mut asked = pages.asked.lock().unwrap_or_else(PoisonError::into_inner);
                asked.push(path.clone());
                async move { Ok::<_, Infallible>(answer(&path)) }
            });
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(end), answering)
                .await;
        };
        self.0
            .tasks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .spawn(serving);
        Ok(())
    }
}

fn opened(world: &World) -> Arc<Pages> {
    let pages = Arc::new(Pages::default());
    world.add_host("pages.test", Arc::new(Site(pages.clone())));
    pages
}

/// What the sender's client finds out about a page.
async fn looks(device: &Device, url: &str) -> error::Result<LinkCard> {
    device.client().look_at_link(&device.account(), url).await
}

async fn says(device: &Device, to: &Person, text: &str, card: LinkCard) -> error::Result<MessageView> {
    let to = device.conversation(to).await.id;
    let written = Written {
        text: text.into(),
        mentions: Vec::new(),
        quote: None,
    };
    let what = Say::Linked { written, card };
    device.client().say(&device.account(), &to, what).await
}

#[test]
fn a_card_is_gathered_by_the_sender_and_nobody_who_reads_it_asks_anybody() {
    both(async |world: &World| {
        let pages = opened(world);
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let url = "https://pages.test/moved";
        let card = looks(&alice, url).await.expect("A card");
        let wanted = LinkCard {
            url: url.into(),
            title: "Seals".into(),
            words: "They & the sea".into(),
            site: "Harbour".into(),
            pictured: false,
        };
        assert_eq!(card, wanted);
        let before = pages.asked.lock().unwrap().len();
        says(&alice, &bob, &format!("look: {url}"), card.clone())
            .await
            .expect("It goes");
        world.settle().await;
        let got = bob.history(&alice).await.remove(0);
        assert_eq!(got.link, Some(wanted));
        assert_eq!(bob.sees(&alice).await, format!("alice: look: {url}"));
        assert_eq!(pages.asked.lock().unwrap().len(), before, "the reader asked");
        // A card is of a page to which the words link, and goes with the link when they are changed.
        let elsewhere = says(&alice, &bob, "look: https://other.test/", card).await;
        let elsewhere = elsewhere.expect_err("It is of another page");
        assert_eq!(elsewhere.code, Code::BadRequest);
        let sent = alice.told(&bob, &format!("look: {url}")).await;
        alice.edits(&sent, "never mind").await;
        world.settle().await;
        assert_eq!(bob.history(&alice).await.remove(0).link, None);
    });
}

#[test]
fn a_card_has_the_picture_of_its_page_in_the_message_itself() {
    both(async |world: &World| {
        let pages = opened(world);
        let (alice, bob, carol) = (
            world.person("alice").await,
            world.person("bob").await,
            world.person("carol").await,
        );
        let url = "https://pages.test/by-its-name";
        let card = looks(&alice, url).await.expect("A card");
        assert!(card.pictured);
        alice
            .client()
            .looked_picture(&alice.account(), url)
            .expect("What is shown before it is sent");
        let before = pages.asked.lock().unwrap().len();
        says(&alice, &bob, url, card).await.expect("It goes");
        world.settle().await;
        let got = bob.history(&alice).await.remove(0);
        assert!(got.link.expect("A card").pictured);
        let small = bob
            .client()
            .link_picture(&bob.account(), &got.client_msg_id)
            .await
            .expect("A picture");
        let small = image::load_from_memory(&small).expect("It can be drawn");
        assert_eq!((small.width(), small.height()), (320, 213));

        // It goes on with its words; inside of other messages there is no room for it.
        let sent_on = |merged: Option<Merging>, to: String| Forward {
            messages: vec![got.client_msg_id.clone()],
            to: vec![to],
            merged,
            word: String::new(),
        };
        let to_carol = bob.conversation(&carol).await.id;
        let title = Merging {
            title: "alice".into(),
            lines: vec!["alice: a link".into()],
        };
        bob.sends_on(sent_on(None, to_carol.clone())).await.expect("Sending on");
        bob.sends_on(sent_on(Some(title), to_carol))
            .await
            .expect("Sending on as one");
        world.settle().await;
        let [alone, merged] = carol.history(&bob).await.try_into().expect("Two messages");
        let (client, account) = (carol.client(), carol.account());
        assert!(alone.link.expect("A card").pictured);
        client
            .link_picture(&account, &alone.client_msg_id)
            .await
            .expect("A picture");
        let none = client
            .link_picture(&account, &format!("{}/0", merged.client_msg_id))
            .await;
        assert_eq!(none.expect_err("No picture").code, Code::NotFound);
        assert_eq!(pages.asked.lock().unwrap().len(), before, "who reads asks nobody");
    });
}

#[test]
fn a_card_goes_without_a_picture_that_is_none_is_lost_too_large_or_inside() {
    both(async |world: &World| {
        let _pages = opened(world);
        let alice = world.person("alice").await;
        for path in ["of-no-picture", "of-a-lost-one", "of-a-huge-one", "of-one-inside"] {
            let url = format!("https://pages.test/{path}");
            let card = looks(&alice, &url).await.expect(path);
            assert_eq!((card.title.as_str(), card.pictured), ("Seals", false), "{path}");
        }
        // Beside a long text there is no room for it, and the text goes all the same.
        let url = "https://pages.test/pictured";
        let card = looks(&alice, url).await.expect("A card");
        assert!(card.pictured);
        let bob = world.person("bob").await;
        for text in ["long ".repeat(5_000), "\"".repeat(19_000)] {
            says(&alice, &bob, &format!("{url} {text}"), card.clone())
                .await
                .expect("It goes");
            world.settle().await;
            let got = bob.history(&alice).await.pop().expect("It came");
            assert!(!got.link.expect("A card").pictured);
        }
    });
}

#[test]
fn a_page_that_turns_around_is_too_long_odd_or_says_nothing_gives_no_card() {
    both(async |world: &World| {
        let pages = opened(world);
        let alice = world.person("alice").await;
        for (path, code) in [
            ("round", Code::NotFound),
            ("inside", Code::NotFound),
            ("long", Code::Network),
            ("odd", Code::NotFound),
            ("bare", Code::NotFound),
            ("none", Code::NotFound),
        ] {
            let url = format!("https://pages.test/{path}");
            let refused = looks(&alice, &url).await;
            assert_eq!(refused.expect_err(path).code, code, "{path}");
        }
        let rounds = pages
            .asked
            .lock()
            .unwrap()
            .iter()
            .filter(|path| *path == "/round")
            .count();
        assert_eq!(rounds, 4, "redirects are counted");
        let asked = pages.asked.lock().unwrap().len();
        for url in [
            "http://pages.test/seals",
            "https://pages.test:8443/seals",
            "https://127.0.0.1@pages.test/seals",
        ] {
            let refused = looks(&alice, url).await;
            assert_eq!(refused.expect_err(url).code, Code::BadAddress);
        }
        assert_eq!(pages.asked.lock().unwrap().len(), asked);
    });
}
