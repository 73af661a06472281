//! A bucket of an S3-compatible store that is not ours, behind a server whose files go there.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use client::Client;
use client::view::AccountId;
use rand::Rng as _;
use server::config::S3;
use world::process::ServerProcess;
use world::store::Store;

use crate::openim::{our_client, user_id};
use crate::spoken::send;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_go_into_a_bucket_and_are_read_from_it_whatever_befalls_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    let mut store = Store::start(Path::new(env!("CARGO_TARGET_TMPDIR"))).await;
    set_up(&data, &store.s3(), "not the key");
    let mut server = ServerProcess::start(&data, "127.0.0.1:0").unwrap();
    let listen = server.address.strip_prefix("http://").unwrap().to_owned();
    let (alice, account) = our_client(&server, &folder.path().join("alice"), "alice").await;
    let (bob, _) = our_client(&server, &folder.path().join("bob"), "bob").await;
    let token = server
        .command(&["token", &user_id(&bob), "7"])
        .unwrap()
        .trim()
        .to_owned();
    let with = alice.open_conversation(&account, &user_id(&bob)).await.unwrap().id;

    // As long as the store takes nothing, files are here.
    let (small, mut picture, large) = (noise(300_000), std::io::Cursor::new(Vec::new()), noise(12 << 20));
    put(&alice, &account, &with, "small.bin", &small).await;
    assert_eq!(get(&server, &token, &named(&data, 0), "", ""), (200, small.clone()));
    assert_eq!((store.there().0.len(), here(&data)), (0, 1));

    // What lay here before goes there too.
    server.kill();
    set_up(&data, &store.s3(), &store.s3().secret_key);
    server = ServerProcess::start(&data, &listen).unwrap();
    let noisy = image::RgbImage::from_fn(400, 200, |x, y| image::Rgb([(x * y) as u8, x as u8, y as u8]));
    noisy.write_to(&mut picture, image::ImageFormat::Png).unwrap();
    put(&alice, &account, &with, "picture.png", picture.get_ref()).await;
    moved(&mut store, &data, 2).await;
    let (name, of_picture) = (named(&data, 0), named(&data, 1));
    assert_eq!(get(&server, &token, &name, "", ""), (200, small.clone()));
    assert_eq!(
        get(&server, &token, &name, "", "bytes=299990-"),
        (206, small[299_990..].to_vec())
    );
    assert_eq!(
        get(&server, &token, &name, "", "bytes=7-9"),
        (206, small[7..10].to_vec())
    );
    let (status, made) = get(&server, &token, &of_picture, "?type=image&width=100&height=100", "");
    let made = image::load_from_memory(&made).unwrap();
    assert_eq!((status, made.width(), made.height()), (200, 160, 80));

    // Killed with a piece on its way, it leaves nothing half done.
    store.door().stick_after(3 << 20);
    put(&alice, &account, &with, "large.bin", &large).await;
    until("a piece is on its way", || store.there().1 == 1).await;
    server.kill();
    store.door().unlock();
    server = ServerProcess::start(&data, &listen).unwrap();
    moved(&mut store, &data, 3).await;
    assert_eq!(get(&server, &token, &named(&data, 2), "", ""), (200, large));

    // A store that is away keeps nobody from sending, and what it has is read when it is back.
    store.door().shut();
    let late = noise(400_000);
    put(&alice, &account, &with, "late.bin", &late).await;
    assert_eq!(get(&server, &token, &named(&data, 3), "", ""), (200, late.clone()));
    assert_eq!(get(&server, &token, &name, "", "").0, 500);
    store.door().unlock();
    moved(&mut store, &data, 4).await;
    assert_eq!(get(&server, &token, &name, "", ""), (200, small.clone()));

    // A backup that is put back finds in the bucket what it names.
    let backups = folder.path().join("backups");
    server.command(&["backup", "--to", backups.to_str().unwrap()]).unwrap();
    let backup = std::fs::read_dir(&backups).unwrap().next().unwrap().unwrap().path();
    assert_eq!(here(&backup), 0);
    server.kill();
    server.command(&["restore", backup.to_str().unwrap()]).unwrap();
    server = ServerProcess::start(&data, &listen).unwrap();
    assert_eq!(get(&server, &token, &name, "", ""), (200, small));

    // Nothing stays of who is gone.
    let mut tries = 0..100;
    while let Err(problem) = alice.delete_account(&account, "correct horse battery").await {
        assert!(tries.next().is_some(), "{problem:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    until("the bucket is empty", || store.there() == (Vec::new(), 0)).await;
}

fn set_up(data: &Path, s3: &S3, secret: &str) {
    std::fs::create_dir_all(data).unwrap();
    std::fs::write(data.join("secret"), secret).unwrap();
    let S3 {
        url,
        bucket,
        prefix,
        access_key,
        ..
    } = s3;
    let text = format!(
        "assistant = false\n[s3]\nurl = {url:?}\nbucket = {bucket:?}\nprefix = {prefix:?}\naccess_key = {access_key:?}\n\
         secret_key_file = \"secret\"\n"
    );
    std::fs::write(data.join("config.toml"), text).unwrap();
}

fn noise(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    world::random::stream(length as u64, "noise").fill_bytes(&mut bytes);
    bytes
}

async fn put(client: &Client, account: &AccountId, conversation: &str, name: &str, bytes: &[u8]) {
    let id = client.begin_file(account, name, bytes.len() as u64).await.unwrap();
    for piece in bytes.chunks(1 << 20) {
        client.add_to_file(account, &id, piece.to_vec()).await.unwrap();
    }
    client.end_file(account, &id).await.unwrap();
    send(client, account, conversation, id).await;
}

/// The only app of a server, or of a copy of one.
fn app(data: &Path) -> PathBuf {
    let apps = std::fs::read_dir(data.join("apps")).unwrap();
    apps.map(|app| app.unwrap().path())
        .find(|app| app.join("app.db").exists())
        .unwrap()
}

/// The name of the object that came at this place.
fn named(data: &Path, place: usize) -> String {
    let database = rusqlite::Connection::open(app(data).join("app.db")).unwrap();
    let all = "SELECT name FROM objects ORDER BY touched, name";
    let mut all = database.prepare(all).unwrap();
    let names: Vec<String> = all.query_map([], |row| row.get(0)).unwrap().flatten().collect();
    names[place].clone()
}

/// How many objects lie on the disk.
fn here(data: &Path) -> usize {
    let Ok(owners) = std::fs::read_dir(app(data).join("objects")) else {
        return 0;
    };
    owners
        .map(|owner| std::fs::read_dir(owner.unwrap().path()).unwrap().count())
        .sum()
}

async fn moved(store: &mut Store, data: &Path, objects: usize) {
    until("all is in the bucket", || {
        let (there, begun) = store.there();
        (there.len(), begun, here(data)) == (objects, 0, 0)
    })
    .await;
}

async fn until(what: &str, mut is: impl FnMut() -> bool) {
    for _ in 0..1_200 {
        if is() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not in a minute: {what}");
}

fn get(server: &ServerProcess, token: &str, name: &str, query: &str, range: &str) -> (u16, Vec<u8>) {
    let host = server.address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let range = if range.is_empty() {
        String::new()
    } else {
        format!("range: {range}\r\n")
    };
    let asked = format!("GET /api/object/{name}{query} HTTP/1.1\r\nhost: {host}\r\ntoken: {token}\r\n{range}");
    write!(stream, "{asked}connection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
    (status, answer.split_off(end + 4))
}
