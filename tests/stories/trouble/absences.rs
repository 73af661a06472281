//! Long absences: a machine that slept, a person who was away.

use client::view::LinkState;
use world::{Plan, World, both, simulate};

const DAY: u64 = 86_400;

/// Writers and what each writes, while somebody is away.
const CROWD: usize = 10;
const EACH: usize = 500;

#[test]
fn a_machine_that_slept_for_a_day_wakes_to_what_the_others_have() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "good night").await;
        world.settle().await;
        // Asleep it hears nothing, and nobody tells it that its connection is gone.
        bob.link.swallow();
        for hour in 0..24 {
            alice.says(&bob, &format!("hour {hour}")).await;
            world.pass(DAY / 24).await;
        }
        bob.link.mend();
        bob.client().go();
        world.settle().await;
        assert_eq!(bob.link_state(), LinkState::Online);
        assert_eq!(bob.unread(&alice).await, 25);
        assert_eq!(
            world::transcript::bare(&bob.history(&alice).await),
            world::transcript::bare(&alice.history(&bob).await)
        );
    });
}

#[test]
fn five_thousand_from_an_absence_are_counted_right_and_told_in_a_few_words() {
    simulate(Plan::seeded(1), async |world: &World| {
        let bob = world.person("bob").await;
        world.settle().await;
        bob.link.cut();
        let mut crowd = Vec::new();
        for number in 0..CROWD {
            let person = world.person(&format!("writer{number}")).await;
            for said in 0..EACH {
                person.says(&bob, &said.to_string()).await;
            }
            crowd.push(person);
        }
        world.settle().await;
        let before = world.trace().len();
        bob.link.mend();
        world.settle().await;
        let mut unread = 0;
        for person in &crowd {
            let count = bob.unread(person).await;
            assert_eq!(count, i64::try_from(EACH).unwrap());
            unread += count;
        }
        assert_eq!(unread, 5_000);
        let told = world.trace().text();
        let told = told
            .lines()
            .skip(before)
            .filter(|line| line.contains("bob/laptop: Messages") || line.contains("bob/laptop: Conversations"))
            .count();
        assert!(told < 100, "{told} events told of it one by one");
        let first = &crowd[0];
        assert_eq!(bob.page(first, None, 50).await.messages.len(), 50);
        bob.reads(first).await;
        world.settle().await;
        assert_eq!(bob.unread(first).await, 0);
        assert_eq!(bob.history(first).await.len(), EACH);
    });
}
