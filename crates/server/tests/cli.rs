//! selkie-server as its owner uses it: commands, first starts, ends.

#[path = "cli/backups.rs"]
mod backups;
#[path = "cli/imports.rs"]
mod imports;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;

use crate::running::{PASSWORD, Running, SENT, field, ok, refused, selkie};

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
#[cfg(unix)]
fn a_first_start_makes_what_is_needed_and_sigterm_ends_it_well() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("new/data");
    let server = Running::start(&dir, &[]);
    assert_eq!(server.said.len(), 1, "{:?}", server.said);
    let line = server.said[0].clone();
    let port: u16 = line
        .strip_prefix("listening on http://127.0.0.1:")
        .unwrap()
        .parse()
        .unwrap();
    assert_ne!(port, 0);
    let mut health = TcpStream::connect(server.address()).unwrap();
    write!(
        health,
        "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    health.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&dir.join("control.sock")), 0o600);
    let key = std::fs::read_to_string(dir.join("apps/default")).unwrap();
    let secret = dir.join("apps").join(key.trim()).join("secret");
    assert_eq!(mode(&secret), 0o600);
    assert_eq!(std::fs::read_to_string(secret).unwrap().trim().len(), 40);
    assert!(
        std::fs::read_to_string(dir.join("config.toml"))
            .unwrap()
            .contains("\nregistration = \"open\"\n")
    );

    assert_eq!(server.terminate().code(), Some(0));
    assert!(!dir.join("control.sock").exists());
    let again = Running::start(&dir, &[]);
    assert_eq!(std::fs::read_to_string(dir.join("apps/default")).unwrap(), key);
    assert_eq!(again.terminate().code(), Some(0));
}

