//! A machine that runs the real server: its folder, its clock, its life and deaths. Knows no chat.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use server::{Config, Env, HashCost, Hashing, Peer, Server};
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::courier::Courier;
use crate::hosts::Host;
use crate::pipe::End;
use crate::random::Random;
use crate::trace::Trace;

pub struct Site {
    name: String,
    folder: PathBuf,
    seed: u64,
    pub clock: Clock,
    trace: Trace,
    config: Mutex<Config>,
    vfs: Mutex<Option<String>>,
    /// Takes codes to people, whoever runs the server at the moment.
    pub courier: Arc<Courier>,
    starts: AtomicU64,
    running: Mutex<Option<Running>>,
}

struct Running {
    server: Server,
    connections: JoinSet<()>,
}

impl Site {
    pub fn new(name: &str, folder: PathBuf, seed: u64, clock: Clock, trace: Trace, config: Config) -> Self {
        Self {
            name: name.to_owned(),
            folder,
            seed,
            clock,
            trace,
            config: Mutex::new(config),
            vfs: Mutex::new(None),
            courier: Arc::default(),
            starts: AtomicU64::new(0),
            running: Mutex::new(None),
        }
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The running server.
    pub fn server(&self) -> Server {
        self.running()
            .as_ref()
            .map(|running| running.server.clone())
            .expect("The server runs")
    }

    pub fn runs(&self) -> bool {
        self.running().is_some()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes effect with the next start.
    pub fn configure(&self, change: impl FnOnce(&mut Config)) {
        change(&mut self.config.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The SQLite VFS from the next start on; tests make disks fail with it.
    pub fn use_vfs(&self, name: Option<&str>) {
        *self.vfs.lock().unwrap_or_else(PoisonError::into_inner) = name.map(str::to_owned);
    }

    pub async fn start(&self) {
        assert!(!self.runs(), "The server runs already");
        self.trace.note(&self.name, "start");
        let config = self.config.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let env = self.env();
        let server = Server::open(&self.folder, config, env)
            .await
            .expect("The server opens its folder");
        *self.running() = Some(Running {
            server,
            connections: JoinSet::new(),
        });
    }

    fn env(&self) -> Env {
        let start = self.starts.fetch_add(1, Ordering::Relaxed);
        Env {
            clock: Arc::new(self.clock.clone()),
            random: Arc::new(Random::new(self.seed, &format!("{} {start}", self.name))),
            db_mode: db::Mode::Inline,
            hashing: Hashing::Inline,
            hash_cost: HashCost::CHEAP,
            courier: self.courier.clone(),
            time_zone: "UTC",
            vfs: self.vfs.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// As by `kill -9`: nothing gets to say goodbye.
    pub async fn crash(&self) {
        self.trace.note(&self.name, "crash");
        let Some(mut running) = self.running().take() else {
            return;
        };
        running.connections.shutdown().await;
        drop(running);
        // Tasks that were ended are dropped by the runtime when it comes round.
        for _ in 0..16 {
            tokio::task::yield_now().await;
        }
    }

    /// As by SIGTERM.
    pub async fn stop(&self) {
        self.trace.note(&self.name, "stop");
        let Some(mut running) = self.running().take() else {
            return;
        };
        running.server.shut_down().await;
        running.connections.shutdown().await;
        drop(running);
        for _ in 0..16 {
            tokio::task::yield_now().await;
        }
    }

    /// Stops, copies the folder and starts again.
    pub async fn back_up(&self, to: &Path) {
        self.stop().await;
        copy_folder(&self.folder, to);
        self.start().await;
    }

    /// Copies the data while everybody goes on, as the owner does.
    pub async fn copy_online(&self) -> PathBuf {
        let made = server::backup::make(&self.server(), &self.backups()).await;
        made.expect("A backup is made").path
    }

    /// Stops, puts a backup in the place of the data as the owner does, and starts again. What was there is kept.
    pub async fn put_back(&self, backup: &Path) -> PathBuf {
        self.stop().await;
        let env = self.env();
        let kept = server::backup::restore(&self.folder, backup, &self.backups(), &env).await;
        self.start().await;
        kept.expect("The backup is put back").expect("There was data before")
    }

    fn backups(&self) -> PathBuf {
        self.folder.with_file_name("backups")
    }

    /// Crashes, puts the copy in the place of the folder and starts from it.
    pub async fn restore(&self, from: &Path) {
        self.crash().await;
        std::fs::remove_dir_all(&self.folder).expect("The folder can go");
        copy_folder(from, &self.folder);
        self.start().await;
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("A folder can be made");
    let mut entries: Vec<_> = std::fs::read_dir(from)
        .expect("The folder can be read")
        .map(|entry| entry.expect("An entry").path())
        .collect();
    entries.sort();
    for path in entries {
        let target = to.join(path.file_name().expect("An entry has a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else if path.is_file() {
            std::fs::copy(&path, &target).expect("A file can be copied");
        }
    }
}

impl Host for Site {
    fn accept(&self, end: End, from: SocketAddr) -> Result<(), End> {
        let mut running = self.running();
        let Some(running) = running.as_mut() else {
            return Err(end);
        };
        while running.connections.try_join_next().is_some() {}
        let server = running.server.clone();
        // Out there stands a proxy that ends TLS, so the server takes the connection for a secure one.
        let peer = Peer {
            addr: Some(from),
            secure: true,
        };
        running
            .connections
            .spawn(async move { server.connection(end, peer).await });
        Ok(())
    }
}
