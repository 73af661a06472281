//! What could be observed, in order: virtual time, who, what. Two runs of one seed must give the same bytes.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

#[derive(Clone)]
pub struct Trace {
    beginning: Instant,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Trace {
    pub fn new(beginning: Instant) -> Self {
        Self {
            beginning,
            lines: Arc::default(),
        }
    }

    pub fn note(&self, who: &str, what: impl Display) {
        let line = format!("{:>9} {who}: {what}", self.beginning.elapsed().as_millis());
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    /// How much was observed so far.
    pub fn len(&self) -> usize {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn text(&self) -> String {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// The newest lines, for the message of a failure.
    pub fn tail(&self, lines: usize) -> String {
        let all = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .skip(all.len().saturating_sub(lines))
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    }
}
