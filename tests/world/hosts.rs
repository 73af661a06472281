//! Who answers under which host name in a simulated world. Knows nothing of what they answer.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::pipe::End;

/// Something that can be called.
pub trait Host: Send + Sync {
    /// Takes the far end of a new connection; gives it back when nobody listens.
    fn accept(&self, end: End, from: SocketAddr) -> Result<(), End>;
}

/// All host names of a world.
#[derive(Clone, Default)]
pub struct Hosts(Arc<Mutex<BTreeMap<String, Arc<dyn Host>>>>);

impl Hosts {
    pub fn add(&self, name: &str, host: Arc<dyn Host>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), host);
    }

    pub fn get(&self, name: &str) -> Option<Arc<dyn Host>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}
