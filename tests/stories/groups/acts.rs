//! Groups as people make and lead them: done on one device, seen on all devices of everybody.

use client::Client;
use client::error::Result;
use client::view::{AccountId, GroupChange, GroupEvent, GroupLine, GroupRole, GroupState, GroupView, Joining};
use world::{Device, Person, Plan, World, both, simulate};

use super::*;

pub(super) fn at(device: &Device) -> (Client, AccountId) {
    (device.client(), device.account())
}

pub(super) fn ids(people: &[&Person]) -> Vec<String> {
    people.iter().map(|person| person.user_id.to_string()).collect()
}

pub(super) async fn makes(device: &Device, name: &str, people: &[&Person]) -> GroupView {
    let (client, account) = at(device);
    client
        .create_group(&account, name, ids(people), "")
        .await
        .expect("Making a group")
        .group
}

/// What a device shows of a group; none: nothing.
pub(super) async fn shown(device: &Device, group: &str) -> Option<GroupView> {
    let (client, account) = at(device);
    let all = client.groups(&account).await.expect("The groups");
    all.into_iter().find(|view| view.group_id == group)
}

pub(super) async fn view(device: &Device, group: &str) -> GroupView {
    shown(device, group).await.expect("The group")
}

/// Members as a list shows them: roles by marks, and what they are called there.
pub(super) async fn members(device: &Device, group: &str) -> Vec<String> {
    let (client, account) = at(device);
    let page = client.group_members(&account, group, "", 0, 100).await;
    let page = page.expect("The members");
    assert_eq!(page.total as usize, page.members.len());
    let mut all: Vec<String> = page
        .members
        .iter()
        .map(|member| {
            let mark = match member.role {
                GroupRole::Owner => "@",
                GroupRole::Admin => "+",
                GroupRole::Member => "",
            };
            let name = match member.nickname.as_str() {
                "" => &member.user.nickname,
                own => own,
            };
            format!("{mark}{name}")
        })
        .collect();
    all.sort();
    all
}

/// The lines of a group's thread, in short.
pub(super) async fn lines(device: &Device, group: &str) -> Vec<String> {
    let all = device.history_of(&format!("sg_{group}")).await.into_iter();
    all.filter_map(|message| match message.content {
        Content::Group { line } => Some(words(&line)),
        _ => None,
    })
    .collect()
}

fn words(line: &GroupLine) -> String {
    let called = |user: &client::view::NamedUser| match user.me {
        true => "me".to_owned(),
        false => user.nickname.clone(),
    };
    let by = line.by.as_ref().map(called).unwrap_or_default();
    let to: Vec<String> = line.to.iter().map(called).collect();
    let what = match &line.what {
        GroupEvent::Renamed { name } => format!("renamed {name}"),
        GroupEvent::Announced { text } => format!("announced {text}"),
        GroupEvent::MutedMember { seconds } => format!("muted {seconds}"),
        other => format!("{other:?}").to_lowercase(),
    };
    format!("{by}|{what}|{}", to.join(","))
}

pub(super) fn code<T: std::fmt::Debug>(result: Result<T>) -> Code {
    result.expect_err("A refusal").code
}

#[test]
fn a_group_is_made_and_every_device_of_everybody_shows_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let (phone, tablet) = (alice.device("phone").await, bob.device("tablet").await);
        world.settle().await;
        let made = makes(&alice, " Seals\n", &[&bob, &carol]).await;
        assert_eq!(
            (&*made.name, made.members, made.role),
            ("Seals", 3, Some(GroupRole::Owner))
        );
        assert_eq!(made.faces.len(), 3, "at once, with those of whom its picture is drawn");
        world.pass(1).await;
        let id = &made.group_id;
        for device in [&*alice, &phone, &*bob, &tablet, &*carol] {
            let seen = view(device, id).await;
            assert_eq!((&*seen.name, seen.members, seen.state), ("Seals", 3, GroupState::Open));
            assert_eq!(
                members(device, id).await,
                ["@alice", "bob", "carol"],
                "{}",
                device.who()
            );
        }
        assert_eq!(view(&tablet, id).await.role, Some(GroupRole::Member));
        assert_eq!(lines(&phone, id).await, ["me|created|bob,carol"]);
        assert_eq!(lines(&tablet, id).await, ["alice|created|me,carol"]);
        let (client, account) = at(&phone);
        let opened = client.open_group(&account, id).await.expect("Opening");
        let found = client.find_known(&account, "seal", 10).await.expect("Finding");
        assert_eq!(found.len(), 1, "and it is found by its name");
        assert_eq!((&*opened.id, &*opened.peer.nickname), (&*format!("sg_{id}"), "Seals"));
        assert_eq!(
            code(client.create_group(&account, " \u{200b}", Vec::new(), "").await),
            Code::BadNickname
        );
        assert_eq!(code(client.open_group(&account, "nothing").await), Code::NotFound);
        assert_eq!(code(client.look_up_group(&account, "nothing").await), Code::NotFound);
    });
}

