//! What a process has spent: time of processors, and bytes that it had the file system write. Linux tells it.

use std::time::Duration;

/// Of the clock in which Linux counts the time of processes.
const TICK: Duration = Duration::from_millis(10);

/// The most memory that this program had since [`forget_peak`], in bytes.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("This program");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    1024 * kib.expect("A number")
}

pub fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").expect("Linux forgets it");
}

pub struct Spent {
    /// Of the program and of the system for it.
    pub processors: Duration,
    pub written: u64,
}

impl Spent {
    pub fn of(process: u32) -> Self {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("The process");
        // The name may hold anything; what follows its bracket does not.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
        let ticks: u32 = fields
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u32>().ok())
            .sum();
        let io = std::fs::read_to_string(format!("/proc/{process}/io")).expect("What it wrote");
        let written = io.lines().find_map(|line| line.strip_prefix("write_bytes: "));
        Self {
            processors: TICK * ticks,
            written: written.and_then(|number| number.parse().ok()).expect("A number"),
        }
    }

    pub fn since(&self, before: &Self) -> Self {
        Self {
            processors: self.processors.saturating_sub(before.processors),
            written: self.written.saturating_sub(before.written),
        }
    }
}
