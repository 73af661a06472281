//! Two people talk.

use world::{World, both};

#[test]
fn alice_and_bob_talk() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        assert_eq!(bob.list().await.replace(" ●", ""), "alice (1): hello");
        bob.reads(&alice).await;
        bob.says(&alice, "hello yourself").await;
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓✓\nbob: hello yourself");
        assert_eq!(bob.sees(&alice).await, "alice: hello\nbob: hello yourself ✓");
    });
}

#[test]
fn alice_finds_bob_by_name_and_by_id() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for query in ["bob", &bob.user_id] {
            let found = alice.find(query).await;
            let ids: Vec<_> = found.iter().map(|user| user.user_id.as_str()).collect();
            assert_eq!(ids, [&*bob.user_id], "by {query}");
            assert_eq!(found[0].nickname, "bob");
        }
        assert!(alice.find("nobody-of-that-name").await.is_empty());
    });
}

#[test]
fn what_one_device_sends_in_order_arrives_in_order() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.link.delay(0..=300);
        bob.link.delay(0..=300);
        for number in 1..=30 {
            alice.says(&bob, &number.to_string()).await;
        }
        world.settle().await;
        let wanted: Vec<_> = (1..=30).map(|number| format!("alice: {number}")).collect();
        assert_eq!(bob.sees(&alice).await, wanted.join("\n"));
    });
}

#[test]
fn both_write_at_once_and_both_see_one_order() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.link.delay(10..=200);
        bob.link.delay(10..=200);
        for number in 1..=10 {
            alice.says(&bob, &format!("a{number}")).await;
            bob.says(&alice, &format!("b{number}")).await;
        }
        world.settle().await;
        let (hers, his) = (alice.history(&bob).await, bob.history(&alice).await);
        assert_eq!(hers.len(), 20);
        assert_eq!(world::transcript::bare(&hers), world::transcript::bare(&his));
        let seqs: Vec<_> = hers.iter().map(|message| message.seq.expect("A seq")).collect();
        assert_eq!(seqs, (1..=20).collect::<Vec<_>>());
    });
}

#[test]
fn the_list_is_newest_first() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        bob.says(&alice, "first").await;
        world.settle().await;
        carol.says(&alice, "second").await;
        world.settle().await;
        assert_eq!(names(&alice.list().await), ["carol", "bob"]);
        bob.says(&alice, "third").await;
        world.settle().await;
        assert_eq!(names(&alice.list().await), ["bob", "carol"]);
        alice.says(&carol, "fourth").await;
        assert_eq!(
            names(&alice.list().await),
            ["carol", "bob"],
            "one's own message moves it too"
        );
    });
}

fn names(list: &str) -> Vec<&str> {
    list.lines()
        .map(|line| line.split([' ', ':']).next().unwrap())
        .collect()
}

#[test]
fn alice_writes_to_herself() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        alice.says(&alice, "do not forget").await;
        world.settle().await;
        let seen = alice.history(&alice).await;
        assert_eq!(world::transcript::bare(&seen), "alice: do not forget");
        assert_eq!(alice.unread(&alice).await, 0);
    });
}
