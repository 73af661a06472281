//! The addresses of one's own account: proven, changed, removed, and never somebody else's.

use super::*;

async fn shows(person: &Person, to: CodeTo, code: &str) -> Result<()> {
    let (client, account) = (person.client(), person.account());
    client.prove_contact(&account, &to, code, &person.password).await
}

#[test]
fn who_registered_by_name_adds_a_mail_address_and_signs_in_by_it() {
    simulate(sending(30), async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        assert_eq!(contacts(&alice).await, ContactsView::default());
        let (client, account) = (alice.client(), alice.account());
        client
            .send_proof(&account, &email(ALICE), "zh-CN")
            .await
            .expect("Asking");
        world.pass(1).await;
        let letter = world.server.courier.arrived().pop().expect("A letter");
        assert_eq!(letter.subject, "海豹小队 验证码");
        let sent = letter.code();
        let wrong = client
            .prove_contact(&account, &email(ALICE), &other(&sent), &alice.password)
            .await;
        assert_eq!(code(wrong), Code::WrongCode);
        let unproven = client.prove_contact(&account, &email(ALICE), &sent, "not hers").await;
        assert_eq!(
            code(unproven),
            Code::WrongPassword,
            "a stranger at an open screen adds nothing"
        );
        let right = client
            .prove_contact(&account, &email(ALICE), &sent, &alice.password)
            .await;
        right.expect("Proving");
        assert_eq!(contacts(&alice).await.email, ALICE);
        proves(&alice, world, phone("13800138000"), "+8613800138000")
            .await
            .expect("Proving");
        assert_eq!(contacts(&alice).await.phone, "+86 13800138000");

        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        signs_in(&tablet, world, email(ALICE), &sent).await.expect("Signing in");
    });
}

#[test]
fn an_address_that_is_removed_or_replaced_opens_nothing_any_more() {
    simulate(sending(31), async |world: &World| {
        let alice = alice_with_mail(world).await;
        let (client, account) = (alice.client(), alice.account());
        let wrong = client.remove_contact(&account, false, "not hers").await;
        assert_eq!(code(wrong), Code::WrongPassword);
        proves(&alice, world, email("other@example.org"), "other@example.org")
            .await
            .expect("Replacing");
        assert_eq!(contacts(&alice).await.email, "other@example.org");
        let before = world.server.courier.arrived().len();
        world.pass(60).await;
        asks(&alice, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        assert_eq!(
            world.server.courier.arrived().len(),
            before,
            "the old address gets nothing"
        );
        client
            .remove_contact(&account, false, &alice.password)
            .await
            .expect("Removing");
        assert_eq!(contacts(&alice).await, ContactsView::default());
        world.pass(60).await;
        asks(&alice, world, CodeUse::Reset, email("other@example.org"))
            .await
            .expect("Asking");
        assert_eq!(world.server.courier.arrived().len(), before);
    });
}

#[test]
fn the_address_of_another_account_cannot_be_taken() {
    simulate(sending(32), async |world: &World| {
        let _alice = alice_with_mail(world).await;
        let mallory = world.person("mallory").await;
        world.settle().await;
        world.pass(60).await;
        let (client, account) = (mallory.client(), mallory.account());
        let asked = client
            .send_proof(&account, &email(ALICE), "en")
            .await
            .expect("An answer");
        assert!(asked.sent, "nothing is told");
        world.pass(1).await;
        let letter = world.server.courier.arrived().pop().expect("A letter");
        assert!(
            letter.to == ALICE && letter.body.contains("another account"),
            "{}",
            letter.body
        );
        for guess in 0..5 {
            let guess = shows(&mallory, email(ALICE), &format!("{guess:06}")).await;
            assert!(matches!(code(guess), Code::WrongCode | Code::CodeVoid));
        }
        assert_eq!(contacts(&mallory).await, ContactsView::default());
    });
}

#[test]
fn a_code_that_one_person_asked_for_proves_nothing_for_another() {
    simulate(sending(33), async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        world.settle().await;
        let asked = alice.client().send_proof(&alice.account(), &email(ALICE), "en").await;
        asked.expect("Asking");
        world.pass(1).await;
        let sent = world.server.courier.code(ALICE);
        let stolen = bob
            .client()
            .prove_contact(&bob.account(), &email(ALICE), &sent, &bob.password)
            .await;
        assert_eq!(code(stolen), Code::CodeExpired);
        shows(&alice, email(ALICE), &sent).await.expect("Proving");
    });
}

#[test]
fn whoever_only_said_that_an_address_is_his_yields_to_who_proves_it() {
    simulate(Plan::seeded(34), async |world: &World| {
        // The server sent no codes when mallory took the address into his account.
        let mallory = world.person("mallory").await;
        world.settle().await;
        let chat = world.visitor("mallory's script");
        let login = serde_json::json!({ "account": "mallory", "password": &*mallory.password, "platform": 7 });
        let token = chat.ask("/chat/account/login", None, &login).await["chatToken"].clone();
        let update = serde_json::json!({ "userID": &*mallory.user_id, "email": ALICE });
        chat.ask("/chat/user/update", token.as_str(), &update).await;
        world.server.stop().await;
        world.server.configure(|config| {
            config.mail = sending(34).config.mail;
        });
        world.server.start().await;
        let refused = chat.call("/chat/user/update", token.as_str(), &update).await;
        assert_eq!(refused["errCode"], 1002, "now it takes a code: {refused}");
        world.pass(30).await;
        let alice = world.person("alice").await;
        world.settle().await;
        asks(&alice, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        assert!(
            world.server.courier.arrived().is_empty(),
            "what is not proven gets no code"
        );
        world.pass(60).await;
        proves(&alice, world, email(ALICE), ALICE).await.expect("Proving");
        assert_eq!(contacts(&alice).await.email, ALICE);
        let login = serde_json::json!({ "email": ALICE, "password": &*mallory.password, "platform": 7 });
        let lost = chat.call("/chat/account/login", None, &login).await;
        assert_ne!(lost["errCode"], 0);
    });
}
