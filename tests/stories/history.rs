//! History: paging upward, holes, and what a new device learns.

use client::requests::Cursor;
use client::view::LinkState;
use world::{Person, World, both};

async fn says_many(from: &Person, to: &Person, numbers: std::ops::RangeInclusive<u32>) {
    for number in numbers {
        from.says(to, &number.to_string()).await;
    }
}

fn numbers(range: std::ops::RangeInclusive<u32>) -> String {
    range
        .map(|number| format!("alice: {number}"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn five_hundred_messages_page_upward_without_hole_or_double() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        bob.crash().await;
        says_many(&alice, &bob, 1..=500).await;
        world.settle().await;
        bob.start().await;
        world.settle().await;
        let mut before = None;
        let mut seqs: Vec<i64> = Vec::new();
        loop {
            let page = bob.page(&alice, before, 40).await;
            assert!(page.messages.len() <= 40);
            seqs.splice(0..0, page.messages.iter().map(|message| message.seq.expect("A seq")));
            let Some(first) = page.messages.first() else { break };
            before = Some(Cursor {
                seq: first.seq,
                local: first.local,
            });
            if !page.older {
                break;
            }
        }
        assert_eq!(seqs, (1..=500).collect::<Vec<_>>());
        assert_eq!(bob.sees(&alice).await, numbers(1..=500));
        assert_eq!(bob.unread(&alice).await, 500);
    });
}

#[test]
fn a_hole_from_an_absence_is_filled() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        says_many(&alice, &bob, 1..=20).await;
        world.settle().await;
        bob.link.cut();
        says_many(&alice, &bob, 21..=260).await;
        world.settle().await;
        bob.link.mend();
        says_many(&alice, &bob, 261..=270).await;
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, numbers(1..=270));
    });
}

#[test]
fn a_page_that_is_read_while_catching_up_keeps_nothing_from_the_window() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        says_many(&alice, &bob, 1..=5).await;
        world.settle().await;
        bob.link.cut();
        says_many(&alice, &bob, 6..=9).await;
        // It goes out first, and its seq shows the gap before anything was compared.
        bob.says(&alice, "me too").await;
        world.settle().await;
        bob.link.delay(20..=20);
        bob.link.mend();
        let (reading, with) = ((*bob).clone(), alice.clone());
        bob.meanwhile(async move {
            while reading.link_state() != LinkState::Online {
                reading.page(&with, None, 40).await;
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
        });
        // It compares what the events told with what can be read.
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, numbers(1..=9) + "\nbob: me too ✓");
    });
}

#[test]
fn offline_one_reads_what_the_device_has() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        says_many(&alice, &bob, 1..=60).await;
        world.settle().await;
        bob.link.cut();
        bob.restart().await;
        assert_eq!(bob.sees(&alice).await, numbers(1..=60));
    });
}

#[test]
fn a_new_device_shows_the_newest_page_first_and_has_everything_in_the_end() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        says_many(&alice, &bob, 1..=300).await;
        world.settle().await;
        let phone = bob.device("phone").await;
        world.settle().await;
        let page = phone.page(&alice, None, 50).await;
        assert_eq!(page.messages.first().unwrap().seq, Some(251));
        assert!(page.older);
        assert_eq!(phone.sees(&alice).await, numbers(1..=300));
        phone.link.cut();
        assert_eq!(
            phone.sees(&alice).await,
            numbers(1..=300),
            "older pages came in the background"
        );
    });
}

#[test]
fn paging_works_while_the_link_is_slow_and_breaks() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        says_many(&alice, &bob, 1..=120).await;
        world.settle().await;
        let phone = bob.device("phone").await;
        phone.link.delay(50..=400);
        for _ in 0..5 {
            world.pass(1).await;
            phone.link.break_connections();
            phone.page(&alice, None, 30).await;
        }
        world.settle().await;
        assert_eq!(phone.sees(&alice).await, numbers(1..=120));
    });
}
