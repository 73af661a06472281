//! Getting in and out: signing up, in, out, and staying in over restarts.

use client::error::Code;
use client::view::{LinkState, ServerKind};
use world::{World, both};

fn code<T>(result: client::error::Result<T>) -> Code {
    result.err().expect("A refusal").code
}

#[test]
fn alice_signs_up_and_is_online() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        let view = alice.account_view();
        assert_eq!(view.nickname, "alice");
        assert_eq!(view.account, "alice");
        assert_eq!(view.link, LinkState::Online);
        assert!(view.has_password);
        assert_eq!(
            view.server_kind,
            if world.is_plain() {
                ServerKind::OpenIm
            } else {
                ServerKind::Selkie
            }
        );
        assert_eq!(
            alice.recovery_code.is_some(),
            !world.is_plain(),
            "a code to get back in, shown once"
        );
    });
}

#[test]
fn alice_signs_in_again_on_another_device_with_her_password_only() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let phone = world.device("alice", "phone").await;
        assert_eq!(
            code(phone.sign_in("alice", "not her password").await),
            Code::WrongPassword
        );
        assert_eq!(
            code(phone.sign_in("nobody", "not her password").await),
            Code::AccountNotFound
        );
        assert!(
            phone.client().accounts().is_empty(),
            "a failed try leaves nothing behind"
        );
        let view = phone
            .sign_in("alice", &alice.password)
            .await
            .expect("The right password");
        assert_eq!(view.user_id, *alice.user_id);
    });
}

#[test]
fn a_name_is_given_once() {
    both(async |world: &World| {
        world.person("alice").await;
        let other = world.device("mallory", "laptop").await;
        assert_eq!(
            code(other.register("alice", "another secret").await),
            Code::AccountExists
        );
    });
}

#[test]
fn two_register_one_name_at_once_and_one_gets_it() {
    both(async |world: &World| {
        let first = world.device("one", "laptop").await;
        let second = world.device("two", "laptop").await;
        first.link.delay(5..=50);
        second.link.delay(5..=50);
        let (one, two) = tokio::join!(
            first.register("zoe", "the first secret"),
            second.register("zoe", "the second secret")
        );
        let refused = match (one, two) {
            (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
            (Ok(_), Ok(_)) => panic!("Both got the name"),
            (Err(one), Err(two)) => panic!("Nobody got the name: {one:?}, {two:?}"),
        };
        assert_eq!(refused.code, Code::AccountExists);
    });
}

#[test]
fn alice_stays_signed_in_over_restarts_and_crashes() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "before").await;
        world.settle().await;
        alice.restart().await;
        world.server.crash().await;
        world.server.start().await;
        world.settle().await;
        assert_eq!(alice.link_state(), LinkState::Online);
        assert_eq!(alice.account_view().nickname, "alice");
        assert_eq!(alice.sees(&bob).await, "alice: before ✓");
    });
}

#[test]
fn signing_out_takes_the_data_along_unless_it_is_to_stay() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "hello").await;
        world.settle().await;

        alice.sign_out(true).await.expect("Signing out");
        assert!(alice.client().accounts().is_empty());
        alice.restart().await;
        assert!(
            alice.client().accounts().is_empty(),
            "signed out also means after a restart"
        );
        alice.sign_in("alice", &alice.password).await.expect("Signing in again");
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓");

        alice.sign_out(false).await.expect("Signing out");
        let left = files_with(alice.folder(), b"hello");
        assert!(left.is_empty(), "the words are still in {left:?}");
        alice.sign_in("alice", &alice.password).await.expect("Signing in again");
        world.settle().await;
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓", "the server still has it");
    });
}

/// Files below `folder` that contain these bytes.
fn files_with(folder: &std::path::Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("A readable folder") {
        let path = entry.expect("An entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if std::fs::read(&path)
            .expect("A readable file")
            .windows(bytes.len())
            .any(|window| window == bytes)
        {
            found.push(path);
        }
    }
    found
}

#[test]
fn two_people_share_one_device() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let first = alice.account();
        alice
            .sign_in("bob", &bob.password)
            .await
            .expect("A second account on the device");
        world.settle().await;
        let accounts = alice.client().accounts();
        assert_eq!(accounts.len(), 2);
        assert!(accounts.iter().all(|view| view.link == LinkState::Online));
        let conversation = alice
            .client()
            .open_conversation(&first, &bob.user_id)
            .await
            .expect("A conversation");
        alice
            .client()
            .send_text(&first, &conversation.id, "from one to the other")
            .await
            .expect("Sending");
        world.settle().await;
        assert_eq!(bob.sees(&alice).await, "alice: from one to the other");
    });
}

#[test]
fn an_address_where_no_messenger_stands_is_told_apart() {
    both(async |world: &World| {
        let alice = world.device("alice", "laptop").await;
        assert_eq!(
            code(alice.client().look_up_server("https://nowhere.test").await),
            Code::Network
        );
        assert_eq!(
            code(alice.client().look_up_server("ftp://selkie.test").await),
            Code::BadAddress
        );
        assert_eq!(
            code(alice.client().look_up_server("http://selkie.test").await),
            Code::InsecureAddress
        );
        let view = alice.client().look_up_server(&world.address()).await.expect("A server");
        assert_eq!(
            view.kind,
            if world.is_plain() {
                ServerKind::OpenIm
            } else {
                ServerKind::Selkie
            }
        );
    });
}
