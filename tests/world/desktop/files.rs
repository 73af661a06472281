//! A file manager at a desk, as the freedesktop specification has them: it is asked to show files in their folders.

#![expect(clippy::disallowed_types, reason = "what zbus's macro writes is zbus's")]

use std::time::Duration;

use tokio::sync::mpsc;
use zbus::{Connection, connection};

pub struct Files {
    _bus: Connection,
    asked: mpsc::UnboundedReceiver<Vec<String>>,
}

struct Shows(mpsc::UnboundedSender<Vec<String>>);

#[zbus::interface(name = "org.freedesktop.FileManager1")]
impl Shows {
    fn show_items(&self, addresses: Vec<String>, _startup: &str) {
        self.0.send(addresses).unwrap();
    }
}

impl Files {
    pub async fn new(bus: &str) -> Self {
        let (ask, asked) = mpsc::unbounded_channel();
        let bus = connection::Builder::address(bus)
            .unwrap()
            .serve_at("/org/freedesktop/FileManager1", Shows(ask))
            .unwrap()
            .name("org.freedesktop.FileManager1")
            .unwrap()
            .build();
        Self {
            _bus: bus.await.unwrap(),
            asked,
        }
    }

    /// The addresses of what it is asked for next.
    pub async fn shows(&mut self) -> Vec<String> {
        let asked = tokio::time::timeout(Duration::from_secs(30), self.asked.recv());
        asked.await.expect("Nothing was asked for").unwrap()
    }
}
