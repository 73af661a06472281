//! What people do with the conversations of the list: on one device, seen on the others, offline too.

mod mentions;

use client::requests::ConversationAct as Act;
use client::view::{ConversationView, Notify};
use serde_json::json;
use world::{Device, Person, World, both};

async fn act(device: &Device, with: &[&Person], act: Act) {
    let mut ids = Vec::new();
    for person in with {
        ids.push(device.conversation(person).await.id);
    }
    let (client, account) = (device.client(), device.account());
    client.act(&account, &ids, act).await.expect("Doing it");
}

/// A row as the list has it; `None`: it is not there.
async fn row(device: &Device, with: &Person) -> Option<ConversationView> {
    let rows = device.conversations().await;
    rows.into_iter().find(|row| row.peer.user_id == *with.user_id)
}

async fn there(device: &Device, with: &Person) -> ConversationView {
    row(device, with).await.expect("The row is in the list")
}

/// Whom the list shows, from the top.
async fn order(device: &Device) -> String {
    let rows = device.conversations().await;
    let names: Vec<_> = rows.into_iter().map(|row| row.peer.nickname).collect();
    names.join(" ")
}

/// Ann with two devices, and people who wrote to her, each later than the one before.
async fn letters(world: &World, names: &[&str]) -> (Person, Device, Vec<Person>) {
    let ann = world.person("ann").await;
    let phone = ann.device("phone").await;
    let mut people = Vec::new();
    for name in names {
        let person = world.person(name).await;
        person.says(&ann, "hello").await;
        world.settle().await;
        people.push(person);
    }
    (ann, phone, people)
}

#[test]
fn pinned_ones_stand_on_top_in_an_order_of_their_own() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob", "eve", "joe", "kim"]).await;
        let [bob, eve, joe, kim] = &people[..] else {
            panic!("Four people")
        };
        assert_eq!(order(&ann).await, "kim joe eve bob");
        act(&ann, &[bob], Act::Pin { on: true }).await;
        act(&ann, &[joe], Act::Pin { on: true }).await;
        act(&ann, &[eve], Act::Pin { on: true }).await;
        assert_eq!(order(&ann).await, "eve joe bob kim", "at once");
        world.settle().await;
        assert_eq!(order(&phone).await, "eve joe bob kim");
        let below = Some(ann.conversation(bob).await.id);
        act(&phone, &[eve], Act::Place { below }).await;
        kim.says(&ann, "again").await;
        world.settle().await;
        assert_eq!(order(&ann).await, "joe bob eve kim", "news do not move them");
        act(&ann, &[bob, joe], Act::Pin { on: false }).await;
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(order(device).await, "eve kim joe bob");
            device.check_events().await;
        }
        let tablet = ann.device("tablet").await;
        world.settle().await;
        assert_eq!(order(&tablet).await, "eve kim joe bob");
    });
}

#[test]
fn what_is_put_away_comes_back_with_its_next_message_unless_it_is_muted() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob", "eve"]).await;
        let [bob, eve] = &people[..] else { panic!("Two people") };
        act(&ann, &[bob, eve], Act::Archive { on: true }).await;
        act(&ann, &[eve], Act::Notify { notify: Notify::None }).await;
        assert!(there(&ann, bob).await.archived, "at once");
        world.settle().await;
        assert!(there(&phone, bob).await.archived);
        bob.says(&ann, "news").await;
        eve.says(&ann, "news").await;
        world.settle().await;
        for device in [&*ann, &phone] {
            assert!(!there(device, bob).await.archived, "it came back by itself");
            assert!(there(device, eve).await.archived);
            assert_eq!(device.unread(eve).await, 2, "muted is not read");
        }
        act(&phone, &[bob], Act::Notify { notify: Notify::None }).await;
        act(&phone, &[eve], Act::Archive { on: false }).await;
        world.settle().await;
        for device in [&*ann, &phone] {
            assert!(!there(device, bob).await.archived, "muting puts nothing away");
            assert!(!there(device, eve).await.archived);
            device.check_events().await;
        }
    });
}

