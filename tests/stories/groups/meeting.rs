//! In which groups people meet, as a profile tells it.

use client::view::GroupChange;

use super::acts::{at, makes};
use super::*;

/// The groups that a device tells to have in common with somebody, and whether they keep the two apart.
async fn common(device: &Device, whom: &Person) -> (Vec<String>, bool) {
    let (client, account) = at(device);
    let profile = client.profile(&account, &whom.user_id).await.expect("A profile");
    let mut groups = profile.common;
    groups.sort();
    (groups, profile.apart)
}

#[test]
fn a_profile_tells_which_groups_one_has_in_common() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        world.settle().await;
        assert_eq!(common(&bob, &carol).await, (Vec::new(), false));
        let seals = makes(&alice, "Seals", &[&bob, &carol]).await.group_id;
        makes(&alice, "Others", &[&bob]).await;
        world.settle().await;
        assert_eq!(common(&bob, &carol).await, (vec![seals.clone()], false));
        let (client, account) = at(&alice);
        let apart = GroupChange {
            members_add: Some(false),
            ..GroupChange::default()
        };
        client.set_group(&account, &seals, apart).await.expect("A rule");
        world.settle().await;
        assert_eq!(common(&bob, &carol).await, (vec![seals.clone()], true));
        assert!(!common(&carol, &alice).await.1, "who leads may be asked");
        bob.link.cut();
        world.pass(60).await;
        assert_eq!(
            common(&bob, &carol).await,
            (vec![seals.clone()], true),
            "as it is known here"
        );
        bob.link.mend();
        world.settle().await;
        let mut both = vec![seals, makes(&bob, "Two", &[&carol]).await.group_id];
        both.sort();
        world.settle().await;
        assert_eq!(common(&carol, &bob).await, (both, false), "they meet elsewhere too");
    });
}
