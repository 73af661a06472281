//! A client without a face, as a process of its own, so that a test can kill it: `headless FOLDER`, then one command a
//! line on its standard input and answers as lines on its standard output. Knows no window and no test.
//!
//! ```text
//! register ADDRESS NAME PASSWORD   -> registered USERID
//! flood USERID COUNT PREFIX        -> accepted CLIENTMSGID, for each text as soon as it is taken
//! settle                           -> settled, when nothing is on its way any more
//! show USERID                      -> row CLIENTMSGID STATE TEXT, oldest first; then end
//! keep USERID COUNT                -> accepted SEQ, for each of the newest messages as soon as it is kept
//! favourites                       -> row SEQ STATE TEXT, the one kept last first; then end
//! bring BYTES                      -> brought, or refused CODE
//! send USERID BYTES                -> taken CLIENTMSGID
//! fetch USERID                     -> fetched BYTES of the newest message, or refused CODE
//! go                               -> going; dials at once
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests of real processes"
)]

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::sync::Arc;

use client::error::Problem;
use client::keychain::{Keychain, KeychainError};
use client::requests::{Attachment, Cursor, Favoured, Manner, NewAccount};
use client::view::{AccountId, Content, FavouriteView, LinkState, MessageState, MessageView, SecretStore};
use client::{Client, Setup};
use futures_util::future::BoxFuture;

/// Secrets in a file beside the folder: a test must not write into the keychain of whoever runs it.
struct FileKeychain(PathBuf);

impl FileKeychain {
    fn file(&self, name: &str) -> PathBuf {
        self.0
            .with_extension(format!("secret-{}", name.replace(['/', '\\', ':'], "-")))
    }
}

impl Keychain for FileKeychain {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>> {
        let found = std::fs::read_to_string(self.file(name)).ok();
        Box::pin(std::future::ready(Ok(found)))
    }

    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>> {
        let part = self.file(name).with_extension("part");
        let kept = std::fs::write(&part, secret).and_then(|()| std::fs::rename(&part, self.file(name)));
        Box::pin(std::future::ready(
            kept.map(|()| SecretStore::File).map_err(|_| KeychainError),
        ))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        let _ = std::fs::remove_file(self.file(name));
        Box::pin(std::future::ready(Ok(())))
    }
}

/// One line, at once: whoever reads it may act on it before this process does anything else.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .expect("Somebody listens");
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("A folder"));
    let (commands, mut waiting) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            if commands.send(line.expect("A command")).is_err() {
                return;
            }
        }
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("A runtime");
    runtime.block_on(async {
        let mut setup = Setup::real(folder.clone());
        setup.keychain = Arc::new(FileKeychain(folder));
        let client = Client::open(setup).await.expect("The client opens");
        say("ready");
        while let Some(line) = waiting.recv().await {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["register", address, name, password] => register(&client, address, name, password).await,
                ["flood", to, count, prefix] => flood(&client, to, count.parse().expect("A count"), prefix).await,
                ["settle"] => settle(&client).await,
                ["show", with] => show(&client, with).await,
                ["keep", with, count] => keep(&client, with, count.parse().expect("A count")).await,
                ["favourites"] => favourites(&client).await,
                ["bring", bytes] => match bring(&client, bytes.parse().expect("A number")).await {
                    Ok(_) => say("brought"),
                    Err(problem) => say(&format!("refused {:?}", problem.code)),
                },
                ["send", to, bytes] => send(&client, to, bytes.parse().expect("A number")).await,
                ["fetch", with] => fetch(&client, with).await,
                ["go"] => {
                    client.go();
                    say("going");
                }
                _ => panic!("Unknown command {line:?}"),
            }
        }
    });
}

fn account(client: &Client) -> AccountId {
    client.accounts().first().expect("An account").id.clone()
}

async fn register(client: &Client, address: &str, name: &str, password: &str) {
    let new = NewAccount {
        address: address.into(),
        account: name.into(),
        password: password.into(),
        nickname: name.into(),
        ..NewAccount::default()
    };
    let registered = client
        .register(new)
        .await
        .unwrap_or_else(|problem| panic!("Registering: {problem}"));
    say(&format!("registered {}", registered.account.user_id));
}

async fn flood(client: &Client, to: &str, count: u32, prefix: &str) {
    let account = account(client);
    let conversation = client.open_conversation(&account, to).await.expect("A conversation").id;
    for number in 0..count {
        let message = client
            .send_text(&account, &conversation, &format!("{prefix}-{number}"))
            .await
            .expect("Sending");
        say(&format!("accepted {}", message.client_msg_id));
    }
}

