//! The other world: the server on threads, real sockets and a real disk, and clients like those on people's desks. Slow
//! and not repeatable, so only a few stories are told in it. Knows no simulation.

#![allow(clippy::disallowed_methods, reason = "the real world has real threads and tasks")]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use client::event::Event;
use client::keychain::MemoryKeychain;
use client::requests::{CodeTo, NewAccount};
use client::view::{AccountId, MessageView};
use client::{Client, Setup};
use server::{Config, Env, Server};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub struct RealServer {
    pub address: String,
    server: Server,
    serving: JoinHandle<()>,
    _folder: TempDir,
}

impl RealServer {
    pub async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Self {
        let folder = tempfile::tempdir().expect("A folder");
        let server = Server::open(folder.path(), config, Env::real())
            .await
            .expect("The server opens");
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .expect("A free port");
        let address = format!("http://{}", listener.local_addr().expect("An address"));
        let serving = tokio::spawn({
            let server = server.clone();
            async move {
                server.serve(listener, None).await;
            }
        });
        Self {
            address,
            server,
            serving,
            _folder: folder,
        }
    }

    /// Ends as by SIGTERM.
    pub async fn stop(self) {
        self.server.shut_down().await;
        self.serving.abort();
    }
}

/// Somebody with one device on the real network.
pub struct RealPerson {
    pub client: Client,
    pub account: AccountId,
    pub user_id: String,
    _folder: TempDir,
}

/// Somebody with the app and without an account.
pub struct Stranger {
    pub client: Client,
    _folder: TempDir,
}

impl Stranger {
    pub async fn come() -> Self {
        let folder = tempfile::tempdir().expect("A folder");
        let client = Client::open(setup(folder.path())).await.expect("The client opens");
        Self {
            client,
            _folder: folder,
        }
    }
}

impl RealPerson {
    pub async fn register(server: &RealServer, name: &str) -> Self {
        Self::register_with(server, name, None).await
    }

    /// With a code, and where it was sent.
    pub async fn register_with(server: &RealServer, name: &str, proof: Option<(CodeTo, String)>) -> Self {
        let folder = tempfile::tempdir().expect("A folder");
        let client = Client::open(setup(folder.path())).await.expect("The client opens");
        let new = NewAccount {
            address: server.address.clone(),
            account: name.into(),
            password: format!("{name}'s own secret"),
            nickname: name.into(),
            to: proof.as_ref().map(|(to, _)| to.clone()),
            code: proof.map(|(_, code)| code),
            ..NewAccount::default()
        };
        let registered = client.register(new).await.expect("Registering");
        let (account, user_id) = (registered.account.id, registered.account.user_id);
        Self {
            client,
            account,
            user_id,
            _folder: folder,
        }
    }

    pub async fn says(&self, to: &Self, text: &str) -> MessageView {
        let conversation = self
            .client
            .open_conversation(&self.account, &to.user_id)
            .await
            .expect("A conversation");
        self.client
            .send_text(&self.account, &conversation.id, text)
            .await
            .expect("Sending")
    }

    /// Waits, event by event, until the conversation shows what is wanted.
    pub async fn waits_until(&self, with: &Self, enough: impl Fn(&[MessageView]) -> bool) -> Vec<MessageView> {
        let mut events = self.client.subscribe();
        loop {
            let conversation = self.client.open_conversation(&self.account, &with.user_id).await;
            let conversation = conversation.expect("A conversation").id;
            let page = self
                .client
                .messages(&self.account, &conversation, None, 100)
                .await
                .expect("A page");
            if enough(&page.messages) {
                return page.messages;
            }
            while !matches!(events.next().await, Event::Messages { .. } | Event::Resync { .. }) {}
        }
    }
}

fn setup(folder: &Path) -> Setup {
    let mut setup = Setup::real(folder.to_owned());
    // A test must not write into the keychain of whoever runs it.
    setup.keychain = Arc::new(MemoryKeychain::default());
    setup
}
