//! From the start of the program until its window shows on the screen all that it will show, and until a press on a
//! conversation is answered.

use std::time::{Duration, Instant};

use super::desks::Program;
use super::glass::Glass;

const PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(2);
/// On the first row of the list.
const FIRST_ROW: (i16, i16) = (250, 160);

pub async fn measure(programs: &[Program<'_>], times: u64) {
    let mut known = Vec::new();
    for program in programs {
        let glass = Glass::new(program.desk.display());
        glass.point(FIRST_ROW.0, FIRST_ROW.1);
        let shown = program.learn(&glass).await;
        known.push((program, glass, shown, Vec::new(), Vec::new()));
    }
    // By turns, so that whatever the machine does beside strikes all alike.
    for _ in 0..times {
        for (program, glass, shown, painted, answered) in &mut known {
            let begun = Instant::now();
            let process = program.start();
            until(program.name, || glass.list() == *shown).await;
            painted.push(begun.elapsed());
            if program.has_list {
                let (before, pressed) = (glass.thread(), Instant::now());
                glass.press();
                until("The conversation", || glass.thread() != before).await;
                answered.push(pressed.elapsed());
            }
            program.end(process).await;
        }
    }
    let base = known.first_mut().map_or(0.0, |(_, _, _, painted, _)| median(painted));
    for (program, _, _, painted, answered) in &mut known {
        let middle = median(painted);
        print!(
            "start to painted, {:<20} {middle:>6.0} ms ({:.0} to {:.0}), {:.2} times the empty window",
            program.name,
            ms(painted[0]),
            ms(painted[painted.len() - 1]),
            middle / base
        );
        if answered.is_empty() {
            println!();
        } else {
            println!(
                "; a press at that moment is answered on the screen after {:.0} ms",
                median(answered)
            );
        }
    }
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "{what} does not come");
        tokio::time::sleep(LOOK).await;
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    ms(times[times.len() / 2])
}
