//! Groups of people who were away, whose server was put back, or who meet strange names and large crowds.

use client::view::{GroupChange, GroupRole, GroupState};
use protocol::ids::conversation_id;
use world::{Plan, World, both, simulate};

use super::acts::{at, ids, lines, makes, members, shown, view};
use super::*;

#[test]
fn who_was_away_finds_what_became_of_his_groups() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let kept = makes(&alice, "Kept", &[&bob, &carol]).await.group_id;
        let left = makes(&alice, "Left", &[&bob]).await.group_id;
        let ended = makes(&alice, "Ended", &[&bob]).await.group_id;
        world.settle().await;
        bob.link.cut();
        let (client, account) = at(&alice);
        let change = GroupChange {
            name: Some("Still here".into()),
            ..GroupChange::default()
        };
        client.set_group(&account, &kept, change).await.expect("Renaming");
        client
            .remove_from_group(&account, &kept, ids(&[&carol]))
            .await
            .expect("Removing");
        client
            .transfer_group(&account, &kept, &bob.user_id)
            .await
            .expect("Handing over");
        client
            .remove_from_group(&account, &left, ids(&[&bob]))
            .await
            .expect("Removing");
        client.dismiss_group(&account, &ended).await.expect("Dismissing");
        let fresh = makes(&alice, "Fresh", &[&bob]).await.group_id;
        world.pass(5).await;
        assert_eq!(view(&bob, &kept).await.name, "Kept", "as it was last known");
        assert_eq!(members(&bob, &kept).await, ["@alice", "bob", "carol"]);
        bob.link.mend();
        world.settle().await;
        let tablet = bob.device("tablet").await;
        world.settle().await;
        for device in [&*bob, &tablet] {
            let seen = view(device, &kept).await;
            assert_eq!(
                (&*seen.name, seen.role),
                ("Still here", Some(GroupRole::Owner)),
                "{}",
                device.who()
            );
            assert_eq!(members(device, &kept).await, ["@bob", "alice"]);
            let seen = view(device, &left).await;
            assert_eq!((&*seen.name, seen.role, seen.state), ("Left", None, GroupState::Open));
            let seen = view(device, &ended).await;
            assert_eq!(
                (&*seen.name, seen.role, seen.state),
                ("Ended", None, GroupState::Dismissed)
            );
            assert_eq!(view(device, &fresh).await.role, Some(GroupRole::Member));
            assert_eq!(lines(device, &left).await, ["alice|created|me", "alice|removed|me"]);
            device.check_events().await;
        }
        // Without a connection it all stays.
        tablet.link.cut();
        tablet.restart().await;
        assert_eq!(members(&tablet, &kept).await, ["@bob", "alice"]);
    });
}

#[test]
fn groups_from_before_a_restored_copy_are_those_of_the_server_again() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        world.settle().await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        let (client, account) = at(&alice);
        let change = GroupChange {
            name: Some("Walruses".into()),
            ..GroupChange::default()
        };
        client.set_group(&account, &id, change).await.expect("Renaming");
        client
            .invite_to_group(&account, &id, ids(&[&carol]), "")
            .await
            .expect("Inviting");
        client
            .transfer_group(&account, &id, &bob.user_id)
            .await
            .expect("Handing over");
        let lost = makes(&alice, "Lost", &[&bob]).await.group_id;
        world.settle().await;
        world.server.restore(&copy).await;
        world.settle().await;
        for device in [&*alice, &*bob] {
            let seen = view(device, &id).await;
            assert_eq!((&*seen.name, seen.members), ("Seals", 2), "{}", device.who());
            assert_eq!(members(device, &id).await, ["@alice", "bob"]);
            let lost = shown(device, &lost).await;
            assert!(
                lost.is_none_or(|lost| lost.role.is_none()),
                "what the server never had is no group"
            );
        }
        assert!(shown(&carol, &id).await.is_none_or(|seen| seen.role.is_none()));
    });
}

#[test]
fn without_a_connection_nothing_is_done_to_a_group() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        world.settle().await;
        alice.link.cut();
        world.pass(60).await;
        let (client, account) = at(&alice);
        let refusals = [
            client.create_group(&account, "More", ids(&[&bob]), "").await.err(),
            client.set_group(&account, &id, GroupChange::default()).await.err(),
            client.dismiss_group(&account, &id).await.err(),
            client.save_group(&account, &id, true).await.err(),
            client.remove_from_group(&account, &id, ids(&[&bob])).await.err(),
            client.invite_to_group(&account, &id, ids(&[&carol]), "").await.err(),
        ];
        for refused in refusals {
            let code = refused.expect("A refusal").code;
            assert!([Code::Network, Code::Timeout].contains(&code), "{code:?}");
        }
        alice.link.mend();
        world.settle().await;
        assert_eq!(
            members(&alice, &id).await,
            ["@alice", "bob"],
            "nothing was kept for later"
        );
        assert!(!view(&alice, &id).await.saved);
    });
}

