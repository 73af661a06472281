//! Finding by name among all that somebody knows, as the quick switcher does with each key: in the engine, without the
//! page.

use std::time::{Duration, Instant};

use client::Client;
use client::view::AccountId;
use world::process::ServerProcess;

use crate::Numbers;
use crate::first_sync::{fill, open, sign_in};
use crate::people::{Rest, User};

const READER: u64 = 1;
const FRIENDS: u64 = 1_000_000;
/// Who has written to the reader, so that there is a conversation with him.
const TALKERS: u64 = 200;
/// As many as the switcher shows.
const SHOWN: usize = 50;
/// How people type; each key asks once more.
pub const TYPED: [&str; 9] = [
    "zhangwei",
    "lxm",
    "王",
    "欧阳",
    "maria s",
    "oconnor",
    "jhnsmth",
    "陈x",
    "nobodyiscalledso",
];
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn measure(numbers: &Numbers) {
    let count = numbers.get("names", 10_000);
    let times = numbers.get("times", 9);
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, &folder.path().join("server")).await;
    let reader = rest.users(READER, 1).await.remove(0);
    let ids: Vec<String> = (FRIENDS..FRIENDS + count).map(|number| number.to_string()).collect();
    let names: Vec<String> = (0..count).map(name).collect();
    rest.register_as(&ids, &names).await;
    rest.befriend(&reader.user_id, &ids).await;
    for user_id in ids.iter().take(usize::try_from(TALKERS).expect("A number")) {
        let token = rest.token(user_id).await;
        let user_id = user_id.clone();
        fill(&server.address, &User { user_id, token }, &reader.user_id, 1).await;
    }
    let client = open(&folder.path().join("client")).await;
    let account = sign_in(&client, &server.address, &reader).await;
    let begun = Instant::now();
    while client.friends(&account).await.expect("The contacts").len() as u64 != count {
        assert!(begun.elapsed() < PATIENCE, "Not all came");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // What follows the lists is done too.
    tokio::time::sleep(Duration::from_secs(3)).await;

    let first = key(&client, &account, "z").await.0;
    let (mut keys, mut asked) = (Vec::new(), Vec::new());
    for text in TYPED {
        let mut typed = String::new();
        for sign in text.chars() {
            typed.push(sign);
            asked.push(typed.clone());
        }
    }
    asked.push(String::new());
    for query in &asked {
        let mut times_of = Vec::new();
        let mut found = 0;
        for _ in 0..times {
            let (time, count) = key(&client, &account, query).await;
            times_of.push(time);
            found = count;
        }
        times_of.sort_unstable();
        keys.push((times_of[times_of.len() / 2], query, found));
    }
    keys.sort_unstable();
    let middle = keys[keys.len() / 2].0;
    let (worst, query, found) = &keys[keys.len() - 1];
    println!(
        "finding among {count} names: the first key {:.1} ms, then {:.1} ms a key, at most {:.1} ms ({query:?}, {found} \
         shown), of {} keys",
        ms(first),
        ms(middle),
        ms(*worst),
        keys.len()
    );
    client.close().await;
}

async fn key(client: &Client, account: &AccountId, query: &str) -> (Duration, usize) {
    let begun = Instant::now();
    let found = client.find_known(account, query, SHOWN).await.expect("What is found");
    (begun.elapsed(), found.len())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Two thirds are Chinese.
pub fn name(number: u64) -> String {
    const FAMILY: [&str; 16] = [
        "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "曾", "单", "欧阳", "司马",
    ];
    const GIVEN: [&str; 20] = [
        "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀",
        "霞", "平",
    ];
    const FIRST: [&str; 16] = [
        "Maria", "John", "Zoë", "Ahmed", "Sofía", "Peter", "Nadia", "Ivan", "Grace", "Liam", "Chloé", "Omar", "Hana",
        "Jürgen", "Emma", "Noah",
    ];
    const LAST: [&str; 16] = [
        "Smith",
        "Silva",
        "O'Connor",
        "Müller",
        "Kowalski",
        "Nguyen",
        "Rossi",
        "Haddad",
        "Jensen",
        "Novák",
        "Dubois",
        "Okafor",
        "Tanaka",
        "Garcia",
        "Brown",
        "Lindqvist",
    ];
    let drawn = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let of = |words: &[&'static str], shift: u32| words[(drawn >> shift) as usize % words.len()];
    if number % 3 < 2 {
        format!("{}{}{}", of(&FAMILY, 20), of(&GIVEN, 30), of(&GIVEN, 40))
    } else {
        format!("{} {}", of(&FIRST, 20), of(&LAST, 30))
    }
}