async fn keep(client: &Client, with: &str, count: u32) {
    let account = account(client);
    let conversation = client
        .open_conversation(&account, with)
        .await
        .expect("A conversation")
        .id;
    let page = client.messages(&account, &conversation, None, count).await;
    for message in page.expect("A page").messages {
        let kept = client.keep_favourites(&account, vec![message.client_msg_id]).await;
        kept.expect("It is kept");
        say(&format!("accepted {}", message.seq.expect("It was sent")));
    }
}

async fn favourites(client: &Client) {
    for one in kept(client).await {
        let Content::Text { text, .. } = one.message.content else {
            panic!("Not a text")
        };
        let state = if one.waiting { "waiting" } else { "kept" };
        say(&format!("row {} {state} {text}", one.at.expect("It is there")));
    }
    say("end");
}

async fn kept(client: &Client) -> Vec<FavouriteView> {
    let asked = Favoured::default();
    let kept = client.favourites(&account(client), &asked, 2_000).await;
    kept.expect("Favourites").all
}

/// A file of zeros, piece by piece, as the page brings one.
async fn bring(client: &Client, mut bytes: usize) -> Result<String, Problem> {
    let account = account(client);
    let id = client.begin_file(&account, "zeros.bin", bytes as u64).await?;
    while bytes > 0 {
        let piece = vec![0; bytes.min(1 << 20)];
        bytes -= piece.len();
        client.add_to_file(&account, &id, piece).await?;
    }
    client.end_file(&account, &id).await?;
    Ok(id)
}

async fn send(client: &Client, to: &str, bytes: usize) {
    let account = account(client);
    let id = bring(client, bytes).await.expect("It is taken");
    let conversation = client.open_conversation(&account, to).await.expect("A conversation").id;
    let files = [Attachment {
        id,
        manner: Manner::File,
    }];
    let sent = client.send_files(&account, &conversation, &files, "", &[]).await;
    say(&format!("taken {}", sent.expect("It goes")[0].client_msg_id));
}

async fn fetch(client: &Client, with: &str) {
    let account = account(client);
    let mut events = client.subscribe();
    let conversation = client
        .open_conversation(&account, with)
        .await
        .expect("A conversation")
        .id;
    let id = loop {
        let page = client.messages(&account, &conversation, None, 1).await.expect("A page");
        if let Some(newest) = page.messages.into_iter().last() {
            break newest.client_msg_id;
        }
        events.next().await;
    };
    match client.fetch_file(&account, &id).await {
        Ok(file) => say(&format!("fetched {}", file.size)),
        Err(problem) => say(&format!("refused {:?}", problem.code)),
    }
}

/// Online, and nothing of what is shown is still being sent.
async fn settle(client: &Client) {
    let mut events = client.subscribe();
    while !is_settled(client).await {
        events.next().await;
        while events.try_next().is_some() {}
    }
    say("settled");
}

async fn is_settled(client: &Client) -> bool {
    let account = account(client);
    if client.accounts().iter().any(|view| view.link != LinkState::Online) {
        return false;
    }
    for conversation in client.conversations(&account).await.expect("The list") {
        let page = client
            .messages(&account, &conversation.id, None, 1)
            .await
            .expect("A page");
        // Rows on their way come last.
        if page
            .messages
            .iter()
            .any(|message| message.state == MessageState::Sending)
        {
            return false;
        }
    }
    !kept(client).await.iter().any(|one| one.waiting)
}

async fn show(client: &Client, with: &str) {
    let account = account(client);
    let conversation = client
        .open_conversation(&account, with)
        .await
        .expect("A conversation")
        .id;
    let mut pages: Vec<Vec<MessageView>> = Vec::new();
    let mut before = None;
    loop {
        let page = client
            .messages(&account, &conversation, before, 100)
            .await
            .expect("A page");
        before = page.messages.first().map(|message| Cursor {
            seq: message.seq,
            local: message.local,
        });
        pages.push(page.messages);
        if !page.older {
            break;
        }
    }
    for message in pages.into_iter().rev().flatten() {
        let Content::Text { text, .. } = message.content else {
            panic!("Not a text")
        };
        let state = match message.state {
            MessageState::Received => "received",
            MessageState::Sending => "sending",
            MessageState::Sent | MessageState::Read => "sent",
            MessageState::Failed { .. } => "failed",
        };
        say(&format!("row {} {state} {text}", message.client_msg_id));
    }
    say("end");
}