#[test]
fn a_mark_for_later_ends_with_a_look_on_any_device() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob"]).await;
        let bob = &people[0];
        act(&ann, &[bob], Act::Read).await;
        world.settle().await;
        assert_eq!(phone.unread(bob).await, 0);
        act(&ann, &[bob], Act::Unread).await;
        assert!(there(&ann, bob).await.marked_unread, "at once");
        world.settle().await;
        assert!(there(&phone, bob).await.marked_unread);
        phone.reads(bob).await;
        world.settle().await;
        for device in [&*ann, &phone] {
            assert!(!there(device, bob).await.marked_unread);
        }
        act(&phone, &[bob], Act::Unread).await;
        bob.says(&ann, "more").await;
        world.settle().await;
        ann.reads(bob).await;
        world.settle().await;
        for device in [&*ann, &phone] {
            let row = there(device, bob).await;
            assert!(!row.marked_unread && row.unread == 0, "reading on ends it too");
            device.check_events().await;
        }
    });
}

#[test]
fn what_was_cleared_stays_away_and_the_conversation_goes_on() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob"]).await;
        let bob = &people[0];
        ann.says(bob, "and to you").await;
        world.settle().await;
        act(&ann, &[bob], Act::Clear).await;
        assert_eq!(ann.sees(bob).await, "", "at once");
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(device.sees(bob).await, "");
            let row = there(device, bob).await;
            assert_eq!((row.unread, row.last.is_none()), (0, true));
            device.check_events().await;
        }
        bob.says(&ann, "still there?").await;
        world.settle().await;
        let tablet = ann.device("tablet").await;
        world.settle().await;
        for device in [&*ann, &phone, &tablet] {
            assert_eq!(device.sees(bob).await, "bob: still there?");
            assert_eq!(device.unread(bob).await, 1);
        }
        assert_eq!(bob.sees(&ann).await.lines().count(), 3, "it is hers alone");
    });
}

#[test]
fn what_was_deleted_is_gone_until_somebody_writes() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob", "eve"]).await;
        let [bob, eve] = &people[..] else { panic!("Two people") };
        act(&ann, &[bob], Act::Pin { on: true }).await;
        world.settle().await;
        act(&ann, &[bob], Act::Delete).await;
        assert_eq!(order(&ann).await, "eve", "at once");
        world.settle().await;
        assert_eq!(order(&phone).await, "eve");
        let tablet = ann.device("tablet").await;
        world.settle().await;
        for device in [&*ann, &phone, &tablet] {
            assert_eq!(order(device).await, "eve");
            device.check_events().await;
        }
        bob.says(&ann, "hello again").await;
        world.settle().await;
        for device in [&*ann, &phone, &tablet] {
            assert_eq!(order(device).await, "bob eve");
            assert_eq!(device.sees(bob).await, "bob: hello again");
            let row = there(device, bob).await;
            assert_eq!((row.pinned, row.unread), (None, 1), "nothing is left of it");
        }
        act(&phone, &[bob, eve], Act::Delete).await;
        world.settle().await;
        assert_eq!(order(&ann).await, "");
    });
}

#[test]
fn what_is_done_offline_shows_at_once_and_goes_out_later_by_itself() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob", "eve", "joe", "kim"]).await;
        let [bob, eve, joe, kim] = &people[..] else {
            panic!("Four people")
        };
        act(&ann, &[bob, eve, joe, kim], Act::Read).await;
        world.settle().await;
        ann.link.cut();
        act(&ann, &[bob], Act::Pin { on: true }).await;
        act(&ann, &[eve], Act::Archive { on: true }).await;
        act(&ann, &[joe], Act::Unread).await;
        act(&ann, &[kim], Act::Delete).await;
        ann.crash().await;
        ann.start().await;
        let shown = async |device: &Device| {
            let (bob, eve) = (there(device, bob).await, there(device, eve).await);
            bob.pinned.is_some() && eve.archived && there(device, joe).await.marked_unread
        };
        assert!(shown(&ann).await && row(&ann, kim).await.is_none());
        assert!(!shown(&phone).await && row(&phone, kim).await.is_some());
        ann.link.mend();
        world.settle().await;
        assert!(shown(&phone).await && row(&phone, kim).await.is_none());
        ann.check_events().await;
    });
}

