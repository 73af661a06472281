//! What is kept is the same on all own devices, whatever becomes of the message, the link and the clock.

use world::{Plan, World, both, simulate};

use super::{keeps, kept, lets_go, said, sees};

#[test]
fn what_is_kept_is_on_all_own_devices_and_stays_whatever_becomes_of_the_message() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = alice.device("phone").await;
        bob.says(&alice, "the door code is 7").await;
        world.settle().await;
        let answered = alice.told(&bob, "the door code is 7").await;
        alice.answers(&answered, "noted").await;
        bob.says(&alice, "and the roof is open").await;
        world.settle().await;
        for words in ["the door code is 7", "noted", "and the roof is open"] {
            keeps(&alice, &[&alice.told(&bob, words).await])
                .await
                .expect("It is kept");
            world.settle().await;
        }
        // Twice is once.
        keeps(&alice, &[&alice.told(&bob, "noted").await])
            .await
            .expect("It is there");
        world.settle().await;
        let all = "bob: and the roof is open, alice: noted «bob: the door code is 7», bob: the door code is 7";
        for device in [&*alice, &phone] {
            assert_eq!(sees(device).await, all, "{}", device.who());
        }
        let code = kept(&phone).await.pop().expect("The oldest");
        assert_eq!((code.place.as_str(), code.group, code.waiting), ("bob", false, false));
        assert_eq!(code.at, answered.seq);
        assert!(sees(&bob).await.is_empty(), "nobody else learns of it");

        bob.edits(&bob.told(&alice, "the door code is 7").await, "the door code is 8")
            .await;
        bob.recalls(&bob.told(&alice, "and the roof is open").await)
            .await
            .expect("Taking it back");
        world.settle().await;
        alice
            .deletes(&[&alice.told(&bob, "noted").await])
            .await
            .expect("It goes");
        world.settle().await;
        for device in [&*alice, &phone] {
            assert_eq!(sees(device).await, all);
            let there: Vec<bool> = kept(device).await.iter().map(|one| one.at.is_some()).collect();
            assert_eq!(there, [false, false, true], "of two nothing is left to go to");
        }
        phone.restart().await;
        world.settle().await;
        assert_eq!(sees(&phone).await, all);
        let tablet = alice.device("tablet").await;
        world.settle().await;
        assert_eq!(sees(&tablet).await, all);

        lets_go(&tablet, &code).await;
        world.settle().await;
        for device in [&*alice, &phone, &tablet] {
            assert!(
                sees(device).await.ends_with("bob: the door code is 7»"),
                "{}",
                sees(device).await
            );
            device.check_events().await;
        }
        // It says something else now, and is kept as that.
        keeps(&alice, &[&alice.told(&bob, "the door code is 8").await])
            .await
            .expect("It is kept");
        world.settle().await;
        assert!(sees(&phone).await.starts_with("bob: the door code is 8, "));
    });
}

#[test]
fn what_is_kept_without_a_connection_or_just_before_a_crash_is_kept() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = alice.device("phone").await;
        for words in ["one", "two", "three", "four"] {
            bob.says(&alice, words).await;
        }
        world.settle().await;
        keeps(&phone, &[&phone.told(&bob, "one").await])
            .await
            .expect("It is kept");
        world.settle().await;
        alice.link.cut();
        world.pass(10).await;
        let there = alice.clock.now_ms();
        // A clock that is wrong moves nothing that waits.
        alice.clock.jump(-86_400_000);
        keeps(
            &alice,
            &[&alice.told(&bob, "two").await, &alice.told(&bob, "three").await],
        )
        .await
        .expect("They are kept");
        lets_go(&alice, &kept(&alice).await.pop().expect("The first one")).await;
        let waiting = kept(&alice).await;
        assert!(waiting.len() == 2 && waiting.iter().all(|one| one.waiting));
        // On the other device the same is kept meanwhile, and something else.
        keeps(
            &phone,
            &[&phone.told(&bob, "two").await, &phone.told(&bob, "four").await],
        )
        .await
        .expect("They are kept");
        alice.restart().await;
        assert_eq!(kept(&alice).await.len(), 2, "the wish was on the disk");
        alice.link.mend();
        world.pass(120).await;
        world.settle().await;
        for device in [&*alice, &phone] {
            let mut words: Vec<String> = kept(device)
                .await
                .iter()
                .map(|one| said(std::slice::from_ref(one)))
                .collect();
            words.sort_unstable();
            assert_eq!(words, ["bob: four", "bob: three", "bob: two"], "{}", device.who());
            assert!(
                kept(device)
                    .await
                    .iter()
                    .all(|one| !one.waiting && one.kept >= there - 60_000)
            );
        }
        // An answer that is lost is no second one, and a change of mind on the way counts.
        alice.link.lose_answers(1);
        let four = kept(&alice)
            .await
            .into_iter()
            .find(|one| said(std::slice::from_ref(one)) == "bob: four");
        lets_go(&alice, &four.expect("It is there")).await;
        keeps(&alice, &[&alice.told(&bob, "four").await])
            .await
            .expect("It is kept");
        world.pass(120).await;
        world.settle().await;
        assert_eq!((kept(&alice).await.len(), kept(&phone).await.len()), (3, 3));
    });
}

/// How often the whole list was fetched.
fn fetched(world: &World) -> usize {
    let trace = world.trace().text();
    trace
        .lines()
        .filter(|line| line.contains("200 from") && line.ends_with("/user/process_user_command_get"))
        .count()
}

#[test]
fn a_list_that_did_not_change_is_not_fetched_again_and_a_change_comes_alone() {
    simulate(Plan::seeded(43), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = alice.device("phone").await;
        for words in ["one", "two", "three"] {
            bob.says(&alice, words).await;
        }
        world.settle().await;
        keeps(&alice, &[&alice.told(&bob, "one").await])
            .await
            .expect("It is kept");
        world.settle().await;
        let marks = fetched(world);
        for words in ["two", "three"] {
            phone.restart().await;
            world.settle().await;
            keeps(&alice, &[&alice.told(&bob, words).await])
                .await
                .expect("It is kept");
            world.settle().await;
        }
        lets_go(&alice, &kept(&phone).await.pop().expect("The first one")).await;
        world.settle().await;
        for device in [&*alice, &phone] {
            assert_eq!(sees(device).await, "bob: three, bob: two");
        }
        // Of what is kept of groups no versions are counted: once for each connection and each change on each device.
        assert_eq!(fetched(world) - marks, 2 + 3 * 2);

        let tablet = alice.device("tablet").await;
        world.settle().await;
        assert_eq!(sees(&tablet).await, "bob: three, bob: two");
    });
}

#[test]
fn what_is_let_go_and_kept_again_on_the_way_stands_alike_on_all_devices() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let phone = alice.device("phone").await;
        for words in ["one", "two"] {
            bob.says(&alice, words).await;
            world.settle().await;
            keeps(&alice, &[&alice.told(&bob, words).await])
                .await
                .expect("It is kept");
            world.settle().await;
        }
        phone.link.cut();
        let one = kept(&phone).await.pop().expect("The first one");
        lets_go(&phone, &one).await;
        world.pass(10).await;
        keeps(&phone, &[&phone.told(&bob, "one").await])
            .await
            .expect("It is kept");
        phone.link.mend();
        world.settle().await;
        assert_eq!(kept(&phone).await, kept(&alice).await);
        assert_eq!(sees(&phone).await, "bob: two, bob: one");
    });
}
