//! What the server's owner does.

use super::World;
use crate::app::NewAccount;
use crate::testing;

#[tokio::test(start_paused = true)]
async fn a_disabled_account_is_shut_at_once_and_can_be_opened_again() {
    let world = World::new().await;
    let (_, alice) = world.register("alice", "correct horse").await;
    world.app.accounts.set_disabled("Alice", true).await.unwrap();
    assert_eq!(world.im(&alice["imToken"]).await, Err(1506));
    assert_eq!(world.chat(&alice["chatToken"]).await, 1506);
    assert_eq!(world.login("alice", "correct horse").await.0, 20012);
    assert_eq!(
        world.login("alice", "wrong password").await.0,
        20001,
        "only its owner learns that"
    );
    assert!(world.app.accounts.list().await.unwrap()[0].disabled);
    world.app.accounts.set_disabled("alice", false).await.unwrap();
    assert_eq!(world.login("alice", "correct horse").await.0, 0);
    assert!(world.app.accounts.set_disabled("nobody", true).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_owner_makes_accounts_and_passwords() {
    let world = World::new().await;
    let new = NewAccount {
        account: "alice".into(),
        ..NewAccount::default()
    };
    let (user, recovery) = world.app.accounts.add(new.clone(), "correct horse").await.unwrap();
    assert_eq!(recovery.len(), 23);
    assert_eq!(world.login("alice", "correct horse").await.1["userID"], user.0.as_str());
    assert_eq!(
        world.app.accounts.add(new, "correct horse").await.unwrap_err().code.0,
        20004
    );
    let (_, device) = world.login("alice", "correct horse").await;
    world.app.accounts.reset("alice", "battery staple").await.unwrap();
    assert_eq!(world.im(&device["imToken"]).await, Err(1506));
    assert_eq!(world.login("alice", "battery staple").await.0, 0);
    assert_eq!(world.app.accounts.user_of("ALICE").await.unwrap(), user);
    assert_eq!(world.app.accounts.user_of(&user.0).await.unwrap(), user);
    world.server.shut_down().await;
}

#[tokio::test(start_paused = true)]
async fn a_live_session_ends_when_its_account_is_disabled() {
    let mut world = testing::World::start().await;
    let app = std::sync::Arc::clone(world.server.apps().default_app());
    let mut people = Vec::new();
    for account in ["alice", "bobby"] {
        let new = NewAccount {
            account: account.into(),
            ..NewAccount::default()
        };
        let (user, _) = app.accounts.add(new, "correct horse").await.unwrap();
        people.push(world.dial(&user.0, protocol::platform::LINUX).await);
    }
    app.accounts.set_disabled("alice", true).await.unwrap();
    let told = people[0].pushed().await.unwrap();
    assert_eq!(told.req_identifier, protocol::frame::KICK);
    assert!(people[0].pushed().await.is_none(), "and closed");
    assert!(people[1].quiet().await);
}
