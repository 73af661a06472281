//! What the shell says by itself, beside the page. In the language of the page, which knows what was chosen and what the
//! system wants.

use serde::Deserialize;
use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Locale {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// The language in which the page speaks.
pub struct Spoken(watch::Sender<Locale>);

impl Spoken {
    pub fn new() -> Self {
        Self(watch::Sender::new(Locale::default()))
    }

    pub fn set(&self, locale: Locale) {
        self.0.send_replace(locale);
    }

    pub fn watch(&self) -> watch::Receiver<Locale> {
        self.0.subscribe()
    }
}
