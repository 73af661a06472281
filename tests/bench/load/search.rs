//! Looking for messages among many on this device, in the engine: as one types, beside looking through all of them, and
//! whether both find the same.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use client::Client;
use client::requests::{Search, SearchKind};
use client::view::AccountId;
use protocol::content::{PICTURE, TEXT, VIDEO, VOICE, encode_text};
use protocol::search::fold;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};
use rusqlite::{Connection, params};
use world::process::ServerProcess;

use crate::Numbers;
use crate::first_sync::{open, sign_in};
use crate::people::Rest;

const READER: u64 = 1;
const SHOWN: u32 = 50;
const LENGTHS: [usize; 5] = [1, 2, 3, 4, 8];
/// Between two messages: a million are two years.
const APART_MS: u64 = 63_000;
const NOW_MS: i64 = 1_790_000_000_000;
const SEED: u64 = 7;

pub async fn measure(numbers: &Numbers) {
    let messages = numbers.get("messages", 1_000_000);
    let conversations = numbers.get("conversations", 200);
    let times = numbers.get("times", 200);
    let compared = numbers.get("compared", 10_000);
    let scans = numbers.get("scans", 10);
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, &folder.path().join("server")).await;
    let reader = rest.users(READER, 1).await.remove(0);
    let place = folder.path().join("client");
    let client = open(&place).await;
    let account = sign_in(&client, &server.address, &reader).await;
    client.close().await;
    drop(server);

    let file = database(&place);
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let begun = Instant::now();
    let bytes = write(&file, messages, conversations, &mut random);
    let plain = size(&file);
    println!(
        "{messages} messages in {conversations} conversations, {bytes} bytes of text, {} MB on disk, written after {:.0} s",
        plain / 1_000_000,
        begun.elapsed().as_secs_f64()
    );

    let client = open(&place).await;
    let begun = Instant::now();
    // It begins with the account.
    tokio::time::sleep(Duration::from_secs(1)).await;
    while client
        .search(&account, &words("boat"), None, 1)
        .await
        .expect("A search")
        .indexing
        .is_some_and(|progress| progress.done < progress.of)
    {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    client.close().await;
    println!(
        "the index is whole after {:.0} s, beside which anything else goes on: {:.0} µs a message, {:.0} bytes a message, \
         {:.2} times its text",
        begun.elapsed().as_secs_f64(),
        begun.elapsed().as_secs_f64() * 1e6 / messages as f64,
        (size(&file) - plain) as f64 / messages as f64,
        (size(&file) - plain) as f64 / bytes as f64
    );

    let client = open(&place).await;
    let texts = Texts::read(&file);
    for length in LENGTHS {
        let queries: Vec<String> = (0..times).map(|_| texts.query(length, &mut random)).collect();
        let (mut newest, mut counted, mut scanned) = (Vec::new(), Vec::new(), Vec::new());
        for query in &queries {
            newest.push(timed(client.search(&account, &words(query), None, SHOWN)).await);
            counted.push(timed(client.search_counts(&account, &words(query))).await);
        }
        for query in queries.iter().take(usize::try_from(scans).expect("A number")) {
            scanned.push(texts.scan(query));
        }
        println!(
            "{length} signs: the newest {SHOWN} p50 {:.2} ms, p99 {:.2} ms, at most {:.2} ms; counts p50 {:.1} ms, p99 {:.1} ms; \
             LIKE over folded text p50 {:.0} ms, at most {:.0} ms",
            at(&mut newest, 50),
            at(&mut newest, 99),
            at(&mut newest, 100),
            at(&mut counted, 50),
            at(&mut counted, 99),
            at(&mut scanned, 50),
            at(&mut scanned, 100),
        );
    }
    kinds(&client, &account, times, conversations, &mut random).await;
    compare(&client, &account, &texts, compared, &mut random).await;
    client.close().await;
}

fn words(query: &str) -> Search {
    Search {
        query: query.to_owned(),
        ..Search::default()
    }
}

