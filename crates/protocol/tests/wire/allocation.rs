//! How much memory hostile bytes can claim. The allocator of this test program counts what each thread holds.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use protocol::envelope::{Codec, Encoding, Error, MAX_INFLATED, MAX_INFLATED_REQUEST, MAX_REQUEST};
use protocol::pb::{Bounded, BoundedError, PushMessages};

use crate::samples::{GOB, JSON, request};

struct Counting;

thread_local! {
    static HELD: Cell<i64> = const { Cell::new(0) };
    static PEAK: Cell<i64> = const { Cell::new(0) };
}

fn add(bytes: i64) {
    // A thread that is ending has no counters any more.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held.get())));
    });
}

fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

// SAFETY: every call is handed to the system's allocator as it came; counting touches thread-local cells only.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(signed(layout.size()));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        add(-signed(layout.size()));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Old and new may exist side by side while bytes move.
        add(signed(size));
        add(-signed(layout.size()));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes that `act` held at once beyond what was held before.
fn peak<T>(act: impl FnOnce() -> T) -> (T, i64) {
    let before = HELD.with(Cell::get);
    PEAK.with(|peak| peak.set(before));
    let result = act();
    (result, PEAK.with(Cell::get) - before)
}

fn zeros(len: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let block = vec![0; 1 << 20];
    for _ in 0..len >> 20 {
        encoder.write_all(&block).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn the_counter_counts() {
    assert!(peak(|| vec![1u8; 100_000].len()).1 >= 100_000);
}

#[test]
fn a_gob_length_claims_nothing_before_its_bytes_are_there() {
    let definition = GOB.encode_request(&request()).unwrap()[..103].to_vec();
    let huge = [0xf8, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let mut inside = definition.clone();
    inside.extend([13, 0xff, 0x82, 6]);
    inside.extend(huge);
    inside.push(0);
    let mut fields = vec![24, 0xff, 0x81, 3, 1, 1, 1, b'R', 1, 0xff, 0x82, 0, 1];
    fields.extend(huge);
    fields.extend([0, 0, 0]);
    for bytes in [huge.to_vec(), inside, fields, [definition, huge.to_vec()].concat()] {
        let (result, held) = peak(|| GOB.decode_request(&bytes));
        assert_eq!(result, Err(Error::Gob));
        assert!(held < 8_192, "{held} bytes for {bytes:02x?}");
    }
}

#[test]
fn a_frame_of_definitions_only_claims_little() {
    // Definitions of structs whose fields have neither name nor type: the most fields for the fewest bytes.
    let mut definition = vec![0xff, 0x81, 3, 2, 64];
    definition.extend([0; 64]);
    definition.extend([0, 0]);
    let mut message = vec![u8::try_from(definition.len()).unwrap()];
    message.extend(&definition);
    let frame = message.repeat(MAX_REQUEST / message.len());
    let (result, held) = peak(|| GOB.decode_request(&frame));
    assert_eq!(result, Err(Error::Gob));
    assert!(held < 32_768, "{held} bytes");
}

#[test]
fn a_gzip_bomb_is_put_out_at_the_limit() {
    let bomb = zeros(32 << 20);
    assert!(bomb.len() < MAX_REQUEST, "{} bytes", bomb.len());
    for encoding in [Encoding::Gob, Encoding::Json] {
        let codec = Codec { encoding, gzip: true };
        let (result, held) = peak(|| codec.decode_request(&bomb));
        assert_eq!(result, Err(Error::TooMuch));
        assert!(held < signed(4 * MAX_INFLATED_REQUEST), "{held} bytes");
        let (result, held) = peak(|| codec.decode_response(&bomb));
        assert_eq!(result, Err(Error::TooMuch));
        assert!(held < signed(4 * MAX_INFLATED), "{held} bytes");
    }
}

#[test]
fn a_bomb_of_many_small_members_is_put_out_too() {
    let member = zeros(1 << 20);
    let bomb = member.repeat(40);
    let (result, held) = peak(|| {
        Codec {
            encoding: Encoding::Gob,
            gzip: true,
        }
        .decode_request(&bomb)
    });
    assert_eq!(result, Err(Error::TooMuch));
    assert!(held < signed(4 * MAX_INFLATED_REQUEST), "{held} bytes");
}

#[test]
fn a_request_in_json_claims_no_more_than_a_few_times_its_size() {
    let deep = format!("{{\"reqIdentifier\":1,\"x\":{}", "[".repeat(50_000));
    let wide = format!("{{\"reqIdentifier\":1,\"x\":[{}1]}}", "1,".repeat(24_000));
    let long = format!("{{\"sendID\":\"{}\"}}", "\\u4f60".repeat(8_000));
    for text in [deep, wide, long] {
        let (_, held) = peak(|| JSON.decode_request(text.as_bytes()));
        assert!(held < signed(3 * MAX_REQUEST), "{held} bytes");
    }
}

#[test]
fn an_answer_of_a_million_empty_messages_claims_nothing() {
    let bytes = [0x0a, 0x00].repeat(1_000_000);
    let (result, held) = peak(|| PushMessages::decode_bounded(&bytes));
    assert_eq!(result, Err(BoundedError::TooMany));
    assert!(held < 1_024, "{held} bytes");
}
