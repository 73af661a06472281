//! Keychains that are locked, or are not the ones of yesterday.

use client::error::Code;
use client::view::LinkState;
use world::{World, both};

#[test]
fn behind_a_locked_keychain_one_reads_and_writes_and_it_goes_out_when_that_opens() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        bob.says(&alice, "before").await;
        world.settle().await;
        alice.crash().await;
        alice.keychain.lock();
        alice.start().await;
        alice.says(&bob, "behind the lock").await;
        world.pass(300).await;
        assert_eq!(alice.link_state(), LinkState::Offline { code: Code::Storage });
        assert_eq!(alice.sees(&bob).await, "bob: before\nalice: behind the lock …");
        alice.keychain.unlock();
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "bob: before ✓\nalice: behind the lock");
    });
}

#[test]
fn another_keychain_asks_for_the_password_and_loses_nothing() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        bob.says(&alice, "before").await;
        world.settle().await;
        alice.crash().await;
        alice.keychain.replace();
        alice.start().await;
        alice.says(&bob, "without a token").await;
        world.pass(300).await;
        assert_eq!(
            alice.link_state(),
            LinkState::Stopped {
                code: Code::NotSignedIn
            }
        );
        assert_eq!(alice.sees(&bob).await, "bob: before\nalice: without a token …");
        let account = alice.account();
        alice.sign_in("alice", &alice.password).await.expect("Signing in again");
        assert_eq!(alice.account(), account, "it is the same account, with its data");
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "bob: before ✓\nalice: without a token");
    });
}

#[test]
fn a_sign_out_behind_a_locked_keychain_is_one_all_the_same() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        alice.keychain.lock();
        alice.sign_out(false).await.expect("Signing out");
        alice.keychain.unlock();
        alice.restart().await;
        assert!(!alice.has_account());
    });
}
