//! How many frames a picture that moves has, counted without unpacking one: a window would unpack them all, and a small
//! file can promise many thousand large ones. Knows the outer form of GIF, PNG and WebP, and nothing of what they show.

use std::io::{BufRead, BufReader, Read, Result, Seek};

/// All frames of one picture together, in pixels, and how many they are.
const MOST_PIXELS: u64 = 2_000_000_000;
const MOST_FRAMES: u64 = 5_000;
/// Blocks that are looked at.
const MOST_STEPS: u32 = 2_000_000;

/// Whether a window may be given a picture of so many pixels a frame. One that is cut ends where it is cut, and is then as
/// bearable as what is there.
pub(super) fn bearable(file: impl Read + Seek, pixels: u64) -> bool {
    let mut walk = Walk {
        file: BufReader::new(file),
        frames: 0,
        steps: 0,
    };
    // The end, however it comes.
    let _ = walk.count();
    walk.steps < MOST_STEPS && walk.frames <= MOST_FRAMES && walk.frames.saturating_mul(pixels) <= MOST_PIXELS
}

struct Walk<F> {
    file: BufReader<F>,
    frames: u64,
    steps: u32,
}

impl<F: Read + Seek> Walk<F> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn skip(&mut self, length: u64) -> Result<()> {
        self.file.seek_relative(i64::try_from(length).unwrap_or(i64::MAX))
    }

    /// Whether there is something more, and it may be looked at.
    fn goes_on(&mut self) -> Result<bool> {
        self.steps += 1;
        Ok(self.steps < MOST_STEPS && self.frames <= MOST_FRAMES && !self.file.fill_buf()?.is_empty())
    }

    fn count(&mut self) -> Result<()> {
        match &self.bytes::<6>()? {
            b"GIF87a" | b"GIF89a" => self.gif(),
            b"\x89PNG\r\n" => self.png(),
            [b'R', b'I', b'F', b'F', ..] => self.webp(),
            _ => Ok(()),
        }
    }

    fn gif(&mut self) -> Result<()> {
        let [_, _, _, _, flags, _, _] = self.bytes()?;
        self.table(flags)?;
        while self.goes_on()? {
            match self.bytes()? {
                [b'!'] => {
                    self.skip(1)?;
                }
                [b','] => {
                    self.frames += 1;
                    let [_, _, _, _, _, _, _, _, flags] = self.bytes()?;
                    self.table(flags)?;
                    self.skip(1)?;
                }
                _ => return Ok(()),
            }
            loop {
                let [length] = self.bytes()?;
                if length == 0 || !self.goes_on()? {
                    break;
                }
                self.skip(length.into())?;
            }
        }
        Ok(())
    }

    fn table(&mut self, flags: u8) -> Result<()> {
        if flags & 0x80 == 0 {
            return Ok(());
        }
        self.skip(3 << ((flags & 7) + 1))
    }

    /// It tells their number before the first one.
    fn png(&mut self) -> Result<()> {
        self.skip(2)?;
        while self.goes_on()? {
            let length = u32::from_be_bytes(self.bytes()?);
            match &self.bytes::<4>()? {
                b"acTL" => {
                    self.frames = u32::from_be_bytes(self.bytes()?).into();
                    return Ok(());
                }
                b"IDAT" | b"IEND" => return Ok(()),
                _ => self.skip(u64::from(length) + 4)?,
            }
        }
        Ok(())
    }

    fn webp(&mut self) -> Result<()> {
        self.skip(6)?;
        while self.goes_on()? {
            let name = self.bytes::<4>()?;
            let length = u64::from(u32::from_le_bytes(self.bytes()?));
            if &name == b"ANMF" {
                self.frames += 1;
            }
            self.skip(length + length % 2)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn gif(frames: usize) -> Vec<u8> {
        let mut bytes = b"GIF89a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
        for _ in 0..frames {
            bytes.extend(b"!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0");
        }
        bytes.push(b';');
        bytes
    }

    fn png(frames: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x02gAMA\x01\x02\0\0\0\0\0\0\0\x08acTL".to_vec();
        bytes.extend(frames.to_be_bytes());
        bytes.extend([0; 8]);
        bytes
    }

    fn webp(frames: usize) -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0".to_vec();
        for _ in 0..frames {
            bytes.extend(b"ANMF\x03\0\0\0\x01\x02\x03\0");
        }
        bytes
    }

    fn frames(file: Vec<u8>) -> u64 {
        let mut walk = Walk {
            file: BufReader::new(Cursor::new(file)),
            frames: 0,
            steps: 0,
        };
        let _ = walk.count();
        walk.frames
    }

    #[test]
    fn frames_are_counted_without_unpacking_one() {
        for count in [0, 1, 7, 300] {
            let number = u32::try_from(count).unwrap();
            assert_eq!(frames(gif(count)), u64::from(number));
            assert_eq!(frames(png(number)), u64::from(number));
            assert_eq!(frames(webp(count)), u64::from(number));
        }
        assert_eq!(frames(b"\xff\xd8\xff\xe0".to_vec()), 0);
    }

    #[test]
    fn what_would_cost_too_much_to_play_is_not_played() {
        let bears = |file: Vec<u8>, pixels| bearable(Cursor::new(file), pixels);
        assert!(bears(gif(300), 1920 * 1080));
        assert!(!bears(gif(300), 12_000 * 5_000), "large ones");
        assert!(!bears(gif(20_000), 1), "many");
        assert!(!bears(png(u32::MAX), 1));
        assert!(!bears(webp(6_000), 1));
        for cut in 0..60 {
            assert!(bears(gif(2)[..cut.min(gif(2).len())].to_vec(), 256), "cut after {cut}");
        }
    }
}
