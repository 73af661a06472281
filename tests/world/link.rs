//! The cable between a device and the world: up, cut, or swallowing everything without a sign; slow; losing answers.
//! Every byte in both directions passes through here. Knows nothing of HTTP and of chat.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use tokio::time::Instant;

use crate::pipe::{End, Pipe};
use crate::random;
use crate::trace::Trace;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cable {
    Up,
    /// Dialling fails at once and what was open breaks, visibly to both ends.
    Cut,
    /// Half-open: bytes vanish, nothing closes, dialling waits for ever.
    Hole,
}

/// One device's way to everything else.
#[derive(Clone)]
pub struct Link {
    name: Arc<str>,
    trace: Trace,
    state: Arc<Mutex<State>>,
}

pub(crate) struct State {
    pub(crate) cable: Cable,
    latency_ms: RangeInclusive<u64>,
    draws: ChaCha8Rng,
    pub(crate) lose_answers: u32,
    duplicate: u32,
    next_pipe: u64,
    pub(crate) pipes: BTreeMap<u64, Pipe>,
    /// Grows with everything that moves, heartbeats apart; `settle` watches it.
    activity: u64,
}

impl Link {
    pub fn new(seed: u64, name: &str, trace: Trace) -> Self {
        let state = State {
            cable: Cable::Up,
            latency_ms: 0..=0,
            draws: random::stream(seed, &format!("link of {name}")),
            lose_answers: 0,
            duplicate: 0,
            next_pipe: 0,
            pipes: BTreeMap::new(),
            activity: 0,
        };
        Self {
            name: name.into(),
            trace,
            state: Arc::new(Mutex::new(state)),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn note(&self, what: impl std::fmt::Display) {
        self.trace.note(&self.name, what);
    }

    pub fn cable(&self) -> Cable {
        self.state().cable
    }

    /// Pulls the plug so that both ends notice.
    pub fn cut(&self) {
        self.note("cut");
        let mut state = self.state();
        state.cable = Cable::Cut;
        state.break_all();
    }

    /// From now on bytes vanish. Connections that lost some stay dead after mending, as behind a router that forgot
    /// them.
    pub fn swallow(&self) {
        self.note("swallow");
        self.state().cable = Cable::Hole;
    }

    pub fn mend(&self) {
        self.note("mend");
        self.state().cable = Cable::Up;
    }

    /// Breaks what is open, while dialling anew works at once.
    pub fn break_connections(&self) {
        self.note("break");
        self.state().break_all();
    }

    /// Every piece is late by a random time out of this range; pieces of one connection keep their order, pieces of
    /// different connections do not.
    pub fn delay(&self, ms: RangeInclusive<u64>) {
        self.note(format_args!("delay {ms:?}"));
        self.state().latency_ms = ms;
    }

    /// The next so many requests arrive, but instead of the answer the connection breaks.
    pub fn lose_answers(&self, count: u32) {
        self.note(format_args!("lose {count} answers"));
        self.state().lose_answers = count;
    }

    /// The next so many REST requests arrive twice, as a retrying proxy would do it.
    pub fn duplicate(&self, count: u32) {
        self.note(format_args!("duplicate {count}"));
        self.state().duplicate = count;
    }

    /// All faults gone.
    pub fn heal(&self) {
        let mut state = self.state();
        state.cable = Cable::Up;
        state.latency_ms = 0..=0;
        state.lose_answers = 0;
        state.duplicate = 0;
    }

    pub(crate) fn take_duplicate(&self) -> bool {
        let mut state = self.state();
        let some = state.duplicate > 0;
        state.duplicate = state.duplicate.saturating_sub(1);
        some
    }

    /// A new connection: the device's end and the far end.
    pub fn connect(&self) -> (End, End) {
        let id = {
            let mut state = self.state();
            let id = state.next_pipe;
            state.next_pipe += 1;
            state.pipes.insert(id, Pipe::new(Instant::now()));
            id
        };
        End::pair(self, id)
    }

    pub fn activity(&self) -> u64 {
        self.state().activity
    }
}

impl State {
    pub(crate) fn moved(&mut self) {
        self.activity += 1;
    }

    pub(crate) fn draw_latency(&mut self) -> Duration {
        if *self.latency_ms.end() == 0 {
            return Duration::ZERO;
        }
        let range = self.latency_ms.clone();
        Duration::from_millis(self.draws.random_range(range))
    }

    fn break_all(&mut self) {
        for pipe in self.pipes.values_mut() {
            pipe.break_it();
        }
        self.activity += 1;
    }
}
