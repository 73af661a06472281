//! What is worth a notification, conversation by conversation.

use client::view::Notify;
use serde_json::json;
use world::{Device, Person, World, both};

async fn wants(device: &Device, with: &Person, notify: Notify) {
    let conversation = device.conversation(with).await;
    let client = device.client();
    client
        .set_notify(&device.account(), &conversation.id, notify)
        .await
        .expect("Choosing what is told");
}

async fn wanted(device: &Device, with: &Person) -> Notify {
    device.conversation(with).await.notify
}

#[test]
fn a_choice_holds_on_all_devices_and_over_restarts() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        bob.says(&alice, "hello").await;
        world.settle().await;
        assert_eq!(wanted(&alice, &bob).await, Notify::All);
        for choice in [Notify::Mentions, Notify::None, Notify::All, Notify::Mentions] {
            wants(&alice, &bob, choice).await;
            assert_eq!(wanted(&alice, &bob).await, choice, "at once");
            world.settle().await;
            assert_eq!(wanted(&phone, &bob).await, choice);
            alice.restart().await;
            world.settle().await;
            assert_eq!(wanted(&alice, &bob).await, choice);
        }
        let tablet = alice.device("tablet").await;
        world.settle().await;
        assert_eq!(wanted(&tablet, &bob).await, Notify::Mentions);
        assert_eq!(wanted(&bob, &alice).await, Notify::All, "it is hers alone");
    });
}

#[test]
fn a_choice_made_offline_goes_out_later_by_itself() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        alice.link.cut();
        wants(&alice, &bob, Notify::None).await;
        wants(&alice, &bob, Notify::Mentions).await;
        assert_eq!(wanted(&alice, &bob).await, Notify::Mentions);
        alice.crash().await;
        alice.start().await;
        assert_eq!(wanted(&alice, &bob).await, Notify::Mentions);
        assert_eq!(wanted(&phone, &bob).await, Notify::All);
        alice.link.mend();
        world.settle().await;
        assert_eq!(wanted(&phone, &bob).await, Notify::Mentions);
    });
}

#[test]
fn two_devices_choose_at_once_and_agree_in_the_end() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        for (laptop, other) in [
            (Notify::None, Notify::Mentions),
            (Notify::All, Notify::None),
            (Notify::Mentions, Notify::All),
        ] {
            alice.link.delay(5..=900);
            phone.link.delay(5..=900);
            tokio::join!(wants(&alice, &bob, laptop), wants(&phone, &bob, other));
            world.settle().await;
            let agreed = wanted(&alice, &bob).await;
            assert_eq!(wanted(&phone, &bob).await, agreed);
            assert!(agreed == laptop || agreed == other);
        }
    });
}

#[test]
fn a_conversation_of_which_nothing_was_written_has_a_choice_too() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        wants(&alice, &bob, Notify::None).await;
        world.settle().await;
        assert_eq!(wanted(&alice, &bob).await, Notify::None);
        assert_eq!(wanted(&phone, &bob).await, Notify::None);
        bob.says(&alice, "hello").await;
        world.settle().await;
        assert_eq!(alice.unread(&bob).await, 1, "untold is not unread");
    });
}

#[test]
fn what_others_keep_with_a_conversation_stays() {
    both(async |world: &World| {
        let apps = world.app_server();
        apps.admit("gina", "Gina").await;
        let gina = world.device("gina", "laptop").await;
        let token = apps.token("gina").await;
        gina.sign_in_with_token("gina", &token, None).await.expect("Signing in");
        let bob = world.person("bob").await;
        let conversation = gina.conversation(&bob).await.id;
        let theirs = json!({"userIDs": ["gina"], "conversation": {
            "conversationID": conversation, "conversationType": 1, "userID": *bob.user_id,
            "ex": "{\"colour\":\"red\"}"}});
        let set = "/api/conversation/set_conversations";
        apps.visitor.ask(set, Some(&token), &theirs).await;
        world.settle().await;
        wants(&gina, &bob, Notify::Mentions).await;
        world.settle().await;
        let asked = json!({"ownerUserID": "gina", "conversationID": conversation});
        let get = "/api/conversation/get_conversation";
        let kept = apps.visitor.ask(get, Some(&token), &asked).await;
        assert_eq!(kept["conversation"]["recvMsgOpt"], 2);
        let ex = kept["conversation"]["ex"].as_str().expect("A text");
        let ex: serde_json::Value = serde_json::from_str(ex).expect("JSON");
        assert_eq!(ex, json!({"colour": "red", "selkie": {"notify": "mentions"}}));
    });
}
