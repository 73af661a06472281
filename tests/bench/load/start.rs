//! From start to listening, memory when nobody is there, size of the program.

use std::time::{Duration, Instant};

use world::process::{ServerProcess, server_program};

use crate::idle::{private_dirty, proportional};

const STARTS: usize = 11;

fn start(data: &std::path::Path) -> (Duration, ServerProcess) {
    let begun = Instant::now();
    let server = ServerProcess::start(data, "127.0.0.1:0").expect("The server starts");
    (begun.elapsed(), server)
}

pub fn measure() {
    let folder = tempfile::tempdir().expect("A folder");
    let mut first: Vec<Duration> = (0..STARTS)
        .map(|number| start(&folder.path().join(number.to_string())).0)
        .collect();
    let mut later: Vec<Duration> = (0..STARTS).map(|_| start(&folder.path().join("0")).0).collect();
    first.sort_unstable();
    later.sort_unstable();
    let middle = |times: &[Duration]| times[STARTS / 2].as_secs_f64() * 1e3;
    println!(
        "start to listening: {:.1} ms the first time, {:.1} ms later (median of {STARTS})",
        middle(&first),
        middle(&later)
    );
    let (_, server) = start(&folder.path().join("0"));
    println!(
        "idle memory: {} KiB private dirty, {} KiB proportional",
        private_dirty(server.id()),
        proportional(server.id())
    );
    let size = std::fs::metadata(server_program().expect("The program"))
        .expect("Its size")
        .len();
    println!("program: {:.1} MiB", size as f64 / f64::from(1 << 20));
}
