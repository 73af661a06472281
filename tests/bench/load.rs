//! The load generator behind docs/performance.md:
//! `load messages|idle|start|groups|fanout|client|lists|names|search|media|window|people [NAME=NUMBER...]`.
//! Each figure is printed next to a ceiling that was measured in the same run. Needs a release build of `selkie-server`
//! in `SELKIE_SERVER`, for `idle` enough file descriptors, and for `window` the app and the empty window beside it in
//! `SELKIE_APP` and `SELKIE_EMPTY`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measuring program, on real time"
)]

#[path = "load/bare.rs"]
mod bare;
#[path = "load/closed_loop.rs"]
mod closed_loop;
#[path = "load/echo.rs"]
mod echo;
#[path = "load/fanout.rs"]
mod fanout;
#[path = "load/first_sync.rs"]
mod first_sync;
#[path = "load/groups.rs"]
mod groups;
#[path = "load/idle.rs"]
mod idle;
#[path = "load/lists.rs"]
mod lists;
#[path = "load/media.rs"]
mod media;
#[path = "load/messages.rs"]
mod messages;
#[path = "load/names.rs"]
mod names;
#[path = "load/people.rs"]
mod people;
#[path = "load/search.rs"]
mod search;
#[path = "load/spent.rs"]
mod spent;
#[path = "load/sqlite.rs"]
mod sqlite;
#[path = "load/start.rs"]
mod start;
#[cfg(target_os = "linux")]
#[path = "load/window.rs"]
mod window;
#[path = "load/wire.rs"]
mod wire;

/// Numbers given as `name=number`.
pub struct Numbers(Vec<(String, u64)>);

impl Numbers {
    fn read(words: impl Iterator<Item = String>) -> Self {
        let pair = |word: String| {
            let (name, number) = word
                .split_once('=')
                .unwrap_or_else(|| panic!("{word}: not NAME=NUMBER"));
            (
                name.to_owned(),
                number.parse().unwrap_or_else(|_| panic!("{word}: not a number")),
            )
        };
        Self(words.map(pair).collect())
    }

    pub fn get(&self, name: &str, otherwise: u64) -> u64 {
        self.0
            .iter()
            .find(|(given, _)| given == name)
            .map_or(otherwise, |(_, number)| *number)
    }
}

fn main() {
    let mut words = std::env::args().skip(1);
    let what = words.next().unwrap_or_default();
    let numbers = Numbers::read(words);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("A runtime");
    runtime.block_on(async {
        match what.as_str() {
            "messages" => messages::measure(&numbers).await,
            "idle" => idle::measure(&numbers).await,
            "start" => start::measure(),
            "groups" => groups::measure(&numbers).await,
            "fanout" => fanout::measure(&numbers).await,
            "client" => first_sync::measure(&numbers).await,
            "lists" => lists::measure(&numbers).await,
            "names" => names::measure(&numbers).await,
            "search" => search::measure(&numbers).await,
            "media" => media::measure(&numbers).await,
            #[cfg(target_os = "linux")]
            "window" => window::measure(&numbers).await,
            #[cfg(target_os = "linux")]
            "people" => window::people(&numbers).await,
            // Not for people: what is bare runs as a process of its own, as the server does.
            "echo-server" => echo::serve().await,
            "fanout-server" => fanout::serve().await,
            _ => panic!(
                "load messages|idle|start|groups|fanout|client|lists|names|search|media|window|people [NAME=NUMBER...]"
            ),
        }
    });
}
