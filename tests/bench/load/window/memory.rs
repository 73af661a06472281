//! What all processes of a program hold together. A page of memory that several processes have counts in each by its
//! share, so that the sum is what the program costs; what it has alone is told beside it, for a share is smaller while
//! strangers use the same libraries.

use std::time::Duration;

use world::desktop::desk::descendants;

use super::desks::Program;

/// After the window is there, until nothing more is loaded.
const SETTLED: Duration = Duration::from_secs(8);

#[derive(Clone, Copy, Default)]
pub struct Held {
    /// In KiB.
    pub proportional: u64,
    pub private: u64,
}

pub fn held(processes: &[u32]) -> Held {
    let mut all = Held::default();
    for process in processes {
        let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        all.proportional += field(&text, "Pss:");
        all.private += field(&text, "Private_Clean:") + field(&text, "Private_Dirty:");
    }
    all
}

fn field(text: &str, name: &str) -> u64 {
    let line = text.lines().find(|line| line.starts_with(name));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// A process with all that it has started.
pub fn tree(process: u32) -> Vec<u32> {
    let mut all = vec![process];
    all.extend(descendants(process));
    all
}

pub fn print(what: &str, held: Held) {
    println!(
        "memory, {what:<32} {:>6.1} MB proportional, {:>6.1} MB private",
        mb(held.proportional),
        mb(held.private)
    );
}

pub fn print_processes(processes: &[u32]) {
    for process in processes {
        let name = std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
        let held = held(&[*process]);
        println!(
            "        of it {:<28} {:>6.1} MB proportional, {:>6.1} MB private",
            name.trim(),
            mb(held.proportional),
            mb(held.private)
        );
    }
}

fn mb(kib: u64) -> f64 {
    kib as f64 * 1024.0 / 1e6
}

pub async fn measure(programs: &[Program<'_>], times: u64) {
    for program in programs {
        let mut found = Vec::new();
        for time in 0..times {
            let process = program.start();
            tokio::time::sleep(SETTLED).await;
            let tree = tree(process.id());
            found.push(held(&tree));
            if time + 1 == times {
                print_processes(&tree);
            }
            program.end(process).await;
        }
        found.sort_by_key(|held| held.proportional);
        print(program.name, found[found.len() / 2]);
    }
}
