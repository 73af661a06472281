//! A plain OpenIM server: it takes nobody without a code, tells of it only when it is asked, and its own apps give no
//! account name.

use serde_json::json;

use super::*;

#[test]
fn a_plain_openim_that_sends_codes_takes_nobody_without_one() {
    simulate(sending(40).plain(), async |world: &World| {
        let laptop = world.device("alice", "laptop").await;
        let found = laptop
            .client()
            .look_up_server(&world.address())
            .await
            .expect("A server");
        let demanded = Codes {
            email: true,
            phone: true,
            required: true,
        };
        assert_eq!(found.codes, demanded);
        assert!(world.server.courier.arrived().is_empty(), "finding out sends nothing");
        assert_eq!(code(laptop.register("alice", PASSWORD).await), Code::CodeNeeded);
        let asked = asks(&laptop, world, CodeUse::Register, phone("13800138000")).await;
        assert_eq!(asked.expect("Asking").wait_seconds, 60, "which OpenIM does not tell");
        let early = asks(&laptop, world, CodeUse::Register, phone("13800138000")).await;
        assert!(!early.expect("An answer").sent);
        let sent = world.server.courier.code("+8613800138000");
        let registered = registers(&laptop, world, "alice", Some(phone("13800138000")), &sent).await;
        assert_eq!(registered.expect("Registering").recovery_code, None);

        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::Reset, phone("13800138000"))
            .await
            .expect("Asking");
        let sent = world.server.courier.code("+8613800138000");
        let next = resets(&tablet, world, phone("13800138000"), &sent, "a new secret").await;
        assert_eq!(next.expect("Resetting"), "");
        tablet
            .sign_in("+86 138 0013 8000", "a new secret")
            .await
            .expect("By the number");
        let offers = tablet.account_view().offers;
        assert_eq!(
            offers.codes,
            client::view::Codes::default(),
            "none beside OpenIM's ways"
        );
    });
}

#[test]
fn a_plain_openim_that_sends_none_asks_for_none() {
    simulate(Plan::seeded(41).plain(), async |world: &World| {
        let laptop = world.device("alice", "laptop").await;
        let found = laptop
            .client()
            .look_up_server(&world.address())
            .await
            .expect("A server");
        assert_eq!(found.codes, Codes::default());
        laptop.register("alice", PASSWORD).await.expect("Registering");
    });
}

#[test]
fn openims_own_apps_register_verify_and_reset_in_their_words() {
    simulate(sending(42).plain(), async |world: &World| {
        let app = world.visitor("an app of OpenIM's");
        let courier = &world.server.courier;
        let send = |used_for: i32| json!({ "usedFor": used_for, "email": ALICE, "platform": 7, "deviceID": "d" });
        let answer = app.call("/chat/account/code/send", None, &send(1)).await;
        assert_eq!(
            (&answer["errCode"], &answer["data"]),
            (&json!(0), &json!({})),
            "{answer}"
        );
        let early = app.call("/chat/account/code/send", None, &send(1)).await;
        assert_eq!((&early["errCode"], early.get("data")), (&json!(20005), None));
        world.pass(1).await;
        let sent = courier.code(ALICE);
        let verify = |code: &str| json!({ "email": ALICE, "verifyCode": code });
        let wrong = app
            .call("/chat/account/code/verify", None, &verify(&other(&sent)))
            .await;
        assert_eq!(wrong["errCode"], 20006);
        app.ask("/chat/account/code/verify", None, &verify(&sent)).await;
        let user = json!({ "nickname": "Alice", "email": ALICE, "password": "0123456789abcdef0123456789abcdef" });
        let register = json!({ "verifyCode": sent, "platform": 7, "autoLogin": true, "user": user });
        let registered = app.ask("/chat/account/register", None, &register).await;
        assert_ne!(registered["chatToken"], "", "without an account name");
        world.pass(60).await;
        app.ask("/chat/account/code/send", None, &send(3)).await;
        world.pass(1).await;
        let login = json!({ "email": ALICE, "verifyCode": courier.code(ALICE), "platform": 7 });
        let signed_in = app.ask("/chat/account/login", None, &login).await;
        assert_eq!(signed_in["userID"], registered["userID"]);
        world.pass(60).await;
        app.ask("/chat/account/code/send", None, &send(2)).await;
        world.pass(1).await;
        let password = "fedcba9876543210fedcba9876543210";
        let reset = json!({ "email": ALICE, "verifyCode": courier.code(ALICE), "password": password });
        app.ask("/chat/account/password/reset", None, &reset).await;
        let login = json!({ "email": ALICE, "password": password, "platform": 7 });
        app.ask("/chat/account/login", None, &login).await;
    });
}
