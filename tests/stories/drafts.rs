//! What was written and not sent.

use client::error::Code;
use client::requests::Meant;
use world::{Device, Person, World, both};

async fn drafts(device: &Device, to: &Person, text: &str) {
    let conversation = device.conversation(to).await;
    let client = device.client();
    client
        .set_draft(&device.account(), &conversation.id, text, Vec::new())
        .await
        .expect("Keeping a draft");
}

async fn draft(device: &Device, to: &Person) -> String {
    let list = device.conversations().await;
    let row = list.iter().find(|row| row.peer.user_id == *to.user_id);
    row.map(|row| row.draft.clone()).expect("A row of the list")
}

#[test]
fn a_draft_survives_restarts_and_crashes() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let text = "I will look at it\nas soon as 🦭 \u{202e}";
        drafts(&alice, &bob, text).await;
        alice.crash().await;
        alice.start().await;
        assert_eq!(draft(&alice, &bob).await, text);
        alice.link.cut();
        drafts(&alice, &bob, "without a network too").await;
        alice.restart().await;
        assert_eq!(draft(&alice, &bob).await, "without a network too");
        alice.link.mend();
        world.settle().await;
        assert_eq!(draft(&alice, &bob).await, "without a network too");
        assert_eq!(bob.sees(&alice).await, "", "and nobody else has seen it");
    });
}

#[test]
fn a_draft_keeps_its_conversation_listed_where_it_was() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        drafts(&alice, &carol, "hello ca").await;
        world.pass(5).await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        drafts(&alice, &carol, "hello carol").await;
        assert_eq!(alice.list().await, "bob ●: hello\ncarol ●: ");
        assert_eq!(draft(&alice, &carol).await, "hello carol");
        drafts(&alice, &carol, " \n\u{200b}").await;
        assert_eq!(draft(&alice, &carol).await, "", "nothing of this would be seen");
        world.settle().await;
    });
}

#[test]
fn what_is_sent_is_no_draft_any_more() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        drafts(&alice, &bob, "hello").await;
        alice.says(&bob, "hello").await;
        alice.crash().await;
        alice.start().await;
        world.settle().await;
        assert_eq!(draft(&alice, &bob).await, "");
        assert_eq!(bob.sees(&alice).await, "alice: hello");
    });
}

#[test]
fn a_draft_stays_on_its_device_and_goes_with_the_data() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "hello").await;
        drafts(&alice, &bob, "on the laptop").await;
        world.settle().await;
        assert_eq!(draft(&phone, &bob).await, "");

        alice.sign_out(true).await.expect("Signing out");
        alice.sign_in("alice", &alice.password).await.expect("Signing in again");
        world.settle().await;
        assert_eq!(draft(&alice, &bob).await, "on the laptop");
        alice.sign_out(false).await.expect("Signing out");
        alice.sign_in("alice", &alice.password).await.expect("Signing in again");
        world.settle().await;
        assert_eq!(draft(&alice, &bob).await, "");
    });
}

#[test]
fn a_draft_of_no_conversation_is_refused() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let refused = alice
            .client()
            .set_draft(&alice.account(), "si_1_2", "hello", Vec::new())
            .await;
        assert_eq!(refused.expect_err("A refusal").code, Code::NotFound);
    });
}

#[test]
fn a_draft_goes_on_mentioning_whom_it_mentioned_after_a_crash() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let conversation = alice.conversation(&bob).await;
        let meant = vec![Meant {
            user_id: Some(bob.user_id.to_string()),
            from: 3,
            to: 7,
        }];
        alice
            .client()
            .set_draft(&alice.account(), &conversation.id, "Hi @bob!", meant.clone())
            .await
            .expect("Keeping a draft");
        alice.crash().await;
        alice.start().await;
        let kept = alice.conversations().await.remove(0);
        assert_eq!((&*kept.draft, &kept.draft_meant), ("Hi @bob!", &meant));
        // What is sent or emptied mentions nobody any more.
        let (client, account) = (alice.client(), alice.account());
        client
            .set_draft(&account, &conversation.id, " \n", meant)
            .await
            .expect("Emptying it");
        let kept = alice.conversations().await.remove(0);
        assert_eq!((&*kept.draft, kept.draft_meant), ("", Vec::new()));
    });
}
