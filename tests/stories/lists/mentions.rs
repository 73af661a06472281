//! Mentions: whom a text calls, by the name of now, marked in the list until it was read on any device.

use client::requests::{ConversationAct, Meant, Profile};
use client::view::{Content, ConversationView, Mention, MentionedWhom};
use serde_json::json;
use world::{Device, Person, World, both};

async fn group(world: &World, people: &[&Person]) -> String {
    let apps = world.app_server();
    let admin = apps.admin_token().await;
    let (owner, others) = people.split_first().expect("Somebody");
    let others: Vec<_> = others.iter().map(|person| &*person.user_id).collect();
    let request = json!({
        "ownerUserID": &*owner.user_id, "memberUserIDs": others,
        "groupInfo": { "groupName": "Seals", "groupType": 2 },
    });
    let create = "/api/group/create_group";
    let made = apps.visitor.ask(create, Some(&admin), &request).await;
    world.settle().await;
    format!("sg_{}", made["groupInfo"]["groupID"].as_str().expect("An id"))
}

/// Says something that calls somebody; `@` stands where he is called, by the name that stands behind it.
async fn calls(device: &Device, group: &str, text: &str, whom: Option<&Person>) {
    let from = text.chars().position(|sign| sign == '@').expect("A mention");
    let length = text.chars().skip(from).take_while(|sign| *sign != ' ').count();
    let meant = Meant {
        user_id: whom.map(|person| person.user_id.to_string()),
        from: u32::try_from(from).unwrap(),
        to: u32::try_from(from + length).unwrap(),
    };
    let (client, account) = (device.client(), device.account());
    let said = client.send_text_to(&account, group, text, &[meant]).await;
    said.expect("Calling somebody");
}

async fn row(device: &Device, group: &str) -> ConversationView {
    let rows = device.conversations().await;
    rows.into_iter()
        .find(|row| row.id == group)
        .expect("The group is listed")
}

async fn mentioned(device: &Device, group: &str) -> Option<MentionedWhom> {
    row(device, group).await.mentioned.map(|one| one.whom)
}

async fn newest(device: &Device, group: &str) -> (String, Vec<Mention>) {
    let messages = device.history_of(group).await;
    match messages.last().map(|message| message.content.clone()) {
        Some(Content::Text { text, mentions }) => (text, mentions),
        other => panic!("A text, not {other:?}"),
    }
}

#[test]
fn a_mention_is_marked_until_it_was_read_on_any_device() {
    both(async |world: &World| {
        let ann = world.person("ann").await;
        let phone = ann.device("phone").await;
        let (bob, eve) = (world.person("bob").await, world.person("eve").await);
        let seals = group(world, &[&bob, &ann, &eve]).await;
        calls(&bob, &seals, "have a look, @ann please", Some(&ann)).await;
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(mentioned(device, &seals).await, Some(MentionedWhom::Me));
        }
        assert_eq!(mentioned(&eve, &seals).await, None);
        assert_eq!(mentioned(&bob, &seals).await, None);
        let (text, mentions) = newest(&phone, &seals).await;
        assert_eq!(text, "have a look, @ann please");
        assert!(mentions[0].me && (mentions[0].from, mentions[0].to) == (13, 17));
        let seq = row(&ann, &seals)
            .await
            .mentioned
            .expect("A mention")
            .seq
            .expect("It is here");
        phone
            .client()
            .mark_read(&phone.account(), &seals, seq)
            .await
            .expect("Reading");
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(mentioned(device, &seals).await, None);
        }
        let (client, account) = (bob.client(), bob.account());
        client
            .send_text(&account, &seals, "never mind")
            .await
            .expect("Saying it");
        calls(&eve, &seals, "@all lunch", None).await;
        world.settle().await;
        for device in [&*ann, &phone, &bob] {
            assert_eq!(mentioned(device, &seals).await, Some(MentionedWhom::Everybody));
            device.check_events().await;
        }
        assert_eq!(mentioned(&eve, &seals).await, None, "it is not for whoever wrote it");
        let everything = ConversationAct::Read;
        ann.client()
            .act(&ann.account(), std::slice::from_ref(&seals), everything)
            .await
            .expect("Reading all");
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(mentioned(device, &seals).await, None);
        }
    });
}

#[test]
fn who_was_away_finds_the_mark_and_so_does_a_new_device() {
    both(async |world: &World| {
        let (ann, bob) = (world.person("ann").await, world.person("bob").await);
        let seals = group(world, &[&bob, &ann]).await;
        ann.link.cut();
        calls(&bob, &seals, "@ann come back", Some(&ann)).await;
        for number in 0..60 {
            let (client, account) = (bob.client(), bob.account());
            let said = client.send_text(&account, &seals, &format!("word {number}")).await;
            said.expect("Saying it");
        }
        world.settle().await;
        ann.link.mend();
        let phone = ann.device("phone").await;
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(mentioned(device, &seals).await, Some(MentionedWhom::Me));
        }
        ann.client()
            .act(&ann.account(), std::slice::from_ref(&seals), ConversationAct::Read)
            .await
            .expect("Reading all");
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(mentioned(device, &seals).await, None);
        }
    });
}

#[test]
fn a_mention_bears_the_name_that_whoever_is_meant_chose() {
    both(async |world: &World| {
        let (ann, bob) = (world.person("ann").await, world.person("bob").await);
        let eve = world.person("eve").await;
        let seals = group(world, &[&bob, &ann, &eve]).await;
        calls(&bob, &seals, "@boss look", Some(&ann)).await;
        world.settle().await;
        for device in [&*ann, &bob, &eve] {
            assert_eq!(
                newest(device, &seals).await.0,
                "@ann look",
                "by the name that she chose"
            );
        }
        let (client, account) = (ann.client(), ann.account());
        let anna = Profile {
            nickname: "Anna".into(),
            status: String::new(),
        };
        client.update_profile(&account, anna).await.expect("Another name");
        world.pass(2).await;
        for device in [&*ann, &bob, &eve] {
            assert_eq!(newest(device, &seals).await.0, "@Anna look", "by the name of now");
        }
    });
}

#[test]
fn what_another_app_wrote_as_a_mention_is_one() {
    both(async |world: &World| {
        let apps = world.app_server();
        let admin = apps.admin_token().await;
        let (ann, bob) = (world.person("ann").await, world.person("bob").await);
        let seals = group(world, &[&bob, &ann]).await;
        let send = async |content: serde_json::Value| {
            let body = json!({
                "sendID": &*bob.user_id, "groupID": seals.trim_start_matches("sg_"), "sessionType": 3,
                "contentType": 106, "senderPlatformID": 1, "content": content,
            });
            apps.visitor.ask("/api/msg/send_msg", Some(&admin), &body).await;
            world.settle().await;
        };
        send(json!({
            "text": format!("hi @{} ", ann.user_id), "atUserList": [&*ann.user_id],
            "atUsersInfo": [{"atUserID": &*ann.user_id, "groupNickname": "Annie"}], "isAtSelf": false,
        }))
        .await;
        assert_eq!(newest(&ann, &seals).await.0, "hi @ann ");
        assert_eq!(mentioned(&ann, &seals).await, Some(MentionedWhom::Me));
        send(json!({"text": "hi @ghost", "atUserList": ["ghost", null], "atUsersInfo": null})).await;
        send(json!({"text": 7})).await;
        let last = ann.history_of(&seals).await.pop().expect("A message");
        assert_eq!(last.content, Content::Unknown { content_type: 106 });
    });
}
