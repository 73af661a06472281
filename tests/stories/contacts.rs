//! Friends as people have them: asked, answered, called otherwise, ended and blocked on one device, and seen on all.

use client::error::{Code, Result};
use client::view::{Adding, Asked, FriendRequestView, Presence, PrivacyView, RequestState};
use world::{Device, Person, Plan, World, both, simulate};

async fn asks(device: &Device, whom: &Person, message: &str) -> Result<Asked> {
    let (client, account) = (device.client(), device.account());
    client.add_friend(&account, &whom.user_id, message).await
}

async fn answers(device: &Device, whom: &Person, accept: bool) -> Result<()> {
    let (client, account) = (device.client(), device.account());
    client.answer_friend(&account, &whom.user_id, accept, "").await
}

async fn befriended(one: &Person, other: &Person) {
    asks(one, other, "").await.expect("Asking");
    answers(other, one, true).await.expect("Accepting");
}

async fn describes(device: &Device, whom: &Person, remark: &str, note: &str) -> Result<()> {
    let (client, account) = (device.client(), device.account());
    client.describe_friend(&account, &whom.user_id, remark, note).await
}

async fn deletes(device: &Device, whom: &Person, both: bool) -> Result<()> {
    device
        .client()
        .delete_friend(&device.account(), &whom.user_id, both)
        .await
}

async fn blocks(device: &Device, whom: &Person, on: bool) -> Result<()> {
    device.client().set_blocked(&device.account(), &whom.user_id, on).await
}

/// The friends as a list shows them: what they are called, the note, and a mark for a pin.
async fn friends(device: &Device) -> Vec<String> {
    let list = device.client().friends(&device.account()).await.expect("The friends");
    let line = |friend: client::view::FriendView| {
        let pin = if friend.pinned { "^" } else { "" };
        let note = if friend.note.is_empty() {
            String::new()
        } else {
            format!(" ({})", friend.note)
        };
        format!("{pin}{}{note}", friend.user.nickname)
    };
    list.into_iter().map(line).collect()
}

async fn requests(device: &Device) -> Vec<FriendRequestView> {
    device
        .client()
        .friend_requests(&device.account())
        .await
        .expect("The requests")
}

async fn states(device: &Device) -> Vec<(String, bool, RequestState)> {
    let list = requests(device).await.into_iter();
    list.map(|one| (one.user.nickname, one.mine, one.state)).collect()
}

async fn blocked(device: &Device) -> Vec<String> {
    let list = device
        .client()
        .blocked_users(&device.account())
        .await
        .expect("The blocked");
    list.into_iter().map(|user| user.nickname).collect()
}

fn code<T>(result: Result<T>) -> Code {
    result.err().expect("A refusal").code
}

#[test]
fn a_request_is_asked_and_answered_and_every_device_of_both_shows_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let (phone, tablet) = (alice.device("phone").await, bob.device("tablet").await);
        world.settle().await;
        asks(&alice, &bob, "it is me").await.expect("Asking");
        assert_eq!(
            states(&alice).await,
            [("bob".into(), true, RequestState::Waiting)],
            "at once"
        );
        world.pass(1).await;
        assert_eq!(states(&phone).await, states(&alice).await);
        for device in [&*bob, &tablet] {
            let came = requests(device).await;
            assert_eq!((&*came[0].user.nickname, &*came[0].message), ("alice", "it is me"));
            assert_eq!((came[0].mine, came[0].state), (false, RequestState::Waiting));
        }
        answers(&tablet, &alice, false).await.expect("Refusing");
        world.pass(1).await;
        assert_eq!(states(&phone).await, [("bob".into(), true, RequestState::Refused)]);
        assert_eq!(code(answers(&bob, &alice, true).await), Code::RequestAnswered);
        asks(&phone, &bob, "once more").await.expect("Asking again");
        world.pass(1).await;
        answers(&tablet, &alice, true).await.expect("Accepting");
        world.pass(1).await;
        for device in [&*alice, &phone] {
            assert_eq!(friends(device).await, ["bob"]);
            assert_eq!(states(device).await, [("bob".into(), true, RequestState::Accepted)]);
        }
        for device in [&*bob, &tablet] {
            assert_eq!(friends(device).await, ["alice"]);
        }
        assert_eq!(
            alice.sees(&bob).await,
            "bob: (friends now)",
            "and that begins their conversation"
        );
        assert_eq!(alice.unread(&bob).await, 1);
        assert_eq!(code(asks(&alice, &bob, "").await), Code::AlreadyFriends);
        assert_eq!(code(asks(&alice, &alice, "").await), Code::Yourself);
    });
}

