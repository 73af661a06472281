//! Whether a message is worth a notification: a pure function of what came and how things stand. Knows no desktop, no
//! clock and no words.

use client::{
    settings::{Notifications, Quiet},
    view::Notify,
};

use super::rows::Came;

/// How things stand when something comes.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    pub settings: &'a Notifications,
    /// Since local midnight.
    pub minute: u16,
    /// The person looks at this very conversation.
    pub looking: bool,
    /// A few notifications were shown a moment ago.
    pub busy: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Silence,
    /// To be said together with whatever else comes.
    Together,
    Now,
}

pub fn decide(came: &Came, situation: &Situation<'_>) -> Verdict {
    let wanted = match came.notify {
        Notify::All => true,
        Notify::Mentions => came.mentioned,
        Notify::None => false,
    };
    if !wanted || !situation.settings.on || situation.looking || came.content.is_gone() {
        return Verdict::Silence;
    }
    if holds(situation.settings.quiet, situation.minute) {
        return Verdict::Silence;
    }
    if situation.busy || !came.settled {
        return Verdict::Together;
    }
    Verdict::Now
}

/// Whether a minute of the day lies in the quiet hours; those that end when they begin are none.
fn holds(quiet: Quiet, minute: u16) -> bool {
    if !quiet.on {
        false
    } else if quiet.from <= quiet.to {
        (quiet.from..quiet.to).contains(&minute)
    } else {
        minute >= quiet.from || minute < quiet.to
    }
}

#[cfg(test)]
mod tests;
