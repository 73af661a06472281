//! A dock at a desk, which hears the numbers that apps want on their icons.

use std::{collections::BTreeMap, time::Duration};

use futures_util::StreamExt as _;
use zbus::{MatchRule, MessageStream, connection, message::Type, zvariant::OwnedValue};

pub struct Dock(MessageStream);

impl Dock {
    pub async fn new(bus: &str) -> Self {
        let bus = connection::Builder::address(bus).unwrap().build().await.unwrap();
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .interface("com.canonical.Unity.LauncherEntry")
            .unwrap()
            .build();
        Self(MessageStream::for_match_rule(rule, &bus, None).await.unwrap())
    }

    /// Waits until the app's number is this, or for 0 that it has none.
    pub async fn shows(&mut self, number: i64) {
        let shown = async {
            loop {
                let message = self.0.next().await.unwrap().unwrap();
                let (app, says): (String, BTreeMap<String, OwnedValue>) = message.body().deserialize().unwrap();
                assert_eq!(app, "application://Selkie.desktop");
                let visible: bool = says["count-visible"].downcast_ref().unwrap();
                let count: i64 = says["count"].downcast_ref().unwrap();
                if (count, visible) == (number, number > 0) {
                    return;
                }
            }
        };
        let shown = tokio::time::timeout(Duration::from_secs(30), shown).await;
        assert!(shown.is_ok(), "The number was never {number}");
    }
}
