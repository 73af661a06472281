//! What asking for a code tells, and to whom: nothing to strangers, and no more often than is good for anybody.

use serde_json::json;
use server::Undelivered;
use world::Log;

use super::*;

#[test]
fn asking_tells_nobody_who_has_an_account() {
    simulate(sending(10), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        world.pass(60).await;
        let before = world.server.courier.arrived().len();
        let stranger = world.visitor("stranger");
        let mut told = Vec::new();
        for who in [ALICE, "nobody@example.org"] {
            let send = json!({ "usedFor": 3, "email": who, "platform": 7 });
            let begun = tokio::time::Instant::now();
            let mut answers = vec![stranger.call("/chat/account/code/send", None, &send).await];
            let took = begun.elapsed();
            answers.push(stranger.call("/chat/account/code/send", None, &send).await);
            for _ in 0..6 {
                let login = json!({ "email": who, "verifyCode": "000000", "platform": 7 });
                answers.push(stranger.call("/chat/account/login", None, &login).await);
            }
            told.push((took, answers));
        }
        assert_eq!(told[0], told[1], "words and time");
        world.pass(120).await;
        let arrived = world.server.courier.arrived();
        assert_eq!(arrived.len(), before + 1, "only who has an account gets a letter");
        assert_eq!(arrived.last().expect("A letter").to, ALICE);
    });
}

#[test]
fn a_slow_relay_or_a_busy_one_does_not_show_in_the_answer() {
    simulate(sending(11), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        world.pass(60).await;
        world.server.courier.refuse([Undelivered::Later, Undelivered::Later]);
        let laptop = world.device("alice", "tablet").await;
        let asked = asks(&laptop, world, CodeUse::SignIn, email(ALICE)).await;
        assert!(asked.expect("Asking").sent, "it may still come");
        let before = world.server.courier.arrived().len();
        world.pass(30).await;
        assert_eq!(
            world.server.courier.arrived().len(),
            before + 1,
            "the third try came through"
        );
        let sent = world.server.courier.code(ALICE);
        signs_in(&laptop, world, email(ALICE), &sent).await.expect("Signing in");
    });
}