#[test]
fn what_a_group_says_of_itself_changes_for_everybody() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        world.settle().await;
        let (client, account) = at(&alice);
        let change = GroupChange {
            name: Some("Walruses".into()),
            introduction: Some("about ice".into()),
            joining: Some(Joining::Direct),
            members_open: Some(false),
            ..GroupChange::default()
        };
        client.set_group(&account, &id, change).await.expect("Changing it");
        assert_eq!(view(&alice, &id).await.name, "Walruses", "at once");
        let announcement = GroupChange {
            announcement: Some("We meet at noon.".into()),
            ..GroupChange::default()
        };
        client.set_group(&account, &id, announcement).await.expect("Announcing");
        world.pass(1).await;
        for device in [&phone, &*bob] {
            let seen = view(device, &id).await;
            assert_eq!((&*seen.name, &*seen.introduction), ("Walruses", "about ice"));
            assert_eq!(
                (seen.joining, seen.members_open, seen.members_add),
                (Joining::Direct, false, true)
            );
            let said = seen.announcement.expect("An announcement");
            assert_eq!((&*said.text, &*said.author_id), ("We meet at noon.", &*alice.user_id));
            assert_eq!(said.read, device.owner == alice.name, "who made it has read it");
            let row = device
                .conversations()
                .await
                .into_iter()
                .find(|row| row.id == format!("sg_{id}"));
            assert_eq!(row.expect("A row").peer.nickname, "Walruses");
        }
        let said = [
            "alice|created|me",
            "alice|renamed Walruses|",
            "alice|announced We meet at noon.|",
        ];
        assert_eq!(lines(&bob, &id).await, said);
        let (client, account) = at(&bob);
        let refused = client.set_group(
            &account,
            &id,
            GroupChange {
                name: Some("Mine".into()),
                ..GroupChange::default()
            },
        );
        assert_eq!(code(refused.await), Code::NoPermission);
    });
}

#[test]
fn what_somebody_keeps_of_groups_is_the_same_on_all_his_devices() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let (phone, tablet) = (bob.device("phone").await, bob.device("tablet").await);
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        let (client, account) = at(&alice);
        let said = |text: &str| GroupChange {
            announcement: Some(text.into()),
            ..GroupChange::default()
        };
        client
            .set_group(&account, &id, said("At noon."))
            .await
            .expect("Announcing");
        world.settle().await;
        tablet.link.cut();
        let (his, his_account) = at(&bob);
        his.save_group(&his_account, &id, true).await.expect("Saving it");
        his.save_group(&his_account, &id, true).await.expect("Saving it twice");
        his.read_announcement(&his_account, &id).await.expect("Putting it away");
        his.set_group_nickname(&his_account, &id, "Bobby")
            .await
            .expect("A name");
        world.pass(1).await;
        let kept = |view: &GroupView| (view.saved, view.announcement.as_ref().is_some_and(|one| one.read));
        assert_eq!(kept(&view(&phone, &id).await), (true, true));
        assert_eq!(view(&phone, &id).await.nickname, "Bobby");
        assert_eq!(members(&alice, &id).await, ["@alice", "Bobby"]);
        let thread = format!("sg_{id}");
        his.send_text(&his_account, &thread, "hello")
            .await
            .expect("Saying something");
        world.settle().await;
        let heard = alice.history_of(&thread).await.pop().expect("A message");
        assert_eq!(heard.sender_nickname, "Bobby", "under the name that he has there");
        tablet.link.mend();
        world.settle().await;
        assert_eq!(kept(&view(&tablet, &id).await), (true, true));
        client
            .set_group(&account, &id, said("At one."))
            .await
            .expect("Announcing");
        his.save_group(&his_account, &id, false).await.expect("Letting it go");
        world.pass(1).await;
        assert_eq!(
            kept(&view(&tablet, &id).await),
            (false, false),
            "another announcement is unread again"
        );
        his.read_announcement(&his_account, &id).await.expect("Putting it away");
        world.pass(1).await;
        assert_eq!(kept(&view(&phone, &id).await), (false, true));
    });
}

#[test]
fn what_somebody_does_in_a_group_leaves_unread_what_he_has_not_read() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, phone) = (world.person("bob").await, alice.device("phone").await);
        world.settle().await;
        let id = makes(&alice, "Seals", &[&bob]).await.group_id;
        world.settle().await;
        let thread = format!("sg_{id}");
        let (his, his_account) = at(&bob);
        for text in ["one", "two"] {
            his.send_text(&his_account, &thread, text).await.expect("Writing");
        }
        world.settle().await;
        let (client, account) = at(&phone);
        let named = GroupChange {
            name: Some("Selkies".into()),
            ..GroupChange::default()
        };
        client.set_group(&account, &id, named).await.expect("Another name");
        world.settle().await;
        for device in [&*alice, &phone] {
            let list = device.conversations().await;
            let row = list.iter().find(|row| row.id == thread).expect("The group");
            assert_eq!(row.unread, 2, "on {}", device.who());
        }
        assert_eq!(world.server_unread(&alice.user_id, &thread), 2);
    });
}
