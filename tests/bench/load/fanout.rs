//! One message to many who are there: until the last has it, and deliveries a second, beside a bare fan-out of the same
//! frames to as many sockets.

#[path = "fanout/bare.rs"]
mod bare;
#[path = "fanout/crowd.rs"]
mod crowd;

use std::time::{Duration, Instant};

use world::process::ServerProcess;

pub use bare::serve;

use crate::Numbers;
use crate::people::Rest;
use crate::wire::{self, Socket};
use crowd::Crowd;

const PEOPLE: u64 = 1_000_000;
const GROUP: &str = "crowd";
/// Messages that some have and others not yet, where many are under way.
const WINDOW: u64 = 8;
const WARM_UP: u64 = 20;

pub async fn measure(numbers: &Numbers) {
    let members = numbers.get("members", 3_000);
    let alone = numbers.get("messages", 90);
    let many = numbers.get("many", 240);
    let rounds = numbers.get("rounds", 3);
    let folder = tempfile::tempdir().expect("A folder");
    let config = format!("assistant = false\n[groups]\nmax_members = {members}\n");
    std::fs::write(folder.path().join("config.toml"), config).expect("A configuration");
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, folder.path()).await;
    let mut users = rest.users(PEOPLE, members).await;
    let ids: Vec<String> = users.iter().map(|user| user.user_id.clone()).collect();
    rest.group(GROUP, &ids).await;
    let writer = users.remove(0);
    let mut sockets = Vec::new();
    for user in &users {
        sockets.push(wire::session(&server.address, &user.user_id, &user.token).await);
    }
    let socket = wire::session(&server.address, &writer.user_id, &writer.token).await;
    let mut selkie = Fan {
        crowd: Crowd::new(sockets),
        socket,
        number: 0,
        frame: Box::new(move |number| wire::group_frame(&writer.user_id, GROUP, number)),
    };
    selkie.send_until(WARM_UP, 1).await;

    // The same bytes: what the server has made of a message.
    let pushed = selkie.crowd.last();
    println!(
        "{} members there hear of one, in {} bytes",
        selkie.crowd.len(),
        pushed.len()
    );
    let process = bare::Process::start();
    let mut sockets = Vec::new();
    for _ in 0..selkie.crowd.len() {
        sockets.push(wire::dial(&process.address, "/").await);
    }
    let mut plain = Fan {
        crowd: Crowd::new(sockets),
        socket: wire::dial(&process.address, "/").await,
        number: 0,
        frame: Box::new(move |_| pushed.clone()),
    };
    plain.send_until(WARM_UP, 1).await;

    // By turns, so that whatever the machine does beside strikes both alike.
    let (mut of_selkie, mut of_plain) = (Found::default(), Found::default());
    for _ in 0..rounds {
        plain.measure(alone / rounds, many / rounds, &mut of_plain).await;
        selkie.measure(alone / rounds, many / rounds, &mut of_selkie).await;
    }
    of_plain.print("bare tokio-tungstenite");
    of_selkie.print("selkie-server, durable");
    println!(
        "that is {:.0} % of the bare fan-out one at a time, {:.0} % with {WINDOW} under way",
        100.0 * of_selkie.alone() / of_plain.alone(),
        100.0 * of_selkie.many() / of_plain.many()
    );
}

/// One who writes, and all who hear.
struct Fan {
    crowd: Crowd,
    socket: Socket,
    number: u64,
    frame: Box<dyn Fn(u64) -> Vec<u8>>,
}

#[derive(Default)]
struct Found {
    listeners: usize,
    /// From the send until the last has it, one message at a time.
    last: Vec<Duration>,
    /// With many under way.
    deliveries: u64,
    time: Duration,
}

impl Fan {
    async fn measure(&mut self, alone: u64, many: u64, found: &mut Found) {
        found.listeners = self.crowd.len();
        found.last.extend(self.send_until(alone, 1).await);
        let begun = Instant::now();
        self.send_until(many, WINDOW).await;
        found.time += begun.elapsed();
        found.deliveries += many * self.crowd.len() as u64;
    }

    /// Sends so many, with so many at most that somebody does not have yet; how long each took until the last had it.
    async fn send_until(&mut self, count: u64, window: u64) -> Vec<Duration> {
        let mut sent = std::collections::VecDeque::new();
        let mut times = Vec::new();
        for at in 0..count + window {
            if at >= window {
                let (number, begun): (u64, Instant) = sent.pop_front().expect("One that was sent");
                times.push(self.crowd.all_have(number).await.duration_since(begun));
            }
            if at < count {
                self.number += 1;
                sent.push_back((self.number, Instant::now()));
                wire::send(&mut self.socket, (self.frame)(self.number)).await;
            }
        }
        // What came to the writer himself is taken, or it would hold up whoever writes to him.
        self.crowd.drain(&mut self.socket).await;
        times
    }
}

impl Found {
    fn alone(&mut self) -> f64 {
        self.listeners as f64 / self.at(0.5).as_secs_f64()
    }

    fn many(&self) -> f64 {
        self.deliveries as f64 / self.time.as_secs_f64()
    }

    fn at(&mut self, share: f64) -> Duration {
        self.last.sort_unstable();
        self.last[((self.last.len() as f64 * share) as usize).min(self.last.len() - 1)]
    }

    fn print(&mut self, name: &str) {
        println!(
            "{name:<24} to the last p50 {:>6.1} ms, p99 {:>6.1} ms ({:>7.0} deliveries a second); \
             {:>7.0} deliveries a second with {WINDOW} under way",
            self.at(0.5).as_secs_f64() * 1e3,
            self.at(0.99).as_secs_f64() * 1e3,
            self.alone(),
            self.many()
        );
    }
}
