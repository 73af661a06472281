//! Backups and restoring as the owner of a server does them.

use std::fs;
use std::path::PathBuf;

use super::{PASSWORD, Running, SENT, ok, refused};

#[test]
fn a_backup_is_made_of_a_running_server_and_put_back_when_it_is_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let (data, elsewhere) = (dir.path().join("data"), dir.path().join("elsewhere"));
    ok(&data, &["user", "add", "alice"], PASSWORD);
    let server = Running::start(&data, &["--tls", "self-signed"]);
    let fingerprint = server.said[0].clone();
    let to = elsewhere.to_str().unwrap();
    let made = PathBuf::from(&ok(&data, &["backup", "--to", to], "")[0]);
    assert_eq!(
        made.parent().unwrap(),
        elsewhere.canonicalize().unwrap_or(elsewhere.clone())
    );
    ok(&data, &["user", "add", "bob"], PASSWORD);
    let second = PathBuf::from(&ok(&data, &["backup"], "")[0]);
    assert!(second.starts_with(&data), "{}", second.display());
    let complaint = refused(&data, &["restore", made.to_str().unwrap()], "");
    assert!(complaint.contains("stop it first"), "{complaint}");
    assert!(server.terminate().success());

    let said = ok(&data, &["restore", made.to_str().unwrap()], "");
    let kept = said[0].strip_prefix("restored; what was there before is in ").unwrap();
    assert_eq!(accounts(&data), ["alice"]);
    let server = Running::start(&data, &["--tls", "self-signed"]);
    assert_eq!(server.said[0], fingerprint, "who pinned it still trusts it");
    assert!(server.terminate().success());
    ok(&data, &["restore", kept], "");
    assert_eq!(accounts(&data), ["alice", "bob"], "what was replaced can come back");

    let new = dir.path().join("another machine/data");
    assert_eq!(ok(&new, &["restore", second.to_str().unwrap()], ""), ["restored"]);
    let server = Running::start(&new, &[]);
    assert!(server.login("bob", SENT).contains(r#""errCode":0"#));
}

fn accounts(data: &std::path::Path) -> Vec<String> {
    let lines = ok(data, &["user", "list"], "");
    let names = lines.iter().map(|line| line.split('\t').next().unwrap_or_default());
    names.map(str::to_owned).collect()
}

#[test]
fn what_is_no_backup_replaces_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    ok(&data, &["user", "add", "alice"], PASSWORD);
    let made = PathBuf::from(&ok(&data, &["backup"], "")[0]);
    for no_backup in [dir.path().join("nothing"), data.clone()] {
        let complaint = refused(&data, &["restore", no_backup.to_str().unwrap()], "");
        assert!(complaint.contains("no backup"), "{complaint}");
    }
    let database = fs::read_dir(made.join("apps")).unwrap().flatten();
    let database = database.map(|app| app.path().join("app.db")).find(|path| path.exists());
    let database = database.unwrap();
    let bytes = fs::read(&database).unwrap();
    fs::write(&database, &bytes[..bytes.len() - 4096]).unwrap();
    let complaint = refused(&data, &["restore", made.to_str().unwrap()], "");
    assert!(complaint.contains("damaged"), "{complaint}");
    assert_eq!(accounts(&data), ["alice"]);
}