/// Without words: everywhere, in one conversation, and there before some time.
async fn kinds(client: &Client, account: &AccountId, times: u64, conversations: u64, random: &mut ChaCha8Rng) {
    let kinds = [
        ("everything", None),
        ("text", Some(SearchKind::Text)),
        ("voice", Some(SearchKind::Voice)),
        ("videos", Some(SearchKind::Video)),
    ];
    for (name, kind) in kinds {
        let (mut newest, mut counted) = (Vec::new(), Vec::new());
        for number in 0..times {
            let place = format!("si_1_{}", 1_000_000 + random.random_range(0..conversations));
            let back = i64::try_from(random.random_range(0..730_u64) * 86_400_000).expect("A time");
            let asked = Search {
                kind,
                conversation_id: (number % 3 > 0).then_some(place),
                to: (number % 3 > 1).then_some(NOW_MS - back),
                ..Search::default()
            };
            newest.push(timed(client.search(account, &asked, None, SHOWN)).await);
            // Counting all of it is one answer.
            if number % 3 > 0 || number == 0 {
                counted.push(timed(client.search_counts(account, &asked)).await);
            }
        }
        println!(
            "{name} without words: the newest {SHOWN} p50 {:.2} ms, p99 {:.2} ms, at most {:.2} ms; counts p50 {:.1} ms, \
             at most {:.1} ms",
            at(&mut newest, 50),
            at(&mut newest, 99),
            at(&mut newest, 100),
            at(&mut counted, 50),
            at(&mut counted, 100),
        );
    }
}

async fn timed<T>(work: impl Future<Output = T>) -> Duration {
    let begun = Instant::now();
    let _ = work.await;
    begun.elapsed()
}

