//! A microphone that hears a tone, for as long as it is plugged in. Its seconds are the world's.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use client::microphone::{Listening, Microphone, NoMicrophone};
use futures_util::{StreamExt as _, stream};

/// Pieces a second.
const PIECES: u32 = 50;

#[derive(Clone, Copy)]
struct Plugged {
    rate: u32,
    /// So long until somebody pulls the plug.
    lasts: Duration,
}

pub struct Tone(Mutex<Option<Plugged>>);

impl Default for Tone {
    fn default() -> Self {
        let tone = Self(Mutex::new(None));
        tone.plug_in(48_000, Duration::MAX);
        tone
    }
}

impl Tone {
    fn plugged(&self) -> MutexGuard<'_, Option<Plugged>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn plug_in(&self, rate: u32, lasts: Duration) {
        *self.plugged() = Some(Plugged { rate, lasts });
    }

    pub fn pull_out(&self) {
        *self.plugged() = None;
    }
}

impl Microphone for Tone {
    fn open(&self) -> Result<Listening, NoMicrophone> {
        let Plugged { rate, lasts } = self.plugged().ok_or(NoMicrophone)?;
        let piece = Duration::from_secs(1) / PIECES;
        let sound = stream::unfold(0_u32, move |number| async move {
            if piece * number >= lasts {
                return None;
            }
            tokio::time::sleep(piece).await;
            let length = rate / PIECES;
            let tone = (0..length).map(|at| {
                let time = f64::from(number * length + at) / f64::from(rate);
                #[expect(clippy::cast_possible_truncation, reason = "a sample")]
                let sample = (0.4 * (time * 440.0 * std::f64::consts::TAU).sin()) as f32;
                sample
            });
            Some((tone.collect(), number + 1))
        });
        Ok(Listening {
            rate,
            sound: sound.boxed(),
        })
    }
}
