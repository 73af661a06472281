//! Memory per idle session: the slope of the server's private memory over the number of sessions.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;
use world::process::ServerProcess;

use crate::Numbers;
use crate::people::Rest;
use crate::wire::{self, Socket};

/// Below the server's patience of 30 s.
pub const HEARTBEAT: Duration = Duration::from_secs(20);

/// Private dirty memory of a process, in KiB.
pub fn private_dirty(process: u32) -> u64 {
    field(process, "Private_Dirty:")
}

/// Proportional memory of a process, in KiB.
pub fn proportional(process: u32) -> u64 {
    field(process, "Pss:")
}

fn field(process: u32, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).expect("The process's memory");
    let line = text.lines().find(|line| line.starts_with(name)).expect("A line");
    line.split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .expect("A number")
}

pub async fn measure(numbers: &Numbers) {
    let most = numbers.get("sessions", 10_000);
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, folder.path()).await;
    let mut users = rest.users(1_000_000, most).await.into_iter();
    let mut sessions = JoinSet::new();
    let mut points = Vec::new();
    println!("no session: {} KiB private dirty", private_dirty(server.id()));
    for count in [1_000, 5_000, 10_000].into_iter().filter(|count| *count <= most) {
        while (sessions.len() as u64) < count {
            let user = users.next().expect("A user");
            let socket = wire::session(&server.address, &user.user_id, &user.token).await;
            sessions.spawn(keep(socket));
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(sessions.len() as u64, count, "all sessions are open");
        let memory = private_dirty(server.id());
        println!(
            "{count:>6} sessions: {memory} KiB private dirty, {:.1} KiB each",
            memory as f64 / count as f64
        );
        points.push((count, memory));
    }
    if let (Some((few, low)), Some((many, high))) = (points.first(), points.last()) {
        let slope = (*high as f64 - *low as f64) / (*many as f64 - *few as f64);
        println!("each further session: {slope:.2} KiB");
    }
}

/// Holds a session and keeps it alive.
pub async fn keep(mut socket: Socket) {
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        tokio::select! {
            biased;
            frame = socket.next() => {
                frame.expect("The session stays open").expect("A frame");
            }
            _ = heartbeat.tick() => socket.send(Message::Ping(Default::default())).await.expect("A heartbeat"),
        }
    }
}
