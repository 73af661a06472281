//! What it costs to leave Selkie open in the panel: time of the processor, and how often it wakes. Beside it, an empty
//! window that nobody touches.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use world::desktop::desk::Desk;
use world::desktop::panel::Panel;

use super::desks::Program;
use super::memory::tree;

const SETTLED: Duration = Duration::from_secs(12);
/// Of the clock in which Linux counts the time of processes.
const TICK: Duration = Duration::from_millis(10);

pub async fn measure(empty: &Program<'_>, full: &Desk, seconds: u64) {
    let process = empty.start();
    rest("empty window, shown", process.id(), seconds).await;
    empty.end(process).await;

    let app = Program::app("Selkie, full", full, true);
    let process = app.start();
    rest("Selkie, shown", process.id(), seconds).await;
    app.end(process).await;

    let mut panel = Panel::new(full.bus()).await;
    let process = full.start(&["--hidden"]);
    let icon = panel.icon().await;
    rest("Selkie, in the panel", process.id(), seconds).await;
    icon.choose("Quit Selkie").await;
    assert!(process.end().await, "Selkie did not end well");
    panel.close().await;
}

async fn rest(what: &str, process: u32, seconds: u64) {
    tokio::time::sleep(SETTLED).await;
    let before = spent(process);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let after = spent(process);
    let busy = TICK.mul_f64(after.0.saturating_sub(before.0) as f64).as_secs_f64() / seconds as f64;
    let wakes = |(thread, count): (&u32, &u64)| count.saturating_sub(*before.1.get(thread).unwrap_or(&0));
    let wakes = after.1.iter().map(wakes).sum::<u64>() as f64 / seconds as f64;
    println!(
        "at rest, {what:<22} {:.2} % of one processor, {wakes:.1} wake-ups a second",
        busy * 100.0
    );
}

/// Ticks and, by thread, wake-ups of a process with all that it has started. A thread that goes to sleep by itself was
/// awake; one that has ended meanwhile counts no more.
fn spent(process: u32) -> (u64, BTreeMap<u32, u64>) {
    let (mut ticks, mut wakes) = (0, BTreeMap::new());
    for process in tree(process) {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // The name may hold anything; what follows its bracket does not.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let fields: Vec<&str> = fields.split_whitespace().collect();
        ticks += fields
            .iter()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u64>().ok())
            .sum::<u64>();
        let threads = fs::read_dir(format!("/proc/{process}/task"))
            .into_iter()
            .flatten()
            .flatten();
        for thread in threads {
            let status = fs::read_to_string(thread.path().join("status")).unwrap_or_default();
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            let name = thread.file_name().to_string_lossy().parse();
            if let (Ok(name), Some(Ok(count))) = (name, line.map(|line| line.trim().parse())) {
                wakes.insert(name, count);
            }
        }
    }
    (ticks, wakes)
}
