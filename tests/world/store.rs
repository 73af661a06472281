//! An S3-compatible store of its own, as a process, behind a door that can be shut or stuck: moto, which is brought from
//! PyPI where it is not there yet. It refuses who does not sign. Knows nothing of what is in it.

#![allow(clippy::disallowed_methods, reason = "the real world has real threads and tasks")]

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;
use server::config::S3;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub struct Store {
    child: Child,
    ask: ChildStdin,
    lines: BufReader<ChildStdout>,
    key: Value,
    door: Door,
}

impl Store {
    /// `packages` is a folder in which others may find them again.
    pub async fn start(packages: &Path) -> Self {
        let packages = bring(packages);
        let mut child = Command::new("python3")
            .arg(world().join("store.py"))
            .env("PYTHONPATH", packages)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Python runs");
        let ask = child.stdin.take().expect("Its input");
        let mut lines = BufReader::new(child.stdout.take().expect("Its output"));
        let key = line(&mut lines);
        let port = key["port"].as_u64().and_then(|port| u16::try_from(port).ok());
        let door = Door::open(port.expect("A port")).await;
        Self {
            child,
            ask,
            lines,
            key,
            door,
        }
    }

    /// How a server is set up that keeps its files here.
    pub fn s3(&self) -> S3 {
        let word = |name: &str| self.key[name].as_str().expect("A word").to_owned();
        S3 {
            url: format!("http://127.0.0.1:{}", self.door.port),
            bucket: "files".into(),
            prefix: "selkie".into(),
            access_key: word("accessKey"),
            secret_key: word("secretKey"),
            ..S3::default()
        }
    }

    /// What is in the bucket: `objects` that are whole, and `uploads` that are not.
    pub fn there(&mut self) -> (Vec<String>, usize) {
        self.ask.write_all(b"\n").expect("It listens");
        let told = line(&mut self.lines);
        let names = told["objects"].as_array().expect("Names").iter();
        let names = names.map(|name| name.as_str().expect("A name").to_owned());
        (names.collect(), told["uploads"].as_array().expect("Names").len())
    }

    pub fn door(&self) -> &Door {
        &self.door
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn world() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("world")
}

fn line(lines: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    lines.read_line(&mut line).expect("A line");
    serde_json::from_str(&line).expect("JSON")
}

/// The packages that `store.txt` names, as a whole or not at all.
fn bring(packages: &Path) -> PathBuf {
    let wanted = world().join("store.txt");
    let text = std::fs::read_to_string(&wanted).expect("The list of packages");
    let there = packages.join(format!("store-{}", protocol::ids::hex(&Sha256::digest(&text)[..8])));
    if !there.exists() {
        let part = tempfile::tempdir_in(packages).expect("A folder");
        let done = Command::new("python3")
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--root-user-action=ignore",
                "--no-deps",
            ])
            .arg("--target")
            .arg(part.path())
            .arg("--requirement")
            .arg(&wanted)
            .status();
        assert!(
            done.is_ok_and(|status| status.success()),
            "moto cannot be brought from PyPI; it wants Python with pip, which Debian has as python3-pip"
        );
        // Another test may have been faster.
        let _ = std::fs::rename(part.path(), &there);
    }
    there
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Shut,
    /// So many bytes go in, and then nothing more moves.
    Stuck(usize),
}

/// A way to a port of this machine that fails when it is told to.
pub struct Door {
    port: u16,
    state: watch::Sender<State>,
    _tasks: JoinSet<()>,
}

impl Door {
    async fn open(to: u16) -> Self {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .expect("A free port");
        let port = listener.local_addr().expect("An address").port();
        let state = watch::Sender::new(State::Open);
        let mut tasks = JoinSet::new();
        let seen = state.clone();
        tasks.spawn(async move {
            let mut ways = JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                ways.spawn(way(near, to, seen.subscribe()));
            }
        });
        Self {
            port,
            state,
            _tasks: tasks,
        }
    }

    /// Ends all connections, and every new one at once.
    pub fn shut(&self) {
        self.state.send_replace(State::Shut);
    }

    pub fn stick_after(&self, bytes: usize) {
        self.state.send_replace(State::Stuck(bytes));
    }

    pub fn unlock(&self) {
        self.state.send_replace(State::Open);
    }
}

async fn way(near: TcpStream, to: u16, mut state: watch::Receiver<State>) {
    let now = *state.borrow_and_update();
    if now == State::Shut {
        return;
    }
    let far = TcpStream::connect(("127.0.0.1", to)).await.expect("The store listens");
    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
    let most = if let State::Stuck(bytes) = now {
        bytes
    } else {
        usize::MAX
    };
    tokio::select! {
        () = async { tokio::join!(copy(near_in, far_out, most), copy(far_in, near_out, usize::MAX)); } => {}
        // Whatever it is from now on, this one began in another time.
        _ = state.changed() => {}
    }
}

async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, most: usize) {
    let (mut buffer, mut gone) = ([0; 16 * 1024], 0);
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if gone + length > most {
            std::future::pending::<()>().await;
        }
        gone += length;
        if to.write_all(&buffer[..length]).await.is_err() {
            break;
        }
    }
}
