//! Dunst, a program that shows notifications, at a desk: what it was given to show, what it shows now, and a click.

use std::{
    fs::{self, File},
    path::PathBuf,
    time::Duration,
};

use zbus::{Connection, connection::Builder};

use crate::desk::{Desk, Process};

/// Nothing goes by itself, and nothing is held back because nobody moves a mouse.
const CONFIG: &str = "[global]\nidle_threshold = 0\nmarkup = full\n[urgency_normal]\ntimeout = 0\n";

const PATIENCE: Duration = Duration::from_secs(30);

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
const INTERFACE: &str = "org.dunstproject.cmd0";

pub struct Dunst {
    bus: Connection,
    printed: PathBuf,
    _process: Process,
}

impl Dunst {
    pub async fn new(desk: &Desk) -> Self {
        let config = desk.home().join("dunstrc");
        fs::write(&config, CONFIG).unwrap();
        let printed = desk.home().join("dunst.out");
        let mut command = desk.command("dunst");
        command.arg("-conf").arg(&config).arg("-print");
        command.stdout(File::create(&printed).unwrap());
        let dunst = Self {
            bus: Builder::address(desk.bus()).unwrap().build().await.unwrap(),
            printed,
            _process: Process::new(command),
        };
        let there = holds(async || {
            let pinged = dunst.bus.call_method(Some(NAME), PATH, Some(INTERFACE), "Ping", &());
            pinged.await.is_ok()
        });
        tokio::time::timeout(PATIENCE, there)
            .await
            .expect("Dunst does not answer");
        dunst
    }

    /// Title and text of every notification that was ever shown, oldest first.
    pub fn history(&self) -> Vec<(String, String)> {
        let shown = self.shown().into_iter();
        shown.map(|(title, text, _)| (title, text)).collect()
    }

    /// What tells the picture of the newest one from others.
    pub fn picture(&self) -> String {
        let (_, _, picture) = self.shown().pop().unwrap();
        assert_ne!(picture, "");
        picture
    }

    fn shown(&self) -> Vec<(String, String, String)> {
        let printed = fs::read_to_string(&self.printed).unwrap();
        let field = |block: &str, name: &str| {
            let (_, rest) = block.split_once(&format!("\n\t{name}: '")).unwrap_or_default();
            rest.split("'\n").next().unwrap_or_default().to_owned()
        };
        let blocks = printed
            .split("\n}\n")
            .filter(|block| block.contains("appname: 'Selkie'"));
        blocks
            .map(|block| (field(block, "summary"), field(block, "body"), field(block, "icon_id")))
            .collect()
    }

    /// Waits until the newest notification says this.
    pub async fn says(&self, title: &str, text: &str) {
        let wanted = Some((title.to_owned(), text.to_owned()));
        let said = holds(async || self.history().last().cloned() == wanted);
        tokio::time::timeout(PATIENCE, said)
            .await
            .unwrap_or_else(|_| panic!("{wanted:?} is not the last of {:?}", self.history()));
    }

    /// Waits until so many are up.
    pub async fn shows(&self, count: u32) {
        let shown = holds(async || self.up().await == count);
        tokio::time::timeout(PATIENCE, shown)
            .await
            .unwrap_or_else(|_| panic!("Not {count} are up of {:?}", self.history()));
    }

    pub async fn up(&self) -> u32 {
        let asked = (INTERFACE, "displayedLength");
        let properties = Some("org.freedesktop.DBus.Properties");
        let answer = self.bus.call_method(Some(NAME), PATH, properties, "Get", &asked).await;
        let value = answer
            .unwrap()
            .body()
            .deserialize::<zbus::zvariant::OwnedValue>()
            .unwrap();
        u32::try_from(value).unwrap()
    }

    /// Clicks the uppermost.
    pub async fn click(&self) {
        let uppermost = 0_u32;
        let clicked = self
            .bus
            .call_method(Some(NAME), PATH, Some(INTERFACE), "NotificationAction", &uppermost);
        clicked.await.unwrap();
    }
}

async fn holds(condition: impl AsyncFn() -> bool) {
    while !condition().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
