//! Cards of links: gathered by whoever sends, drawn by everybody from the message alone.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use client::error::Code;
use client::requests::{Say, Written};
use client::view::LinkCard;
use http_body_util::Full;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;
use world::hosts::Host;
use world::pipe::End;
use world::{World, both};

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
        _ => (404, None, Bytes::new()),
    };
    let mut answer = http::Response::builder().status(status);
    if let Some(location) = location {
        answer = answer.header("location", location);
    }
    answer.body(Full::new(body)).expect("An answer")
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

fn written(text: &str) -> Written {
    Written {
        text: text.into(),
        mentions: Vec::new(),
        quote: None,
    }
}

#[test]
fn a_card_is_gathered_by_the_sender_and_nobody_who_reads_it_asks_anybody() {
    both(async |world: &World| {
        let pages = opened(world);
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let url = "https://pages.test/moved";
        let card = alice
            .client()
            .look_at_link(&alice.account(), url)
            .await
            .expect("A card");
        let wanted = LinkCard {
            url: url.into(),
            title: "Seals".into(),
            words: "They & the sea".into(),
            site: "Harbour".into(),
        };
        assert_eq!(card, wanted);
        let before = pages.asked.lock().unwrap().len();
        let to = alice.conversation(&bob).await.id;
        let say = async |text: &str, card: LinkCard| {
            let what = Say::Linked {
                written: written(text),
                card,
            };
            alice.client().say(&alice.account(), &to, what).await
        };
        say(&format!("look: {url}"), card.clone()).await.expect("It goes");
        world.settle().await;
        let got = bob.history(&alice).await.remove(0);
        assert_eq!(got.link, Some(wanted));
        assert_eq!(bob.sees(&alice).await, format!("alice: look: {url}"));
        assert_eq!(pages.asked.lock().unwrap().len(), before, "the reader asked");
        // A card is of a page to which the words link, and goes with the link when they are changed.
        let elsewhere = say("look: https://other.test/", card)
            .await
            .expect_err("It is of another page");
        assert_eq!(elsewhere.code, Code::BadRequest);
        let sent = alice.told(&bob, &format!("look: {url}")).await;
        alice.edits(&sent, "never mind").await;
        world.settle().await;
        assert_eq!(bob.history(&alice).await.remove(0).link, None);
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
            let refused = alice.client().look_at_link(&alice.account(), &url).await;
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
            let refused = alice.client().look_at_link(&alice.account(), url).await;
            assert_eq!(refused.expect_err(url).code, Code::BadAddress);
        }
        assert_eq!(pages.asked.lock().unwrap().len(), asked);
    });
}