#[test]
fn accounts_are_made_with_the_server_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = ok(
        dir,
        &["user", "add", "alice", "--nickname", "Alice Li"],
        &format!("{PASSWORD}\n"),
    );
    let user = made[0].strip_prefix("user ID: ").unwrap();
    assert_eq!(made[1].strip_prefix("recovery code: ").unwrap().len(), 23);
    assert_eq!(
        ok(dir, &["user", "list"], ""),
        [format!("alice\t{user}\tenabled\tAlice Li")]
    );
    ok(dir, &["user", "admin", "alice", "on"], "");
    assert_eq!(
        ok(dir, &["user", "list"], ""),
        [format!("alice\t{user}\tadministrator\tAlice Li")]
    );
    assert!(refused(dir, &["user", "admin", "nobody", "on"], "").contains("20002"));
    assert!(refused(dir, &["user", "admin", "alice", "maybe"], "").contains("possible values"));
    assert!(refused(dir, &["user", "add", "ALICE"], PASSWORD).contains("20004"));
    assert!(refused(dir, &["user", "add", "bob"], "short\n").contains("8 to 128"));
    assert!(
        refused(dir, &["user", "add", "bob", PASSWORD], "").contains("unexpected argument"),
        "never argv"
    );
    let server = Running::start(dir, &[]);
    assert!(server.login("alice", SENT).contains(r#""errCode":0"#));
}

#[test]
#[cfg(unix)]
fn commands_take_effect_at_once_in_a_running_server() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let server = Running::start(dir, &[]);
    ok(dir, &["user", "add", "alice"], PASSWORD);
    let signed_in = server.login("alice", SENT);
    assert!(signed_in.contains(r#""errCode":0"#), "{signed_in}");
    let token = field(&signed_in, "imToken");

    ok(dir, &["user", "disable", "alice"], "");
    assert!(server.login("alice", SENT).contains("20012"));
    let parsed = server.post("/auth/parse_token", &format!(r#"{{"token":"{token}"}}"#));
    assert!(parsed.contains("1506"), "signed out at once: {parsed}");
    ok(dir, &["user", "enable", "alice"], "");
    assert!(server.login("alice", SENT).contains(r#""errCode":0"#));

    ok(dir, &["user", "admin", "alice", "on"], "");
    assert!(ok(dir, &["user", "list"], "")[0].contains("\tadministrator\t"));
    ok(dir, &["user", "admin", "alice", "off"], "");
    assert!(ok(dir, &["user", "list"], "")[0].contains("\tenabled\t"));

    ok(dir, &["user", "reset-password", "alice"], "battery staple");
    assert!(server.login("alice", SENT).contains("20001"));

    let token = ok(dir, &["token", "alice", "linux"], "").remove(0);
    let parsed = server.post("/auth/parse_token", &format!(r#"{{"token":"{token}"}}"#));
    assert!(
        parsed.contains(r#""errCode":0"#) && parsed.contains(r#""platformID":7"#),
        "{parsed}"
    );
    assert!(refused(dir, &["token", "nobody", "linux"], "").contains("20002"));
    assert!(refused(dir, &["token", "alice", "toaster"], "").contains("platform"));

    let secret = ok(dir, &["app", "secret"], "").remove(0);
    let admin = |secret: &str| {
        server.post(
            "/auth/get_admin_token",
            &format!(r#"{{"secret":"{secret}","userID":"imAdmin"}}"#),
        )
    };
    assert!(admin(&secret).contains(r#""errCode":0"#), "{}", admin(&secret));
    let rotated = ok(dir, &["app", "rotate"], "").remove(0);
    assert_ne!(rotated, secret);
    assert!(
        !admin(&secret).contains(r#""errCode":0"#),
        "the old secret is worth nothing"
    );
    assert!(admin(&rotated).contains(r#""errCode":0"#));
    assert_eq!(ok(dir, &["app", "secret"], ""), [rotated]);
    assert!(ok(dir, &["app", "list"], "")[0].ends_with("\tdefault"));
    assert!(refused(dir, &["app", "secret", "nonsense"], "").contains("no such app"));
    assert!(refused(dir, &["invite"], "").contains("registration"));
    assert!(
        refused(dir, &["serve", "--listen", "127.0.0.1:0"], "").contains("in use"),
        "two on one folder"
    );
    assert_eq!(server.terminate().code(), Some(0));
}

#[test]
fn invitations_let_people_in() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    std::fs::write(dir.join("config.toml"), "registration = \"invite\"\n").unwrap();
    let server = Running::start(dir, &[]);
    let register = |invitation: &str| {
        server.post(
            "/chat/account/register",
            &format!(
                r#"{{"invitationCode":"{invitation}","user":{{"account":"alice","nickname":"A","password":"{SENT}"}}}}"#
            ),
        )
    };
    assert!(register("").contains("20011"));
    #[cfg(unix)]
    {
        let code = ok(dir, &["invite"], "").remove(0);
        assert!(register(&code).contains(r#""errCode":0"#));
    }
}

#[test]
fn clear_text_beyond_this_machine_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let complaint = refused(dir.path(), &["serve", "--listen", address], "");
        assert!(complaint.contains("clear text"), "{complaint}");
    }
    let complaint = refused(dir.path(), &["serve", "--tls-cert", "only.pem"], "");
    assert!(complaint.contains("--tls-key"), "{complaint}");
    let mut server = selkie(
        dir.path(),
        &["serve", "--listen", "0.0.0.0:0", "--behind-proxy", "chat.example.org"],
    )
    .stdout(Stdio::piped())
    .stderr(Stdio::null())
    .spawn()
    .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(line.starts_with("listening on http://0.0.0.0:"), "{line}");
}

#[test]
fn a_self_made_certificate_keeps_its_fingerprint() {
    let dir = tempfile::tempdir().unwrap();
    let start = || {
        let server = Running::start(dir.path(), &["--tls", "self-signed"]);
        assert!(
            server.said[1].starts_with("listening on https://127.0.0.1:"),
            "{:?}",
            server.said
        );
        server.said[0].clone()
    };
    let first = start();
    let pairs: Vec<&str> = first.strip_prefix("fingerprint ").unwrap().split(':').collect();
    assert_eq!(pairs.len(), 32, "{first}");
    assert!(
        pairs
            .iter()
            .all(|pair| pair.len() == 2 && u8::from_str_radix(pair, 16).is_ok())
    );
    assert_eq!(
        first.strip_prefix("fingerprint ").unwrap(),
        first.strip_prefix("fingerprint ").unwrap().to_uppercase()
    );
    assert_eq!(start(), first);
}

#[test]
fn a_wrong_word_in_the_configuration_is_named_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("config.toml"),
        "name = \"x\"\n\nregistraton = \"open\"\n",
    )
    .unwrap();
    let complaint = refused(dir.path(), &["serve", "--listen", "127.0.0.1:0"], "");
    assert!(
        complaint.contains("config.toml, line 3:") && complaint.contains("registraton"),
        "{complaint}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_with_a_long_path_has_its_socket_too() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("a-name-that-is-rather-long".repeat(6));
    let server = Running::start(&dir, &[]);
    ok(&dir, &["user", "add", "alice"], PASSWORD);
    assert!(server.login("alice", SENT).contains(r#""errCode":0"#));
}

#[test]
#[cfg(unix)]
fn after_a_kill_the_next_start_and_the_next_command_work() {
    let dir = tempfile::tempdir().unwrap();
    drop(Running::start(dir.path(), &[]));
    assert!(
        dir.path().join("control.sock").exists(),
        "a killed server leaves it behind"
    );
    ok(dir.path(), &["user", "add", "alice"], PASSWORD);
    let server = Running::start(dir.path(), &[]);
    assert!(server.login("alice", SENT).contains(r#""errCode":0"#));
}
