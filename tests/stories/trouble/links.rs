//! Connections that are dead without saying so, and readers that do not read.

use client::view::LinkState;
use futures_util::StreamExt;
use world::{World, both};

#[test]
fn a_half_open_link_is_noticed_and_nothing_is_lost() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "before").await;
        world.settle().await;
        alice.link.swallow();
        bob.link.swallow();
        alice.says(&bob, "into the void").await;
        world.pass(90).await;
        assert!(
            !matches!(alice.link_state(), LinkState::Online),
            "{:?}",
            alice.link_state()
        );
        assert!(!matches!(bob.link_state(), LinkState::Online), "{:?}", bob.link_state());
        alice.link.mend();
        bob.link.mend();
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: before ✓\nalice: into the void ✓");
        assert_eq!(bob.sees(&alice).await, "alice: before\nalice: into the void");
    });
}

#[test]
fn a_link_that_dies_young_each_time_gets_things_through_in_the_end() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.link.delay(20..=200);
        for number in 1..=40 {
            alice.says(&bob, &number.to_string()).await;
            world.pass(1).await;
            alice.link.break_connections();
        }
        alice.link.heal();
        world.settle().await;
        let wanted: Vec<_> = (1..=40).map(|number| format!("alice: {number}")).collect();
        assert_eq!(bob.sees(&alice).await, wanted.join("\n"));
    });
}

#[test]
fn a_reader_that_does_not_read_is_let_go_and_holds_up_nobody() {
    both(async |world: &World| {
        let apps = world.app_server();
        let alice = world.person("alice").await;
        apps.admit("gina", "Gina").await;
        let token = apps.token("gina").await;
        let mut deaf = apps.visitor.socket("gina", &token, 7, "").await.expect("A socket");
        let laptop = world.device("gina", "laptop").await;
        laptop
            .sign_in_with_token("gina", &token, None)
            .await
            .expect("Signing in");
        world.settle().await;
        let (client, account) = (alice.client(), alice.account());
        let conversation = client
            .open_conversation(&account, "gina")
            .await
            .expect("A conversation")
            .id;
        let padding = "x".repeat(2_000);
        for number in 0..600 {
            client
                .send_text(&account, &conversation, &format!("{number} {padding}"))
                .await
                .expect("Sending");
            if number % 50 == 0 {
                world.pass(5).await;
            }
        }
        world.settle().await;
        assert_eq!(
            laptop.history_of(&conversation).await.len(),
            600,
            "her other device has everything"
        );
        let mut got = 0;
        while let Some(Ok(_)) = deaf.next().await {
            got += 1;
        }
        assert!(
            (1..600).contains(&got),
            "the server let go before it had sent all: {got}"
        );
    });
}

#[test]
fn a_connection_that_says_nothing_is_closed() {
    both(async |world: &World| {
        let apps = world.app_server();
        apps.admit("gina", "Gina").await;
        let token = apps.token("gina").await;
        let mut silent = apps.visitor.socket("gina", &token, 7, "").await.expect("A socket");
        apps.visitor.link.swallow();
        world.pass(60).await;
        apps.visitor.link.mend();
        let admin = apps.admin_token().await;
        let asked = serde_json::json!({"userIDs": ["gina"]});
        let status = apps
            .visitor
            .ask("/api/user/get_users_online_status", Some(&admin), &asked)
            .await;
        assert_eq!(status[0]["status"], 0, "{status}");
        drop(silent.next());
    });
}
