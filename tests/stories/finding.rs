//! Finding by name what is on a device: friends, conversations, groups, by pinyin and first letters too.

use client::requests::ConversationAct as Act;
use client::view::{ConversationKind, KnownView};
use world::{Device, World, both};

async fn found(device: &Device, query: &str) -> Vec<KnownView> {
    let (client, account) = (device.client(), device.account());
    client.find_known(&account, query, 10).await.expect("Finding")
}

async fn names(device: &Device, query: &str) -> Vec<String> {
    let all = found(device, query).await.into_iter();
    all.map(|known| known.peer.nickname).collect()
}

#[test]
fn people_are_found_by_name_pinyin_and_first_letters_with_and_without_a_connection() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, cleo, kim, stranger) = (
            world.person("bob").await,
            world.person("cleo").await,
            world.person("kim").await,
            world.person("zoe").await,
        );
        for friend in [&bob, &cleo, &kim] {
            let (client, account) = (alice.client(), alice.account());
            client.add_friend(&account, &friend.user_id, "").await.expect("Asking");
            let (client, account) = (friend.client(), friend.account());
            client
                .answer_friend(&account, &alice.user_id, true, "")
                .await
                .expect("Accepting");
        }
        world.pass(1).await;
        let (client, account) = (alice.client(), alice.account());
        client
            .describe_friend(&account, &bob.user_id, "张三丰", "")
            .await
            .expect("A remark");
        alice.says(&cleo, "hello").await;
        world.pass(1).await;
        alice.says(&bob, "hello").await;
        world.pass(1).await;
        let with_kim = alice.conversation(&kim).await.id;
        let (client, account) = (alice.client(), alice.account());
        client.act(&account, &[with_kim], Act::Delete).await.expect("Deleting");
        assert!(found(&alice, "kim").await.remove(0).conversation_id.is_none());
        assert_eq!(
            names(&alice, "").await,
            ["张三丰", "cleo", "kim"],
            "those talked to last, then the others"
        );
        for query in ["张三", "zhangsan", "zsf", "ZS", "bob"] {
            assert_eq!(names(&alice, query).await, ["张三丰"], "{query}");
        }
        assert_eq!(names(&alice, "cl").await, ["cleo"]);
        for query in ["zoe", "--", "\u{202e}", "%"] {
            assert!(names(&alice, query).await.is_empty(), "{query}");
        }
        alice.meets(&stranger).await;
        let zoe = found(&alice, "zoe").await.remove(0);
        assert_eq!(zoe.kind, ConversationKind::Single);
        assert!(zoe.conversation_id.is_some());
        alice.link.cut();
        world.pass(30).await;
        assert_eq!(names(&alice, "z").await, ["zoe", "张三丰"], "a stranger was met last");
    });
}
