//! Notifications of a Linux desktop, over its session bus: shows, replaces, withdraws, and says what was clicked, also
//! when that was hours later in a list of past ones. Knows no reason for what it shows.

mod wire;

use std::{collections::BTreeMap, time::Duration};

use futures_util::StreamExt as _;
use tokio::{
    sync::{
        OnceCell,
        mpsc::{UnboundedReceiver, UnboundedSender},
    },
    time::{Instant, timeout},
};
use zbus::{Connection, fdo::DBusProxy, names::BusName};

use super::{Order, Told, board::Of, note::Note};
use wire::NotificationsProxy;

/// A desktop that takes longer to answer does not answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// One that failed is left alone for so long, unless it starts anew.
const REST: Duration = Duration::from_secs(60);
/// How many are remembered for a late click.
const REMEMBERED: usize = 200;
/// Of the reasons for an end: its time was over, but it may still be found in a list.
const EXPIRED: u32 = 1;
/// The action of a click.
const CLICK: &str = "default";

#[derive(Default)]
pub struct Desktop {
    bus: OnceCell<Option<Connection>>,
}

impl Desktop {
    async fn bus(&self) -> Option<&Connection> {
        self.bus.get_or_init(connect).await.as_ref()
    }

    /// Carries orders out, for as long as any can come.
    pub async fn run(&self, orders: UnboundedReceiver<Order>, tell: UnboundedSender<Told>) {
        let Some(bus) = self.bus().await else {
            return;
        };
        if let Err(error) = serve(bus, orders, tell).await {
            tracing::warn!("Notifications cannot be shown: {error}");
        }
    }

    /// Whether somebody shows notifications on this bus, or would be started to.
    pub async fn shows(&self) -> bool {
        let Some(bus) = self.bus().await else {
            return false;
        };
        // A bus that does not answer is no reason to say that there is nobody.
        matches!(timeout(PATIENCE, served(bus)).await, Err(_) | Ok(Ok(true) | Err(_)))
    }
}

async fn connect() -> Option<Connection> {
    let failed = match timeout(PATIENCE, Connection::session()).await {
        Ok(Ok(connection)) => return Some(connection),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer".to_owned(),
    };
    tracing::info!("Without a session bus there are no notifications ({failed})");
    None
}

async fn served(bus: &Connection) -> zbus::Result<bool> {
    let bus = DBusProxy::new(bus).await?;
    let name = BusName::try_from(wire::NAME)?;
    if bus.name_has_owner(name).await? {
        return Ok(true);
    }
    let startable = bus.list_activatable_names().await?;
    Ok(startable.iter().any(|name| name.as_str() == wire::NAME))
}

async fn serve(
    bus: &Connection,
    mut orders: UnboundedReceiver<Order>,
    tell: UnboundedSender<Told>,
) -> zbus::Result<()> {
    let proxy = NotificationsProxy::new(bus).await?;
    let mut invoked = proxy.receive_action_invoked().await?;
    let mut closed = proxy.receive_notification_closed().await?;
    let mut owners = proxy.inner().receive_owner_changed().await?;
    let name = BusName::try_from(wire::NAME)?;
    let mut owner = DBusProxy::new(bus).await?.get_name_owner(name).await.is_ok();
    let mut shown = Shown {
        proxy,
        ids: BTreeMap::new(),
        rests_until: None,
    };
    loop {
        tokio::select! {
            biased;
            Some(now) = owners.next() => {
                shown.rests_until = None;
                // Another one counts from the beginning: an old number would be somebody else's. The first one may
                // just have been started by what it was given to show.
                if std::mem::replace(&mut owner, now.is_some()) {
                    for of in std::mem::take(&mut shown.ids).into_keys() {
                        let _ = tell.send(Told::Closed(of));
                    }
                }
            }
            Some(signal) = invoked.next() => if let Ok(said) = signal.args() {
                let of = shown.of(*said.id()).filter(|_| said.action_key() == CLICK);
                if let Some(of) = of {
                    let _ = tell.send(Told::Clicked(of));
                }
            },
            Some(signal) = closed.next() => if let Ok(said) = signal.args()
                && *said.reason() != EXPIRED
                && let Some(of) = shown.of(*said.id())
            {
                shown.ids.remove(&of);
                let _ = tell.send(Told::Closed(of));
            },
            order = orders.recv() => match order {
                Some(Order::Show { of, note, open, face }) => shown.show(of, &note, open, face).await,
                Some(Order::Withdraw(of)) => shown.withdraw(&of).await,
                Some(Order::Clear(done)) => {
                    shown.clear().await;
                    // Who waits may be gone.
                    let _ = done.send(());
                }
                None => return Ok(()),
            },
        }
    }
}

/// What is up, by the numbers that the desktop gave.
struct Shown {
    proxy: NotificationsProxy<'static>,
    ids: BTreeMap<Of, u32>,
    rests_until: Option<Instant>,
}

impl Shown {
    fn of(&self, id: u32) -> Option<Of> {
        let found = self.ids.iter().find(|(_, known)| **known == id);
        found.map(|(of, _)| of.clone())
    }

    fn rests(&self) -> bool {
        self.rests_until.is_some_and(|until| Instant::now() < until)
    }

    async fn show(&mut self, of: Of, note: &Note, open: &str, face: Option<Vec<u8>>) {
        if self.rests() {
            return;
        }
        let replaced = self.ids.get(&of).copied().unwrap_or(0);
        let failed = match timeout(PATIENCE, wire::show(&self.proxy, replaced, note, (CLICK, open), face)).await {
            Ok(Ok(id)) => {
                self.remember(of, id);
                return;
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer".to_owned(),
        };
        if self.rests_until.is_none() {
            tracing::warn!("A notification could not be shown: {failed}");
        }
        self.rests_until = Some(Instant::now() + REST);
    }

    fn remember(&mut self, of: Of, id: u32) {
        self.rests_until = None;
        self.ids.insert(of, id);
        if self.ids.len() > REMEMBERED {
            let oldest = self.ids.iter().min_by_key(|(_, id)| **id);
            if let Some(oldest) = oldest.map(|(of, _)| of.clone()) {
                self.ids.remove(&oldest);
            }
        }
    }

    async fn withdraw(&mut self, of: &Of) {
        if let Some(id) = self.ids.remove(of) {
            self.close(id).await;
        }
    }

    async fn clear(&mut self) {
        for id in std::mem::take(&mut self.ids).into_values() {
            self.close(id).await;
        }
    }

    async fn close(&mut self, id: u32) {
        // One that is gone already was to be gone.
        if !self.rests() && timeout(PATIENCE, self.proxy.close_notification(id)).await.is_err() {
            self.rests_until = Some(Instant::now() + REST);
        }
    }
}
