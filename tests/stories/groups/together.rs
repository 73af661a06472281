//! Two who lead a group do something with it at the same moment: all devices of everybody agree on what came of it.

use client::view::{GroupChange, GroupRole};
use world::{Device, World, both};

use super::acts::{at, ids, makes, members, view};

/// What a device shows of the group and of everybody in it.
async fn everything(device: &Device, group: &str) -> String {
    let (client, account) = at(device);
    let page = client
        .group_members(&account, group, "", 0, 100)
        .await
        .expect("The members");
    let members: Vec<_> = page
        .members
        .iter()
        .map(|member| {
            (
                &*member.user.nickname,
                member.role,
                member.muted_until,
                &*member.nickname,
            )
        })
        .collect();
    let seen = view(device, group).await;
    format!("{} {:?} {} {members:?}", seen.name, seen.state, seen.members)
}

#[test]
fn two_who_act_on_one_member_or_one_group_at_once_end_with_one_of_both() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let dave = world.person("dave").await;
        let tablet = bob.device("tablet").await;
        let id = makes(&alice, "Seals", &[&bob, &carol, &dave]).await.group_id;
        let ((one, first), (other, second)) = (at(&alice), at(&tablet));
        one.set_group_admin(&first, &id, &bob.user_id, true)
            .await
            .expect("An admin");
        world.settle().await;
        let named = |name: &str| GroupChange {
            name: Some(name.into()),
            ..GroupChange::default()
        };
        let agree = async || {
            world.settle().await;
            let seen = everything(&alice, &id).await;
            for device in [&*bob, &tablet, &*dave] {
                assert_eq!(everything(device, &id).await, seen, "{}", device.who());
            }
            seen
        };

        let (this, that) = tokio::join!(
            one.set_group(&first, &id, named("Walruses")),
            other.set_group(&second, &id, named("Otters"))
        );
        assert!(this.is_ok() && that.is_ok());
        let seen = agree().await;
        assert!(seen.starts_with("Walruses") || seen.starts_with("Otters"), "{seen}");

        let (this, that) = tokio::join!(
            one.mute_member(&first, &id, &carol.user_id, 60),
            other.mute_member(&second, &id, &carol.user_id, 0)
        );
        assert!(this.is_ok() && that.is_ok());
        agree().await;

        let (muted, removed) = tokio::join!(
            one.mute_member(&first, &id, &carol.user_id, 600),
            other.remove_from_group(&second, &id, ids(&[&carol]))
        );
        assert!(removed.is_ok(), "whether she was muted just before or not: {muted:?}");
        agree().await;
        assert_eq!(view(&carol, &id).await.role, None);

        // The owner hands the group over, while the admin sends away who is to have it.
        let (handed, removed) = tokio::join!(
            one.transfer_group(&first, &id, &dave.user_id),
            other.remove_from_group(&second, &id, ids(&[&dave]))
        );
        assert!(handed.is_ok() != removed.is_ok(), "{handed:?} {removed:?}");
        world.settle().await;
        let owner = if handed.is_ok() { "@dave" } else { "@alice" };
        let now = members(&tablet, &id).await;
        assert!(now.contains(&owner.to_owned()), "{now:?}");
        assert_eq!(members(&alice, &id).await, now);

        // It ends while somebody renames it.
        let (ender, account) = if handed.is_ok() { at(&dave) } else { at(&alice) };
        let (ended, renamed) = tokio::join!(
            ender.dismiss_group(&account, &id),
            other.set_group(&second, &id, named("Too late?"))
        );
        assert!(ended.is_ok(), "{renamed:?}");
        world.settle().await;
        let (here, there) = (view(&alice, &id).await, view(&bob, &id).await);
        assert_eq!((here.state, &here.name), (there.state, &there.name));
        assert_eq!((here.role, there.role), (None::<GroupRole>, None));
    });
}
