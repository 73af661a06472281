//! Codes by mail and telephone: registering, signing in, a forgotten password, and the addresses of one's account.

mod asking;
mod guessing;
mod own;
mod plain;
mod relay;

use client::error::{Code, Result};
use client::requests::{CodeRequest, CodeSent, CodeSignIn, CodeTo, CodeUse, NewAccount, PasswordReset, Registered};
use client::view::{AccountView, Codes, ContactsView, LinkState};
use world::{Device, Person, Plan, World, simulate};

const ALICE: &str = "alice@example.org";
const PASSWORD: &str = "a long secret";

/// A server that sends mails and texts.
fn sending(seed: u64) -> Plan {
    let mut plan = Plan::seeded(seed);
    plan.config.name = "海豹小队".into();
    plan.config.mail.server = "relay.test".into();
    plan.config.mail.from = "Seals <seals@example.org>".into();
    plan.config.sms.url = "https://texts.test/send".into();
    plan.config.sms.secret = "between the two".into();
    // Everybody here has an address of his own; what one address may do has a story.
    plan.config.limits.codes_per_hour = 1_000;
    plan
}

fn email(email: &str) -> CodeTo {
    CodeTo::Email { email: email.into() }
}

fn phone(number: &str) -> CodeTo {
    CodeTo::Phone {
        area_code: "+86".into(),
        number: number.into(),
    }
}

async fn asks(device: &Device, world: &World, purpose: CodeUse, to: CodeTo) -> Result<CodeSent> {
    let request = CodeRequest {
        address: world.address(),
        to,
        purpose,
        language: Some("en".into()),
        invitation: None,
        fingerprint: None,
    };
    let asked = device.client().send_code(request).await;
    // The carrying is done beside the answer.
    world.pass(1).await;
    asked
}

async fn registers(device: &Device, world: &World, name: &str, to: Option<CodeTo>, code: &str) -> Result<Registered> {
    let request = NewAccount {
        address: world.address(),
        account: name.into(),
        password: PASSWORD.into(),
        nickname: name.into(),
        to,
        code: Some(code.into()),
        ..NewAccount::default()
    };
    device.client().register(request).await
}

async fn signs_in(device: &Device, world: &World, to: CodeTo, code: &str) -> Result<AccountView> {
    let request = CodeSignIn {
        address: world.address(),
        to,
        code: code.into(),
        fingerprint: None,
    };
    device.client().sign_in_with_code(request).await
}

async fn resets(device: &Device, world: &World, to: CodeTo, code: &str, password: &str) -> Result<String> {
    let request = PasswordReset {
        address: world.address(),
        to: Some(to),
        code: Some(code.into()),
        new_password: password.into(),
        ..PasswordReset::default()
    };
    device.client().reset_password(request).await
}

fn code<T>(result: Result<T>) -> Code {
    result.err().expect("A refusal").code
}

