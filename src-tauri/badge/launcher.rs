//! The number on the app's icon in a dock, by the signal that Unity began with and that the docks of GNOME, KDE and
//! others hear. Where none listens, nothing is seen.

use std::collections::BTreeMap;

use zbus::{Connection, zvariant::Value};

const PATH: &str = "/org/selkie/launcher";
const INTERFACE: &str = "com.canonical.Unity.LauncherEntry";

pub(super) struct Launcher {
    /// What docks call the app: the name of its desktop file.
    entry: String,
    /// Made with the first number, and held: docks forget the numbers of whoever left the bus.
    bus: Option<Connection>,
}

impl Launcher {
    pub(super) fn new(app: &str) -> Self {
        Self {
            entry: format!("application://{app}.desktop"),
            bus: None,
        }
    }

    pub(super) async fn show(&mut self, count: i64) {
        if count == 0 && self.bus.is_none() {
            return;
        }
        if let Err(error) = self.tell(count).await {
            tracing::debug!("No dock could be told what is unread: {error}");
        }
    }

    async fn tell(&mut self, count: i64) -> zbus::Result<()> {
        let bus = match self.bus.take() {
            Some(bus) => bus,
            None => Connection::session().await?,
        };
        let says = BTreeMap::from([("count", Value::from(count)), ("count-visible", Value::from(count > 0))]);
        bus.emit_signal(None::<&str>, PATH, INTERFACE, "Update", &(&self.entry, says))
            .await?;
        self.bus = Some(bus);
        Ok(())
    }
}
