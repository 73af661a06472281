//! The ids of the wire: conversations named after their members, message ids made by the sender, and which user ids
//! may travel. Knows no clock and no randomness: both are passed in.

pub mod conversation_id;

/// The longest user id that travels, in bytes.
pub const MAX_USER_ID: usize = 64;

/// Whether a user id can stand on the wire as it is: 1 to 64 of `A-Z a-z 0-9 . @ -`. An underscore or a colon would
/// make conversation ids ambiguous, and OpenIM's own clients put the id into an address without escaping it.
#[must_use]
pub fn is_wire_user_id(id: &str) -> bool {
    (1..=MAX_USER_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'@' | b'-'))
}

/// The id that the sender gives a message and keeps on every resend: the 32 lower-case hex digits of a UUID of
/// version 7 made from milliseconds since 1970 and ten random bytes. Ids sort by the time of their making.
#[must_use]
pub fn client_msg_id(unix_ms: i64, random: [u8; 10]) -> String {
    let ms = u64::try_from(unix_ms).unwrap_or(0).to_be_bytes();
    let [_, _, t0, t1, t2, t3, t4, t5] = ms;
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9] = random;
    let bytes = [
        t0,
        t1,
        t2,
        t3,
        t4,
        t5,
        0x70 | (r0 & 0x0f),
        r1,
        0x80 | (r2 & 0x3f),
        r3,
        r4,
        r5,
        r6,
        r7,
        r8,
        r9,
    ];
    hex(&bytes)
}

/// Lower-case hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
