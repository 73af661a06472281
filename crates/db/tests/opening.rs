//! Opening: every state in which a file can be found, and what is said about it.

use std::fs;

use db::{Db, Migration, Mode, OpenError, Options};

use crate::place::{NOTES, Place, notes, write};

async fn filled(place: &Place) {
    let db = place.open();
    for number in 0..200 {
        write(&db, format!("note {number} {}", "x".repeat(500))).await.unwrap();
    }
    db.close().await;
}

#[tokio::test]
async fn the_second_to_open_is_told_that_it_is_locked() {
    let place = Place::new();
    for mode in [Mode::Threads, Mode::Inline] {
        let db = Db::open(Options {
            mode,
            ..place.options()
        })
        .unwrap();
        assert!(matches!(place.try_open(NOTES), Err(OpenError::Locked)));
        write(&db, format!("{mode:?}")).await.unwrap();
        drop(db);
        place.open();
    }
}

const NEWER: &[Migration] = &[
    NOTES[0],
    Migration {
        number: 4,
        name: "more",
        sql: "CREATE TABLE more (id INTEGER) STRICT",
    },
];

#[tokio::test]
async fn a_newer_schema_is_told_and_left_alone() {
    let place = Place::new();
    filled(&place).await;
    drop(place.try_open(NEWER).unwrap());
    let before = fs::read(place.path()).unwrap();
    assert!(matches!(
        place.try_open(NOTES),
        Err(OpenError::NewerSchema { found: 4, known: 1 })
    ));
    assert_eq!(fs::read(place.path()).unwrap(), before);
    drop(place.try_open(NEWER).unwrap());
}

#[tokio::test]
async fn garbage_and_pieces_are_told_as_damaged() {
    let place = Place::new();
    filled(&place).await;
    let whole = fs::read(place.path()).unwrap();
    let mut torn_head = whole.clone();
    torn_head[..50].fill(0x55);
    let cases = [
        ("garbage", vec![0x55; 20_000]),
        ("half", whole[..whole.len() / 2].to_vec()),
        ("head", torn_head),
    ];
    for (case, bytes) in cases {
        fs::write(place.path(), &bytes).unwrap();
        let opened = place.try_open(NOTES);
        assert!(matches!(opened, Err(OpenError::Damaged)), "{case}: {:?}", opened.err());
        assert_eq!(fs::read(place.path()).unwrap(), bytes, "{case}: left as it was found");
    }
    fs::write(place.path(), &whole).unwrap();
    assert_eq!(notes(&place.open()).await.len(), 200);
}

/// Damage in the middle is looked for only when the last use did not end well: it means reading the whole file.
#[tokio::test]
async fn after_an_unclean_end_every_page_is_checked() {
    let place = Place::new();
    filled(&place).await;
    let mut bytes = fs::read(place.path()).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 4096].fill(0x55);
    fs::write(place.path(), &bytes).unwrap();
    assert_eq!(fs::read(place.beside(".lock")).unwrap(), b"");
    drop(place.try_open(NOTES).unwrap());
    fs::write(place.beside(".lock"), "in use\n").unwrap();
    assert!(matches!(place.try_open(NOTES), Err(OpenError::Damaged)));
    fs::write(place.beside(".lock"), "").unwrap();
    drop(place.try_open(NOTES).unwrap());
}

/// The same when the log that was left is the only sign.
#[tokio::test]
async fn a_log_that_was_left_tells_of_an_unclean_end() {
    let place = Place::new();
    filled(&place).await;
    let db = place.open();
    write(&db, "in the log").await.unwrap();
    place.disk.cut_power();
    drop(db);
    place.disk.restore_power(|length| length);
    let mut bytes = fs::read(place.path()).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096;
    bytes[middle..middle + 4096].fill(0x55);
    fs::write(place.path(), &bytes).unwrap();
    fs::write(place.beside(".lock"), "").unwrap();
    assert!(matches!(place.try_open(NOTES), Err(OpenError::Damaged)));
}

/// A process that another thread starts inherits open files for a moment, and a lock with them.
#[test]
fn a_process_that_is_being_started_does_not_keep_the_lock() {
    let place = Place::new();
    let starting = std::sync::atomic::AtomicBool::new(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while starting.load(std::sync::atomic::Ordering::Relaxed) {
                let mut child = std::process::Command::new(std::env::current_exe().unwrap());
                child
                    .arg("--list")
                    .stdout(std::process::Stdio::null())
                    .status()
                    .unwrap();
            }
        });
        let opened: Vec<_> = (0..100).map(|_| place.try_open(NOTES).map(drop)).collect();
        starting.store(false, std::sync::atomic::Ordering::Relaxed);
        assert!(opened.iter().all(Result::is_ok), "{opened:?}");
    });
}

#[tokio::test]
async fn the_note_about_the_end_is_true() {
    let place = Place::new();
    let db = place.open();
    assert_eq!(fs::read(place.beside(".lock")).unwrap(), b"in use\n");
    place.disk.cut_power();
    drop(db);
    place.disk.restore_power(|length| length);
    assert!(place.beside("-wal").exists(), "an unclean end leaves its log");
    let db = place.open();
    db.close().await;
    assert_eq!(fs::read(place.beside(".lock")).unwrap(), b"");
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let place = Place::new();
    let other = rusqlite::Connection::open(place.path()).unwrap();
    other.execute_batch("CREATE TABLE theirs (id INTEGER)").unwrap();
    drop(other);
    let before = fs::read(place.path()).unwrap();
    assert!(matches!(place.try_open(NOTES), Err(OpenError::Foreign)));
    assert_eq!(fs::read(place.path()).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_used_is_told_as_such() {
    let place = Place::new();
    let missing = Options {
        path: place.folder.path().join("missing").join("notes.db"),
        ..place.options()
    };
    assert!(matches!(Db::open(missing), Err(OpenError::Io(_))));
    fs::create_dir(place.path()).unwrap();
    assert!(matches!(place.try_open(NOTES), Err(OpenError::Io(_))));
}

/// A folder that even root cannot write to; /proc is one on Linux.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_is_told_as_such() {
    let options = Options {
        path: "/proc/self/notes.db".into(),
        vfs: None,
        ..Place::new().options()
    };
    assert!(matches!(Db::open(options), Err(OpenError::Io(_))));
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    filled(&place).await;
    let db = place.try_open(NEWER).unwrap();
    write(&db, "so that there is a log").await.unwrap();
    db.copy_to(place.beside(".copy")).await.unwrap();
    let mut seen = 0;
    for file in fs::read_dir(place.folder.path()).unwrap().map(Result::unwrap) {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.file_name());
        seen += 1;
    }
    assert_eq!(
        seen, 6,
        "database, log, shared memory, lock, copy before the migration, copy on demand"
    );
}
