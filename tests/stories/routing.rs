//! What people write is told to an App Server that was written for RongCloud, whatever becomes of it and of this server.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use server::{Config, Form, Undelivered};
use sha1::{Digest as _, Sha1};
use world::hook::Hook;
use world::real::{RealPerson, RealServer};
use world::{Plan, World, both, simulate};

use crate::real::tell;

type Fields = BTreeMap<String, String>;

fn told() -> Plan {
    let mut plan = Plan::seeded(11);
    plan.config.routing.url = "https://apps.test/routed".into();
    plan
}

fn fields(form: &str) -> Fields {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn forms(world: &World) -> Vec<Form> {
    world.server.courier.forms()
}

/// From whom to whom, of which kind, and what.
fn line(form: &Form) -> (String, String, String, Value) {
    let mut told = fields(&form.body);
    let mut take = |name: &str| told.remove(name).expect("A field");
    let content = serde_json::from_str(&take("content")).expect("JSON");
    (take("fromUserId"), take("toUserId"), take("objectName"), content)
}

#[test]
fn an_app_server_is_told_what_people_write_and_take_back_signed_by_the_app() {
    simulate(told(), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.says(&bob, "oops").await;
        world.settle().await;
        let oops = alice.told(&bob, "oops").await;
        alice.recalls(&oops).await.expect("Taking it back");
        // What an App Server sends itself it is not told.
        let apps = world.app_server();
        let admin = apps.admin_token().await;
        let body = json!({ "sendID": &*alice.user_id, "recvID": &*bob.user_id, "sessionType": 1, "contentType": 101,
            "senderPlatformID": 1, "content": { "content": "by the App Server" } });
        apps.visitor.ask("/api/msg/send_msg", Some(&admin), &body).await;
        bob.says(&alice, "hello").await;
        world.pass(1).await;

        let forms = forms(world);
        let [first, back, last] = &forms[..] else {
            panic!("Three are told, and not {}", forms.len());
        };
        let (from, to) = (alice.user_id.to_string(), bob.user_id.to_string());
        let text = |text: &str| json!({ "content": text });
        assert_eq!(
            line(first),
            (from.clone(), to.clone(), "RC:TxtMsg".to_owned(), text("oops"))
        );
        assert_eq!(
            line(last),
            (to.clone(), from.clone(), "RC:TxtMsg".to_owned(), text("hello"))
        );
        let (uid, again) = (fields(&first.body), fields(&back.body));
        let recall = json!({ "messageUId": uid["msgUID"], "sentTime": uid["msgTimestamp"].parse::<i64>().expect("A time"),
            "isDelete": false, "isAdmin": false, "conversationType": 1, "targetId": to });
        assert_eq!(line(back), (from, to, "RC:RcCmd".to_owned(), recall));
        assert_eq!(
            (&again["originalMsgUID"], &uid["originalMsgUID"]),
            (&uid["msgUID"], &String::new())
        );
        assert_ne!(again["msgUID"], uid["msgUID"]);
        for (name, value) in [("channelType", "PERSON"), ("source", "PC"), ("sensitiveType", "0")] {
            assert_eq!(uid[name], value);
        }
        let signed = fields(&first.query);
        let whole = format!("{}{}{}", apps.secret, signed["nonce"], signed["timestamp"]);
        assert_eq!(signed["signature"], protocol::ids::hex(&Sha1::digest(whole)));
        assert_eq!(
            (&signed["appKey"], &signed["signTimestamp"]),
            (&apps.key, &signed["timestamp"])
        );
    });
}

#[test]
fn while_the_app_server_is_down_nobody_waits_and_afterwards_it_is_told_everything_in_order() {
    simulate(told(), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        let courier = &world.server.courier;
        courier.refuse([Undelivered::Later; 60]);
        for number in 1..=40 {
            alice.says(&bob, &number.to_string()).await;
        }
        world.settle().await;
        assert!(
            alice.sees(&bob).await.ends_with("alice: 40 ✓"),
            "it is sent all the same"
        );
        assert!(forms(world).is_empty());
        for _ in 0..3 {
            world.server.crash().await;
            world.server.start().await;
            world.pass(10).await;
        }
        let tries = courier.tries();
        world.pass(60).await;
        assert!(courier.tries() - tries < 10, "it is not tried all the time");
        world.pass(2 * 60 * 60).await;
        let texts: Vec<Value> = forms(world)
            .iter()
            .map(|form| line(form).3["content"].clone())
            .collect();
        let all: Vec<Value> = (1..=40).map(|number| number.to_string().into()).collect();
        assert_eq!(texts, all);
        // What is refused for good holds nobody up.
        courier.refuse([Undelivered::Never]);
        alice.says(&bob, "refused").await;
        alice.says(&bob, "taken").await;
        world.pass(5).await;
        assert_eq!(line(forms(world).last().expect("A form")).3["content"], "taken");
        assert_eq!(forms(world).len(), 41);
    });
}

#[test]
fn nobody_is_told_where_the_owner_named_no_address_and_later_only_of_what_comes() {
    both(async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        alice.says(&bob, "between us").await;
        world.pass(5).await;
        assert!(forms(world).is_empty());
    });
    simulate(told(), async |world: &World| {
        let (alice, bob) = (world.person("alice").await, world.person("bob").await);
        world.server.courier.refuse([Undelivered::Later; 40]);
        alice.says(&bob, "not told in time").await;
        world.settle().await;
        for (url, text) in [("", "between us"), ("https://apps.test/routed", "hello")] {
            world.server.stop().await;
            world.server.configure(|config| config.routing.url = url.into());
            world.server.start().await;
            world.settle().await;
            alice.says(&bob, text).await;
            world.pass(60).await;
        }
        world.pass(2 * 60 * 60).await;
        let texts: Vec<Value> = forms(world)
            .iter()
            .map(|form| line(form).3["content"].clone())
            .collect();
        assert_eq!(texts, ["hello"]);
    });
}

#[test]
fn an_app_server_that_dies_in_the_middle_gets_it_again() {
    tell(async {
        let hook = Hook::start().await;
        let mut config = Config {
            assistant: false,
            ..Config::default()
        };
        config.routing.url = format!("{}?from=selkie", hook.url);
        config.routing.timeout_seconds = 1;
        let server = RealServer::with(config).await;
        let (alice, bob) = (
            RealPerson::register(&server, "alice").await,
            RealPerson::register(&server, "bob").await,
        );
        alice.says(&bob, "first").await;
        let dying = hook.posted().await;
        let body = dying.body.clone();
        drop(dying);
        // Then it comes up and is not well, and then it hangs.
        let ill = hook.posted().await;
        assert_eq!(ill.body, body, "nothing was skipped");
        ill.answer("500 Internal Server Error", "").await;
        let hanging = hook.posted().await;
        let well = hook.posted().await;
        drop(hanging);
        assert_eq!(well.body, body);
        assert!(well.line.starts_with("POST /send?from=selkie&appKey="), "{}", well.line);
        assert_eq!(well.header("content-type"), "application/x-www-form-urlencoded");
        well.answer("200 OK", "").await;
        bob.says(&alice, "second").await;
        let next = hook.posted().await;
        assert_eq!(fields(&next.body)["content"], r#"{"content":"second"}"#);
        next.answer("200 OK", "").await;
        server.stop().await;
    });
}
