//! WebM and Matroska: elements in elements, each with the length of what it holds. What is wanted stands before the film.

use std::io::{Read, Seek, SeekFrom};

use super::{Film, MOST_STEPS, exactly};

const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_a966;
const SCALE: u64 = 0x002a_d7b1;
const DURATION: u64 = 0x4489;
const TRACKS: u64 = 0x1654_ae6b;
const TRACK: u64 = 0xae;
const VIDEO: u64 = 0xe0;
const WIDTH: u64 = 0xb0;
const HEIGHT: u64 = 0xba;
/// The film itself.
const CLUSTER: u64 = 0x1f43_b675;

/// Nanoseconds of one step, where the file does not tell.
const USUAL_SCALE: u64 = 1_000_000;
const NANOS_A_MILLI: f64 = 1_000_000.0;

#[derive(Default)]
struct Told {
    scale: Option<u64>,
    length: f64,
    width: u64,
    height: u64,
}

/// Elements that hold others are stepped into; all others are passed.
pub(super) fn look(file: &mut (impl Read + Seek)) -> Option<Film> {
    let mut told = Told::default();
    for _ in 0..MOST_STEPS {
        let Some((id, length)) = head(file) else { break };
        match id {
            SEGMENT | INFO | TRACKS | TRACK | VIDEO => {}
            CLUSTER => break,
            SCALE => told.scale = Some(whole(file, length)?),
            DURATION => told.length = float(file, length)?,
            WIDTH if told.width == 0 => told.width = whole(file, length)?,
            HEIGHT if told.height == 0 => told.height = whole(file, length)?,
            _ => {
                file.seek(SeekFrom::Current(i64::try_from(length?).ok()?)).ok()?;
            }
        }
    }
    let millis = told.length * told.scale.unwrap_or(USUAL_SCALE) as f64 / NANOS_A_MILLI;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is out of range becomes the nearest, and is looked at by whoever asks"
    )]
    let millis = millis as u64;
    Some(Film {
        width: u32::try_from(told.width).ok()?,
        height: u32::try_from(told.height).ok()?,
        millis,
    })
}

/// What comes next, and how long it is; `None` for the length: it goes on until it ends.
fn head(file: &mut impl Read) -> Option<(u64, Option<u64>)> {
    let [first] = exactly(file)?;
    let id = more(file, first, u64::from(first), 4)?;
    let [first] = exactly(file)?;
    let marker = 0x80_u8.checked_shr(first.leading_zeros())?;
    let length = more(file, first, u64::from(first & !marker), 8)?;
    let bits = 7 * (first.leading_zeros() + 1);
    let unknown = length == (1_u64 << bits) - 1;
    Some((id, (!unknown).then_some(length)))
}

/// The zeros before the first one say how many bytes follow.
fn more(file: &mut impl Read, first: u8, begun: u64, most: u32) -> Option<u64> {
    let following = first.leading_zeros();
    if following >= most {
        return None;
    }
    let mut number = begun;
    for _ in 0..following {
        let [byte] = exactly(file)?;
        number = number << 8 | u64::from(byte);
    }
    Some(number)
}

fn whole(file: &mut impl Read, length: Option<u64>) -> Option<u64> {
    let mut number = 0;
    for _ in 0..length.filter(|length| *length <= 8)? {
        let [byte] = exactly(file)?;
        number = number << 8 | u64::from(byte);
    }
    Some(number)
}

fn float(file: &mut impl Read, length: Option<u64>) -> Option<f64> {
    match length? {
        4 => Some(f32::from_be_bytes(exactly(file)?).into()),
        8 => Some(f64::from_be_bytes(exactly(file)?)),
        _ => None,
    }
}
