//! People in a group: made and changed by an administrator here, talked in with our client.

mod acting;
mod acts;
mod asking;
mod away;
mod large;
mod leading;
mod looking;
mod meeting;
mod together;
mod trouble;

use client::error::{Code, Result};
use client::view::{Content, ConversationKind, ConversationView, MessageState, MessageView};
use serde_json::{Value, json};
use world::{AppServer, Device, Person, World, both};

/// A group, and whoever may change it.
struct Seals {
    apps: AppServer,
    admin: String,
    id: String,
}

impl Seals {
    async fn made(world: &World, people: &[&Person]) -> Self {
        let apps = world.app_server();
        let admin = apps.admin_token().await;
        let (owner, others) = people.split_first().expect("Somebody");
        let others: Vec<_> = others.iter().map(|person| &*person.user_id).collect();
        let request = json!({
            "ownerUserID": &*owner.user_id, "memberUserIDs": others,
            "groupInfo": { "groupName": "Seals", "groupType": 2 },
        });
        let made = apps
            .visitor
            .ask("/api/group/create_group", Some(&admin), &request)
            .await;
        let id = made["groupInfo"]["groupID"].as_str().expect("An id").to_owned();
        world.settle().await;
        Self { apps, admin, id }
    }

    async fn change(&self, call: &str, more: Value) {
        let mut body = json!({ "groupID": self.id });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.apps
            .visitor
            .ask(&format!("/api/group/{call}"), Some(&self.admin), &body)
            .await;
    }

    fn conversation(&self) -> String {
        format!("sg_{}", self.id)
    }

    async fn says(&self, device: &Device, text: &str) -> Result<MessageView> {
        let (client, account) = (device.client(), device.account());
        client.send_text(&account, &self.conversation(), text).await
    }

    async fn messages(&self, device: &Device) -> Vec<MessageView> {
        device.history_of(&self.conversation()).await
    }

    /// What was said, without the lines that nobody wrote.
    async fn heard(&self, device: &Device) -> Vec<String> {
        let all = self.messages(device).await.into_iter();
        all.filter_map(|message| match message.content {
            Content::Text { text, .. } => Some(format!("{}: {text}", message.sender_nickname)),
            _ => None,
        })
        .collect()
    }

    async fn row(&self, device: &Device) -> ConversationView {
        let list = device.conversations().await.into_iter();
        list.into_iter()
            .find(|row| row.id == self.conversation())
            .expect("A row of the list")
    }

    /// What became of something that was said.
    async fn state(&self, device: &Device, said: &str) -> MessageState {
        let is_it = |message: &&MessageView| matches!(&message.content, Content::Text { text, .. } if text == said);
        let all = self.messages(device).await;
        all.iter().find(is_it).expect("A message").state
    }
}

#[test]
fn people_of_a_group_talk_and_all_see_one_order() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let seals = Seals::made(world, &[&alice, &bob, &carol]).await;
        for (who, text) in [(&alice, "one"), (&bob, "two"), (&alice, "three")] {
            seals.says(who, text).await.expect("Saying something");
            world.settle().await;
        }
        let all = ["alice: one", "bob: two", "alice: three"];
        for who in [&alice, &bob, &carol] {
            assert_eq!(seals.heard(who).await, all, "{}", who.name);
        }
        let row = seals.row(&carol).await;
        assert_eq!((row.kind, &*row.peer.nickname), (ConversationKind::Group, "Seals"));
        // Lines that nobody wrote wait for nobody; a plain OpenIM counts them.
        assert_eq!(row.unread, if world.is_plain() { 4 } else { 3 });
        assert_eq!(seals.row(&alice).await.unread, 0);
        assert_eq!(seals.row(&bob).await.unread, 1);
        // A device that comes later has it too.
        let phone = carol.device("phone").await;
        world.settle().await;
        assert_eq!(seals.heard(&phone).await, all);
        let last = seals
            .messages(&carol)
            .await
            .iter()
            .filter_map(|message| message.seq)
            .max();
        let (client, account) = (carol.client(), carol.account());
        client
            .mark_read(&account, &seals.conversation(), last.unwrap())
            .await
            .expect("Marking");
        world.settle().await;
        assert_eq!((seals.row(&carol).await.unread, seals.row(&phone).await.unread), (0, 0));
    });
}

#[test]
fn a_groups_new_name_shows_to_everybody_in_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let seals = Seals::made(world, &[&alice, &bob, &carol]).await;
        carol.link.cut();
        world.pass(1).await;
        seals
            .change("set_group_info_ex", json!({ "groupName": "Walruses 🦭" }))
            .await;
        world.pass(1).await;
        for who in [&alice, &bob] {
            assert_eq!(seals.row(who).await.peer.nickname, "Walruses 🦭");
        }
        // Who was away learns it when he is back.
        assert_eq!(seals.row(&carol).await.peer.nickname, "Seals");
        carol.link.mend();
        world.settle().await;
        assert_eq!(seals.row(&carol).await.peer.nickname, "Walruses 🦭");
    });
}

#[test]
fn who_comes_later_sees_what_was_written_before_and_has_nothing_unread() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let carol = world.person("carol").await;
        let seals = Seals::made(world, &[&alice, &bob]).await;
        seals.says(&alice, "long ago").await.expect("Saying something");
        world.settle().await;
        seals
            .change("invite_user_to_group", json!({ "invitedUserIDs": [&*carol.user_id] }))
            .await;
        world.settle().await;
        assert_eq!(seals.row(&carol).await.unread, i64::from(world.is_plain()));
        assert_eq!(seals.heard(&carol).await, ["alice: long ago"]);
        seals.says(&carol, "hello").await.expect("Saying something");
        world.settle().await;
        assert_eq!(seals.heard(&bob).await, ["alice: long ago", "carol: hello"]);
    });
}
