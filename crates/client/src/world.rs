//! What the accounts of one client share: the network, the clock and the rest of the world around them.

use std::sync::Arc;

use crate::clock::Clock;
use crate::keychain::Keychain;
use crate::network::Network;
use crate::random::Random;
use crate::subscription::Bus;

pub(crate) struct World {
    pub(crate) network: Arc<dyn Network>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) keychain: Arc<dyn Keychain>,
    pub(crate) db_mode: db::Mode,
    /// Under the databases, in tests.
    pub(crate) vfs: Option<String>,
    /// OpenIM's number of this platform.
    pub(crate) platform: i32,
    pub(crate) bus: Arc<Bus>,
}

impl World {
    /// An id for a new message.
    pub(crate) fn client_msg_id(&self) -> String {
        let mut random = [0; 10];
        self.random.fill(&mut random);
        protocol::ids::client_msg_id(self.clock.now_ms(), random)
    }
}
