//! Signing in with a token that somebody else's App Server got: renewal, expiry, revocation, and tokens of others.

use client::error::Code;
use client::view::LinkState;
use serde_json::json;
use world::{AppServer, Device, Plan, World, both, simulate};

/// Somebody whom the App Server admitted, on a device, signed in by token.
async fn guest(world: &World, apps: &AppServer, user_id: &str, renew: bool) -> Device {
    apps.admit(user_id, user_id).await;
    let device = world.device(user_id, "laptop").await;
    let url = apps.renew_url();
    let token = apps.token(user_id).await;
    device
        .sign_in_with_token(user_id, &token, renew.then_some(&*url))
        .await
        .expect("Signing in by token");
    device
}

const DAY: u64 = 24 * 3600;

fn tokens_live_a_day(plain: bool) -> Plan {
    let mut plan = Plan::seeded(4);
    plan.config.token_days = Some(1);
    if plain { plan.plain() } else { plan }
}

async fn says(device: &Device, to: &str, text: &str) {
    let (client, account) = (device.client(), device.account());
    let conversation = client.open_conversation(&account, to).await.expect("A conversation");
    client
        .send_text(&account, &conversation.id, text)
        .await
        .expect("Sending");
}

async fn sees(device: &Device, with: &str) -> String {
    let (client, account) = (device.client(), device.account());
    let conversation = client.open_conversation(&account, with).await.expect("A conversation");
    world::transcript::of_messages(&device.history_of(&conversation.id).await)
}

#[test]
fn guests_of_an_app_server_talk() {
    both(async |world: &World| {
        let apps = world.app_server();
        let gina = guest(world, &apps, "gina", false).await;
        let hugo = guest(world, &apps, "hugo", false).await;
        says(&gina, "hugo", "hello").await;
        world.settle().await;
        assert_eq!(sees(&hugo, "gina").await, "gina: hello");
        let view = gina.account_view();
        assert!(!view.has_password, "nobody knows a password of hers here");
        assert_eq!((&*view.user_id, &*view.nickname), ("gina", "gina"));
    });
}

#[test]
fn an_expired_token_is_renewed_in_silence_and_nothing_is_lost() {
    for plain in [false, true] {
        simulate(tokens_live_a_day(plain), async |world: &World| {
            let apps = world.app_server();
            let gina = guest(world, &apps, "gina", true).await;
            let hugo = guest(world, &apps, "hugo", true).await;
            says(&gina, "hugo", "before").await;
            world.settle().await;
            gina.link.cut();
            world.pass(2 * DAY).await;
            says(&gina, "hugo", "after").await;
            gina.link.mend();
            world.settle().await;
            assert_eq!(gina.link_state(), LinkState::Online);
            assert!(apps.renewed() > 0);
            world.settle().await;
            assert_eq!(sees(&gina, "hugo").await, "gina: before ✓\ngina: after ✓");
            assert_eq!(sees(&hugo, "gina").await, "gina: before\ngina: after");
        });
    }
}

#[test]
fn a_token_that_ends_while_one_is_online_is_renewed_or_asked_for() {
    for plain in [false, true] {
        simulate(tokens_live_a_day(plain), async |world: &World| {
            let apps = world.app_server();
            let gina = guest(world, &apps, "gina", true).await;
            let hugo = guest(world, &apps, "hugo", false).await;
            says(&gina, "hugo", "before").await;
            world.settle().await;
            world.pass(DAY + 60).await;
            assert_eq!(apps.renewed(), 1);
            assert_eq!(gina.link_state(), LinkState::Online);
            assert_eq!(
                hugo.link_state(),
                LinkState::Stopped {
                    code: Code::TokenExpired
                }
            );
            says(&gina, "hugo", "after").await;
            says(&hugo, "gina", "written without a token").await;
            let token = apps.token("hugo").await;
            hugo.client()
                .renew_token(&hugo.account(), &token)
                .await
                .expect("A new token");
            world.settle().await;
            let seen = "gina: before\ngina: after\nhugo: written without a token ✓";
            assert_eq!(sees(&hugo, "gina").await, seen);
        });
    }
}

