//! Registration by invitation.

use super::{World, json, md5};
use crate::config::{Config, Registration};

async fn invited(world: &World, account: &str, invitation: &str) -> i64 {
    let user = json!({ "account": account, "password": md5("correct horse"), "nickname": "A" });
    world
        .post(
            "/account/register",
            "",
            &json!({ "invitationCode": invitation, "user": user }),
        )
        .await
        .0
}

#[tokio::test(start_paused = true)]
async fn an_invitation_makes_one_account() {
    let world = World::with(Config {
        registration: Registration::Invite,
        ..Config::default()
    })
    .await;
    let code = world.app.accounts.invite().await.unwrap();
    assert_eq!(invited(&world, "alice", "").await, 20011);
    assert_eq!(invited(&world, "alice", "AAAAA-AAAAA-AAAAA-AAAAA").await, 20011);
    assert_eq!(
        invited(&world, "al", &code).await,
        1001,
        "a refused name does not spend it"
    );
    assert_eq!(
        invited(&world, "alice", &code.to_lowercase().replace('-', " ")).await,
        0
    );
    assert_eq!(invited(&world, "bob", &code).await, 20010);
    let config = world.post("/client_config/get", "", &json!({})).await.1;
    assert_eq!(config["config"]["needInvitationCodeRegister"], "1");
}

#[tokio::test(start_paused = true)]
async fn of_two_with_one_invitation_one_is_let_in() {
    let world = World::with(Config {
        registration: Registration::Invite,
        ..Config::default()
    })
    .await;
    let code = world.app.accounts.invite().await.unwrap();
    let (one, two) = tokio::join!(invited(&world, "alice", &code), invited(&world, "bob", &code));
    let mut codes = [one, two];
    codes.sort_unstable();
    assert_eq!(codes, [0, 20010]);
    assert_eq!(world.app.accounts.list().await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn invitations_are_not_guessed() {
    let world = World::with(Config {
        registration: Registration::Invite,
        ..Config::default()
    })
    .await;
    let tries = world.app.config.limits.wrong_tries_per_address;
    for _ in 0..tries {
        assert_eq!(invited(&world, "alice", "AAAAA-AAAAA-AAAAA-AAAAA").await, 20011);
    }
    assert_eq!(invited(&world, "alice", "AAAAA-AAAAA-AAAAA-AAAAA").await, 20005);
}
