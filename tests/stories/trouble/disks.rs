//! A full disk, on either side, while somebody sends.

use client::error::Code;
use client::view::MessageState;
use world::faults::Disk;
use world::{Person, World, both, transcript};

/// Tries what failed again, as a person would once there is room.
async fn sends_again(person: &Person, to: &Person) {
    for message in person.history(to).await {
        if matches!(message.state, MessageState::Failed { .. }) {
            person
                .client()
                .resend(&person.account(), &message.client_msg_id)
                .await
                .expect("Sending again");
        }
    }
}

#[test]
fn the_servers_disk_is_full_and_nothing_is_lost_or_doubled() {
    both(async |world: &World| {
        let disk = Disk::new();
        world.server.crash().await;
        world.server.use_vfs(Some(&disk.vfs()));
        world.server.start().await;
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "before").await;
        world.settle().await;

        disk.full_after(Some(0));
        alice.says(&bob, "into a full disk").await;
        alice.says(&bob, "and another").await;
        world.pass(60).await;
        let seen = alice.history(&bob).await;
        assert_eq!(seen.len(), 3);
        for message in &seen[1..] {
            let waits = message.state == MessageState::Sending;
            assert!(
                waits || message.state == MessageState::Failed { code: Code::Server },
                "{message:?}"
            );
        }
        assert_eq!(
            bob.sees(&alice).await,
            "alice: before",
            "what is not on disk is shown to nobody"
        );

        disk.full_after(None);
        world.pass(60).await;
        sends_again(&alice, &bob).await;
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: before ✓\nalice: into a full disk ✓\nalice: and another ✓"
        );
        assert_eq!(
            bob.sees(&alice).await,
            "alice: before\nalice: into a full disk\nalice: and another"
        );
    });
}

#[test]
fn the_server_runs_out_of_room_in_the_middle_of_a_write() {
    both(async |world: &World| {
        let disk = Disk::new();
        world.server.crash().await;
        world.server.use_vfs(Some(&disk.vfs()));
        world.server.start().await;
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        world.settle().await;
        for room in [1, 100, 4_000, 8_000, 20_000] {
            disk.full_after(Some(room));
            alice.says(&bob, &format!("with room for {room}")).await;
            world.pass(30).await;
            disk.full_after(None);
            world.pass(60).await;
            sends_again(&alice, &bob).await;
            world.settle().await;
        }
        let wanted = [1, 100, 4_000, 8_000, 20_000]
            .map(|room| format!("alice: with room for {room}"))
            .join("\n");
        assert_eq!(bob.sees(&alice).await, wanted);
    });
}

#[test]
fn ones_own_disk_is_full_and_one_is_told_at_once() {
    both(async |world: &World| {
        let disk = Disk::new();
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "before").await;
        world.settle().await;
        alice.crash().await;
        alice.use_vfs(Some(&disk.vfs()));
        alice.start().await;
        world.settle().await;

        let conversation = alice.conversation(&bob).await.id;
        disk.full_after(Some(0));
        let refused = alice.try_says(&bob, "no room for this").await;
        assert_eq!(refused.expect_err("A full disk").code, Code::DiskFull);
        bob.says(&alice, "can you hear me?").await;
        world.pass(60).await;
        let seen = transcript::of_messages(&alice.history_of(&conversation).await);
        assert_eq!(seen, "alice: before ✓", "what was there can still be read");

        disk.full_after(None);
        world.settle().await;
        alice.says(&bob, "again").await;
        world.settle().await;
        assert_eq!(
            alice.sees(&bob).await,
            "alice: before ✓\nbob: can you hear me?\nalice: again ✓"
        );
        assert_eq!(
            bob.sees(&alice).await,
            "alice: before\nbob: can you hear me? ✓\nalice: again"
        );
    });
}

#[test]
fn power_fails_on_the_server_and_what_it_answered_is_there() {
    both(async |world: &World| {
        let disk = Disk::new();
        world.server.crash().await;
        world.server.use_vfs(Some(&disk.vfs()));
        world.server.start().await;
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for round in 1..=5 {
            alice.says(&bob, &round.to_string()).await;
            world.settle().await;
            disk.cut_power();
            world.server.crash().await;
            // Of what no sync covered, nothing reached the disk.
            disk.restore_power(|_| 0);
            world.server.start().await;
            world.settle().await;
        }
        assert_eq!(
            bob.sees(&alice).await,
            "alice: 1\nalice: 2\nalice: 3\nalice: 4\nalice: 5"
        );
        assert_eq!(
            alice.sees(&bob).await,
            "alice: 1 ✓\nalice: 2 ✓\nalice: 3 ✓\nalice: 4 ✓\nalice: 5 ✓"
        );
    });
}
