//! One message out of others that were sent on as one: kept, copied and sent on by itself.

use client::error::{Code, Result};
use client::requests::{ConversationAct, Forward, Manner, Merging};
use client::view::MessageView;
use image::ImageFormat;
use world::{Device, Person, World, both, transcript};

use super::{keeps, kept, lets_go, said, sees};
use crate::media::{brings, bytes_of, last, parts_put, picture, sends};

async fn opens(device: &Device, message: &MessageView) -> Result<Vec<MessageView>> {
    let (client, account) = (device.client(), device.account());
    client.transcript(&account, &message.client_msg_id, Vec::new()).await
}

async fn sends_on(device: &Device, messages: &[&MessageView], to: &Person, merged: bool) -> Result<()> {
    let wanted = Forward {
        messages: messages.iter().map(|one| one.client_msg_id.clone()).collect(),
        to: vec![device.conversation(to).await.id],
        merged: merged.then(|| Merging {
            title: "of them".into(),
            lines: Vec::new(),
        }),
        word: String::new(),
    };
    device.sends_on(wanted).await
}

#[test]
fn one_message_out_of_a_transcript_is_kept_and_sent_on_like_any_other() {
    both(async |world: &World| {
        let (alice, bob, carol) = (
            world.person("alice").await,
            world.person("bob").await,
            world.person("carol").await,
        );
        bob.says(&alice, "the door code is 7").await;
        world.settle().await;
        let png = picture(300, 200, ImageFormat::Png);
        let lake = brings(&alice, "lake.png", &png).await.expect("It is taken");
        sends(&alice, &bob, &lake, Manner::Original).await.expect("It goes");
        world.settle().await;
        let all = alice.history(&bob).await;
        sends_on(&alice, &[&all[0], &all[1]], &carol, true)
            .await
            .expect("It goes");
        world.settle().await;
        // One in another, as far in as one likes.
        let merged = last(&carol, &alice).await;
        sends_on(&carol, &[&merged], &alice, true).await.expect("It goes");
        world.settle().await;
        let outer = last(&carol, &alice).await;
        let middle = opens(&carol, &outer).await.expect("What is inside").remove(0);
        let inside = opens(&carol, &middle).await.expect("What is inside of that");
        assert_eq!(
            transcript::bare(&inside),
            "bob: the door code is 7\nalice: (picture 300x200)"
        );

        let before = parts_put(world);
        keeps(&carol, &[&inside[0], &inside[1]]).await.expect("They are kept");
        keeps(&carol, &[&inside[0]]).await.expect("It is there");
        world.settle().await;
        let phone = carol.device("phone").await;
        world.settle().await;
        for device in [&*carol, &phone] {
            let all = kept(device).await;
            assert_eq!(all.len(), 2, "{}", sees(device).await);
            for one in &all {
                assert_eq!(
                    (one.place.as_str(), one.at),
                    ("alice", outer.seq),
                    "one goes to where it lies"
                );
            }
            let lake = all
                .iter()
                .find(|one| said(std::slice::from_ref(one)).contains("picture"));
            let lake = &lake.expect("The picture").message;
            assert_eq!(bytes_of(device, lake).await.expect("The picture"), png);
        }

        sends_on(&carol, &[&inside[0]], &bob, false).await.expect("It goes");
        sends_on(&carol, &[&inside[1], &inside[0]], &bob, true)
            .await
            .expect("It goes");
        world.settle().await;
        assert_eq!(
            bob.sees(&carol).await,
            "carol: the door code is 7\ncarol: (merged 2: of them)"
        );
        let came = opens(&bob, &last(&bob, &carol).await).await.expect("What is inside");
        assert_eq!(
            transcript::bare(&came),
            "alice: (picture 300x200)\nbob: the door code is 7"
        );
        assert_eq!(bytes_of(&bob, &came[0]).await.expect("The picture"), png);
        assert_eq!(parts_put(world), before, "nothing went up again");

        // Out of what is kept the same, and what it lay in can go.
        keeps(&carol, &[&outer]).await.expect("It is kept");
        world.settle().await;
        carol.deletes(&[&outer]).await.expect("It goes");
        world.settle().await;
        let all = kept(&carol).await;
        assert!(all.iter().all(|one| one.at.is_none()), "there is nothing to go to");
        for one in all
            .iter()
            .filter(|one| !said(std::slice::from_ref(one)).contains("merged"))
        {
            lets_go(&carol, one).await;
        }
        let copy = kept(&carol).await.remove(0);
        let middle = opens(&carol, &copy.message).await.expect("What is inside").remove(0);
        let again = opens(&carol, &middle).await.expect("What is inside of that");
        keeps(&carol, &[&again[0]]).await.expect("It is kept");
        world.settle().await;
        assert!(
            sees(&phone).await.contains("bob: the door code is 7"),
            "{}",
            sees(&phone).await
        );
    });
}

#[test]
fn out_of_what_burns_or_is_not_there_nothing_is_kept_or_sent_on() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        bob.says(&alice, "hello").await;
        world.settle().await;
        let hello = alice.told(&bob, "hello").await;
        let burn = ConversationAct::Burn { seconds: 30 };
        let (client, account) = (alice.client(), alice.account());
        let with = std::slice::from_ref(&hello.conversation_id);
        client.act(&account, with, burn).await.expect("It is set");
        world.settle().await;
        sends_on(&alice, &[&hello], &bob, true).await.expect("It goes");
        world.settle().await;
        let burning = last(&bob, &alice).await;
        let mut odd = opens(&bob, &burning).await.expect("What is inside");
        let plain = bob.told(&alice, "hello").await;
        for name in ["/0", "/", "/x", "/-1", "/0/0", "/99999999999999999999"] {
            odd.push(MessageView {
                client_msg_id: format!("{}{name}", plain.client_msg_id),
                ..plain.clone()
            });
        }
        for one in &odd {
            for merged in [false, true] {
                let refused = sends_on(&bob, &[one], &alice, merged)
                    .await
                    .expect_err("It is not there for that");
                assert_eq!(refused.code, Code::NotFound, "{}", one.client_msg_id);
            }
            let refused = keeps(&bob, &[one]).await.expect_err("It is not there for that");
            assert_eq!(refused.code, Code::NotFound, "{}", one.client_msg_id);
        }
        assert!(kept(&bob).await.is_empty());
    });
}
