//! A whole world in one thread: tokio's paused time, one seed, the server's machine, people's devices. A story runs
//! inside `simulate`. Knows nothing of what the stories tell.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use server::Config;
use tempfile::TempDir;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::device::Device;
use crate::hosts::Hosts;
use crate::link::Link;
use crate::panics;
use crate::person::Person;
use crate::site::Site;
use crate::trace::Trace;
use crate::visitor::Visitor;

/// Where the server of every world stands.
const HOST: &str = "selkie.test";

/// How a world begins.
#[derive(Clone)]
pub struct Plan {
    pub seed: u64,
    pub config: Config,
}

impl Plan {
    pub fn seeded(seed: u64) -> Self {
        let mut config = Config {
            behind_proxy: HOST.into(),
            // In most stories people are among themselves, and every message is one that somebody wrote.
            assistant: false,
            ..Config::default()
        };
        // People come by the dozen in these worlds, and none of them is a burglar.
        config.limits.registrations_per_hour = 10_000;
        Self { seed, config }
    }

    /// The server has its assistant, as it has outside of these worlds.
    pub fn assisted(mut self) -> Self {
        self.config.assistant = true;
        self
    }

    /// The server does what a plain OpenIM would do.
    pub fn plain(mut self) -> Self {
        self.config.plain = true;
        self
    }
}

#[derive(Clone)]
pub struct World(Arc<Inner>);

pub struct Inner {
    seed: u64,
    plain: bool,
    folder: TempDir,
    beginning: Instant,
    trace: Trace,
    hosts: Hosts,
    /// The server's machine.
    pub server: Arc<Site>,
    devices: Mutex<BTreeMap<String, Device>>,
    visitors: AtomicU32,
}

impl std::ops::Deref for World {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Tells a story in a world of its own, on Selkie's server and again on a plain one.
pub fn both(story: impl AsyncFn(&World)) {
    simulate(Plan::seeded(1), &story);
    simulate(Plan::seeded(2).plain(), &story);
}

/// Tells a story in a world of its own.
pub fn simulate(plan: Plan, story: impl AsyncFn(&World)) {
    observe(plan, story);
}

/// The same; what could be observed is the answer.
pub fn observe(plan: Plan, story: impl AsyncFn(&World)) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("A runtime can be made");
    runtime.block_on(async {
        panics::forget();
        let world = World::new(plan);
        let shout = Shout(&world);
        world.server.start().await;
        story(&world).await;
        drop(shout);
        let observed = world.trace().text();
        world.end().await;
        // A task of the client or the server that panics is only a task that ended, for the runtime.
        assert_eq!(panics::seen(), 0, "something panicked beside the story");
        observed
    })
}

/// On a panic the last lines of the trace tell what happened before; all of them where one seed is replayed.
struct Shout<'a>(&'a World);

impl Drop for Shout<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mode = if self.0.plain { "plain" } else { "Selkie" };
            let lines = if std::env::var_os("SEED").is_some() {
                usize::MAX
            } else {
                120
            };
            let tail = self.0.trace.tail(lines);
            eprintln!("World of seed {} ({mode}), the last of its trace:\n{tail}", self.0.seed);
        }
    }
}

/// In memory where there is such a folder: a simulated crash loses no disk's cache, so nothing is won by waiting for
/// real ones.
fn new_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("A folder can be made")
}

impl World {
    pub fn new(plan: Plan) -> Self {
        let beginning = Instant::now();
        let trace = Trace::new(beginning);
        let folder = new_folder();
        let hosts = Hosts::default();
        let clock = Clock::new(beginning);
        let plain = plan.config.plain;
        let server = Site::new(
            HOST,
            folder.path().join("server"),
            plan.seed,
            clock,
            trace.clone(),
            plan.config,
        );
        let server = Arc::new(server);
        hosts.add(HOST, server.clone());
        Self(Arc::new(Inner {
            seed: plan.seed,
            plain,
            folder,
            beginning,
            trace,
            hosts,
            server,
            devices: Mutex::default(),
            visitors: AtomicU32::new(0),
        }))
    }

    /// Everybody goes; without this the people would hold the world and the world the people.
    async fn end(self) {
        let devices = std::mem::take(&mut *self.devices.lock().unwrap_or_else(PoisonError::into_inner));
        for device in devices.values() {
            device.crash().await;
        }
        self.server.crash().await;
    }

    /// Whether the server does only what a plain OpenIM would do.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Lets somebody else answer under a host name.
    pub fn add_host(&self, name: &str, host: Arc<dyn crate::hosts::Host>) {
        self.hosts.add(name, host);
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The address people type.
    pub fn address(&self) -> String {
        format!("https://{HOST}")
    }

    /// A clock that goes right until somebody moves it.
    pub fn new_clock(&self) -> Clock {
        Clock::new(self.beginning)
    }

    fn new_network_address(&self) -> SocketAddr {
        let number = self.visitors.fetch_add(1, Ordering::Relaxed);
        let [_, _, high, low] = number.to_be_bytes();
        SocketAddr::from((Ipv4Addr::new(10, 1, high, low), 40_000))
    }

    /// Somebody at the server's doors without our client.
    pub fn visitor(&self, name: &str) -> Visitor {
        Visitor {
            hosts: self.hosts.clone(),
            link: Link::new(self.seed, name, self.trace.clone()),
            address: self.new_network_address(),
            site: HOST.into(),
        }
    }

    /// A new device with the app running, nobody signed in.
    pub async fn device(&self, owner: &str, name: &str) -> Device {
        let device = Device::new(self, owner, name, self.new_network_address());
        device.start().await;
        let before = self
            .devices
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(device.who(), device.clone());
        assert!(before.is_none(), "{} exists already", device.who());
        device
    }

    pub fn devices(&self) -> Vec<Device> {
        self.devices
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .cloned()
            .collect()
    }

    /// Somebody new: registers by the real client, on a device called laptop.
    pub async fn person(&self, name: &str) -> Person {
        let device = self.device(name, "laptop").await;
        let password = format!("{name}'s own secret");
        let registered = device.register(name, &password).await.expect("Registering");
        Person::new(
            self.clone(),
            device,
            &password,
            &registered.account.user_id,
            registered.recovery_code,
        )
    }

    /// Lets virtual time pass.
    pub async fn pass(&self, seconds: u64) {
        tokio::time::sleep(std::time::Duration::from_secs(seconds)).await;
    }
}
