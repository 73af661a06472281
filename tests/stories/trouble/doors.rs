//! The RongCloud door: who has neither key nor signature stays outside.

use serde_json::Value;
use sha1::{Digest, Sha1};
use world::{AppServer, World, both};

async fn get_token(apps: &AppServer, key: &str, nonce: &str, signature: &str) -> (u16, Value) {
    let headers = [
        ("App-Key", key),
        ("Nonce", nonce),
        ("Timestamp", "1767225600"),
        ("Signature", signature),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let body = "userId=gina&name=Gina&portraitUri=";
    let answer = apps
        .visitor
        .request(http::Method::POST, "/user/getToken.json", &headers, body)
        .await
        .expect("An answer");
    (answer.status, serde_json::from_slice(&answer.body).expect("JSON"))
}

fn signature(secret: &str, nonce: &str) -> String {
    let digest = Sha1::digest(format!("{secret}{nonce}1767225600"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_right_key_and_signature_give_a_token_that_signs_in() {
    both(async |world: &World| {
        let apps = world.app_server();
        let (status, answer) = get_token(&apps, &apps.key, "7", &signature(&apps.secret, "7")).await;
        assert_eq!((status, &answer["code"]), (200, &Value::from(200)), "{answer}");
        let gina = world.device("gina", "laptop").await;
        let token = answer["token"].as_str().expect("A token");
        let view = gina.sign_in_with_token("gina", token, None).await.expect("Signing in");
        assert_eq!(view.user_id, "gina");
        world.settle().await;
        assert_eq!(gina.account_view().nickname, "Gina");
    });
}

#[test]
fn a_wrong_signature_or_key_gives_nothing() {
    both(async |world: &World| {
        let apps = world.app_server();
        let right = signature(&apps.secret, "7");
        let cases = [
            (
                "a wrong secret",
                &*apps.key,
                "7",
                signature("not the secret", "7"),
                1004,
            ),
            ("another nonce", &apps.key, "8", right.clone(), 1004),
            ("no signature", &apps.key, "7", String::new(), 1004),
            ("a wrong key", "nosuchappkey", "7", right.clone(), 1001),
            ("no key", "", "7", right, 1001),
        ];
        for (what, key, nonce, signature, code) in cases {
            let (status, answer) = get_token(&apps, key, nonce, &signature).await;
            assert_eq!((status, &answer["code"]), (401, &Value::from(code)), "{what}: {answer}");
            assert!(answer.get("token").is_none(), "{what}: {answer}");
        }
    });
}