#[test]
fn a_remark_wins_over_the_name_everywhere_and_on_all_devices() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        befriended(&alice, &bob).await;
        bob.says(&alice, "hello").await;
        world.settle().await;
        describes(&phone, &bob, " Bobby\n", "owes me a book")
            .await
            .expect("A remark");
        world.pass(1).await;
        for device in [&*alice, &phone] {
            assert_eq!(friends(device).await, ["Bobby (owes me a book)"]);
            let row = device.conversation(&bob).await;
            assert_eq!((&*row.peer.nickname, &*row.peer.own_name), ("Bobby", "bob"));
            let history = device.history(&bob).await;
            assert!(
                history
                    .iter()
                    .filter(|one| !one.mine)
                    .all(|one| one.sender_nickname == "Bobby")
            );
        }
        let account = alice.account();
        alice
            .client()
            .pin_friend(&account, &bob.user_id, true)
            .await
            .expect("A pin");
        world.pass(1).await;
        assert_eq!(
            friends(&phone).await,
            ["^Bobby (owes me a book)"],
            "a pin leaves the rest"
        );
        alice.link.cut();
        assert_eq!(alice.find("Bobb").await.len(), 1, "and is found by it");
        alice.link.mend();
        world.settle().await;
        describes(&alice, &bob, "", "").await.expect("Without");
        world.pass(1).await;
        assert_eq!(phone.conversation(&bob).await.peer.nickname, "bob");
        assert_eq!(
            code(describes(&alice, &bob, &"n".repeat(65), "").await),
            Code::BadNickname
        );
        assert_eq!(code(describes(&alice, &alice, "me", "").await), Code::NotFound);
        phone.check_events().await;
    });
}

#[test]
fn many_remarks_at_once_show_everywhere_too() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let phone = alice.device("phone").await;
        let mut others = Vec::new();
        for number in 0..25 {
            let other = world.person(&format!("bob{number}")).await;
            befriended(&alice, &other).await;
            // Nobody asks so many in a minute.
            world.pass(10).await;
            others.push(other);
        }
        let last = others.last().expect("Somebody");
        last.says(&alice, "hello").await;
        world.settle().await;
        phone.link.cut();
        for (number, other) in others.iter().enumerate() {
            describes(&alice, other, &format!("Dear {number}"), "")
                .await
                .expect("A remark");
        }
        phone.link.mend();
        world.settle().await;
        assert!(friends(&phone).await.iter().all(|name| name.starts_with("Dear ")));
        assert_eq!(phone.history(last).await.last().expect("It").sender_nickname, "Dear 24");
        assert_eq!(phone.conversation(last).await.peer.nickname, "Dear 24");
        phone.check_events().await;
    });
}

