//! How long a code is good, and for how many guesses.

use super::*;

#[test]
fn five_wrong_codes_void_it_and_the_next_one_is_good() {
    simulate(sending(20), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        let mut said = Vec::new();
        for _ in 0..5 {
            said.push(code(signs_in(&tablet, world, email(ALICE), &other(&sent)).await));
        }
        let wrong = [Code::WrongCode; 4];
        assert_eq!((&said[..4], said[4]), (&wrong[..], Code::CodeVoid));
        let right = signs_in(&tablet, world, email(ALICE), &sent).await;
        assert_eq!(code(right), Code::CodeVoid, "the right one is too late");
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        signs_in(&tablet, world, email(ALICE), &sent)
            .await
            .expect("The next one");
    });
}

#[test]
fn a_code_is_good_for_five_minutes() {
    simulate(sending(21), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        let tablet = world.device("alice", "tablet").await;
        for (wait, good) in [(290, true), (300, false)] {
            world.pass(60).await;
            asks(&tablet, world, CodeUse::SignIn, email(ALICE))
                .await
                .expect("Asking");
            let sent = world.server.courier.code(ALICE);
            world.pass(wait).await;
            let signed_in = signs_in(&tablet, world, email(ALICE), &sent).await;
            assert_eq!(
                signed_in.err().map(|problem| problem.code),
                (!good).then_some(Code::CodeExpired)
            );
        }
    });
}

#[test]
fn a_restart_voids_what_was_sent() {
    simulate(sending(22), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        world.server.crash().await;
        world.server.start().await;
        let late = signs_in(&tablet, world, email(ALICE), &sent).await;
        assert_eq!(code(late), Code::CodeExpired);
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let next = world.server.courier.code(ALICE);
        signs_in(&tablet, world, email(ALICE), &next)
            .await
            .expect("The next one");
    });
}

#[test]
fn of_two_codes_the_later_one_counts() {
    simulate(sending(23), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        let tablet = world.device("alice", "tablet").await;
        let mut sent = Vec::new();
        for _ in 0..2 {
            world.pass(60).await;
            asks(&tablet, world, CodeUse::SignIn, email(ALICE))
                .await
                .expect("Asking");
            sent.push(world.server.courier.code(ALICE));
        }
        assert_eq!(
            code(signs_in(&tablet, world, email(ALICE), &sent[0]).await),
            Code::WrongCode
        );
        signs_in(&tablet, world, email(ALICE), &sent[1])
            .await
            .expect("The later one");
    });
}

#[test]
fn one_code_makes_one_account_also_when_two_use_it_at_once() {
    simulate(sending(24), async |world: &World| {
        let one = world.device("alice", "laptop").await;
        let two = world.device("alice", "tablet").await;
        asks(&one, world, CodeUse::Register, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        let (first, second) = tokio::join!(
            registers(&one, world, "alice", Some(email(ALICE)), &sent),
            registers(&two, world, "alice2", Some(email(ALICE)), &sent),
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
    });
}

#[test]
fn a_disabled_account_is_not_let_in_by_a_code_and_gets_none() {
    simulate(sending(25), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        let server = world.server.server();
        let accounts = &server.apps().default_app().accounts;
        accounts.set_disabled("alice", true).await.expect("Disabling");
        let refused = signs_in(&tablet, world, email(ALICE), &sent).await;
        assert_eq!(code(refused), Code::AccountDisabled);
        let before = world.server.courier.arrived().len();
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        assert_eq!(world.server.courier.arrived().len(), before);
    });
}
