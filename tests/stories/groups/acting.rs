//! What is done to messages in a group: by whom, and who has read them.

use client::Subscription;
use client::error::Code;
use client::event::Event;
use client::requests::Profile;
use client::view::Content;
use protocol::ids::conversation_id;
use world::{Device, Person, Plan, World, both, simulate};

use super::Seals;
use super::acts::{at, ids, makes};

/// A group that somebody has made of himself and others, and its conversation.
async fn led_by(world: &World, leader: &Person, others: &[&Person]) -> (String, String) {
    let group = makes(leader, "Seals", others).await.group_id;
    world.settle().await;
    let id = conversation_id::group(&group);
    (group, id)
}

#[test]
fn in_a_group_everybody_reacts_and_pins_and_those_who_lead_take_back_what_others_wrote() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let seals = Seals::made(world, &[&alice, &bob, &carol]).await;
        let id = seals.conversation();
        seals.says(&bob, "look here").await.expect("Saying something");
        seals.says(&alice, "fine").await.expect("Saying something");
        world.settle().await;
        let look = carol.finds(&id, "look here").await;
        carol.reacts(&look, "👍", true).await;
        carol.pins(&look, true).await;
        world.settle().await;
        for who in [&alice, &bob, &carol] {
            let seen = who.finds(&id, "look here").await;
            assert!(seen.pinned);
            let [one] = &seen.reactions[..] else {
                panic!("One reaction")
            };
            assert_eq!((one.count, one.mine), (1, &*who.name == "carol"));
            let names: Vec<&str> = one.names.iter().map(String::as_str).collect();
            assert_eq!(names, if one.mine { vec![] } else { vec!["carol"] });
        }
        let fine = carol.finds(&id, "fine").await;
        assert_eq!(
            carol.recalls(&fine).await.expect_err("The owner's").code,
            Code::NoPermission
        );
        let look = alice.finds(&id, "look here").await;
        alice.recalls(&look).await.expect("The owner takes it back");
        world.settle().await;
        assert_eq!(carol.sees_pinned(&id).await, "");
        let lines: Vec<_> = seals
            .messages(&carol)
            .await
            .iter()
            .map(world::transcript::line)
            .collect();
        assert!(lines.contains(&"bob: (taken back by alice)".to_owned()), "{lines:?}");
    });
}

#[test]
fn the_writer_sees_who_has_read_where_the_server_tells_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let seals = Seals::made(world, &[&alice, &bob, &carol]).await;
        let id = seals.conversation();
        seals.says(&alice, "read this").await.expect("Saying something");
        world.settle().await;
        let seq = alice.finds(&id, "read this").await.seq.expect("A seq");
        let (client, account) = (alice.client(), alice.account());
        if world.is_plain() {
            let refused = client.receipts(&account, &id, vec![seq]).await;
            assert_eq!(refused.expect_err("Nobody tells").code, Code::NotFound);
            return;
        }
        let counts = async || {
            let told = client.receipts(&account, &id, vec![seq]).await.expect("Receipts");
            (told[0].read, told[0].members)
        };
        assert_eq!(counts().await, (0, 2));
        bob.client().mark_read(&bob.account(), &id, seq).await.expect("Marking");
        world.settle().await;
        assert_eq!(counts().await, (1, 2));
        let told = client.readers(&account, &id, seq).await.expect("Readers");
        let names =
            |users: &[client::view::UserView]| users.iter().map(|user| user.nickname.clone()).collect::<Vec<_>>();
        assert_eq!(
            (names(&told.read), names(&told.unread)),
            (vec!["bob".into()], vec!["carol".into()])
        );
        // Of what others wrote nobody else is told.
        let (client, account) = (bob.client(), bob.account());
        assert_eq!(client.receipts(&account, &id, vec![seq]).await.expect("Receipts"), []);
    });
}

/// How often a device has asked who has read.
fn asked(world: &World, who: &Device) -> usize {
    let (trace, who) = (world.trace().text(), format!("{}: calls", who.who()));
    let calls = trace.lines().filter(|line| line.contains(&who));
    calls.filter(|line| line.ends_with("/ext/receipts")).count()
}

/// What a device was told since, in short.
fn told(events: &mut Subscription) -> Vec<(i64, u32, u32)> {
    let mut all = Vec::new();
    while let Some(event) = events.try_next() {
        if let Event::Receipts { changed, .. } = event {
            all.extend(changed.iter().map(|one| (one.seq, one.read, one.members)));
        }
    }
    all
}

