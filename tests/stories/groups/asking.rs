//! People who ask to be let into a group, and who are asked themselves.

use client::error::Code;
use client::view::{GroupChange, GroupRole, Joining, RequestSide, RequestState};
use world::{Device, World, both};

use super::acts::{at, code, ids, lines, makes, members, shown, view};

#[test]
fn who_asks_to_be_let_in_waits_and_every_leader_sees_the_answer() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let phone = carol.device("phone").await;
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        let (client, account) = at(&alice);
        client
            .set_group_admin(&account, &id, &bob.user_id, true)
            .await
            .expect("An admin");
        world.settle().await;
        let (hers, hers_account) = at(&carol);
        let found = hers.look_up_group(&hers_account, &id).await.expect("Looking it up");
        assert_eq!((&*found.name, found.members, found.role), ("Seals", 2, None));
        assert!(shown(&carol, &id).await.is_none(), "looking is not being in");
        let joined = hers.join_group(&hers_account, &id, "it is me").await.expect("Asking");
        assert!(!joined);
        world.pass(1).await;
        for device in [&*alice, &*bob] {
            let came = requests(device).await;
            assert_eq!(
                came,
                [("carol".to_owned(), RequestSide::Leading, RequestState::Waiting)]
            );
        }
        assert_eq!(requests(&phone).await[0].1, RequestSide::Asking);
        let (his, his_account) = at(&bob);
        let (one, other) = tokio::join!(
            client.answer_group_request(&account, &id, &carol.user_id, true, ""),
            his.answer_group_request(&his_account, &id, &carol.user_id, false, "")
        );
        assert!(one.is_ok() != other.is_ok(), "of two answers at once one counts");
        world.pass(1).await;
        let state = if one.is_ok() {
            RequestState::Accepted
        } else {
            RequestState::Refused
        };
        assert_eq!(code(if one.is_ok() { other } else { one }), Code::RequestAnswered);
        for device in [&*alice, &*bob, &*carol, &phone] {
            assert_eq!(requests(device).await[0].2, state, "{}", device.who());
        }
        let within = shown(&phone, &id).await.is_some_and(|view| view.role.is_some());
        assert_eq!(within, state == RequestState::Accepted);
        let open = GroupChange {
            joining: Some(Joining::Direct),
            ..GroupChange::default()
        };
        client.set_group(&account, &id, open).await.expect("Opening it");
        if !within {
            assert!(hers.join_group(&hers_account, &id, "").await.expect("Walking in"));
            assert_eq!(members(&carol, &id).await, ["+bob", "@alice", "carol"]);
        }
    });
}

async fn requests(device: &Device) -> Vec<(String, RequestSide, RequestState)> {
    let (client, account) = at(device);
    let all = client.group_requests(&account).await.expect("The requests").into_iter();
    all.map(|one| (one.user.nickname, one.side, one.state)).collect()
}

#[test]
fn who_wants_to_be_asked_before_he_is_in_a_group_is() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let phone = bob.device("phone").await;
        world.settle().await;
        if world.is_plain() {
            // Nobody is asked there, and nobody says so.
            let id = makes(&alice, "Seals", &[&bob]).await.group_id;
            assert_eq!(members(&alice, &id).await, ["@alice", "bob"]);
            return;
        }
        let (his, his_account) = at(&bob);
        let before = his.privacy(&his_account).await.expect("The choice");
        let wanted = client::view::PrivacyView {
            pulled: false,
            ..before
        };
        his.set_privacy(&his_account, wanted).await.expect("A choice");
        let (client, account) = at(&alice);
        let made = client.create_group(&account, "Seals", ids(&[&bob, &carol]), "").await;
        let made = made.expect("Making a group");
        assert_eq!(made.asked, ids(&[&bob]), "whoever makes it is told");
        let id = made.group.group_id;
        assert_eq!(members(&alice, &id).await, ["@alice", "carol"], "he is not in yet");
        world.pass(1).await;
        for device in [&*bob, &phone] {
            let asked = [("bob".to_owned(), RequestSide::Invited, RequestState::Waiting)];
            assert_eq!(requests(device).await, asked, "{}", device.who());
        }
        let (client, account) = at(&phone);
        let one = client.group_requests(&account).await.expect("The requests").remove(0);
        assert_eq!(
            (&*one.group_name, one.inviter.map(|user| user.nickname)),
            ("Seals", Some("alice".into()))
        );
        client
            .answer_group_request(&account, &id, &bob.user_id, false, "")
            .await
            .expect("Refusing");
        world.pass(1).await;
        assert_eq!(requests(&bob).await[0].2, RequestState::Refused);
        let (hers, hers_account) = at(&carol);
        let brought = hers
            .invite_to_group(&hers_account, &id, ids(&[&bob]), "please")
            .await
            .expect("Inviting");
        assert_eq!((brought.approval, brought.consent), (Vec::new(), ids(&[&bob])));
        world.pass(1).await;
        his.answer_group_request(&his_account, &id, &bob.user_id, true, "")
            .await
            .expect("Accepting");
        assert_eq!(view(&bob, &id).await.role, Some(GroupRole::Member), "at once");
        world.pass(1).await;
        for device in [&*alice, &*carol, &phone] {
            assert_eq!(
                members(device, &id).await,
                ["@alice", "bob", "carol"],
                "{}",
                device.who()
            );
        }
        assert_eq!(
            lines(&alice, &id).await.last().map(String::as_str),
            Some("carol|invited|bob")
        );
    });
}
