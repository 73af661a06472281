//! What people say of themselves, and how soon others see it.

use client::error::{Code, Result};
use client::requests::Profile;
use client::view::UserView;
use serde_json::json;
use world::{Device, Person, World, both};

async fn says_of_himself(device: &Device, nickname: &str, status: &str) -> Result<()> {
    let profile = Profile {
        nickname: nickname.into(),
        status: status.into(),
    };
    device.client().update_profile(&device.account(), profile).await
}

/// As the list shows somebody, without asking the server for him.
async fn shown(device: &Device, whom: &Person) -> UserView {
    let list = device.conversations().await;
    let row = list.into_iter().find(|row| row.peer.user_id == *whom.user_id);
    row.map(|row| row.peer).expect("A row of the list")
}

#[test]
fn a_changed_profile_shows_everywhere_within_a_second() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        says_of_himself(&alice, " Alice\nLi ", "At sea 🌊")
            .await
            .expect("Changing the profile");
        world.pass(1).await;
        for device in [&*alice, &phone] {
            let view = device.account_view();
            assert_eq!((&*view.nickname, &*view.status), ("Alice Li", "At sea 🌊"));
        }
        if world.is_plain() {
            // OpenIM tells friends only; others learn it with the next word or the next connection.
            alice.says(&bob, "it is me").await;
            world.settle().await;
        }
        let seen = shown(&bob, &alice).await;
        assert_eq!((&*seen.nickname, &*seen.status), ("Alice Li", "At sea 🌊"));
        assert!(!seen.robot && !seen.deleted);
        assert!(
            bob.history(&alice)
                .await
                .iter()
                .all(|message| message.sender_nickname == "Alice Li")
        );
        alice.restart().await;
        assert_eq!(alice.account_view().status, "At sea 🌊");
        world.settle().await;
        says_of_himself(&alice, "Alice Li", "").await.expect("Taking it back");
        assert_eq!(alice.account_view().status, "");
    });
}

#[test]
fn a_profile_that_cannot_be_is_refused_and_changes_nothing() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        for nickname in ["", " \n", "\u{200b}\u{202e}", &"n".repeat(65)] {
            let refused = says_of_himself(&alice, nickname, "").await;
            assert_eq!(refused.expect_err("A refusal").code, Code::BadNickname, "{nickname:?}");
        }
        let refused = says_of_himself(&alice, "alice", &"忙".repeat(101)).await;
        assert_eq!(refused.expect_err("A refusal").code, Code::BadStatus);
        assert_eq!(alice.account_view().status, "");
        for (status, kept) in [
            ("忙".repeat(100), "忙".repeat(100)),
            ("👩\u{200d}👧 في الاجتماع".into(), "👩\u{200d}👧 في الاجتماع".into()),
            ("one\r\n\ttwo \u{202e}three\u{2069}".into(), "one two three".into()),
            (" \u{200b}\n".into(), String::new()),
        ] {
            says_of_himself(&alice, "alice", &status).await.expect("A good status");
            assert_eq!(alice.account_view().status, kept);
        }
    });
}

#[test]
fn without_a_connection_a_profile_stays_as_it_was() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        alice.link.cut();
        let refused = says_of_himself(&alice, "Alice Li", "away").await;
        assert_eq!(refused.expect_err("No connection").code, Code::Network);
        alice.link.mend();
        world.settle().await;
        let view = alice.account_view();
        assert_eq!((&*view.nickname, &*view.status), ("alice", ""));
    });
}

#[test]
fn two_devices_change_the_profile_at_once_and_agree() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let phone = alice.device("phone").await;
        world.settle().await;
        alice.link.delay(5..=300);
        phone.link.delay(5..=300);
        let (one, other) = tokio::join!(
            says_of_himself(&alice, "Alice", "from the laptop"),
            says_of_himself(&phone, "Alice Li", "from the phone"),
        );
        one.expect("From the laptop");
        other.expect("From the phone");
        world.settle().await;
        let (view, same) = (alice.account_view(), phone.account_view());
        assert_eq!((&view.nickname, &view.status), (&same.nickname, &same.status));
        assert!(["from the laptop", "from the phone"].contains(&&*view.status));
    });
}

#[test]
fn what_others_keep_with_a_profile_stays() {
    both(async |world: &World| {
        let apps = world.app_server();
        apps.admit("gina", "Gina").await;
        let gina = world.device("gina", "laptop").await;
        let token = apps.token("gina").await;
        gina.sign_in_with_token("gina", &token, None).await.expect("Signing in");
        let theirs = json!({"userInfo": {"userID": "gina", "ex": "{\"title\":\"Dr.\"}"}});
        let update = "/api/user/update_user_info_ex";
        apps.visitor.ask(update, Some(&token), &theirs).await;
        says_of_himself(&gina, "Gina", "reading").await.expect("A status");
        let asked = json!({"userIDs": ["gina"]});
        let told = apps.visitor.ask("/api/user/get_users_info", Some(&token), &asked).await;
        let ex = told["usersInfo"][0]["ex"].as_str().expect("A text");
        let ex: serde_json::Value = serde_json::from_str(ex).expect("JSON");
        assert_eq!(ex, json!({"title": "Dr.", "selkie": {"status": "reading"}}));

        let foreign = json!({"userInfo": {"userID": "gina", "ex": "words of an App Server"}});
        apps.visitor.ask(update, Some(&token), &foreign).await;
        let refused = says_of_himself(&gina, "Gina", "writing").await;
        assert_eq!(refused.expect_err("There is no room").code, Code::NoPermission);
    });
}

#[test]
fn who_was_met_by_his_words_bears_his_account_name_once_he_is_looked_at() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        bob.says(&alice, "hello").await;
        world.settle().await;
        assert_eq!(shown(&alice, &bob).await.account, "", "a message does not tell it");
        let look = async || alice.client().user(&alice.account(), &bob.user_id).await;
        assert_eq!(look().await.expect("Looking at him").account, "bob");
        assert_eq!(shown(&alice, &bob).await.account, "bob");
        alice.link.cut();
        world.settle().await;
        assert_eq!(look().await.expect("Looking at him offline").account, "bob");
        alice.check_events().await;
    });
}
