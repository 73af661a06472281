//! Samples at another pace: whatever a microphone gives becomes 48,000 a second, along straight lines between its samples,
//! which is enough for speech. Knows no sound card.

/// Samples a second of everything behind this.
pub(super) const RATE: u32 = 48_000;

#[derive(Debug)]
pub(super) struct Rate {
    /// Samples that come for one that goes.
    step: f64,
    /// Where the next one that goes stands between the last two that came.
    at: f64,
    last: f32,
    begun: bool,
}

impl Rate {
    /// `None`: no microphone has such a pace.
    pub(super) fn from(rate: u32) -> Option<Self> {
        (8_000..=384_000).contains(&rate).then(|| Self {
            step: f64::from(rate) / f64::from(RATE),
            at: 0.0,
            last: 0.0,
            begun: false,
        })
    }

    pub(super) fn through(&mut self, samples: &[f32], into: &mut Vec<f32>) {
        for sample in samples {
            // What is no number is silence.
            let sample = if sample.is_finite() {
                sample.clamp(-1.0, 1.0)
            } else {
                0.0
            };
            if !self.begun {
                self.begun = true;
                self.last = sample;
                continue;
            }
            while self.at < 1.0 {
                #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
                let part = self.at as f32;
                into.push(self.last + (sample - self.last) * part);
                self.at += self.step;
            }
            self.at -= 1.0;
            self.last = sample;
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_second_stays_a_second_at_whatever_pace_it_comes() {
        for rate in [8_000, 16_000, 44_100, 48_000, 96_000] {
            let mut into = Vec::new();
            let mut through = Rate::from(rate).expect("A pace");
            let second: Vec<f32> = (0..rate).map(|at| (at as f32 * 0.01).sin()).collect();
            for piece in second.chunks(441) {
                through.through(piece, &mut into);
            }
            let off = into.len().abs_diff(RATE as usize);
            assert!(off <= 6, "{rate}: {}", into.len());
        }
        assert!(Rate::from(0).is_none() && Rate::from(4_000_000_000).is_none());
    }

    #[test]
    fn what_is_no_sound_becomes_none() {
        let mut into = Vec::new();
        let mut through = Rate::from(RATE).expect("A pace");
        through.through(&[0.0, f32::NAN, 9.0, f32::INFINITY, 0.5], &mut into);
        assert_eq!(into, [0.0, 0.0, 1.0, 0.0]);
    }
}
