//! What is being said, made into a file while it is said: samples in, Opus out, and how loud it was. Knows no microphone.

use anyhow::Context as _;
use ropus::{Application, Bitrate, Channels, Encoder, Signal};

use super::ogg::Ogg;
use super::rate::{RATE, Rate};
use super::wave;
use crate::error::{Code, Problem};

/// Samples of one packet: 20 ms.
const FRAME: usize = 960;
/// Good for speech, at a tenth of a megabyte for half a minute.
const BITS_A_SECOND: u32 = 24_000;
/// No packet is longer.
const LARGEST_PACKET: usize = 1_500;
/// Nobody records for longer.
pub(super) const LONGEST_MS: u64 = 120_000;

/// What counts as nothing.
const NOTHING_DB: f32 = -120.0;

/// A voice as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) millis: u64,
    pub(crate) wave: Vec<u8>,
}

pub(super) struct Spoken {
    encoder: Encoder,
    rate: Rate,
    file: Ogg,
    /// What does not fill a packet yet.
    rest: Vec<f32>,
    /// How loud each packet is.
    loud: Vec<f32>,
    skipped: u64,
    samples: u64,
}

impl Spoken {
    pub(super) fn new(rate: u32) -> anyhow::Result<Self> {
        let encoder = Encoder::builder(RATE, Channels::Mono, Application::Voip)
            .bitrate(Bitrate::Bits(BITS_A_SECOND))
            .signal(Signal::Voice)
            .build();
        let encoder = encoder.ok().context("Begin to encode")?;
        let skipped = u16::try_from(encoder.lookahead())?;
        Ok(Self {
            encoder,
            rate: Rate::from(rate).ok_or(Problem::from(Code::NoMicrophone))?,
            file: Ogg::new(skipped)?,
            rest: Vec::new(),
            loud: Vec::new(),
            skipped: skipped.into(),
            samples: 0,
        })
    }

    /// The next samples, of which those beyond the limit are dropped.
    pub(super) fn add(&mut self, samples: &[f32]) -> anyhow::Result<()> {
        let before = self.rest.len();
        self.rate.through(samples, &mut self.rest);
        let room = (LONGEST_MS * u64::from(RATE) / 1000).saturating_sub(self.samples);
        let new = (self.rest.len() - before).min(usize::try_from(room)?);
        self.rest.truncate(before + new);
        self.samples += new as u64;
        while self.rest.len() >= FRAME {
            let frame: Vec<f32> = self.rest.drain(..FRAME).collect();
            self.packet(&frame)?;
        }
        Ok(())
    }

    fn packet(&mut self, frame: &[f32]) -> anyhow::Result<()> {
        let mut packet = vec![0; LARGEST_PACKET];
        let length = self.encoder.encode_float(frame, &mut packet);
        packet.truncate(length.ok().context("Encode what was said")?);
        self.file.add(packet, FRAME as u64)?;
        self.loud.push(decibels(frame));
        Ok(())
    }

    pub(super) fn millis(&self) -> u64 {
        self.samples * 1000 / u64::from(RATE)
    }

    pub(super) fn is_full(&self) -> bool {
        self.millis() >= LONGEST_MS
    }

    /// How loud it is just now.
    pub(super) fn level(&self) -> u8 {
        // A fifth of a second, or the gaps between words would flicker.
        let last = self.loud.iter().rev().take(10).copied();
        wave::level(last.fold(f32::NEG_INFINITY, f32::max))
    }

    /// The whole file.
    pub(super) fn end(mut self) -> anyhow::Result<(Vec<u8>, Voice)> {
        let length = self.skipped + self.samples;
        let voice = Voice {
            millis: self.millis(),
            wave: wave::of(&self.loud),
        };
        // The encoder is behind by what is skipped: silence brings the end out of it.
        while ((self.loud.len() * FRAME) as u64) < length {
            let mut frame = std::mem::take(&mut self.rest);
            frame.resize(FRAME, 0.0);
            self.packet(&frame)?;
        }
        Ok((self.file.end(length)?, voice))
    }
}

/// The mean loudness of some samples, in decibels below the loudest possible.
fn decibels(samples: &[f32]) -> f32 {
    let power = samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32;
    (10.0 * power.log10()).max(NOTHING_DB)
}
