//! People and friendships out of a table, into a server that is stopped and one that runs.

use std::fs;
use std::process::Stdio;

use crate::running::{PASSWORD, Running, SENT, ok, run, selkie};

const PEOPLE: &str = "\u{feff}account,nickname,user_id,password,email\r\n\
    alice,\"Li, Alice\",,correct horse,alice@example.org\r\n\
    bob,,4000000001,short,\r\n\
    carol,卡萝,4000000002,,\r\n\
    no such name,,,,\r\n\
    dave,,4000000002,correct horse,\r\n";

#[test]
fn people_and_friendships_come_out_of_a_table_line_by_line_and_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (people, friends) = (dir.path().join("people.csv"), dir.path().join("friends.csv"));
    fs::write(&people, PEOPLE).unwrap();
    let import = |what: &str, file: &std::path::Path| {
        let output = run(&data, &["import", what, file.to_str().unwrap()], "");
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), said(output.stdout), said(output.stderr))
    };
    let (whole, made, told) = import("users", &people);
    assert!(!whole, "a line that was refused is told by the end too");
    let made: Vec<&str> = made.lines().collect();
    assert_eq!(made.len(), 2, "{made:?}");
    assert_eq!(made[0].split('\t').count(), 3, "her own password is not printed");
    let carol: Vec<&str> = made[1].split('\t').collect();
    assert_eq!((carol.len(), &carol[..2]), (4, &["carol", "4000000002"][..]));
    for line in ["line 3: a password has 8", "line 5: ", "line 6: "] {
        assert!(told.contains(line), "{line} is not in {told}");
    }
    assert!(told.contains("2 new, 0 there already, 3 refused"), "{told}");
    assert_eq!(ok(&data, &["user", "list"], "").len(), 2);

    let server = Running::start(&data, &[]);
    assert!(server.login("alice", SENT).contains(r#""errCode":0"#));
    let code = carol[2];
    let reset = format!(r#"{{"account":"carol","verifyCode":"{code}","password":"{SENT}"}}"#);
    server.post("/chat/account/password/reset", &reset);
    assert!(
        server.login("carol", SENT).contains(r#""errCode":0"#),
        "by the code that was printed"
    );
    let mended = PEOPLE.replace("short", PASSWORD).replace("no such name", "erin");
    fs::write(&people, mended.replace("dave,,4000000002", "dave,,4000000003")).unwrap();
    let (whole, made, told) = import("users", &people);
    assert!(whole && made.lines().count() == 3, "{made}{told}");
    assert!(told.contains("3 new, 2 there already, 0 refused"), "{told}");

    fs::write(
        &friends,
        "friend,account\nbob,alice\n4000000002,bob\nbob,bob\nnobody,bob\n",
    )
    .unwrap();
    let (whole, made, told) = import("friends", &friends);
    assert!(!whole && made == "alice\tbob\nbob\t4000000002\n", "{made}{told}");
    assert!(told.contains("line 4: ") && told.contains("line 5: "), "{told}");
    fs::write(&friends, "account,friend\nbob,alice\n").unwrap();
    let (whole, _, told) = import("friends", &friends);
    assert!(
        whole && told.contains("0 new, 1 there already"),
        "also the other way around: {told}"
    );

    fs::write(&people, "account,salary\nfrank,7\n").unwrap();
    let (whole, _, told) = import("users", &people);
    assert!(!whole && told.contains("salary"), "{told}");
    fs::write(&people, "account,nickname\nfrank,\"Li\ngina,Gi\n").unwrap();
    let (whole, _, told) = import("users", &people);
    assert!(!whole && told.contains("line 2: a value goes on"), "{told}");
    fs::write(&people, b"account\nfr\xe4nk\n").unwrap();
    assert!(import("users", &people).2.contains("UTF-8"));
    assert_eq!(ok(&data, &["user", "list"], "").len(), 5);
}

#[test]
fn nobody_is_made_any_more_when_what_was_made_cannot_be_printed() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let people = dir.path().join("people.csv");
    fs::write(&people, "account\nann\nbob\neve\n").unwrap();
    let mut child = selkie(&data, &["import", "users", people.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && told.contains("line 2"), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    assert_eq!(ok(&data, &["user", "list"], "").len(), 1);
    let (made, again) = (
        ok(&data, &["import", "users", people.to_str().unwrap()], ""),
        ok(&data, &["user", "list"], ""),
    );
    assert_eq!((made.len(), again.len()), (2, 3));
}
