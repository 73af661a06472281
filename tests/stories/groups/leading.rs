//! Groups as their owners and admins lead them.

use client::error::Code;
use client::view::{GroupRole, GroupState, MessageState};
use world::{World, both};

use super::acts::{at, code, ids, lines, makes, members, view};

#[test]
fn people_are_brought_in_and_sent_away_and_lead_and_are_silenced() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let tablet = bob.device("tablet").await;
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        world.settle().await;
        let (client, account) = at(&alice);
        let brought = client.invite_to_group(&account, &id, ids(&[&carol]), "come").await;
        assert!(brought.expect("Inviting").approval.is_empty());
        assert_eq!(members(&alice, &id).await, ["@alice", "bob", "carol"], "at once");
        client
            .set_group_admin(&account, &id, &bob.user_id, true)
            .await
            .expect("An admin");
        client
            .mute_member(&account, &id, &carol.user_id, 600)
            .await
            .expect("Muting");
        world.pass(1).await;
        for device in [&*bob, &tablet] {
            assert_eq!(view(device, &id).await.role, Some(GroupRole::Admin));
            assert_eq!(members(device, &id).await, ["+bob", "@alice", "carol"]);
        }
        assert!(view(&carol, &id).await.muted_until > 0, "she knows until when");
        let (client, account) = at(&tablet);
        client
            .mute_member(&account, &id, &carol.user_id, 0)
            .await
            .expect("Letting her write");
        client.mute_group(&account, &id, true).await.expect("Muting all");
        world.pass(1).await;
        assert_eq!(
            (view(&carol, &id).await.muted_until, view(&carol, &id).await.state),
            (0, GroupState::Muted)
        );
        assert_eq!(
            code(client.remove_from_group(&account, &id, ids(&[&alice])).await),
            Code::BadRequest
        );
        client
            .remove_from_group(&account, &id, ids(&[&carol]))
            .await
            .expect("Removing");
        world.pass(1).await;
        assert_eq!(view(&carol, &id).await.role, None, "she is out and can still read");
        assert_eq!(members(&bob, &id).await, ["+bob", "@alice"]);
        let said = lines(&carol, &id).await;
        assert_eq!(said.last().map(String::as_str), Some("bob|removed|me"), "{said:?}");
    });
}

#[test]
fn whom_the_leaders_let_write_writes_while_all_are_muted() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let tablet = bob.device("tablet").await;
        let id = makes(&alice, "Seals", &[&bob, &carol]).await.group_id;
        world.settle().await;
        let (client, account) = at(&alice);
        let chosen = client.set_exempt(&account, &id, &bob.user_id, true).await;
        let offers = client.accounts()[0].offers;
        assert_eq!(offers.exemptions, !world.is_plain(), "absent, not broken");
        if world.is_plain() {
            assert_eq!(code(chosen), Code::NoPermission);
            return;
        }
        chosen.expect("Letting him write");
        client.mute_group(&account, &id, true).await.expect("Muting all");
        world.pass(1).await;
        for (device, may) in [(&*bob, true), (&tablet, true), (&*carol, false)] {
            assert_eq!(view(device, &id).await.exempt, may, "{}", device.who());
        }
        let (hers, hers_account) = at(&carol);
        let page = hers
            .group_members(&hers_account, &id, "", 0, 100)
            .await
            .expect("The members");
        let may: Vec<_> = page.members.iter().filter(|member| member.exempt).collect();
        assert_eq!(
            (may.len(), &*may[0].user.user_id),
            (1, &*bob.user_id),
            "it stands in the list"
        );
        let thread = format!("sg_{id}");
        for device in [&tablet, &*carol] {
            let (client, account) = at(device);
            client
                .send_text(&account, &thread, &device.who())
                .await
                .expect("Accepting it");
        }
        world.pass(1).await;
        let heard = alice.history_of(&thread).await;
        let heard: Vec<_> = heard.iter().filter(|message| message.seq.is_some()).collect();
        let last = heard.last().expect("A message");
        assert_eq!(last.sender_id, *bob.user_id);
        let refused = carol.history_of(&thread).await.pop().expect("A message").state;
        assert_eq!(refused, MessageState::Failed { code: Code::GroupMuted });
        client
            .set_exempt(&account, &id, &bob.user_id, false)
            .await
            .expect("No more");
        world.pass(1).await;
        assert!(!view(&tablet, &id).await.exempt);
    });
}

#[test]
fn a_group_is_handed_over_left_and_dismissed() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let phone = alice.device("phone").await;
        let id = makes(&alice, "Seals", &[&bob, &carol]).await.group_id;
        world.settle().await;
        let (client, account) = at(&alice);
        assert_eq!(
            code(client.leave_group(&account, &id).await),
            Code::NoPermission,
            "the owner stays"
        );
        client
            .transfer_group(&account, &id, &bob.user_id)
            .await
            .expect("Handing over");
        assert_eq!(view(&alice, &id).await.role, Some(GroupRole::Member), "at once");
        world.pass(1).await;
        assert_eq!(view(&bob, &id).await.role, Some(GroupRole::Owner));
        let (client, account) = at(&phone);
        client.leave_group(&account, &id).await.expect("Leaving");
        assert_eq!(view(&phone, &id).await.role, None);
        world.pass(1).await;
        assert_eq!(view(&alice, &id).await.role, None, "on every device");
        assert_eq!(members(&carol, &id).await, ["@bob", "carol"]);
        let (client, account) = at(&bob);
        client.dismiss_group(&account, &id).await.expect("Dismissing");
        world.pass(1).await;
        for device in [&*bob, &*carol] {
            let seen = view(device, &id).await;
            assert_eq!(
                (seen.role, seen.state),
                (None, GroupState::Dismissed),
                "{}",
                device.who()
            );
        }
        let said = [
            "alice|created|me,bob",
            "alice|transferred|bob",
            "|left|alice",
            "bob|dismissed|",
        ];
        assert_eq!(lines(&carol, &id).await, said, "what was written stays");
        world.settle().await;
        let tablet = carol.device("tablet").await;
        world.settle().await;
        assert_eq!(lines(&tablet, &id).await, said, "also for a device that is new");
        assert_eq!(view(&tablet, &id).await.state, GroupState::Dismissed);
    });
}
