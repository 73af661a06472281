//! A server on which somebody has talked for years, and a data folder into which the client itself has synced it all.

use std::path::PathBuf;
use std::time::Instant;

use client::Client;
use client::view::AccountId;
use protocol::ids::conversation_id;
use tempfile::TempDir;
use tokio::task::JoinSet;
use world::process::ServerProcess;

use super::device;
use crate::Numbers;
use crate::first_sync::everything;
use crate::people::{Rest, User};
use crate::wire;

/// Sends of one person under way while filling.
const WINDOW: u64 = 256;
/// People who write at once.
const AT_ONCE: usize = 16;
const FRIENDS: u64 = 1_000_000;
const READER: u64 = 1;
pub const TALKER: u64 = 2;

pub struct Filled {
    folder: TempDir,
    server: ServerProcess,
    reader: String,
    /// Of how many messages the long conversation is.
    pub long: u64,
    /// Which conversation of the list that is.
    pub id: String,
}

impl Filled {
    pub async fn new(numbers: &Numbers) -> Self {
        let messages = numbers.get("messages", 1_000_000);
        let conversations = numbers.get("conversations", 2_000);
        let long = numbers.get("long", 100_000);
        let each = (messages - long) / (conversations - 1);
        let begun = Instant::now();
        let folder = tempfile::tempdir().expect("A folder");
        let place = folder.path().join("server");
        let server = ServerProcess::start(&place, "127.0.0.1:0").expect("The server starts");
        let mut rest = Rest::open(&server.address, &place).await;
        let reader = rest.users(READER, 1).await.remove(0);
        let talker = rest.users(TALKER, 1).await.remove(0);
        let mut writing = JoinSet::new();
        for friend in rest.users(FRIENDS, conversations - 1).await {
            if writing.len() == AT_ONCE {
                writing.join_next().await;
            }
            writing.spawn(write(server.address.clone(), friend, reader.user_id.clone(), each));
        }
        writing.join_all().await;
        // Last, so that it is the first of the list.
        tokio::join!(
            write(
                server.address.clone(),
                copy(&talker),
                reader.user_id.clone(),
                long - long / 2
            ),
            write(server.address.clone(), copy(&reader), talker.user_id.clone(), long / 2),
        );
        println!("the server has them after {:.0} s", begun.elapsed().as_secs_f64());
        let id = conversation_id::single(&reader.user_id, &talker.user_id);
        // Nobody keeps a connection open that long for nothing.
        let token = Rest::open(&server.address, &place).await.token(&reader.user_id).await;
        let filled = Self {
            folder,
            server,
            reader: reader.user_id.clone(),
            long,
            id,
        };
        filled.sync(&User { token, ..reader }).await;
        println!(
            "{conversations} conversations, {} messages in the data folder after {:.0} s",
            each * (conversations - 1) + long,
            begun.elapsed().as_secs_f64()
        );
        filled
    }

    pub fn address(&self) -> String {
        self.server.address.clone()
    }

    /// Whose window it is.
    pub fn reader(&self) -> &str {
        &self.reader
    }

    /// So many of those who wrote to her, with tokens to write once more.
    pub async fn friends(&self, count: u64) -> Vec<User> {
        let place = self.folder.path().join("server");
        let mut rest = Rest::open(&self.address(), &place).await;
        let mut friends = Vec::new();
        for number in FRIENDS..FRIENDS + count {
            let user_id = number.to_string();
            let token = rest.token(&user_id).await;
            friends.push(User { user_id, token });
        }
        friends
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("client")
    }

    /// Brings everything into the data folder, and reads it.
    async fn sync(&self, reader: &User) {
        let (client, account) = device::sign_in(&self.data(), &self.address(), reader).await;
        for row in client.conversations(&account).await.expect("The list") {
            let newest = client.messages(&account, &row.id, None, 1).await.expect("A page");
            let seq = newest
                .messages
                .last()
                .and_then(|last| last.seq)
                .expect("A newest message");
            everything(&client, &account, &row.id, u64::try_from(seq).expect("A number")).await;
            client.mark_read(&account, &row.id, seq).await.expect("A mark");
        }
        self.read(&client, &account).await;
        client.close().await;
    }

    /// Waits until nothing is unread.
    async fn read(&self, client: &Client, account: &AccountId) {
        let mut events = client.subscribe();
        while client
            .conversations(account)
            .await
            .expect("The list")
            .iter()
            .any(|row| row.unread > 0)
        {
            events.next().await;
        }
    }
}

fn copy(user: &User) -> User {
    User {
        user_id: user.user_id.clone(),
        token: user.token.clone(),
    }
}

async fn write(address: String, from: User, to: String, count: u64) {
    let mut socket = wire::session(&address, &from.user_id, &from.token).await;
    let (mut sent, mut answered) = (0, 0);
    while answered < count {
        while sent < count && sent - answered < WINDOW {
            let text = text(sent.wrapping_mul(31) ^ count);
            wire::send(&mut socket, wire::text_frame(&from.user_id, &to, sent, &text)).await;
            sent += 1;
        }
        if wire::is_answer(&wire::next(&mut socket).await) {
            answered += 1;
        }
    }
}

/// Most are short, some are of several lines, as people write.
fn text(number: u64) -> String {
    const WORDS: [&str; 12] = [
        "tide", "the", "harbour", "a", "boat", "今天", "天气", "rope", "we", "mend", "before", "evening",
    ];
    let drawn = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let length = match drawn % 20 {
        0 => 60,
        1..=4 => 24,
        _ => 3 + drawn % 9,
    };
    let words = (0..length).map(|at| WORDS[usize::try_from((drawn >> (at % 24)) % 12).unwrap_or_default()]);
    words.collect::<Vec<_>>().join(" ")
}
