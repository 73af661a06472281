//! Codes over real sockets: to a real mail relay, with TLS and a password, and to a program that takes them for texts.

use std::time::Duration;

use client::requests::{CodeSent, CodeTo};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use server::Config;
use server::config::{Mail, Security, Sms};
use sha2::Sha256;
use world::hook::Hook;
use world::real::{RealPerson, RealServer, Stranger};
use world::relay::Relay;

use super::{ALICE, CodeRequest, CodeUse, Result, email, phone};
use crate::real::tell;

async fn serving(mail: Mail, sms: Sms) -> RealServer {
    let config = Config {
        name: "海豹小队".into(),
        mail,
        sms,
        ..Config::default()
    };
    RealServer::with(config).await
}

async fn asks(stranger: &Stranger, server: &RealServer, to: CodeTo, language: &str) -> Result<CodeSent> {
    let request = CodeRequest {
        address: server.address.clone(),
        to,
        purpose: CodeUse::Register,
        language: Some(language.into()),
        invitation: None,
        fingerprint: None,
    };
    stranger.client.send_code(request).await
}

fn digits(body: &Value) -> String {
    body.as_str().unwrap().lines().next().unwrap().to_owned()
}

#[test]
fn a_real_relay_takes_the_code_over_tls_and_somebody_registers_with_it() {
    tell(async {
        for (security, language, subject) in [
            (Security::StartTls, "en", "Your code for 海豹小队"),
            (Security::Tls, "zh-CN", "海豹小队 验证码"),
        ] {
            let relay = Relay::start(security);
            let server = serving(relay.mail(), Sms::default()).await;
            let stranger = Stranger::come().await;
            asks(&stranger, &server, email(ALICE), language).await.unwrap();
            let mail = relay.taken().await;
            assert_eq!(
                (&mail["tls"], &mail["authenticated"]),
                (&json!(true), &json!(true)),
                "{mail}"
            );
            assert_eq!(
                (&mail["sender"], &mail["receivers"]),
                (&json!("seals@example.org"), &json!([ALICE]))
            );
            assert_eq!(mail["from"], "海豹 <seals@example.org>");
            assert_eq!((&mail["to"], &mail["subject"]), (&json!(ALICE), &json!(subject)));
            let seen: Vec<_> = mail["headers"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(Value::as_str)
                .collect();
            assert!(
                !seen.contains(&"bcc") && seen.contains(&"date") && seen.contains(&"message-id"),
                "{seen:?}"
            );
            let code = digits(&mail["body"]);
            let alice = RealPerson::register_with(&server, "alice", Some((email(ALICE), code))).await;
            let proven = alice.client.contacts(&alice.account).await.unwrap();
            assert_eq!(proven.email, ALICE);
            server.stop().await;
        }
    });
}

#[test]
fn a_relay_of_unknown_certificate_or_wrong_password_gets_no_code() {
    tell(async {
        let relay = Relay::start(Security::StartTls);
        let distrusted = Mail {
            certificate: "".into(),
            ..relay.mail()
        };
        let unknown = Mail {
            password: "guessed".into(),
            ..relay.mail()
        };
        let stranger = Stranger::come().await;
        for mail in [distrusted, unknown] {
            let server = serving(mail, Sms::default()).await;
            asks(&stranger, &server, email("first@example.org"), "en")
                .await
                .unwrap();
            // What a server gives up at once is given up before it ends.
            tokio::time::sleep(Duration::from_millis(500)).await;
            server.stop().await;
        }
        let server = serving(relay.mail(), Sms::default()).await;
        asks(&stranger, &server, email("second@example.org"), "en")
            .await
            .unwrap();
        assert_eq!(
            relay.taken().await["to"],
            "second@example.org",
            "the first that it takes"
        );
        server.stop().await;
    });
}

#[test]
fn the_hook_for_texts_gets_a_signed_code_and_nobody_else_does() {
    tell(async {
        let (hook, elsewhere) = (Hook::start().await, Hook::start().await);
        let sms = Sms {
            url: hook.url.clone(),
            secret: "between the two".into(),
            timeout_seconds: 1,
            ..Sms::default()
        };
        let server = serving(Mail::default(), sms).await;
        let stranger = Stranger::come().await;
        asks(&stranger, &server, phone("13800138000"), "zh-CN").await.unwrap();
        // One that is not answered in time is posted again.
        let hanging = hook.posted().await;
        let posted = hook.posted().await;
        drop(hanging);
        assert_eq!(posted.line, "POST /send HTTP/1.1");
        let body: Value = serde_json::from_str(&posted.body).unwrap();
        assert_eq!(
            (&body["phone"], &body["areaCode"]),
            (&json!("+8613800138000"), &json!("+86"))
        );
        assert_eq!(
            (&body["phoneNumber"], &body["purpose"]),
            (&json!("13800138000"), &json!("register"))
        );
        assert_eq!(body["language"], "zh-CN");
        let mut mac = Hmac::<Sha256>::new_from_slice(b"between the two").unwrap();
        mac.update(format!("{}.{}", posted.header("selkie-timestamp"), posted.body).as_bytes());
        let signature = protocol::ids::hex(&mac.finalize().into_bytes());
        assert_eq!(posted.header("selkie-signature"), signature);
        let code = body["code"].as_str().unwrap().to_owned();
        posted.answer("204 No Content", "").await;
        RealPerson::register_with(&server, "alice", Some((phone("13800138000"), code))).await;

        asks(&stranger, &server, phone("13900139000"), "en").await.unwrap();
        let posted = hook.posted().await;
        posted
            .answer("307 Temporary Redirect", &format!("location: {}\r\n", elsewhere.url))
            .await;
        let followed = tokio::time::timeout(Duration::from_millis(500), elsewhere.posted()).await;
        assert!(followed.is_err(), "a code goes where the owner said");
        server.stop().await;
    });
}