#[test]
fn who_looks_is_told_who_has_read_on_each_device_and_after_an_absence() {
    simulate(Plan::seeded(1), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let (carol, dave) = (world.person("carol").await, world.person("dave").await);
        let (group, id) = led_by(world, &alice, &[&bob, &carol]).await;
        let tablet = alice.device("tablet").await;
        let mut sent = Vec::new();
        for text in ["first", "second"] {
            let (client, account) = at(&alice);
            client.send_text(&account, &id, text).await.expect("Saying something");
            world.settle().await;
            sent.push(alice.finds(&id, text).await.seq.expect("A seq"));
        }
        let (first, second) = (sent[0], sent[1]);
        let looks = async |device: &Device, seqs: Vec<i64>| {
            let told = device.client().receipts(&device.account(), &id, seqs).await;
            told.expect("Receipts").len()
        };
        let reads = async |who: &Person, seq: i64| {
            let (client, account) = at(who);
            client.mark_read(&account, &id, seq).await.expect("Marking");
            world.settle().await;
        };
        let (mut at_desk, mut at_tablet) = (alice.client().subscribe(), tablet.client().subscribe());
        assert_eq!(looks(&alice, sent.clone()).await, 2);
        reads(&bob, first).await;
        assert_eq!(told(&mut at_desk), [(first, 1, 2)]);
        assert_eq!(told(&mut at_tablet), [], "nobody looks there");

        assert_eq!(looks(&tablet, vec![second]).await, 1);
        reads(&bob, second).await;
        assert_eq!(told(&mut at_desk), [(second, 1, 2)]);
        assert_eq!(told(&mut at_tablet), [(second, 1, 2)]);

        // What changes while there is no connection is asked for when there is one again.
        alice.link.cut();
        world.pass(60).await;
        reads(&carol, first).await;
        assert_eq!(told(&mut at_desk), []);
        alice.link.mend();
        world.settle().await;
        assert_eq!(told(&mut at_desk), [(first, 2, 2), (second, 1, 2)]);
        assert_eq!(asked(world, &alice), 2);
        reads(&carol, second).await;
        assert_eq!(told(&mut at_desk), [(second, 2, 2)], "and from then on told again");

        // Who comes in has not read; of what came before him he is not asked where he does not see it.
        let (client, account) = at(&alice);
        let invited = client.invite_to_group(&account, &group, ids(&[&dave]), "").await;
        invited.expect("Bringing in");
        world.settle().await;
        assert_eq!(told(&mut at_desk), [(first, 2, 3), (second, 2, 3)]);

        // Nobody looks any more: an absence asks for nothing.
        assert_eq!(looks(&alice, Vec::new()).await, 0);
        alice.link.cut();
        world.pass(60).await;
        alice.link.mend();
        world.settle().await;
        assert_eq!(asked(world, &alice), 2);
        assert_eq!(asked(world, &tablet), 1);
    });
}

#[test]
fn who_comes_back_into_a_group_learns_what_was_taken_back_meanwhile() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let (group, id) = led_by(world, &alice, &[&bob, &carol]).await;
        let (client, account) = at(&bob);
        client
            .send_text(&account, &id, "a secret")
            .await
            .expect("Saying something");
        world.settle().await;
        carol.finds(&id, "a secret").await;
        let (client, account) = at(&alice);
        client
            .remove_from_group(&account, &group, ids(&[&carol]))
            .await
            .expect("Sending away");
        world.settle().await;
        let secret = bob.finds(&id, "a secret").await;
        bob.recalls(&secret).await.expect("Taking it back");
        world.settle().await;
        client
            .invite_to_group(&account, &group, ids(&[&carol]), "")
            .await
            .expect("Bringing back");
        world.settle().await;
        let history = carol.history_of(&id).await;
        let lines: Vec<_> = history.iter().map(world::transcript::line).collect();
        assert!(lines.contains(&"bob: (taken back by bob)".to_owned()), "{lines:?}");
    });
}

#[test]
fn an_answer_calls_whom_it_quotes_by_the_name_of_now() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let (group, id) = led_by(world, &alice, &[&bob]).await;
        let (client, account) = at(&alice);
        client.send_text(&account, &id, "when?").await.expect("Asking");
        world.settle().await;
        let asked = bob.finds(&id, "when?").await;
        bob.answers(&asked, "at noon").await;
        world.settle().await;
        client
            .set_group_nickname(&account, &group, "Captain")
            .await
            .expect("A name");
        // Every device's events are compared with what can be read.
        world.settle().await;
        let history = bob.history_of(&id).await;
        let lines: Vec<_> = history.iter().map(world::transcript::line).collect();
        assert!(lines.iter().any(|line| line.contains("«Captain: when?»")), "{lines:?}");
    });
}

#[test]
fn whoever_reacted_is_called_by_the_name_of_now() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let (group, id) = led_by(world, &alice, &[&bob]).await;
        let (client, account) = at(&alice);
        client.send_text(&account, &id, "when?").await.expect("Asking");
        world.settle().await;
        let asked = bob.finds(&id, "when?").await;
        bob.reacts(&asked, "👍", true).await;
        world.settle().await;
        let names = async || alice.finds(&id, "when?").await.reactions[0].names.clone();
        assert_eq!(names().await, ["bob"]);
        let (client, account) = at(&bob);
        client
            .set_group_nickname(&account, &group, "Mate")
            .await
            .expect("A name in the group");
        world.settle().await;
        assert_eq!(names().await, ["Mate"]);
        client
            .set_group_nickname(&account, &group, "")
            .await
            .expect("None there");
        let said = Profile {
            nickname: "Robert".into(),
            status: String::new(),
        };
        client.update_profile(&account, said).await.expect("Another name");
        // Every device's events are compared with what can be read.
        world.settle().await;
        assert_eq!(names().await, ["Robert"]);
    });
}

#[test]
fn whoever_is_sent_away_is_called_by_his_own_name_again() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let (group, id) = led_by(world, &alice, &[&bob]).await;
        let (client, account) = at(&bob);
        client
            .set_group_nickname(&account, &group, "Mate")
            .await
            .expect("A name in the group");
        client.send_text(&account, &id, "a secret").await.expect("Saying it");
        world.settle().await;
        let secret = bob.finds(&id, "a secret").await;
        bob.recalls(&secret).await.expect("Taking it back");
        world.settle().await;
        let (client, account) = at(&alice);
        client
            .remove_from_group(&account, &group, ids(&[&bob]))
            .await
            .expect("Sending away");
        // Every device's events are compared with what can be read.
        world.settle().await;
        let history = bob.history_of(&id).await;
        let called = history.iter().find_map(|message| match &message.content {
            Content::Recalled { name, .. } => Some(name.as_str()),
            _ => None,
        });
        assert_eq!(called, Some("bob"));
    });
}
