//! Windows and macOS: notifications are not shown there yet, and the settings say so.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use super::{Order, Told};

#[derive(Default)]
pub struct Desktop;

impl Desktop {
    pub async fn run(&self, _: UnboundedReceiver<Order>, _: UnboundedSender<Told>) {}

    pub async fn shows(&self) -> bool {
        false
    }
}
