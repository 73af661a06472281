//! Files that are made up, some of them to do harm.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::io::Cursor;

use super::{Film, look};

fn boxed(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let size = u32::try_from(inside.len() + 8).unwrap();
    [&size.to_be_bytes(), name.as_slice(), inside].concat()
}

fn track(handler: &[u8; 4], width: u32, height: u32, turned: bool) -> Vec<u8> {
    let one = 1_u32 << 16;
    let matrix = match turned {
        false => [one, 0, 0, 0, one, 0, 0, 0, 1 << 30],
        true => [0, one, 0, u32::MAX << 16, 0, 0, 0, 0, 1 << 30],
    };
    let numbers = [0; 10].into_iter().chain(matrix).chain([width << 16, height << 16]);
    let header: Vec<u8> = numbers.flat_map(u32::to_be_bytes).collect();
    let handler = [[0; 8].as_slice(), handler, &[0; 12]].concat();
    let media = boxed(b"mdia", &boxed(b"hdlr", &handler));
    boxed(b"trak", &[boxed(b"tkhd", &header), media].concat())
}

fn mp4(tracks: &[Vec<u8>], millis: u32) -> Vec<u8> {
    let header: Vec<u8> = [0, 0, 0, 1000, millis].into_iter().flat_map(u32::to_be_bytes).collect();
    let moov = [boxed(b"mvhd", &header), tracks.concat()].concat();
    // As a camera writes it: the film first.
    [
        boxed(b"ftyp", b"isom\0\0\0\0"),
        boxed(b"mdat", &[7; 5_000]),
        boxed(b"moov", &moov),
    ]
    .concat()
}

fn element(id: &[u8], inside: &[u8]) -> Vec<u8> {
    let size = u16::try_from(inside.len()).unwrap() | 0x4000;
    [id, &size.to_be_bytes(), inside].concat()
}

fn webm(endless: bool) -> Vec<u8> {
    let info = [
        element(b"\x2a\xd7\xb1", &1_000_000_u32.to_be_bytes()),
        element(b"\x44\x89", &2_500_f64.to_be_bytes()),
    ];
    let video = element(
        b"\xe0",
        &[element(b"\xb0", &[2, 128]), element(b"\xba", &[1, 104])].concat(),
    );
    let tracks = [element(b"\xae", b"\xd7\x81\x01"), element(b"\xae", &video)].concat();
    let inside = [
        element(b"\x15\x49\xa9\x66", &info.concat()),
        element(b"\x16\x54\xae\x6b", &tracks),
    ]
    .concat();
    let head = element(b"\x1a\x45\xdf\xa3", b"\x42\x86\x81\x01");
    match endless {
        true => [
            head,
            b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff".to_vec(),
            inside,
        ]
        .concat(),
        false => [head, element(b"\x18\x53\x80\x67", &inside)].concat(),
    }
}

fn of(kind: &str, bytes: Vec<u8>) -> Option<Film> {
    look(kind, &mut Cursor::new(bytes))
}

#[test]
fn a_film_tells_its_sides_and_its_length_wherever_they_stand() {
    let film = |width, height, millis| Some(Film { width, height, millis });
    let sound = track(b"soun", 0, 0, false);
    let wide = mp4(&[sound.clone(), track(b"vide", 1920, 1080, false)], 61_500);
    assert_eq!(of("video/mp4", wide), film(1920, 1080, 61_500));
    let held = mp4(&[track(b"vide", 1920, 1080, true), sound.clone()], 900);
    assert_eq!(of("video/quicktime", held), film(1080, 1920, 900));
    assert_eq!(of("video/webm", webm(false)), film(640, 360, 2_500));
    assert_eq!(of("video/webm", webm(true)), film(640, 360, 2_500));
    assert_eq!(of("video/mp4", mp4(&[sound], 10)), None, "it is only sound");
}

#[test]
fn what_is_cut_or_made_up_is_no_film_and_ends() {
    let whole = mp4(&[track(b"vide", 320, 240, false)], 1_000);
    for cut in (0..whole.len()).step_by(7) {
        assert_eq!(of("video/mp4", whole[..cut].to_vec()), None, "{cut}");
    }
    let webm = webm(false);
    for cut in 0..webm.len() {
        let _ = of("video/webm", webm[..cut].to_vec());
    }
    for (kind, bytes) in [
        ("video/mp4", boxed(b"mdat", b"")),
        ("video/mp4", b"\0\0\0\0free".to_vec()),
        ("video/mp4", b"\0\0\0\x01free\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()),
        ("video/mp4", b"\0\0\0\x04moov".to_vec()),
        ("video/mp4", [b"\xff\xff\xff\xffmoov".as_slice(), &[0; 64]].concat()),
        ("video/mp4", boxed(b"free", b"").repeat(10_000)),
        ("video/mp4", mp4(&[track(b"vide", 60_000, 10, false)], 1)),
        ("video/webm", vec![0; 1_000]),
        ("video/webm", vec![0xff; 1_000]),
        ("video/x-msvideo", whole),
    ] {
        assert_eq!(of(kind, bytes), None);
    }
}