#[test]
fn an_end_and_a_block_show_on_the_other_device_and_not_at_the_other_one() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        befriended(&alice, &bob).await;
        world.settle().await;
        describes(&alice, &bob, "Bobby", "").await.expect("A remark");
        blocks(&alice, &bob, true).await.expect("Blocking");
        world.pass(1).await;
        for device in [&*alice, &phone] {
            assert_eq!(blocked(device).await, ["Bobby"]);
            assert!(device.conversation(&bob).await.peer.blocked);
        }
        assert!(blocked(&bob).await.is_empty() && friends(&bob).await == ["alice"]);
        bob.says(&alice, "are you there?").await;
        world.settle().await;
        assert!(bob.sees(&alice).await.ends_with("are you there? ✗ Blocked"));
        blocks(&phone, &bob, false).await.expect("Unblocking");
        deletes(&phone, &bob, false).await.expect("Deleting");
        world.pass(1).await;
        for device in [&*alice, &phone] {
            assert!(blocked(device).await.is_empty() && friends(device).await.is_empty());
            let peer = device.conversation(&bob).await.peer;
            assert_eq!((&*peer.nickname, peer.friend, peer.blocked), ("bob", false, false));
        }
        assert_eq!(friends(&bob).await, ["alice"], "she is still his");
        assert_eq!(code(deletes(&alice, &bob, false).await), Code::NotFound);
        assert_eq!(code(blocks(&alice, &alice, true).await), Code::Yourself);
    });
}

#[test]
fn a_device_that_was_away_finds_what_changed_and_a_new_one_everything() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        let dave = world.person("dave").await;
        let phone = alice.device("phone").await;
        befriended(&alice, &bob).await;
        // Friends of one moment would stand in any order.
        world.pass(1).await;
        befriended(&alice, &carol).await;
        world.settle().await;
        phone.link.cut();
        describes(&alice, &bob, "Bobby", "").await.expect("A remark");
        deletes(&alice, &carol, false).await.expect("Deleting");
        befriended(&dave, &alice).await;
        blocks(&alice, &carol, true).await.expect("Blocking");
        assert_eq!(friends(&phone).await, ["bob", "carol"], "as it was last known");
        phone.link.mend();
        world.settle().await;
        let tablet = alice.device("tablet").await;
        world.settle().await;
        for device in [&phone, &tablet] {
            assert_eq!(friends(device).await, ["Bobby", "dave"]);
            assert_eq!(blocked(device).await, ["carol"]);
            assert_eq!(states(device).await.len(), 3);
            device.check_events().await;
        }
        tablet.link.cut();
        tablet.restart().await;
        assert_eq!(friends(&tablet).await, ["Bobby", "dave"], "also without a connection");
    });
}

#[test]
fn lists_from_before_a_restored_copy_are_those_of_the_server_again() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        befriended(&alice, &bob).await;
        world.settle().await;
        let copy = world.folder().join("copy");
        world.server.back_up(&copy).await;
        befriended(&alice, &carol).await;
        deletes(&alice, &bob, false).await.expect("Deleting");
        world.settle().await;
        assert_eq!(friends(&alice).await, ["carol"]);
        world.server.restore(&copy).await;
        world.settle().await;
        assert_eq!(friends(&alice).await, ["bob"]);
        assert_eq!(states(&alice).await, [("bob".into(), true, RequestState::Accepted)]);
    });
}

#[test]
fn without_a_connection_nothing_is_done_and_the_reason_is_told() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, carol) = (world.person("bob").await, world.person("carol").await);
        befriended(&alice, &bob).await;
        asks(&carol, &alice, "").await.expect("Asking");
        world.settle().await;
        alice.link.cut();
        world.pass(60).await;
        let refusals = [
            asks(&alice, &carol, "").await.map(drop),
            answers(&alice, &carol, true).await,
            describes(&alice, &bob, "Bobby", "").await,
            deletes(&alice, &bob, false).await,
            blocks(&alice, &bob, true).await,
        ];
        for refused in refusals {
            assert!([Code::Network, Code::Timeout].contains(&code(refused)));
        }
        alice.link.mend();
        world.settle().await;
        assert_eq!(friends(&alice).await, ["bob"], "nothing was kept for later");
        assert!(blocked(&alice).await.is_empty());
        assert!(
            states(&alice)
                .await
                .contains(&("carol".into(), false, RequestState::Waiting))
        );
    });
}

