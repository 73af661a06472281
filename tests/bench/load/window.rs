//! The window as a person has it, beside a window with nothing in it: how soon it is there, what memory it holds, how
//! quickly it answers, what it costs to leave it open. Measured from outside or by scripts that WebDriver brings; the
//! page knows nothing of it.

#[path = "window/desks.rs"]
mod desks;
#[path = "window/device.rs"]
mod device;
#[path = "window/filled.rs"]
mod filled;
#[path = "window/glass.rs"]
mod glass;
#[path = "window/memory.rs"]
mod memory;
#[path = "window/page.rs"]
mod page;
#[path = "window/people.rs"]
mod people;
#[path = "window/resting.rs"]
mod resting;
#[path = "window/starts.rs"]
mod starts;
#[path = "window/storm.rs"]
mod storm;

use crate::Numbers;
use desks::Program;
use filled::Filled;

/// The lists of people.
pub async fn people(numbers: &Numbers) {
    people::measure(numbers).await;
}

pub async fn measure(numbers: &Numbers) {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load of the machine before: {}", load.trim());
    let empty = desks::empty().await;
    let fresh = desks::fresh().await;
    let filled = Filled::new(numbers).await;
    let full = desks::on(&filled.data()).await;
    let programs = [
        Program::empty("empty window", &empty),
        Program::app("Selkie, first start", &fresh, false),
        Program::app("Selkie, full", &full, true),
    ];
    if numbers.get("starts", 11) > 0 {
        starts::measure(&programs, numbers.get("starts", 11)).await;
    }
    if numbers.get("memory", 3) > 0 {
        memory::measure(&programs, numbers.get("memory", 3)).await;
    }
    if numbers.get("page", 1) > 0 {
        page::measure(&full, numbers, &filled).await;
    }
    if numbers.get("storm", 60) > 0 {
        storm::measure(&full, numbers, &filled).await;
    }
    if numbers.get("seconds", 60) > 0 {
        resting::measure(&programs[0], &full, numbers.get("seconds", 60)).await;
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load of the machine after: {}", load.trim());
}
