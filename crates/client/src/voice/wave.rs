//! How loud a voice message is along its length, in few bars that travel with it. Knows no sound.

/// Bars of what is recorded here.
const BARS: usize = 48;
/// More is not drawn of what others send.
const MOST: usize = 64;
/// Each bar is one sign: `0` to `9`, then `a` to `v`.
const RADIX: u32 = 32;

/// What is so much quieter than the loudest is drawn as silence.
const RANGE_DB: f32 = 36.0;
/// Where even the loudest is quieter, nothing was said.
const SILENCE_DB: f32 = -60.0;

/// Bars of a sound by how loud each of its frames is, in decibels below the loudest possible.
pub(super) fn of(frames: &[f32]) -> Vec<u8> {
    let loudest = frames.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let bars = frames.len().min(BARS);
    (0..bars)
        .map(|bar| {
            let from = bar * frames.len() / bars;
            let to = (bar + 1) * frames.len() / bars;
            let among = frames.get(from..to).unwrap_or_default();
            let loud = among.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            if loudest < SILENCE_DB {
                0
            } else {
                step(1.0 + (loud - loudest) / RANGE_DB)
            }
        })
        .collect()
}

/// How loud a moment is on the same scale, for a meter.
pub(super) fn level(db: f32) -> u8 {
    const QUIETEST_DB: f32 = -54.0;
    const LOUDEST_DB: f32 = -6.0;
    step((db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB))
}

fn step(part: f32) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 31"
    )]
    let step = (part.clamp(0.0, 1.0) * 31.0).round() as u8;
    step
}

pub(crate) fn write(bars: &[u8]) -> String {
    let sign = |bar: &u8| char::from_digit(u32::from(*bar).min(RADIX - 1), RADIX);
    bars.iter().filter_map(sign).collect()
}

/// Empty: it is none.
pub(crate) fn read(text: &str) -> Vec<u8> {
    if text.len() > MOST {
        return Vec::new();
    }
    let bars = text.chars().map(|sign| u8::try_from(sign.to_digit(RADIX)?).ok());
    bars.collect::<Option<_>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_others_made_up_is_not() {
        let bars: Vec<u8> = (0..32).collect();
        assert_eq!(write(&bars), "0123456789abcdefghijklmnopqrstuv");
        assert_eq!(read(&write(&bars)), bars);
        for odd in ["", "w", "12 3", "海豹", &"1".repeat(65)] {
            assert_eq!(read(odd), [0; 0], "{odd}");
        }
    }

    #[test]
    fn loud_stands_out_and_silence_is_flat() {
        let mut frames = vec![-50.0; 96];
        frames.extend([-10.0; 96]);
        let bars = of(&frames);
        assert_eq!(bars.len(), 48);
        assert!(bars.iter().take(24).all(|bar| *bar == 0) && bars.iter().skip(24).all(|bar| *bar == 31));
        assert!(of(&[-90.0; 100]).iter().all(|bar| *bar == 0));
        assert_eq!(of(&[-20.0, -38.0]), [31, 16]);
        assert_eq!((level(-120.0), level(-30.0), level(0.0)), (0, 16, 31));
    }
}