#[test]
fn what_others_may_do_is_kept_by_the_server_and_absent_on_a_plain_one() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        world.settle().await;
        let offered = alice.account_view().offers.privacy;
        let ask = alice.client().privacy(&alice.account()).await;
        assert_eq!(offered, !world.is_plain());
        if world.is_plain() {
            assert_eq!(code(ask), Code::NoPermission);
            assert_eq!(code(deletes(&alice, &bob, true).await), Code::NoPermission);
            return;
        }
        let before = ask.expect("The choice");
        assert_eq!((before.adding, before.find_by_id), (Adding::Consent, true));
        let wanted = PrivacyView {
            find_by_id: false,
            adding: Adding::Nobody,
            ..before
        };
        let set = alice.client().set_privacy(&alice.account(), wanted).await;
        assert_eq!(set.expect("A choice"), wanted);
        let there = phone.client().privacy(&phone.account()).await;
        assert_eq!(there.expect("The choice"), wanted);
        assert!(bob.find("alice").await.is_empty());
        assert_eq!(code(asks(&bob, &alice, "").await), Code::RefusesRequests);
        befriended(&alice, &bob).await;
        world.settle().await;
        assert_eq!(bob.find("alice").await.len(), 1, "a friend is found");
        deletes(&alice, &bob, true).await.expect("For both");
        world.pass(1).await;
        assert!(friends(&alice).await.is_empty() && friends(&bob).await.is_empty());
    });
}

#[test]
fn a_request_that_nobody_answered_is_shown_as_expired() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        asks(&alice, &bob, "").await.expect("Asking");
        world.settle().await;
        world.pass(31 * 24 * 3600).await;
        for (device, mine) in [(&*alice, true), (&*bob, false)] {
            let one = &requests(device).await[0];
            assert_eq!((one.mine, one.state), (mine, RequestState::Expired));
        }
        assert_eq!(code(answers(&bob, &alice, true).await), Code::NotFound);
        asks(&alice, &bob, "still").await.expect("Asking again");
        world.settle().await;
        assert_eq!(requests(&bob).await[0].state, RequestState::Waiting);
    });
}

#[test]
fn a_request_that_came_is_new_until_it_was_looked_at_and_again_when_it_is_made_again() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let seen = async |device: &Device| requests(device).await[0].seen;
        assert_eq!(asks(&alice, &bob, "").await.expect("Asking"), Asked::Waiting);
        world.settle().await;
        assert!(seen(&alice).await, "who made it knows it");
        assert!(!seen(&bob).await);
        let looked = bob.client().see_friend_requests(&bob.account()).await;
        looked.expect("A look");
        assert!(seen(&bob).await);
        bob.crash().await;
        bob.start().await;
        world.settle().await;
        assert!(seen(&bob).await, "and that is kept");
        answers(&bob, &alice, false).await.expect("Refusing");
        world.pass(1).await;
        asks(&alice, &bob, "once more").await.expect("Asking");
        world.settle().await;
        assert!(!seen(&bob).await);
    });
}

#[test]
fn whoever_is_looked_at_is_shown_as_he_is_and_comes_and_goes() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let look = async |id: &str| alice.client().user(&alice.account(), id).await;
        assert_eq!(look(&bob.user_id).await.expect("Bob").nickname, "bob");
        world.settle().await;
        assert_eq!(look(&bob.user_id).await.expect("Bob").presence, Presence::Online);
        assert!(alice.conversations().await.iter().all(|row| row.peer.nickname != "bob"));
        assert_eq!(code(look("4711").await), Code::UserNotFound);
        alice.link.cut();
        world.pass(5).await;
        let known = look(&bob.user_id).await.expect("Bob");
        assert_eq!((&*known.nickname, known.presence), ("bob", Presence::Unknown));
    });
}
