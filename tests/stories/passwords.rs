//! Forgotten and changed passwords.

use client::error::{Code, Result};
use client::requests::PasswordReset;
use client::view::LinkState;
use world::{Device, Person, Plan, World, both, simulate};

async fn reset(device: &Device, world: &World, account: &str, code: &str, password: &str) -> Result<String> {
    let request = PasswordReset {
        address: world.address(),
        account: account.into(),
        recovery_code: code.into(),
        new_password: password.into(),
        ..PasswordReset::default()
    };
    device.client().reset_password(request).await
}

fn code_of(alice: &Person) -> String {
    alice.recovery_code.as_deref().expect("A recovery code").to_owned()
}

#[test]
fn a_forgotten_password_is_replaced_by_the_recovery_code_which_works_once() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        let first = code_of(&alice);
        let phone = world.device("alice", "phone").await;
        let wrong = reset(&phone, world, "alice", "AAAA-BBBB-CCCC-DDDD", "a new secret").await;
        assert_eq!(wrong.expect_err("A wrong code").code, Code::WrongRecoveryCode);
        let second = reset(&phone, world, "alice", &first, "a new secret")
            .await
            .expect("The right code");
        assert_ne!(first, second);
        let again = reset(&phone, world, "alice", &first, "a third secret").await;
        assert_eq!(again.expect_err("A used code").code, Code::WrongRecoveryCode);

        let old = phone.sign_in("alice", &alice.password).await;
        assert_eq!(old.expect_err("The old password").code, Code::WrongPassword);
        phone.sign_in("alice", "a new secret").await.expect("The new password");
        reset(&phone, world, "alice", &second, "a third secret")
            .await
            .expect("The second code");
    });
}

#[test]
fn a_reset_password_ends_what_was_signed_in_before() {
    simulate(Plan::seeded(1), async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        let phone = world.device("alice", "phone").await;
        reset(&phone, world, "alice", &code_of(&alice), "a new secret")
            .await
            .expect("The right code");
        world.settle().await;
        assert_eq!(alice.link_state(), LinkState::Stopped { code: Code::Kicked });
    });
}

#[test]
fn changing_the_password_keeps_this_device_and_ends_the_others() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let phone = alice.device("phone").await;
        world.settle().await;
        let account = alice.account();
        let wrong = alice.client().change_password(&account, "not it", "a new secret").await;
        assert_eq!(wrong.expect_err("A wrong password").code, Code::WrongPassword);
        alice
            .client()
            .change_password(&account, &alice.password, "a new secret")
            .await
            .expect("Changing it");
        world.settle().await;
        assert_eq!(alice.link_state(), LinkState::Online);
        assert_eq!(phone.link_state(), LinkState::Stopped { code: Code::Kicked });
        let old = phone.sign_in("alice", &alice.password).await;
        assert_eq!(old.expect_err("The old password").code, Code::WrongPassword);
        phone.sign_in("alice", "a new secret").await.expect("The new password");
    });
}
