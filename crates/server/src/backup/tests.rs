//! Backups of a server in a folder, and what remains when the process dies on the way.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};

use super::{BackupError, list, make, restore, settle};
use crate::im::{NewUser, UserId};
use crate::testing::env;
use crate::{Config, Server};

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("server")
    }

    fn backups(&self) -> PathBuf {
        self.0.path().join("backups")
    }

    async fn open(&self, seed: u64) -> Server {
        Server::open(&self.data(), Config::default(), env(seed).0)
            .await
            .unwrap()
    }

    /// Opens, does one thing and closes.
    async fn with<T>(&self, seed: u64, act: impl AsyncFnOnce(&Server) -> T) -> T {
        let server = self.open(seed).await;
        let done = act(&server).await;
        server.shut_down().await;
        done
    }

    /// Who is there.
    async fn users(&self) -> Vec<&'static str> {
        self.with(9, async |server| {
            let mut users = Vec::new();
            for name in ["alice", "bob"] {
                let found = server.apps().default_app().im.find_user(name).await.unwrap();
                users.extend(found.map(|_| name));
            }
            users
        })
        .await
    }

    /// One user in a backup, and one more in the data.
    async fn with_backup(&self) -> PathBuf {
        self.with(1, async |server| {
            add(server, "alice").await;
            let made = make(server, &self.backups()).await.unwrap();
            add(server, "bob").await;
            made.path
        })
        .await
    }
}

async fn add(server: &Server, name: &str) {
    let new = NewUser {
        user_id: Some(name.into()),
        ..NewUser::default()
    };
    let made: Result<UserId, _> = server.apps().default_app().im.door().create_user(new).await;
    made.unwrap();
}

