//! What the engine is given to stand on: a folder and the world around it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::keychain::{Keychain, SystemKeychain};
use crate::microphone::{Deaf, Microphone};
use crate::network::Network;
use crate::network::real::RealNetwork;
use crate::random::{Random, SystemRandom};

pub struct Setup {
    /// The data folder; one running client at a time.
    pub folder: PathBuf,
    pub network: Arc<dyn Network>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub keychain: Arc<dyn Keychain>,
    pub microphone: Arc<dyn Microphone>,
    pub db_mode: db::Mode,
    /// OpenIM's number of this platform.
    pub platform: i32,
}

impl Setup {
    /// The real world: this computer's network, clock, randomness and keychain. Whoever knows its sound gives a microphone.
    pub fn real(folder: PathBuf) -> Self {
        Self {
            network: Arc::new(RealNetwork::default()),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            keychain: Arc::new(SystemKeychain::new(&folder)),
            microphone: Arc::new(Deaf),
            db_mode: db::Mode::Threads,
            platform: own_platform(),
            folder,
        }
    }
}

fn own_platform() -> i32 {
    if cfg!(target_os = "windows") {
        3
    } else if cfg!(target_os = "macos") {
        4
    } else {
        7
    }
}
