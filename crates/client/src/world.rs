//! What the accounts of one client share: the network, the clock and the rest of the world around them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::clock::Clock;
use crate::keychain::Keychain;
use crate::microphone::Microphone;
use crate::network::Network;
use crate::random::Random;
use crate::subscription::Bus;

pub(crate) struct World {
    pub(crate) network: Arc<dyn Network>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) keychain: Arc<dyn Keychain>,
    pub(crate) microphone: Arc<dyn Microphone>,
    pub(crate) db_mode: db::Mode,
    /// Under the databases, in tests.
    pub(crate) vfs: Option<String>,
    /// OpenIM's number of this platform.
    pub(crate) platform: i32,
    pub(crate) bus: Arc<Bus>,
    /// Nobody else is told how far the person has read.
    pub(crate) reads_quietly: AtomicBool,
}

impl World {
    pub(crate) fn reads_quietly(&self) -> bool {
        self.reads_quietly.load(Ordering::Acquire)
    }

    /// An id for a new message.
    pub(crate) fn client_msg_id(&self) -> String {
        let mut random = [0; 10];
        self.random.fill(&mut random);
        protocol::ids::client_msg_id(self.clock.now_ms(), random)
    }
}
