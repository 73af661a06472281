//! A narrow way to a real server: what comes down takes its time from when it is told to, as over a poor line. Knows
//! nothing of what goes through it.

#![allow(clippy::disallowed_methods, reason = "the real world has real threads and tasks")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Bytes that come down at one time.
const PIECE: u64 = 16 << 10;

pub struct Narrow {
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// Bytes a second of each connection; 0: as they come.
    speed: Arc<AtomicU64>,
    down: Arc<AtomicU64>,
    _ways: JoinSet<()>,
}

impl Narrow {
    /// Before the server at this address.
    pub async fn before(server: &str) -> Self {
        let server = server.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("A free port");
        let address = format!("http://{}", listener.local_addr().expect("An address"));
        let (speed, down) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let mut ways = JoinSet::new();
        let (told, counted) = (speed.clone(), down.clone());
        ways.spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                open.spawn(pass(near, server.clone(), told.clone(), counted.clone()));
            }
        });
        Self {
            address,
            speed,
            down,
            _ways: ways,
        }
    }

    /// From now on so many bytes a second come down by each connection.
    pub fn narrows(&self, speed: u64) {
        self.speed.store(speed, Ordering::Relaxed);
    }

    /// So many have come down.
    pub fn down(&self) -> u64 {
        self.down.load(Ordering::Relaxed)
    }
}

/// An end of either side ends the connection.
async fn pass(near: TcpStream, server: String, speed: Arc<AtomicU64>, down: Arc<AtomicU64>) {
    let Ok(far) = TcpStream::connect(server).await else {
        return;
    };
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = far.into_split();
    let up = async {
        let _ = copy(&mut from_near, &mut to_far).await;
    };
    let come = async {
        let mut piece = vec![0; PIECE as usize];
        while let Ok(read @ 1..) = from_far.read(&mut piece).await {
            if let Some(ms) = (read as u64 * 1_000).checked_div(speed.load(Ordering::Relaxed)) {
                tokio::time::sleep(Duration::from_millis(ms)).await;
            }
            if to_near.write_all(&piece[..read]).await.is_err() {
                return;
            }
            down.fetch_add(read as u64, Ordering::Relaxed);
        }
    };
    tokio::select! {
        biased;
        () = up => {}
        () = come => {}
    }
}