#[test]
fn what_no_relay_takes_is_given_up_and_the_log_names_nobody() {
    simulate(sending(12), async |world: &World| {
        let alice = alice_with_mail(world).await;
        world.pass(60).await;
        let courier = &world.server.courier;
        let (tries, arrived) = (courier.tries(), courier.arrived().len());
        let log = Log::listen();
        courier.refuse(std::iter::repeat_n(Undelivered::Later, 4));
        asks(&alice, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        world.pass(400).await;
        assert_eq!((courier.tries() - tries, courier.arrived().len()), (4, arrived));
        courier.refuse([Undelivered::Never]);
        asks(&alice, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        world.pass(400).await;
        assert_eq!(
            courier.tries() - tries,
            5,
            "what was refused for good is not tried again"
        );
        let lines = log.lines();
        let told = lines
            .iter()
            .filter(|line| line.starts_with("ERROR message=A code was given up"));
        assert_eq!(told.count(), 2, "{lines:?}");
        assert!(
            lines
                .iter()
                .all(|line| !line.contains("alice") && !line.contains("example.org")),
            "{lines:?}"
        );
        drop(log);
        asks(&alice, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let tablet = world.device("alice", "tablet").await;
        signs_in(&tablet, world, email(ALICE), &courier.code(ALICE))
            .await
            .expect("Signing in");
    });
}

#[test]
fn an_address_that_has_an_account_is_told_so_by_mail_alone() {
    simulate(sending(13), async |world: &World| {
        let alice = alice_with_mail(world).await;
        proves(&alice, world, phone("13800138000"), "+8613800138000")
            .await
            .expect("Proving");
        let courier = &world.server.courier;
        world.pass(60).await;
        let before = courier.arrived().len();
        let laptop = world.device("mallory", "laptop").await;
        let fresh = asks(&laptop, world, CodeUse::Register, email("new@example.org")).await;
        let taken = asks(&laptop, world, CodeUse::Register, email(ALICE)).await;
        assert_eq!(taken, fresh, "who asks learns nothing");
        let letter = courier.arrived().pop().expect("A letter");
        assert_eq!(
            (letter.to.as_str(), letter.subject.as_str()),
            (ALICE, "Your account on 海豹小队")
        );
        assert!(
            !letter.body.chars().any(|character| character.is_ascii_digit()),
            "{}",
            letter.body
        );
        let guess = registers(&laptop, world, "mallory", Some(email(ALICE)), "000000").await;
        assert_eq!(code(guess), Code::WrongCode);
        asks(&laptop, world, CodeUse::Register, phone("13800138000"))
            .await
            .expect("Asking");
        assert_eq!(courier.arrived().len(), before + 2, "a telephone is told nothing");
    });
}

#[test]
fn another_code_has_to_wait_and_the_seconds_are_told() {
    simulate(sending(14), async |world: &World| {
        let laptop = world.device("alice", "laptop").await;
        asks(&laptop, world, CodeUse::Register, email(ALICE))
            .await
            .expect("Asking");
        world.pass(20).await;
        let early = asks(&laptop, world, CodeUse::SignIn, email("ALICE@example.org")).await;
        let early = early.expect("An answer");
        assert!(!early.sent && (38..=40).contains(&early.wait_seconds), "{early:?}");
        assert_eq!(world.server.courier.arrived().len(), 1);
        // The one that was sent stays good meanwhile.
        let sent = world.server.courier.code(ALICE);
        registers(&laptop, world, "alice", Some(email(ALICE)), &sent)
            .await
            .expect("Registering");
        for _ in 0..9 {
            world.pass(60).await;
            assert!(
                asks(&laptop, world, CodeUse::SignIn, email(ALICE))
                    .await
                    .expect("Asking")
                    .sent
            );
        }
        world.pass(60).await;
        let enough = asks(&laptop, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("An answer");
        assert!(!enough.sent && enough.wait_seconds > 3_600, "ten a day: {enough:?}");
    });
}

#[test]
fn one_caller_has_so_many_sent_and_others_go_on() {
    let mut plan = sending(15);
    plan.config.limits.codes_per_hour = 3;
    simulate(plan, async |world: &World| {
        let mallory = world.device("mallory", "laptop").await;
        for number in 0..3 {
            let to = email(&format!("victim{number}@example.org"));
            assert!(asks(&mallory, world, CodeUse::Register, to).await.expect("Asking").sent);
        }
        let more = asks(&mallory, world, CodeUse::Register, email(ALICE)).await;
        assert!(!more.expect("An answer").sent);
        let alice = world.device("alice", "laptop").await;
        assert!(
            asks(&alice, world, CodeUse::Register, email(ALICE))
                .await
                .expect("Asking")
                .sent
        );
    });
}

#[test]
fn hostile_addresses_reach_nobody() {
    simulate(sending(16), async |world: &World| {
        let stranger = world.visitor("stranger");
        for address in [
            "a@b.cn\r\nBcc: all@example.org",
            "a@b.cn\nSubject: You won",
            "Alice <a@b.cn>",
            "a@b.cn,c@d.cn",
            "a@b.cn\0",
            "\"a b\"@c.cn",
            "a@[127.0.0.1]",
            "@",
            "\u{202e}a@b.cn",
        ] {
            let send = json!({ "usedFor": 1, "email": address, "platform": 7 });
            let answer = stranger.call("/chat/account/code/send", None, &send).await;
            assert_eq!(answer["errCode"], 1001, "{address:?}");
        }
        for (area, number) in [
            ("+86", "138\r\n00138000"),
            ("+86", "$(reboot)"),
            ("+", "13800138000"),
            ("+86", "9".repeat(99).as_str()),
        ] {
            let send = json!({ "usedFor": 1, "areaCode": area, "phoneNumber": number, "platform": 7 });
            let answer = stranger.call("/chat/account/code/send", None, &send).await;
            assert_eq!(answer["errCode"], 1001, "{area} {number}");
        }
        for used_for in [0, 4, 99, -1] {
            let send = json!({ "usedFor": used_for, "email": ALICE, "platform": 7 });
            assert_ne!(
                stranger.call("/chat/account/code/send", None, &send).await["errCode"],
                0
            );
        }
        world.pass(5).await;
        assert!(world.server.courier.arrived().is_empty());
        let laptop = world.device("alice", "laptop").await;
        let bad = asks(&laptop, world, CodeUse::Register, email("alice")).await;
        assert_eq!(code(bad), Code::BadContact);
    });
}

#[test]
fn where_an_invitation_is_needed_nobody_has_codes_sent_without_one() {
    let mut plan = sending(17);
    plan.config.registration = server::config::Registration::Invite;
    simulate(plan, async |world: &World| {
        let laptop = world.device("alice", "laptop").await;
        let without = asks(&laptop, world, CodeUse::Register, email(ALICE)).await;
        assert_eq!(code(without), Code::InvitationNeeded);
        assert!(world.server.courier.arrived().is_empty());
        let invitation = world.server.server().apps().default_app().accounts.invite().await;
        let invitation = Some(invitation.expect("An invitation"));
        let request = CodeRequest {
            address: world.address(),
            to: email(ALICE),
            purpose: CodeUse::Register,
            language: None,
            invitation: invitation.clone(),
            fingerprint: None,
        };
        laptop.client().send_code(request).await.expect("Asking");
        world.pass(1).await;
        let request = NewAccount {
            address: world.address(),
            account: "alice".into(),
            password: PASSWORD.into(),
            nickname: "Alice".into(),
            invitation,
            to: Some(email(ALICE)),
            code: Some(world.server.courier.code(ALICE)),
            ..NewAccount::default()
        };
        laptop.client().register(request).await.expect("Registering");
    });
}
