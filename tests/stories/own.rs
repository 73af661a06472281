//! One's own account: its devices, its recovery code, its end.

use client::error::{Code, Result};
use client::requests::PasswordReset;
use client::view::{DeviceView, LinkState, Offers};
use serde_json::json;
use world::{Device, Person, Plan, World, both, simulate};

async fn devices(of: &Device) -> Vec<DeviceView> {
    of.client().devices(&of.account()).await.expect("The devices")
}

async fn signs_out(device: &Device, id: &str) -> Result<()> {
    device.client().sign_out_device(&device.account(), id).await
}

async fn renews(device: &Device, password: &str) -> Result<String> {
    device.client().renew_recovery_code(&device.account(), password).await
}

async fn deletes(person: &Person, password: &str) -> Result<()> {
    person.client().delete_account(&person.account(), password).await
}

fn code<T>(result: Result<T>) -> Code {
    result.err().expect("A refusal").code
}

#[test]
fn a_plain_openim_offers_none_of_it() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        let all = Offers {
            devices: true,
            recovery_code: true,
            deletion: true,
            privacy: true,
            friendships: true,
            exemptions: true,
            avatars: true,
            about: true,
            personal_id: true,
            group_receipts: true,
            receipt_pushes: true,
            recall_ms: 24 * 60 * 60_000,
            ..Offers::default()
        };
        // Pictures, gender and birthday are OpenIM's own.
        let plain = Offers {
            avatars: true,
            about: true,
            ..Offers::default()
        };
        let offers = alice.account_view().offers;
        assert_eq!(offers, if world.is_plain() { plain } else { all });
        if world.is_plain() {
            assert_eq!(code(alice.client().devices(&alice.account()).await), Code::NoPermission);
            assert_eq!(code(signs_out(&alice, "1").await), Code::NoPermission);
            assert_eq!(code(renews(&alice, &alice.password).await), Code::NoPermission);
            assert_eq!(code(deletes(&alice, &alice.password).await), Code::NoPermission);
            for path in ["/api/ext/devices", "/chat/ext/account/delete"] {
                let answer = world.visitor("stranger").call(path, None, &json!({})).await;
                assert_ne!(answer["errCode"], 0, "{path}");
            }
        }
        alice.link.cut();
        alice.restart().await;
        assert_eq!(alice.account_view().offers, offers, "known without asking");
    });
}

#[test]
fn a_device_is_signed_out_from_another_at_once() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let phone = alice.device("phone").await;
        world.settle().await;
        let listed = devices(&alice).await;
        assert_eq!(listed.len(), 2);
        assert!(listed.iter().all(|device| device.online && device.platform == 7));
        assert_eq!(listed.iter().filter(|device| device.this).count(), 1);
        let other = listed.iter().find(|device| !device.this).expect("The phone").id.clone();
        phone.crash().await;
        world.pass(1).await;
        assert!(devices(&alice).await.iter().any(|device| !device.online));
        phone.start().await;
        world.settle().await;

        signs_out(&alice, &other).await.expect("Signing the phone out");
        world.pass(1).await;
        assert_eq!(phone.link_state(), LinkState::Stopped { code: Code::Kicked });
        assert_eq!(alice.link_state(), LinkState::Online);
        assert_eq!(devices(&alice).await.len(), 1);
        let refused = phone.client().find_users(&phone.account(), "alice").await;
        assert!(refused.is_err(), "its token for account calls is dead too");
        assert_eq!(code(signs_out(&alice, &other).await), Code::NotFound);
    });
}

#[test]
fn nobody_signs_out_or_sees_the_devices_of_others() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let mallory = world.person("mallory").await;
        world.settle().await;
        let hers = devices(&alice).await.remove(0).id;
        assert!(devices(&mallory).await.iter().all(|device| device.id != hers));
        assert_eq!(code(signs_out(&mallory, &hers).await), Code::NotFound);
        assert_eq!(code(signs_out(&mallory, "../1").await), Code::BadRequest);
        world.settle().await;
        assert_eq!(alice.link_state(), LinkState::Online);
    });
}

#[test]
fn signing_this_device_out_in_the_list_signs_it_out() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "hello").await;
        world.settle().await;
        let listed = devices(&alice).await;
        let own = listed.iter().find(|device| device.this).expect("This device");
        signs_out(&alice, &own.id).await.expect("Signing out");
        assert!(alice.client().accounts().is_empty());
        assert_eq!(devices(&phone).await.len(), 1);
        alice.sign_in("alice", &alice.password).await.expect("Signing in again");
        alice.link.cut();
        assert_eq!(alice.sees(&bob).await, "alice: hello ✓", "the data stayed");
    });
}

#[test]
fn a_device_that_signed_out_is_not_listed_any_more() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let phone = alice.device("phone").await;
        world.settle().await;
        phone.sign_out(false).await.expect("Signing out");
        assert_eq!(devices(&alice).await.len(), 1);
    });
}

#[test]
fn a_renewed_recovery_code_takes_the_place_of_the_old_one() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        assert_eq!(code(renews(&alice, "not hers").await), Code::WrongPassword);
        let next = renews(&alice, &alice.password).await.expect("A new code");
        let reset = async |recovery_code: &str| {
            let request = PasswordReset {
                address: world.address(),
                account: "alice".into(),
                recovery_code: recovery_code.into(),
                new_password: "another secret".into(),
                ..PasswordReset::default()
            };
            alice.client().reset_password(request).await
        };
        let old = alice.recovery_code.as_deref().expect("A code");
        assert_eq!(code(reset(old).await), Code::WrongRecoveryCode);
        reset(&next).await.expect("The new code");
    });
}

#[test]
fn guessing_the_password_here_is_slowed_as_at_the_door() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        let mut last = Code::WrongPassword;
        for _ in 0..30 {
            last = code(renews(&alice, "not hers").await);
        }
        assert_eq!(last, Code::TooManyTries);
        assert_eq!(code(deletes(&alice, &alice.password).await), Code::TooManyTries);
    });
}

#[test]
fn a_deleted_account_is_gone_and_what_it_wrote_stays() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        let phone = alice.device("phone").await;
        alice.says(&bob, "so long").await;
        world.settle().await;
        assert_eq!(code(deletes(&alice, "not hers").await), Code::WrongPassword);
        alice.link.cut();
        assert_eq!(code(deletes(&alice, &alice.password).await), Code::Network);
        assert!(alice.has_account(), "nothing is lost without a connection");
        alice.link.mend();
        world.settle().await;

        deletes(&alice, &alice.password).await.expect("Deleting");
        assert!(alice.client().accounts().is_empty());
        alice.restart().await;
        assert!(alice.client().accounts().is_empty());
        world.pass(1).await;
        assert_eq!(phone.link_state(), LinkState::Stopped { code: Code::Kicked });
        let seen = bob.conversation(&alice).await.peer;
        assert!(seen.deleted && seen.status.is_empty());
        assert_eq!(bob.sees(&alice).await, "alice: so long");
        bob.says(&alice, "wait").await;
        world.settle().await;
        assert!(bob.sees(&alice).await.ends_with("bob: wait ✗ UserNotFound"));

        let back = alice.sign_in("alice", &alice.password).await;
        assert_eq!(code(back), Code::AccountNotFound);
        let mallory = world.device("mallory", "laptop").await;
        let taken = mallory.register("Alice", "a long secret").await;
        assert_eq!(code(taken), Code::AccountExists, "nobody passes for who is gone");
        assert!(bob.find("alice").await.is_empty());
    });
}
