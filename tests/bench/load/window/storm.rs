//! A storm: messages come into many conversations at once, while the window is open, and the list moves with each. The
//! script counts frames; what the list has unread in the end says that every event was applied.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;
use world::desktop::desk::Desk;

use super::filled::Filled;
use super::page::{list, print};
use crate::Numbers;
use crate::people::User;
use crate::spent::Spent;
use crate::wire;

const STORM: &str = include_str!("page/storm.js");
const COUNTED: &str = include_str!("page/counted.js");

/// At most this long is counted by one script, or the driver would lose its patience.
const STRETCH_MS: u64 = 15_000;
/// A frame that somebody notices.
const LATE_MS: f64 = 50.0;
/// What is applied no later than this after the last was sent.
const PATIENCE: Duration = Duration::from_secs(60);

pub async fn measure(desk: &Desk, numbers: &Numbers, filled: &Filled) {
    let each_second = numbers.get("events", 500);
    let seconds = numbers.get("storm", 60);
    let senders = filled.friends(numbers.get("senders", 50)).await;
    let window = desk.open().await;
    window.state("link-state", "online").await;
    tokio::time::sleep(Duration::from_secs(8)).await;
    let before = window.run_script(COUNTED, &[]).await.as_i64().unwrap_or_default();
    let spent = processors(desk);
    let begun = Instant::now();
    let storm = async { (send(filled, senders, each_second, seconds).await, begun.elapsed()) };
    let frames = async {
        let mut intervals = Vec::new();
        for _ in (0..seconds * 1000).step_by(usize::try_from(STRETCH_MS).unwrap_or(1)) {
            let found: Value = window.run_script(STORM, &[json!(STRETCH_MS.min(seconds * 1000))]).await;
            intervals.extend(list(&found));
        }
        intervals
    };
    let ((sent, took), mut intervals) = tokio::join!(storm, frames);
    let done = Instant::now();
    let wanted = i64::try_from(sent).unwrap_or_default();
    let mut applied = 0;
    while applied < wanted && done.elapsed() < PATIENCE {
        applied = window.run_script(COUNTED, &[]).await.as_i64().unwrap_or_default() - before;
    }
    let spent: Vec<String> = processors(desk)
        .into_iter()
        .map(|(name, now)| {
            let before = spent.get(&name).copied().unwrap_or_default();
            format!("{name} {:.1} s", now.saturating_sub(before).as_secs_f64())
        })
        .collect();
    let late = intervals.iter().filter(|ms| **ms > LATE_MS).count();
    println!(
        "storm of {each_second} messages a second for {seconds} s into {} conversations: {sent} sent in {:.1} s, {applied} \
         applied, the last no later than {:.1} s after; {} frames, {late} over {LATE_MS:.0} ms",
        numbers.get("senders", 50),
        took.as_secs_f64(),
        done.elapsed().as_secs_f64(),
        intervals.len(),
    );
    print("frame to frame", &mut intervals, "ms");
    println!("processors for it: {}", spent.join(", "));
    window.close().await;
}

/// What each of the app's programs has spent so far.
fn processors(desk: &Desk) -> BTreeMap<String, Duration> {
    let mut all = BTreeMap::new();
    for process in desk.app() {
        let name = std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
        *all.entry(name.trim().to_owned()).or_default() += Spent::of(process).processors;
    }
    all
}

/// Everybody writes at an even pace; how many were taken by the server.
async fn send(filled: &Filled, senders: Vec<User>, each_second: u64, seconds: u64) -> u64 {
    let count = u64::try_from(senders.len()).unwrap_or(1).max(1);
    let pace = Duration::from_secs_f64(count as f64 / each_second as f64);
    let total = each_second * seconds / count;
    let mut writing = JoinSet::new();
    for sender in senders {
        let (address, to) = (filled.address(), filled.reader().to_owned());
        writing.spawn(async move {
            let mut socket = wire::session(&address, &sender.user_id, &sender.token).await;
            let mut ticks = tokio::time::interval(pace);
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
            for number in 0..total {
                ticks.tick().await;
                // Numbers of its own: these are other messages than those from years ago.
                let text = format!("and once more, for the {number}th time");
                let frame = wire::text_frame(&sender.user_id, &to, number + (1 << 40), &text);
                wire::send(&mut socket, frame).await;
                while !wire::is_answer(&wire::next(&mut socket).await) {}
            }
            total
        });
    }
    writing.join_all().await.into_iter().sum()
}
