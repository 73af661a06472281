//! Files that were brought into a conversation and not sent.

use client::requests::{Attachment, Manner};
use client::view::BroughtView;
use image::ImageFormat;
use world::{Device, Person, World, both};

use super::{brings, noise, picture};

async fn keeps(device: &Device, with: &Person, files: &[BroughtView]) {
    let conversation = device.conversation(with).await;
    let ids: Vec<String> = files.iter().map(|file| file.id.clone()).collect();
    device
        .client()
        .keep_draft_files(&device.account(), &conversation.id, &ids)
        .await
        .expect("They are kept");
}

async fn kept(device: &Device, with: &Person) -> Vec<BroughtView> {
    let conversation = device.conversation(with).await;
    let found = device.client().draft_files(&device.account(), &conversation.id).await;
    found.expect("What is kept")
}

#[test]
fn a_draft_keeps_its_files_over_crashes_and_sends_them_as_they_were() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let png = picture(300, 200, ImageFormat::Png);
        let look = brings(&alice, "lake.png", &png).await.expect("It is taken");
        let plan = brings(&alice, "plan.bin", &noise(70_000)).await.expect("It is taken");
        keeps(&alice, &bob, &[plan.clone(), look.clone()]).await;
        assert_eq!(alice.conversation(&bob).await.draft_files, 2);
        alice.crash().await;
        alice.start().await;
        world.settle().await;
        // What could be freed is not what somebody still wants to send.
        alice.client().free_storage(&alice.account()).await.expect("Room");
        assert_eq!(kept(&alice, &bob).await, [plan.clone(), look.clone()]);
        let thumb = alice
            .client()
            .brought_picture(&alice.account(), &look.id)
            .expect("A thumb");
        assert!(image::load_from_memory(&thumb).is_ok());

        let files = [plan, look].map(|file| Attachment {
            id: file.id,
            manner: Manner::Original,
        });
        let conversation = alice.conversation(&bob).await.id;
        let (client, account) = (alice.client(), alice.account());
        client
            .send_files(&account, &conversation, &files, "", &[])
            .await
            .expect("They go");
        drop(client);
        world.settle().await;
        assert_eq!(
            bob.sees(&alice).await,
            "alice: (file plan.bin of 70000)\nalice: (picture 300x200)"
        );
        assert!(kept(&alice, &bob).await.is_empty());
        assert_eq!(alice.conversation(&bob).await.draft_files, 0);
    });
}

#[test]
fn nothing_stays_of_a_draft_that_is_thrown_away() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let plan = brings(&alice, "plan.bin", &noise(70_000)).await.expect("It is taken");
        let again = brings(&alice, "plan.bin", &noise(70_000)).await.expect("It is taken");
        keeps(&alice, &bob, &[plan.clone(), again.clone()]).await;
        alice
            .client()
            .forget_file(&alice.account(), &plan.id)
            .await
            .expect("It is put away");
        let before = alice.client().storage(&alice.account()).await.expect("Figures");
        assert_eq!(
            (before.files, before.waiting),
            (0, 70_000),
            "the same bytes are wanted once more"
        );
        alice
            .client()
            .forget_file(&alice.account(), &again.id)
            .await
            .expect("It is put away");
        let after = alice.client().storage(&alice.account()).await.expect("Figures");
        assert_eq!((after.files, after.waiting), (0, 0));
        assert_eq!(alice.conversation(&bob).await.draft_files, 0);
    });
}
