//! What one message to a group costs the server, at ten, a thousand and a hundred thousand members of whom a handful is
//! there: bytes to the disk and time of processors. The size of the group should not be seen in either.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;
use world::process::ServerProcess;

use crate::Numbers;
use crate::idle::keep;
use crate::people::{Rest, User};
use crate::spent::Spent;
use crate::wire::{self, Socket};

/// Members who hear the messages, beside the one who writes them.
const THERE: usize = 4;
/// People are numbered from here on; all groups have the first of them.
const PEOPLE: u64 = 1_000_000;
/// They come in one after the other, to see what the first message after each costs.
const GUESTS: u64 = 900_000;

pub async fn measure(numbers: &Numbers) {
    let most = numbers.get("members", 100_000);
    let time = Duration::from_secs(numbers.get("seconds", 8));
    let comings = numbers.get("comings", 11);
    let folder = tempfile::tempdir().expect("A folder");
    let config = format!("assistant = false\n[groups]\nmax_members = {}\n", most.max(2));
    std::fs::write(folder.path().join("config.toml"), config).expect("A configuration");
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, folder.path()).await;
    let begun = Instant::now();
    let ids = rest.register(PEOPLE, most).await;
    println!("{most} people after {:.1} s", begun.elapsed().as_secs_f64());
    let mut there = Vec::new();
    for user_id in ids.iter().take(1 + THERE) {
        let token = rest.token(user_id).await;
        let user_id = user_id.clone();
        there.push(User { user_id, token });
    }
    let mut listening = JoinSet::new();
    for user in there.iter().skip(1) {
        listening.spawn(keep(wire::session(&server.address, &user.user_id, &user.token).await));
    }
    let writer = there.first().expect("Somebody who writes");
    let mut number = 0;
    for (at, size) in [10, 1_000, 100_000]
        .into_iter()
        .filter(|size| *size <= most)
        .enumerate()
    {
        let begun = Instant::now();
        let group = format!("group{size}");
        let members = ids.iter().take(usize::try_from(size).expect("A number"));
        rest.group(&group, members.cloned().collect::<Vec<_>>().as_slice())
            .await;
        println!("a group of {size} after {:.1} s", begun.elapsed().as_secs_f64());
        // Who says nothing while a large group is made would be taken for gone.
        let mut socket = wire::session(&server.address, &writer.user_id, &writer.token).await;
        let mut talk = Talk {
            socket: &mut socket,
            from: &writer.user_id,
            group: &group,
            number: &mut number,
        };
        talk.measure(&server, size, time).await;
        if size < most {
            talk.after_comings(&mut rest, comings, GUESTS + at as u64 * comings)
                .await;
        }
    }
    assert_eq!(listening.len(), THERE, "all of them have heard everything");
}

/// One member's messages to one group.
struct Talk<'a> {
    socket: &'a mut Socket,
    from: &'a str,
    group: &'a str,
    number: &'a mut u64,
}

impl Talk<'_> {
    /// One after the other, so that each has a commit and a sync of its own.
    async fn measure(&mut self, server: &ServerProcess, size: u64, time: Duration) {
        // The first opens the conversation.
        self.say().await;
        let mut latencies = Vec::new();
        let (before, begun) = (Spent::of(server.id()), Instant::now());
        while begun.elapsed() < time {
            latencies.push(self.say().await);
        }
        let spent = Spent::of(server.id()).since(&before);
        let each = |all: f64| all / latencies.len() as f64;
        println!(
            "{size:>7} members: {:>6.0} bytes to the disk, {:.3} ms of processors a message; p50 {:.2} ms, p99 {:.2} ms \
             ({} messages)",
            each(spent.written as f64),
            each(spent.processors.as_secs_f64() * 1e3),
            at(&mut latencies, 0.5),
            at(&mut latencies, 0.99),
            latencies.len()
        );
    }

    /// Who is in the group is read anew with the first message after somebody came.
    async fn after_comings(&mut self, rest: &mut Rest, comings: u64, first: u64) {
        let mut latencies = Vec::new();
        for guest in rest.register(first, comings).await {
            let invite = json!({"groupID": self.group, "invitedUserIDs": [guest]});
            rest.ask("/group/invite_user_to_group", &invite).await;
            latencies.push(self.say().await);
        }
        if !latencies.is_empty() {
            println!(
                "         the first message after somebody came: {:.2} ms",
                at(&mut latencies, 0.5)
            );
        }
    }

    async fn say(&mut self) -> Duration {
        *self.number += 1;
        let frame = wire::group_frame(self.from, self.group, *self.number);
        let begun = Instant::now();
        wire::send(self.socket, frame).await;
        while !wire::is_answer(&wire::next(self.socket).await) {}
        begun.elapsed()
    }
}

/// In milliseconds.
fn at(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(index).copied().unwrap_or_default().as_secs_f64() * 1e3
}
