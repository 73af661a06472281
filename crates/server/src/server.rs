//! A running server: its apps, the connections that it serves over any byte stream, and its end. Knows no protocol.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::apps::{App, Apps};
use crate::backup;
use crate::config::Config;
use crate::env::{Clock, Env};
use crate::http;
use crate::lock::Lock;
use crate::private;

/// How long connections may take to end when the server does.
const DRAIN: Duration = Duration::from_secs(10);
const TLS_HANDSHAKE: Duration = Duration::from_secs(10);
/// Waiting after an accept that failed, most likely for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why a server could not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Data(#[from] db::OpenError),
    #[error("The data folder cannot be used")]
    Folder(#[from] std::io::Error),
    #[error("{0}")]
    Config(String),
}

/// The other end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Peer {
    pub addr: Option<SocketAddr>,
    /// Encrypted on the way here.
    pub secure: bool,
}

/// A server. Clones share it.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

struct Shared {
    dir: PathBuf,
    /// Gone when the server has shut down.
    lock: Mutex<Option<Lock>>,
    clock: Arc<dyn Clock>,
    copying: tokio::sync::Mutex<()>,
    apps: Apps,
    config: Arc<Config>,
    routers: Mutex<BTreeMap<String, http::Routers>>,
    rongcloud: axum::Router,
    draining: watch::Sender<bool>,
    connections: watch::Sender<usize>,
}

impl Server {
    /// Opens all that lies in `dir`, and makes what is missing.
    pub async fn open(dir: &Path, config: Config, env: Env) -> Result<Self, OpenError> {
        private::make_folder(dir)?;
        let lock = Lock::take(dir)?;
        backup::settle(dir)?;
        let config = Arc::new(config);
        let apps = Apps::open(dir, &config, &env).await?;
        let rongcloud = crate::rongcloud::router(apps.clone(), &config.limits);
        Ok(Self {
            shared: Arc::new(Shared {
                dir: dir.to_owned(),
                lock: Mutex::new(Some(lock)),
                clock: Arc::clone(&env.clock),
                copying: tokio::sync::Mutex::default(),
                apps,
                config,
                routers: Mutex::default(),
                rongcloud,
                draining: watch::Sender::new(false),
                connections: watch::Sender::new(0),
            }),
        })
    }

    pub fn apps(&self) -> &Apps {
        &self.shared.apps
    }

    pub fn config(&self) -> &Arc<Config> {
        &self.shared.config
    }

    /// Names the default app's server wherever it moves.
    pub fn id(&self) -> &str {
        &self.shared.apps.default_app().im.identity.server_id
    }

    /// The data folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.shared.dir
    }

    pub(crate) fn now(&self) -> i64 {
        self.shared.clock.now_ms()
    }

    /// Held by whoever makes a backup.
    pub(crate) fn copying(&self) -> &tokio::sync::Mutex<()> {
        &self.shared.copying
    }

    pub(crate) fn rongcloud(&self) -> axum::Router {
        self.shared.rongcloud.clone()
    }

    pub(crate) fn routers(&self, app: &Arc<App>) -> http::Routers {
        let mut routers = self.shared.routers.lock().unwrap_or_else(PoisonError::into_inner);
        routers
            .entry(app.key.clone())
            .or_insert_with(|| http::Routers::new(app))
            .clone()
    }

    /// Says `true` when the server is about to end.
    pub(crate) fn draining(&self) -> watch::Receiver<bool> {
        self.shared.draining.subscribe()
    }

    /// Serves one HTTP or WebSocket connection to its end.
    pub async fn connection<IO>(&self, io: IO, peer: Peer)
    where
        IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let _counted = Counted::new(&self.shared.connections);
        http::serve(self, io, peer).await;
    }

    /// Accepts connections until [`Server::shut_down`]; returns when all of them have ended.
    pub async fn serve(&self, listener: TcpListener, tls: Option<TlsAcceptor>) {
        let mut draining = self.draining();
        let mut tasks = JoinSet::new();
        loop {
            tokio::select! {
                biased;
                // Holding what `wait_for` lends would tie this future to one thread.
                () = async { drop(draining.wait_for(|draining| *draining).await) } => break,
                Some(_) = tasks.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((stream, addr)) => {
                        if *self.shared.connections.borrow() < self.shared.config.limits.connections as usize {
                            tasks.spawn(self.clone().accepted(stream, addr, tls.clone()));
                        }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "A connection could not be accepted");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
            }
        }
        drop(listener);
        let ended = async { while tasks.join_next().await.is_some() {} };
        // Who has not ended by then is ended by dropping the set.
        let _ = tokio::time::timeout(DRAIN, ended).await;
    }

    async fn accepted(self, stream: TcpStream, addr: SocketAddr, tls: Option<TlsAcceptor>) {
        // Small frames must not wait for each other.
        let _ = stream.set_nodelay(true);
        // In boxes: a task is as large as the largest of these, for as long as it lives.
        let Some(tls) = tls else {
            let peer = Peer {
                addr: Some(addr),
                secure: false,
            };
            return Box::pin(self.connection(stream, peer)).await;
        };
        let handshake = tokio::time::timeout(TLS_HANDSHAKE, tls.accept(stream));
        if let Ok(Ok(stream)) = Box::pin(handshake).await {
            let peer = Peer {
                addr: Some(addr),
                secure: true,
            };
            Box::pin(self.connection(stream, peer)).await;
        }
    }

    /// Stops accepting, lets requests that run finish, closes the sockets, then the databases, and lets go of the folder.
    pub async fn shut_down(&self) {
        self.shared.draining.send_replace(true);
        for app in self.shared.apps.all() {
            app.im.end_sessions();
        }
        let mut connections = self.shared.connections.subscribe();
        let ended = connections.wait_for(|connections| *connections == 0);
        if tokio::time::timeout(DRAIN, ended).await.is_err() {
            tracing::warn!("Some connections did not end in time");
        }
        for app in self.shared.apps.all() {
            app.close().await;
        }
        drop(self.shared.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Counts a connection while it lives.
struct Counted<'a>(&'a watch::Sender<usize>);

impl<'a> Counted<'a> {
    fn new(connections: &'a watch::Sender<usize>) -> Self {
        connections.send_modify(|connections| *connections += 1);
        Self(connections)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0
            .send_modify(|connections| *connections = connections.saturating_sub(1));
    }
}
