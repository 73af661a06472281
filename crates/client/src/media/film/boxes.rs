//! MP4 and QuickTime: boxes in boxes. What is wanted stands in `moov`, before or behind the film.

use std::io::{Read, Seek, SeekFrom};

use super::{Film, LARGEST_TABLE, MOST_STEPS, exactly};

pub(super) fn look(file: &mut (impl Read + Seek)) -> Option<Film> {
    let mut at = 0;
    for _ in 0..MOST_STEPS {
        file.seek(SeekFrom::Start(at)).ok()?;
        let size = u64::from(u32::from_be_bytes(exactly(file)?));
        let name: [u8; 4] = exactly(file)?;
        let (head, size) = match size {
            // To the end of the file.
            0 => (8, u64::MAX - at),
            1 => (16, u64::from_be_bytes(exactly(file)?)),
            size => (8, size),
        };
        let length = size.checked_sub(head)?;
        if &name == b"moov" {
            if length > LARGEST_TABLE {
                return None;
            }
            let mut table = Vec::new();
            file.take(length).read_to_end(&mut table).ok()?;
            return of_table(&table);
        }
        at = at.checked_add(size)?;
    }
    None
}

/// The boxes of a table, each with its name.
fn inside(mut table: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut found = Vec::new();
    while let Some((head, rest)) = table.split_first_chunk::<8>() {
        let [a, b, c, d, name @ ..] = *head;
        let size = u32::from_be_bytes([a, b, c, d]) as usize;
        let Some((own, next)) = size.checked_sub(8).and_then(|length| rest.split_at_checked(length)) else {
            break;
        };
        found.push((name, own));
        table = next;
        if found.len() > MOST_STEPS {
            break;
        }
    }
    found
}

fn within<'a>(table: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(table, |table, name| {
        let mut boxes = inside(table).into_iter();
        boxes.find_map(|(found, own)| (found == **name).then_some(own))
    })
}

fn of_table(moov: &[u8]) -> Option<Film> {
    let (width, height) = inside(moov)
        .into_iter()
        .filter(|(name, track)| name == b"trak" && is_video(track))
        .find_map(|(_, track)| sides(within(track, &[b"tkhd"])?))?;
    Some(Film {
        width,
        height,
        millis: within(moov, &[b"mvhd"]).and_then(millis).unwrap_or_default(),
    })
}

fn is_video(track: &[u8]) -> bool {
    within(track, &[b"mdia", b"hdlr"]).and_then(|handler| handler.get(8..12)) == Some(b"vide")
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    Some(u32::from_be_bytes(*four))
}

fn millis(header: &[u8]) -> Option<u64> {
    let (scale, length) = match header.first()? {
        0 => (number(header, 12)?, u64::from(number(header, 16)?)),
        _ => {
            let high = u64::from(number(header, 24)?);
            (number(header, 20)?, high << 32 | u64::from(number(header, 28)?))
        }
    };
    // Nothing but ones: it is not known.
    if scale == 0 || length == u64::from(u32::MAX) {
        return None;
    }
    length.checked_mul(1000).map(|millis| millis / u64::from(scale))
}

/// Upright: a film that is to be turned by a quarter has its sides changed.
fn sides(header: &[u8]) -> Option<(u32, u32)> {
    let at = if *header.first()? == 0 { 40 } else { 52 };
    let turned = number(header, at)? == 0 && number(header, at + 4)? != 0;
    // Whole pixels and parts of them.
    let (width, height) = (number(header, at + 36)? >> 16, number(header, at + 40)? >> 16);
    Some(if turned { (height, width) } else { (width, height) })
}