fn other(than: &str) -> String {
    let number: u32 = than.parse().expect("Digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

/// Alice, with a proven mail address.
async fn alice_with_mail(world: &World) -> Person {
    let alice = world.person("alice").await;
    world.settle().await;
    proves(&alice, world, email(ALICE), ALICE).await.expect("Proving");
    alice
}

/// Has a code sent there and shows it.
async fn proves(person: &Person, world: &World, to: CodeTo, arrives_at: &str) -> Result<()> {
    let (client, account) = (person.client(), person.account());
    client.send_proof(&account, &to, "zh-CN").await?;
    world.pass(1).await;
    let code = world.server.courier.code(arrives_at);
    client.prove_contact(&account, &to, &code, &person.password).await
}

async fn contacts(of: &Device) -> ContactsView {
    of.client().contacts(&of.account()).await.expect("The addresses")
}

#[test]
fn somebody_registers_with_a_code_by_mail_and_signs_in_with_another() {
    simulate(sending(1), async |world: &World| {
        let courier = &world.server.courier;
        let laptop = world.device("alice", "laptop").await;
        let found = laptop
            .client()
            .look_up_server(&world.address())
            .await
            .expect("A server");
        let both = Codes {
            email: true,
            phone: true,
            required: false,
        };
        assert_eq!(found.codes, both);
        let asked = asks(&laptop, world, CodeUse::Register, email(" Alice@Example.org ")).await;
        assert_eq!(
            asked.expect("Asking"),
            CodeSent {
                sent: true,
                wait_seconds: 60
            }
        );
        let letter = courier.arrived().pop().expect("A letter");
        assert_eq!(
            (letter.to.as_str(), letter.subject.as_str()),
            (ALICE, "Your code for 海豹小队")
        );
        assert!(letter.body.contains("create an account on 海豹小队"), "{}", letter.body);
        let sent = letter.code();
        let wrong = registers(&laptop, world, "alice", Some(email(ALICE)), &other(&sent)).await;
        assert_eq!(code(wrong), Code::WrongCode);
        let taken = world.person("bob").await;
        let taken = registers(&laptop, world, &taken.name, Some(email(ALICE)), &sent).await;
        assert_eq!(code(taken), Code::AccountExists, "the code stays good");
        let (first, last) = sent.split_at(3);
        let spaced = format!(" {first} {last} ");
        let registered = registers(&laptop, world, "alice", Some(email(ALICE)), &spaced).await;
        assert!(registered.expect("Registering").recovery_code.is_some());
        let again = registers(&laptop, world, "alice2", Some(email(ALICE)), &sent).await;
        assert_eq!(code(again), Code::CodeExpired, "it works once");

        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::SignIn, email(ALICE))
            .await
            .expect("Asking");
        let letter = courier.arrived().pop().expect("A letter");
        assert!(letter.body.contains("sign in to"), "{}", letter.body);
        let view = signs_in(&tablet, world, email(ALICE), &letter.code())
            .await
            .expect("Signing in");
        assert_eq!((view.account.as_str(), view.has_password), ("alice", true));
        let late = signs_in(&tablet, world, email(ALICE), &letter.code()).await;
        assert_eq!(code(late), Code::CodeExpired, "so does this one");
        // With the password, the address opens the account as well as its name.
        let second = world.device("alice", "second").await;
        let view = second.sign_in(ALICE, PASSWORD).await.expect("By address");
        assert_eq!(view.account, "alice");
    });
}

#[test]
fn a_telephone_gets_a_text_and_signs_in_on_two_devices() {
    simulate(sending(2), async |world: &World| {
        let courier = &world.server.courier;
        let laptop = world.device("alice", "laptop").await;
        asks(&laptop, world, CodeUse::Register, phone("138-0013 8000"))
            .await
            .expect("Asking");
        let text = courier.arrived().pop().expect("A text");
        assert_eq!(text.to, "+8613800138000");
        assert_eq!((text.purpose.as_str(), text.language.as_str()), ("register", "en"));
        registers(&laptop, world, "alice", Some(phone("13800138000")), &text.code())
            .await
            .expect("Registering");
        for name in ["one", "two"] {
            world.pass(60).await;
            let device = world.device("alice", name).await;
            asks(&device, world, CodeUse::SignIn, phone("13800138000"))
                .await
                .expect("Asking");
            let sent = courier.code("+8613800138000");
            let view = signs_in(&device, world, phone("13800138000"), &sent)
                .await
                .expect("Signing in");
            world.settle().await;
            let links = device.client().accounts();
            assert!(
                links
                    .iter()
                    .any(|one| one.id == view.id && one.link == LinkState::Online)
            );
        }
    });
}

#[test]
fn a_code_sets_a_forgotten_password_and_leaves_the_recovery_code_alone() {
    simulate(sending(3), async |world: &World| {
        let alice = alice_with_mail(world).await;
        let tablet = world.device("alice", "tablet").await;
        world.pass(60).await;
        asks(&tablet, world, CodeUse::Reset, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        let crossed = signs_in(&tablet, world, email(ALICE), &sent).await;
        assert_eq!(code(crossed), Code::CodeExpired, "it is good for nothing else");
        let short = resets(&tablet, world, email(ALICE), &sent, "short").await;
        assert_eq!(code(short), Code::BadPassword);
        let next = resets(&tablet, world, email(ALICE), &sent, "a new secret").await;
        assert_eq!(next.expect("The code"), "");
        world.settle().await;
        assert_eq!(alice.link_state(), LinkState::Stopped { code: Code::Kicked });
        assert_eq!(
            code(tablet.sign_in("alice", &alice.password).await),
            Code::WrongPassword
        );
        tablet.sign_in("alice", "a new secret").await.expect("The new password");
        let request = PasswordReset {
            address: world.address(),
            account: "alice".into(),
            recovery_code: alice.recovery_code.as_deref().expect("A code").into(),
            new_password: "a third secret".into(),
            ..PasswordReset::default()
        };
        tablet
            .client()
            .reset_password(request)
            .await
            .expect("The recovery code");
    });
}

#[test]
fn where_the_owner_wants_it_nobody_registers_without_a_code() {
    let mut plan = sending(4);
    plan.config.registration_code = true;
    simulate(plan, async |world: &World| {
        let laptop = world.device("alice", "laptop").await;
        let found = laptop
            .client()
            .look_up_server(&world.address())
            .await
            .expect("A server");
        assert!(found.codes.required);
        assert_eq!(code(laptop.register("alice", PASSWORD).await), Code::CodeNeeded);
        asks(&laptop, world, CodeUse::Register, email(ALICE))
            .await
            .expect("Asking");
        let sent = world.server.courier.code(ALICE);
        registers(&laptop, world, "alice", Some(email(ALICE)), &sent)
            .await
            .expect("Registering");
    });
}

#[test]
fn where_codes_go_nowhere_none_is_offered_and_asking_says_so() {
    simulate(Plan::seeded(5), async |world: &World| {
        let alice = world.person("alice").await;
        world.settle().await;
        let found = alice.client().look_up_server(&world.address()).await.expect("A server");
        assert_eq!(found.codes, Codes::default());
        assert_eq!(alice.account_view().offers.codes, Codes::default());
        for purpose in [CodeUse::Register, CodeUse::SignIn, CodeUse::Reset] {
            assert_eq!(
                code(asks(&alice, world, purpose, email(ALICE)).await),
                Code::CodesNotOffered
            );
        }
        assert_eq!(
            code(signs_in(&alice, world, email(ALICE), "123456").await),
            Code::CodesNotOffered
        );
        let reset = resets(&alice, world, email(ALICE), "123456", "a new secret").await;
        assert_eq!(code(reset), Code::CodesNotOffered);
        let (client, account) = (alice.client(), alice.account());
        assert_eq!(code(client.contacts(&account).await), Code::NoPermission);
        let proof = client.send_proof(&account, &email(ALICE), "en").await;
        assert_eq!(code(proof), Code::CodesNotOffered);
        assert!(world.server.courier.arrived().is_empty());
    });
}
