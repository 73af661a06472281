//! A panel at a desk: what shows the icons of programs, by the freedesktop specification of status notifier items, and
//! clicks in their menus.

#![expect(clippy::disallowed_types, reason = "what zbus's macro writes is zbus's")]

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::sync::mpsc;
use zbus::{
    Connection, Proxy, connection,
    proxy::CacheProperties,
    zvariant::{OwnedValue, Structure, Value},
};

pub struct Panel {
    bus: Connection,
    arrivals: mpsc::UnboundedReceiver<String>,
}

/// The icon of one program.
pub struct Icon<'a> {
    item: Proxy<'a>,
    menu: Proxy<'a>,
}

struct Watcher(mpsc::UnboundedSender<String>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str) {
        self.0.send(service.to_owned()).unwrap();
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

impl Panel {
    pub async fn new(bus: &str) -> Self {
        let (arrive, arrivals) = mpsc::unbounded_channel();
        let bus = connection::Builder::address(bus)
            .unwrap()
            .serve_at("/StatusNotifierWatcher", Watcher(arrive))
            .unwrap()
            .name("org.kde.StatusNotifierWatcher")
            .unwrap()
            .build();
        Self {
            bus: bus.await.unwrap(),
            arrivals,
        }
    }

    /// The next icon that comes.
    pub async fn icon(&mut self) -> Icon<'_> {
        let arrival = tokio::time::timeout(Duration::from_secs(30), self.arrivals.recv());
        let name = arrival.await.expect("No icon came").unwrap();
        let item = self
            .proxy(&name, "/StatusNotifierItem", "org.kde.StatusNotifierItem")
            .await;
        let menu = self.proxy(&name, "/MenuBar", "com.canonical.dbusmenu").await;
        Icon { item, menu }
    }

    async fn proxy(&self, name: &str, path: &str, interface: &str) -> Proxy<'static> {
        zbus::proxy::Builder::new(&self.bus)
            .destination(name.to_owned())
            .unwrap()
            .path(path.to_owned())
            .unwrap()
            .interface(interface.to_owned())
            .unwrap()
            .cache_properties(CacheProperties::No)
            .build()
            .await
            .unwrap()
    }

    pub async fn close(self) {
        self.bus.close().await.unwrap();
    }
}

impl Icon<'_> {
    /// Waits until the icon's words are these, and its picture has the dot or not.
    pub async fn says(&self, line: &str, dot: bool) {
        let said = async {
            while self.line().await != line || self.has_dot().await != dot {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let said = tokio::time::timeout(Duration::from_secs(30), said).await;
        assert!(
            said.is_ok(),
            "{line}, {dot}: it says {}, {}",
            self.line().await,
            self.has_dot().await
        );
    }

    async fn line(&self) -> String {
        let tip: OwnedValue = self.item.get_property("ToolTip").await.unwrap();
        let tip: &Structure = tip.downcast_ref().unwrap();
        tip.fields()[3].downcast_ref::<&str>().unwrap().to_owned()
    }

    /// Whether the middle of the lower right is of the dot's red.
    async fn has_dot(&self) -> bool {
        let pictures: OwnedValue = self.item.get_property("IconPixmap").await.unwrap();
        let pictures: Vec<Value> = Vec::try_from(Value::from(pictures)).unwrap();
        let largest: Structure = pictures.last().unwrap().try_clone().unwrap().downcast().unwrap();
        let side = usize::try_from(largest.fields()[0].downcast_ref::<i32>().unwrap()).unwrap();
        let bytes: Vec<u8> = largest.fields()[2].try_clone().unwrap().try_into().unwrap();
        let at = (side * 3 / 4 * side + side * 3 / 4) * 4;
        let (red, blue) = (bytes[at + 1], bytes[at + 3]);
        red > 200 && blue < 100
    }

    pub async fn click(&self) {
        self.item.call_method("Activate", &(0i32, 0i32)).await.unwrap();
    }

    /// The lines of the menu, top to bottom, with their ids.
    async fn menu(&self) -> Vec<(i32, String)> {
        type Layout = (u32, (i32, BTreeMap<String, OwnedValue>, Vec<OwnedValue>));
        let wanted: &[&str] = &[];
        let layout: Layout = self.menu.call("GetLayout", &(0i32, -1i32, wanted)).await.unwrap();
        let lines = layout.1.2.iter().map(|line| {
            let line: &Structure = line.downcast_ref().unwrap();
            let Value::Dict(words) = &line.fields()[1] else {
                panic!("A line has no properties");
            };
            let words: BTreeMap<String, OwnedValue> = words.try_clone().unwrap().try_into().unwrap();
            let label = words
                .get("label")
                .map(|label| label.downcast_ref::<&str>().unwrap().to_owned());
            (
                line.fields()[0].downcast_ref::<i32>().unwrap(),
                label.unwrap_or_default(),
            )
        });
        lines.collect()
    }

    /// The lines of the menu; empty ones separate.
    pub async fn lines(&self) -> Vec<String> {
        self.menu().await.into_iter().map(|(_, line)| line).collect()
    }

    /// Clicks a line of the menu.
    pub async fn choose(&self, line: &str) {
        let menu = self.menu().await;
        let (id, _) = menu.iter().find(|(_, label)| label == line).expect("No such line");
        let nothing = Value::from(0i32);
        // Whoever quits may be gone before the answer.
        let _ = self.menu.call_method("Event", &(id, "clicked", nothing, 0u32)).await;
    }
}