#[test]
fn what_comes_while_one_deletes_offline_is_not_lost() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob"]).await;
        let bob = &people[0];
        ann.link.cut();
        act(&ann, &[bob], Act::Delete).await;
        bob.says(&ann, "did you read this?").await;
        world.settle().await;
        ann.link.mend();
        world.settle().await;
        for device in [&*ann, &phone] {
            assert_eq!(device.sees(bob).await, "bob: did you read this?");
            assert_eq!(device.unread(bob).await, 1);
        }
    });
}

#[test]
fn it_shows_on_the_other_device_within_a_second() {
    both(async |world: &World| {
        let (ann, phone, people) = letters(world, &["bob"]).await;
        let bob = &people[0];
        act(&ann, &[bob], Act::Read).await;
        world.settle().await;
        type Shows = fn(Option<ConversationView>) -> bool;
        let done: [(Act, Shows); 6] = [
            (Act::Pin { on: true }, |row| row.is_some_and(|row| row.pinned.is_some())),
            (Act::Unread, |row| row.is_some_and(|row| row.marked_unread)),
            (Act::Notify { notify: Notify::None }, |row| {
                row.is_some_and(|row| row.notify == Notify::None)
            }),
            (Act::Archive { on: true }, |row| row.is_some_and(|row| row.archived)),
            (Act::Clear, |row| row.is_some_and(|row| row.last.is_none())),
            (Act::Delete, |row| row.is_none()),
        ];
        for (what, shows) in done {
            act(&ann, &[bob], what.clone()).await;
            tokio::time::sleep(std::time::Duration::from_millis(900)).await;
            assert!(shows(row(&phone, bob).await), "{what:?}");
        }
    });
}

#[test]
fn what_another_app_pinned_and_keeps_is_shown_and_stays() {
    both(async |world: &World| {
        let apps = world.app_server();
        apps.admit("gina", "Gina").await;
        let gina = world.device("gina", "laptop").await;
        let token = apps.token("gina").await;
        gina.sign_in_with_token("gina", &token, None).await.expect("Signing in");
        let bob = world.person("bob").await;
        let id = gina.conversation(&bob).await.id;
        let set = async |more: serde_json::Value| {
            let mut conversation = json!({"conversationID": id, "conversationType": 1, "userID": *bob.user_id});
            let (whole, more) = (conversation.as_object_mut().unwrap(), more.as_object().unwrap().clone());
            whole.extend(more);
            let body = json!({"userIDs": ["gina"], "conversation": conversation});
            apps.visitor
                .ask("/api/conversation/set_conversations", Some(&token), &body)
                .await;
            world.settle().await;
        };
        set(json!({"isPinned": true, "ex": "words"})).await;
        assert_eq!(there(&gina, &bob).await.pinned, Some(0));
        let (client, account) = (gina.client(), gina.account());
        let ids = [id.clone()];
        let refused = client.act(&account, &ids, Act::Archive { on: true }).await;
        assert!(refused.is_err(), "where another app keeps words there is no room");
        act(&gina, &[&bob], Act::Pin { on: false }).await;
        world.settle().await;
        let asked = json!({"ownerUserID": "gina", "conversationID": id});
        let get = "/api/conversation/get_conversation";
        let kept = apps.visitor.ask(get, Some(&token), &asked).await["conversation"].clone();
        assert_eq!((&kept["isPinned"], &kept["ex"]), (&json!(false), &json!("words")));
        set(json!({"ex": "{\"colour\":\"red\"}"})).await;
        act(&gina, &[&bob], Act::Pin { on: true }).await;
        world.settle().await;
        let kept = apps.visitor.ask(get, Some(&token), &asked).await["conversation"].clone();
        let ex: serde_json::Value = serde_json::from_str(kept["ex"].as_str().unwrap()).unwrap();
        assert_eq!((&kept["isPinned"], &ex["colour"]), (&json!(true), &json!("red")));
        assert_eq!(ex["selkie"]["pin"].as_i64(), there(&gina, &bob).await.pinned);
    });
}
