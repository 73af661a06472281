//! What a person does in the full window: opens conversations, writes, scrolls. The scripts run in the page beside it
//! and look at what it draws, frame by frame; blank frames are seen on the screen itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use world::desktop::desk::Desk;
use world::desktop::window::Window;

use super::filled::Filled;
use super::glass::Glass;
use super::memory;
use crate::Numbers;

const SWITCH: &str = include_str!("page/switch.js");
const SEND: &str = include_str!("page/send.js");
const SCROLL: &str = include_str!("page/scroll.js");
const PREPEND: &str = include_str!("page/prepend.js");

/// At most this much is done by one script, or the driver would lose its patience.
const BATCH: u64 = 20;
const STRETCH_MS: u64 = 20_000;
const FRAME: Duration = Duration::from_micros(16_667);

pub async fn measure(desk: &Desk, numbers: &Numbers, filled: &Filled) {
    let window = desk.open().await;
    window.state("link-state", "online").await;
    tokio::time::sleep(Duration::from_secs(8)).await;
    memory::print("Selkie under the driver, fresh", memory::held(&desk.app()));
    memory::print_processes(&desk.app());

    switch(&window, numbers.get("switches", 200)).await;
    memory::print("after these conversations", memory::held(&desk.app()));
    memory::print_processes(&desk.app());
    tokio::time::sleep(Duration::from_secs(30)).await;
    memory::print("half a minute later", memory::held(&desk.app()));
    memory::print_processes(&desk.app());
    open(&window, filled).await;
    send(&window, numbers.get("sends", 100)).await;
    // Own messages were written, so the count begins at the newest again.
    scroll(desk, &window, "as a person does", 100, numbers.get("slow", 10_000)).await;
    memory::print("after these messages", memory::held(&desk.app()));
    scroll(desk, &window, "as fast as frames come", 1_000, filled.long).await;
    memory::print("after these messages", memory::held(&desk.app()));
    window.reload().await;
    open(&window, filled).await;
    prepend(&window, numbers.get("prepends", 1_000)).await;
    memory::print("after these prepends", memory::held(&desk.app()));
    memory::print_processes(&desk.app());
    window.close().await;
}

async fn open(window: &Window<'_>, filled: &Filled) {
    let row = format!("[data-testid=\"conversation\"][data-id=\"{}\"]", filled.id);
    window
        .run("document.querySelector('nav.list')?.scrollTo(0, 0)", &[])
        .await;
    window.click(&row).await;
    window.read("message").await;
}

async fn switch(window: &Window<'_>, count: u64) {
    let (mut first, mut again, mut most) = (Vec::new(), Vec::new(), 0.0_f64);
    for from in (1..=count).step_by(BATCH as usize) {
        let found = window
            .run_script(SWITCH, &[json!(from), json!(BATCH.min(count + 1 - from))])
            .await;
        first.extend(list(&found["first"]));
        again.extend(list(&found["again"]));
        most = most.max(found["elements"].as_f64().unwrap_or_default());
    }
    print("switch to a conversation", &mut first, "ms");
    print("switch back to one that was open", &mut again, "ms");
    println!("elements in the document, most: {most}");
}

async fn send(window: &Window<'_>, count: u64) {
    let found = window.run_script(SEND, &[json!(count)]).await;
    print("send to own bubble", &mut list(&found["frames"]), "frames");
    print("send to own bubble", &mut list(&found["ms"]), "ms");
}

async fn scroll(desk: &Desk, window: &Window<'_>, how: &str, pixels: u64, messages: u64) {
    let glass = Glass::new(desk.display());
    let on = AtomicBool::new(true);
    let watched = async {
        let (mut looks, mut blank) = (0_u64, 0_u64);
        while on.load(Ordering::Relaxed) {
            looks += 1;
            blank += u64::from(glass.is_blank());
            tokio::time::sleep(FRAME).await;
        }
        (looks, blank)
    };
    let scrolled = async {
        let mut all = Stretch::default();
        loop {
            let found = window
                .run_script(SCROLL, &[json!(pixels), json!(STRETCH_MS), json!(messages)])
                .await;
            all.add(&found);
            if found["done"] == true {
                break;
            }
        }
        on.store(false, Ordering::Relaxed);
        all
    };
    let ((looks, blank), mut all) = tokio::join!(watched, scrolled);
    println!(
        "scroll {how}, {pixels} px a frame: {} messages, {} frames, {} over 33 ms, {} held at the edge; \
         {blank} of {looks} looks at the screen blank; drift at most {:.2} px; at most {} elements, {} nodes",
        all.messages,
        all.intervals.len(),
        all.late(),
        all.held,
        all.drift,
        all.elements,
        all.nodes
    );
    print("frame to frame", &mut all.intervals, "ms");
}

#[derive(Default)]
struct Stretch {
    messages: f64,
    intervals: Vec<f64>,
    held: f64,
    drift: f64,
    elements: f64,
    nodes: f64,
}

impl Stretch {
    fn add(&mut self, found: &Value) {
        let number = |name: &str| found[name].as_f64().unwrap_or_default();
        self.messages = number("messages");
        self.intervals.extend(list(&found["intervals"]));
        self.held += number("held");
        self.drift = self.drift.max(number("drift"));
        self.elements = self.elements.max(number("elements"));
        self.nodes = self.nodes.max(number("nodes"));
    }

    fn late(&self) -> usize {
        self.intervals.iter().filter(|interval| **interval > 33.4).count()
    }
}

async fn prepend(window: &Window<'_>, count: u64) {
    let (mut drifts, mut lost) = (Vec::new(), 0.0);
    let mut left = count;
    while left > 0 {
        let found = window.run_script(PREPEND, &[json!(left.min(BATCH * 5))]).await;
        drifts.extend(list(&found["drifts"]));
        lost += found["lost"].as_f64().unwrap_or_default();
        left -= left.min(BATCH * 5);
        if found["atStart"] == true {
            break;
        }
    }
    println!("{} prepends at random places, {lost} lost their place", drifts.len());
    print("drift", &mut drifts, "px");
}

pub fn list(found: &Value) -> Vec<f64> {
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect()
}

pub fn print(what: &str, found: &mut [f64], unit: &str) {
    found.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| found.get(((found.len() as f64 * share) as usize).min(found.len().saturating_sub(1)));
    let (p50, p99, most) = (at(0.5), at(0.99), found.last());
    let number = |value: Option<&f64>| value.copied().unwrap_or(f64::NAN);
    println!(
        "{what:<34} p50 {:>6.1} {unit}, p99 {:>6.1} {unit}, at most {:>6.1} {unit} ({} in all)",
        number(p50),
        number(p99),
        number(most),
        found.len()
    );
}
