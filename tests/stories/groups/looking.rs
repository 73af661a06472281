//! What members of a group see of one another.

use client::view::GroupChange;
use world::{World, both};

use super::acts::{at, makes, members};

#[test]
fn members_who_may_not_look_at_one_another_see_names_only() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        world.settle().await;
        let id = makes(&alice, "Seals", &[&bob, &carol]).await.group_id;
        let (client, account) = at(&alice);
        let closed = GroupChange {
            members_open: Some(false),
            ..GroupChange::default()
        };
        client.set_group(&account, &id, closed).await.expect("Closing it");
        world.settle().await;
        let looks = async |who: &world::Device| {
            let (client, account) = at(who);
            let seen = client.profile(&account, &carol.user_id).await.expect("A look");
            (seen.user.nickname, seen.told)
        };
        assert_eq!(members(&bob, &id).await, ["@alice", "bob", "carol"], "by name");
        // A plain OpenIM leaves it to the apps.
        assert_eq!(looks(&bob).await, ("carol".to_owned(), world.is_plain()));
        assert_eq!(looks(&alice).await, ("carol".to_owned(), true), "who leads knows whom");
        let ((his, his_account), (hers, hers_account)) = (at(&bob), at(&carol));
        his.add_friend(&his_account, &carol.user_id, "").await.expect("Asking");
        world.settle().await;
        hers.answer_friend(&hers_account, &bob.user_id, true, "")
            .await
            .expect("Accepting");
        world.settle().await;
        assert_eq!(looks(&bob).await, ("carol".to_owned(), true), "and friends each other");
    });
}
