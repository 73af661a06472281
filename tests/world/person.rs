//! Somebody with an account and devices. A person acts through the first device unless a test names another.

use std::ops::Deref;
use std::sync::Arc;

use crate::device::Device;
use crate::simulated::World;

#[derive(Clone)]
pub struct Person {
    pub(crate) world: World,
    pub name: Arc<str>,
    pub password: Arc<str>,
    pub user_id: Arc<str>,
    /// Shown once at registration; none where the server keeps no such codes.
    pub recovery_code: Option<Arc<str>>,
    first: Device,
}

impl Person {
    pub(crate) fn new(
        world: World,
        first: Device,
        password: &str,
        user_id: &str,
        recovery_code: Option<String>,
    ) -> Self {
        Self {
            world,
            name: first.owner.clone(),
            password: password.into(),
            user_id: user_id.into(),
            recovery_code: recovery_code.map(Into::into),
            first,
        }
    }

    /// A further device, signed in by password.
    pub async fn device(&self, name: &str) -> Device {
        let device = self.world.device(&self.name, name).await;
        device
            .sign_in(&self.name, &self.password)
            .await
            .expect("Signing in on a further device");
        device
    }
}

impl Deref for Person {
    type Target = Device;

    fn deref(&self) -> &Device {
        &self.first
    }
}
