//! Waiting, in virtual time, until nothing is on its way any more. Knows how long silence must last, and nothing of
//! what is said.

use std::time::Duration;

use client::view::LinkState;

use crate::device::Device;
use crate::link::Cable;
use crate::simulated::World;

/// Longer than any pause the client makes between two tries of one thing.
const SILENCE: Duration = Duration::from_secs(20);
const STEP: Duration = Duration::from_millis(500);
/// More than a fair share for the slowest way back.
const PATIENCE: Duration = Duration::from_secs(900);

impl World {
    /// Until everybody who can be online is, nothing is being sent, and no wire has moved for a while.
    pub async fn settle(&self) {
        let mut waited = Duration::ZERO;
        let mut silent = Duration::ZERO;
        let mut before = self.activity();
        while silent < SILENCE {
            tokio::time::sleep(STEP).await;
            waited += STEP;
            let now = self.activity();
            silent = if now == before && self.restless().is_none() {
                silent + STEP
            } else {
                Duration::ZERO
            };
            before = now;
            if silent >= SILENCE && self.somebody_is_sending().await {
                silent = Duration::ZERO;
            }
            if waited > PATIENCE {
                let sending = self.somebody_is_sending().await;
                panic!(
                    "No rest after {PATIENCE:?}: {:?}, still sending: {sending}",
                    self.restless()
                );
            }
        }
        for device in self.reachable() {
            device.check_events().await;
        }
    }

    fn activity(&self) -> u64 {
        self.devices().iter().map(|device| device.link.activity()).sum()
    }

    /// Somebody who should be online and is not.
    fn restless(&self) -> Option<String> {
        self.reachable()
            .into_iter()
            .find_map(|device| match device.link_state() {
                LinkState::Online | LinkState::Stopped { .. } => None,
                state => Some(format!("{} is {state:?}", device.who())),
            })
    }

    fn reachable(&self) -> Vec<Device> {
        if !self.server.runs() {
            return Vec::new();
        }
        let mut devices = self.devices();
        devices.retain(|device| device.has_account() && device.link.cable() == Cable::Up);
        devices
    }

    async fn somebody_is_sending(&self) -> bool {
        for device in self.reachable() {
            if device.link_state() == LinkState::Online && device.sending().await {
                return true;
            }
        }
        false
    }
}