fn database(folder: &Path) -> PathBuf {
    let apps = fs::read_dir(folder.join("apps")).unwrap().flatten();
    apps.map(|app| app.path().join("app.db"))
        .find(|path| path.exists())
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_was_replaced_is_a_backup_too() {
    let place = Place::new();
    let made = place.with_backup().await;
    assert_eq!(place.users().await, ["alice", "bob"]);
    let kept = restore(&place.data(), &made, &place.backups(), &env(2).0)
        .await
        .unwrap();
    assert_eq!(place.users().await, ["alice"]);
    let names: Vec<_> = list(&place.backups()).unwrap();
    assert_eq!(names.len(), 2);
    restore(&place.data(), &kept.unwrap(), &place.backups(), &env(3).0)
        .await
        .unwrap();
    assert_eq!(place.users().await, ["alice", "bob"]);
}

#[tokio::test(start_paused = true)]
async fn a_restored_copy_begins_a_new_epoch_and_stays_the_same_server() {
    let place = Place::new();
    let identity = async |seed| {
        place
            .with(seed, async |server| server.apps().default_app().im.identity.clone())
            .await
    };
    let made = place.with_backup().await;
    let before = identity(2).await;
    restore(&place.data(), &made, &place.backups(), &env(3).0)
        .await
        .unwrap();
    let after = identity(4).await;
    assert_eq!(after.server_id, before.server_id);
    assert_ne!(after.epoch, before.epoch, "also when nothing was lost");
    assert_eq!(identity(5).await, after);
}

#[tokio::test(start_paused = true)]
async fn nobody_restores_under_a_running_server() {
    let place = Place::new();
    let made = place.with_backup().await;
    let server = place.open(2).await;
    let refused = restore(&place.data(), &made, &place.backups(), &env(3).0).await;
    assert!(matches!(refused, Err(BackupError::InUse)), "{refused:?}");
    assert!(server.apps().default_app().im.find_user("bob").await.unwrap().is_some());
    server.shut_down().await;
}

#[tokio::test(start_paused = true)]
async fn a_damaged_backup_replaces_nothing() {
    let place = Place::new();
    let made = place.with_backup().await;
    let whole = fs::read(database(&made)).unwrap();
    let mut wrong = whole.clone();
    wrong[..4096].fill(7);
    for (what, bytes) in [
        ("cut off", &whole[..whole.len() - 5000]),
        ("empty", &[]),
        ("overwritten", &wrong),
    ] {
        fs::write(database(&made), bytes).unwrap();
        let refused = restore(&place.data(), &made, &place.backups(), &env(2).0).await;
        assert!(matches!(refused, Err(BackupError::Damaged)), "{what}: {refused:?}");
        assert!(!place.data().join("restoring").exists());
    }
    fs::remove_dir_all(made.join("apps")).unwrap();
    let refused = restore(&place.data(), &made, &place.backups(), &env(2).0).await;
    assert!(matches!(refused, Err(BackupError::NotOne)), "{refused:?}");
    assert_eq!(place.users().await, ["alice", "bob"]);
    assert_eq!(list(&place.backups()).unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_backup_that_was_cut_off_is_none_and_is_swept() {
    let place = Place::new();
    place
        .with(1, async |server| {
            let key = &server.apps().default_app().key;
            let cut = place.backups().join(format!("2026-01-01T00-00-00Z.{key}.part"));
            let others = place.backups().join("2026-01-01T00-00-00Z.another.part");
            fs::create_dir_all(&cut).unwrap();
            fs::create_dir_all(&others).unwrap();
            assert_eq!(list(&place.backups()).unwrap(), []);
            let made = make(server, &place.backups()).await.unwrap();
            assert_eq!(list(&place.backups()).unwrap(), [made]);
            assert!(!cut.exists() && others.exists());
        })
        .await;
}

#[tokio::test(start_paused = true)]
async fn two_backups_at_once_come_one_after_the_other() {
    let place = Place::new();
    place
        .with(1, async |server| {
            let backups = place.backups();
            let (one, two) = tokio::join!(make(server, &backups), make(server, &backups));
            assert_ne!(one.unwrap().name, two.unwrap().name);
            assert_eq!(list(&place.backups()).unwrap().len(), 2);
        })
        .await;
}

/// The renames of `settle`, broken off after each of them.
#[tokio::test(start_paused = true)]
async fn a_death_at_any_point_leaves_the_old_or_the_new_and_loses_neither() {
    for renames in 0..6 {
        let place = Place::new();
        let made = place.with_backup().await;
        let (data, ready) = (place.data(), place.data().join("restored"));
        restore(&data, &made, &place.backups(), &env(2).0).await.unwrap();
        let replaced = place.backups().join("1970-01-01T00-00-00Z-9");
        // As it was when the promise had just been made.
        fs::create_dir_all(&ready).unwrap();
        fs::rename(data.join("apps"), ready.join("apps")).unwrap();
        let backups = list(&place.backups()).unwrap().into_iter();
        let before = backups.map(|backup| backup.path).find(|path| *path != made).unwrap();
        fs::rename(before.join("apps"), data.join("apps")).unwrap();
        fs::remove_dir_all(&before).unwrap();
        fs::create_dir_all(ready.join("tls")).unwrap();
        fs::write(ready.join("tls/key.pem"), "new").unwrap();
        fs::create_dir_all(data.join("tls")).unwrap();
        fs::write(data.join("tls/key.pem"), "old").unwrap();
        fs::write(
            ready.join("replaces.json"),
            format!("{{\"keep\":{replaced:?},\"time\":5}}"),
        )
        .unwrap();

        let kept = replaced.with_extension("kept");
        fs::create_dir_all(&kept).unwrap();
        let steps = [
            (data.join("tls"), kept.join("tls")),
            (ready.join("tls"), data.join("tls")),
            (data.join("apps"), kept.join("apps")),
            (ready.join("apps"), data.join("apps")),
        ];
        for (from, to) in steps.iter().take(renames) {
            fs::rename(from, to).unwrap();
        }
        if renames == 5 {
            settle(&data).unwrap();
            // All was done, only the folder of the promise was not gone.
            fs::create_dir_all(&ready).unwrap();
        }
        assert_eq!(place.users().await, ["alice"], "after {renames}");
        assert_eq!(fs::read_to_string(data.join("tls/key.pem")).unwrap(), "new");
        assert!(!ready.exists());
        restore(&data, &replaced, &place.backups(), &env(3).0).await.unwrap();
        assert_eq!(place.users().await, ["alice", "bob"], "after {renames}");
        assert_eq!(fs::read_to_string(data.join("tls/key.pem")).unwrap(), "old");
    }
}

#[tokio::test(start_paused = true)]
async fn a_copy_that_was_not_whole_yet_is_forgotten() {
    let place = Place::new();
    place.with_backup().await;
    fs::create_dir_all(place.data().join("restoring/apps/half")).unwrap();
    assert_eq!(place.users().await, ["alice", "bob"]);
    assert!(!place.data().join("restoring").exists());
}

#[tokio::test(start_paused = true)]
async fn data_that_was_there_and_is_gone_is_damage_and_no_beginning() {
    for lost in ["removed", "emptied"] {
        let place = Place::new();
        place.with_backup().await;
        let path = database(&place.data());
        if lost == "removed" {
            fs::remove_file(path).unwrap();
        } else {
            fs::write(path, "").unwrap();
        }
        let opened = Server::open(&place.data(), Config::default(), env(2).0).await;
        assert!(
            matches!(opened, Err(crate::OpenError::Data(db::OpenError::Damaged))),
            "{lost}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn files_of_people_are_copied_and_put_back_with_the_rest() {
    use crate::im::{Begun, Wanted};
    let place = Place::new();
    let put = async |server: &Server, bytes: &'static [u8]| {
        let im = &server.apps().default_app().im;
        let alice = im.find_user("alice").await.unwrap().unwrap();
        let sum = |bytes: &[u8]| protocol::ids::hex(&<md5::Md5 as md5::Digest>::digest(bytes));
        let wanted = Wanted {
            hash: sum(sum(bytes).as_bytes()),
            size: bytes.len() as u64,
            part_size: 100,
            name: "alice/a".into(),
        };
        let Begun::Upload(upload) = im.begin_upload(&alice, wanted).await.unwrap() else {
            panic!("nobody has it yet");
        };
        let mut part = im.begin_part(&upload.id, 1).await.unwrap();
        part.take(bytes::Bytes::from_static(bytes)).await.unwrap();
        part.end().await.unwrap();
        im.end_upload(&alice, &upload.id, &[sum(bytes)]).await.unwrap()
    };
    let (made, name, later) = place
        .with(1, async |server| {
            add(server, "alice").await;
            let name = put(server, b"kept").await;
            let made = make(server, &place.backups()).await.unwrap();
            (made, name, put(server, b"later").await)
        })
        .await;
    let app = fs::read_dir(place.data().join("apps"))
        .unwrap()
        .flatten()
        .map(|app| app.path());
    let app = app.into_iter().find(|app| app.join("app.db").exists()).unwrap();
    fs::create_dir_all(app.join("uploads")).unwrap();
    fs::write(app.join("uploads/left.bytes"), "a process died here").unwrap();
    restore(&place.data(), &made.path, &place.backups(), &env(2).0)
        .await
        .unwrap();
    place
        .with(3, async |server| {
            let im = &server.apps().default_app().im;
            assert_eq!(im.object(&later).await.unwrap(), None);
            let object = im.object(&name).await.unwrap().unwrap();
            assert_eq!(
                im.read_on(&mut im.read_object(&object, 0, 100).await.unwrap(), 100)
                    .await
                    .unwrap(),
                b"kept".as_slice()
            );
        })
        .await;
    place
        .with(4, async |server| {
            let (door, id) = (server.apps().default_app().im.door(), UserId("alice".into()));
            let of = door.clone();
            door.db().write(move |tx| of.delete_user_in(tx, &id)).await.unwrap();
            let im = &server.apps().default_app().im;
            assert_eq!(im.object(&name).await.unwrap(), None);
        })
        .await;
    for folder in ["objects", "uploads"] {
        let left = fs::read_dir(app.join(folder)).map_or(0, Iterator::count);
        assert_eq!(left, 0, "nothing stays of who is gone, or of what never came");
    }
}
