//! People who show what Selkie is like, for `make demo` and `make screenshots`: the real engine of each plays a small
//! conversation on a real server, line by line. What they say is in `lines.rs`; nothing here knows a window.

pub mod gallery;
mod lines;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow};
use client::{
    Client, Setup, Subscription,
    event::Event,
    keychain::{Keychain, KeychainError},
    requests::NewAccount,
    view::{AccountId, Content, LinkState, MessageState, MessageView, SecretStore},
};
use futures_util::future::BoxFuture;

pub use lines::{CHINESE, Cast, ENGLISH, Line, Role, STRANGE};

/// Of everybody in the cast; nobody is admitted by it elsewhere.
pub const PASSWORD: &str = "the blue one survived";

const PATIENCE: Duration = Duration::from_secs(60);

/// One of them, with a data folder that the app can open afterwards.
pub struct Player {
    client: Client,
    events: Subscription,
    account: AccountId,
    user_id: String,
}

impl Player {
    /// A new account on the server at this address, whose data lie in a folder of this name.
    async fn register(address: &str, role: &Role, folder: &Path) -> Result<Self> {
        let folder = folder.join(role.account);
        let client = Client::open(Setup {
            keychain: Arc::new(Files(folder.join("secrets"))),
            ..Setup::real(folder)
        });
        let client = client.await.map_err(|problem| anyhow!("Open the data: {problem}"))?;
        let mut events = client.subscribe();
        let new = NewAccount {
            address: address.into(),
            account: role.account.into(),
            password: PASSWORD.into(),
            nickname: role.nickname.into(),
            ..NewAccount::default()
        };
        let registered = client.register(new).await;
        let account = registered.map_err(|problem| anyhow!("Register: {problem}"))?.account;
        while client.accounts().iter().any(|one| one.link != LinkState::Online) {
            events.next().await;
        }
        Ok(Self {
            client,
            events,
            account: account.id,
            user_id: account.user_id,
        })
    }

    /// Writes to somebody, and waits until they have it: a conversation has an order.
    async fn says(&self, to: &mut Self, line: &Line) -> Result<()> {
        let conversation = self.client.open_conversation(&self.account, &to.user_id).await;
        let conversation = conversation.map_err(|problem| anyhow!("Open the conversation: {problem}"))?;
        let sent = self.client.send_text(&self.account, &conversation.id, line.text).await;
        sent.map_err(|problem| anyhow!("Send: {problem}"))?;
        let heard = tokio::time::timeout(PATIENCE, to.hears(line.text)).await;
        let heard = heard.with_context(|| format!("Never heard: {}", line.text))?;
        if line.unread {
            return Ok(());
        }
        let seq = heard.seq.context("What was received has a number")?;
        let read = to.client.mark_read(&to.account, &heard.conversation_id, seq).await;
        read.map_err(|problem| anyhow!("Read: {problem}"))
    }

    async fn hears(&mut self, text: &str) -> MessageView {
        loop {
            let Event::Messages { changed, .. } = self.events.next().await else {
                continue;
            };
            let wanted = |message: &MessageView| {
                message.state == MessageState::Received && message.content == Content::text(text)
            };
            if let Some(message) = changed.into_iter().find(wanted) {
                return message;
            }
        }
    }

    /// Leaves the folder to the app.
    pub async fn close(self) {
        self.client.close().await;
    }
}

/// Registers everybody and lets them say their lines. The data of each lie in the folder, under the account's name.
pub async fn play(address: &str, cast: &Cast, folder: &Path) -> Result<Vec<Player>> {
    let mut players = Vec::new();
    for role in cast.roles {
        players.push(Player::register(address, role, folder).await?);
    }
    for line in cast.lines {
        let (from, to) = two(&mut players, line.from, line.to).context("A line is between two people")?;
        from.says(to, line).await?;
    }
    Ok(players)
}

fn two(players: &mut [Player], from: usize, to: usize) -> Option<(&Player, &mut Player)> {
    let (before, after) = players.split_at_mut_checked(from.max(to))?;
    let (low, high) = (before.get_mut(from.min(to))?, after.first_mut()?);
    Some(if from < to { (low, high) } else { (high, low) })
}

/// Secrets where the app looks before it asks the keychain, so that whoever runs a demo finds nothing in theirs.
struct Files(PathBuf);

impl Keychain for Files {
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<String>, KeychainError>> {
        Box::pin(std::future::ready(Ok(fs::read_to_string(self.0.join(name)).ok())))
    }

    fn set<'a>(&'a self, name: &'a str, secret: &'a str) -> BoxFuture<'a, Result<SecretStore, KeychainError>> {
        let kept = fs::create_dir_all(&self.0).and_then(|()| fs::write(self.0.join(name), secret));
        Box::pin(std::future::ready(
            kept.map(|()| SecretStore::File).map_err(|_| KeychainError),
        ))
    }

    fn delete<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), KeychainError>> {
        let gone = fs::remove_file(self.0.join(name));
        Box::pin(std::future::ready(gone.map_err(|_| KeychainError)))
    }
}
