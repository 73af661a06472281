//! The closed loop: so many sessions, each with so many requests under way; for every answer the next request goes out.
//! Knows neither requests nor answers.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::wire::{self, Socket};

pub struct Figures {
    pub answers: usize,
    pub seconds: f64,
    latencies: Vec<Duration>,
}

impl Figures {
    pub fn per_second(&self) -> f64 {
        self.answers as f64 / self.seconds
    }

    /// The latency below which this share of all answers came.
    pub fn percentile(&self, share: f64) -> Duration {
        let index = ((self.latencies.len() as f64 * share) as usize).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(index).copied().unwrap_or_default()
    }

    pub fn print(&self, name: &str) {
        println!(
            "{name:<28} {:>9.0} /s   p50 {:>7.2} ms   p99 {:>7.2} ms   ({} in {:.1} s)",
            self.per_second(),
            self.percentile(0.5).as_secs_f64() * 1e3,
            self.percentile(0.99).as_secs_f64() * 1e3,
            self.answers,
            self.seconds
        );
    }
}

/// `request(session, number)` makes a frame, `is_answer` tells answers from pushes. The first fifth of the time warms up
/// and does not count.
pub async fn run<R, A>(sockets: Vec<Socket>, window: u64, duration: Duration, request: R, is_answer: A) -> Figures
where
    R: Fn(usize, u64) -> Vec<u8> + Clone + Send + 'static,
    A: Fn(&[u8]) -> bool + Copy + Send + 'static,
{
    let begun = Instant::now();
    let counts_from = begun + duration / 5;
    let ends = begun + duration;
    let mut sessions = JoinSet::new();
    for (index, mut socket) in sockets.into_iter().enumerate() {
        let request = request.clone();
        sessions.spawn(async move {
            let mut under_way = VecDeque::new();
            let mut latencies = Vec::new();
            let mut number = 0;
            while number < window {
                wire::send(&mut socket, request(index, number)).await;
                under_way.push_back(Instant::now());
                number += 1;
            }
            // After the end every session goes on reading until all are done, or pushes to it would hold up the others.
            while !under_way.is_empty() {
                let frame = wire::next(&mut socket).await;
                if !is_answer(&frame) {
                    continue;
                }
                let now = Instant::now();
                let sent = under_way.pop_front().expect("An answer to something");
                if now >= counts_from && now < ends {
                    latencies.push(now - sent);
                }
                if now < ends {
                    wire::send(&mut socket, request(index, number)).await;
                    under_way.push_back(Instant::now());
                    number += 1;
                }
            }
            (latencies, socket)
        });
    }
    let mut latencies = Vec::new();
    let mut open = Vec::new();
    while let Some(done) = sessions.join_next().await {
        let (of_one, socket) = done.expect("A session ends well");
        latencies.extend(of_one);
        open.push(socket);
    }
    latencies.sort_unstable();
    Figures {
        answers: latencies.len(),
        seconds: (ends - counts_from).as_secs_f64(),
        latencies,
    }
}
