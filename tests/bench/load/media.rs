//! Files through the engine: one large one up and down, beside `curl` and the same bytes over the same loopback, and many
//! pictures at one time, with the most memory that this took.

use std::path::Path;
use std::time::{Duration, Instant};

use client::Client;
use client::requests::{Attachment, Manner};
use client::view::{AccountId, MessageState, MessageView};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use rand::rngs::ChaCha8Rng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use tempfile::TempDir;
use world::process::ServerProcess;

use crate::Numbers;
use crate::bare::Bare;
use crate::first_sync::{open, sign_in};
use crate::people::{Rest, User};
use crate::spent::{self, Spent};

const SEED: u64 = 11;
/// As the page brings it.
const PIECE: usize = 1 << 20;
const STEP: Duration = Duration::from_millis(20);

struct Side {
    client: Client,
    account: AccountId,
    user: User,
}

pub async fn measure(numbers: &Numbers) {
    let bytes = numbers.get("bytes", 1_000_000_000);
    let pictures = numbers.get("pictures", 200);
    let width = u32::try_from(numbers.get("width", 4_000)).expect("A side");
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, &folder.path().join("server")).await;
    let mut sides = Vec::new();
    for (number, user) in rest.users(1, 2).await.into_iter().enumerate() {
        let client = open(&folder.path().join(format!("client {number}"))).await;
        let account = sign_in(&client, &server.address, &user).await;
        sides.push(Side { client, account, user });
    }
    let [sender, reader] = <[Side; 2]>::try_from(sides).unwrap_or_else(|_| panic!("Two"));
    if bytes > 0 {
        large(&folder, &server, &sender, &reader, bytes).await;
    }
    if pictures > 0 {
        many(&server, &sender, &reader, pictures, width).await;
    }
}

async fn large(folder: &TempDir, server: &ServerProcess, sender: &Side, reader: &Side, length: u64) {
    let file = folder.path().join("large");
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    write(&file, length, &mut random);
    let bare = Bare::start(&file, &folder.path().join("taken"));
    let up = curl(&["-T", text(&file), &bare.address]);
    let down = curl(&["-o", text(&folder.path().join("got")), &bare.address]);
    tell("curl, bare, up", length, up, None);
    tell("curl, bare, down", length, down, None);

    let (before, own) = (Spent::of(server.id()), Spent::of(std::process::id()));
    spent::forget_peak();
    let begun = Instant::now();
    let id = bring(sender, "large.bin", &file).await;
    tell("brought into the engine", length, begun.elapsed(), Some(up));
    let begun = Instant::now();
    send(sender, reader, vec![id], Manner::File).await;
    until(sender, reader, |message| message.state == MessageState::Sent).await;
    tell("up", length, begun.elapsed(), Some(up));
    let message = until(reader, sender, |message| message.seq.is_some()).await;
    let begun = Instant::now();
    let fetched = reader.client.fetch_file(&reader.account, &message.client_msg_id);
    let fetched = fetched.await.expect("It comes");
    tell("down", length, begun.elapsed(), Some(down));
    assert_eq!(fetched.size, length, "all of it");
    println!(
        "processors for all of it: the server {:.2} s, both engines {:.2} s; the most memory of both engines {} MB",
        Spent::of(server.id()).since(&before).processors.as_secs_f64(),
        Spent::of(std::process::id()).since(&own).processors.as_secs_f64(),
        spent::peak() / 1_000_000,
    );
}

async fn many(server: &ServerProcess, sender: &Side, reader: &Side, count: u64, width: u32) {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let picture = picture(width, &mut random);
    let before = Spent::of(server.id());
    spent::forget_peak();
    let begun = Instant::now();
    let mut ids = Vec::new();
    for number in 0..count {
        // What stands behind a picture makes it another file and no other picture.
        let bytes = [picture.as_slice(), &number.to_be_bytes()].concat();
        let id = sender
            .client
            .begin_file(&sender.account, &format!("{number}.jpg"), bytes.len() as u64)
            .await;
        let id = id.expect("It begins");
        add(sender, &id, &bytes).await;
        sender.client.end_file(&sender.account, &id).await.expect("It is here");
        ids.push(id);
    }
    let brought = begun.elapsed();
    for ids in ids.chunks(100) {
        send(sender, reader, ids.to_vec(), Manner::Picture).await;
    }
    let written = begun.elapsed();
    until(sender, reader, |message| message.state == MessageState::Sent).await;
    let each = |time: Duration| time.as_secs_f64() * 1e3 / count as f64;
    println!(
        "{count} pictures of {} kB, {width} pixels wide: brought after {:.1} s ({:.0} ms each), made smaller and on their \
         way after {:.1} s ({:.0} ms each), sent after {:.1} s ({:.0} ms each)",
        picture.len() / 1_000,
        brought.as_secs_f64(),
        each(brought),
        written.as_secs_f64(),
        each(written),
        begun.elapsed().as_secs_f64(),
        each(begun.elapsed()),
    );
    println!(
        "the most memory of both engines {} MB; processors of the server {:.2} s",
        spent::peak() / 1_000_000,
        Spent::of(server.id()).since(&before).processors.as_secs_f64(),
    );
}

