//! Groups of some thousands, of which no device reads everybody before somebody looks.

use client::view::{GroupRole, MemberPage};
use serde_json::json;
use world::{Device, Person, Plan, World, both, simulate};

use super::Seals;
use super::acts::{at, view};

const TOGETHER: usize = 900;

/// Somebody's group with so many who have never been online.
async fn crowd(world: &World, owner: &Person, size: usize) -> Seals {
    let seals = Seals::made(world, &[owner]).await;
    let all: Vec<usize> = (0..size).collect();
    for some in all.chunks(TOGETHER) {
        let users: Vec<_> = some
            .iter()
            .map(|at| json!({ "userID": format!("m{at:05}"), "nickname": format!("成员{at}") }))
            .collect();
        let request = json!({ "users": users });
        let visitor = &seals.apps.visitor;
        visitor
            .ask("/api/user/user_register", Some(&seals.admin), &request)
            .await;
        let ids: Vec<_> = some.iter().map(|at| format!("m{at:05}")).collect();
        seals
            .change("invite_user_to_group", json!({ "invitedUserIDs": ids }))
            .await;
    }
    world.settle().await;
    seals
}

async fn found(device: &Device, group: &str, query: &str) -> (Vec<String>, bool) {
    let page = page(device, group, query, 0).await;
    let names = page.members.iter().map(|member| match member.nickname.as_str() {
        "" => member.user.nickname.clone(),
        own => own.to_owned(),
    });
    (names.collect(), page.letters_only)
}

async fn page(device: &Device, group: &str, query: &str, offset: u32) -> MemberPage {
    let (client, account) = at(device);
    client
        .group_members(&account, group, query, offset, 100)
        .await
        .expect("Members")
}

async fn called(seals: &Seals, user: &str, name: &str) {
    let members = json!([{ "groupID": seals.id, "userID": user, "nickname": name }]);
    let visitor = &seals.apps.visitor;
    visitor
        .ask(
            "/api/group/set_group_member_info",
            Some(&seals.admin),
            &json!({ "members": members }),
        )
        .await;
}

#[test]
fn members_of_a_large_group_are_found_by_pinyin_and_first_letters() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let seals = crowd(world, &alice, 2_500).await;
        called(&seals, "m02400", "张三丰").await;
        world.settle().await;
        for query in ["zhangsanf", "zsf", "三丰", "张sf"] {
            assert_eq!(
                found(&alice, &seals.id, query).await,
                (vec!["张三丰".to_owned()], false),
                "{query}"
            );
        }
        assert_eq!(view(&alice, &seals.id).await.members, 2_501);
        // From now on the list is followed, also by whoever was away.
        called(&seals, "m02401", "单田芳").await;
        world.settle().await;
        alice.link.cut();
        world.pass(1).await;
        assert_eq!(
            found(&alice, &seals.id, "stf").await.0,
            ["单田芳"],
            "without a connection too"
        );
        seals.change("kick_group", json!({ "kickedUserIDs": ["m02400"] })).await;
        alice.link.mend();
        world.settle().await;
        assert_eq!(found(&alice, &seals.id, "zsf").await.0, Vec::<String>::new());
        assert_eq!(view(&alice, &seals.id).await.members, 2_500);
    });
}

#[test]
fn a_group_that_nobody_reads_whole_is_looked_through_by_the_server() {
    let mut plan = Plan::seeded(7);
    plan.config.groups.max_members = 10_000;
    simulate(plan, async |world: &World| {
        let alice = world.person("alice").await;
        let seals = crowd(world, &alice, 5_100).await;
        called(&seals, "m05000", "张三丰").await;
        world.settle().await;
        assert_eq!(
            found(&alice, &seals.id, "三丰").await,
            (vec!["张三丰".to_owned()], true)
        );
        assert_eq!(
            found(&alice, &seals.id, "zsf").await,
            (Vec::new(), true),
            "and it is said so"
        );
    });
}

#[test]
fn a_list_of_thousands_that_changes_while_somebody_scrolls_ends_as_the_server_has_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let seals = crowd(world, &alice, 2_000).await;
        let mut gone = Vec::new();
        for step in 0..20_u32 {
            let page = page(&alice, &seals.id, "", step * 100).await;
            assert!(page.members.len() <= 100);
            let leaver = format!("m{:05}", step * 90 + 7);
            seals.change("kick_group", json!({ "kickedUserIDs": [leaver] })).await;
            gone.push(leaver);
            if step == 10 {
                // Somebody looks for a name while all of it moves.
                found(&alice, &seals.id, "cy").await;
            }
        }
        world.settle().await;
        let mut seen = Vec::new();
        for step in 0..20 {
            seen.extend(page(&alice, &seals.id, "", step * 100).await.members);
        }
        assert_eq!(seen.len(), 2_001 - gone.len());
        assert_eq!(seen[0].role, GroupRole::Owner);
        let ids: Vec<_> = seen[1..].iter().map(|member| member.user.user_id.clone()).collect();
        assert!(ids.is_sorted(), "as they came");
        assert!(gone.iter().all(|leaver| !ids.contains(leaver)));
    });
}
