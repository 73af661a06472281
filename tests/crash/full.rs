//! A disk that takes no more in the middle of a file, beneath the real client: the system itself refuses to write on.

use std::fs;
use std::path::Path;

use world::process::ServerProcess;

use crate::headless::Headless;

/// In blocks of 512 bytes: 16 MiB.
const ROOM: u32 = 32_768;
const FITS: u32 = 8 << 20;
const LARGE: u32 = 40 << 20;

/// What lies in the folders of files, in bytes.
fn lies(folder: &Path, name: &str) -> u64 {
    let accounts = fs::read_dir(folder.join("accounts")).expect("The accounts").flatten();
    let files = accounts.flat_map(|account| fs::read_dir(account.path().join("files").join(name)));
    let sizes = files
        .flatten()
        .flatten()
        .map(|file| file.metadata().expect("A file").len());
    sizes.sum()
}

#[test]
fn a_disk_that_takes_no_more_in_the_middle_of_a_file_is_said_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (home, other) = (folder.path().join("alice"), folder.path().join("bob"));
    let mut alice = Headless::start_where_files_end(&home, ROOM);
    let mut bob = Headless::start(&other);
    let her_id = alice.register(&server.address, "alice");
    let his_id = bob.register(&server.address, "bob");

    assert_eq!(alice.asks(&format!("bring {FITS}")), "brought");
    assert_eq!(alice.asks(&format!("bring {LARGE}")), "refused DiskFull");
    assert_eq!(lies(&home, "brought"), 0, "nothing of it stays");
    let text = alice.asks(&format!("flood {his_id} 1 hello"));
    assert!(text.starts_with("accepted "), "everything else goes on: {text}");
    alice.settle();

    let sent = bob.asks(&format!("send {her_id} {LARGE}"));
    assert!(sent.starts_with("taken "), "{sent}");
    bob.settle();
    alice.settle();
    let refused = alice.asks(&format!("fetch {his_id}"));
    assert_eq!(refused, "refused DiskFull");
    let half = lies(&home, "coming");
    assert!(half > 0 && half <= u64::from(ROOM) * 512, "{half}");

    // With room it goes on where it was.
    drop(alice);
    let mut alice = Headless::start(&home);
    alice.settle();
    assert_eq!(alice.asks(&format!("fetch {his_id}")), format!("fetched {LARGE}"));
    assert_eq!(lies(&home, "coming"), 0);
    assert_eq!(alice.asks(&format!("bring {LARGE}")), "brought");
}