#[test]
fn strange_names_break_no_line_and_no_list() {
    both(async |world: &World| {
        let apps = world.app_server();
        for (user, name) in [
            ("gina", "n".repeat(10_000)),
            ("hugo", "\u{202e}evil\nline".to_owned()),
            ("iris", "\u{200b}".to_owned()),
        ] {
            apps.admit(user, &name).await;
        }
        let alice = world.person("alice").await;
        let (client, account) = at(&alice);
        let people = ["gina", "hugo", "iris"].map(str::to_owned).to_vec();
        let made = client
            .create_group(&account, "Odd", people.clone(), "")
            .await
            .expect("Making it");
        let id = made.group.group_id;
        client
            .remove_from_group(&account, &id, people)
            .await
            .expect("Removing them");
        world.settle().await;
        let said = lines(&alice, &id).await.pop().expect("A line");
        assert!(
            said.chars().count() < 200 && !said.contains(['\n', '\u{202e}']),
            "{said:?}"
        );
        assert_eq!(members(&alice, &id).await, ["@alice"]);
        let row = alice
            .conversations()
            .await
            .into_iter()
            .find(|row| row.id == conversation_id::group(&id));
        assert!(row.is_some(), "it is in the list");
    });
}

#[test]
fn a_large_group_is_read_as_it_is_looked_at() {
    simulate(Plan::seeded(1), async |world: &World| {
        const CROWD: usize = 450;
        let apps = world.app_server();
        let names: Vec<String> = (0..CROWD).map(|number| format!("seal{number:03}")).collect();
        for name in &names {
            apps.admit(name, name).await;
        }
        let alice = world.person("alice").await;
        let (client, account) = at(&alice);
        let id = client
            .create_group(&account, "Colony", names, "")
            .await
            .expect("Making it")
            .group
            .group_id;
        world.settle().await;
        let seen = view(&alice, &id).await;
        assert_eq!(
            (seen.members as usize, seen.faces.len(), seen.role),
            (CROWD + 1, 9, Some(GroupRole::Owner))
        );
        let page = async |offset, limit, query: &str| {
            let page = client.group_members(&account, &id, query, offset, limit).await;
            page.expect("A page")
        };
        let all = page(0, 100, "").await;
        assert_eq!((all.total as usize, all.members.len()), (CROWD + 1, 100));
        let odd = page(130, 60, "").await;
        let straight: Vec<_> = page(100, 100, "").await.members.into_iter().skip(30).take(60).collect();
        assert_eq!(odd.members.len(), 60);
        let named = |members: &[client::view::MemberView]| -> Vec<String> {
            members.iter().map(|member| member.user.user_id.clone()).collect()
        };
        assert_eq!(named(&odd.members), named(&straight), "a page may begin anywhere");
        assert_eq!(page(400, 100, "").await.members.len(), 51);
        alice.link.cut();
        world.pass(60).await;
        let known = page(0, 100, "seal").await.total as usize;
        assert!(known > 100 && known < CROWD, "what was looked at: {known}");
        alice.link.mend();
        world.settle().await;
        let found = named(&page(0, 10, "seal44").await.members);
        assert!(
            found.len() == 10 && found.iter().all(|id| id.starts_with("seal44")),
            "{found:?}"
        );
        // Somebody whom nobody looked at goes, and somebody comes.
        apps.admit("walrus", "walrus").await;
        client
            .remove_from_group(&account, &id, vec!["seal449".into()])
            .await
            .expect("Removing");
        let brought = client.invite_to_group(&account, &id, vec!["walrus".into()], "").await;
        brought.expect("Inviting");
        world.settle().await;
        assert_eq!(view(&alice, &id).await.members as usize, CROWD + 1);
        assert_eq!(page(0, 100, "walrus").await.total, 1);
        assert_eq!(page(0, 100, "seal449").await.total, 0);
        alice.link.cut();
        world.pass(60).await;
        // Since somebody was looked for, all are followed.
        assert_eq!(page(0, 100, "seal").await.total as usize, CROWD - 1);
        assert_eq!(page(0, 100, "walrus").await.total, 1);
    });
}