#[test]
fn where_nobody_renews_the_app_asks_and_loses_nothing() {
    for plain in [false, true] {
        simulate(tokens_live_a_day(plain), async |world: &World| {
            let apps = world.app_server();
            let gina = guest(world, &apps, "gina", false).await;
            guest(world, &apps, "hugo", true).await;
            says(&gina, "hugo", "before").await;
            world.settle().await;
            gina.crash().await;
            world.pass(2 * DAY).await;
            gina.start().await;
            world.settle().await;
            assert_eq!(
                gina.link_state(),
                LinkState::Stopped {
                    code: Code::TokenExpired
                }
            );
            says(&gina, "hugo", "written without a token").await;
            assert_eq!(
                sees(&gina, "hugo").await,
                "gina: before ✓\ngina: written without a token …"
            );
            let token = apps.token("gina").await;
            gina.client()
                .renew_token(&gina.account(), &token)
                .await
                .expect("A new token");
            world.settle().await;
            assert_eq!(
                sees(&gina, "hugo").await,
                "gina: before ✓\ngina: written without a token ✓"
            );
        });
    }
}

#[test]
fn an_app_server_that_refuses_to_renew_leads_to_asking() {
    simulate(tokens_live_a_day(false), async |world: &World| {
        let apps = world.app_server();
        let gina = guest(world, &apps, "gina", true).await;
        world.settle().await;
        apps.renew(false);
        gina.crash().await;
        world.pass(2 * DAY).await;
        gina.start().await;
        world.settle().await;
        assert_eq!(
            gina.link_state(),
            LinkState::Stopped {
                code: Code::TokenExpired
            }
        );
    });
}

#[test]
fn a_revoked_token_stops_the_link_and_leaves_everything_readable() {
    both(async |world: &World| {
        let apps = world.app_server();
        let gina = guest(world, &apps, "gina", false).await;
        guest(world, &apps, "hugo", false).await;
        says(&gina, "hugo", "hello").await;
        world.settle().await;
        apps.force_logout("gina").await;
        world.settle().await;
        assert_eq!(gina.link_state(), LinkState::Stopped { code: Code::Kicked });
        assert_eq!(sees(&gina, "hugo").await, "gina: hello ✓");
        gina.restart().await;
        world.settle().await;
        assert_eq!(gina.link_state(), LinkState::Stopped { code: Code::Kicked });
    });
}

#[test]
fn a_token_of_another_user_is_refused() {
    both(async |world: &World| {
        let apps = world.app_server();
        apps.admit("gina", "gina").await;
        apps.admit("hugo", "hugo").await;
        let token = apps.token("hugo").await;
        let device = world.device("gina", "laptop").await;
        let refused = device.sign_in_with_token("gina", &token, None).await;
        assert_eq!(refused.expect_err("A token of somebody else").code, Code::WrongUser);
        let refused = device.sign_in_with_token("gina", "no token at all", None).await;
        assert_eq!(refused.expect_err("No token").code, Code::TokenInvalid);
        assert!(device.client().accounts().is_empty());
    });
}

#[test]
fn a_renewed_token_must_be_of_the_same_user() {
    simulate(tokens_live_a_day(false), async |world: &World| {
        let apps = world.app_server();
        let gina = guest(world, &apps, "gina", false).await;
        guest(world, &apps, "hugo", true).await;
        world.settle().await;
        gina.crash().await;
        world.pass(2 * DAY).await;
        gina.start().await;
        world.settle().await;
        let token = apps.token("hugo").await;
        let refused = gina.client().renew_token(&gina.account(), &token).await;
        assert_eq!(refused.expect_err("A token of somebody else").code, Code::WrongUser);
    });
}

#[test]
fn a_wrong_secret_opens_nothing() {
    both(async |world: &World| {
        let apps = world.app_server();
        let request = json!({"secret": "openIM123", "userID": "imAdmin"});
        let answer = apps.visitor.call("/api/auth/get_admin_token", None, &request).await;
        assert_ne!(answer["errCode"], json!(0));
        assert!(answer["data"]["token"].as_str().unwrap_or_default().is_empty());
        let gina = guest(world, &apps, "gina", false).await;
        world.settle().await;
        let token = apps.token("gina").await;
        let answer = apps
            .visitor
            .call(
                "/api/auth/get_user_token",
                Some(&token),
                &json!({"userID": "gina", "platformID": 7}),
            )
            .await;
        assert_eq!(answer["errCode"], json!(1002), "a user is no administrator: {answer}");
        drop(gina);
    });
}
