//! A restored copy is noticed, and an ordinary restart is not taken for one.

use std::path::Path;

use super::super::{FILE, Im, NewUser, Rules};
use super::text_to;
use crate::im::Sender;
use crate::store::versions::{Change, List};
use crate::testing::env;

async fn open(folder: &Path, seed: u64) -> Im {
    Im::open(folder, Rules::default(), None, &env(seed).0).await.unwrap()
}

async fn write(im: &Im) {
    let user = im.find_user("alice").await.unwrap().unwrap();
    let from = Sender {
        row: user.id,
        user_id: "alice".into(),
        privileged: false,
    };
    im.send(from, text_to("alice", "note")).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_older_copy_begins_a_new_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let im = open(folder.path(), 1).await;
    let first = im.identity.clone();
    let version_id = im.identity.version_id(List::Friends, 1);
    im.door()
        .create_user(NewUser {
            user_id: Some("alice".into()),
            ..NewUser::default()
        })
        .await
        .unwrap();
    write(&im).await;
    im.close().await;
    let copy = folder.path().join("copy");
    std::fs::copy(folder.path().join(FILE), &copy).unwrap();

    let im = open(folder.path(), 2).await;
    assert_eq!(im.identity, first, "a restart is no restore");
    write(&im).await;
    im.close().await;

    std::fs::copy(&copy, folder.path().join(FILE)).unwrap();
    let im = open(folder.path(), 3).await;
    assert_eq!(im.identity.server_id, first.server_id);
    assert_ne!(im.identity.epoch, first.epoch);
    assert_ne!(im.identity.version_id(List::Friends, 1), version_id);
    let restored = im.identity.clone();
    im.close().await;
    assert_eq!(open(folder.path(), 4).await.identity, restored);
}

#[tokio::test(start_paused = true)]
async fn a_whole_folder_that_is_put_back_is_known_too() {
    let base = tempfile::tempdir().unwrap();
    let (folder, copy) = (base.path().join("data"), base.path().join("copy"));
    let copied = |from: &Path, to: &Path| {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    };
    std::fs::create_dir(&folder).unwrap();
    let im = open(&folder, 1).await;
    let first = im.identity.clone();
    im.close().await;
    copied(&folder, &copy);
    std::fs::remove_dir_all(&folder).unwrap();
    copied(&copy, &folder);
    let im = open(&folder, 2).await;
    assert_eq!(im.identity.server_id, first.server_id);
    assert_ne!(im.identity.epoch, first.epoch);
}

#[tokio::test(start_paused = true)]
async fn a_copy_that_only_lost_list_changes_is_known_too() {
    let folder = tempfile::tempdir().unwrap();
    let im = open(folder.path(), 1).await;
    let first = im.identity.clone();
    im.close().await;
    let copy = folder.path().join("copy");
    std::fs::copy(folder.path().join(FILE), &copy).unwrap();
    let im = open(folder.path(), 2).await;
    let noting = im.clone();
    im.db
        .write(move |tx| noting.note(tx, List::Blacks, 1, "carol", Change::Delete))
        .await
        .unwrap();
    im.close().await;
    std::fs::copy(&copy, folder.path().join(FILE)).unwrap();
    assert_ne!(open(folder.path(), 3).await.identity.epoch, first.epoch);
}

#[tokio::test(start_paused = true)]
async fn a_log_tells_up_to_its_limit_and_then_everything() {
    let folder = tempfile::tempdir().unwrap();
    let im = open(folder.path(), 1).await;
    let noting = im.clone();
    let note = async |element: String, change| {
        let im = noting.clone();
        noting
            .db
            .write(move |tx| im.note(tx, List::Friends, 1, &element, change))
            .await
            .unwrap()
    };
    let difference = async |known: i64| {
        let read = move |connection: &rusqlite::Connection| {
            Ok::<_, db::Error>(crate::store::versions::difference(
                connection,
                List::Friends,
                1,
                known,
                200,
            )?)
        };
        noting.db.read(read).await.unwrap()
    };
    assert_eq!((difference(0).await.full, difference(1).await.full), (true, false));
    for number in 0..200 {
        note(number.to_string(), Change::Insert).await;
    }
    note("7".into(), Change::Update).await;
    let version = note("8".into(), Change::Delete).await;
    assert_eq!(version, 203);
    let told = difference(1).await;
    assert!(!told.full);
    assert_eq!(
        (told.inserted.len(), told.updated, told.deleted),
        (198, vec!["7".to_owned()], vec!["8".to_owned()])
    );
    note("one more".into(), Change::Insert).await;
    assert!(difference(1).await.full);
    assert_eq!(difference(203).await.inserted, ["one more"]);
    assert!(
        difference(205).await.full,
        "a version that is still to come is of another log"
    );
}
