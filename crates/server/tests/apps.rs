//! Apps beside the first one, each with users of its own.

use crate::running::{PASSWORD, Running, SENT, field, ok, refused};

#[test]
fn an_app_is_added_with_the_server_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let first = ok(dir, &["app", "list"], "").remove(0);
    let added = ok(dir, &["app", "add", "staging"], "");
    assert_eq!(added[0], "App Key: staging");
    let secret = added[1].strip_prefix("secret: ").unwrap();
    assert_eq!(ok(dir, &["app", "secret", "staging"], ""), [secret]);
    let mut keys = [first, "staging".to_owned()];
    keys.sort();
    assert_eq!(ok(dir, &["app", "list"], ""), keys, "the first one stays the default");
    assert!(dir.join("apps/staging/app.db").exists());
    assert!(refused(dir, &["app", "add", "staging"], "").contains("There is an app of this key"));
    assert_eq!(ok(dir, &["app", "secret", "staging"], ""), [secret]);
    for bad in ["Staging", "", "a/b", "..", "default"] {
        assert!(refused(dir, &["app", "add", bad], "").contains("1 to 64"), "{bad}");
    }
}

#[test]
#[cfg(unix)]
fn an_app_is_added_to_a_running_server_and_its_users_are_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let server = Running::start(dir, &[]);
    assert!(
        server
            .get("/app/staging/api/ext/capabilities")
            .contains("There is no such app")
    );
    ok(dir, &["app", "add", "staging"], "");
    assert!(refused(dir, &["app", "add", "staging"], "").contains("There is an app of this key"));
    ok(dir, &["user", "add", "alice", "--app", "staging"], PASSWORD);
    let login = |path: &str| {
        let body = format!(r#"{{"account":"alice","password":"{SENT}","platform":7}}"#);
        server.post(&format!("{path}/chat/account/login"), &body)
    };
    assert!(login("/app/staging").contains(r#""errCode":0"#));
    assert!(login("").contains("20002"), "the other app has no such person");
    let of = |path: &str| field(&server.get(&format!("{path}/api/ext/capabilities")), "serverID");
    assert_ne!(of(""), of("/app/staging"));
    assert_eq!(server.terminate().code(), Some(0));
    let again = Running::start(dir, &[]);
    assert!(
        again
            .get("/app/staging/api/ext/capabilities")
            .contains(r#""errCode":0"#)
    );
}