async fn add(side: &Side, id: &str, bytes: &[u8]) {
    for piece in bytes.chunks(PIECE) {
        let added = side.client.add_to_file(&side.account, id, piece.to_vec()).await;
        added.expect("A piece");
    }
}

async fn bring(side: &Side, name: &str, file: &Path) -> String {
    use std::io::Read as _;
    let id = side.client.begin_file(&side.account, name, 0).await.expect("It begins");
    let mut file = std::fs::File::open(file).expect("The file");
    loop {
        let mut piece = Vec::new();
        let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece);
        if read.expect("A piece of it") == 0 {
            break;
        }
        add(side, &id, &piece).await;
    }
    side.client.end_file(&side.account, &id).await.expect("It is here");
    id
}

async fn send(from: &Side, to: &Side, ids: Vec<String>, manner: Manner) {
    let conversation = from.client.open_conversation(&from.account, &to.user.user_id).await;
    let conversation = conversation.expect("A conversation").id;
    let files: Vec<_> = ids.into_iter().map(|id| Attachment { id, manner }).collect();
    let sent = from.client.send_files(&from.account, &conversation, &files, "", &[]);
    sent.await.expect("They go");
}

/// Until the newest messages are all so; the newest of them.
async fn until(side: &Side, with: &Side, so: impl Fn(&MessageView) -> bool) -> MessageView {
    let opened = side.client.open_conversation(&side.account, &with.user.user_id).await;
    let conversation = opened.expect("A conversation").id;
    loop {
        let page = side.client.messages(&side.account, &conversation, None, 300).await;
        let messages = page.expect("A page").messages;
        if messages.iter().all(&so)
            && let Some(last) = messages.into_iter().last()
        {
            return last;
        }
        tokio::time::sleep(STEP).await;
    }
}

fn tell(what: &str, length: u64, took: Duration, beside: Option<Duration>) {
    let ratio = beside.map_or(String::new(), |curl| {
        format!(", {:.0} % of curl", 100.0 * curl.as_secs_f64() / took.as_secs_f64())
    });
    println!(
        "{what}: {:.2} s, {:.0} MB a second{ratio}",
        took.as_secs_f64(),
        length as f64 / 1e6 / took.as_secs_f64()
    );
}

/// Without the second of waiting that curl takes before it sends much.
fn curl(words: &[&str]) -> Duration {
    let begun = Instant::now();
    let done = std::process::Command::new("curl")
        .args(["-sS", "--fail", "-H", "Expect:"])
        .args(words)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(done.expect("curl is installed").success());
    begun.elapsed()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("A path of words")
}

fn write(file: &Path, length: u64, random: &mut ChaCha8Rng) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(file).expect("A file");
    let mut left = length;
    while left > 0 {
        let mut piece = vec![0; usize::try_from(left.min(PIECE as u64)).expect("Small")];
        random.fill_bytes(&mut piece);
        file.write_all(&piece).expect("A piece");
        left -= piece.len() as u64;
    }
    file.sync_all().expect("On disk");
}

/// As a camera makes it: large, with some noise.
fn picture(width: u32, random: &mut ChaCha8Rng) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, width * 3 / 4, |x, y| {
        let noise: u8 = random.random_range(0..24);
        Rgb([
            noise + u8::try_from(x * 200 / width).unwrap_or(200),
            noise + u8::try_from(y * 200 / width).unwrap_or(200),
            100 + noise,
        ])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("A picture");
    bytes.into_inner()
}