/// The time below which so many of a hundred lie, in milliseconds.
fn at(times: &mut [Duration], hundredth: usize) -> f64 {
    times.sort_unstable();
    let place = (times.len() * hundredth / 100).min(times.len().saturating_sub(1));
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// Whether the index finds how many messages looking through all of them finds, and the same newest ones.
async fn compare(client: &Client, account: &AccountId, texts: &Texts, count: u64, random: &mut ChaCha8Rng) {
    let (mut same, mut found) = (0_u64, 0_u64);
    for number in 0..count {
        let length = LENGTHS[usize::try_from(number).expect("A number") % LENGTHS.len()];
        let query = texts.query(length, random);
        let expected = texts.look_through(&query);
        let counts = client.search_counts(account, &words(&query)).await.expect("Counts");
        let counted: i64 = counts.iter().map(|one| one.count).sum();
        let hits = client
            .search(account, &words(&query), None, SHOWN)
            .await
            .expect("A search")
            .hits;
        let newest: Vec<i64> = hits.iter().map(|hit| hit.message.time).collect();
        let shown = expected.len().min(SHOWN as usize);
        assert_eq!(counted, expected.len() as i64, "{query:?}");
        assert_eq!(newest, expected[..shown], "{query:?}");
        same += 1;
        found += expected.len() as u64;
    }
    println!("{same} of {count} random queries find what looking through all messages finds, {found} messages in all");
}

/// What was written, folded, the newest first.
struct Texts {
    folded: Vec<(i64, String)>,
    table: Connection,
}

impl Texts {
    fn read(file: &Path) -> Self {
        let db = Connection::open(file).expect("The database");
        let mut statement = db
            .prepare("SELECT time, content FROM messages WHERE content_type = 101 ORDER BY time DESC")
            .expect("A statement");
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .expect("Rows");
        let folded: Vec<(i64, String)> = rows
            .map(|row| {
                let (time, content) = row.expect("A row");
                let text = protocol::content::decode_text(&content).expect("A text");
                (time, fold(&text).signs().collect())
            })
            .collect();
        let table = Connection::open_in_memory().expect("A database");
        table
            .execute_batch("CREATE TABLE folded (time INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT; BEGIN;")
            .expect("A table");
        {
            let mut insert = table
                .prepare("INSERT INTO folded VALUES (?1, ?2)")
                .expect("A statement");
            for (time, text) in &folded {
                insert.execute(params![time, text]).expect("A row");
            }
        }
        table.execute_batch("COMMIT").expect("A commit");
        Self { folded, table }
    }

    /// A part of a message, in nine of ten cases; otherwise signs that were drawn.
    fn query(&self, length: usize, random: &mut ChaCha8Rng) -> String {
        loop {
            let query: String = if random.random_range(0..10) == 0 {
                (0..length).map(|_| sign(random)).collect()
            } else {
                let (_, text) = &self.folded[random.random_range(0..self.folded.len())];
                let signs: Vec<char> = text.chars().collect();
                if signs.len() < length {
                    continue;
                }
                let from = random.random_range(0..=signs.len() - length);
                signs[from..from + length].iter().collect()
            };
            if query.trim() == query {
                return query;
            }
        }
    }

    /// The times of all that contain the query.
    fn look_through(&self, query: &str) -> Vec<i64> {
        let query: String = fold(query).signs().collect();
        let found = self.folded.iter().filter(|(_, text)| text.contains(&query));
        found.map(|(time, _)| *time).collect()
    }

    /// The newest ones by SQLite's own means.
    fn scan(&self, query: &str) -> Duration {
        let begun = Instant::now();
        let mut statement = self
            .table
            .prepare_cached("SELECT time FROM folded WHERE text LIKE ?1 ESCAPE '\\' ORDER BY time DESC LIMIT 50")
            .expect("A statement");
        let escaped = query.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let rows = statement
            .query_map([format!("%{escaped}%")], |row| row.get::<_, i64>(0))
            .expect("Rows");
        assert!(rows.count() <= 50);
        begun.elapsed()
    }
}

/// The commonest characters first, as in what people write.
fn sign(random: &mut ChaCha8Rng) -> char {
    let drawn: f64 = random.random();
    let place = ((2_500_f64 + 8.0).powf(drawn) * 8_f64.powf(1.0 - drawn) - 8.0) as u32;
    char::from_u32(0x4e00 + place * 7).unwrap_or('好')
}

/// Seven of ten are Chinese.
fn text(random: &mut ChaCha8Rng) -> String {
    const WORDS: [&str; 24] = [
        "the", "to", "meeting", "tomorrow", "at", "project", "file", "update", "thanks", "lunch", "boat", "harbour",
        "please", "see", "you", "report", "Friday", "OK", "can", "we", "move", "it", "later", "build",
    ];
    let long = random.random_range(0..10) == 0;
    if random.random_range(0..10) < 7 {
        let length = random.random_range(2..if long { 160 } else { 32 });
        let mut text: String = (0..length).map(|_| sign(random)).collect();
        text.push_str(["", "。", "？", "😀", " ok"][random.random_range(0..5)]);
        text
    } else {
        let length = random.random_range(1..if long { 60 } else { 10 });
        let words: Vec<&str> = (0..length)
            .map(|_| WORDS[random.random_range(0..WORDS.len())])
            .collect();
        words.join(" ")
    }
}

/// Writes messages as a client would have them, without an index. Bytes of text.
fn write(file: &Path, messages: u64, conversations: u64, random: &mut ChaCha8Rng) -> u64 {
    let db = Connection::open(file).expect("The database");
    db.execute_batch("PRAGMA synchronous = OFF; DELETE FROM index_state; BEGIN;")
        .expect("A transaction");
    let mut bytes = 0;
    {
        let mut insert = db
            .prepare(
                "INSERT INTO messages (conversation_id, client_msg_id, sent_as, server_msg_id, seq, countable, sender_id,
                     sender_nickname, mine, time, content_type, content)
                 VALUES (?1, ?2, ?2, ?3, ?4, 1, ?5, ?6, 0, ?7, ?8, ?9)",
            )
            .expect("A statement");
        for number in 0..messages {
            let place = random.random_range(0..conversations);
            let text = text(random);
            let kind = match random.random_range(0..50) {
                0..3 => PICTURE,
                3..5 => VOICE,
                5 => VIDEO,
                _ => TEXT,
            };
            let content = if kind == TEXT {
                encode_text(&text)
            } else {
                b"{}".to_vec()
            };
            bytes += if kind == TEXT { text.len() as u64 } else { 0 };
            let peer = 1_000_000 + place;
            let time = NOW_MS - i64::try_from((messages - number) * APART_MS).expect("A time");
            insert
                .execute(params![
                    format!("si_1_{peer}"),
                    format!("{number:032x}"),
                    format!("{number:032x}"),
                    i64::try_from(number + 1).expect("A seq"),
                    peer.to_string(),
                    format!("Person {place}"),
                    time,
                    kind,
                    content
                ])
                .expect("A row");
        }
    }
    db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")
        .expect("A commit");
    bytes
}

/// The one account's database.
fn database(place: &Path) -> PathBuf {
    let accounts = std::fs::read_dir(place.join("accounts")).expect("The accounts");
    let folder = accounts
        .map(|entry| entry.expect("A folder").path())
        .next()
        .expect("One account");
    folder.join("selkie.db")
}

fn size(file: &Path) -> u64 {
    let db = Connection::open(file).expect("The database");
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .expect("A checkpoint");
    std::fs::metadata(file).expect("A file").len()
}
